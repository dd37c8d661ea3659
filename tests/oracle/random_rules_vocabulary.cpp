#include "tests/oracle/rules_writer.hpp"

/// What a rule set declares before its procédures: vocabulary, roles, paramètres, définitions, tables.
namespace filrouge::oracle {
namespace {

const std::vector<std::string> statuts = {"honore", "absent", "excuse"};
const std::vector<std::string> natures = {"premiere", "seconde"};
const std::vector<std::string> protections = {"aucune", "mineur", "majeur_protege"};
const std::vector<std::string> objets = {"information_prealable", "decision", "relance"};

std::string parenthesis(const std::vector<std::string>& words) {
  std::string text = "(";
  for (const auto& word : words) text += (text.size() > 1 ? ", " : "") + word;
  return text + ")";
}

std::string type_words(ValueType type, const std::vector<std::string>& words) {
  switch (type) {
    case ValueType::boolean:
      return "booléen";
    case ValueType::integer:
      return "entier";
    case ValueType::date:
      return "date";
    case ValueType::month:
      return "mois";
    case ValueType::money:
      return "montant";
    case ValueType::rate:
      return "taux";
    case ValueType::duration:
      return "durée";
    case ValueType::enumeration:
      return "un parmi " + parenthesis(words);
    case ValueType::reference:
      return "référence";
    default:
      return "texte";
  }
}

const char* scope_words(Scope scope) {
  switch (scope) {
    case Scope::dossier:
      return "dossier";
    case Scope::sitting:
      return "séance";
    case Scope::any:
      return "libre";
    default:
      return "personne";
  }
}

}  // namespace

/// The line of a procédure or of a contrôle: its own, or that of its module.
void RulesWriter::led_by() {
  if (!module_is_led_ || leaders_.once_in(3))
    line(1, "conduite par " + roles_[leaders_.below(roles_.size())]);
}

void RulesWriter::module(const std::string& name) {
  line(0, "module " + name);
  line(1, "titre « " + name + " »");
  line(1, "régime « essai »");
  module_is_led_ = !leaders_.once_in(3);
  if (module_is_led_) line(1, std::string("conduite par ") + (leaders_.once_in(2) ? "agent" : "cadre"));
  if (one_in(12)) line(1, "en vigueur du " + day(2022, 2));
  line(1, "conventions base");
  line(1, "fondement « essai »");
  line(1, "statut vérifié « essai »");
  text_ += '\n';
  line(0, "conventions base");
  line(1, "délais de l'administration : " + one_of({"non francs, non prorogés", "non francs, non prorogés",
                                                    "francs, non prorogés", "non francs, prorogés"}));
  line(1, "délais de la personne : " +
              one_of({"non francs, prorogés si samedi, dimanche ou férié", "francs, prorogés",
                      "francs incertains, prorogation incertaine"}));
  line(1, "fondement « essai »");
  line(1, "statut vérifié « essai »");
  text_ += '\n';
}

void RulesWriter::vocabulary() {
  if (letters_) letters();
  const std::vector<DrawnField> fields = {{"statut", ValueType::enumeration, statuts},
                                          {"nature", ValueType::enumeration, natures},
                                          {"voulu", ValueType::boolean, {}},
                                          {"heures", ValueType::integer, {}},
                                          {"recu_le", ValueType::date, {}},
                                          {"mois_vise", ValueType::month, {}},
                                          {"montant", ValueType::money, {}},
                                          {"taux", ValueType::rate, {}},
                                          {"duree", ValueType::duration, {}},
                                          {"note", ValueType::text, {}},
                                          {"numero", ValueType::reference, {}}};
  const auto count = 3 + below(4);
  for (std::size_t e = 0; e < count; ++e) {
    DrawnEvent event{"acte_" + std::string(1, static_cast<char>('a' + e)), Scope::person, {}, {}};
    if (one_in(6)) event.scope = one_in(2) ? Scope::dossier : one_in(2) ? Scope::sitting : Scope::any;
    for (const auto& field : fields)
      if (one_in(3) || (e == 0 && field.type == ValueType::boolean)) event.fields.push_back(field);
    events_.push_back(std::move(event));
  }
  for (const auto& event : events_) {
    line(0, "événement " + event.name + " « L'" + event.name + " »");
    line(1, "portée " + std::string(scope_words(event.scope)));
    if (!event.letter.empty())
      line(1, "vie d'un courrier : " + event.letter);
    else if (one_in(4))
      line(1, one_in(2) ? "affaire distincte" : "pour toute affaire qui l'attend");
    if (endings_.once_in(3)) {
      const bool dated =
          std::ranges::any_of(event.fields, [](const auto& field) { return field.name == "recu_le"; });
      line(1, "met fin à " + events_[endings_.below(events_.size())].name +
                  (dated && endings_.once_in(2) ? ", à la date de recu_le" : ""));
    }
    for (const auto& field : event.fields)
      line(1, field.name + " : " + type_words(field.type, field.words) + " facultatif");
  }

  labels();
  attributes_.push_back({"soumission_droits_devoirs", ValueType::boolean, {}, Scope::person});
  attributes_.push_back({"malade", ValueType::boolean, {}, Scope::person});
  attributes_.push_back({"absente", ValueType::boolean, {}, Scope::person});
  attributes_.push_back({"taille", ValueType::integer, {}, Scope::dossier});
  if (one_in(2))
    attributes_.push_back(
        {"situation", ValueType::enumeration, {"seule", "couple", "autre"}, Scope::dossier});
  if (one_in(3)) attributes_.push_back({"entree_le", ValueType::date, {}, Scope::person});
  if (one_in(4)) attributes_.push_back({"revenus", ValueType::money, {}, Scope::dossier});
  if (letters_ && one_in(2))
    attributes_.push_back({"protection", ValueType::enumeration, protections, Scope::person});
  for (const auto& attribute : attributes_) {
    line(0, "attribut " + attribute.name + " : " + type_words(attribute.type, attribute.words));
    line(1, "portée " + std::string(scope_words(attribute.scope)));
  }
}

/// Under what labels acts cite others: none said, some acts, any, or what is no act.
void RulesWriter::labels() {
  // From another die: the rest of the rules does not depend on it.
  if (labels_die_.once_in(3)) return;
  for (const auto* label : {"objet", "suite", "piece"}) {
    if (labels_die_.once_in(4)) continue;
    std::string names;
    for (const auto& event : events_)
      if (labels_die_.once_in(2)) names += (names.empty() ? "" : ", ") + event.name;
    line(0, std::string("étiquette ") + label +
                (labels_die_.once_in(8)                    ? " désigne tout acte"
                 : names.empty() || labels_die_.once_in(6) ? " ne cite rien"
                                                           : " désigne " + names));
  }
}

/// The acts of the post, by the names of the national vocabulary or by others: notifications are read in
/// them.
void RulesWriter::letters() {
  const std::string named = names_.once_in(3) ? "pli_" : "courrier_";
  events_.push_back({named + "envoye",
                     Scope::person,
                     {{"objet", ValueType::enumeration, objets},
                      {"mode", ValueType::enumeration, {"lrar", "simple", "remise", "electronique"}},
                      {"mis_a_disposition_le", ValueType::date, {}},
                      {"consulte_le", ValueType::date, {}},
                      {"consentement_electronique", ValueType::boolean, {}}},
                     "envoi"});
  const std::pair<const char*, const char*> facts[] = {
      {"presente", "présentation"}, {"retire", "retrait"}, {"retourne", "retour"}, {"remis", "remise"}};
  for (const auto& [name, letter] : facts)
    events_.push_back({named + name,
                       Scope::person,
                       {{"avis_instance_prouve", ValueType::boolean, {}},
                        {"motif", ValueType::enumeration, {"npai", "non_reclame", "refuse"}}},
                       letter});
  if (names_.once_in(3))
    events_.push_back(
        {"demenagement", Scope::person, {{"signale", ValueType::boolean, {}}}, "changement d'adresse"});
}

void RulesWriter::roles() {
  roles_ = {"agent", "cadre", "caisse"};
  line(0, "rôle agent « Agent » institution departement");
  line(0, "rôle cadre « Cadre » institution departement");
  line(0, "rôle caisse « Caisse » institution caf");
  if (one_in(3)) {
    line(0, "rôle autorite « Autorité »" + std::string(one_in(2) ? " institution departement" : ""));
    line(1, "est caisse quand " + attribute_condition(1));
    if (one_in(2)) line(1, "est cadre quand " + condition({}, 1));
    line(1, "sinon est agent");
    roles_.push_back("autorite");
  }
}

void RulesWriter::parameters() {
  const std::vector<ValueType> types = {ValueType::duration, ValueType::integer, ValueType::money,
                                        ValueType::rate,     ValueType::date,    ValueType::boolean};
  const auto add = [&](const std::string& name, ValueType type, const std::string& written, bool by_months) {
    line(0, "paramètre " + name + " : " + type_words(type, {}) + " " + written);
    parameters_.push_back({name, type, by_months, false});
  };
  add("duree_ouverte", ValueType::duration, "= 20 jours", false);
  line(1, "modifiable localement entre 5 jours et 60 jours");
  const auto count = below(4);
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = "valeur_" + std::to_string(i);
    const auto type = any_of(types);
    const bool by_months = one_in(2);
    const auto written = [&] {
      return type == ValueType::duration ? (by_months ? months() : std::to_string(3 + below(30)) + " jours")
                                         : literal(type);
    };
    if (one_in(4)) {
      const auto change = *civil_date(2024, 1, 1) + static_cast<std::int32_t>(below(400));
      add(name, type, "= " + written(), by_months);
      line(1, "en vigueur du 2000-01-01 au " + iso_date(change));
      line(0, "paramètre " + name + " : " + type_words(type, {}) + " = " + written());
      line(1, "en vigueur du " + iso_date(change + 1));
      if (one_in(3)) {
        line(1, "statut à vérifier « à lire »");
        if (type != ValueType::boolean && one_in(2))
          line(1, "valeurs possibles " + written() + ", " + written());
      }
      continue;
    }
    add(name, type, "= " + written(), by_months);
    if (!one_in(3)) continue;
    line(1, "statut à vérifier « à lire »");
    if (type != ValueType::boolean && !one_in(3))
      line(1, "valeurs possibles " + written() + ", " + written());
  }
  if (one_in(4)) add("somme_datee", ValueType::money, "dans « valeurs.yaml »", false);
}

