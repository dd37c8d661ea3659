#pragma once

#include <vector>

#include "engine/core/dossier/journal.hpp"

/// The baseline of the benchmark: what a programmer who knows these two rules, and no other, would write by
/// hand.
namespace filrouge::bench {

struct Words {
  EventTypeId notification, orientation, cer_signe;
  AttributeId soumission;
};

struct Due {
  std::int16_t person = -1;
  Date orientation_due, cer_due;
  bool orientation_late = false, cer_late = false;
};

/// Due dates and lateness, for each person subject to the duties on the day asked, of « orienter » (two
/// months after the notification) and « signer » (two months after the orientation).
void due_by_hand(const Journal& journal, const Words& words, Date asked, std::vector<Due>& out);

}  // namespace filrouge::bench
