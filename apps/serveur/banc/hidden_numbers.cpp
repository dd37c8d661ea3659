#include "apps/serveur/banc/hidden_numbers.hpp"

namespace filrouge::banc {
namespace {

bool of_a_number(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

}  // namespace

bool may_name(VisibleBase& base, const std::string& dossier) {
  return base.sight().everywhere || base.shows(dossier);
}

std::string without_hidden(VisibleBase& base, const std::string& sentence) {
  if (base.sight().everywhere) return sentence;
  std::string shown;
  for (std::size_t at = 0; at < sentence.size();) {
    auto end = at;
    while (end < sentence.size() && of_a_number(sentence[end])) ++end;
    if (end == at) {
      shown += sentence[at++];
      continue;
    }
    const auto word = sentence.substr(at, end - at);
    at = end;
    const bool is_dossier = word.find_first_of("0123456789") != std::string::npos && base.holds(word);
    shown += is_dossier && !base.shows(word) ? "(autre dossier)" : word;
  }
  return shown;
}

}  // namespace filrouge::banc
