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
  std::string_view word;    ///< « apparait », for data
  std::string_view people;  ///< « apparaissent »
};

constexpr ChangeKindWords words_of(ChangeKind kind) {
  constexpr std::array<ChangeKindWords, change_kinds> words{{{"apparait", "apparaissent"},
                                                             {"disparait", "disparaissent"},
                                                             {"date", "changent de date"},
                                                             {"statut", "changent de statut"},
                                                             {"gravite", "changent de gravité"},
                                                             {"role", "changent de rôle"},
                                                             {"etat", "changent d'état"},
                                                             {"libelle", "changent de libellé"},
                                                             {"autre", "changent autrement"},
                                                             {"prochaine_action", "prochaine action"}}};
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
