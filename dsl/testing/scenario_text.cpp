#include "dsl/testing/scenario_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/dossier/role.hpp"
#include "engine/core/dossier/typed_value.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

bool plain(std::string_view word) {
  const auto good = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
  return !word.empty() && word.size() <= 64 && word[0] >= 'a' && word[0] <= 'z' &&
         std::ranges::all_of(word, good);
}

/// Words that stand for something else where a value is awaited.
bool reads_otherwise(std::string_view word) {
  constexpr auto reserved = std::to_array<std::string_view>(
      {"a",     "ans",      "apres",    "au",     "aucun", "aucune", "avant",   "aujourd'hui",
       "connu", "connue",   "dans",     "de",     "debut", "depuis", "dernier", "des",
       "dont",  "du",       "entre",    "entree", "est",   "et",     "fin",     "jour",
       "jours", "jusqu",    "l",        "la",     "le",    "les",    "levee",   "moins",
       "mois",  "ne",       "ni",       "nombre", "non",   "ou",     "oui",     "par",
       "parmi", "premier",  "premiere", "quand",  "sans",  "sauf",   "si",      "sinon",
       "son",   "sur",      "tant",     "un",     "une",   "age",    "payeur",  "departement",
       "dix",   "inconnus", "inconnues"});
  return std::ranges::find(reserved, word) != reserved.end();
}

/// A text between the quotes it does not hold; what no quotes could hold is left out.
std::string quoted(std::string_view text) {
  std::string clean;
  for (const char c : text) clean += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
  if (clean.find("»") == std::string::npos) return "« " + clean + " »";
  std::erase(clean, '"');
  return "\"" + clean + "\"";
}

/// Does the text read back as itself between quotes?
bool quotable_text(std::string_view text) {
  return text.find_first_of("\n\r\t") == std::string_view::npos && trimmed(text) == text &&
         (text.find("»") == std::string_view::npos || text.find('"') == std::string_view::npos);
}

std::string word_or_quoted(std::string_view text) {
  return plain(text) && !reads_otherwise(text) ? std::string(text) : quoted(text);
}

/// « 646,52 € », « 30 % » of so many hundredths.
std::string hundredths(std::int64_t n, std::string_view unit) {
  const auto whole = n / 100, rest = n % 100;
  return rest ? fmt::format("{},{:02} {}", whole, rest, unit) : fmt::format("{} {}", whole, unit);
}

class Writer {
 public:
  explicit Writer(const Model& model) : model_(model), words_(model.vocabulary) {}

  /// The value as the language writes it; empty: it has no words for it.
  std::string value(const RawValue& raw, ValueType type, const std::vector<Symbol>& allowed) const {
    if (raw.kind == RawValue::Kind::null) return {};
    const bool is_text = type == ValueType::text || type == ValueType::reference || type == ValueType::none;
    if (is_text) {
      if (raw.text.empty() || !quotable_text(raw.text)) return {};
      return quoted(raw.text);
    }
    const auto typed =
        typed_value(raw.kind, raw.text, type, allowed, words_.symbols, [](std::string_view) { return 0; });
    if (!typed || !typed->known() || typed->kind == Value::Kind::null) return {};
    switch (type) {
      case ValueType::boolean:
        return typed->lo ? "oui" : "non";
      case ValueType::integer:
        return typed->lo < 0 ? std::string() : std::to_string(typed->lo);
      case ValueType::date:
      case ValueType::month:
        return iso_date(typed->earliest());
      case ValueType::time:
        return quoted(iso_time(static_cast<std::int32_t>(typed->lo)));
      case ValueType::money:
        return typed->lo < 0 ? std::string() : hundredths(typed->lo, "€");
      case ValueType::rate:
        return typed->lo < 0 ? std::string() : hundredths(typed->lo, "%");
      case ValueType::duration: {
        const auto said = french_duration(typed->length());
        return typed->length().months && typed->length().days ? quoted(said) : said;
      }
      case ValueType::enumeration: {
        const auto word = words_.symbols.text(static_cast<Symbol>(typed->lo));
        if (word == "inconnu") return std::string(word);
        return word_or_quoted(word);
      }
      default:
        return {};
    }
  }

