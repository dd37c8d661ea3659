#pragma once

#include <cstdint>
#include <span>
#include <string_view>

/// What a finding is about, and how far it has come: one row each in nature.def and statut.def, which
/// reports, prose, scénarios and the command line read.
namespace filrouge {

enum class Nature : std::uint8_t {
#define FILROUGE_NATURE(word, ...) word,
#include "engine/core/model/nature.def"
#undef FILROUGE_NATURE
};

enum class Statut : std::uint8_t {
  none,
#define FILROUGE_STATUT(word, ...) word,
#include "engine/core/model/statut.def"
#undef FILROUGE_STATUT
};

/// What the date of a délai is when it is not the day it ends: of a day known on one side only, that side.
enum class Bound : std::uint8_t { none, not_before, not_after };

/// What natures have in common: how they are ranked, told apart from one run to the next, and counted by
/// « et rien d'autre ».
enum class NatureFamily : std::uint8_t {
  state,       ///< where a procédure stands
  time,        ///< a délai, once in an instance
  recurrence,  ///< an occurrence of a délai that comes back
  task,        ///< someone has to do it, or may, as long as it is « en_cours »
  fault,       ///< an act or its absence against the rules
  lack,        ///< a fact the rules lack, or an act they lack a use for
  doubt        ///< a person must decide what holds
};

/// How the sentence of a finding is made.
enum class Telling : std::uint8_t {
  state,     ///< since when, by which act
  deadline,  ///< the arithmetic, when it is due and what came of it
  waiting,   ///< until when the time is the person's
  day,       ///< the arithmetic, what the row says, the day
  acts,      ///< the acts it rests on, or the arithmetic of its date
  proposal,  ///< as `acts`, then the legal interval and who decides
  act,       ///< the act, then what the row says of it
  review     ///< the acts, then what the row says
};

struct NatureFacts {
  std::string_view word;    ///< "donnee_manquante", as in the contract
  std::string_view people;  ///< « donnée manquante »
  const char* said;   ///< what a scénario that expects it by its name alone says, folded; empty: it does not
  const char* label;  ///< its label when no rule wrote one
  NatureFamily family;
  bool alarming;  ///< whatever its statut, « --echouer-si » heeds it
  int running;    ///< rank in the work list while « en_cours »
  Telling telling;
  std::string_view told;  ///< what its telling says
};

struct StatutFacts {
  std::string_view word;    ///< "a_venir", as in the contract
  std::string_view people;  ///< « à venir »
  std::string_view said;    ///< the words of a scénario, separated by |
  std::string_view due;     ///< what is said after a due date; {} is the day after
  bool late;
  int rank;  ///< in the work list, of what its nature does not rank; 1 when late and grave
};

std::span<const NatureFacts> natures();
std::span<const StatutFacts> statuts();  ///< without `none`
const NatureFacts& facts_of(Nature nature);
const StatutFacts* facts_of(Statut statut);              ///< none: `none`
const NatureFacts* nature_named(std::string_view word);  ///< none: no such word
const StatutFacts* statut_named(std::string_view word);

std::string_view nature_name(Nature nature);  ///< "echeance", as in the contract
std::string_view statut_name(Statut statut);  ///< "a_venir"; empty for none

std::string_view bound_name(Bound bound);  ///< "pas_avant", "au_plus_tard"; empty for none

/// The names of the contract as people read them: « irregularite » → « irrégularité », « depassee » → « en
/// retard ». A name that is not known is given back.
std::string_view nature_for_people(std::string_view nature);
std::string_view statut_for_people(std::string_view statut);
std::string_view bound_for_people(std::string_view bound);  ///< « pas avant », « au plus tard »

}  // namespace filrouge
