#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "apps/serveur/http/server.hpp"

namespace filrouge::http {

/// A folder of its own, gone with it.
struct Place {
  std::filesystem::path path;
  Place();
  ~Place();
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  std::string operator()(const std::string& file) const { return (path / file).string(); }
};

/// Lets in who has the cookie « session=ouverte »; the token is « bon ».
class CookieGate : public Gate {
 public:
  std::variant<std::shared_ptr<const Visitor>, Response> admit(const Request& request, Right right) override;
  bool verify_token(const Request& request, std::string_view token) override;
};

/// A server that runs until the end of the test.
class Running {
 public:
  explicit Running(
      std::vector<Route> routes, const std::function<void(ServerOptions&)>& choose = [](ServerOptions&) {});
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  std::uint16_t port() const { return server_->port(); }
  std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
  const std::vector<std::string>& addresses() const { return server_->addresses(); }
  const Place& place() const { return place_; }
  std::string uploads() const { return place_("depots"); }
  /// Asks for the stop, and does not wait.
  void begin_stop() { server_->stop(); }
  /// Returns once run() has.
  void stop();

 private:
  Place place_;
  CookieGate gate_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

/// A connection, byte by byte.
class Wire {
 public:
  explicit Wire(std::uint16_t port);
  explicit Wire(const std::string& socket);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// False when the other side takes nothing more.
  bool send(const std::string& bytes);
  /// One answer, headers and body as Content-Length has it; what came, when the other side closes before.
  std::string answer(bool is_head = false);
  /// Does the other side close within that time? What comes before is dropped.
  bool closes(std::chrono::milliseconds within);

 private:
  bool more();
  int descriptor_;
  std::string pending_;
};

/// « GET path » with this Host and these headers (« Name: value\r\n »).
std::string get(const std::string& path, const std::string& host, const std::string& headers = {});
/// A form.
std::string post(const std::string& path, const std::string& host, const std::string& form,
                 const std::string& headers = {});

/// 200 of « HTTP/1.1 200 OK… »; 0 of nothing.
int status(const std::string& answer);
/// The value of a header, by its exact name; empty when it is not there.
std::string header(const std::string& answer, const std::string& name);
std::string body(const std::string& answer);

}  // namespace filrouge::http
