#include "tests/serveur/http_support.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <spdlog/spdlog.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace filrouge::http {
namespace {

/// One line an answer would drown what the tests say.
[[maybe_unused]] const bool is_quiet = [] {
  spdlog::set_level(spdlog::level::off);
  return true;
}();

}  // namespace

Place::Place() {
  std::string name = (std::filesystem::temp_directory_path() / "filrouge-http-XXXXXX").string();
  if (!mkdtemp(name.data())) throw std::runtime_error("no folder for the test");
  path = name;
}
Place::~Place() {
  std::filesystem::remove_all(path);
}

std::variant<std::shared_ptr<const Visitor>, Response> CookieGate::admit(const Request& request, Right) {
  if (request.cookies.text("session") != "ouverte") return see_other("/connexion");
  return std::make_shared<const Visitor>();
}
bool CookieGate::verify_token(const Request&, std::string_view token) {
  return token == "bon";
}

Running::Running(std::vector<Route> routes, const std::function<void(ServerOptions&)>& choose) {
  ServerOptions options;
  options.hosts = {"127.0.0.1"};
  options.upload_folder = uploads();
  options.limits.linger_time = std::chrono::milliseconds(300);
  choose(options);
  server_ = std::make_unique<Server>(std::move(options), std::move(routes), gate_);
  thread_ = std::thread([this] { server_->run(); });
}

void Running::stop() {
  if (!thread_.joinable()) return;
  server_->stop();
  thread_.join();
}

Wire::Wire(std::uint16_t port) : descriptor_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error(std::strerror(errno));
}
Wire::Wire(const std::string& path) : descriptor_(socket(AF_UNIX, SOCK_STREAM, 0)) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  if (connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error(std::strerror(errno));
}
Wire::~Wire() {
  close(descriptor_);
}

bool Wire::send(const std::string& bytes) {
  for (std::size_t done = 0; done < bytes.size();) {
    const auto sent = ::send(descriptor_, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    done += static_cast<std::size_t>(sent);
  }
  return true;
}

bool Wire::more() {
  char bytes[65536];
  const auto got = recv(descriptor_, bytes, sizeof bytes, 0);
  if (got <= 0) return false;
  pending_.append(bytes, static_cast<std::size_t>(got));
  return true;
}

std::string Wire::answer(bool is_head) {
  std::size_t end;
  while ((end = pending_.find("\r\n\r\n")) == std::string::npos)
    if (!more()) return std::exchange(pending_, {});
  end += 4;
  const auto length = header(pending_.substr(0, end), "Content-Length");
  if (!is_head && !length.empty()) end += std::stoul(length);
  while (pending_.size() < end)
    if (!more()) break;
  auto answer = pending_.substr(0, end);
  pending_.erase(0, end);
  return answer;
}

bool Wire::closes(std::chrono::milliseconds within) {
  const auto end = std::chrono::steady_clock::now() + within;
  for (;;) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    pollfd one{descriptor_, POLLIN, 0};
    if (left.count() <= 0 || poll(&one, 1, static_cast<int>(left.count())) <= 0) return false;
    if (!more()) return true;
  }
}

std::string get(const std::string& path, const std::string& host, const std::string& headers) {
  return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n";
}

std::string post(const std::string& path, const std::string& host, const std::string& form,
                 const std::string& headers) {
  return "POST " + path + " HTTP/1.1\r\nHost: " + host +
         "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
         std::to_string(form.size()) + "\r\n" + headers + "\r\n" + form;
}

int status(const std::string& answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0;
}

std::string header(const std::string& answer, const std::string& name) {
  const auto begin = answer.find("\r\n" + name + ": ");
  const auto end = answer.find("\r\n\r\n");
  if (begin == std::string::npos || begin > end) return {};
  const auto value = begin + name.size() + 4;
  return answer.substr(value, answer.find("\r\n", value) - value);
}

std::string body(const std::string& answer) {
  const auto end = answer.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : answer.substr(end + 4);
}

}  // namespace filrouge::http