  const FieldDecl* declared(const Record& record, std::string_view type, std::string_view field) const {
    const auto id = words_.find_event(fold(type), record.departement);
    const auto name = words_.find_field(fold(field));
    return id != no_id && name ? words_.events[id].field(*name) : nullptr;
  }
  const AttributeDecl* attribute(const Record& record, std::string_view name) const {
    const auto id = words_.find_attribute(fold(name), record.departement);
    return id == no_id ? nullptr : &words_.attributes[id];
  }

  std::string fields(const Record& record, std::size_t rank) const {
    const auto& event = record.events[rank];
    std::vector<std::string> said;
    const auto add = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) said.push_back(fmt::format("{}: {}", name, value));
    };
    const bool correction = !event.target.empty();
    if (correction) add(event.cancels ? "annule" : "cible", word_or_quoted(event.target));
    const RawEvent* target = nullptr;
    for (const auto& other : record.events)
      if (correction && other.id == event.target) target = &other;
    for (const auto& field : event.fields) {
      const auto* decl = declared(record, target ? target->type : event.type, field.name);
      if (decl)
        add(field.name, value(field.value, decl->type, decl->allowed));
      else if (correction)
        add(field.name, corrected(field));
    }
    if (event.planned.known()) add("prevu_le", iso_date(event.planned));
    if (event.from.known()) add("du", iso_date(event.from));
    if (event.to.known()) add("au", iso_date(event.to));
    for (const auto& reference : event.references) add(reference.name, word_or_quoted(reference.value.text));
    if (!event.reference.empty()) add("reference", quoted(event.reference));
    // Of a household of one the person goes without saying.
    if (!event.person.empty() && record.persons.size() != 1) add("personne", word_or_quoted(event.person));
    if (!event.origin.empty()) add("origine", word_or_quoted(event.origin));
    if (event.known.known() && event.known != event.on) add("connu_le", iso_date(event.known));
    if (event.id != fmt::format("e{}", rank + 1)) add("id", word_or_quoted(event.id));
    return fmt::format("{}", fmt::join(said, ", "));
  }

  /// What a correction says of what every act has: days, a person.
  static std::string corrected(const RawField& field) {
    const auto name = fold(field.name);
    if (name == "le" || name == "du" || name == "au" || name == "prevu_le")
      return parse_iso_date(field.value.text) ? field.value.text : std::string();
    if (name == "personne" || name == "origine") return word_or_quoted(field.value.text);
    return name == "reference" && quotable_text(field.value.text) ? quoted(field.value.text) : std::string();
  }

  std::string attribute_line(const Record& record, const RawAttribute& one, std::string_view person) const {
    const auto* decl = attribute(record, one.name);
    if (!decl) return {};
    const auto said = value(one.value, decl->type, decl->allowed);
    if (said.empty()) return {};
    auto line = fold(one.name) + " " + said;
    if (one.from.known()) line += " le " + iso_date(one.from);
    if (one.to.known()) line += " jusqu'au " + iso_date(one.to);
    if (one.known.known() && one.known != one.from) line += ", connu_le: " + iso_date(one.known);
    if (!person.empty()) line += fmt::format(", personne: {}", person);
    return line;
  }

  struct FoundDelai {
    const Delai* delai = nullptr;
    const Procedure* procedure = nullptr;
  };
  FoundDelai delai_of(const std::string& code) const {
    for (const auto& procedure : model_.procedures)
      for (const auto& delai : procedure.delais)
        if (model_.rules[delai.rule].code == code) return {&delai, &procedure};
    return {};
  }
  /// The procédure whose délai all those codes are of; empty: of several, or none.
  std::string procedure_of(const std::vector<std::string>& codes) const {
    std::string name;
    for (const auto& code : codes) {
      const auto found = delai_of(code);
      const auto its = found.procedure ? std::string(model_.text(found.procedure->name)) : std::string();
      if (its.empty() || (!name.empty() && its != name)) return {};
      name = its;
    }
    return name;
  }

 private:
  const Model& model_;
  const Vocabulary& words_;
};

bool in_chain(const RawPerson& person) {
  return person.role.empty() || person.role == known_roles[0] || person.role == known_roles[1];
}

constexpr std::string_view duties = "soumission_droits_devoirs";

}  // namespace

