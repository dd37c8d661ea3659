#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge {

/// « Orientation » du 2 février 2024 (e1): an act, by its label, its day and its id.
std::string event_phrase(const Program& program, const Journal& journal, std::uint32_t event);

/// The same for many: how acts are called in sentences. A name is looked for once, the first time its type of
/// act is told. One a thread.
class ActNames {
 public:
  explicit ActNames(const Program& program) : program_(program) {}

  const Program& program() const { return program_; }
  /// The act, at the end of `text`.
  void append(const Journal& journal, std::uint32_t event, std::string& text);

 private:
  const Program& program_;
  std::vector<std::string> names_;  ///< [type + 1; 0: not known]; empty: not told yet
};

}  // namespace filrouge
