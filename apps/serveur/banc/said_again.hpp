#pragma once

#include <string>

#include "engine/core/calendar/date.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/store/base.hpp"

namespace filrouge::banc {

/// The dossier was just written: the lists say at once what is now to be said of it. False when the base is
/// held by another: the keeper of nights then says it, within a minute.
bool said_again(Base& base, const Program& program, Date day, const std::string& dossier);

}  // namespace filrouge::banc
