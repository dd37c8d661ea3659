#include "engine/formats/file_digest.hpp"

#include <fmt/format.h>

#include <vector>

#include "engine/core/text/digest.hpp"
#include "engine/formats/dossier_source.hpp"
#include "engine/formats/open_file.hpp"

namespace filrouge {

FileDigest file_digest(const std::string& path) {
  const auto opened = open_file(path);
  auto& file = *opened;
  FileDigest digest;
  std::uint64_t hash = stable_hash({});
  std::vector<char> chunk(std::size_t{1} << 18);
  while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0) {
    const auto got = static_cast<std::size_t>(file.gcount());
    hash = stable_hash({chunk.data(), got}, hash);
    digest.bytes += got;
  }
  if (file.bad()) throw FormatError("la lecture de « " + path + " » s'est interrompue");
  digest.text = fmt::format("fnv1a64:{:016x}", hash);
  return digest;
}

}  // namespace filrouge
