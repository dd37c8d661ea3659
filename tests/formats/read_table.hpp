#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "engine/formats/table_dossiers.hpp"

namespace filrouge {

/// What a page of correspondences makes of a CSV.
struct TableOutcome {
  std::vector<Record> records;
  std::vector<std::uint64_t> lines;
  std::vector<Reject> rejects;
  std::vector<std::string> warnings;
  std::string reading;
};

inline TableOutcome read_table(const std::string& text, const std::string& page, const std::string& name) {
  std::istringstream input(text);
  TableDossiers source(input, name, parse_correspondence(page, "page.yaml"));
  TableOutcome outcome;
  Record record;
  Reject reject;
  for (auto status = source.next(record, reject); status != ReadStatus::end;
       status = source.next(record, reject)) {
    if (status == ReadStatus::record) {
      outcome.records.push_back(record);
      outcome.lines.push_back(source.line());
    } else {
      outcome.rejects.push_back(reject);
    }
  }
  outcome.warnings = source.warnings();
  outcome.reading = source.reading();
  return outcome;
}

}  // namespace filrouge
