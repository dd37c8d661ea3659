#pragma once

#include <string>

#include "filrouge/finding.hpp"

namespace filrouge {

/// « Signer le CER — due le 2 avril 2024  [échéance, en retard] »: a finding as the heading of its lines.
std::string title_shown(const Finding& finding);

/// « CASF L262-36, CASF L262-37 (à vérifier) »; empty when it rests on no text.
std::string basis_shown(const Finding& finding);

}  // namespace filrouge
