#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/calendar/date.hpp"
#include "engine/store/base.hpp"

namespace filrouge {

/// How far the rows of a dossier had come when it was shown: rows are only added, each bears its import, so
/// that two stamps are equal when nothing was written of the dossier between them.
struct DossierStamp {
  std::uint64_t acts = 0;         ///< rows of its acts
  std::uint64_t after_rank = 0;   ///< the rank the next act will have
  std::uint64_t other_rows = 0;   ///< of its head, coverage, persons and attributes
  std::uint64_t last_import = 0;  ///< the last import that wrote any of them

  friend bool operator==(const DossierStamp&, const DossierStamp&) = default;
};

/// As the base stands, or within the transaction of whoever calls. Of a dossier that is not there: all zero.
/// Throws StoreError.
DossierStamp stamp(Base& base, std::string_view dossier);

/// "12.12.7.3", for a form to carry; and back, nothing when it is no stamp.
std::string to_text(const DossierStamp& stamp);
std::optional<DossierStamp> read_stamp(std::string_view text);

/// An act that was written since.
struct ActAdded {
  std::string id, type;
  Date on;
  std::string file;         ///< as the import names it: « banc : camille », « flux.xml »
  std::string imported_at;  ///< ISO day and time; may be empty
};
/// The acts written since that stamp, in their order. Throws StoreError.
std::vector<ActAdded> added_since(Base& base, std::string_view dossier, const DossierStamp& stamp);

}  // namespace filrouge
