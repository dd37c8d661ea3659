#include "dsl/testing/pseudonym.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/dossier/role.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

constexpr auto origins = std::to_array<std::string_view>({"saisi", "flux", "deduit", "constat"});

class Renaming {
 public:
  Renaming(const Model& model, const Journal& journal, int weeks, std::vector<std::string>& told)
      : words_(model.vocabulary), journal_(journal), days_(7 * weeks), told_(told) {
    for (const auto& [folded, symbol] : words_.texts()) of_the_rules_.insert(fold(folded));
    for (const auto& expr : model.exprs)
      if (expr.op == Op::attribute) read_.insert(static_cast<AttributeId>(expr.data));
#define FILROUGE_LETTER_FIELD(field, name)
#define FILROUGE_LETTER_WORD(word, name)
#define FILROUGE_LETTER_ATTRIBUTE(attribute, name) read_.insert(words_.find_attribute(name));
#include "engine/core/model/letter_field.def"
    // Who is followed rests on it, whatever the rules read.
    read_.insert(words_.find_attribute("soumission_droits_devoirs"));
  }

  Record run() {
    Record record;
    record.dossier = "dossier";
    record.departement = journal_.departement;
    record.territoire = journal_.territoire;
    // Who pays is told by the first word alone.
    record.organisme = journal_.organisme.substr(0, journal_.organisme.find(' '));
    if (record.organisme != journal_.organisme)
      tell("le nom de la caisse : il n'en reste que le premier mot");
    if (!journal_.matricule.empty()) tell("le matricule");
    if (journal_.residences.size() > 1)
      tell("les départements d'avant : le dossier est du dernier depuis toujours");
    if (!journal_.coverage.empty())
      tell("la couverture des sources : un scénario tient son journal pour complet");
    if (journal_.known.known()) tell("le jour où le dossier a été connu");
    if (!journal_.remarks.empty()) tell("ce que les règles ne lisent pas du dossier");
    for (std::size_t p = 0; p < journal_.persons.size(); ++p) person(record, p);
    if (record.persons.empty()) record.persons.push_back({"p1", std::string(known_roles[0]), {}, {}});
    acts();
    for (const auto& one : journal_.attributes) attribute(record, one);
    for (const auto& act : acts_)
      act.correction ? correction(record, *act.correction) : event(record, *act.event);
    return record;
  }

 private:
  struct Act {
    std::uint32_t rank = 0;
    const JournalEvent* event = nullptr;
    const JournalCorrection* correction = nullptr;
  };

  void tell(std::string what) {
    if (said_.insert(what).second) told_.push_back(std::move(what));
  }
  Date moved(Date day) const {
    return day.known() ? day + days_ : day;
  }
  std::string text(Symbol symbol) const {
    return std::string(journal_.text(symbol));
  }

  void person(Record& record, std::size_t p) {
    const auto& one = journal_.persons[p];
    RawPerson made;
    made.id = fmt::format("p{}", p + 1);
    made.role = text(one.role);
    if (!made.role.empty() && known_role(made.role).empty()) {
      tell("un rôle qui n'est pas un des mots prévus : il est inconnu");
      made.role = "inconnu";
    }
    if (made.role.empty() && p == 0) made.role = known_roles[0];
    made.birth = moved(one.birth);
    persons_[text(one.id)] = made.id;
    record.persons.push_back(std::move(made));
  }

  /// In the order they were recorded; each gets its name before any is written.
  void acts() {
    for (const auto& event : journal_.events)
      if (event.type == no_id)
        tell("les actes dont les règles ne connaissent pas le type");
      else
        acts_.push_back({event.rank, &event, nullptr});
    for (const auto& one : journal_.corrections) acts_.push_back({one.rank, nullptr, &one});
    std::ranges::stable_sort(acts_, {}, &Act::rank);
    std::size_t n = 0;
    for (const auto& act : acts_)
      ids_.try_emplace(text(act.event ? act.event->id : act.correction->id), fmt::format("e{}", ++n));
  }

  /// A key: the act it is the id of, else a number of its own, the same for the same key.
  std::string key(const std::string& written) {
    if (const auto act = ids_.find(written); act != ids_.end()) return act->second;
    return numbers_.try_emplace(written, fmt::format("A{}", numbers_.size() + 1)).first->second;
  }

  std::string free_text(const std::string& written) {
    const auto folded = fold(written);
    if (of_the_rules_.contains(folded)) return std::string(words_.as_rules_write(written));
    tell("les textes libres : « texte 1 », « texte 2 »… en tiennent lieu");
    return texts_.try_emplace(folded, fmt::format("texte {}", texts_.size() + 1)).first->second;
  }

  RawValue value(const Value& value, ValueType type) {
    using Kind = RawValue::Kind;
    switch (value.kind) {
      case Value::Kind::boolean:
        return {Kind::boolean, value.lo ? "true" : "false"};
      case Value::Kind::integer:
        return {Kind::number, std::to_string(value.lo)};
      case Value::Kind::date: {
        auto day = iso_date(moved(value.earliest()));
        if (type == ValueType::month) {
          if (days_) tell("un mois, ramené à celui où tombe son premier jour décalé");
          day.resize(7);
        }
        return {Kind::text, day};
      }
      case Value::Kind::time:
        return {Kind::text, iso_time(static_cast<std::int32_t>(value.lo))};
      case Value::Kind::money:
        return {Kind::number, fmt::format("{}{}.{:02}", value.lo < 0 ? "-" : "", std::abs(value.lo) / 100,
                                          std::abs(value.lo) % 100)};
      case Value::Kind::rate:
        return {Kind::text, fmt::format("{}.{:02} %", value.lo / 100, value.lo % 100)};
      case Value::Kind::duration:
        return {Kind::text, french_duration(value.length())};
      case Value::Kind::symbol: {
        const auto written = text(static_cast<Symbol>(value.lo));
        if (type == ValueType::enumeration) return {Kind::text, written};
        return {Kind::text, type == ValueType::reference ? key(written) : free_text(written)};
      }
      default:
        return {};
    }
  }

