#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/http/fields.hpp"
#include "apps/serveur/http/upload.hpp"

namespace filrouge::http {

/// HEAD is a get whose answer keeps its body.
enum class Method { get, post, put, del };

/// Who asks, once the Gate let them in. What is known of them belongs to the room of accounts.
struct Visitor {
  virtual ~Visitor() = default;
};

/// What was asked, as a handler sees it: decoded, checked, admitted.
struct Request {
  Method method = Method::get;
  std::vector<std::string> path;  ///< its segments
  Fields parameters;              ///< what the pattern of the route names: « numero » of /dossiers/{numero}
  Fields query;
  Fields form;  ///< of application/x-www-form-urlencoded, and the fields of multipart/form-data
  Fields cookies;
  /// By names in lower case. `x-filrouge-compte` and `x-forwarded-…` are never there.
  Fields headers;
  std::string body;              ///< of any other content type the route accepts
  std::optional<Upload> upload;  ///< the file of multipart/form-data; gone once the answer is sent
  std::string host;              ///< one of those the server answers for, as the visitor wrote it
  std::string peer;       ///< the address; behind the proxy, the one the proxy gives, else « socket »
  bool secure = false;    ///< over TLS, up to the proxy at least
  bool is_proxy = false;  ///< came by the socket of the reverse proxy
  std::optional<std::string> account;      ///< who the proxy says is signed in; never of a request by TCP
  std::shared_ptr<const Visitor> visitor;  ///< none before the Gate, nor on a route that asks for no right
};

}  // namespace filrouge::http
