#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/rules.hpp"
#include "filrouge/allowance.hpp"

namespace filrouge {

/// What the verbs that run rules on dossiers share: which rules, which dossiers, which day.
struct Question {
  std::vector<std::string> rules;
  DossierChoice dossiers;
  std::string asked_text, known_text, tranche_text;
  std::string language = "fr";
  bool strict = false;
  std::uint64_t budget = Allowance::usual_steps;
  Date asked, known;
};

void add_question_options(CLI::App& verb, Question& question);

/// Reads the days and the share. Today is the day asked when none is given. False, and why on stderr, when
/// one is not understood.
bool understand(Question& question);
/// Reads the day of an option; `otherwise` when nothing is written. False, and why on stderr, when it is not
/// understood.
bool read_day(const std::string& text, const char* option, Date otherwise, Date& day);

/// What the reading of the dossiers leaves to say, on stderr: how many lines were rejected, and why the one
/// dossier asked for is not there. False when no answer may be given: that one is absent, or a line was
/// rejected and none was to be.
bool answered(const Question& question, const DossierTally& tally);

}  // namespace filrouge