  void attribute(Record& record, const JournalAttribute& one) {
    const auto& decl = words_.attributes[one.attribute];
    if (!read_.contains(one.attribute)) return tell("les attributs que nulle règle ne lit");
    RawAttribute made;
    made.name = words_.symbols.text(decl.name);
    made.value = value(one.value, decl.type);
    made.from = moved(one.from);
    made.to = moved(one.to);
    made.known = moved(one.known);
    if (made.value.kind == RawValue::Kind::null)
      return tell(fmt::format("une valeur vide ou illisible de « {} »", made.name));
    if (one.person < 0)
      record.attributes.push_back(std::move(made));
    else
      record.persons[static_cast<std::size_t>(one.person)].attributes.push_back(std::move(made));
  }

  std::string person_id(std::int16_t person) const {
    return person < 0 ? std::string() : fmt::format("p{}", person + 1);
  }

  void event(Record& record, const JournalEvent& act) {
    const auto& decl = words_.events[act.type];
    RawEvent made;
    made.id = ids_.at(text(act.id));
    made.type = words_.symbols.text(decl.name);
    made.on = moved(act.on);
    made.known = moved(act.known);
    made.planned = moved(act.planned);
    made.from = moved(act.from);
    made.to = moved(act.to);
    if (act.person_unknown) tell("la personne d'un acte, qui n'est pas au dossier");
    made.person = person_id(act.person);
    if (act.source) tell("le système d'où vient chaque acte");
    const auto origin = text(act.origin);
    if (std::ranges::find(origins, origin) != origins.end())
      made.origin = origin;
    else if (!origin.empty())
      tell("une origine qui n'est pas un des mots prévus");
    if (act.reference) made.reference = key(text(act.reference));
    for (std::uint32_t i = 0; i < act.reference_count; ++i) {
      const auto& reference = journal_.references[act.first_reference + i];
      if (reference.role == 0) continue;
      const auto role = fold(text(reference.role));
      if (words_.find_label(role, journal_.departement) == no_id && !ids_.contains(text(reference.target))) {
        tell("un renvoi par une clé que nulle règle ne déclare, à un acte qui n'est pas au dossier");
        continue;
      }
      if (!is_plain_word(role)) {
        tell("un renvoi par une clé qui n'est pas un simple mot");
        continue;
      }
      made.references.push_back({role, {RawValue::Kind::text, key(text(reference.target))}});
    }
    fields(made, act.first_field, act.field_count, &decl);
    record.events.push_back(std::move(made));
  }

  void correction(Record& record, const JournalCorrection& act) {
    const auto target = ids_.find(text(act.target));
    const auto corrected = std::ranges::find(journal_.events, act.target, &JournalEvent::id);
    if (target == ids_.end() || corrected == journal_.events.end() || corrected->type == no_id)
      return tell("une correction d'un acte qui n'est pas repris");
    RawEvent made;
    made.id = ids_.at(text(act.id));
    made.type = act.cancels ? "annulation" : "correction";
    made.on = moved(act.on);
    made.known = moved(act.known);
    made.target = target->second;
    made.cancels = act.cancels;
    fields(made, act.first_field, act.field_count, &words_.events[corrected->type]);
    record.events.push_back(std::move(made));
  }

  void fields(RawEvent& made, std::uint32_t first, std::uint32_t count, const EventTypeDecl* decl) {
    for (auto i = first; i < first + count; ++i) {
      const auto& field = journal_.fields[i];
      const auto name = std::string(words_.field_name(field.field));
      const auto* its = decl->field(field.field);
      RawValue said;
      if (its)
        said = value(field.value, its->type);
      else if (field.field == static_cast<FieldId>(BuiltinField::personne) &&
               field.value.kind == Value::Kind::symbol)
        said = {RawValue::Kind::text, persons_[text(static_cast<Symbol>(field.value.lo))]};
      else if (field.field == static_cast<FieldId>(BuiltinField::reference) &&
               field.value.kind == Value::Kind::symbol)
        said = {RawValue::Kind::text, key(text(static_cast<Symbol>(field.value.lo)))};
      else if (field.value.kind == Value::Kind::date)
        said = value(field.value, ValueType::date);
      if (said.kind == RawValue::Kind::null || said.text.empty())
        tell(fmt::format("un champ « {} » vide ou illisible", name));
      else
        made.fields.push_back({name, std::move(said)});
    }
  }

  const Vocabulary& words_;
  const Journal& journal_;
  int days_;
  std::vector<std::string>& told_;
  std::set<std::string> said_, of_the_rules_;
  std::set<AttributeId> read_;
  std::vector<Act> acts_;
  std::map<std::string, std::string> ids_, numbers_, texts_, persons_;
};

}  // namespace

Record pseudonymised(const Model& model, const Journal& journal, int weeks, std::vector<std::string>& told) {
  return Renaming(model, journal, weeks, told).run();
}

}  // namespace filrouge::dsl
