#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "tests/oracle/oracle.hpp"
#include "tests/oracle/rules_under_test.hpp"

namespace filrouge::oracle {

/// What the replay answers, in words.
std::vector<PlainFinding> replay(const Rules& rules, const Record& record, Date asked, Date known);
/// What the slow evaluator answers.
std::vector<PlainFinding> slow(const Rules& rules, const Record& record, Date asked, Date known);

/// The findings one has and the other has not, one a line; empty when they agree. Which facts are named as
/// missing is told apart (`missing_names` = true): the contract says when a fact is missing, less strictly
/// which names are worth giving. Of the
/// same findings, the first two that do not stand in the same place.
std::string difference(std::vector<PlainFinding> fast, std::vector<PlainFinding> slow,
                       bool missing_names = false);
std::string difference(const Rules& rules, const Record& record, Date asked, Date known);

/// Who says what of which rule, from the first line of a difference: tells one fault from another.
std::string kind_of(const std::string& told);

/// A difference told in full: the day, the lines, the shrunk dossier as JSON. Empty when they agree.
std::string report(const Rules& rules, const Record& record, Date asked, Date known);

}  // namespace filrouge::oracle
