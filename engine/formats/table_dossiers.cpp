#include "engine/formats/table_dossiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <ranges>

#include "engine/core/dossier/tranche.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/csv_rows.hpp"
#include "engine/formats/csv_values.hpp"
#include "engine/formats/open_file.hpp"

namespace filrouge {
namespace {

constexpr std::size_t most_rows_gathered = 10'000;
constexpr auto constant_cell = static_cast<std::size_t>(-1);

const TableRule& rule_of(const Correspondence& page, const std::string& name) {
  if (const auto* rule = page.rule_for(name)) return *rule;
  throw FormatError(page.path + ": aucun « fichier » de cette page ne correspond à « " + name + " »");
}

/// What some extractions write in an empty cell.
bool is_empty(std::string_view cell) {
  return cell.empty() || cell == "NULL";
}

template <typename Input>
std::unique_ptr<TableRows> csv_rows(Input&& input, const std::string& name, const Correspondence& page) {
  const auto& rule = rule_of(page, name);
  return std::make_unique<CsvRows>(std::forward<Input>(input), name, rule.encoding, rule.separator);
}

}  // namespace

TableDossiers::TableDossiers(std::unique_ptr<TableRows> rows, std::string name, Correspondence correspondence)
    : name_(std::move(name)),
      page_(std::move(correspondence)),
      rule_(&rule_of(page_, name_)),
      rows_(std::move(rows)) {
  bind_columns();
}

TableDossiers::TableDossiers(std::istream& input, const std::string& name,
                             const Correspondence& correspondence)
    : TableDossiers(csv_rows(input, name, correspondence), name, correspondence) {}

TableDossiers::TableDossiers(const std::string& path, const Correspondence& correspondence)
    : TableDossiers(csv_rows(open_file(path), path, correspondence), path, correspondence) {}

TableDossiers::Cell TableDossiers::bound(const CellRule& rule, std::vector<bool>& used) {
  if (rule.column.empty()) return {&rule, constant_cell};
  const auto wanted = fold(rule.column);
  std::size_t found = constant_cell;
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    if (fold(titles_[i]) != wanted) continue;
    if (found != constant_cell)
      throw FormatError(name_ + ":1: deux colonnes s'appellent « " + rule.column + " »");
    found = i;
  }
  if (found == constant_cell) {
    const std::vector<std::string_view> titles(titles_.begin(), titles_.end());
    throw FormatError(name_ + ":1: il n'y a pas de colonne « " + rule.column + " », que nomme " + page_.path +
                      did_you_mean(rule.column, titles, Written::anything).then());
  }
  used[found] = true;
  return {&rule, found};
}

/// A title the page names, or one plain word; else where the column stands, as spreadsheets call it: « AB ».
std::string TableDossiers::shown_title(std::size_t column) const {
  if (is_plain_word(titles_[column])) return titles_[column];
  constexpr std::size_t letters = 26;
  std::string place;
  for (auto rest = column + 1; rest > 0; rest = (rest - 1) / letters)
    place.insert(place.begin(), static_cast<char>('A' + (rest - 1) % letters));
  return "colonne " + place;
}

void TableDossiers::bind_columns() {
  if (rows_->next(row_) != TableRows::Status::row)
    throw FormatError("« " + name_ + " » n'a pas de ligne de titres");
  titles_ = row_.cells;
  std::vector<bool> used(titles_.size(), false);
  for (const auto& [key, rule] : rule_->columns) columns_.emplace_back(key, bound(rule, used));
  for (const auto& [key, rule] : rule_->fields) fields_.emplace_back(key, bound(rule, used));
  for (const auto& [key, rule] : rule_->references) references_.emplace_back(key, bound(rule, used));
  for (const auto& [key, rule] : rule_->attributes) attributes_.emplace_back(key, bound(rule, used));
  std::vector<std::string> ignored;
  for (std::size_t i = 0; i < titles_.size(); ++i)
    if (!used[i] && !titles_[i].empty()) ignored.push_back(shown_title(i));
  if (!ignored.empty()) warnings_.push_back("colonnes non retenues : " + listed(ignored));
}

/// The text a rule makes of the row, empty when unknown.
std::string TableDossiers::written(const Cell& cell) const {
  const auto& rule = *cell.rule;
  if (cell.column == constant_cell) return rule.constant;
  const auto& content = row_.cells[cell.column];
  if (is_empty(content)) return {};
  if (rule.values.empty()) return rule.prefix + content;
  const auto folded = fold(content);
  for (const auto& [written, word] : rule.values)
    if (written == folded) return word;
  if (rule.otherwise) return *rule.otherwise;
  std::vector<std::string_view> words;
  for (const auto& [written, word] : rule.values) words.push_back(written);
  throw RowRefusal{rule.column, shown_value(content) + " n'est pas dans « valeurs » ; ajoutez-la dans " +
                                    page_.path + ", ou « sinon »" +
                                    did_you_mean(content, words, Written::anything).then()};
}

