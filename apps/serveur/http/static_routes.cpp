#include "apps/serveur/http/static_routes.hpp"

#include "apps/serveur/statique/static_file.hpp"

namespace filrouge::http {

std::vector<Route> static_routes() {
  std::vector<Route> routes;
  for (const auto& file : static_files()) {
    Route route;
    route.pattern = file.url;
    route.is_static = true;
    route.handler = [&file](const Request& request) {
      Response response;
      response.headers.emplace_back("ETag", file.etag);
      if (request.headers.text("if-none-match") == file.etag) {
        response.status = 304;
        return response;
      }
      response.type = file.type;
      response.body = file.bytes;
      return response;
    };
    routes.push_back(std::move(route));
  }
  return routes;
}

}  // namespace filrouge::http