std::string expectation_text(const Model& model, const Expectation& line) {
  using Kind = Expectation::Kind;
  const auto with_label = [&](std::string text) {
    return line.label.empty() ? text : text + " " + quoted(line.label);
  };
  switch (line.kind) {
    case Kind::state: {
      if (line.procedures.empty()) return line.state;
      return line.procedures.front() + (line.instance.empty() ? "" : " de " + line.instance) + " dans " +
             line.state;
    }
    case Kind::delai: {
      const Writer writer(model);
      const auto* delai = line.codes.empty() ? nullptr : writer.delai_of(line.codes.front()).delai;
      const auto kind = delai ? delai->kind : DelaiKind::deadline;
      const auto procedure =
          line.procedures.empty() ? writer.procedure_of(line.codes) : line.procedures.front();
      auto text =
          std::string(facts_of(kind).word) + " " + (procedure.empty() ? "" : procedure + ".") + line.name;
      std::vector<std::string> said;
      if (line.date.known())
        said.push_back((facts_of(kind).owed ? "due le " : "jusqu'au ") + iso_date(line.date));
      for (const auto& statut : statuts())
        if (statut.word == line.status) said.emplace_back(statut.people);
      return text + (said.empty() ? "" : " ") + fmt::format("{}", fmt::join(said, ", "));
    }
    case Kind::action:
      return with_label("action") + (line.role.empty() ? "" : " par " + line.role);
    case Kind::irregularity: {
      const bool said = !line.severity.empty() && line.severity != "info";
      return with_label("irrégularité" + (said ? " " + line.severity : std::string()));
    }
    case Kind::proposal:
      return with_label("proposition" + (line.name.empty() ? "" : " " + line.name));
    case Kind::none:
      return line.nature == "irregularite" ? "aucune irrégularité" : "aucune " + line.nature;
    case Kind::missing: {
      std::vector<std::string> names;
      for (const auto& name : line.names) names.push_back(word_or_quoted(name));
      return fmt::format("donnée manquante {}", fmt::join(names, ", "));
    }
    case Kind::nature: {
      const auto* nature = nature_named(line.nature);
      return with_label(nature ? std::string(nature->people) : line.nature);
    }
    case Kind::next_change:
      return "prochain changement le " + iso_date(line.date);
    case Kind::nothing_else:
      return "et rien d'autre";
    case Kind::value:
    case Kind::count:
      return line.name;
  }
  return {};
}

std::string scenario_text(const Model& model, const Scenario& scenario, std::span<const std::string> notes) {
  const Writer writer(model);
  const auto& record = scenario.record;
  auto text = "scénario " + scenario.name;
  if (!scenario.label.empty() && scenario.label != scenario.name) text += " " + quoted(scenario.label);
  text += "\n";
  const auto line = [&](const std::string& said) {
    if (!said.empty()) text += "  " + said + "\n";
  };
  for (const auto& note : notes) line("-- " + note);
  if (!record.departement.empty()) line("département " + record.departement);
  if (!record.territoire.empty() && quotable_text(record.territoire))
    line("territoire " + quoted(record.territoire));
  if (!record.organisme.empty() && quotable_text(record.organisme))
    line("organisme " + quoted(record.organisme));
  for (const auto& person : record.persons) {
    const bool usual = person.id == "p1" && (person.role.empty() || person.role == known_roles[0]);
    if (usual && !person.birth.known()) continue;
    auto said = "personne " + person.id;
    if (!person.role.empty()) said += " " + person.role;
    if (person.birth.known()) said += ", née le " + iso_date(person.birth);
    line(said);
  }
  for (const auto& one : record.attributes) line(writer.attribute_line(record, one, {}));
  for (const auto& person : record.persons) {
    const auto whose = record.persons.size() == 1 ? std::string_view() : std::string_view(person.id);
    bool said_duties = false;
    for (const auto& one : person.attributes) {
      const bool of_duties = fold(one.name) == duties;
      said_duties = said_duties || of_duties;
      // In a scénario, whoever is in the chain has duties since ever, unless it says otherwise.
      if (of_duties && in_chain(person) && (one.value.text == "true" || one.value.text == "oui") &&
          !one.from.known() && !one.to.known() && person.attributes.size() == 1)
        continue;
      line(writer.attribute_line(record, one, whose));
    }
    if (!said_duties && in_chain(person) && writer.attribute(record, duties))
      line(std::string(duties) + " inconnu" +
           (whose.empty() ? std::string() : ", personne: " + std::string(whose)));
  }
  for (std::size_t rank = 0; rank < record.events.size(); ++rank) {
    const auto& event = record.events[rank];
    const auto fields = writer.fields(record, rank);
    const auto type = event.target.empty() ? fold(event.type) : event.cancels ? "annulation" : "correction";
    line(fmt::format("le {} {}{}{}", iso_date(event.on), type, fields.empty() ? "" : " ", fields));
  }
  for (const auto& expected : scenario.expected) {
    auto said = "au " + iso_date(expected.asked);
    if (expected.known.known() && expected.known != expected.asked)
      said += ", connu au " + iso_date(expected.known) + ",";
    line(said + (expected.negative ? " ne pas attendre" : " attendre"));
    for (const auto& one : expected.lines)
      if (const auto written = expectation_text(model, one); !written.empty())
        text += "    " + written + "\n";
  }
  return text;
}

