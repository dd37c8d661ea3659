#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/bench/work.hpp"

/// What is done with a caseload, each part of it alone: the dossiers are those of caseload.hpp.
namespace filrouge::bench {

struct CaseloadWorks {
  Work select;            ///< the rows of the base read by SQLite's C interface and thrown away
  Work select_journals;   ///< the journals it keeps, the same way
  Work journal_of_rows;   ///< the rows typed into a journal
  Work journal;           ///< the journal as the base keeps it
  Work all_from_base;     ///< … and every rule replayed on it
  Work all;               ///< every rule, on journals in memory
  Work two, two_by_hand;  ///< two rules, and what a programmer would write who knew no other
  Work written;           ///< findings already made put into words, as NDJSON

  std::vector<Work> each() const {
    return {select, select_journals, journal_of_rows, journal, all_from_base, all, two, two_by_hand, written};
  }
};

/// The rules must live as long; `base` holds the records.
CaseloadWorks caseload_works(const std::vector<Record>& records, const std::string& base,
                             const LoadedRules& every, const LoadedRules& two, Date asked);

/// Reading, checking and compiling the rules under that path.
Work start_up(const std::string& name, const std::filesystem::path& rules);

}  // namespace filrouge::bench
