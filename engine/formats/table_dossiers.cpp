#include "engine/formats/table_dossiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <ranges>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/act_names.hpp"
#include "engine/formats/csv_rows.hpp"
#include "engine/formats/csv_values.hpp"
#include "engine/formats/open_file.hpp"

namespace filrouge {
namespace {

constexpr std::size_t most_rows_gathered = 10'000;
constexpr std::size_t most_refused_kept = 1'000;
constexpr std::size_t most_listed = 10;

/// How the entries that may read that file say it is written. Those chosen by their columns must say nothing,
/// or the same.
template <typename Input>
std::unique_ptr<TableRows> csv_rows(Input&& input, const std::string& name, const Correspondence& page) {
  CsvLayout layout;
  for (const auto* rule : page.rules_for(name)) {
    const auto& entry = *rule;
    const bool same =
        (entry.separator == '\0' || layout.separator == '\0' || entry.separator == layout.separator) &&
        (entry.encoding == TextEncoding::detected || layout.encoding == TextEncoding::detected ||
         entry.encoding == layout.encoding);
    if (!same)
      throw FormatError(
          fmt::format("{}:{}: cette entrée lit « {} » avec un autre « separateur » ou un autre "
                      "« encodage » que celle d'avant ; dites le même, ou donnez un « fichier » "
                      "à chacune",
                      page.path, entry.line, name));
    if (entry.separator != '\0') layout.separator = entry.separator;
    if (entry.encoding != TextEncoding::detected) layout.encoding = entry.encoding;
  }
  return std::make_unique<CsvRows>(std::forward<Input>(input), name, layout);
}

/// « Total », « Sous-total : », « Totaux des dossiers »; not « TOTAL-123 », which may name a dossier.
bool is_total_word(std::string_view cell) {
  const auto word = fold_cell(cell);
  return std::ranges::any_of(
      std::array<std::string_view, 4>{"total", "totaux", "sous-total", "sous total"}, [&](auto total) {
        return word.starts_with(total) &&
               (word.size() == total.size() ||
                std::string_view(" :=(").find(word[total.size()]) != std::string_view::npos);
      });
}

std::uint64_t key_of(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = stable_hash({});
  for (const auto part : parts) hash = stable_hash("\x1f", stable_hash(part, hash));
  return hash;
}

/// The persons of the dossier, as rows of several days tell them: first what held first.
void settle(RawPerson& person, std::vector<PersonTold> statements) {
  const auto day = [](const PersonTold& told) { return told.known.known() ? told.known : told.from; };
  std::ranges::stable_sort(statements, {}, day);
  std::string role;
  Date birth;
  for (const auto& told : statements) {
    RawPersonRestated later{{}, {}, day(told)};
    const bool new_role = !told.role.empty() && told.role != role;
    const bool new_birth = told.birth.known() && told.birth != birth;
    if (new_role) (role.empty() ? person.role : later.role) = told.role;
    if (new_birth) (birth.known() ? later.birth : person.birth) = told.birth;
    if (new_role) role = told.role;
    if (new_birth) birth = told.birth;
    if (!told.nir_key.empty()) person.nir_key = told.nir_key;
    if (!later.role.empty() || later.birth.known()) person.restated.push_back(std::move(later));
  }
}

}  // namespace

TableDossiers::TableDossiers(std::unique_ptr<TableRows> rows, std::string name, Correspondence correspondence)
    : name_(std::move(name)),
      page_(std::move(correspondence)),
      rows_(std::move(rows)),
      choice_(choose_entries(page_, name_, rows_)) {
  for (const auto* rule : choice_.rules) entries_.emplace_back(*rule, choice_.titles, page_, name_);
  note_untold_columns();
}

TableDossiers::TableDossiers(std::istream& input, const std::string& name,
                             const Correspondence& correspondence)
    : TableDossiers(csv_rows(input, name, correspondence), name, correspondence) {}

TableDossiers::TableDossiers(const std::string& path, const Correspondence& correspondence)
    : TableDossiers(csv_rows(open_file(path), path, correspondence), path, correspondence) {}

void TableDossiers::note_untold_columns() {
  const auto& titles = choice_.titles;
  std::vector<bool> used(titles.width(), false);
  for (const auto& entry : entries_)
    for (const auto column : entry.columns()) used[column] = true;
  std::vector<std::string> ignored;
  for (std::size_t i = 0; i < titles.width(); ++i) {
    if (used[i]) continue;
    if (titles.by_rank() || !titles.texts()[i].empty())
      ignored.push_back(titles.shown(i));
    else
      filled_untitled_[i] = 0;
  }
  if (!ignored.empty()) warnings_.push_back("colonnes non retenues : " + listed(ignored));
  std::ranges::copy(choice_.remarks, std::back_inserter(warnings_));
}

std::string TableDossiers::reading() const {
  std::vector<std::string> ranks;
  for (const auto* rule : choice_.rules)
    ranks.push_back(fmt::format("{}{}", rule->rank, "eap"[static_cast<std::size_t>(rule->nature)]));
  return page_.digest + "/" + fmt::format("{}", fmt::join(ranks, ","));
}

std::vector<std::string> TableDossiers::warnings() const {
  auto all = warnings_;
  for (const auto& [column, rows] : filled_untitled_)
    if (rows > 0)
      all.push_back(fmt::format("colonne {}, sans titre, remplie sur {} : non retenue",
                                column_letters(column), counted(rows, "ligne", "lignes")));
  if (short_rows_ > 0)
    all.push_back(counted(short_rows_, "ligne plus courte", "lignes plus courtes") +
                  " que celle des titres : les cellules qui manquent à la fin sont lues vides");
  if (!total_lines_.empty())
    all.push_back(
        fmt::format("{} (ligne {}) : ce n'est pas un dossier",
                    counted(total_lines_.size(), "ligne de total passée", "lignes de total passées"),
                    fmt::join(total_lines_ | std::views::take(most_listed), ", ")));
  if (titles_again_ > 0)
    all.push_back(
        counted(titles_again_, "ligne redit les titres : passée", "lignes redisent les titres : passées"));
  for (const auto& [which, count] : untold_acts_) {
    const auto& [entry, key] = which;
    all.push_back(key == "le" ? fmt::format("{} (« {} » vide) {} pas eu lieu",
                                            counted(count, "acte sans jour", "actes sans jour"),
                                            entries_[entry].where(key), count > 1 ? "n'ont" : "n'a")
                              : fmt::format("{} où « {} » ne dit pas d'acte",
                                            counted(count, "ligne", "lignes"), entries_[entry].where(key)));
  }
  std::vector<std::string> partial;
  for (const auto& [dossier, line] : persons_refused_)
    if (told_.told(key_of({dossier})))
      partial.push_back(fmt::format("dossier{} (ligne {})", after_noun(dossier), line));
  if (!partial.empty()) {
    const auto count = partial.size();
    if (count > most_listed) partial.resize(most_listed);
    all.push_back("pris sans l'une de leurs personnes, dont la ligne est un rejet : " + listed(partial) +
                  (count > most_listed ? fmt::format(", et {} autres", count - most_listed) : ""));
  }
  if (told_.forgot())
    all.push_back(
        "le fichier est si long que deux lignes très éloignées qui se contredisent ont pu être prises "
        "toutes deux : coupez-le en plusieurs");
  std::ranges::move(rows_.remarks(), std::back_inserter(all));
  return all;
}

bool TableDossiers::is_total() const {
  const auto first = std::ranges::find_if(row_.cells, [](const auto& cell) { return !cell.empty(); });
  if (first == row_.cells.end() || !is_total_word(*first)) return false;
  const auto filled = [&](std::string_view key) {
    const auto column = entries_.front().column_of(key);
    return column && *column < row_.cells.size() && !row_.cells[*column].empty();
  };
  const auto at = static_cast<std::size_t>(first - row_.cells.begin());
  const auto dossier = entries_.front().column_of("dossier");
  return dossier ? *dossier == at || !filled("dossier") : !filled("le") && !filled("personne");
}

bool TableDossiers::repeats_titles() const {
  return !choice_.titles.by_rank() && row_.cells == choice_.titles.texts();
}

void TableDossiers::check_cells() {
  const auto width = choice_.titles.width();
  auto filled = row_.cells.size();
  while (filled > 0 && row_.cells[filled - 1].empty()) --filled;
  if (filled > width)
    throw RowRefusal{
        {},
        fmt::format("{} cellules au lieu de {} : un séparateur est de trop, sans doute dans un texte sans "
                    "guillemets",
                    filled, width)};
  for (std::size_t i = 0; i < row_.cells.size(); ++i)
    if (row_.cells[i].find('\0') != std::string::npos)
      throw RowRefusal{choice_.titles.shown(i), "cette cellule contient un caractère nul"};
}

RowFacts TableDossiers::read_row(const std::string& dossier) {
  RowFacts facts;
  facts.line = row_.line;
  facts.dossier = dossier;
  bool says_more = false, may_say_more = false;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const auto& entry = entries_[i];
    if (entry.dossier(row_) != dossier)
      throw RowRefusal{entry.where("dossier"),
                       "les entrées de la page ne donnent pas à cette ligne le même numéro de dossier"};
    if (const auto lacking = entry.read(row_, facts); !lacking.empty()) {
      if (entries_.size() == 1)
        throw RowRefusal{entry.where(lacking),
                         lacking == "le" ? "l'événement n'a pas de jour" : "l'événement n'a pas de type"};
      facts.without_act.emplace_back(i, lacking);
    }
    for (const auto column : entry.columns()) {
      if (column == entry.column_of("dossier")) continue;
      may_say_more = true;
      says_more = says_more || (column < row_.cells.size() && !is_empty_cell(row_.cells[column]));
    }
  }
  if (may_say_more && !says_more && facts.without_act.size() < entries_.size())
    throw RowRefusal{entries_.front().where("dossier"), "la ligne ne dit rien que son numéro de dossier"};
  return facts;
}

