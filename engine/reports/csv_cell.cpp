#include "engine/reports/csv_cell.hpp"

#include "engine/core/text/visible.hpp"

namespace filrouge {

std::string csv_cell(std::string_view text) {
  std::string safe;
  if (!text.empty() && std::string_view("=+-@\t").find(text.front()) != std::string_view::npos) safe = "'";
  safe += visible(text);
  if (safe.find_first_of(";\"\r\n") == std::string::npos) return safe;
  std::string quoted = "\"";
  for (const char c : safe) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace filrouge
