#include "apps/serveur/banc/base_in_place.hpp"

#include <filesystem>
#include <system_error>

#include "engine/store/base.hpp"

namespace filrouge::banc {

const std::string& base_in_place(const std::string& path) {
  std::error_code unknown;
  if (!std::filesystem::is_regular_file(path, unknown))
    throw StoreError("la base « " + path + " » n'est plus à sa place");
  return path;
}

}  // namespace filrouge::banc