namespace {

std::string day_key(Date day) {
  return std::to_string(day.days);
}

Date told_on(const PersonTold& told) {
  return told.known.known() ? told.known : told.from;
}

std::string value_key(const RawValue& value) {
  return std::to_string(static_cast<int>(value.kind)) + value.text;
}

/// Each thing that a row tells of which there can be one value a day, with that value.
template <typename Each>
void each_told(const RowFacts& facts, Each each) {
  for (const auto& told : facts.persons) {
    if (!told.role.empty())
      each(key_of({facts.dossier, told.id, "role", day_key(told_on(told))}), told.role, "rôle", told.where);
    // A birth day is of no day: only what was known of it changes.
    if (told.birth.known())
      each(key_of({facts.dossier, told.id, "naissance", day_key(told.known)}), day_key(told.birth),
           "date de naissance", told.where);
  }
  for (const auto& told : facts.attributes)
    each(key_of({facts.dossier, told.person, "attribut", told.attribute.name, day_key(told.attribute.from),
                 day_key(told.attribute.known)}),
         value_key(told.attribute.value), told.attribute.name, told.where);
}

}  // namespace

void TableDossiers::refuse_contradiction(const RowFacts& facts) const {
  ToldBefore own;
  std::vector<std::string> others;
  std::uint64_t line = 0;
  std::string where;
  each_told(facts, [&](std::uint64_t what, const std::string& value, const std::string& named,
                       const std::string& place) {
    auto before = told_.otherwise(what, value);
    if (before == 0) before = own.otherwise(what, value);
    own.tell(what, value, facts.line);
    if (before == 0) return;
    if (others.empty()) where = place;
    others.push_back("autre " + (is_plain_word(named) || named == "rôle" || named == "date de naissance"
                                     ? named
                                     : shown_word(named)));
    line = line == 0 ? before : std::min(line, before);
  });
  if (others.empty()) return;
  const bool dated =
      std::ranges::any_of(facts.persons, [](const auto& told) { return told.from.known(); }) ||
      std::ranges::any_of(facts.attributes, [](const auto& told) { return told.attribute.from.known(); });
  const bool of_person = !facts.persons.empty();
  throw RowRefusal{
      where,
      (line == facts.line
           ? "cette ligne se contredit : "
           : fmt::format("la ligne {} dit autre chose{} : ", line, dated ? " le même jour" : "")) +
          (of_person ? "même personne, " : "même dossier, ") + listed(others, " et ") +
          (of_person ? " ; si ce sont deux personnes, donnez à chacune son identifiant" : "") +
          (dated ? "" : " ; si l'une suit l'autre dans le temps, dites par « le » le jour de chaque ligne")};
}

