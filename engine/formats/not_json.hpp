#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace filrouge {

/// What a file is that is no dossier in JSON, by its first bytes, and what to do with it instead: a workbook,
/// a flux, a web page, a table of cells. Nothing for what may be dossiers, even badly written.
std::optional<std::string> not_json(std::string_view first_bytes);

}  // namespace filrouge
