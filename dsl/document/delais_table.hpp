#pragma once

#include <string>

#include "dsl/document/rule_words.hpp"

namespace filrouge::dsl {

/// Every délai of the procédures of a module in one table: what it is, from when it is counted, who must act,
/// its article and what is known of it, what follows when it is missed. Empty: it has none.
std::string delais_table(const RuleWords& words, std::uint32_t module,
                         const std::vector<bool>& modules_shown);

}  // namespace filrouge::dsl
