#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>

#include "engine/store/merge.hpp"

namespace filrouge {

/// Writes what a dossier gains into the tables of a base, within the transaction of whoever calls: rows are
/// added, none is changed. Ranks follow those the dossier has. Nobody else may write there meanwhile. Throws
/// SQLite::Exception.
class DossierWriter {
 public:
  explicit DossierWriter(SQLite::Database& database);

  /// The row of a dossier that enters the base on that day. False when the base had rows of a dossier so
  /// called, left behind when its head was taken away: they are its own again.
  bool write_head(const Record& record, Date entered);
  void write(const std::string& dossier, const Additions& news);

  std::uint64_t import = 0;  ///< the one that writes: its rows bear its number
  std::string told_as;       ///< the source's name for the dossier, when it is not the base's own
  std::uint64_t new_persons = 0, new_attributes = 0, new_events = 0;

 private:
  void write_coverage(const std::string& dossier, const RawCoverage& coverage);
  void restate_head(const std::string& dossier, const RawHeadRestated& later);
  void write_person(const std::string& dossier, const RawPerson& person);
  void restate_person(const std::string& dossier, const std::string& person, const RawPersonRestated& later);
  void write_attribute(const std::string& dossier, const std::string& person, const RawAttribute& attribute);
  void write_event(const std::string& dossier, const RawEvent& event);

  void follow_ranks(const std::string& dossier);

  struct Ranks {
    std::uint64_t heads = 0, coverage = 0, persons = 0, attributes = 0, events = 0;
    bool operator==(const Ranks&) const = default;
  };
  std::string dossier_;  ///< the one written last
  Ranks next_;           ///< of it
  SQLite::Statement ranks_, insert_dossier_, insert_head_, insert_coverage_, insert_person_,
      insert_attribute_, insert_event_;
};

}  // namespace filrouge
