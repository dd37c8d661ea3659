#include <algorithm>
#include <iterator>

#include "tests/oracle/rules_writer.hpp"

/// Conditions and values. Whatever is made of several words stands between parentheses: it may be put
/// anywhere.
namespace filrouge::oracle {
namespace {

std::vector<Operation> functions_of_date() {
  std::vector<Operation> functions;
  std::ranges::copy_if(operations(), std::back_inserter(functions),
                       [](const Operation& one) { return one.form == OperationForm::of_date; });
  return functions;
}

}  // namespace

std::string RulesWriter::months() {
  return one_in(8) ? "1 an" : std::to_string(1 + below(6)) + " mois";
}

std::string RulesWriter::length() {
  switch (below(12)) {
    case 0:
      return std::to_string(1 + below(10)) + " jours ouvrés";
    case 1:
      return std::to_string(1 + below(10)) + " jours ouvrables";
    case 2:
      return std::to_string(1 + below(6)) + " semaines";
    case 3:
    case 4:
      return months();
    case 5:
      return "1 mois et " + std::to_string(1 + below(20)) + " jours";
    case 6:
      return one_in(2) ? "1 jour" : "0 jours";
    default:
      return std::to_string(2 + below(50)) + " jours";
  }
}

std::string RulesWriter::literal(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return one_in(2) ? "oui" : "non";
    case ValueType::integer:
      return std::to_string(below(4));
    case ValueType::date:
    case ValueType::month:
      return day(2024, 2);
    case ValueType::money:
      return std::to_string(100 + below(800)) + (one_in(3) ? ",50 €" : " €");
    case ValueType::rate:
      return std::to_string(10 * (1 + below(9))) + " %";
    case ValueType::duration:
      return length();
    default:
      return "« texte »";
  }
}

/// What the pattern asks of a field: a word, one of several, a date of the instance.
std::string RulesWriter::constraint(const DrawnField& field, const Where& at) {
  if (field.type == ValueType::enumeration) {
    if (field.words.size() > 2 && one_in(3))
      return field.name + " parmi (" + field.words[0] + ", " +
             field.words[1 + below(field.words.size() - 1)] + ")";
    return field.name + ": " + any_of(field.words);
  }
  if ((field.type == ValueType::date || field.type == ValueType::month) && at.procedure)
    return field.name + ": " + one_of({"entrée", "début"});
  if (field.type == ValueType::integer && one_in(3)) return field.name + " parmi (1, 2)";
  if (field.type == ValueType::boolean && at.procedure && one_in(3))
    return field.name + ": (dans l'état " + numbered_state(*at.procedure) + ")";
  if (field.type == ValueType::integer && !parameters_.empty() && one_in(3))
    for (const auto& one : parameters_)
      if (one.type == ValueType::integer) return field.name + ": " + one.name;
  return field.name + ": " + literal(field.type);
}

std::string RulesWriter::pattern(const DrawnEvent& of, const Where& at, std::uint64_t constrained_once_in) {
  auto text = of.name;
  if (!of.fields.empty() && one_in(constrained_once_in)) text += ", " + constraint(any_of(of.fields), at);
  if (one_in(30)) text += one_in(2) ? ", personne: « p1 »" : ", reference: « R-1 »";
  return text;
}

/// « acte, champ: mot, du foyer, dont …, depuis …, avant … », without parentheses.
std::string RulesWriter::query(const Where& at, int depth, const DrawnEvent** of, const DrawnEvent* wanted) {
  const auto& event = wanted ? *wanted : any_of(events_);
  if (of) *of = &event;
  auto text = pattern(event, at, 2);
  if (one_in(10)) text += ", non annulé";
  bool since = false;
  if (at.trigger && one_in(8))
    text += ", de cette affaire ou d'avant", since = true;
  else if (at.trigger || one_in(3)) {
    const auto reach = one_of({", de la même personne", ", de la même personne, toutes affaires",
                               ", du foyer", ", du dossier", ", de cette affaire", ", de cette affaire"});
    text += depth > 0 && navigations_.once_in(8) ? ", de l'affaire de " + navigated(at, depth) : reach;
  }
  auto inside = at;
  inside.candidate = &event;
  if (depth > 0 && one_in(4)) text += ", dont " + condition(inside, depth - 1);
  if (since || one_in(4))
    text += ", depuis " + (one_in(2) ? length() : one_in(2) ? any_of(events_).name : date(at, depth - 1));
  if (one_in(8)) text += ", avant " + (one_in(2) ? any_of(events_).name : date(at, depth - 1));
  return text;
}

