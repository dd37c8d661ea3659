#include "apps/filrouge/caller.hpp"

#include <pwd.h>
#include <unistd.h>

namespace filrouge {

std::string unix_account() {
  const auto* entry = getpwuid(geteuid());
  return entry ? entry->pw_name : std::to_string(geteuid());
}

}  // namespace filrouge
