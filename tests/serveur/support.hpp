#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/affaire/dossier_read.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/serveur/shipped_rules.hpp"

/// Dossiers read by the rules that are shipped, as the bench reads them.
namespace filrouge::serveur::essais {

using livrees::day;
using livrees::shipped;

/// One dossier on a day, with all that a DossierRead refers to.
class Read {
 public:
  Read(std::string_view json, Date asked);
  const DossierRead& operator*() const { return *dossier_; }
  const DossierRead* operator->() const { return dossier_.get(); }
  /// The first affaire of that number; the test fails when there is none.
  const Thread& affaire(std::string_view number) const;

 private:
  Journal journal_;
  Evaluation evaluation_;
  std::unique_ptr<DossierRead> dossier_;
};

/// « count » dossiers of the generator, one a line.
std::vector<std::string> generated(unsigned seed, unsigned count, std::string_view asked);

}  // namespace filrouge::serveur::essais
