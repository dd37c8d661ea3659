#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/model/model.hpp"

namespace filrouge {

/// Is the word of a filter one of these, or none? A misspelt filter would show an empty list, which reads as
/// « nothing to do »: false, and what may have been meant on stderr.
bool known_filter(const char* option, const std::string& word, const std::vector<std::string_view>& names);
/// The same of `--role`.
bool known_role(const std::string& word, const Model& model);

}  // namespace filrouge