void TableDossiers::refuse_known_acts(const RowFacts& facts) const {
  for (auto told = facts.acts.begin(); told != facts.acts.end(); ++told) {
    if (!told->named) continue;
    const auto said = key_of({told->event.type, day_key(told->event.on)}) ^ content_hash(told->event);
    const auto before = acts_.find(told->event.id);
    const bool in_row = std::any_of(facts.acts.begin(), told,
                                    [&](const ActTold& other) { return other.event.id == told->event.id; });
    if (!in_row && (before == acts_.end() || before->second == said)) continue;
    throw RowRefusal{told->where,
                     std::string("cet identifiant est déjà celui d'un autre événement du dossier") +
                         (in_row ? " : donnez un « prefixe » à l'« id » de chaque entrée" : "")};
  }
}

RawPerson* TableDossiers::person(const std::string& id) {
  if (id.empty()) return nullptr;
  const auto found = std::ranges::find(gathered_.persons, id, &RawPerson::id);
  return found != gathered_.persons.end() ? &*found
                                          : &gathered_.persons.emplace_back(RawPerson{id, {}, {}, {}});
}

void TableDossiers::add_act(ActTold told) {
  const auto said = key_of({told.event.type, day_key(told.event.on)}) ^ content_hash(told.event);
  if (!acts_.emplace(told.event.id, said).second) {
    gathered_.remarks.push_back({{}, "un acte répété à l'identique compte une fois"});
    return;
  }
  person(told.event.person);
  gathered_.events.push_back(std::move(told.event));
}

