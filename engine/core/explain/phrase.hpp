#pragma once

#include <functional>
#include <string>

#include "engine/core/model/model.hpp"

namespace filrouge {

/// What a name within an expression names, with its index in the model: a field by its FieldId, a word by its
/// Symbol, a state and a délai within their procédure.
enum class Named : std::uint8_t {
  event,
  field,
  word,
  attribute,
  parameter,
  definition,
  table,
  procedure,
  state,
  delai
};

/// Where an expression stands and who reads it: its words depend on both.
struct Wording {
  std::uint16_t procedure = no_id;  ///< whose states and délais are named
  EventTypeId current = no_id;      ///< the event at hand, when the place has one
  EventTypeId trigger = no_id;      ///< the event that opened the instance
  Domain reach = Domain::instance;  ///< what a query that says nothing looks at here
  bool as_in_the_rules = false;     ///< names as the rules write them, and what is told can be read again
  /// Told names may be marked, as with a link to what they name.
  std::function<std::string(Named, std::uint32_t, std::string)> mark = {};
};

/// What stands beside an expression told within a sentence: how tightly it must bind to need no parentheses
/// (operations.def).
enum class Beside : std::uint8_t { nothing = 0, after = 5, sum = 7, of = 9 };

/// An expression as the rule says it, with the parentheses it needs and the units it was written in: «
/// parcours = social et (organisme connu ou 2 mois après l'orientation) ».
std::string phrase(const Model& model, ExprId expression, const Wording& wording,
                   Beside beside = Beside::nothing);
/// The same where a day is meant: « 10 jours après orientation », not « après le jour de ».
std::string day_phrase(const Model& model, ExprId expression, const Wording& wording,
                       Beside beside = Beside::nothing);
/// « decision_cd, mesure : suspension ».
std::string pattern_phrase(const Model& model, PatternId pattern, const Wording& wording);
std::string pattern_phrase(const Model& model, const Pattern& pattern, const Wording& wording);
/// « decision_cd, mesure : suspension, de la même personne depuis 12 mois ».
std::string query_phrase(const Model& model, QueryId query, const Wording& wording);
/// A field as it is told of that event: its label, else its name.
std::string field_phrase(const Model& model, FieldId field, EventTypeId of, const Wording& wording);
/// The words of a procédure: its own events, délais and states.
Wording wording_in(const Model& model, std::uint16_t procedure);

/// « du référent », « de l'audition », « des courriers », « d'une lettre »: what follows « de » joined to it.
std::string joined_by_of(const std::string& told);
/// « au 31 janvier », « aux points », « à l'échéance ».
std::string joined_by_to(const std::string& told);
/// « que la date … », « qu'aucun acte … ».
std::string joined_by_que(const std::string& told);

}  // namespace filrouge
