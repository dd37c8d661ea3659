#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/stream_traits.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <functional>
#include <memory>

#include "apps/serveur/http/desk.hpp"

namespace filrouge::http {

/// A connection, for who has to end it.
struct Presence {
  bool is_idle = true;                  ///< nothing of a request has come that was not answered
  std::function<void()> leave = [] {};  ///< ends what it waits for
};

/// The requests of one connection, one after the other. All of it runs on the one thread of the I/O, save the
/// Gate and the handlers, which run on the pool.
template <typename Stream>
class Conversation {
 public:
  /// All must outlive it.
  Conversation(Stream& stream, const Way& way, const Desk& desk, boost::asio::thread_pool& pool,
               Presence& presence, const bool& is_stopping)
      : stream_(stream),
        way_(way),
        desk_(desk),
        pool_(pool),
        presence_(presence),
        is_stopping_(is_stopping) {}

  /// Until either side has enough.
  boost::asio::awaitable<void> run() {
    auto patience = desk_.limits().header_time;
    for (;;) {
      presence_.is_idle = true;
      if (is_stopping_ || !co_await is_heard(patience)) break;
      presence_.is_idle = false;
      if (!co_await exchange()) break;
      patience = desk_.limits().idle_time;
    }
  }

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;

  auto into(boost::system::error_code& failure) {
    return boost::asio::redirect_error(boost::asio::use_awaitable, failure);
  }
  /// Past it, the stream closes by itself.
  void give(std::chrono::milliseconds time) { boost::beast::get_lowest_layer(stream_).expires_after(time); }

  /// Does anything come?
  boost::asio::awaitable<bool> is_heard(std::chrono::milliseconds patience) {
    if (buffer_.size() != 0) co_return true;
    constexpr std::size_t some = 4096;
    boost::system::error_code failure;
    give(patience);
    const auto got = co_await stream_.async_read_some(buffer_.prepare(some), into(failure));
    buffer_.commit(got);
    co_return !failure && got != 0;
  }

  /// One request, and its answer. Is another to be heard?
  boost::asio::awaitable<bool> exchange() {
    Parser parser;
    parser.header_limit(static_cast<std::uint32_t>(desk_.limits().header));
    parser.body_limit(boost::none);
    Asked asked;
    boost::system::error_code failure;
    give(desk_.limits().header_time);
    co_await boost::beast::http::async_read_header(stream_, buffer_, parser, into(failure));
    if (failure) {
      if (!is_of_parser(failure)) co_return false;
      asked.method = "?";
      co_return co_await close_with(desk_.tell(unreadable(failure)), asked);
    }

    const auto& message = parser.get();
    std::optional<std::uint64_t> length;
    if (const auto told = parser.content_length()) length = *told;
    if (auto fault = desk_.take(message.base(), length, parser.chunked(), way_, asked))
      co_return co_await refuse(desk_.tell(*fault), asked, parser);
    if (auto denied = co_await admitted(asked)) co_return co_await refuse(std::move(*denied), asked, parser);

    if (!parser.is_done()) {
      if (!co_await is_continued(message)) co_return false;
      auto kept = co_await read_body(parser, asked);
      if (kept.is_lost) co_return false;
      if (kept.refusal) co_return co_await refuse(std::move(*kept.refusal), asked, parser);
    }
    auto response = co_await answered(asked);
    co_return co_await send(std::move(response), asked, goes_on(message));
  }

  bool goes_on(const Header& header) const {
    const auto connection = header.find(boost::beast::http::field::connection);
    const bool closes =
        connection != header.end() && boost::beast::http::token_list(connection->value()).exists("close");
    return header.version() == 11 && !closes && !is_stopping_;
  }

  static bool is_of_parser(const boost::system::error_code& failure) {
    namespace bhttp = boost::beast::http;
    return failure.category() == make_error_code(bhttp::error::bad_version).category() &&
           failure != bhttp::error::end_of_stream && failure != bhttp::error::partial_message;
  }

  static Fault unreadable(const boost::system::error_code& failure) {
    namespace bhttp = boost::beast::http;
    if (failure == bhttp::error::header_limit || failure == bhttp::error::buffer_overflow)
      return {431, "L'adresse et les en-têtes de cette demande sont trop longs pour ce serveur.", {}};
    if (failure == bhttp::error::bad_version) return {505, "Ce serveur parle HTTP/1.1.", {}};
    return {400, "Cette demande n'est pas du HTTP que ce serveur lise.", {}};
  }

