#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "filrouge/finding.hpp"

namespace filrouge::banc {

/// A finding as the contract writes it, read back: what the bench shows of it. Throws StoreError of what is
/// none.
Finding read_finding(std::string_view json);

/// What the last night said of a dossier, one JSON line a finding, by their ranks. Throws StoreError.
class SaidLines {
 public:
  SaidLines(VisibleBase& base, const std::string& dossier);

  std::size_t count() const { return lines_.size(); }
  /// Of a rank beyond the last, an empty one.
  Finding finding(std::size_t rank) const;

 private:
  std::string text_;
  std::vector<std::string_view> lines_;
};

}  // namespace filrouge::banc
