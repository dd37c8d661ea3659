#include "apps/serveur/statique/static_file.hpp"

#include <stdexcept>
#include <string>

namespace filrouge {

std::string_view static_url(std::string_view name) {
  for (const auto& file : static_files())
    if (file.name == name) return file.url;
  throw std::logic_error("apps/serveur/statique has no file " + std::string(name));
}

}  // namespace filrouge
