#pragma once

#include <array>
#include <vector>

#include "engine/core/calendar/date.hpp"
#include "engine/core/machine/program.hpp"
#include "tests/bench/tally.hpp"
#include "tests/bench/work.hpp"

/// One row a dossier, eleven rules counted in days (onze_regles.fil): what tables are good at.
namespace filrouge::bench {

/// Days since 1970; `none` where it did not happen.
struct FlatCase {
  static constexpr std::int32_t none = Date::unknown_days;
  bool subject = true;
  std::int32_t opening = none, orientation = none, contract = none, term = none;
  std::int8_t way = 0;  ///< 1 emploi, 2 social
  std::int32_t saisine = none, avis = none, suspension = none;
  std::int8_t tier = 0;  ///< 1, 2
  std::int32_t notification = none, answer = none, contact = none;
};

/// A case as tables hold it.
inline constexpr std::array flat_columns = {
    "soumis", "ouverture",  "orientation", "voie",         "contrat", "terme",  "saisine",
    "avis",   "suspension", "palier",      "notification", "reponse", "contact"};
std::array<std::int32_t, flat_columns.size()> flat_row(const FlatCase& c);

/// Nothing later than the day asked.
std::vector<FlatCase> draw_flat_cases(std::size_t count, Date asked);

/// How many dossiers each of the eleven rules is about, in the order of flat.sql.
using FlatCounts = std::array<std::uint64_t, 11>;
FlatCounts flat_by_hand(const std::vector<FlatCase>& cases, Date asked);

/// The same under the names filrouge gives them: « signer_emploi depassee ».
Tally flat_tally(const FlatCounts& counts);
/// With flat_columns as its heading, for peers that read CSV.
void write_flat_csv(const std::vector<FlatCase>& cases, const std::string& path);

struct FlatWorks {
  Work engine, by_hand, sqlite;
};
/// Throws when they do not count the same.
FlatWorks flat_works(const Program& program, const std::vector<FlatCase>& cases, Date asked);

}  // namespace filrouge::bench
