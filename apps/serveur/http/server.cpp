#include "apps/serveur/http/server.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <list>
#include <optional>

#include "apps/serveur/http/conversation.hpp"
#include "apps/serveur/http/crowd.hpp"
#include "apps/serveur/http/server_error.hpp"
#include "apps/serveur/http/tls.hpp"

namespace filrouge::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Local = asio::local::stream_protocol;
using boost::system::error_code;

constexpr std::uint16_t usual_port = 80, usual_tls_port = 443;

bool is_loopback(const asio::ip::address& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback();
  return address.is_loopback();
}

/// An address, and whether it may be wanting.
struct Place {
  asio::ip::address address;
  bool may_lack = false;
};

std::vector<Place> places_of(const ServerOptions& options) {
  std::vector<Place> places;
  for (const auto& host : options.hosts) {
    if (host == "localhost") {
      places.push_back({asio::ip::address_v4::loopback()});
      // Some machines have no IPv6.
      places.push_back({asio::ip::address_v6::loopback(), true});
      continue;
    }
    error_code failure;
    places.push_back({asio::ip::make_address(host, failure)});
    if (failure)
      throw ServerError(fmt::format(
          "« {} » n'est pas une adresse de cette machine : écrivez-la en chiffres (127.0.0.1, ::1), ou "
          "« localhost »",
          host));
  }
  if (options.certificate.empty() != options.key.empty())
    throw ServerError("un certificat va avec sa clé : donnez les deux, ou aucun");
  for (const auto& place : places)
    if (options.certificate.empty() && !is_loopback(place.address))
      throw ServerError(fmt::format(
          "{} se voit d'autres machines, et ce qui passe sur le réseau serait lisible de tous : donnez un "
          "certificat et sa clé (TLS), ou n'écoutez que 127.0.0.1",
          place.address.to_string()));
  for (const auto& place : places)
    if (place.address.is_unspecified() && options.names.empty())
      throw ServerError(fmt::format(
          "{} est toute adresse de cette machine, et ne dit pas sous quel nom on y vient : donnez-le "
          "(banc.departement.fr), ou écoutez une adresse précise",
          place.address.to_string()));
  return places;
}

}  // namespace

class Server::Floor {
 public:
  Floor(ServerOptions options, std::vector<Route> routes, Gate& gate)
      : crowd_(options.limits.connections, options.limits.per_address),
        pool_(std::max(1u, options.threads)),
        stop_time_(options.limits.stop_time),
        last_guest_(io_) {
    const auto places = places_of(options);
    if (!options.certificate.empty()) tls_.emplace(tls_context(options.certificate, options.key));
    Hosts hosts;
    for (const auto& name : options.names) hosts.add_name(name);
    listen(places, options.port, hosts);
    if (!options.socket.empty()) listen_to_socket(options.socket);
    if (acceptors_.empty() && !local_) throw ServerError("aucune adresse, aucune socket : rien n'est écouté");
    desk_.emplace(std::move(routes), gate, std::move(hosts), options.limits,
                  UploadFolder(std::move(options.upload_folder)), std::move(options.fault_page));
  }

  ~Floor() {
    pool_.join();
    if (!socket_path_.empty()) unlink(socket_path_.c_str());
  }
  Floor(const Floor&) = delete;
  Floor& operator=(const Floor&) = delete;

  const std::vector<std::string>& addresses() const { return addresses_; }
  std::uint16_t port() const { return port_; }

  void run() {
    for (auto& acceptor : acceptors_) asio::co_spawn(io_, accept(acceptor), asio::detached);
    if (local_) asio::co_spawn(io_, accept(*local_), asio::detached);
    io_.run();
  }

  void stop() {
    asio::post(io_, [this] {
      if (is_stopping_) return;
      is_stopping_ = true;
      error_code ignored;
      for (auto& acceptor : acceptors_) acceptor.close(ignored);
      if (local_) local_->close(ignored);
      for (auto& presence : presences_)
        if (presence.is_idle) presence.leave();
      if (presences_.empty()) return;
      last_guest_.expires_after(stop_time_);
      last_guest_.async_wait([this](error_code cancelled) {
        if (cancelled) return;
        spdlog::warn("arrêt : {} connexions n'ont pas fini à temps", presences_.size());
        for (auto& presence : presences_) presence.leave();
      });
    });
  }

 private:
  void listen(const std::vector<Place>& places, std::uint16_t port, Hosts& hosts) {
    port_ = port;
    for (const auto& place : places) {
      tcp::acceptor acceptor(io_);
      error_code failure;
      const tcp::endpoint endpoint(place.address, port_);
      acceptor.open(endpoint.protocol(), failure);
      if (!failure) acceptor.set_option(asio::socket_base::reuse_address(true), failure);
      if (!failure && place.address.is_v6()) acceptor.set_option(asio::ip::v6_only(true), failure);
      if (!failure) acceptor.bind(endpoint, failure);
      if (!failure) acceptor.listen(asio::socket_base::max_listen_connections, failure);
      if (failure && place.may_lack) continue;
      if (failure)
        throw ServerError(fmt::format("{} port {} ne peut pas être écouté : {}", place.address.to_string(),
                                      port_, failure.message()));
      port_ = acceptor.local_endpoint().port();
      const auto text = place.address.to_string();
      hosts.add_address(text, is_loopback(place.address), port_, tls_ ? usual_tls_port : usual_port);
      addresses_.push_back(fmt::format("{}://{}:{}/", tls_ ? "https" : "http",
                                       place.address.is_v6() ? "[" + text + "]" : text, port_));
      acceptors_.push_back(std::move(acceptor));
    }
  }

