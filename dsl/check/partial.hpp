#pragma once

#include <cstdint>
#include <span>

#include "dsl/check/check.hpp"

namespace filrouge::dsl {

/// Checks what can be when some files do not read whole: every finding about the others is told, but those
/// that may come from what is missing are held back, and counted in a note on the file that holds them. The
/// model is not fit to run.
void check_in_part(const SourceSet& sources, std::vector<Tree> trees, std::span<const std::uint32_t> unread,
                   Diagnostics& diagnostics, const OpenDated& open = {},
                   Scenarios scenarios = Scenarios::read, Mentions* mentions = nullptr);

}  // namespace filrouge::dsl