/// The act whose affaires are looked among.
std::string RulesWriter::navigated(const Where& at, int depth) {
  std::swap(dice_, navigations_);
  auto act = event(at, depth - 1);
  std::swap(dice_, navigations_);
  return act;
}

std::string RulesWriter::event(const Where& at, int depth) {
  if (at.current && one_in(3)) return at.current->name;
  if (at.trigger && one_in(4)) return at.trigger->name;
  if (letters_ && one_in(10)) return "information_prealable";
  switch (below(5)) {
    case 0:
      return "(" + pattern(any_of(events_), at, 1) + ")";
    case 1:
      return "(dernier " + query(at, depth) + ")";
    case 2:
      return "(premier " + query(at, depth) + ")";
    default:
      return any_of(events_).name;
  }
}

/// A field of that type, of the event at hand or of another; empty when the vocabulary has none.
std::string RulesWriter::field(ValueType type, const Where& at, int depth,
                               const std::vector<std::string>** words) {
  const auto of_type = [&](const DrawnEvent& event) {
    std::vector<const DrawnField*> fields;
    for (const auto& one : event.fields)
      if (one.type == type) fields.push_back(&one);
    return fields;
  };
  const auto told = [&](const DrawnField& one) {
    if (words) *words = &one.words;
    return one.name;
  };
  for (const auto* here : {at.candidate, at.current, at.trigger})
    if (here && !one_in(3))
      if (const auto fields = of_type(*here); !fields.empty()) return told(*fields[below(fields.size())]);
  std::vector<std::pair<const DrawnEvent*, const DrawnField*>> all;
  for (const auto& event : events_)
    for (const auto* one : of_type(event)) all.emplace_back(&event, one);
  if (all.empty()) return {};
  const auto [event, one] = all[below(all.size())];
  const auto name = told(*one);
  switch (below(3)) {
    case 0:
      return "(" + name + " de (dernier " + query(at, depth - 1, nullptr, event) + "))";
    case 1:
      return "(" + name + " de (premier " + query(at, depth - 1, nullptr, event) + "))";
    default:
      return "(" + name + " de " + event->name + ")";
  }
}

std::string RulesWriter::date(const Where& at, int depth) {
  if (depth <= 0 && one_in(2))
    return at.procedure ? one_of({"entrée", "début", "aujourd'hui"}) : "aujourd'hui";
  switch (below(17)) {
    case 0:
      return at.procedure ? "entrée" : any_of(events_).name;
    case 1:
      return at.procedure ? "début" : any_of(events_).name;
    case 2:
      return "(le jour de " + event(at, depth - 1) + ")";
    case 3:
      if (letters_)
        return one_in(2) ? "(la notification de " + pattern(letter(), at, 1) + ")"
                         : "(la notification de information_prealable)";
      return event(at, depth - 1);
    case 4:
      return "(" + one_of({"du", "au", "connu_le", "prevu_le"}) + " de " + event(at, depth - 1) + ")";
    case 5:
      if (at.procedure && at.delais_named > 0)
        return "(fin de " + at.procedure->delais[below(at.delais_named)].name + ")";
      return event(at, depth - 1);
    case 6:
      if (depth > 0)
        return "(" + one_of({"le plus tardif de", "le premier de"}) + " (" + date(at, depth - 1) + ", " +
               date(at, depth - 1) + "))";
      return "aujourd'hui";
    case 7:
      return "(" + length() + one_of({" après ", " avant "}) + date(at, depth - 1) + ")";
    case 8: {
      static const auto functions = functions_of_date();
      return "(" + std::string(any_of(functions).word) + " " + date(at, depth - 1) + ")";
    }
    case 9:
      if (depth > 0) return "(" + date(at, depth - 1) + " à défaut " + date(at, depth - 1) + ")";
      return literal(ValueType::date);
    case 10:
      if (depth > 0)
        return "(si " + condition(at, depth - 1) + " alors " + date(at, depth - 1) + " sinon " +
               date(at, depth - 1) + ")";
      return any_of(events_).name;
    case 11:
      if (depth > 0) return "(" + date(at, depth - 1) + one_of({" + ", " - "}) + length() + ")";
      return "aujourd'hui";
    case 12:
    case 13: {
      const auto found = field(ValueType::date, at, depth);
      if (!found.empty()) return one_in(3) ? "(" + found + " à défaut " + event(at, 0) + ")" : found;
      return event(at, depth - 1);
    }
    case 14:
      for (const auto& attribute : attributes_)
        if (attribute.type == ValueType::date) return attribute.name;
      return literal(ValueType::date);
    case 15:
      for (const auto* list : {&definitions_, &parameters_})
        for (const auto& one : *list)
          if (one.type == ValueType::date && !one.at_hand) return one.name;
      return event(at, depth - 1);
    default:
      return event(at, depth - 1);
  }
}

