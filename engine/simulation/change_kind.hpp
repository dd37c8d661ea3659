#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace filrouge {

/// What a change of rules does to a finding; `next_action` is of the dossier itself.
enum class ChangeKind : std::uint8_t {
  appears,
  goes,
  date,
  statut,
  severity,
  role,   ///< who acts, who decides, or whose delay it is
  state,  ///< of a finding that says where a procédure stands
  label,
  other,  ///< what else it shows: its hour, its bound, its date opposable, its legal interval, a faculté
  next_action
};
inline constexpr std::size_t change_kinds = 10;

struct ChangeKindWords {
  std::string_view word;    ///< « gravite », for data
  std::string_view shown;   ///< « gravité », for people
  std::string_view people;  ///< « changent de gravité »
};

constexpr ChangeKindWords words_of(ChangeKind kind) {
  constexpr std::array<ChangeKindWords, change_kinds> words{
      {{"apparait", "apparaît", "apparaissent"},
       {"disparait", "disparaît", "disparaissent"},
       {"date", "date", "changent de date"},
       {"statut", "statut", "changent de statut"},
       {"gravite", "gravité", "changent de gravité"},
       {"role", "rôle", "changent de rôle"},
       {"etat", "état", "changent d'état"},
       {"libelle", "libellé", "changent de libellé"},
       {"autre", "autre", "changent autrement"},
       {"prochaine_action", "prochaine action", "prochaine action"}}};
  return words[static_cast<std::size_t>(kind)];
}

/// Several of them.
class ChangeKinds {
 public:
  constexpr void add(ChangeKind kind) { bits_ = static_cast<std::uint16_t>(bits_ | bit(kind)); }
  constexpr void add(ChangeKinds others) { bits_ = static_cast<std::uint16_t>(bits_ | others.bits_); }
  constexpr bool has(ChangeKind kind) const { return (bits_ & bit(kind)) != 0; }
  constexpr bool any() const { return bits_ != 0; }

  friend constexpr bool operator==(ChangeKinds, ChangeKinds) = default;

 private:
  static constexpr std::uint16_t bit(ChangeKind kind) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(kind));
  }
  std::uint16_t bits_ = 0;
};

}  // namespace filrouge
