#pragma once

#include <memory>
#include <string_view>
#include <variant>

#include "apps/serveur/http/request.hpp"
#include "apps/serveur/http/response.hpp"

namespace filrouge::http {

/// A right that a route asks for. What the numbers mean belongs to who writes the routes and the Gate.
using Right = int;

/// Who may come in. Called from several threads at once, before the body is read: `form`, `upload` and `body`
/// are still empty in admit().
class Gate {
 public:
  virtual ~Gate() = default;

  /// Who asks, if they have that right; else what to answer them (a page that refuses, or the way to sign
  /// in).
  virtual std::variant<std::shared_ptr<const Visitor>, Response> admit(const Request& request,
                                                                       Right right) = 0;

  /// Was this token, the field « jeton » of a form, given to this very visitor? Asked of every write.
  virtual bool verify_token(const Request& request, std::string_view token) = 0;
};

/// The field of every form that writes.
constexpr std::string_view token_field = "jeton";

}  // namespace filrouge::http
