#pragma once

#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/core/machine/program.hpp"
#include "tests/bench/tally.hpp"
#include "tests/bench/work.hpp"

/// Some acts of one person, on which délais in months run and wait (histoire.fil).
namespace filrouge::bench {

/// Notified 60 to 1,500 days ago; oriented four times in five; stopped and back at work up to twice; a CER,
/// else up to two relances, then perhaps the équipe and its opinion.
std::vector<Record> draw_histories(std::size_t count, Date asked);

struct HistoryWorks {
  Work engine, by_hand;
};
/// On the same journals. Throws when the two do not count the same of each status.
HistoryWorks history_works(const Program& program, const std::vector<Record>& records, Date asked);

/// What the hand counts, for peers: « signer depassee ».
Tally history_by_hand(const Program& program, const std::vector<Record>& records, Date asked);
/// `dossier,rang,type,le`, for peers that read CSV.
void write_history_csv(const std::vector<Record>& records, const std::string& path);

}  // namespace filrouge::bench
