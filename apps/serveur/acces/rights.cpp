#include "apps/serveur/acces/rights.hpp"

#include <array>
#include <cstddef>

namespace filrouge::acces {
namespace {

constexpr std::size_t roles = 5;
constexpr std::array<std::string_view, roles> role_words{"lecture", "referent", "cadre", "officier_regles",
                                                         "administration"};

struct Row {
  Right right;
  std::string_view said;
  std::array<bool, roles> may;  ///< in the order of Role
};

constexpr bool O = true;
constexpr bool x = false;

// clang-format off
constexpr std::array matrix{
    //                                                                        lect. réf.  cadre off.  adm.
    Row{Right::read_caseload,   "lire les dossiers et les listes",              {O,   O,    O,    O,    x}},
    Row{Right::record_acts,     "écrire un acte ou le corriger",                {x,   O,    O,    x,    x}},
    Row{Right::follow_up,       "prendre en charge, remettre à plus tard, passer à un autre",
                                                                                {x,   O,    O,    x,    x}},
    Row{Right::see_put_off,     "voir ce que d'autres ont remis à plus tard",   {x,   x,    O,    x,    x}},
    Row{Right::import_files,    "importer des fichiers",                        {x,   x,    O,    x,    O}},
    Row{Right::settle_identity, "trancher qui est qui",                         {x,   x,    O,    x,    x}},
    Row{Right::try_rules,       "essayer et changer les règles",                {x,   x,    x,    O,    x}},
    Row{Right::manage_accounts, "tenir les comptes",                            {x,   x,    x,    x,    O}},
    Row{Right::read_audit,      "lire le journal d'audit",                      {x,   x,    x,    x,    O}},
    Row{Right::retention,       "décider de ce qui est gardé et effacé",        {x,   x,    x,    x,    O}},
};
// clang-format on

consteval bool in_order() {
  for (std::size_t i = 0; i < matrix.size(); ++i)
    if (static_cast<std::size_t>(matrix[i].right) != i) return false;
  return true;
}
static_assert(in_order(), "a row stands at the rank of its right");

const Row& row_of(Right right) {
  return matrix[static_cast<std::size_t>(right)];
}

}  // namespace

bool may(Role role, Right right) {
  return row_of(right).may[static_cast<std::size_t>(role)];
}

const std::vector<Role>& every_role() {
  static const std::vector<Role> all{Role::lecture, Role::referent, Role::cadre, Role::officier_regles,
                                     Role::administration};
  return all;
}

const std::vector<Right>& every_right() {
  static const std::vector<Right> all = [] {
    std::vector<Right> rights;
    for (const auto& row : matrix) rights.push_back(row.right);
    return rights;
  }();
  return all;
}

std::string_view word_of(Role role) {
  return role_words[static_cast<std::size_t>(role)];
}

std::optional<Role> role_named(std::string_view word) {
  for (const auto role : every_role())
    if (word_of(role) == word) return role;
  return std::nullopt;
}

std::string_view said_of(Right right) {
  return row_of(right).said;
}

}  // namespace filrouge::acces
