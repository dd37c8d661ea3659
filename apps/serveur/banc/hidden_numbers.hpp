#pragma once

#include <string>

#include "apps/serveur/banc/visible_base.hpp"

namespace filrouge::banc {

/// May this dossier be named to the account? Who sees everywhere may be told of one never evaluated too.
bool may_name(VisibleBase& base, const std::string& dossier);

/// A sentence of the base (why a row was refused, why two are taken for one) without the numbers of dossiers
/// that the account does not see: « (autre dossier) ».
std::string without_hidden(VisibleBase& base, const std::string& sentence);

}  // namespace filrouge::banc