std::string scenario_module(const Model& model, const std::string& name, const std::string& departement) {
  auto text = "module " + name + "\n";
  const bool local = std::ranges::any_of(model.modules, [&](const Module& module) {
    return !module.departement.empty() && module.departement == departement;
  });
  if (local) text += "  département " + departement + "\n";
  return text + "\n";
}

Record sayable(const Model& model, const Record& record, std::vector<std::string>& lost) {
  const Writer writer(model);
  std::set<std::string> told;
  const auto lose = [&](std::string what) {
    if (told.insert(what).second) lost.push_back(std::move(what));
  };
  Record said;
  said.dossier = record.dossier;
  said.departement = record.departement;
  said.territoire = record.territoire;
  if (!record.coverage.empty())
    lose("la couverture des sources : un scénario tient son journal pour complet");
  if (record.known.known() || !record.restated.empty())
    lose("le jour où le dossier a été connu ou redit : un scénario le connaît depuis toujours");
  if (model.vocabulary.find_attribute("organisme") == no_id && quotable_text(record.organisme))
    said.organisme = record.organisme;
  else if (!record.organisme.empty())
    lose("l'organisme payeur");
  if (!said.territoire.empty() && !quotable_text(said.territoire))
    said.territoire.clear(), lose("le territoire, dont le nom ne s'écrit pas entre guillemets");

  const auto keeps = [&](const RawAttribute& one) {
    const auto* decl = writer.attribute(record, one.name);
    if (!decl) return lose("un attribut que les règles ne connaissent pas"), false;
    const auto written = writer.attribute_line(record, one, {});
    if (written.empty()) lose(fmt::format("une valeur de « {} » que la langue n'écrit pas", fold(one.name)));
    return !written.empty();
  };
  for (const auto& one : record.attributes)
    if (keeps(one)) said.attributes.push_back(one);
  const auto has_p1 = std::ranges::any_of(record.persons, [](const auto& one) { return one.id == "p1"; });
  if (!has_p1) said.persons.push_back({"p1", std::string(known_roles[0]), {}, {}});
  for (const auto& person : record.persons) {
    auto kept = person;
    if (person.known.known() || !person.restated.empty())
      lose("le jour où une personne a été connue ou redite");
    for (const auto& later : person.restated) {
      if (!later.role.empty()) kept.role = later.role;
      if (later.birth.known()) kept.birth = later.birth;
    }
    kept.known = {}, kept.restated.clear(), kept.nir_key.clear();
    kept.role = told_role(kept.role);
    if (kept.role.empty() && kept.id == "p1") kept.role = known_roles[0];
    kept.attributes.clear();
    for (const auto& one : person.attributes)
      if (keeps(one)) kept.attributes.push_back(one);
    said.persons.push_back(std::move(kept));
  }
  const auto is_listed = [&](const std::string& id) {
    return std::ranges::any_of(said.persons, [&](const auto& one) { return one.id == id; });
  };
  for (const auto& event : record.events) {
    const bool correction = !event.target.empty();
    const auto target = std::ranges::find(record.events, event.target, &RawEvent::id);
    if (!correction && model.vocabulary.find_event(fold(event.type), record.departement) == no_id) {
      lose("un acte dont les règles ne connaissent pas le type");
      continue;
    }
    if (correction && target == record.events.end()) {
      lose("une correction d'un acte qui n'est pas au dossier");
      continue;
    }
    auto kept = event;
    kept.source = {};
    kept.unnamed = false;
    if (!event.source.system.empty()) lose("le système d'où vient chaque acte");
    if (!event.person.empty() && !is_listed(event.person)) {
      lose("la personne d'un acte, qui n'est pas au dossier");
      kept.person.clear();
    }
    const auto type = model.vocabulary.find_event(fold(event.type), record.departement);
    const bool personal = type != no_id && model.vocabulary.events[type].scope == Scope::person;
    if (said.persons.size() == 1 && !correction)
      kept.person = personal ? said.persons.front().id : std::string();
    std::erase_if(kept.fields, [&](const RawField& field) {
      const auto* decl = writer.declared(record, correction ? target->type : event.type, field.name);
      const auto written = decl         ? writer.value(field.value, decl->type, decl->allowed)
                           : correction ? Writer::corrected(field)
                                        : std::string();
      if (written.empty())
        lose(decl ? fmt::format("un champ « {} » vide, ou que la langue n'écrit pas", fold(field.name))
                  : "un champ que les règles ne connaissent pas");
      return written.empty();
    });
    std::erase_if(kept.references, [&](const RawField& reference) {
      const bool good =
          quotable_text(reference.value.text) && !reference.value.text.empty() &&
          (std::ranges::find(record.events, reference.value.text, &RawEvent::id) != record.events.end() ||
           model.vocabulary.find_label(fold(reference.name), record.departement) != no_id);
      if (!good) lose("un renvoi à un acte qui n'est pas au dossier, par une clé que nul ne déclare");
      return !good;
    });
    if (!quotable_text(kept.reference)) kept.reference.clear(), lose("un numéro qui ne s'écrit pas");
    said.events.push_back(std::move(kept));
  }
  return said;
}

