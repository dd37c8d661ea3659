#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace filrouge {

/// JSON on one line. What would act on a terminal where it is read is written by its escapes: the data are
/// the same. Bytes that are not UTF-8 are replaced.
std::string dumped(const nlohmann::ordered_json& json);

/// The text between quotation marks, as dumped() writes it, at the end of `out`.
void append_json_text(std::string_view text, std::string& out);

/// The same, as a page of HTML may hold it within <script>: no `<` is left in it, and what would not be seen
/// is shown.
void append_page_text(std::string_view text, std::string& out);

/// JSON already written, made such, at the end of `out`.
void append_embedded(std::string_view json, std::string& out);

}  // namespace filrouge
