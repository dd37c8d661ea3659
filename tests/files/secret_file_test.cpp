#include "engine/files/secret_file.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "engine/files/file_error.hpp"

using namespace filrouge;

namespace {

constexpr std::size_t least = 32;

struct Key {
  std::string path = (std::filesystem::temp_directory_path() / "filrouge-essai-cle").string();
  Key(const std::string& bytes, mode_t mode) {
    std::ofstream(path, std::ios::binary) << bytes;
    chmod(path.c_str(), mode);
  }
  ~Key() { std::filesystem::remove(path); }
};

std::string refusal(const std::string& path) {
  try {
    read_secret(path, least);
  } catch (const FileError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("une clé n'est lue que si son propriétaire seul peut la lire, et si elle est assez longue",
          "[fichiers]") {
  const std::string bytes(least, '\xFE');
  {
    const Key key(bytes, 0600);
    CHECK(read_secret(key.path, least) == bytes);
  }
  {
    const Key open_to_group(bytes, 0640);
    CHECK_THAT(refusal(open_to_group.path), Catch::Contains("chmod 600"));
  }
  {
    const Key shorter(std::string(least - 1, 'a'), 0600);
    CHECK_THAT(refusal(shorter.path), Catch::Contains("31 octets"));
  }
  CHECK_THAT(refusal("/nulle/part/cle"), Catch::Contains("/dev/urandom"));
  CHECK_THAT(refusal("/dev/zero"), Catch::Contains("fichier ordinaire"));
}
