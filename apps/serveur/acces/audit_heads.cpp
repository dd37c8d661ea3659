#include "apps/serveur/acces/audit_heads.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <fstream>
#include <optional>

#include "apps/serveur/acces/access_error.hpp"
#include "engine/files/file_error.hpp"

namespace filrouge::acces {
namespace {

std::optional<AuditHead> head_of(const std::string& line) {
  AuditHead head;
  const auto* const end = line.data() + line.size();
  const auto [after, fault] = std::from_chars(line.data(), end, head.number);
  if (fault != std::errc{} || after == end || *after != ' ') return std::nullopt;
  const auto mac = static_cast<std::size_t>(after - line.data()) + 1;
  const auto space = line.find(' ', mac);
  head.mac = line.substr(mac, space - mac);
  constexpr std::size_t letters = 64;
  if (space == std::string::npos || head.mac.size() != letters ||
      head.mac.find_first_not_of("0123456789abcdef") != std::string::npos)
    return std::nullopt;
  return head;
}

/// What a cut in the middle of a line leaves does not spoil the next one.
bool ends_in_a_line(int descriptor) {
  const auto size = lseek(descriptor, 0, SEEK_END);
  char last = '\n';
  return size <= 0 || (pread(descriptor, &last, 1, size - 1) == 1 && last == '\n');
}

}  // namespace

void append_head(const std::string& path, const AuditHead& head, Moment now) {
  const auto refuse = [&](const std::string& why) {
    throw AccessError("la tête du journal n'a pu être écrite dans « " + path + " » : " + why);
  };
  std::string first;
  if (std::ifstream there(path); std::getline(there, first) && !head_of(first))
    refuse("ce fichier tient autre chose que des têtes, et n'est pas touché ; donnez un autre nom");
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) refuse(system_reason(errno));
  const auto line = (ends_in_a_line(descriptor) ? "" : "\n") + std::to_string(head.number) + " " + head.mac +
                    " " + utc_text(now) + "\n";
  const bool kept = write(descriptor, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
                    (fsync(descriptor) == 0 || errno == EINVAL);
  const int failure = errno;
  if (close(descriptor) != 0 || !kept) refuse(system_reason(kept ? errno : failure));
}

std::vector<AuditHead> read_heads(const std::string& path) {
  std::ifstream file(path);
  if (!file)
    throw AccessError("les têtes « " + path +
                      " » ne peuvent être lues : fichier absent, ou droits insuffisants");
  std::vector<AuditHead> heads;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.empty()) continue;
    const auto head = head_of(line);
    if (!head)
      throw AccessError(
          fmt::format("« {} », ligne {} : attendu le numéro d'une entrée, son empreinte de 64 lettres et un "
                      "moment, comme "
                      "« filrouge audit --tete-vers » les écrit ; retirez cette ligne si elle a été coupée",
                      path, number));
    heads.push_back(*head);
  }
  return heads;
}

}  // namespace filrouge::acces