bool as_expectation(const Model& model, const Finding& finding, Expectation& line) {
  using Kind = Expectation::Kind;
  line = {};
  line.nature = finding.nature;
  const auto* nature = nature_named(finding.nature);
  if (!nature) return false;
  switch (nature->family) {
    case NatureFamily::state:
      line.kind = Kind::state;
      line.procedures = {finding.procedure};
      line.instance = finding.instance;
      line.state = finding.etat;
      return !finding.instance.empty() && !finding.etat.empty();
    case NatureFamily::time:
    case NatureFamily::recurrence: {
      line.kind = Kind::delai;
      line.codes = {finding.code};
      line.procedures = {finding.procedure};
      line.name = finding.code.substr(finding.code.rfind('.') + 1);
      if (const auto day = parse_iso_date(finding.date)) line.date = *day;
      line.status = finding.statut;
      return Writer(model).delai_of(finding.code).delai != nullptr;
    }
    case NatureFamily::fault:
      line.kind = Kind::irregularity;
      line.label = finding.libelle;
      line.severity = finding.gravite;
      return *nature->said == '\0';
    case NatureFamily::task:
      if (finding.statut != statut_name(Statut::en_cours) && finding.nature == nature_name(Nature::action))
        return false;
      line.kind = finding.nature == nature_name(Nature::action) ? Kind::action : Kind::proposal;
      line.label = finding.libelle;
      if (line.kind == Kind::action) line.role = finding.role;
      return true;
    default:
      break;
  }
  if (finding.nature == nature_name(Nature::donnee_manquante)) {
    line.kind = Kind::missing;
    line.names = finding.manquants;
    if (line.names.empty()) line.names = {finding.libelle};
    return true;
  }
  if (*nature->said == '\0') return false;
  line.kind = Kind::nature;
  line.label = finding.libelle;
  return true;
}

std::vector<Expectation> expectations_of(const Model& model, const std::vector<Finding>& findings,
                                         Date next_change, std::size_t& untold) {
  std::vector<Expectation> lines;
  std::set<std::string> written;
  for (const auto& finding : findings) {
    Expectation line;
    if (!as_expectation(model, finding, line))
      ++untold;
    else if (written.insert(expectation_text(model, line)).second)
      lines.push_back(std::move(line));
  }
  Expectation last;
  last.kind = Expectation::Kind::nothing_else;
  lines.push_back(last);
  if (next_change.known()) {
    last.kind = Expectation::Kind::next_change;
    last.date = next_change;
    lines.push_back(last);
  }
  return lines;
}

}  // namespace filrouge::dsl
