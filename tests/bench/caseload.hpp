#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dsl/testing/scenario.hpp"
#include "engine/core/dossier/journal.hpp"
#include "engine/core/dossier/record.hpp"

namespace filrouge::bench {

/// A folder of one's own, gone with it.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// What was written of a caseload.
struct CaseloadFile {
  std::size_t generated = 0, of_scenarios = 0;
};

/// So many dossiers, a line each: nine in ten from the generator, by equal parts of each département that has
/// rules of its own, one in ten that of a shipped scénario, each pack in its turn: the generator knows
/// nothing of the dispositifs, nor of what one département alone does.
CaseloadFile write_caseload(std::size_t count, const std::vector<dsl::Scenario>& scenarios,
                            const std::string& path);

std::vector<Record> read_records(const std::string& path);
std::vector<Journal> journals_of(const std::vector<Record>& records, const Vocabulary& words);
/// The same dossiers in a base; its path.
std::string import_records(const std::vector<Record>& records, const Vocabulary& words, const Folder& folder);

/// The folder of rules that holds that file: « national », « departements/64 », « parcours/seed-001 ».
std::string pack_of(const std::string& rule_file);

}  // namespace filrouge::bench
