#include "apps/filrouge/whole_number.hpp"

#include <fmt/format.h>

#include <charconv>
#include <string>

#include "engine/core/text/visible.hpp"

namespace filrouge {

CLI::Validator whole_number(const char* what, std::uint64_t least, std::uint64_t most) {
  const auto check = [what, least, most](std::string& written) {
    std::uint64_t count = 0;
    const auto* end = written.data() + written.size();
    const auto read = std::from_chars(written.data(), end, count);
    if (read.ec == std::errc() && read.ptr == end && count >= least && count <= most) return std::string();
    return fmt::format("« {} » n'est pas un nombre de {} ; il faut un entier de {} à {}",
                       visible_line(written), what, least, most);
  };
  return CLI::Validator(check, "", std::string("nombre de ") + what);
}

}  // namespace filrouge
