#include "dsl/document/markdown.hpp"

namespace filrouge::dsl {

std::string cell(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|' || c == '_' || c == '*' || c == '<' || c == '`') safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

}  // namespace filrouge::dsl