void RulesWriter::definitions() {
  const auto count = below(5);
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = "defini_" + std::to_string(i);
    const bool of_events = !one_in(4);
    const auto* at_hand = of_events && one_in(4) ? &any_of(events_) : nullptr;
    const Where at{.current = at_hand, .attributes_only = !of_events};
    const auto type = !of_events || at_hand ? ValueType::boolean
                      : one_in(3)           ? ValueType::date
                      : one_in(3)           ? ValueType::integer
                                            : ValueType::boolean;
    const auto body = type == ValueType::boolean ? condition(at, 2) : value(type, at, 2);
    const bool dated = of_events && one_in(5);
    line(0, "définition " + name + (dated ? ", au jour de (" + date({}, 1) + ")" : std::string()) + " : " +
                body);
    grounds(1, 8, 1000);
    // A bare event is a condition only where one is wanted: named elsewhere, a définition must have a type.
    definitions_.push_back({name, type, true, of_events, at_hand});
  }
}

void RulesWriter::tables() {
  if (one_in(2)) return;
  DrawnTable table{"bornes", {}, true, true};
  std::vector<const DrawnAttribute*> finite;
  for (const auto& attribute : attributes_)
    if (attribute.type == ValueType::boolean || attribute.type == ValueType::enumeration)
      finite.push_back(&attribute);
  table.inputs.push_back(any_of(finite));
  const auto* other = any_of(finite);
  if (other != table.inputs.front()) table.inputs.push_back(other);
  const bool first_match = one_in(3);
  table.duration = !one_in(3);
  std::string head = "table bornes (";
  for (const auto* input : table.inputs) head += (head.back() == '(' ? "" : ", ") + input->name;
  line(0, head + ") donne taux" + (table.duration ? ", duree" : ""));
  const auto words = [](const DrawnAttribute& input) {
    return input.type == ValueType::boolean ? std::vector<std::string>{"oui", "non"} : input.words;
  };
  const auto outputs = [&] {
    const auto low = 10 * (1 + below(5));
    auto text = one_in(6) ? std::string("inconnu")
                : one_in(3)
                    ? std::to_string(low) + " %"
                    : std::to_string(low) + " % à " + std::to_string(low + 10 * (1 + below(4))) + " %";
    if (table.duration)
      text += " | " + (one_in(6) ? std::string("inconnu") : one_in(2) ? months() : "1 à 4 mois");
    return text;
  };
  const auto firsts = words(*table.inputs.front());
  for (const auto& first : firsts) {
    if (first_match && &first == &firsts.back()) {
      line(1, "| -" + std::string(table.inputs.size() > 1 ? " | -" : "") + " | " + outputs() + " |");
      break;
    }
    if (table.inputs.size() == 1) {
      line(1, "| " + first + " | " + outputs() + " |");
    } else if (one_in(2) || first_match) {
      line(1, "| " + first + " | - | " + outputs() + " |");
    } else {
      for (const auto& second : words(*table.inputs[1]))
        line(1, "| " + first + " | " + second + " | " + outputs() + " |");
    }
  }
  line(1, first_match ? "politique première" : "politique unique");
  tables_.push_back(table);
}

