#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>

#include "engine/store/merge.hpp"

namespace filrouge {

/// Writes what a dossier gains into the tables of a base, within the transaction of whoever calls: rows are
/// added, none is changed. Ranks follow those the dossier has. Throws SQLite::Exception.
class DossierWriter {
 public:
  explicit DossierWriter(SQLite::Database& database);

  /// The row of a dossier that enters the base on that day.
  void write_head(const Record& record, Date entered);
  void write(const std::string& dossier, const Additions& news);

  std::uint64_t new_persons = 0, new_attributes = 0, new_events = 0;

 private:
  void write_coverage(const std::string& dossier, const RawCoverage& coverage);
  void restate_head(const std::string& dossier, const RawHeadRestated& later);
  void write_person(const std::string& dossier, const RawPerson& person);
  void restate_person(const std::string& dossier, const std::string& person, const RawPersonRestated& later);
  void write_attribute(const std::string& dossier, const std::string& person, const RawAttribute& attribute);
  void write_event(const std::string& dossier, const RawEvent& event);

  SQLite::Statement insert_dossier_, insert_head_, insert_coverage_, insert_person_, insert_attribute_,
      insert_event_;
};

}  // namespace filrouge
