#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/core/dossier/record.hpp"

namespace filrouge::systems {

/// A row of a system.
struct RowName {
  std::string_view table, id;
};

/// One dossier as the rows of a system tell it, and what of them was left out. An act without a day is not
/// invented: it is left, counted, and the dossier no longer vouches for acts of its kind.
class Telling {
 public:
  explicit Telling(std::string_view system) : system_(system) {}

  Record record;

  void begin(std::string dossier) {
    record = {};
    record.dossier = std::move(dossier);
    unsure_.clear();
    rows_.clear();
  }

  /// The act that a row tells, named after the row; nothing when it has no day. `person`: as the dossier
  /// calls her; may be empty.
  RawEvent* act(std::string_view type, RowName row, std::string_view suffix, Date on,
                std::string_view person);
  /// The annulation of an act told by this very row.
  void annul(RowName row, std::string_view suffix, Date on);

  /// This row of a journal is there, whatever it tells: an act of it that is told no more is withdrawn.
  void seen(RowName row) { rows_.insert(std::string(row.table) + "/" + std::string(row.id)); }
  /// Something of a table that is not told, and why, in French.
  void left(std::string_view table, std::string_view what) { ++left_[std::string(table)][std::string(what)]; }
  /// The dossier may hold acts of this kind that cannot be told.
  void unsure(std::string_view type) { unsure_.emplace(type); }

  /// Puts the acts in the order of their days, and says of which kinds of acts the system answers: `types`,
  /// unless unsure of one.
  void finish(const std::vector<std::string_view>& types);

  /// "table/id" of the rows seen.
  const std::unordered_set<std::string>& rows() const { return rows_; }
  /// What was left since the beginning, once a table.
  std::vector<std::string> warnings() const;

 private:
  std::string system_;
  std::set<std::string, std::less<>> unsure_;
  std::unordered_set<std::string> rows_;
  std::map<std::string, std::map<std::string, std::uint64_t>> left_;
};

/// The name of the act that a row of a system tells: "webrsa-contratsinsertion-81-valide".
std::string event_id(std::string_view system, RowName row, std::string_view suffix);

void field(RawEvent& event, std::string_view name, std::string_view text);
void number(RawEvent& event, std::string_view name, std::string_view digits);
void truth(RawEvent& event, std::string_view name, bool value);
/// Whole months, « 6 mois »; nothing when untold.
void months(RawEvent& event, std::string_view name, std::string_view count);
void refers(RawEvent& event, std::string_view label, std::string id);

}  // namespace filrouge::systems
