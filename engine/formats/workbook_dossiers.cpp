#include "engine/formats/workbook_dossiers.hpp"

#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "engine/formats/table_dossiers.hpp"
#include "engine/formats/workbook_rows.hpp"

namespace filrouge {
namespace {

/// The sheets that the entries of the page for this file name, each once, in their order.
std::vector<std::string> sheets_named(const Correspondence& page, const std::string& path) {
  std::vector<std::string> sheets;
  bool unnamed = false;
  for (const auto* entry : page.rules_for(path)) {
    const auto same = [&](const std::string& sheet) { return fold(sheet) == fold(entry->sheet); };
    unnamed = unnamed || entry->sheet.empty();
    if (!entry->sheet.empty() && std::none_of(sheets.begin(), sheets.end(), same))
      sheets.push_back(entry->sheet);
  }
  if (!sheets.empty() && unnamed)
    throw FormatError(page.path + ": une entrée pour « " + path +
                      " » dit sa feuille et une autre non ; dites « feuille: » à chacune, ou à aucune");
  return sheets;
}

/// The page without the entries of other sheets.
Correspondence page_of(Correspondence page, const std::string& sheet) {
  std::erase_if(page.files, [&](const TableRule& entry) {
    return !entry.sheet.empty() && fold(entry.sheet) != fold(sheet);
  });
  return page;
}

/// Whose cells name a dossier, a person or an act: zeros in front are part of them.
constexpr std::string_view number_keys[] = {"dossier", "departement", "organisme", "matricule", "personne",
                                            "id",      "reference",   "cible",     "annule"};

std::vector<SheetColumn> columns_of(const Correspondence& page) {
  std::vector<SheetColumn> columns;
  const auto add = [&](const CellRule& rule, bool is_number) {
    if (!rule.column.empty()) columns.push_back({rule.column, rule.kind == CellKind::date, is_number});
  };
  for (const auto& entry : page.files) {
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
                                   const std::string& sheet) {
  auto wanted = sheet.empty() ? sheets_named(page, path) : std::vector<std::string>{sheet};
  if (wanted.empty()) wanted.emplace_back();
  const auto package = open_workbook(path);
  for (const auto& name : wanted) {
    auto entries = page_of(page, name);
    auto rows = sheet_rows(package, {name, columns_of(entries)});
    auto shown = rows->sheet();
    sheets_.push_back(
        {std::move(shown), std::make_unique<TableDossiers>(std::move(rows), path, std::move(entries))});
  }
}

ReadStatus WorkbookDossiers::next(Record& record, Reject& reject) {
  while (true) {
    const auto& sheet = sheets_[reading_];
    const auto status = sheet.table->next(record, reject);
    if (status == ReadStatus::reject)
      reject.where = sheet.shown + (reject.where.empty() ? "" : ", " + reject.where);
    if (status != ReadStatus::end || reading_ + 1 == sheets_.size()) return status;
    ++reading_;
  }
}

std::uint64_t WorkbookDossiers::line() const {
  return sheets_[reading_].table->line();
}

std::vector<std::string> WorkbookDossiers::warnings() const {
  std::vector<std::string> said;
  for (const auto& sheet : sheets_)
    for (const auto& warning : sheet.table->warnings()) said.push_back(sheet.shown + " : " + warning);
  return said;
}

}  // namespace filrouge
