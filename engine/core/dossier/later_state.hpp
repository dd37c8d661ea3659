#pragma once

#include <string>
#include <string_view>

#include "engine/core/dossier/record.hpp"

/// A source that tells the states of an act one after the other makes corrections of the later ones, and
/// annulations; each is named after its act and its moment, by which the later of two is known.
namespace filrouge {

/// `moment`: « 2026-03-15T10:22:07 », or a day alone; of two, the later comes last in alphabetical order.
std::string later_state_name(std::string_view act, bool cancels, std::string_view moment);

/// The moment that ends the name of such a correction; empty when it bears no such name.
std::string_view moment_of_state(const RawEvent& state);

}  // namespace filrouge
