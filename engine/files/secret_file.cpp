#include "engine/files/secret_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "engine/files/descriptor.hpp"
#include "engine/files/file_error.hpp"

namespace filrouge {
namespace {

constexpr std::size_t longest = 4096;

}  // namespace

std::string read_secret(const std::string& path, std::size_t least) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number < 0) {
    const int failure = errno;
    throw FileError(fmt::format(
        "la clé « {} » ne peut être lue : {}{}", path, system_reason(failure),
        failure == ENOENT
            ? fmt::format(" ; pour en tirer une : (umask 077; head -c {} /dev/urandom > {})", least, path)
            : std::string()));
  }
  struct stat status {};
  if (fstat(file.number, &status) != 0 || !S_ISREG(status.st_mode))
    throw FileError(fmt::format("la clé « {} » n'est pas un fichier ordinaire", path));
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    throw FileError(
        fmt::format("la clé « {0} » est ouverte à d'autres comptes : elle n'est plus un secret. "
                    "Fermez-la (chmod 600 {0}) ; si quelqu'un a pu la lire, tirez-en une autre",
                    path));
  std::string bytes(longest + 1, '\0');
  std::size_t length = 0;
  for (ssize_t got = 1; got > 0 && length < bytes.size(); length += static_cast<std::size_t>(got)) {
    got = read(file.number, bytes.data() + length, bytes.size() - length);
    if (got < 0)
      throw FileError(fmt::format("la clé « {} » ne peut être lue : {}", path, system_reason(errno)));
  }
  bytes.resize(length);
  if (length < least || length > longest)
    throw FileError(
        fmt::format("la clé « {0} » a {1} octets : attendu de {2} à {3}, tirés au hasard ; (umask 077; "
                    "head -c {2} /dev/urandom > {0})",
                    path, length, least, longest));
  return bytes;
}

}  // namespace filrouge
