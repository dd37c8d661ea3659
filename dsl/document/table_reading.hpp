#pragma once

#include <string>

#include "dsl/document/rule_words.hpp"

namespace filrouge::dsl {

std::string cell_words(const RuleWords& words, const TableCell& cell);
/// A short table as it is read aloud, output by output: « durée : 1 à 3 mois si non déjà suspendu ; … ». The
/// lines that differ in nothing that matters to the output are told as one. Nothing of a table that is long,
/// or whose lines count in their order.
std::string by_column(const RuleWords& words, const Table& table);

}  // namespace filrouge::dsl
