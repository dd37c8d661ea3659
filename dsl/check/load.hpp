#pragma once

#include <filesystem>
#include <span>

#include "dsl/check/check.hpp"

namespace filrouge::dsl {

/// Reads and checks rules: every *.fil and *.fil.md under the paths (a path may be one file), in the order of
/// their names. Files are shown, and named in findings, relative to the path they were found under. The
/// model's digest is the SHA-256 of their names and texts, YAML values included, in that order. Nothing but
/// the diagnostics says what went wrong.
Checked load_rules(std::span<const std::filesystem::path> paths, SourceSet& sources,
                   Diagnostics& diagnostics);
/// The same for rules known to be good: the diagnostics can be counted, not shown, since the texts are gone.
Checked load_rules(std::span<const std::filesystem::path> paths, Diagnostics& diagnostics);

}  // namespace filrouge::dsl
