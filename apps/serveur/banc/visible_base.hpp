#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/base.hpp"
#include "engine/store/cursor.hpp"

namespace filrouge::banc {

/// Whose dossiers an account sees.
struct Sight {
  bool everywhere = false;
  std::vector<std::string> territoires;  ///< as the dossiers write them

  bool of(std::string_view territoire) const;
};

/// A base read through the eyes of an account. What is a person's is read of these views alone, which show
/// the dossiers of the account's territoires and no other; a dossier that says no territoire, or was never
/// evaluated, is seen by who sees everywhere:
///
///     visibles(dossier, territoire), mes_constats, mes_affaires, mes_conduites, mes_evalues, mes_paroles,
///     mes_suivis, mes_noms, mes_matricules(dossier, matricule), mes_anciens_matricules(dossier, matricule),
///     mes_fins (of a dossier, what says whether it is over)
///
/// and `couvertures_dites`, what sources vouch for, which is of no dossier.
///
/// One connection, for one thread at a time.
class VisibleBase {
 public:
  /// Throws StoreError.
  explicit VisibleBase(const std::string& path);
  VisibleBase(const VisibleBase&) = delete;

  /// Whose eyes it is read through, until told otherwise. At first nobody's: nothing is seen.
  void as(Sight sight);
  const Sight& sight() const { return sight_; }

  Base& base() { return base_; }
  /// Is the file it reads still the one of that path? Of a base put in its place, it would tell nothing.
  bool in_place();
  /// May this account see that dossier?
  bool shows(std::string_view dossier);
  /// The territoire by which it is seen; empty: it says none, or may not be seen.
  std::string territoire_of(std::string_view dossier);
  /// Is it the number of a dossier, seen or not? To hide it where it is not, never to tell it.
  bool holds(std::string_view dossier);
  /// Its territoires, or those of the base; in their order.
  std::vector<std::string> territoires();
  /// The same, of a list asked for one: that one, if it is theirs, or all of them when none is asked.
  std::vector<std::string> territoires(const std::string& asked);

  /// How many rows of dossiers were looked at since as().
  std::uint64_t rows_read() const { return rows_read_; }

 private:
  static void accessible(sqlite3_context* context, int count, sqlite3_value** values);

  Base base_;
  Sight sight_;
  std::uint64_t rows_read_ = 0;
};

}  // namespace filrouge::banc