  void listen_to_socket(const std::string& path) {
    const auto refuse = [&](const std::string& why) {
      throw ServerError(fmt::format("la socket {} ne peut pas être écoutée : {}", path, why));
    };
    struct stat found {};
    if (lstat(path.c_str(), &found) == 0) {
      if (!S_ISSOCK(found.st_mode)) refuse("autre chose porte ce nom");
      Local::socket other(io_);
      error_code silence;
      other.connect(Local::endpoint(path), silence);
      if (!silence) refuse("un autre serveur l'écoute");
      unlink(path.c_str());
    }
    local_.emplace(io_);
    error_code failure;
    local_->open(Local(), failure);
    // Made with these very rights: changed after, it would have been open to all for a while.
    const auto mask = umask(0117);
    if (!failure) local_->bind(Local::endpoint(path), failure);
    umask(mask);
    if (!failure) socket_path_ = path;
    if (!failure) local_->listen(asio::socket_base::max_listen_connections, failure);
    if (failure) refuse(failure.message());
  }

  template <typename Acceptor>
  asio::awaitable<void> accept(Acceptor& acceptor) {
    constexpr auto breath = std::chrono::milliseconds(100);
    while (acceptor.is_open()) {
      typename Acceptor::protocol_type::socket socket(io_);
      error_code failure;
      co_await acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, failure));
      if (!failure) {
        asio::co_spawn(io_, receive(std::move(socket)), asio::detached);
      } else if (acceptor.is_open()) {
        // No descriptor left, mostly: others will be given back.
        asio::steady_timer timer(io_, breath);
        co_await timer.async_wait(asio::use_awaitable);
      }
    }
  }

  /// A connection, in the list of those that are.
  class Listed {
   public:
    explicit Listed(Floor& floor) : floor_(floor), place_(floor.presences_.emplace(floor.presences_.end())) {}
    ~Listed() {
      floor_.presences_.erase(place_);
      if (floor_.presences_.empty()) floor_.last_guest_.cancel();
    }
    Listed(const Listed&) = delete;
    Listed& operator=(const Listed&) = delete;
    Presence& operator*() { return *place_; }

   private:
    Floor& floor_;
    std::list<Presence>::iterator place_;
  };

  asio::awaitable<void> receive(tcp::socket socket) {
    error_code failure;
    const auto address = socket.remote_endpoint(failure).address();
    if (failure) co_return;
    const auto seat = crowd_.enter(address);
    if (!seat) {
      say_full();
      co_return;
    }
    socket.set_option(tcp::no_delay(true), failure);
    const Way way{address.to_string(), tls_.has_value(), false};
    if (tls_) {
      beast::ssl_stream<beast::tcp_stream> stream(std::move(socket), *tls_);
      co_await converse(stream, way);
    } else {
      beast::tcp_stream stream(std::move(socket));
      co_await converse(stream, way);
    }
  }

  asio::awaitable<void> receive(Local::socket socket) {
    const auto seat = crowd_.enter_by_socket();
    if (!seat) {
      say_full();
      co_return;
    }
    const Way way{"socket", false, true};
    beast::basic_stream<Local> stream(std::move(socket));
    co_await converse(stream, way);
  }

  template <typename Stream>
  asio::awaitable<void> converse(Stream& stream, const Way& way) {
    constexpr bool is_tls = std::is_same_v<Stream, beast::ssl_stream<beast::tcp_stream>>;
    auto& lowest = beast::get_lowest_layer(stream);
    Listed listed(*this);
    (*listed).leave = [&lowest] { lowest.close(); };
    error_code failure;
    try {
      if constexpr (is_tls) {
        lowest.expires_after(desk_->limits().header_time);
        co_await stream.async_handshake(asio::ssl::stream_base::server,
                                        asio::redirect_error(asio::use_awaitable, failure));
        if (failure) co_return;
      }
      Conversation<Stream> conversation(stream, way, *desk_, pool_, *listed, is_stopping_);
      co_await conversation.run();
      if constexpr (is_tls) {
        lowest.expires_after(desk_->limits().linger_time);
        co_await stream.async_shutdown(asio::redirect_error(asio::use_awaitable, failure));
      }
    } catch (const std::exception& thrown) {
      // Of memory, or of a fault of ours: this connection is lost, not the others.
      spdlog::error("connexion perdue : {}", typeid(thrown).name());
    }
    lowest.close();
  }

  void say_full() {
    constexpr auto rest = std::chrono::minutes(1);
    const auto now = std::chrono::steady_clock::now();
    if (said_full_ && now - *said_full_ < rest) return;
    said_full_ = now;
    spdlog::warn("trop de connexions : les nouvelles sont fermées");
  }

  asio::io_context io_{1};
  std::optional<asio::ssl::context> tls_;
  std::optional<Desk> desk_;
  Crowd crowd_;
  std::list<Presence> presences_;
  bool is_stopping_ = false;  ///< of the thread of the I/O, as all this
  asio::thread_pool pool_;
  std::chrono::milliseconds stop_time_;
  asio::steady_timer last_guest_;
  std::vector<tcp::acceptor> acceptors_;
  std::optional<Local::acceptor> local_;
  std::string socket_path_;
  std::vector<std::string> addresses_;
  std::uint16_t port_ = 0;
  std::optional<std::chrono::steady_clock::time_point> said_full_;
};

Server::Server(ServerOptions options, std::vector<Route> routes, Gate& gate)
    : floor_(std::make_unique<Floor>(std::move(options), std::move(routes), gate)) {}
Server::~Server() = default;

const std::vector<std::string>& Server::addresses() const {
  return floor_->addresses();
}
std::uint16_t Server::port() const {
  return floor_->port();
}
void Server::run() {
  floor_->run();
}
void Server::stop() {
  floor_->stop();
}

}  // namespace filrouge::http
