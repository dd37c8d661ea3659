// Asks pages of a bench on this machine, many times, and tells how long each takes beside a page without a
// list.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using tcp = boost::asio::ip::tcp;
using Clock = std::chrono::steady_clock;

/// One connection kept open, as a browser keeps it.
class Browser {
 public:
  explicit Browser(const std::string& port) : port_(port), stream_(context_) {
    tcp::resolver resolver(context_);
    stream_.expires_after(std::chrono::seconds(60));
    stream_.connect(resolver.resolve("127.0.0.1", port));
  }

  http::response<http::string_body> ask(http::verb verb, const std::string& target, const std::string& cookie,
                                        const std::string& body = {}) {
    http::request<http::string_body> request(verb, target, 11);
    request.set(http::field::host, "127.0.0.1:" + port_);
    if (!cookie.empty()) request.set(http::field::cookie, cookie);
    if (verb == http::verb::post) {
      request.set(http::field::content_type, "application/x-www-form-urlencoded");
      request.set(http::field::origin, "http://127.0.0.1:" + port_);
      request.body() = body;
    }
    request.prepare_payload();
    stream_.expires_after(std::chrono::seconds(60));
    http::write(stream_, request);
    http::response_parser<http::string_body> parser;
    parser.body_limit(64 << 20);
    http::read(stream_, buffer_, parser);
    return parser.release();
  }

 private:
  std::string port_;
  boost::asio::io_context context_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
};

std::string cookies_of(const http::response<http::string_body>& response) {
  std::string all;
  for (const auto& field : response)
    if (field.name() == http::field::set_cookie) {
      const std::string value(field.value());
      all += (all.empty() ? "" : "; ") + value.substr(0, value.find(';'));
    }
  return all;
}

std::string encoded(const std::string& text) {
  std::string all;
  for (const unsigned char c : text)
    all += std::isalnum(c) ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
  return all;
}

std::string signed_in(const std::string& port, const std::string& account, const std::string& password) {
  Browser browser(port);
  const auto door = browser.ask(http::verb::get, "/connexion", "");
  constexpr std::string_view mark = "name=\"jeton\" value=\"";
  const auto at = door.body().find(mark);
  if (at == std::string::npos) throw std::runtime_error("la page de connexion n'est pas celle du banc");
  const auto token =
      door.body().substr(at + mark.size(), door.body().find('"', at + mark.size()) - at - mark.size());
  const auto answer = browser.ask(
      http::verb::post, "/connexion", cookies_of(door),
      fmt::format("jeton={}&compte={}&mot_de_passe={}", token, encoded(account), encoded(password)));
  if (answer.result_int() != 303)
    throw std::runtime_error("ce compte et ce mot de passe n'ouvrent pas le banc");
  return cookies_of(answer);
}

std::vector<double> times(const std::string& port, const std::string& cookie, const std::string& page,
                          unsigned together, unsigned each) {
  std::vector<std::vector<double>> of_each(together);
  std::vector<std::string> wrong(together);
  {
    std::vector<std::jthread> threads;
    for (unsigned t = 0; t < together; ++t)
      threads.emplace_back([&, t] {
        try {
          Browser browser(port);
          for (unsigned i = 0; i < each; ++i) {
            const auto begin = Clock::now();
            const auto answer = browser.ask(http::verb::get, page, cookie);
            if (answer.result_int() != 200)
              throw std::runtime_error(fmt::format("répond {}", answer.result_int()));
            of_each[t].push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
          }
        } catch (const std::exception& error) {
          wrong[t] = error.what();
        }
      });
  }
  std::vector<double> all;
  for (unsigned t = 0; t < together; ++t) {
    if (!wrong[t].empty()) throw std::runtime_error(page + " : " + wrong[t]);
    all.insert(all.end(), of_each[t].begin(), of_each[t].end());
  }
  std::ranges::sort(all);
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Demande des pages du banc, de cette machine seule, et dit leur temps à côté d'une page sans liste"};
  std::string port = "8064", account, password_file;
  unsigned together = 4, each = 50;
  std::vector<std::string> pages{"/", "/?voir=echu&role=tous", "/affaires", "/sources"};
  app.add_option("--port", port, "Port du banc sur 127.0.0.1");
  app.add_option("--compte", account, "Compte")->required();
  app.add_option("--mot-de-passe-de", password_file, "Fichier dont la première ligne est son mot de passe")
      ->required();
  app.add_option("--ensemble", together, "Demandes à la fois")
      ->check(CLI::Range(1, 16))
      ->capture_default_str();
  app.add_option("--demandes", each, "Demandes de chacun")->check(CLI::Range(1, 1000))->capture_default_str();
  app.add_option("--pages", pages, "Adresses demandées");
  CLI11_PARSE(app, argc, argv);
  try {
    std::ifstream file(password_file);
    std::string password;
    std::getline(file, password);
    const auto cookie = signed_in(port, account, password);
    pages.insert(pages.begin(), "/mot-de-passe");
    double plain = 0;
    fmt::print("{:<40} {:>9} {:>9} {:>9}\n", "page", "médiane", "95 %", "× sans liste");
    for (const auto& page : pages) {
      const auto all = times(port, cookie, page, together, each);
      const auto median = all[all.size() / 2];
      if (plain == 0) plain = median;
      fmt::print("{:<40} {:>6.1f} ms {:>6.1f} ms {:>9.1f}\n", page, median, all[all.size() * 95 / 100],
                 median / plain);
    }
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
  return 0;
}
