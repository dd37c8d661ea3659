#pragma once

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// The role that « conduite par » names under this node; no_id: it has none.
RoleId led_by(Checking& checking, View node, std::uint32_t module);
/// Gives every rule who leads it: its procédure's or contrôle's « conduite par », else its module's; and says
/// which procédures and contrôles have neither, where the rules name roles.
void settle_leads(Checking& checking);

}  // namespace filrouge::dsl
