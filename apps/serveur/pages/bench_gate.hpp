#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/http/gate.hpp"
#include "apps/serveur/pages/bench.hpp"
#include "apps/serveur/pages/signed_in.hpp"

namespace filrouge::pages {

/// The right of who is signed in, whatever their role.
constexpr http::Right any_account = -1;
constexpr http::Right right(acces::Right right) {
  return static_cast<http::Right>(right);
}

/// Who is who at the door of the bench: the cookie of a session, or what the proxy says on its socket.
class BenchGate : public http::Gate {
 public:
  /// The bench must outlive it.
  explicit BenchGate(Bench& bench) : bench_(bench) {}

  std::variant<std::shared_ptr<const http::Visitor>, http::Response> admit(const http::Request& request,
                                                                           http::Right right) override;
  bool verify_token(const http::Request& request, std::string_view token) override;

 private:
  std::shared_ptr<SignedIn> who(const http::Request& request);
  std::string proxy_token(std::string_view account) const;

  Bench& bench_;
};

/// Name of the cookie of sessions: under TLS no page of another name of the host may set it.
std::string session_cookie(bool secure);
http::Cookie cookie_of(const http::Request& request, std::string token);
http::Cookie no_cookie(const http::Request& request);

/// The token of the form by which one enters, when nobody is signed in: it goes with a cookie.
struct DoorToken {
  std::string cookie, token;
};
DoorToken door_token(Bench& bench);
constexpr const char* door_cookie = "filrouge-porte";

}  // namespace filrouge::pages
