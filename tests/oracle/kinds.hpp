#pragma once

#include "engine/core/model/model.hpp"

/// §5: what a kind of délai is, as the oracle reads it, whatever the rows say.
namespace filrouge::oracle {

enum class Manner : std::uint8_t { awaits_an_act, may_be_used, is_hers, comes, lasts, recurs };

struct Kind {
  Manner manner;
  Nature nature;
  bool first_day_counts = false;
};

constexpr Kind kind_of(const Delai& delai) {
  switch (delai.kind) {
    case DelaiKind::deadline:
      return {Manner::awaits_an_act, Nature::echeance};
    case DelaiKind::faculty:
      return {Manner::may_be_used, Nature::duree};
    case DelaiKind::waiting:
      return {Manner::is_hers, Nature::attente};
    case DelaiKind::term:
      return {Manner::comes, Nature::terme};
    case DelaiKind::bound:
      return {Manner::lasts, Nature::duree};
    case DelaiKind::measure:
      return {Manner::lasts, Nature::duree, true};
    case DelaiKind::rhythm:
      return {Manner::recurs, Nature::rythme};
  }
  return {};
}
/// What somebody may do until a day, and nobody has to.
constexpr bool may_be_used(const Delai& delai) {
  return kind_of(delai).manner == Manner::may_be_used;
}
/// Owed or not, an act may come at any time, even once it is over.
constexpr bool awaits_an_act(const Delai& delai) {
  return kind_of(delai).manner == Manner::awaits_an_act || may_be_used(delai);
}
constexpr bool is_hers(const Delai& delai) {
  return kind_of(delai).manner == Manner::is_hers;
}
constexpr bool recurs(const Delai& delai) {
  return kind_of(delai).manner == Manner::recurs;
}
/// A bound: it says how long something may last.
constexpr bool bounds(const Delai& delai) {
  return delai.minimum != none_id || delai.maximum != none_id;
}

}  // namespace filrouge::oracle
