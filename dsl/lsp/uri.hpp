#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace filrouge::lsp {

/// The file a « file: » address names; nothing of another scheme, of another machine, or badly escaped.
std::optional<std::filesystem::path> path_of(std::string_view uri);
std::string uri_of(const std::filesystem::path& path);

}  // namespace filrouge::lsp
