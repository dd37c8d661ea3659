#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "tests/oracle/oracle.hpp"
#include "tests/oracle/rules_under_test.hpp"

namespace filrouge::oracle {

/// What is compared of a finding beside what it says: each is turned on when both sides follow the page.
/// FILROUGE_CHAMPS (« ordre ») adds some for a run.
struct Compared {
  bool facts = true;
  bool roles = true;
  bool bounds = true;
  bool order = false;
  bool next_change = true;       ///< of the dossier, against what the oracle answers the days after
  bool next_line_change = true;  ///< of each line
};
const Compared& compared();

/// What the replay answers, in words.
std::vector<PlainFinding> replay(const Rules& rules, const Record& record, Date asked, Date known);
/// What the slow evaluator answers.
std::vector<PlainFinding> slow(const Rules& rules, const Record& record, Date asked, Date known);

/// The findings one has and the other has not, one a line; empty when they agree. Which facts are named as
/// missing is told apart (`missing_names` = true): the contract says when a fact is missing, less strictly
/// which names are worth giving.
std::string difference(std::vector<PlainFinding> fast, std::vector<PlainFinding> slow,
                       bool missing_names = false);
std::string difference(const Rules& rules, const Record& record, Date asked, Date known);

/// Who says what of which rule, from the first line of a difference: tells one fault from another.
std::string kind_of(const std::string& told);

/// The smallest part of the dossier on which they still differ: everything that can go is gone.
Record shrink(const Rules& rules, Record record, Date asked, Date known);
/// A difference told in full: the day, the lines, the shrunk dossier as JSON. Empty when they agree.
std::string report(const Rules& rules, const Record& record, Date asked, Date known);

}  // namespace filrouge::oracle
