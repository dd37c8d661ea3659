#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/lexer/token.hpp"

namespace filrouge::dsl {

/// Joins the words of one line that make a keyword of several words (the longest that fits), in place from
/// `first`.
void join_phrases(std::vector<Token>& tokens, std::size_t first);

/// The keywords of several words, in their canonical folded form.
std::span<const std::string_view> canonical_phrases();

/// A word or words of the language that come from a table of the model, and the rank of their row.
struct Spoken {
  std::string canonical;  ///< folded
  std::string written;
  std::size_t row = 0;
};
const std::vector<Spoken>& functions_of_date();  ///< « premier jour du mois de »: rows of operations()
const std::vector<Spoken>& spoken_statuts();     ///< « en retard », « dépassée »: rows of statuts()

/// How a person would write a folded keyword: « echeance » gives « échéance ».
std::string_view written_form(std::string_view folded);

/// The same of a keyword of several words, gender and number kept: « levee par » gives « levée par »;
/// empty when the words make none.
std::string_view phrase_as_written(std::string_view folded);

}  // namespace filrouge::dsl
