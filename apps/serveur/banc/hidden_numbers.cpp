#include "apps/serveur/banc/hidden_numbers.hpp"

namespace filrouge::banc {
namespace {

bool of_a_number(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// How long is what parts two words there; 0: it is of a word. French quotes and their spaces are of no
/// number.
std::size_t gap(std::string_view text) {
  constexpr std::string_view alone = " \t\n\r,;()\"'";
  if (alone.find(text.front()) != std::string_view::npos) return 1;
  for (const std::string_view sign : {"\xc2\xa0", "\xc2\xab", "\xc2\xbb", "\xe2\x80\xaf"})
    if (text.starts_with(sign)) return sign.size();
  return 0;
}

class Hiding {
 public:
  explicit Hiding(VisibleBase& base) : base_(base) {}

  std::string sentence(std::string_view text) {
    std::string shown;
    while (!text.empty()) {
      std::size_t end = 0;
      while (end < text.size() && gap(text.substr(end)) == 0) ++end;
      shown += word(text.substr(0, end));
      text.remove_prefix(end);
      if (text.empty()) break;
      const auto between = gap(text);
      shown += text.substr(0, between);
      text.remove_prefix(between);
    }
    return shown;
  }

 private:
  static constexpr std::string_view hidden = "(autre dossier)";

  bool hides(std::string_view word) {
    return word.find_first_of("0123456789") != std::string_view::npos && base_.holds(word) &&
           !base_.shows(word);
  }

  /// « 64.12/7. », « 64-1/p1 », « 64-1, »: a number is the whole word, what it begins with, or a part of it.
  std::string word(std::string_view text) {
    auto last = text.size();
    while (last > 0 && (text[last - 1] == '.' || text[last - 1] == ':')) --last;
    for (auto end = last; end != std::string_view::npos && end > 0; end = text.rfind('/', end - 1))
      if (hides(text.substr(0, end))) return std::string(hidden) + std::string(text.substr(end));
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
      auto end = at;
      while (end < text.size() && of_a_number(text[end])) ++end;
      if (end == at) {
        shown += text[at++];
        continue;
      }
      const auto part = text.substr(at, end - at);
      at = end;
      shown += hides(part) ? hidden : part;
    }
    return shown;
  }

  VisibleBase& base_;
};

}  // namespace

bool may_name(VisibleBase& base, const std::string& dossier) {
  return base.sight().everywhere || base.shows(dossier);
}

std::string without_hidden(VisibleBase& base, const std::string& sentence) {
  return base.sight().everywhere ? sentence : Hiding(base).sentence(sentence);
}

}  // namespace filrouge::banc
