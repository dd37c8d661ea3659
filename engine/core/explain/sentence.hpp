#pragma once

#include <string>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/explain/act_names.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/core/model/plain_bound.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// « Deux mois après l'orientation du 2 février 2024 : due le 2 avril 2024, en retard depuis le 3. »
/// Plain French for one finding, at the end of `text`; the legal interval of a proposal, never a verdict.
void append_sentence(ActNames& acts, const Journal& journal, const Evaluation& evaluation,
                     const CompactFinding& finding, std::string& text);

/// Of an instance closed because the dossier went to a département whose rules do not follow it, what to do;
/// empty: it was not, or otherwise.
std::string hand_over(const Program& program, const Journal& journal, const Evaluation& evaluation,
                      const Instance& instance);

/// A line that says a day a service aims at is called so, not a legal deadline.
inline constexpr std::string_view internal_target_word = "objectif interne";
/// What it is, for a heading: « échéance », « faculté ».
std::string_view kind_shown(const Finding& finding);

/// The day of a finding that has one, for a heading: « 2 avril 2026 », « pas avant le 2 avril 2026 », «
/// jusqu'au 2 avril 2026 ».
std::string shown_day(const Finding& finding);

/// A name of the vocabulary as people read it: its label, else the name as the rules write it, opened.
std::string plain_name(const Program& program, std::string_view name);

/// What something is called: its label, and when none was written its name made readable (« avis_repute » → «
/// Avis repute »).
std::string shown(const std::string& label);

/// Who acts, by the role's label: « Référent unique ». Nothing of nothing.
std::string role_shown(const Model& model, std::string_view name);
/// Whose delay it is: « Département », « CAF ». Nothing of nothing.
std::string institution_shown(const Model& model, std::string_view name);

/// A value for people: « 30 % », « 2 mois », « 2 avril 2026 ».
std::string plain_value(const Program& program, const Journal& journal, const Value& value);

}  // namespace filrouge
