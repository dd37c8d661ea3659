#include "engine/formats/table_entry.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/calendar/local_moment.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/dossier/role.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/act_names.hpp"
#include "engine/formats/csv_values.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {
namespace {

constexpr auto constant_cell = static_cast<std::size_t>(-1);

}  // namespace

TableEntry::TableEntry(const TableRule& rule, const TableTitles& titles, const Correspondence& page,
                       const std::string& file)
    : rule_(rule), page_(page) {
  for (const auto& [key, cell] : rule.columns) {
    if (key == "nir" && !page.nir_key)
      throw FormatError(
          page.path +
          ": la colonne « nir » ne se lit que sous une clé, qui compare les NIR sans les garder : "
          "donnez --cle-nir FICHIER, ou retirez la colonne de la page");
    columns_.emplace_back(key, bound(cell, titles, file));
  }
  for (const auto& [key, cell] : rule.fields) fields_.emplace_back(key, bound(cell, titles, file));
  for (const auto& [key, cell] : rule.references) references_.emplace_back(key, bound(cell, titles, file));
  for (const auto& [key, cell] : rule.attributes) attributes_.emplace_back(key, bound(cell, titles, file));
}

TableEntry::Cell TableEntry::bound(const CellRule& rule, const TableTitles& titles,
                                   const std::string& file) const {
  if (rule.column.empty()) return {&rule, constant_cell, {}};
  const auto found = titles.named(rule.column);
  if (found.size() > 1)
    throw FormatError(fmt::format("{}:{}: deux colonnes s'appellent « {} » ({} et {})", file, titles.line(),
                                  rule.column, column_letters(found[0]), column_letters(found[1])));
  return {&rule, found.at(0), titles.by_rank() ? titles.shown(found[0]) : rule.column};
}

std::vector<std::size_t> TableEntry::columns() const {
  std::vector<std::size_t> all;
  for (const auto* cells : {&columns_, &fields_, &references_, &attributes_})
    for (const auto& [key, cell] : *cells)
      if (cell.column != constant_cell) all.push_back(cell.column);
  return all;
}

const TableEntry::Cell* TableEntry::cell(std::string_view key) const {
  const auto found = std::ranges::find(columns_, key, [](const auto& column) { return column.first; });
  return found == columns_.end() ? nullptr : &found->second;
}

std::string TableEntry::where(std::string_view key) const {
  const auto* found = cell(key);
  return found ? found->where : std::string();
}

std::optional<std::size_t> TableEntry::column_of(std::string_view key) const {
  const auto* found = cell(key);
  return found && found->column != constant_cell ? std::optional(found->column) : std::nullopt;
}

/// The text a rule makes of the row, empty when unknown. The cells that a row lacks at its end are empty.
std::string TableEntry::written(const TableRow& row, const Cell& cell) const {
  const auto& rule = *cell.rule;
  if (cell.column == constant_cell) return rule.constant;
  if (cell.column >= row.cells.size() || is_empty_cell(row.cells[cell.column])) return {};
  const auto& content = row.cells[cell.column];
  if (rule.values.empty()) return rule.prefix + content;
  const auto folded = fold_cell(content);
  for (const auto& [written, word] : rule.values)
    if (written == folded) return word;
  if (rule.otherwise) return *rule.otherwise;
  std::vector<std::string_view> words;
  for (const auto& [written, word] : rule.values) words.push_back(written);
  throw RowRefusal{cell.where, shown_value(content) + " n'est pas dans « valeurs » ; ajoutez-la dans " +
                                   page_.path + ", ou « sinon »" +
                                   did_you_mean(content, words, Written::anything).then()};
}

std::string TableEntry::text(const TableRow& row, std::string_view key) const {
  const auto* found = cell(key);
  return found ? written(row, *found) : std::string();
}

/// What names a dossier, a person or an act, and is shown with each line about it.
std::string TableEntry::name(const TableRow& row, std::string_view key) const {
  auto written = text(row, key);
  const bool names_somebody =
      key == "dossier" || key == "matricule" || key == "personne" || key == "reference";
  if (!names_somebody ? holds_certain_nir(written) : holds_nir(written))
    throw RowRefusal{where(key), std::string(nir_refused)};
  return written;
}

std::string TableEntry::dossier(const TableRow& row) const {
  return name(row, "dossier");
}

Date TableEntry::day(const TableRow& row, std::string_view key) const {
  const auto content = text(row, key);
  if (content.empty()) return {};
  const auto day = read_french_day(content);
  if (!day)
    throw RowRefusal{where(key), shown_value(content) +
                                     " n'est pas une date ; attendu JJ/MM/AAAA ou AAAA-MM-JJ, avec ou sans "
                                     "heure, de 1900 à 2199"};
  return *day;
}