std::string RulesWriter::table_arguments(const DrawnTable& table) {
  std::string text;
  for (const auto* input : table.inputs)
    text += (text.empty() ? "" : ", ") +
            (input->type == ValueType::boolean ? one_of({"oui", "non"}) : any_of(input->words));
  return "(" + text + ")";
}

/// « taux de bornes », with the values at hand or with those written.
std::string RulesWriter::table_column(ValueType type, const Where&) {
  for (const auto& table : tables_) {
    if (type == ValueType::rate || (type == ValueType::duration && table.duration))
      return std::string(type == ValueType::rate ? "(taux de " : "(duree de ") + table.name +
             (one_in(3) ? table_arguments(table) : std::string()) + ")";
  }
  return {};
}

std::string RulesWriter::value(ValueType type, const Where& at, int depth) {
  if (type == ValueType::date) return date(at, depth);
  if (type == ValueType::boolean) {
    if (const auto found = field(type, at, depth); !found.empty() && one_in(2)) return found;
    return one_of({"malade", "absente"});
  }
  if (depth <= 0) return type == ValueType::duration ? months() : literal(type);
  const auto choice = below(13);
  if (choice < 3)
    if (const auto found = field(type, at, depth); !found.empty()) return found;
  if (choice == 3)
    for (const auto* list : {&parameters_, &definitions_})
      for (const auto& one : *list)
        if (one.type == type && !one.at_hand && (type != ValueType::duration || one.months)) return one.name;
  if (choice == 4)
    for (const auto& attribute : attributes_)
      if (attribute.type == type) return attribute.name;
  if (choice == 5 && depth > 1)
    return "(si " + condition(at, depth - 2) + " alors " + value(type, at, depth - 1) + " sinon " +
           value(type, at, depth - 1) + ")";
  if (choice == 6) return "(" + value(type, at, depth - 1) + " à défaut " + value(type, at, depth - 1) + ")";
  if (choice == 7 && depth > 1)
    return "(" + value(type, at, depth - 1) + " au jour de " + date(at, depth - 2) + ")";
  if (choice == 8)
    if (const auto found = table_column(type, at); !found.empty()) return found;
  const DrawnEvent* of = nullptr;
  const auto summed = [&](const char* words, const char* field_name) -> std::string {
    for (const auto& event : events_)
      for (const auto& one : event.fields)
        if (one.name == field_name && one_in(2))
          return "(somme des " + std::string(words) + " de " + query(at, depth - 1, &of, &event) + ")";
    return {};
  };
  const auto in_force = [&](const char* words, const char* field_name) -> std::string {
    for (const auto& event : events_)
      for (const auto& one : event.fields)
        if (one.name == field_name)
          return "(somme des " + std::string(words) +
                 one_of({" en vigueur", " en vigueur du foyer", " en vigueur du foyer"}) +
                 (one_in(2) ? " de " + pattern(event, at, 2) : std::string()) + ")";
    return {};
  };
  const auto sum = [&](const char* op) {
    return "(" + value(type, at, depth - 1) + op + value(type, at, depth - 1) + ")";
  };
  switch (type) {
    case ValueType::integer:
      switch (below(8)) {
        case 0:
          return "âge";
        case 1:
          return "(durée cumulée de " + query(at, depth - 1) + " en jours)";
        case 2:
          if (const auto found = summed("heures", "heures"); !found.empty()) return found;
          return "taille";
        case 3:
          return "(" + date(at, depth - 1) + " - " + date(at, depth - 1) + ")";
        case 4:
          return sum(one_in(2) ? " + " : " - ");
        case 5:
          return "(" + value(type, at, depth - 1) + " * 2)";
        case 6: {
          const auto counted = query(at, depth - 1, &of);
          std::string runs = ", consécutifs";
          for (const auto& one : of->fields)
            if (one_in(2) && (one.type == ValueType::enumeration || one.type == ValueType::boolean))
              runs = ", consécutifs de même " + one.name;
          return "(nombre de " + counted + (one_in(2) ? runs : std::string()) + ")";
        }
        default:
          return "(nombre de " + query(at, depth - 1) + ")";
      }
    case ValueType::money:
      switch (below(4)) {
        case 0:
          return "(" + value(ValueType::rate, at, depth - 1) + " * " + value(type, at, depth - 1) + ")";
        case 1:
          if (const auto found = summed("montants", "montant"); !found.empty()) return found;
          return sum(" + ");
        case 2:
          if (const auto found = in_force("montants", "montant"); !found.empty()) return found;
          return sum(" - ");
        default:
          return literal(type);
      }
    case ValueType::rate:
      if (one_in(2))
        if (const auto found = in_force("taux", "taux"); !found.empty()) return found;
      return one_in(3) ? sum(" + ") : literal(type);
    case ValueType::duration:
      switch (below(4)) {
        case 0:
          return "(durée cumulée de " + query(at, depth - 1) + " en mois)";
        case 1:
          return "(" + value(type, at, depth - 1) + " * 2)";
        case 2:
          return sum(" + ");
        default:
          return months();
      }
    default:
      return literal(type);
  }
}

