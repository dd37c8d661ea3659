#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>

#include "engine/store/merge.hpp"

namespace filrouge {

/// Writes what a dossier gains into the tables of a base, within the transaction of whoever calls. Ranks
/// follow those the dossier has. Throws SQLite::Exception.
class DossierWriter {
 public:
  explicit DossierWriter(SQLite::Database& database);

  /// The dossier's row, made or completed; what `record` leaves empty stays.
  void write_head(const Record& record);
  void write(const Record& record, const Additions& news);
  /// From the day after `last`, nobody knows whether the person is subject to rights and duties.
  void end_submission(const std::string& dossier, const std::string& person, Date last);

  std::uint64_t new_persons = 0, new_attributes = 0, new_events = 0;

 private:
  void write_coverage(const std::string& dossier, const RawCoverage& coverage);
  void widen(const std::string& dossier, const Additions::Widened& widened);
  void write_person(const std::string& dossier, const RawPerson& person);
  void write_attribute(const std::string& dossier, const std::string& person, const RawAttribute& attribute);
  void end_attribute(const std::string& dossier, const std::string& person, const RawAttribute& attribute);
  void write_event(const std::string& dossier, const RawEvent& event);

  SQLite::Statement upsert_dossier_, insert_coverage_, widen_coverage_, update_person_, insert_person_,
      insert_attribute_, close_attribute_, end_submission_, insert_event_;
};

}  // namespace filrouge