  boost::asio::awaitable<std::optional<Response>> admitted(Asked& asked) {
    if (!asked.route->right) co_return std::nullopt;
    boost::beast::get_lowest_layer(stream_).expires_never();
    const Desk& desk = desk_;
    std::optional<Response> denied;
    co_await boost::asio::co_spawn(
        pool_,
        [&]() -> boost::asio::awaitable<void> {
          denied = desk.admit(asked);
          co_return;
        },
        boost::asio::use_awaitable);
    co_return denied;
  }

  boost::asio::awaitable<Response> answered(Asked& asked) {
    boost::beast::get_lowest_layer(stream_).expires_never();
    const Desk& desk = desk_;
    Response response;
    co_await boost::asio::co_spawn(
        pool_,
        [&]() -> boost::asio::awaitable<void> {
          response = desk.answer(asked);
          co_return;
        },
        boost::asio::use_awaitable);
    co_return response;
  }

  /// Who asks before sending a long body is told to go on.
  boost::asio::awaitable<bool> is_continued(const Header& header) {
    const auto expect = header.find(boost::beast::http::field::expect);
    if (expect == header.end() || buffer_.size() != 0) co_return true;
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    boost::system::error_code failure;
    give(desk_.limits().write_time);
    co_await boost::asio::async_write(stream_, boost::asio::buffer(go_on), into(failure));
    co_return !failure;
  }

  struct Kept {
    bool is_lost = false;
    std::optional<Response> refusal;
  };
  boost::asio::awaitable<Kept> read_body(Parser& parser, Asked& asked) {
    namespace bhttp = boost::beast::http;
    constexpr std::size_t piece = 64 * 1024;
    const auto bytes = std::make_unique<char[]>(piece);
    auto body = desk_.body_of(asked);
    give(desk_.body_time(asked));
    while (!parser.is_done()) {
      auto& room = parser.get().body();
      room.data = bytes.get();
      room.size = piece;
      boost::system::error_code failure;
      co_await bhttp::async_read(stream_, buffer_, parser, into(failure));
      if (failure == bhttp::error::need_buffer) failure = {};
      if (failure && !is_of_parser(failure)) co_return Kept{true, {}};
      if (failure) co_return Kept{false, desk_.tell(unreadable(failure))};
      if (auto refusal = taken(body, {bytes.get(), piece - room.size}, asked))
        co_return Kept{false, std::move(refusal)};
    }
    if (auto fault = body.give(asked.request)) co_return Kept{false, desk_.tell(*fault)};
    co_return Kept{};
  }

  std::optional<Response> taken(Body& body, std::string_view bytes, const Asked& asked) {
    try {
      if (auto fault = body.take(bytes)) return desk_.tell(*fault);
      return std::nullopt;
    } catch (const std::exception& thrown) {
      return desk_.tell_incident(asked, thrown);
    }
  }

  /// What was refused may still be coming: nothing after it can be told from it.
  boost::asio::awaitable<bool> refuse(Response response, const Asked& asked, const Parser& parser) {
    if (parser.is_done()) co_return co_await send(std::move(response), asked, goes_on(parser.get()));
    co_return co_await close_with(std::move(response), asked);
  }

  boost::asio::awaitable<bool> close_with(Response response, const Asked& asked) {
    co_await send(std::move(response), asked, false);
    // Closed while it still sends, the other side would lose the answer before reading it.
    auto& lowest = boost::beast::get_lowest_layer(stream_);
    boost::system::error_code failure;
    lowest.socket().shutdown(boost::asio::socket_base::shutdown_send, failure);
    std::array<char, 4096> dropped;
    lowest.expires_after(desk_.limits().linger_time);
    while (!failure) co_await lowest.async_read_some(boost::asio::buffer(dropped), into(failure));
    co_return false;
  }

  boost::asio::awaitable<bool> send(Response response, const Asked& asked, bool keep_alive) {
    constexpr std::size_t mebibyte = 1024 * 1024;
    auto message = desk_.written(std::move(response), asked, keep_alive);
    boost::system::error_code failure;
    give(desk_.limits().write_time * static_cast<int>(1 + message.body().size() / mebibyte));
    co_await boost::beast::http::async_write(stream_, message, into(failure));
    co_return keep_alive && !failure;
  }

  Stream& stream_;
  const Way& way_;
  const Desk& desk_;
  boost::asio::thread_pool& pool_;
  Presence& presence_;
  const bool& is_stopping_;
  boost::beast::flat_buffer buffer_;
};

}  // namespace filrouge::http
