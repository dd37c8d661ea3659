#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

namespace filrouge {

/// Who may read a file that tells of persons, whatever the umask: its owner alone (0600), or a group of the
/// machine as well (0640).
struct Rights {
  std::optional<gid_t> group;
  std::string group_name;

  mode_t mode() const { return group ? 0640 : 0600; }
};

/// The rights that `--groupe` asks for; an empty name is the owner alone. Throws FileError when the machine
/// has no such group.
Rights rights_of(const std::string& group);

/// Gives them to a file that is open; `path` is what messages call it. Throws FileError.
void give(int descriptor, const Rights& rights, const std::string& path);

/// What to say of a file of persons that every account of the machine may read; empty when none may.
std::string open_to_all(const std::string& path);

}  // namespace filrouge
