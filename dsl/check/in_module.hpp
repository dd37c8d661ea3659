#pragma once

#include <vector>

#include "dsl/check/checking.hpp"

/// « dans ce module, champ: valeur »: what is said once, in the heading, for every act that has the field.
namespace filrouge::dsl {

/// Keeps what a line of the heading says, once a field.
void read_in_module(Checking& checking, DraftModule& draft, View constraint);
/// The event a name means, from that module, or the letter known by what it is about (its `object`).
EventTypeId event_named(const Checking& checking, std::string_view name, std::uint32_t module,
                        Symbol* letter_object = nullptr);
/// What the heading adds to a pattern of such an act: the fields it has, and leaves open.
std::vector<View> said_once(const Checking& checking, std::uint32_t module, EventTypeId type, View pattern);
/// A line that no act named in its module heeds does nothing, and says so.
void check_in_module(Checking& checking);

}  // namespace filrouge::dsl
