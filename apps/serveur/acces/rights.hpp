#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge::acces {

/// What an account is for. One alone per account: who does two trades has two accounts, so that the audit
/// says which was at work.
enum class Role : std::uint8_t { lecture, referent, cadre, officier_regles, administration };

/// What a page or an act of the bench asks of whoever is there.
enum class Right : std::uint8_t {
  read_caseload,    ///< lists, dossiers, indicators
  record_acts,      ///< an act told, or corrected
  follow_up,        ///< take in charge, put off, pass on
  see_put_off,      ///< what others put off, and until when
  import_files,     ///< a file brought into the base
  settle_identity,  ///< doubts of who is who
  try_rules,        ///< rules read, tried, put to work
  manage_accounts,  ///< accounts, their rights and their passwords
  read_audit,       ///< who did what
  retention,        ///< what is kept, what is erased
};

/// May an account of this role do that? An administration account runs the bench and reads no dossier.
bool may(Role role, Right right);

/// All of them, in the order of the enumeration.
const std::vector<Role>& every_role();
const std::vector<Right>& every_right();

/// « officier_regles »: as it is typed and kept.
std::string_view word_of(Role role);
std::optional<Role> role_named(std::string_view word);

/// « tenir les comptes »: what a refusal and a help page say of it.
std::string_view said_of(Right right);

}  // namespace filrouge::acces