void TableDossiers::take(RowFacts facts) {
  each_told(facts, [&](std::uint64_t what, const std::string& value, const auto&...) {
    told_.tell(what, value, facts.line);
  });
  told_.tell(key_of({facts.dossier}), {}, facts.line);
  if (gathered_.dossier.empty()) {
    gathered_.dossier = facts.dossier;
    gathered_.departement = page_.departement;
    if (page_.coverage) gathered_.coverage.push_back(*page_.coverage);
    gathered_line_ = facts.line;
  }
  ++gathered_rows_;
  for (auto& told : facts.persons) {
    person(told.id);
    statements_[told.id].push_back(std::move(told));
  }
  for (auto& told : facts.attributes) {
    auto* owner = person(told.person);
    auto& into = owner ? owner->attributes : gathered_.attributes;
    if (std::ranges::find(into, told.attribute) == into.end()) into.push_back(std::move(told.attribute));
  }
  for (auto& told : facts.acts) add_act(std::move(told));
  struct Head {
    std::string *into, *told;
    const char* named;
  };
  for (const auto& [into, told, named] : {Head{&gathered_.departement, &facts.departement, "département"},
                                          Head{&gathered_.territoire, &facts.territoire, "territoire"},
                                          Head{&gathered_.organisme, &facts.organisme, "organisme"},
                                          Head{&gathered_.caisse, &facts.caisse, "numéro de caisse"},
                                          Head{&gathered_.matricule, &facts.matricule, "matricule"}}) {
    if (told->empty() || *told == *into) continue;
    if (!into->empty() && !(into == &gathered_.departement && *into == page_.departement))
      gathered_.remarks.push_back(
          {{},
           fmt::format("deux lignes d'un dossier ne disent pas le même {} : la dernière est retenue",
                       named)});
    *into = std::move(*told);
  }
  std::ranges::move(facts.remarks, std::back_inserter(gathered_.remarks));
}

ReadStatus TableDossiers::give(Record& record) {
  for (auto& person : gathered_.persons)
    if (const auto told = statements_.find(person.id); told != statements_.end())
      settle(person, std::move(told->second));
  statements_.clear();
  acts_.clear();
  record = std::move(gathered_);
  gathered_ = {};
  given_line_ = gathered_line_;
  gathered_rows_ = 0;
  return ReadStatus::record;
}

ReadStatus TableDossiers::refuse(Reject& reject, const std::string& dossier, const RowRefusal& refusal) {
  const bool tells_person = std::ranges::any_of(
      entries_, [](const auto& entry) { return entry.rule().nature == RowNature::persons; });
  if (tells_person && !dossier.empty() && persons_refused_.size() < most_refused_kept)
    persons_refused_.try_emplace(dossier, row_.line);
  reject = {};
  reject.file = name_;
  reject.line = row_.line;
  reject.dossier = dossier;
  reject.where = refusal.where;
  reject.reason = refusal.reason;
  return ReadStatus::reject;
}

ReadStatus TableDossiers::next(Record& record, Reject& reject) {
  while (true) {
    if (!row_waits_) {
      const auto status = rows_.next(row_);
      if (status == TableRows::Status::end) return gathered_.dossier.empty() ? ReadStatus::end : give(record);
      if (status == TableRows::Status::fault)
        return refuse(
            reject, {},
            {{}, "un guillemet ouvert sur cette ligne n'est jamais fermé, ou une cellule dépasse 1 Mio"});
      if (is_total()) {
        total_lines_.push_back(row_.line);
        continue;
      }
      if (repeats_titles()) {
        ++titles_again_;
        continue;
      }
    }
    row_waits_ = false;
    std::string dossier;
    try {
      check_cells();
      dossier = entries_.front().dossier(row_);
      if (dossier.empty())
        throw RowRefusal{entries_.front().where("dossier"), "la ligne n'a pas de numéro de dossier"};
      if (!gathered_.dossier.empty() &&
          (dossier != gathered_.dossier || gathered_rows_ >= most_rows_gathered)) {
        row_waits_ = true;
        return give(record);
      }
      auto facts = read_row(dossier);
      refuse_contradiction(facts);
      refuse_known_acts(facts);
      if (row_.cells.size() < choice_.titles.width()) ++short_rows_;
      for (const auto& untold : facts.without_act) ++untold_acts_[untold];
      for (auto& [column, rows] : filled_untitled_)
        if (column < row_.cells.size() && !row_.cells[column].empty()) ++rows;
      if (!facts.persons.empty() || !facts.attributes.empty() || !facts.acts.empty()) take(std::move(facts));
    } catch (const RowRefusal& refusal) {
      return refuse(reject, dossier, refusal);
    }
  }
}

}  // namespace filrouge
