#pragma once

#include <array>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/mentions.hpp"
#include "dsl/check/view.hpp"
#include "dsl/source/diagnostic.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::dsl {

/// Is `written` the full name, or its end after a point: « orientation » of « rsa.orientation »?
bool ends_as(std::string_view full, std::string_view written);

/// Kinds of names. A name is unique in its kind, after folding; two kinds may share one.
enum class NameKind : std::uint8_t {
  module,
  conventions,
  event,
  attribute,
  role,
  parameter,
  definition,
  table,
  procedure,
  control,
  guarantee,
  indicator,
  topic,
  scenario,
  count
};
/// « l'événement », « le paramètre »: for messages.
std::string_view the_kind(NameKind kind);

/// Days on which something is in force, both included; unknown is open.
struct Period {
  Date from, to;

  bool contains(Date day) const { return (!from.known() || from <= day) && (!to.known() || day <= to); }
};
/// The first day common to both, if there is one. Of two open periods, the first day of the calendar.
Date first_common_day(Period a, Period b);

/// Something declared: its full name, its module and its number among its kind. Versions share their name.
struct Declared {
  std::string name;          ///< qualified: rsa.cer.contractualisation
  std::string simple;        ///< as written: contractualisation
  std::uint32_t module = 0;  ///< in Model::modules
  std::uint32_t index = 0;   ///< in the table of its kind
  SourceRange range;
  Period in_force;
};

/// What names mean, from within each module.
class Names {
 public:
  Names(Diagnostics& diagnostics, Mentions& mentions) : diagnostics_(diagnostics), mentions_(mentions) {}

  /// Refuses (false, and says so) a name already declared of that kind: in the same module, unless both
  /// versions are never in force together; anywhere but in another département, for the vocabulary (dossiers
  /// do not name modules).
  bool declare(NameKind kind, Declared what);
  /// The module is written for the dossiers of that département alone.
  void write_for(std::uint32_t module, std::string departement);
  /// Two modules of two départements: no dossier knows both, neither names what the other declares.
  bool apart(std::uint32_t module, std::uint32_t other) const;
  /// Module `module` sees what `seen` declares.
  void let_see(std::uint32_t module, std::uint32_t seen);
  bool sees(std::uint32_t module, std::uint32_t other) const;

  /// Every version of what the name means in that module; empty when nothing does, or several things do.
  std::vector<const Declared*> find(NameKind kind, std::string_view name, std::uint32_t module) const;
  /// The same of the name a node writes, or of its first parts, saying what is wrong and what may have been
  /// meant.
  std::vector<const Declared*> resolve(NameKind kind, std::string_view name, std::uint32_t module, View at);
  /// What was found is what the node's name means, or its first parts.
  void meant(NameKind kind, const std::vector<const Declared*>& found, std::string_view name, View at);
  /// All names of a kind, as one writes them.
  std::vector<std::string_view> all(NameKind kind) const;
  const std::vector<Declared>& of(NameKind kind) const { return names_[static_cast<std::size_t>(kind)]; }

 private:
  enum class Found : std::uint8_t { one, none, several, hidden, elsewhere };
  Found look(NameKind kind, std::string_view name, std::uint32_t module,
             std::vector<const Declared*>& found) const;
  std::string_view departement(std::uint32_t module) const;

  Diagnostics& diagnostics_;
  Mentions& mentions_;
  std::array<std::vector<Declared>, static_cast<std::size_t>(NameKind::count)> names_;
  std::array<std::multimap<std::string, std::size_t, std::less<>>, static_cast<std::size_t>(NameKind::count)>
      index_;  ///< by last part
  std::vector<std::vector<std::uint32_t>> seen_;
  std::vector<std::string> departements_;  ///< by module; empty: common to all
};

/// Was exactly this said already? A definition is read anew wherever it is used.
bool already_said(const Diagnostics& diagnostics, Code code, SourceRange range,
                  const std::vector<std::string>& arguments);

/// « voulez-vous dire … » among owned or borrowed names.
Phrase suggest(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace filrouge::dsl