std::string TableDossiers::text(std::string_view key) const {
  const auto found =
      std::find_if(columns_.begin(), columns_.end(), [&](const auto& column) { return column.first == key; });
  return found == columns_.end() ? std::string() : written(found->second);
}

/// What names a dossier, a person or an act, and is shown with each line about it.
std::string TableDossiers::name(std::string_view key) const {
  auto written = text(key);
  const bool names_somebody =
      key == "dossier" || key == "matricule" || key == "personne" || key == "reference";
  if (!names_somebody ? holds_certain_nir(written) : holds_nir(written))
    throw RowRefusal{rule_->columns.at(std::string(key)).column, std::string(nir_refused)};
  return written;
}

Date TableDossiers::day(std::string_view key) const {
  const auto content = text(key);
  if (content.empty()) return {};
  const auto day = read_french_day(content);
  if (!day)
    throw RowRefusal{
        rule_->columns.at(std::string(key)).column,
        shown_value(content) + " n'est pas une date ; attendu JJ/MM/AAAA ou AAAA-MM-JJ, de 1900 à 2199"};
  return *day;
}

RawValue TableDossiers::value(const Cell& cell, Record& record) const {
  const auto content = written(cell);
  if (content.empty()) return {};
  if (holds_certain_nir(content)) {
    record.remarks.push_back({cell.rule->column, std::string(nir_left_out)});
    return {};
  }
  const auto wrong = [&](const char* expected) {
    return RowRefusal{cell.rule->column, shown_value(content) + " ne convient pas ; attendu " + expected};
  };
  switch (cell.rule->kind) {
    case CellKind::text:
      return {RawValue::Kind::text, content};
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

RawPerson* TableDossiers::person(Record& record, const std::string& id) {
  if (id.empty()) return nullptr;
  const auto found =
      std::find_if(record.persons.begin(), record.persons.end(), [&](const auto& p) { return p.id == id; });
  return found != record.persons.end() ? &*found : &record.persons.emplace_back(RawPerson{id, {}, {}, {}});
}

void TableDossiers::add_event(Record& record) {
  RawEvent event;
  event.id = name("id");
  event.type = fold(text("type"));
  event.on = day("le");
  event.known = day("connu_le");
  event.planned = day("prevu_le");
  event.from = day("du");
  event.to = day("au");
  event.person = name("personne");
  event.reference = name("reference");
  event.target = name("cible");
  if (auto cancelled = name("annule"); !cancelled.empty()) {
    event.target = std::move(cancelled);
    event.cancels = true;
  }
  if (event.type.empty()) throw RowRefusal{"type", "l'événement n'a pas de type"};
  if (!event.on.known()) throw RowRefusal{rule_->columns.at("le").column, "l'événement n'a pas de jour"};
  if (!event.known.known()) event.known = event.on;
  event.cancels = event.cancels || event.type == "annulation";
  if (event.target.empty() == (event.type == "correction" || event.type == "annulation"))
    throw RowRefusal{"cible", event.target.empty() ? "une correction dit quel événement elle corrige"
                                                   : "seule une correction a une cible"};
  for (const auto& [name, cell] : fields_)
    if (auto read = value(cell, record); read.kind != RawValue::Kind::null)
      event.fields.push_back({name, std::move(read)});
  for (const auto& [role, cell] : references_)
    if (auto target = written(cell); !target.empty()) {
      if (holds_nir(target)) throw RowRefusal{cell.rule->column, std::string(nir_refused)};
      event.references.push_back({role, {RawValue::Kind::text, std::move(target)}});
    }
  event.source.system = page_.system;

  const bool named = !event.id.empty();
  if (!named) {
    auto hash = stable_hash(event.person + '\x1f' + event.reference + '\x1f' + event.target);
    for (const auto date : {event.known, event.planned, event.from, event.to})
      hash = stable_hash(std::to_string(date.days) + '\x1f', hash);
    for (const auto* list : {&event.fields, &event.references})
      for (const auto& field : *list)
        hash = stable_hash(field.name + '\x1f' + field.value.text + '\x1f', hash);
    event.id = fmt::format("{}{}-{}-{:08x}", page_.system.empty() ? "" : page_.system + "-", event.type,
                           iso_date(event.on), static_cast<std::uint32_t>(hash ^ (hash >> 32)));
  }
  if (std::any_of(record.events.begin(), record.events.end(),
                  [&](const auto& other) { return other.id == event.id; })) {
    if (named)
      throw RowRefusal{rule_->columns.at("id").column,
                       "cet identifiant est déjà celui d'un autre événement du dossier"};
    record.remarks.push_back({{}, "une ligne répétée à l'identique compte une fois"});
    return;
  }
  person(record, event.person);
  record.events.push_back(std::move(event));
}

void TableDossiers::add_attributes(Record& record) {
  const auto id = name("personne");
  const auto from = day("le"), to = day("jusqu_au"), known = day("connu_le"), birth = day("naissance");
  const auto role = name("role");
  if (from.known() && to.known() && to < from)
    throw RowRefusal{rule_->columns.at("jusqu_au").column, "l'attribut finit avant de commencer"};
  if (id.empty() && rule_->nature == RowNature::persons)
    throw RowRefusal{rule_->columns.at("personne").column, "la personne n'a pas d'identifiant"};
  std::vector<RawAttribute> spans;
  for (const auto& [name, cell] : attributes_)
    if (auto read = value(cell, record); read.kind != RawValue::Kind::null)
      spans.push_back({name, std::move(read), from, to, known.known() ? known : from});
  auto* owner = person(record, id);
  if (owner) {
    if (!role.empty()) owner->role = role;
    if (birth.known()) owner->birth = birth;
  }
  auto& into = owner ? owner->attributes : record.attributes;
  for (auto& span : spans)
    if (std::find(into.begin(), into.end(), span) == into.end()) into.push_back(std::move(span));
}

void TableDossiers::add_row(Record& record) {
  if (row_.cells.size() != titles_.size())
    throw RowRefusal{
        {},
        fmt::format(
            "{} cellules au lieu de {} : un séparateur manque, ou est de trop dans un texte sans guillemets",
            row_.cells.size(), titles_.size())};
  for (std::size_t i = 0; i < row_.cells.size(); ++i)
    if (row_.cells[i].find('\0') != std::string::npos)
      throw RowRefusal{shown_title(i), "cette cellule contient un caractère nul"};
  // Everything that can be refused is read before the record is touched.
  std::pair<std::string*, std::string> heads[] = {{&record.departement, name("departement")},
                                                  {&record.territoire, name("territoire")},
                                                  {&record.organisme, name("organisme")},
                                                  {&record.matricule, name("matricule")}};
  if (rule_->nature == RowNature::events)
    add_event(record);
  else
    add_attributes(record);
  for (auto& [into, found] : heads)
    if (!found.empty()) *into = std::move(found);
}

std::vector<std::string> TableDossiers::warnings() const {
  auto all = warnings_;
  std::ranges::move(rows_->remarks(), std::back_inserter(all));
  return all;
}

ReadStatus TableDossiers::next(Record& record, Reject& reject) {
  const auto refuse = [&](std::string where, std::string reason) {
    reject = {};
    reject.file = name_;
    reject.line = row_.line;
    reject.where = std::move(where);
    reject.reason = std::move(reason);
    return ReadStatus::reject;
  };
  const auto give = [&] {
    record = std::move(gathered_);
    gathered_ = {};
    given_line_ = gathered_line_;
    gathered_rows_ = 0;
    return ReadStatus::record;
  };
  while (true) {
    if (!row_waits_) {
      const auto status = rows_->next(row_);
      if (status == TableRows::Status::end) return gathered_.dossier.empty() ? ReadStatus::end : give();
      if (status == TableRows::Status::fault)
        return refuse({},
                      "un guillemet ouvert sur cette ligne n'est jamais fermé, ou une cellule dépasse 1 Mio");
    }
    row_waits_ = false;
    try {
      const auto& dossier_cell =
          *std::find_if(columns_.begin(), columns_.end(), [](const auto& c) { return c.first == "dossier"; });
      if (dossier_cell.second.column != constant_cell && dossier_cell.second.column >= row_.cells.size())
        throw RowRefusal{{}, fmt::format("{} cellules au lieu de {}", row_.cells.size(), titles_.size())};
      const auto dossier = name("dossier");
      if (dossier.empty())
        throw RowRefusal{dossier_cell.second.rule->column, "la ligne n'a pas de numéro de dossier"};
      if (!gathered_.dossier.empty() &&
          (dossier != gathered_.dossier || gathered_rows_ >= most_rows_gathered)) {
        row_waits_ = true;
        return give();
      }
      if (gathered_.dossier.empty()) {
        gathered_.departement = page_.departement;
        if (page_.coverage && gathered_.coverage.empty()) gathered_.coverage.push_back(*page_.coverage);
      }
      add_row(gathered_);
      gathered_.dossier = dossier;
      if (gathered_rows_++ == 0) gathered_line_ = row_.line;
    } catch (const RowRefusal& refusal) {
      return refuse(refusal.where, refusal.reason);
    }
  }
}

}  // namespace filrouge
