#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/identity/persons.hpp"
#include "engine/store/base.hpp"
#include "engine/store/matches.hpp"

namespace filrouge {

/// The source, in its coverage, of a dossier separated from a complete one, where it may have left what it
/// vouches for. It vouches for nothing: what that dossier does not hold is unknown, until its own program
/// tells it again.
constexpr std::string_view separated_source = "séparation";

/// The rows of dossiers and persons that change hands when a person settles who is who: none is lost, none is
/// rewritten but for the names of the dossier, the person and the act they are of. Within the transaction of
/// whoever calls. Throws SQLite::Exception, and StoreError when what it is asked is not there.
class MovedRows {
 public:
  explicit MovedRows(Base& base) : base_(base) {}

  /// The rows of `gone` become `kept`'s, told under the name `gone`; `gone` leaves the base.
  std::uint64_t join_dossiers(const std::string& kept, const std::string& gone);
  /// What `system` told under the name `name` leaves `dossier` for a dossier of that name.
  std::uint64_t separate_dossier(const std::string& dossier, const std::string& name,
                                 const std::string& system);

  /// The rows of `gone` become `kept`'s, both persons of `dossier`; `system` calls her `name`.
  std::uint64_t join_persons(const std::string& dossier, const std::string& kept, const std::string& gone,
                             const std::string& system, const std::string& name);
  /// Undoes a join of persons, or takes what that source told of her; gives the name she has from now on.
  std::string separate_person(const Match& match);

  /// So that join_persons() can be undone: its rows are kept beside the decision.
  void keep_for_undo(std::uint64_t decision);

  std::string creator_of(const std::string& dossier);
  std::uint64_t count() const { return count_; }
  /// Persons of the two dossiers just joined of whom nobody can say whether they are one.
  const std::vector<PersonCall>& doubts() const { return doubts_; }
  /// The files that told the separated dossier, taken for unread from now on: what they told alike of the two
  /// was written once.
  std::uint64_t to_read_again() const { return read_again_; }

 private:
  Record record(const std::string& dossier);
  std::string told_as(const std::string& dossier, const std::string& system);
  void exec(const std::string& sql, std::initializer_list<std::string> texts);
  void rename_acts(const std::string& dossier, const std::map<std::string, std::string>& names);

  Base& base_;
  void reopen(const std::string& system, const std::string& other);

  std::vector<PersonCall> doubts_;
  std::string undo_;
  std::uint64_t count_ = 0, read_again_ = 0;
};

}  // namespace filrouge
