#pragma once

#include <compare>
#include <string>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/core/model/model.hpp"

/// The slow evaluator: a second reading of docs/engine-semantics.md, for tests only. It walks every day from
/// the first of the journal to the day asked and recomputes everything; nothing is indexed, cached or
/// skipped. A disagreement with the replay is a fault of one of the two readings.
namespace filrouge::oracle {

/// A finding in words: what a person would read of it, without what only serves to tell it (arithmetic).
struct PlainFinding {
  std::string person, procedure, instance, code, nature, statut, severity, state, date, date_opposable, label,
      delay_of;
  int minute = 24 * 60;              ///< until when on its date
  bool faculty = false;              ///< what may be done, and nobody has to
  bool internal_target = false;      ///< a day a service aims at
  std::vector<std::string> missing;  ///< sorted, each once
  std::vector<std::string> facts;    ///< ids of acts, in their order
  std::string role, second_role, decider;
  std::string affaire;  ///< key of the act that opened the instance
  std::string group;    ///< the line that leads it, as « nature code »; empty: it is alone, or leads
  int group_rank = 0;   ///< of its group, 0 is the one to show
  std::vector<std::string> bounds;  ///< of a proposition: « taux 3000..5000 », « duree ? » when it is unknown

  friend auto operator<=>(const PlainFinding&, const PlainFinding&) = default;
};

/// What stands on the day `asked`, from what was recorded by the day `known`: in the order of the contract.
std::vector<PlainFinding> evaluate(const Model& model, const Journal& journal, Date asked, Date known);

/// The same view of what the replay answered, in the order it was published.
std::vector<PlainFinding> plain(const Program& program, const Journal& journal, const Evaluation& evaluation);

/// How a bound is told here: its name, its least and greatest value.
std::string bound(std::string_view name, const Value& value);

/// The day each of these lines says it may change, in the same order; unknown: not without a new fact.
std::vector<Date> next_changes(const Evaluation& evaluation);

/// One line for people: « etat  p1  rsa.cer  signature  2024-04-02 … ».
std::string display(const PlainFinding& finding);

}  // namespace filrouge::oracle
