#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/machine/program.hpp"

/// What an indicator says of itself, in French.
namespace filrouge {

/// « médiane des jours de « Notification des droits et devoirs » à « Orientation » ».
std::string measure_sentence(const Program& program, const Indicator& indicator);
/// jours, %, € or nombre.
std::string_view measure_unit(const Indicator& indicator);
/// « au plus 30 jours », « entre 40 et 50 »; empty without a target.
std::string target_words(const Indicator& indicator);
/// A figure that is a delay may be « au moins »; others are never.
bool is_delay(const Indicator& indicator);
/// « territoire », « organisme payeur »: an axis, for people.
std::string axis_shown(const Program& program, std::string_view axis);
/// « 34 », « 12,5 »: for people, the decimals only when there are some.
std::string hundredths_shown(std::int64_t hundredths);

}  // namespace filrouge
