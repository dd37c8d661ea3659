#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/model/model.hpp"

/// A scénario of a rule file: a small dossier and what the rules must say of it on given days. Names were
/// checked; all are texts as findings give them (`procedure`, `etat`, `nature`, `statut`, `gravite`, `role`,
/// `libelle`, `manquants`).
namespace filrouge::dsl {

struct Expectation {
  enum class Kind : std::uint8_t {
    state,         ///< `procedure` (and `instance`, if said) is in `state`
    delai,         ///< a finding of `nature`, one of `codes`; its `date` and `status` when said
    action,        ///< `label`, by `role` when said
    irregularity,  ///< `label` and `severity` when said
    proposal,      ///< of the event `name`, with `label` when said
    none,          ///< no finding of `nature` at all; of `instance` of `procedure`, if said
    missing,       ///< a donnee_manquante naming every one of `names` (facts, or labels)
    nature,        ///< a finding of `nature`, one of those a scénario expects by their name alone, with
                   ///< `label` when said
    value,  ///< `expression` is worth `worth` on the day asked, for the first person, outside any procédure
    count,  ///< `counted` from `from` ends on `date`
    next_change,  ///< the dossier's next change is on `date`
    nothing_else  ///< no irregularity, action, proposal, missing fact, unexpected or ambiguous event, nor
                  ///< late échéance beyond those listed
  };
  Kind kind = Kind::state;
  std::vector<std::string> procedures;  ///< those that have the state, when the scénario does not name one
  std::string instance;                 ///< p1, p1#2, e3; empty: any
  std::string state;
  std::vector<std::string> codes;  ///< of the rules that may give the délai's finding
  std::string name;                ///< of the délai, or of the event proposed
  std::string nature, status, severity, label, role;
  std::vector<std::string> names;
  Date date;
  ExprId expression = none_id, worth = none_id;
  Date from;
  Duration counted;
  Counting counting;
  std::uint32_t line = 0;
};

/// « au DATE [, connu au DATE,] attendre … »: all of them must hold, or, `negative`, none of them.
struct Expected {
  Date asked;
  Date known;  ///< as asked, unless said
  bool negative = false;
  std::vector<Expectation> lines;
  std::uint32_t line = 0;
};

struct Scenario {
  std::string name;  ///< as written after « scénario », folded
  std::string module;
  std::string label;
  std::string file;  ///< relative to the root the rules were read from
  std::uint32_t line = 0;
  Record record;  ///< the dossier is named after the scénario
  std::vector<Expected> expected;
  std::vector<RuleId> named;  ///< paramètres, définitions and tables its values name
};

}  // namespace filrouge::dsl
