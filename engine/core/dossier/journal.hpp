#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/model/vocabulary.hpp"

/// One dossier, typed by the vocabulary of a rule set: what the engine replays. Buffers are kept from one
/// dossier to the next, so that reading a caseload does not allocate once they have grown.
namespace filrouge {

struct JournalField {
  FieldId field = no_id;
  Value value;
};

struct JournalReference {
  Symbol role = 0;        ///< "saisine", "manquement"; 0 for the plain `reference`
  Symbol target = 0;      ///< id or reference of another event
  LabelId label = no_id;  ///< of the vocabulary, that says what it names; no_id: any act

  friend bool operator==(const JournalReference&, const JournalReference&) = default;
};

struct JournalEvent {
  EventTypeId type = no_id;     ///< no_id: a type the rules do not know
  std::int16_t person = -1;     ///< index in persons; -1: the foyer, or nobody named
  bool person_unknown = false;  ///< names a person the dossier does not have
  Date on, known, planned, from, to;
  Symbol id = 0;
  Symbol reference = 0;
  std::uint32_t first_field = 0, field_count = 0;
  std::uint32_t first_reference = 0, reference_count = 0;  ///< `reference` included
  std::uint32_t rank = 0;                                  ///< order of recording
  Symbol source = 0;
  Symbol origin = 0;
};

struct JournalCorrection {
  Symbol id = 0;
  Symbol target = 0;
  bool cancels = false;
  Date on, known;
  std::uint32_t first_field = 0,
                field_count = 0;  ///< typed by the target's type; builtin fields for le, du, au, personne…
  std::uint32_t rank = 0;
};

struct JournalAttribute {
  AttributeId attribute = no_id;
  std::int16_t person = -1;
  Value value;
  Date from, to;  ///< both included; to unknown: still holds; from unknown: since ever
  Date known;
};

struct JournalPerson {
  Symbol id = 0;
  Symbol role = 0;
  Date birth = {};
  bool in_chain = true;  ///< demandeur or conjoint (or unsaid): has duties of their own; children do not
  Symbol lacks = 0;      ///< « rôle », when hers does not say whether she has duties: she is not followed
};

struct JournalCoverage {
  Symbol source = 0;
  std::uint32_t first_type = 0, type_count = 0;  ///< in covered_types; none = every type
  Date from, to;
  Date known;  ///< unknown: since ever
};

/// What in the dossier the rules cannot read: a type or field they do not know, a value of the wrong kind, a
/// person not listed.
struct JournalRemark {
  Symbol event = 0;
  std::string text;
  bool of_source = false;  ///< of the way dossiers are written, the same in each: to be told once
};

/// A département the dossier was of, and the first day it is known to have been; of the first, since ever.
struct JournalResidence {
  std::string departement;
  Date from;
};

struct Journal {
  std::string dossier, departement, territoire, organisme, matricule;
  std::vector<JournalResidence> residences;  ///< in their order, no two in a row the same; `departement` last
  std::vector<JournalPerson> persons;
  std::vector<JournalEvent> events;  ///< as recorded; corrections apart
  std::vector<JournalCorrection> corrections;
  std::vector<JournalAttribute> attributes;
  std::vector<JournalCoverage> coverage;
  std::vector<EventTypeId> covered_types;
  std::vector<JournalField> fields;
  std::vector<JournalReference> references;
  std::vector<JournalRemark> remarks;
  Date known;          ///< first day on which anybody knew of the dossier; unknown: since ever
  Date next_restated;  ///< first later day on which more is known of it, or of a person; unknown: none
  Date whole_from;     ///< typed as known on that day or any later one, it is the same; unknown: on any day

  /// The département it was of on that day, as known on another; empty: not said.
  std::string_view departement_on(Date day, Date known = last_day()) const;
  /// The person of whom a personal act is that names nobody: the only one of the dossier, or the only one
  /// that has duties of their own; -1 when there is no such one.
  std::int16_t only_person() const;
  /// Text of a symbol of this dossier or of the vocabulary.
  std::string_view text(Symbol symbol) const;
  /// The symbol of a text, local to this dossier unless the vocabulary has it.
  Symbol intern(std::string_view text);
  /// On that day more is known of the dossier itself, or of a person, than this journal holds.
  void restated_on(Date day) {
    if (!next_restated.known() || day < next_restated) next_restated = day;
  }
  /// What is told is known from that day only.
  void told_on(Date day) {
    if (whole_from < day) whole_from = day;
  }
  /// Empties it, keeping the buffers.
  void clear(const Vocabulary& vocabulary);

 private:
  friend class JournalBytes;
  void index_texts();

  const Symbols* shared_ = nullptr;
  std::string texts_;  ///< local texts, end to end
  std::vector<std::pair<std::uint32_t, std::uint32_t>> spans_;
  std::vector<std::uint32_t> buckets_;  ///< open addressing over local texts
  std::uint32_t indexed_ = 0;           ///< how many of them are there
};

}  // namespace filrouge
