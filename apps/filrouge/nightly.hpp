#pragma once

#include <string>

#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/question.hpp"

namespace filrouge {

/// What `controler --depuis-derniere` is asked.
struct NightlyOptions {
  const Question& question;
  const std::string& format;
  const OutputOptions& output;
  const std::string &role, &nature, &fail_at;
  unsigned threads;
  bool whole;  ///< of every dossier
};

/// Passes a night on the base (engine/night), then writes: as texte what differs from the night before, as
/// json or ndjson all that is said, the same bytes as a full run.
int control_since_last(const NightlyOptions& options, const LoadedRules& rules);

}  // namespace filrouge
