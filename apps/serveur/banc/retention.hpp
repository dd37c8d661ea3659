#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

/// How long something is kept once it is over, and what says so. None is ours: the Département decides.
struct Term {
  std::int32_t months = 0;
  std::string source;  ///< « délibération du 12 mars 2026 »
};

/// A kind of thing that is kept: of a dossier, the right once closed; of an affaire, once it is over.
enum class Kept { dossiers, affaires };
/// « dossiers »: as it is kept and sent.
std::string_view word_of(Kept kept);

struct Terms {
  std::optional<Term> dossiers, affaires;
  const std::optional<Term>& of(Kept kept) const { return kept == Kept::dossiers ? dossiers : affaires; }
};
/// Those of the base; none is there by itself. Throws StoreError.
Terms terms_of(VisibleBase& base);
/// Sets one, or takes it away. Throws StoreError.
void set_term(const std::string& path, Kept kept, const std::optional<Term>& term);

/// A dossier whose right is closed, and whose term has come.
struct Expired {
  std::string dossier, territoire;
  Date closed;                      ///< the right
  Date last;                        ///< the last thing that happened: the term runs from it
  Date due;                         ///< the term
  std::vector<std::string> held;    ///< why it may not be erased, in sentences
  std::vector<std::string> unsure;  ///< what nobody vouches for: a person has to have looked
};

struct ExpiredList {
  std::vector<Expired> erasable, held;
  std::uint64_t held_count = 0;  ///< all of them
  bool more = false;             ///< of the erasable ones
};
/// The dossiers seen whose term has come on that day; nothing without a term of dossiers. An open affaire, a
/// recours without its decision, what is not known of the right, an evaluation that is not of now: each
/// holds. Throws StoreError.
ExpiredList expired(VisibleBase& base, const Terms& terms, Date day, std::size_t most);
/// The same of one; nothing when it is not seen, or its term has not come.
std::optional<Expired> expired_one(VisibleBase& base, const Terms& terms, Date day,
                                   const std::string& dossier);

}  // namespace filrouge::banc
