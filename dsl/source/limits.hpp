#pragma once

#include <cstddef>

/// What a rule file may weigh at most. Each bound keeps a hostile or broken file from costing more than a
/// clear message.
namespace filrouge::dsl::limits {

constexpr std::size_t file_bytes = 4u << 20;  ///< a rule file: 4 MiB
constexpr std::size_t tokens = 100'000;       ///< words, numbers and signs in one file
constexpr std::size_t expression_depth = 64;  ///< parentheses and « si … alors … sinon … » one inside another
constexpr std::size_t rules = 10'000;       ///< declarations, states, délais and transitions in one file
constexpr std::size_t name_bytes = 128;     ///< one name, its module included
constexpr std::size_t module_depth = 16;    ///< « utilise » through « utilise »
constexpr std::size_t line_tokens = 4'000;  ///< one clause with its continuation lines
constexpr std::size_t events_of_one_clause = 16;  ///< « dès a ou b ou c »: each makes a clause of its own
constexpr std::size_t number_digits = 15;         ///< digits of one number
constexpr std::size_t diagnostics_kept = 200;     ///< beyond, diagnostics are counted and not shown

}  // namespace filrouge::dsl::limits
