#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/store/sighting.hpp"

namespace filrouge {

/// What the fluxes saw of one attribute, of one person or of the dossier, flux after flux. One row is kept
/// for each that saw another value than the flux before it, whatever the order in which they were imported;
/// of a value no longer told, a row without a value: unknown since.
struct FluxStates {
  std::vector<std::optional<RawValue>> values;  ///< by sighting; nothing: not told
  std::vector<std::optional<RawValue>> others;  ///< what another source said since the flux before that one
  std::vector<RawAttribute> missing;            ///< rows to add
  std::vector<RawAttribute> repeated;           ///< rows that say no more than an earlier flux, since come
};

/// `held`: the spans the base has, those of other sources included, which are left alone; `told`: what the
/// flux at hand tells, none when it is silent.
FluxStates flux_states(const std::vector<RawAttribute>& held, std::string_view name,
                       const Sightings& sightings, const RawAttribute* told);

/// Was the span written for one of those fluxes?
bool is_of_a_flux(const RawAttribute& span, const Sightings& sightings);

}  // namespace filrouge
