#include "engine/files/unnamed_file.hpp"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <ostream>

#include "engine/files/file_error.hpp"

namespace filrouge {

UnnamedFile::UnnamedFile() : file_(std::tmpfile()) {
  if (!file_)
    throw FileError("aucun fichier temporaire ne peut être fait dans « " P_tmpdir " » : " +
                    system_reason(errno));
  if (access(path().c_str(), R_OK | W_OK) != 0)
    throw FileError(
        "ce format s'écrit par un fichier temporaire, qui ne se rouvre que par « /proc/self/fd » "
        ": " +
        system_reason(errno) + " ; montez /proc, ou prenez un autre --format");
}

std::string UnnamedFile::path() const {
  return "/proc/self/fd/" + std::to_string(fileno(file_.get()));
}

void UnnamedFile::copy_to(std::ostream& out) const {
  std::array<char, std::size_t{1} << 16> held;
  std::rewind(file_.get());
  while (const auto count = std::fread(held.data(), 1, held.size(), file_.get()))
    out.write(held.data(), static_cast<std::streamsize>(count));
  if (std::ferror(file_.get()) != 0)
    throw FileError("le fichier temporaire ne se relit pas : " + system_reason(errno));
}

}  // namespace filrouge
