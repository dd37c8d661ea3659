#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "apps/serveur/acces/access.hpp"

namespace filrouge {
using namespace acces;

/// A folder of its own with the file of a base in it, gone with the test.
struct TemporaryAccess {
  std::filesystem::path folder;
  TemporaryAccess() {
    static int count = 0;
    folder = std::filesystem::temp_directory_path() /
             ("filrouge-acces-" + std::to_string(getpid()) + "-" + std::to_string(count++));
    std::filesystem::create_directory(folder);
    std::ofstream(base()) << "une base";
  }
  ~TemporaryAccess() { std::filesystem::remove_all(folder); }
  TemporaryAccess(const TemporaryAccess&) = delete;
  TemporaryAccess& operator=(const TemporaryAccess&) = delete;

  std::string base() const { return (folder / "essai.db").string(); }
  std::string file() const { return base() + ".acces"; }
  std::string key() const { return file() + ".cle"; }
  std::string beside(const std::string& name) const { return (folder / name).string(); }

  /// Every byte of every file there is.
  std::string bytes() const {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      std::ifstream file(entry.path(), std::ios::binary);
      all.append(std::istreambuf_iterator<char>(file), {});
    }
    return all;
  }
};

/// What is opened of it, at the least cost of a password.
struct OpenedAccess : Access {
  explicit OpenedAccess(const TemporaryAccess& place) : Access(place.base(), {}, PasswordCost::least()) {}
};

inline const Author by_hand{"ligne de commande", ""};
inline const Moment noon = moment_of(1'795'000'000);
inline const std::string good = "quatre mots sans rapport";
inline const std::string other = "un cheval correct agrafe";

inline AccountRights rights(Role role) {
  return {role, role != Role::administration, {}, {}};
}

}  // namespace filrouge
