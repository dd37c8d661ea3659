#pragma once

#include <string>
#include <vector>

#include "engine/formats/dossier_source.hpp"

namespace filrouge {

/// What a source tells, read to its end.
struct Outcome {
  std::vector<Record> records;
  std::vector<Reject> rejects;
  std::vector<std::string> warnings;
  std::string unread;
};

inline Outcome read_all(DossierSource& source) {
  Outcome outcome;
  Record record;
  Reject reject;
  for (auto status = source.next(record, reject); status != ReadStatus::end;
       status = source.next(record, reject)) {
    if (status == ReadStatus::record)
      outcome.records.push_back(record);
    else
      outcome.rejects.push_back(reject);
  }
  outcome.warnings = source.warnings();
  outcome.unread = source.left_unread();
  return outcome;
}

}  // namespace filrouge
