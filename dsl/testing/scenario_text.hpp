#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsl/testing/scenario.hpp"
#include "filrouge/finding.hpp"

/// A scénario as the language writes it: the way back from `Scenario` to the text a rule file holds. What it
/// prints is read again into the same dossier and the same expectations. Used wherever a journal is shown as
/// a scénario: a real dossier, the skeleton that would kill a mutant, the counter-example of a proof.
namespace filrouge::dsl {

/// « scénario NOM « libellé » », its facts and what is expected of them, two spaces a level, ending with a
/// line break. It stands under a module: see `scenario_module`.
///
/// `notes` are lines of comment written under the heading, without their « -- ». What the record holds that
/// the language has no words for is left out: ask `sayable` first, which tells it. Of the expectations,
/// `value` and `count` are written as their `name` has them; a `delai` is qualified by its first procédure
/// when it has one; a `state`, an `irregularity`… need no more than what `run_scenarios` reads of them. The
/// lines of `expected` are in their order; `known` is written when it is another day than `asked`.
std::string scenario_text(const Model& model, const Scenario& scenario,
                          std::span<const std::string> notes = {});

/// The heading of a file of scénarios: « module NAME », with « département NN » when the rules have texts of
/// that département, so that the scénario sees them. Ends with an empty line.
std::string scenario_module(const Model& model, const std::string& name, const std::string& departement);

/// The same dossier, less what a scénario cannot say; each thing left out is told in `lost`, once, in French
/// and without a word of the dossier. `run_scenarios` answers of the result what it will of the text.
Record sayable(const Model& model, const Record& record, std::vector<std::string>& lost);

/// What the rules say of a dossier, as a scénario expects it: the states, the délais, what is to be done, the
/// irregularities, the missing facts, then « et rien d'autre » and the next change. `untold` counts the
/// findings that a scénario has no words for.
std::vector<Expectation> expectations_of(const Model& model, const std::vector<Finding>& findings,
                                         Date next_change, std::size_t& untold);

/// One finding as an expectation; false when the language has no words for it.
bool as_expectation(const Model& model, const Finding& finding, Expectation& line);

/// One line of « attendre » as written, without indentation nor line break.
std::string expectation_text(const Model& model, const Expectation& line);

}  // namespace filrouge::dsl
