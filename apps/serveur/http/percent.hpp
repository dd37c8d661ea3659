#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apps/serveur/http/fields.hpp"

namespace filrouge::http {

/// What stands for a blank in what is decoded.
enum class Blank { percent, plus };

/// The text that « %C3%A9 » stands for. Nothing when a % is not followed by two digits of base sixteen, when
/// it stands for NUL, or when the whole is not UTF-8.
std::optional<std::string> percent_decoded(std::string_view text, Blank blank);

/// A text as a piece of an address: a segment of a path, or a name or value of a query.
std::string percent_encoded(std::string_view text);

/// « a=1&b=2 », of a query or of a form (application/x-www-form-urlencoded). False when a piece cannot be
/// decoded, or when they are more than a page of ours ever sends.
bool read_fields(std::string_view text, Fields& fields);

/// The segments of « /dossiers/64-1 », decoded; of « / », none. Nothing when it does not begin with a slash,
/// cannot be decoded, or holds « . », « .. » or a control character.
std::optional<std::vector<std::string>> path_segments(std::string_view path);

}  // namespace filrouge::http
