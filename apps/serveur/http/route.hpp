#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/http/gate.hpp"
#include "apps/serveur/http/request.hpp"
#include "apps/serveur/http/response.hpp"

namespace filrouge::http {

/// Called from several threads at once. What it throws becomes a page that says nothing of it (500).
using Handler = std::function<Response(const Request&)>;

constexpr const char* form_type = "application/x-www-form-urlencoded";
constexpr const char* multipart_type = "multipart/form-data";

/// One page, or one thing that can be done.
struct Route {
  Method method = Method::get;
  std::string pattern;  ///< « /dossiers/{numero}/acte »
  Handler handler;
  std::optional<Right> right;  ///< none: anyone, and the Gate is not asked
  /// Of what is sent to it. A get takes nothing.
  std::vector<std::string> accepts{form_type};
  /// Bytes of what is sent; none: those of Limits (`body`, or `upload` when it takes multipart/form-data).
  std::optional<std::size_t> body_limit;
  bool is_static = false;  ///< its answers never change: browsers keep them
};

}  // namespace filrouge::http
