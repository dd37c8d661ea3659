#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/banc/register_list.hpp"
#include "apps/serveur/banc/visible_base.hpp"

namespace filrouge::banc {

/// A dossier by its number, or by a matricule that it has or had.
struct FoundDossier {
  std::string dossier, territoire;
  std::string matricule;  ///< by which it was found; empty: by its number
};

struct Found {
  std::vector<FoundDossier> dossiers;
  std::vector<RegisterRow> affaires;
  bool exact = false;  ///< they are called so; else they only begin so
  bool more = false;   ///< there are others that begin so
};

/// The dossiers and affaires seen that are called that way; when there are none, those that begin that way,
/// at most `most` of each. Of fewer than `least_prefix` bytes nothing is sought by its beginning.
/// Throws StoreError.
Found look_up(VisibleBase& base, std::string_view sought, std::size_t most = 20);
constexpr std::size_t least_prefix = 3;

}  // namespace filrouge::banc
