#pragma once

#include <string>
#include <vector>

#include "dsl/diff/sheet.hpp"

namespace filrouge::dsl {

enum class Happened : std::uint8_t { added, removed, renamed, changed };

enum class ForPerson : std::uint8_t { nothing, favourable, strict };
enum class ForAdministration : std::uint8_t { nothing, strict, flexible };

/// In what sense a change goes, where that can be shown (judgement.hpp).
struct Judgement {
  enum class Sense : std::uint8_t {
    judged,     ///< for the person, for the administration, or for both
    no_effect,  ///< no right, no delay moves: words, sources, figures of a board
    to_assess   ///< « sens à apprécier »: it can't be shown
  };
  Sense sense = Sense::to_assess;
  ForPerson person = ForPerson::nothing;
  ForAdministration administration = ForAdministration::nothing;
  std::string why;  ///< what it rests on, in a few words
};

/// One thing that is no longer as it was.
struct Change {
  Happened happened = Happened::changed;
  SheetKind kind = SheetKind::module;
  std::optional<Aspect> aspect;     ///< of what changed
  std::string section;              ///< code of its procédure or of its module
  std::vector<std::string> places;  ///< « état « À décider » »: several when one line stands in several
  std::string what;                 ///< « échéance « Signer le CER » »
  std::string before, after;
  WrittenAt before_at, after_at;
  std::string article;
  std::string departement;
  Judgement judgement;
  std::vector<std::string> rests;    ///< what rests on it, the nearest first
  std::set<std::string> procedures;  ///< codes of the procédures that it reaches
};

/// The changes of one procédure, or of one module.
struct ChangedSection {
  std::string code;
  std::string title;
  std::string module;  ///< of a procédure: the title of its module; empty: it is a module
  bool of_procedure = false;
  std::vector<Change> changes;
};

/// What moved without anything being changed.
struct Rewritten {
  std::size_t notes = 0;            ///< comments that say something else
  std::size_t expressions = 0;      ///< written otherwise, worth the same
  std::vector<std::string> places;  ///< of both, « national/rsa/cer.fil:12 »
};

struct Difference {
  std::vector<ChangedSection> sections;
  Rewritten rewritten;
  bool same_bytes = false;   ///< the files themselves are the same
  std::size_t left_out = 0;  ///< changes that the département or the procédure asked does not concern

  bool nothing() const { return sections.empty(); }
};

}  // namespace filrouge::dsl
