#include "engine/formats/not_json.hpp"

#include <algorithm>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

constexpr std::size_t most_lines_seen = 50;

std::string to_import(const char* what, const char* how) {
  return std::string("n'est pas du JSON mais ") + what +
         " : versez-le d'abord dans une base (filrouge importer --base BASE " + how +
         "), qui se donne ensuite à --dossiers";
}

/// Cells side by side on the first line, and no line of the first ones that begins as a dossier does.
bool is_table(std::string_view text) {
  const auto titles = text.substr(0, text.find('\n'));
  if (titles.find_first_of(";\t,") == std::string_view::npos) return false;
  for (std::size_t at = 0, lines = 0; at < text.size() && lines < most_lines_seen; ++lines) {
    const auto stop = std::min(text.find('\n', at), text.size());
    const auto line = trimmed_of_ascii(text.substr(at, stop - at));
    if (line.starts_with('{') || line.starts_with('[')) return false;
    at = stop + 1;
  }
  return true;
}

}  // namespace

std::optional<std::string> not_json(std::string_view first_bytes) {
  if (first_bytes.starts_with("PK\x03\x04"))
    return to_import("un classeur (XLSX, ODS) ou une archive", "--correspondance PAGE.yaml FICHIER");
  if (first_bytes.starts_with("\xD0\xCF\x11\xE0"))
    return to_import("un classeur XLS", "--correspondance PAGE.yaml FICHIER");
  if (first_bytes.starts_with("%PDF")) return "n'est pas du JSON mais un PDF, que filrouge ne lit pas";
  if (first_bytes.starts_with("\x1F\x8B"))
    return "n'est pas du JSON mais une archive : décompressez-la d'abord (gunzip)";
  if (first_bytes.starts_with("\xFF\xFE") || first_bytes.starts_with("\xFE\xFF"))
    return "est en UTF-16 : enregistrez-le en UTF-8";
  const auto text = trimmed_of_ascii(first_bytes);
  if (text.starts_with('<')) {
    const auto start = fold(text.substr(0, std::min<std::size_t>(text.size(), 64)));
    if (start.starts_with("<!doctype html") || start.starts_with("<html"))
      return to_import("une page HTML, souvent un tableau enregistré sous un autre nom",
                       "--depuis csv --correspondance PAGE.yaml FICHIER, une fois enregistrée en CSV");
    return to_import("du XML", "--depuis cnaf FICHIER, si c'est un flux de la CNAF");
  }
  if (is_table(text)) return to_import("un tableau (CSV)", "--depuis csv --correspondance PAGE.yaml FICHIER");
  return std::nullopt;
}

}  // namespace filrouge
