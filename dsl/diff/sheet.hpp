#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diff/form.hpp"

/// What a rule set says, laid out so that two of them can be put side by side: a sheet a thing, what is said
/// of it line by line, what it holds under it.
namespace filrouge::dsl {

enum class Aspect : std::uint8_t {
#define FILROUGE_ASPECT(aspect, ...) aspect,
#include "dsl/diff/aspect.def"
#undef FILROUGE_ASPECT
};
/// « point de départ ».
std::string_view aspect_words(Aspect aspect);
/// "depart", as JSON names it.
std::string_view aspect_name(Aspect aspect);

enum class SheetKind : std::uint8_t {
  module,
  conventions,
  event,
  field,
  weight,
  attribute,
  label,
  role,
  parameter,
  value,
  definition,
  table,
  row,
  procedure,
  state,
  delai,
  clause,
  requirement,
  action,
  reminder,
  control,
  guarantee,
  indicator,
  topic,
  scenario
};
/// « paramètre », and "parametre", as JSON names it.
std::string_view sheet_words(SheetKind kind);
std::string_view sheet_name(SheetKind kind);

struct WrittenAt {
  std::string file;
  std::uint32_t line = 0;  ///< 0: the model does not say
  friend bool operator==(const WrittenAt&, const WrittenAt&) = default;
};

/// One line of a sheet.
struct Line {
  Aspect aspect = Aspect::label;
  std::string of;               ///< which of several, of one aspect (a column of a table)
  std::string key;              ///< the same in two models when it says the same
  std::string words;            ///< for people
  FormPtr form;                 ///< of a condition, a length, a date
  std::set<std::string> items;  ///< of a list whose order does not count, the key of each
  bool inherited = false;       ///< said by what it stands in
  std::optional<Value> lo, hi;  ///< of a legal interval, of a value
};

/// Of whom a rule speaks: what a judgement rests on (judgement.hpp).
struct Bearing {
  bool hers = false;              ///< the time is hers: « au bénéfice de », « opposé à la personne »
  bool opposed = false;           ///< « opposé à la personne »
  bool internal = false;          ///< objectif interne: no effect against the person
  bool institution = false;       ///< an institution owes it: its role, or « retard de »
  bool shields = false;           ///< an attente: hers, or all it forbids weighs on her
  bool adverse = false;           ///< it is of an act that weighs on her, or that prepares one
  bool leads_to_adverse = false;  ///< it proposes such an act
  bool in_sanction = false;       ///< it stands in a sanction state
  bool legal_interval = false;    ///< a table of what the law allows against her
  friend bool operator==(const Bearing&, const Bearing&) = default;
};

struct Sheet {
  SheetKind kind = SheetKind::module;
  std::string identity;  ///< its name on both sides; empty: it has none
  std::string group;     ///< what it can be the new version of: of the same kind, at the same place
  std::string own_name;  ///< by which Naming knows it; empty: it can't be renamed
  Bears bears = Bears::module;
  std::string named;  ///< the name, as it is written
  std::string noun;   ///< « échéance »
  std::string told;   ///< « échéance « Signer le CER » »
  bool by_condition =
      false;  ///< its condition alone says when it acts: « tant que », « dès que », « à l'entrée »
  std::string stands;  ///< « depuis tout état non final »: where it stands besides what holds it
  std::string place;   ///< « état « À signer » », where its owner says more than its section
  WrittenAt at;
  std::string article;      ///< the first of its fondements
  std::string departement;  ///< whose local text writes it; empty: for all
  RuleId rule = none_id;
  DelaiKind delai = DelaiKind::deadline;  ///< of a délai
  ActionKind action = ActionKind::to_do;  ///< of an action
  Bearing bearing;
  std::string conventions;  ///< of a délai: those of its module
  std::vector<Line> lines;
  std::vector<Sheet> parts;
  std::string sequence;  ///< parts of one sequence are tried in their order; empty: in none
  std::string digest;    ///< all it says and holds, but its name and its place
  std::string note;      ///< the comment above it: it changes nothing

  const Line* line(Aspect aspect) const {
    for (const auto& one : lines)
      if (one.aspect == aspect) return &one;
    return nullptr;
  }
  Line* line(Aspect aspect) {
    for (auto& one : lines)
      if (one.aspect == aspect) return &one;
    return nullptr;
  }
};

}  // namespace filrouge::dsl
