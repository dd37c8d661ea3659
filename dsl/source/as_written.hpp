#pragma once

#include <vector>

#include "dsl/source/diagnostic.hpp"

namespace filrouge::dsl {

class SourceSet;

/// Names are compared folded: « cer_signe ». What a person reads names things as the rules write them:
/// « cer_signé », first as the file spoken of does.
void say_names_as_written(const SourceSet& sources, const std::vector<Tree>& trees, Diagnostics& diagnostics);

}  // namespace filrouge::dsl