std::string RulesWriter::compared(ValueType type, const Where& at, int depth) {
  const auto sign = one_of({" = ", " ≠ ", " < ", " ≤ ", " > ", " ≥ "});
  const auto other = [&] {
    return one_in(3) && type != ValueType::duration ? value(type, at, depth - 1)
           : type == ValueType::duration            ? months()
                                                    : literal(type);
  };
  auto left = value(type, at, depth);
  if (type == ValueType::date && one_in(6))
    if (const auto month = field(ValueType::month, at, depth); !month.empty()) left = month;
  if (one_in(5) && type != ValueType::duration)
    return "(" + left + (one_in(2) ? " entre " : " est entre ") + other() + " et " + other() + ")";
  return "(" + left + sign + other() + ")";
}

std::string RulesWriter::words_condition(const Where& at, int depth) {
  const std::vector<std::string>* words = nullptr;
  auto subject = field(ValueType::enumeration, at, depth, &words);
  if (subject.empty() || one_in(4))
    for (const auto& attribute : attributes_)
      if (attribute.type == ValueType::enumeration) subject = attribute.name, words = &attribute.words;
  if (subject.empty()) return "(taille > 1)";
  const auto& word = any_of(*words);
  switch (below(5)) {
    case 0:
      return "(" + subject + " ≠ " + word + ")";
    case 1:
      return "(" + subject + " parmi (" + word + ", " + words->front() + "))";
    case 2:
      return "(" + subject + " n'est pas parmi (" + word + ", " + words->back() + "))";
    case 3:
      return "(" + subject + " est " + word + ")";
    default:
      return "(" + subject + " = " + word + ")";
  }
}

std::string RulesWriter::known_value(const Where& at, int depth) {
  std::string subject;
  switch (below(4)) {
    case 0:
      subject = date(at, depth);
      break;
    case 1:
      subject = one_in(2) ? "taille" : "malade";
      break;
    default:
      for (const auto type : {ValueType::integer, ValueType::text, ValueType::money, ValueType::reference,
                              ValueType::duration, ValueType::month, ValueType::date})
        if (subject.empty() && one_in(2)) subject = field(type, at, depth);
      if (subject.empty()) subject = event(at, depth);
  }
  return "(" + subject + one_of({" connu)", " inconnu)", " est connu)", " n'est pas connu)", " = inconnu)"});
}

std::string RulesWriter::attribute_condition(int depth) {
  if (depth > 0 && one_in(3))
    return "(" + attribute_condition(depth - 1) + one_of({" et ", " ou "}) + attribute_condition(depth - 1) +
           ")";
  const auto& attribute = any_of(attributes_);
  switch (attribute.type) {
    case ValueType::boolean:
      return one_in(3)   ? "(non " + attribute.name + ")"
             : one_in(3) ? "(" + attribute.name + " connu)"
                         : "(" + attribute.name + ")";
    case ValueType::integer:
      return "(" + attribute.name + one_of({" > ", " ≤ ", " ≠ "}) + std::to_string(below(4)) + ")";
    case ValueType::enumeration:
      return "(" + attribute.name + " = " + any_of(attribute.words) + ")";
    case ValueType::date:
      return "(" + attribute.name + " ≥ " + day(2023, 2) + ")";
    case ValueType::money:
      return "(" + attribute.name + " < 500 €)";
    default:
      return "(departement = « 64 »)";
  }
}