RawValue TableEntry::value(const TableRow& row, const Cell& cell, RowFacts& facts) const {
  const auto content = written(row, cell);
  if (content.empty()) return {};
  if (holds_certain_nir(content)) {
    facts.remarks.push_back({cell.where, std::string(nir_left_out)});
    return {};
  }
  const auto wrong = [&](const char* expected) {
    return RowRefusal{cell.where, shown_value(content) + " ne convient pas ; attendu " + expected};
  };
  switch (cell.rule->kind) {
    case CellKind::text:
      return {RawValue::Kind::text, paris_moment(content).value_or(content)};
    case CellKind::number: {
      auto number = read_number(content);
      if (!number) throw wrong("un nombre comme 646,52");
      return {RawValue::Kind::number, std::move(*number)};
    }
    case CellKind::boolean: {
      const auto truth = read_boolean(content);
      if (!truth) throw wrong("oui ou non");
      return {RawValue::Kind::boolean, *truth ? "true" : "false"};
    }
    case CellKind::date: {
      const auto day = read_french_day(content);
      if (!day) throw wrong("une date JJ/MM/AAAA");
      return {RawValue::Kind::text, iso_date(*day)};
    }
    case CellKind::month: {
      auto month = read_month(content);
      if (!month) throw wrong("un mois MM/AAAA");
      return {RawValue::Kind::text, std::move(*month)};
    }
  }
  return {};
}

std::string_view TableEntry::read_act(const TableRow& row, RowFacts& facts) const {
  ActTold told;
  auto& event = told.event;
  event.on = day(row, "le");
  if (!event.on.known()) return "le";
  event.id = name(row, "id");
  event.type = fold(text(row, "type"));
  if (event.type.empty() && column_of("type")) return "type";
  event.known = day(row, "connu_le");
  event.planned = day(row, "prevu_le");
  event.from = day(row, "du");
  event.to = day(row, "au");
  event.person = name(row, "personne");
  event.reference = name(row, "reference");
  event.target = name(row, "cible");
  if (auto cancelled = name(row, "annule"); !cancelled.empty()) {
    event.target = std::move(cancelled);
    event.cancels = true;
  }
  if (event.type.empty()) throw RowRefusal{where("type"), "l'événement n'a pas de type"};
  if (!event.known.known()) event.known = event.on;
  event.cancels = event.cancels || event.type == "annulation";
  if (event.target.empty() == (event.type == "correction" || event.type == "annulation"))
    throw RowRefusal{where("cible"), event.target.empty() ? "une correction dit quel événement elle corrige"
                                                          : "seule une correction a une cible"};
  for (const auto& [name, cell] : fields_)
    if (auto read = value(row, cell, facts); read.kind != RawValue::Kind::null)
      event.fields.push_back({name, std::move(read)});
  for (const auto& [role, cell] : references_)
    if (auto target = written(row, cell); !target.empty()) {
      if (holds_nir(target)) throw RowRefusal{cell.where, std::string(nir_refused)};
      event.references.push_back({role, {RawValue::Kind::text, std::move(target)}});
    }
  event.source.system = page_.system;
  told.named = !event.id.empty();
  told.where = where("id");
  if (!told.named) event.id = name_by_content(event);
  facts.acts.push_back(std::move(told));
  return {};
}

void TableEntry::read_person(const TableRow& row, RowFacts& facts) const {
  PersonTold told{name(row, "personne"), {}, day(row, "naissance"), day(row, "le"), day(row, "connu_le"),
                  where("personne")};
  if (page_.nir_key) told.nir_key = page_.nir_key->of(text(row, "nir"));
  const auto to = day(row, "jusqu_au");
  if (told.from.known() && to.known() && to < told.from)
    throw RowRefusal{where("jusqu_au"), "l'attribut finit avant de commencer"};
  if (told.id.empty() && rule_.nature == RowNature::persons)
    throw RowRefusal{where("personne"), "la personne n'a pas d'identifiant"};
  if (const auto role = name(row, "role"); !role.empty()) {
    told.role = known_role(role);
    if (told.role.empty())
      throw RowRefusal{where("role"),
                       shown_value(role) + " n'est pas un rôle ; attendu : " + listed(known_roles, " ou ") +
                           did_you_mean(role, known_roles, Written::anything).then() +
                           " ; dites ce que ce mot veut dire par « valeurs: » dans " + page_.path};
  }
  for (const auto& [name, cell] : attributes_)
    if (auto read = value(row, cell, facts); read.kind != RawValue::Kind::null)
      facts.attributes.push_back(
          {told.id,
           {name, std::move(read), told.from, to, told.known.known() ? told.known : told.from},
           cell.where});
  if (!told.id.empty()) facts.persons.push_back(std::move(told));
}

std::string_view TableEntry::read(const TableRow& row, RowFacts& facts) const {
  if (rule_.nature == RowNature::events) {
    if (const auto lacking = read_act(row, facts); !lacking.empty()) return lacking;
  } else {
    read_person(row, facts);
  }
  if (const auto written = name(row, "departement"); !written.empty()) {
    auto code = read_departement(written);
    if (!code) throw RowRefusal{where("departement"), departement_refused(written)};
    facts.departement = std::move(*code);
  }
  const std::pair<std::string*, const char*> heads[] = {{&facts.territoire, "territoire"},
                                                        {&facts.organisme, "organisme"},
                                                        {&facts.caisse, "caisse"},
                                                        {&facts.matricule, "matricule"}};
  for (const auto& [into, key] : heads)
    if (auto found = name(row, key); !found.empty()) *into = std::move(found);
  return {};
}

}  // namespace filrouge
