#pragma once

#include <string>
#include <variant>
#include <vector>

#include "apps/serveur/http/fault.hpp"
#include "apps/serveur/http/route.hpp"

namespace filrouge::http {

/// The table of the routes.
class Routes {
 public:
  struct Found {
    const Route* route = nullptr;
    Fields parameters;
  };

  /// Throws std::logic_error of two routes that answer the same, or of a pattern that is none.
  explicit Routes(std::vector<Route> routes);

  /// The route of that method and path: a word of the pattern is preferred to a parameter. Else 404, or 405
  /// with the methods that the path has.
  std::variant<Found, Fault> find(Method method, const std::vector<std::string>& path) const;

 private:
  struct Entry {
    Route route;
    std::vector<std::string> segments;  ///< « {numero} » for a parameter
  };
  std::vector<Entry> entries_;  ///< what is most precise first
};

}  // namespace filrouge::http
