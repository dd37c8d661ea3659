#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/calendar/date.hpp"

/// A dossier as other systems hand it over: text and dates, bound to no rule set.
/// It is what files are read into, what the store keeps, and what the generator of a scénario makes.
/// The engine runs on the Journal made of it (journal.hpp), typed by the vocabulary of a rule set.
namespace filrouge {

/// The value of a field or an attribute as it was written. `number` keeps its digits ("646.52"), so that
/// cents are exact.
struct RawValue {
  enum class Kind : std::uint8_t { null, boolean, number, text };
  Kind kind = Kind::null;
  std::string text;  ///< "true"/"false", the digits, or the text; empty for null

  friend bool operator==(const RawValue&, const RawValue&) = default;
};

struct RawField {
  std::string name;
  RawValue value;

  friend bool operator==(const RawField&, const RawField&) = default;
};

/// A value that holds from `from` (included) to `to` (included; unknown = still holds), known since `known`.
struct RawAttribute {
  std::string name;
  RawValue value;
  Date from;
  Date to;
  Date known;  ///< defaults to `from` when the file does not say

  friend bool operator==(const RawAttribute&, const RawAttribute&) = default;
};

/// What was told of a person later than the first time: what it leaves empty stays as it was.
struct RawPersonRestated {
  std::string role;
  Date birth;
  Date known;
  std::string nir_key = {};

  friend bool operator==(const RawPersonRestated&, const RawPersonRestated&) = default;
};

struct RawPerson {
  std::string id;
  std::string role;  ///< "demandeur", "conjoint"
  Date birth;
  std::vector<RawAttribute> attributes;
  Date known = {};  ///< unknown: since ever
  std::vector<RawPersonRestated> restated = {};
  std::string nir_key = {};  ///< the NIR under a secret key, in hexadecimal: never the NIR; empty when untold
};

struct RawSource {
  std::string system, object, key;
};

/// One act or fact of the journal. The type `correction` has `target`, and either new `fields` or `cancels`.
struct RawEvent {
  std::string id;  ///< unique in the dossier; made from the rank when the file has none
  std::string type;
  Date on;       ///< `le`: the day of the act. Required.
  Date known;    ///< `connu_le`, defaults to `on`
  Date planned;  ///< `prevu_le`
  Date from;     ///< `du`
  Date to;       ///< `au`
  std::string person;
  std::string reference;
  std::vector<RawField> references;  ///< role → id of the event or reference meant
  std::vector<RawField> fields;      ///< `champs`
  std::string target;                ///< of a correction (`champs.cible`) or an annulation (`champs.annule`)
  bool cancels = false;              ///< the target never counted
  RawSource source;
  std::string origin;    ///< "saisi", "flux", "deduit", "constat"; empty = unsaid
  bool unnamed = false;  ///< the file gives it no id: the one it has is of its reader's making
};

/// What a source vouches for: outside, an absent event is unknown rather than absent.
struct RawCoverage {
  std::string source;
  std::vector<std::string> types;  ///< empty = every type
  Date from;
  Date to;
  Date known = {};  ///< unknown: since ever
};

/// What was told of the dossier itself later than the first time: what it leaves empty stays as it was.
struct RawHeadRestated {
  std::string departement, territoire, organisme, matricule;
  Date known;
  std::string caisse = {};

  friend bool operator==(const RawHeadRestated&, const RawHeadRestated&) = default;
};

/// Something in the input that was read but not understood or not kept, told to the person who sent the file.
struct RecordRemark {
  std::string where;  ///< JSON pointer or column ("evenements/3/champs/tehme")
  std::string text;   ///< in French, with the mend where there is one
};

struct Record {
  std::string dossier;  ///< required
  std::string departement, territoire, organisme, matricule;
  std::string caisse =
      {};           ///< number of the caisse that gave the matricule (NUMORG, "641"); empty when untold
  Date known = {};  ///< first day on which anybody knew of it; unknown: since ever
  std::vector<RawHeadRestated> restated;
  std::vector<RawCoverage> coverage;
  std::vector<RawAttribute> attributes;
  std::vector<RawPerson> persons;
  std::vector<RawEvent> events;
  std::vector<RecordRemark> remarks;  ///< unknown keys and the like; not part of the dossier
};

}  // namespace filrouge
