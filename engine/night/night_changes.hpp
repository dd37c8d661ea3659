#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "engine/core/machine/program.hpp"
#include "engine/night/night.hpp"
#include "engine/reports/ordered_texts.hpp"

namespace filrouge {

/// What differs from the night before, for a terminal: what calls for attention and did not, what took
/// another statut, what is said no more; each the most urgent first. Memory does not grow with it.
class NightChanges {
 public:
  explicit NightChanges(const Program& program) : program_(program) {}

  void add(const StoredAnswer& answer, const FindingChanges& changes);
  /// `head`: how far the sources go.
  void write(std::ostream& out, const NightTally& night, Date day, const std::vector<std::string>& head);

 private:
  std::string line(const std::string& dossier, const StoredFinding& finding, const std::string& more) const;

  const Program& program_;
  OrderedTexts appeared_, moved_, ended_;
  std::uint64_t told_ = 0;
};

}  // namespace filrouge
