#include "engine/formats/workbook_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/table_titles.hpp"

namespace filrouge {
namespace {

/// Words of a title under which a number is a name, not a quantity.
constexpr std::string_view number_words[] = {"matricule", "numero", "n°",    "allocataire", "departement",
                                             "postal",    "insee",  "siret", "siren",       "telephone",
                                             "dossier",   "numorg", "caf"};
/// As far as a page may say that titles stand.
constexpr std::uint64_t last_title_line = 200;
/// In 1900 days, 1927-05-18 to 2199-12-31: below stand ages, ranks and years, which are no days.
constexpr double least_serial = 10'000, most_serial = 109'574;

bool names_a_number(std::string_view folded) {
  return std::any_of(std::begin(number_words), std::end(number_words),
                     [&](std::string_view word) { return folded.find(word) != std::string_view::npos; });
}

}  // namespace

SheetGrid::SheetGrid(const WorkbookPackage& package, std::vector<SheetColumn> columns, SerialEpoch epoch)
    : package_(package), wanted_(std::move(columns)), epoch_(epoch) {
  for (const auto& wanted : wanted_) {
    const auto rank = wanted.by_rank ? column_rank(wanted.title) : std::nullopt;
    if (!rank) continue;
    by_rank_ = true;
    if (columns_.size() <= *rank) columns_.resize(*rank + 1);
    know(*rank, wanted);
    width_ = columns_.size();
  }
}

void SheetGrid::know(std::size_t column, const SheetColumn& wanted) {
  auto& known = columns_[column];
  if (known.shown.empty()) known.shown = "colonne " + column_letters(column);
  known.is_day = known.is_day || wanted.is_day;
  known.is_number = (known.is_number || wanted.is_number) && !known.is_day;
}

void SheetGrid::begin(std::uint64_t line) {
  line_ = line;
  row_.clear();
  numbers_.clear();
}

void SheetGrid::count_cells(std::uint64_t more) {
  cells_ += more;
  if (cells_ > package_.limits().cells)
    package_.refuse(fmt::format("ligne {} : la feuille a plus de {} cellules remplies", line_,
                                with_spaces(package_.limits().cells)));
}

void SheetGrid::put(std::size_t column, std::string text) {
  const auto where = [&] { return fmt::format("cellule {}{}", column_letters(column), line_); };
  const auto& limits = package_.limits();
  if (const auto inside = trimmed(text); inside.size() != text.size()) text = std::string(inside);
  if (text.empty()) return;
  if (text.size() > limits.cell_bytes)
    package_.refuse(where() + " : elle dépasse " + in_mebibytes(limits.cell_bytes));
  if (column >= limits.columns)
    package_.refuse(fmt::format("{} : elle est au-delà de la colonne {}, la {}e et dernière qui soit lue",
                                where(), column_letters(limits.columns - 1), with_spaces(limits.columns)));
  count_cells(1);
  if (first_bad_utf8(text) != std::string::npos) package_.refuse(where() + " : elle n'est pas en UTF-8");
  if (row_.size() <= column) row_.resize(column + 1);
  if (!row_[column].empty())
    package_.refuse(where() + " : elle est écrite deux fois ; le classeur est abîmé");
  row_[column] = std::move(text);
}

void SheetGrid::put_number(std::size_t column, double number) {
  if (exceeds_spreadsheet_digits(number)) note(CellOddity::too_many_digits, column);
  put(column, plain_number(number));
  numbers_.emplace_back(column, number);
}

void SheetGrid::note(CellOddity oddity, std::size_t column) {
  auto& noted = oddities_[static_cast<std::size_t>(oddity)];
  if (noted.count == 0) noted.first = column_letters(column) + std::to_string(line_);
  ++noted.count;
}

/// The row of titles is the one that has the most of those that are wanted, the first of such.
void SheetGrid::read_titles() {
  const TableTitles titles(row_, line_);
  std::vector<std::pair<std::size_t, const SheetColumn*>> met;
  for (const auto& wanted : wanted_)
    for (const auto column : titles.named(wanted.title)) met.emplace_back(column, &wanted);
  const bool first = wanted_.empty() && !titles_met_;
  if (!first && met.size() <= titles_found_) return;
  titles_met_ = true;
  titles_found_ = met.size();
  width_ = row_.size();
  columns_.assign(width_, {});
  for (std::size_t i = 0; i < width_; ++i) {
    columns_[i].shown = titles.shown(i);
    columns_[i].is_number = names_a_number(fold(row_[i]));
  }
  for (const auto& [column, wanted] : met) know(column, *wanted);
}

SheetGrid::KnownColumn* SheetGrid::known(std::size_t column) {
  return column < columns_.size() ? &columns_[column] : nullptr;
}

bool SheetGrid::finish(TableRow& row) {
  while (!row_.empty() && row_.back().empty()) row_.pop_back();
  if (row_.empty()) return false;
  if (numbers_.empty() && line_ <= last_title_line && !by_rank_) read_titles();
  for (const auto& [at, number] : numbers_) {
    auto* column = known(at);
    if (!column) continue;
    const auto serial_1900 = epoch_ == SerialEpoch::from_1904 ? number + 1'462 : number;
    if (column->is_day && serial_1900 >= least_serial && serial_1900 < most_serial + 1) {
      row_[at] = *serial_day(number, epoch_);
      ++column->serials;
    } else if (column->is_number) {
      ++column->numbers;
    }
  }
  if (row_.size() < width_) row_.resize(width_);
  row.line = line_;
  row.cells.swap(row_);
  return true;
}

void SheetGrid::repeat(TableRow& row) {
  row.line = ++line_;
  count_cells(row.cells.size());
}

std::vector<std::string> SheetGrid::remarks() const {
  std::vector<std::string> said;
  const auto about = [&](CellOddity oddity, const char* one, const char* several, const char* why) {
    const auto& noted = oddities_[static_cast<std::size_t>(oddity)];
    if (noted.count > 0)
      said.push_back(fmt::format("{} ({} {}) : {}", counted(noted.count, one, several),
                                 noted.count > 1 ? "la première," : "en", noted.first, why));
  };
  about(CellOddity::error, "cellule en erreur", "cellules en erreur", "#N/A, #REF!… ; rien n'en est lu");
  about(CellOddity::uncomputed, "formule sans valeur", "formules sans valeur",
        "le fichier n'en tient pas le résultat, rien n'en est lu ; ouvrez le classeur dans un tableur et "
        "enregistrez-le");
  about(CellOddity::too_many_digits, "nombre de plus de quinze chiffres",
        "nombres de plus de quinze chiffres",
        "un tableur n'en garde que quinze, les derniers sont perdus ; dans le logiciel d'origine, exportez "
        "cette colonne comme du texte");
  for (const auto& column : columns_) {
    if (column.serials > 0)
      said.push_back(fmt::format("{} : {} sans format de date, pris pour le jour que compte un tableur",
                                 column.shown, counted(column.serials, "nombre", "nombres")));
    if (column.numbers > 0)
      said.push_back(
          fmt::format("{} : {}, non du texte ; les zéros de tête y sont peut-être perdus", column.shown,
                      counted(column.numbers, "cellule est un nombre", "cellules sont des nombres")));
  }
  if (merged_ > 0)
    said.push_back(
        fmt::format("{} : la première cellule de chacun porte seule la valeur, les autres sont vides",
                    counted(merged_, "groupe de cellules fusionnées", "groupes de cellules fusionnées")));
  if (hidden_rows_ > 0)
    said.push_back(
        counted(hidden_rows_, "ligne masquée ou filtrée est lue", "lignes masquées ou filtrées sont lues") +
        " comme les autres");
  return said;
}

}  // namespace filrouge
