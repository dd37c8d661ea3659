#pragma once

#include <optional>
#include <string>

#include "apps/serveur/acces/sessions.hpp"
#include "apps/serveur/banc/visible_base.hpp"
#include "apps/serveur/http/request.hpp"

namespace filrouge::pages {

/// Who asks, as the handlers of the pages know it.
struct SignedIn : http::Visitor {
  acces::Visitor who;
  std::string token;                 ///< of the session, as it came; empty: the proxy says who it is
  std::optional<std::string> fresh;  ///< the token to send in its place

  banc::Sight sight() const { return {who.everywhere, who.territoires}; }
};

/// Of a route that asks for a right: there is always one.
inline const SignedIn& signed_in(const http::Request& request) {
  return dynamic_cast<const SignedIn&>(*request.visitor);
}

}  // namespace filrouge::pages
