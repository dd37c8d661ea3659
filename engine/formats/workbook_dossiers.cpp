#include "engine/formats/workbook_dossiers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/table_dossiers.hpp"
#include "engine/formats/workbook_sheets.hpp"

namespace filrouge {
namespace {

/// The sheets that the entries of the page for this file name, each once, in their order.
std::vector<std::string> sheets_named(const Correspondence& page, const std::string& path) {
  std::vector<std::string> sheets;
  for (const auto& entry : page.files) {
    if (entry.sheet.empty() || !entry.goes_to(page.called(path))) continue;
    const auto same = [&](const std::string& sheet) { return fold(sheet) == fold(entry.sheet); };
    if (std::none_of(sheets.begin(), sheets.end(), same)) sheets.push_back(entry.sheet);
  }
  for (const auto& entry : page.files)
    if (!sheets.empty() && entry.sheet.empty() && entry.asks_name() && entry.goes_to(page.called(path)))
      throw FormatError(
          fmt::format("{}:{}: cette entrée pour « {} » ne dit pas sa feuille, et d'autres la "
                      "disent ; dites « feuille: » à chacune, ou à aucune",
                      page.path, entry.line, path));
  return sheets;
}

/// Whose cells name a dossier, a person or an act: zeros in front are part of them.
constexpr std::string_view number_keys[] = {"dossier", "departement", "organisme", "matricule", "personne",
                                            "id",      "reference",   "cible",     "annule"};

std::vector<SheetColumn> columns_of(const Correspondence& page, const std::string& path) {
  std::vector<SheetColumn> columns;
  for (const auto* rule : page.rules_for(path)) {
    const auto& entry = *rule;
    const auto add = [&](const CellRule& rule, bool is_number) {
      if (!rule.column.empty())
        columns.push_back({rule.column, rule.kind == CellKind::date, is_number, !entry.titled});
    };
    for (const auto& [key, rule] : entry.columns)
      add(rule, std::find(std::begin(number_keys), std::end(number_keys), key) != std::end(number_keys));
    for (const auto& [key, rule] : entry.fields) add(rule, false);
    for (const auto& [key, rule] : entry.references) add(rule, true);
    for (const auto& [key, rule] : entry.attributes) add(rule, false);
  }
  return columns;
}

}  // namespace

WorkbookDossiers::WorkbookDossiers(const std::string& path, const Correspondence& page,
                                   const std::string& sheet)
    : workbook_(open_workbook(path)) {
  auto wanted = sheet.empty() ? sheets_named(page, path) : std::vector<std::string>{sheet};
  if (wanted.empty()) wanted.emplace_back();
  const auto& tabs = workbook_->tabs();
  for (const auto& name : wanted) {
    const auto tab = choose_sheet(workbook_->package(), tabs, name);
    // A name that was given may be said: it is the one of the page or of the command.
    const bool named = !name.empty() && fold(name) == fold(tabs[tab].name);
    auto of_sheet = page;
    of_sheet.sheet = tabs[tab].name;
    auto rows = workbook_->rows(tab, columns_of(of_sheet, path));
    sheets_.push_back({tab, named ? "feuille « " + name + " »" : shown_sheet(tabs, tab),
                       std::make_unique<TableDossiers>(std::move(rows), path, std::move(of_sheet))});
  }
}

ReadStatus WorkbookDossiers::next(Record& record, Reject& reject) {
  while (true) {
    const auto& sheet = sheets_[current_];
    const auto status = sheet.table->next(record, reject);
    if (status == ReadStatus::reject)
      reject.where = sheet.shown + (reject.where.empty() ? "" : ", " + reject.where);
    if (status != ReadStatus::end || current_ + 1 == sheets_.size()) return status;
    ++current_;
  }
}

std::uint64_t WorkbookDossiers::line() const {
  return sheets_[current_].table->line();
}

std::string WorkbookDossiers::reading() const {
  std::string all;
  for (const auto& sheet : sheets_) all += fmt::format("{}:{};", sheet.tab, sheet.table->reading());
  return all;
}

/// The sheets that hold something and are not read.
std::vector<std::string> WorkbookDossiers::left_out() const {
  const auto& tabs = workbook_->tabs();
  std::vector<std::size_t> left;
  for (std::size_t tab = 0; tab < tabs.size(); ++tab) {
    const auto read = [&](const Sheet& sheet) { return sheet.tab == tab; };
    if (tabs[tab].filled && std::none_of(sheets_.begin(), sheets_.end(), read)) left.push_back(tab);
  }
  if (left.empty()) return {};
  return {counted(left.size(), "feuille remplie n'est pas lue : ", "feuilles remplies ne sont pas lues : ") +
          list_of_sheets(tabs, left)};
}

std::vector<std::string> WorkbookDossiers::warnings() const {
  auto said = left_out();
  for (const auto& sheet : sheets_)
    for (const auto& warning : sheet.table->warnings()) said.push_back(sheet.shown + " : " + warning);
  return said;
}

}  // namespace filrouge
