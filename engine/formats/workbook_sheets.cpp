#include "engine/formats/workbook_sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

/// « Feuil1 », « Sheet2 », « Tableau3 ».
bool is_given_by_spreadsheets(std::string_view name) {
  for (const std::string_view word : {"Feuil", "Feuille", "Sheet", "Tableau", "Table", "Onglet"})
    if (name.starts_with(word) && name.find_first_not_of("0123456789", word.size()) == std::string_view::npos)
      return true;
  return false;
}

std::vector<std::size_t> named(const std::vector<SheetTab>& sheets, const std::string& wanted) {
  std::vector<std::size_t> exact, folded;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    if (sheets[i].name == wanted) exact.push_back(i);
    if (fold(sheets[i].name) == fold(wanted)) folded.push_back(i);
  }
  if (!exact.empty()) return exact;
  if (!folded.empty()) return folded;
  std::size_t rank = 0;
  const auto* end = wanted.data() + wanted.size();
  if (std::from_chars(wanted.data(), end, rank).ptr == end && rank >= 1 && rank <= sheets.size())
    return {rank - 1};
  return {};
}

}  // namespace

std::string shown_sheet(const std::vector<SheetTab>& sheets, std::size_t index) {
  const auto& name = sheets[index].name;
  const bool quotable = is_plain_word(name) || is_given_by_spreadsheets(name);
  return fmt::format("feuille n° {}{}", index + 1, quotable ? " « " + name + " »" : std::string());
}

std::string list_of_sheets(const std::vector<SheetTab>& sheets, const std::vector<std::size_t>& which) {
  std::vector<std::string> shown;
  for (const auto rank : which)
    shown.push_back(shown_sheet(sheets, rank) + (sheets[rank].hidden ? " (masquée)" : ""));
  return listed(shown);
}

std::size_t choose_sheet(const WorkbookPackage& package, const std::vector<SheetTab>& sheets,
                         const std::string& wanted) {
  constexpr const char* say_which =
      " ; dites laquelle par --feuille NOM (ou son rang : --feuille 2), ou par « feuille: » dans la page";
  std::vector<std::size_t> filled, visible, all;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    all.push_back(i);
    if (!sheets[i].filled) continue;
    filled.push_back(i);
    if (!sheets[i].hidden) visible.push_back(i);
  }
  if (sheets.empty()) package.refuse("ce classeur n'a pas de feuille de cellules");
  auto candidates = visible;
  if (!wanted.empty()) {
    candidates = named(sheets, wanted);
    if (candidates.empty())
      package.refuse("pas de feuille « " + wanted + " » ; il y a : " + list_of_sheets(sheets, all));
    if (candidates.size() > 1)
      package.refuse("plusieurs feuilles s'appellent « " + wanted + " », aux majuscules et accents près : " +
                     list_of_sheets(sheets, candidates) + " ; dites laquelle par son rang (--feuille 2)");
  } else if (candidates.empty() && filled.empty()) {
    package.refuse("aucune feuille de ce classeur n'a de cellule remplie");
  } else if (candidates.empty()) {
    package.refuse("seules des feuilles masquées sont remplies : " + list_of_sheets(sheets, filled) +
                   say_which);
  } else if (candidates.size() > 1) {
    package.refuse("plusieurs feuilles sont remplies : " + list_of_sheets(sheets, candidates) + say_which);
  }
  return candidates.front();
}

}  // namespace filrouge
