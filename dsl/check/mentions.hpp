#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/view.hpp"

namespace filrouge::dsl {

/// What a name may mean: the kinds of names first, in their order, then what stands inside a declaration.
enum class ThingKind : std::uint8_t {
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
  state,  ///< of a procédure
  delai,  ///< of a procédure, wherever it stands in it
  field,  ///< of an event
};

/// What names mean, place by place: kept for who follows them from one file to another, and empty otherwise.
/// Who resolves a name says so here, so that nobody has to resolve it again.
class Mentions {
 public:
  /// Versions of a declaration are one thing.
  struct Thing {
    ThingKind kind;
    std::string name;  ///< folded, whole: « rsa.cer.contractualisation.pause »
  };
  struct Mention {
    SourceRange at;           ///< the name as it is written, its module with it
    std::uint32_t thing = 0;  ///< in things()
    std::uint8_t beyond =
        0;  ///< how many parts after a point, at the end of what is written, are not its own
    bool declares = false;
    friend auto operator<=>(const Mention& a, const Mention& b) {
      if (const auto order = a.at.file <=> b.at.file; order != 0) return order;
      if (const auto order = a.at.begin <=> b.at.begin; order != 0) return order;
      if (const auto order = a.thing <=> b.thing; order != 0) return order;
      return b.declares <=> a.declares;
    }
    friend bool operator==(const Mention& a, const Mention& b) { return (a <=> b) == 0; }
  };

  bool kept = false;

  /// The node's own name means that thing. Nothing is kept of a node that writes none.
  void mean(View node, ThingKind kind, std::string_view name, std::uint8_t beyond = 0) {
    if (kept) add(node, kind, name, beyond, false);
  }
  void declare(View node, ThingKind kind, std::string_view name) {
    if (kept) add(node, kind, name, 0, true);
  }
  /// What a name of a rule means, « contractualisation.pause.reprendre »: whatever has that name.
  void mean_rule(View node, std::string_view name);

  /// Each once, by place. Once everything was read.
  void settle();
  const std::vector<Thing>& things() const { return things_; }
  const std::vector<Mention>& all() const { return all_; }

 private:
  void add(View node, ThingKind kind, std::string_view name, std::uint8_t beyond, bool declares);

  std::vector<Thing> things_;
  std::map<std::pair<ThingKind, std::string>, std::uint32_t, std::less<>> numbers_;
  std::vector<Mention> all_;
};

}  // namespace filrouge::dsl
