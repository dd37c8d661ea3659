#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/identity/households.hpp"
#include "engine/identity/persons.hpp"
#include "engine/store/dossier_rows.hpp"

namespace filrouge {

/// Who a file speaks of, among those the base has: what engine/identity decides, applied within the
/// transaction of an import, and written with its reason in `rapprochements`. What was settled once stands,
/// by the rules or by a person. Throws SQLite::Exception.
class WhoIsWho {
 public:
  WhoIsWho(Base& base, DossierLookup& lookup);

  struct Counts {
    std::uint64_t joined = 0, separated = 0, corrected = 0, doubted = 0;
  };

  /// The file now read: what calls its dossiers, the row of `imports`, and when.
  void begin(std::string system, std::uint64_t import, std::string now);

  /// What the base calls the dossier that this file calls so, when that was settled; else empty.
  std::string settled_name(const std::string& told);
  /// Another number than its own for a dossier that is not `held`, which has it; else empty: it is `held`.
  std::string other_number(const Record& held, const Record& incoming);
  /// The number given to what the file calls so, when another program had given that number.
  std::string own_number(const std::string& told) const;
  /// Keeps that number as settled, once its dossier is written.
  void keep_name();
  /// Is it the number of what the file calls so, and not another's to which that was joined?
  bool is_number_of(const std::string& dossier, const std::string& told) const;
  bool created_by_this_system(const std::string& dossier);
  /// Says of a dossier that bears another matricule than before whether another is of the same household.
  void doubt_again(const Record& now);
  /// The dossier of the base that is of the household of `incoming`, which has none of its name; else empty.
  std::string household_of(const Record& incoming);

  /// Gives the persons of `incoming` the names they have in `held`, the dossier of the base; says who is
  /// refused, and why. `told_as`: the file's name for the dossier.
  std::vector<PersonCall> settle_persons(const Record& held, Record& incoming, const std::string& told_as);

  /// Gives the acts of `incoming`, told under another name than that of `held`, identifiers that no act of
  /// another source has.
  void settle_acts(const Record& held, Record& incoming, const std::string& told_as);

  /// Says of whom another dossier speaks already, by the keyed hash of her NIR. Persons bear their names of
  /// the base.
  void note_moves(const Record& held, const Record& incoming);

  /// Keeps by what number a dossier is found, once it is written.
  void remember(const std::string& dossier, const RawHeadRestated& head);

  Counts counts;

 private:
  struct Decision {
    const char* kind;
    std::string dossier, person, name, other, reason;
  };
  std::vector<Candidate> candidates(const Record& incoming, const std::string& matricule,
                                    const std::string& organisme);
  std::vector<Candidate> of_same_applicant(const Record& incoming, const std::string& organisme);
  std::vector<std::string> elsewhere(const std::string& nir_key, const std::string& dossier);
  std::optional<std::string> creator(const std::string& dossier);
  bool named_by_this_system(const std::string& dossier, const std::string& name);
  std::vector<NamedPerson> known_names(const std::string& dossier, const std::string& told_as);
  bool decide(const Decision& decision);
  void decide_all(const std::string& dossier, const std::string& name,
                  const std::vector<HouseholdCall>& calls);

  DossierLookup& lookup_;
  std::string system_, now_;
  std::uint64_t import_ = 0;
  NamedPerson name_to_keep_;
  bool names_settled_ = false;  ///< are there any?
  SQLite::Statement any_name_, by_name_, by_matricule_, by_key_, creator_, other_name_, add_name_,
      add_household_, person_names_, add_person_name_, acts_told_as_, seen_by_this_, add_decision_;
};

/// The system whose names of persons say only when they were born: none is one for ever.
constexpr std::string_view flux_system = "cnaf";

}  // namespace filrouge
