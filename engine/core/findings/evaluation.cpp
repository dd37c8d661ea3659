#include "engine/core/findings/evaluation.hpp"

namespace filrouge {

void Evaluation::clear() {
  instances.clear();
  findings.clear();
  leads.clear();
  facts.clear();
  missing.clear();
  bounds.clear();
  steps.clear();
  acts.clear();
  notices.clear();
  derivations.clear();
  passages.clear();
  said.clear();
  wakes.clear();
  cost = {};
  next_change = {};
}

}  // namespace filrouge
