#include "apps/filrouge/paths.hpp"

#include <string>

namespace filrouge {

CLI::Validator written_path() {
  return CLI::Validator(
      [](std::string& path) {
        return path.find_first_not_of(" \t\r\n") != std::string::npos
                   ? std::string()
                   : std::string(
                         "le chemin est vide ; écrivez-le, ou retirez l'option (dans un script, une "
                         "variable n'est peut-être pas remplie)");
      },
      "", "chemin");
}

}  // namespace filrouge
