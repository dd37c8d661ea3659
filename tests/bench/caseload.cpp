#include "tests/bench/caseload.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <stdexcept>

#include "engine/core/dossier/bind.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/store/import.hpp"
#include "tests/bench/child_process.hpp"

namespace filrouge::bench {
namespace {

constexpr const char* departements[] = {"58", "64", "66", "93"};

/// Each pack in its turn, for as long as it has some.
std::vector<const dsl::Scenario*> by_turns(const std::vector<dsl::Scenario>& scenarios) {
  std::map<std::string, std::vector<const dsl::Scenario*>> by_pack;
  for (const auto& scenario : scenarios) by_pack[pack_of(scenario.file)].push_back(&scenario);
  std::vector<const dsl::Scenario*> all;
  for (std::size_t turn = 0; all.size() < scenarios.size(); ++turn)
    for (const auto& [pack, of_pack] : by_pack)
      if (turn < of_pack.size()) all.push_back(of_pack[turn]);
  return all;
}

}  // namespace

Folder::Folder()
    : path_(std::filesystem::temp_directory_path() / fmt::format("filrouge-bench-{}", ::getpid())) {
  std::filesystem::create_directories(path_);
}
Folder::~Folder() {
  std::error_code left;
  std::filesystem::remove_all(path_, left);
}

CaseloadFile write_caseload(std::size_t count, const std::vector<dsl::Scenario>& scenarios,
                            const std::string& path) {
  CaseloadFile written;
  std::ofstream out(path);
  const auto turns = by_turns(scenarios);
  std::string line;
  for (; !turns.empty() && written.of_scenarios < count / 10; ++written.of_scenarios) {
    auto record = turns[written.of_scenarios % turns.size()]->record;
    record.dossier = fmt::format("S-{:07}", written.of_scenarios + 1);
    line.clear();
    append_json(record, line);
    out << line << '\n';
  }
  const auto part = path + ".part";
  const auto generated = count - written.of_scenarios;
  for (std::size_t d = 0; d < std::size(departements); ++d) {
    // What does not divide goes to the first ones.
    const auto share = generated / std::size(departements) + (d < generated % std::size(departements));
    if (share == 0) continue;
    if (run_child({FILROUGE_GENERATEUR, "--graine", "64", "--dossiers", std::to_string(share),
                   "--departement", departements[d]},
                  part)
            .code != 0)
      throw std::runtime_error("le générateur de dossiers a échoué");
    out << std::ifstream(part).rdbuf();
    written.generated += share;
  }
  std::filesystem::remove(part);
  if (!out.flush()) throw std::runtime_error("« " + path + " » ne peut être écrit : disque plein ?");
  return written;
}

std::vector<Record> read_records(const std::string& path) {
  std::vector<Record> records;
  DossierStream stream(path);
  Record record;
  Reject reject;
  for (auto status = stream.next(record, reject); status != ReadStatus::end;
       status = stream.next(record, reject)) {
    if (status != ReadStatus::record) throw std::runtime_error(display(reject));
    records.push_back(record);
  }
  return records;
}

std::vector<Journal> journals_of(const std::vector<Record>& records, const Vocabulary& words) {
  std::vector<Journal> bound(records.size());
  for (std::size_t i = 0; i < bound.size(); ++i) bind(records[i], words, bound[i]);
  return bound;
}

std::string import_records(const std::vector<Record>& records, const Vocabulary& words,
                           const Folder& folder) {
  const auto path = folder.file("dossiers.sqlite");
  Base store(path, BaseAccess::write);
  Import import(store, words);
  import.begin_file({.name = "dossiers.ndjson",
                     .format = "ndjson",
                     .digest = {},
                     .bytes = 0,
                     .rules = {},
                     .imported_at = "2026-11-21"});
  for (const auto& record : records) import.merge(record);
  import.commit();
  return path;
}

std::string pack_of(const std::string& rule_file) {
  const std::filesystem::path path = rule_file;
  auto part = path.begin();
  if (part == path.end()) return {};
  std::string pack = part->string();
  // National rules are one pack, whatever their folders; of the others, each folder is one.
  if (pack != "national" && path.has_parent_path() && path.parent_path() != pack)
    pack = path.parent_path().string();
  return pack;
}

}  // namespace filrouge::bench
