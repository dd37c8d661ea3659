#include "engine/files/rights.hpp"

#include <grp.h>
#include <unistd.h>

#include <cerrno>

#include "engine/files/file_error.hpp"

namespace filrouge {

Rights rights_of(const std::string& group) {
  if (group.empty()) return {};
  errno = 0;
  if (const auto* found = getgrnam(group.c_str())) return {found->gr_gid, group};
  throw FileError("--groupe : cette machine n'a pas de groupe « " + group +
                  " » ; « getent group » les montre, « groupadd » en fait un");
}

void give(int descriptor, const Rights& rights, const std::string& path) {
  // The group first: 0640 must not open the file, even for a moment, to the group it had.
  if (rights.group && fchown(descriptor, static_cast<uid_t>(-1), *rights.group) != 0)
    throw FileError("« " + path + " » ne peut être donné au groupe « " + rights.group_name + " » : " +
                    (errno == EPERM
                         ? "votre compte n'en est pas, ou le fichier n'est pas à vous ; « id » dit "
                           "vos groupes, « usermod -aG » y met un compte"
                         : system_reason(errno)));
  if (fchmod(descriptor, rights.mode()) != 0)
    throw FileError("les droits de « " + path + " » ne peuvent être changés : " +
                    (errno == EPERM ? "ce fichier n'est pas à vous" : system_reason(errno)));
}

std::string open_to_all(const std::string& path) {
  struct stat found {};
  if (stat(path.c_str(), &found) != 0 || !S_ISREG(found.st_mode) || (found.st_mode & 0007) == 0) return {};
  return "« " + path +
         " » peut être lu par tous les comptes de cette machine : « chmod o= » le ferme, --groupe NOM "
         "l'ouvre à un groupe seul";
}

}  // namespace filrouge