std::string RulesWriter::plain_condition(const Where& at, int depth) {
  const auto named = [&]() -> const DrawnDelai* {
    return at.procedure && at.delais_named > 0 ? &at.procedure->delais[below(at.delais_named)] : nullptr;
  };
  switch (below(22)) {
    case 0:
    case 1:
      return "(il existe " + query(at, depth) + ")";
    case 2:
      return "(" + one_of({"aucun ", "aucune "}) + query(at, depth) + ")";
    case 3:
    case 4:
      return one_in(2) ? "(" + pattern(any_of(events_), at, 1) + ")" : event(at, depth);
    case 5:
      return date(at, depth);
    case 6:
    case 7:
      if (const auto* delai = named())
        return "(" + delai->name + " " + one_of({"en cours", "dépassée", "finie", "tenue"}) + ")";
      return attribute_condition(1);
    case 8:
      if (const auto* delai = named()) return "(fin de " + delai->name + ")";
      return attribute_condition(1);
    case 9:
      if (at.procedure)
        return "(dans l'état s" + std::to_string(below(static_cast<std::uint64_t>(at.procedure->states))) +
               ")";
      return attribute_condition(1);
    case 10:
      if (at.procedure && !procedures_.empty() && (one_in(2) || linked_from_ < procedures_.size())) {
        const auto& linked = linked_from_ < procedures_.size()
                                 ? procedures_[linked_from_ + below(procedures_.size() - linked_from_)]
                                 : any_of(procedures_);
        return "(" + linked.name + " liée dans l'état " +
               (one_in(2) ? "f0" : "s" + std::to_string(below(static_cast<std::uint64_t>(linked.states)))) +
               ")";
      }
      return attribute_condition(0);
    case 11:
    case 12:
      return compared(ValueType::integer, at, depth);
    case 13:
      return compared(ValueType::date, at, depth);
    case 14:
      return compared(one_in(3)   ? ValueType::money
                      : one_in(2) ? ValueType::rate
                                  : ValueType::duration,
                      at, depth);
    case 15:
    case 16:
      return words_condition(at, depth);
    case 17:
      return known_value(at, depth);
    case 18: {
      const auto found = value(ValueType::boolean, at, depth);
      return one_in(2) ? "(" + found + " = " + one_of({"oui", "non"}) + ")" : found;
    }
    case 19:
      for (const auto& one : definitions_)
        if (one.type == ValueType::boolean && one_in(2) &&
            (!one.at_hand || one.at_hand == at.candidate || one.at_hand == at.current ||
             one.at_hand == at.trigger))
          return "(" + one.name + ")";
      return attribute_condition(1);
    case 20:
      if (!tables_.empty())
        for (const auto& event : events_)
          for (const auto& one : event.fields)
            if (one.name == "taux" || (one.name == "duree" && tables_.front().duration))
              return "(" + (at.current == &event ? one.name : one.name + " de " + event.name) +
                     " dans bornes)";
      return one_in(2) ? "(payeur = « msa »)" : "(departement parmi (« 64 », « 67 »))";
    default:
      return one_in(3) ? "(departement = « 64 »)" : attribute_condition(1);
  }
}

std::string RulesWriter::condition(const Where& at, int depth) {
  if (at.attributes_only) return attribute_condition(depth);
  if (depth <= 0 || !one_in(3)) return plain_condition(at, depth);
  switch (below(5)) {
    case 0:
      return "(non " + condition(at, depth - 1) + ")";
    case 1:
    case 2:
      return "(" + condition(at, depth - 1) + " et " + condition(at, depth - 1) + ")";
    case 3:
      return "(" + condition(at, depth - 1) + " ou " + condition(at, depth - 1) + ")";
    default:
      return "(" + condition(at, depth - 1) + " au jour de " + date(at, depth - 1) + ")";
  }
}

}  // namespace filrouge::oracle
