#pragma once

#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <string_view>

#include "engine/formats/dossier_json.hpp"

namespace filrouge {

/// A base in a file of its own, gone with the test.
struct TemporaryBase {
  std::filesystem::path path;
  TemporaryBase() {
    static int count = 0;
    path = std::filesystem::temp_directory_path() /
           ("filrouge-essai-" + std::to_string(getpid()) + "-" + std::to_string(count++) + ".db");
    clean();
  }
  ~TemporaryBase() { clean(); }
  void clean() const {
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + suffix);
  }
  std::string name() const { return path.string(); }
};

inline Record record(std::string_view json) {
  DossierJsonReader reader;
  Record result;
  const auto refused = reader.read(json, result);
  if (refused) FAIL(display(*refused));
  return result;
}

}  // namespace filrouge