/// A département completes the first procédure, and fixes what the national text leaves open.
void RulesWriter::local_module() {
  const auto& national = procedures_.front();
  line(0, "module local");
  line(1, "titre « local »");
  line(1, "régime « essai »");
  line(1, "étend essai");
  line(1, "utilise essai");
  line(1, "département 64");
  line(1, "fondement « local »");
  line(1, "statut vérifié « local »");
  text_ += '\n';
  if (one_in(2)) {
    line(0, "fixer duree_ouverte à " + std::to_string(10 + below(40)) + " jours");
    if (one_in(3))
      line(0, "fixer duree_ouverte à " + std::to_string(10 + below(40)) + " jours, territoire « Nord »");
  }
  for (const auto& soon : due_as_soon_as_possible_) {
    if (one_in(2)) line(0, "fixer l'objectif de " + soon + " à " + std::to_string(1 + below(60)) + " jours");
    if (one_in(3)) line(0, "fixer l'objectif de " + soon + " à " + length() + ", territoire « Sud »");
  }
  line(0, "complète procédure essai." + national.name);
  line(1, "complète état s0");
  const Where at{.trigger = national.trigger, .procedure = &national, .delais_named = 0};
  if (one_in(2)) {
    line(2, "échéance locale : " + std::string("15 jours après entrée, objectif interne"));
    line(3, "tenue par " + any_of(events_).name);
    line(3, "à faire " + label() + " par " + role());
  }
  line(2, "tant que " + condition(at, 1) + ", à faire " + label() + " par " + role());
  if (one_in(2)) return;
  line(0, "procédure du_lieu");
  line(1, "conduite par " + role());
  line(1, one_in(2) ? "une instance par " + any_of(events_).name : std::string("pour chaque personne"));
  line(1, "état l0 initial");
  line(2, "échéance du_lieu : " + std::to_string(10 + below(60)) + " jours après entrée, objectif interne");
  line(3, "tenue par " + any_of(events_).name);
  line(3, "à faire " + label() + " par " + role());
  line(2, "dès " + any_of(events_).name + ", aller à l1");
  line(1, "état l1");
  line(2, "tant que 1 = 1, à faire " + label() + " par " + role());
  line(2, "dès " + any_of(events_).name + ", aller à lf");
  line(1, "états finaux lf");
}

}  // namespace filrouge::oracle
