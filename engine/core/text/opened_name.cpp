#include "engine/core/text/opened_name.hpp"

#include "engine/core/text/fold.hpp"

namespace filrouge {
namespace {

/// « d », « l », « qu »: before a vowel, what French elides.
bool elided(std::string_view word, std::string_view next) {
  if (word != "qu" &&
      (word.size() != 1 || std::string_view("dlnscj").find(word.front()) == std::string_view::npos))
    return false;
  const auto first = fold(next.substr(0, 2));
  return !first.empty() && std::string_view("aeiouyh").find(first.front()) != std::string_view::npos;
}

}  // namespace

std::string opened_name(std::string_view name) {
  std::string opened;
  while (true) {
    const auto end = name.find('_');
    opened += name.substr(0, end);
    if (end == std::string_view::npos) return opened;
    opened += elided(name.substr(0, end), name.substr(end + 1)) ? '\'' : ' ';
    name.remove_prefix(end + 1);
  }
}

}  // namespace filrouge
