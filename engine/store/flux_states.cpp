#include "engine/store/flux_states.hpp"

#include <algorithm>

namespace filrouge {
namespace {

constexpr auto none = static_cast<std::size_t>(-1);

/// A row without value may be known later than its flux was made: see changes_from().
std::size_t flux_of(const RawAttribute& span, const Sightings& sightings) {
  if (span.to.known()) return none;
  const bool untold = span.value.kind == RawValue::Kind::null;
  std::size_t found = none;
  for (std::size_t i = 0; i < sightings.all.size(); ++i) {
    const auto& flux = sightings.all[i];
    if (flux.reference == span.from && (flux.created == span.known || (untold && flux.created < span.known)))
      found = i;
  }
  return found;
}

/// Of the spans of other sources that hold on that day, the one that began last, then known last.
const RawAttribute* in_force(const std::vector<const RawAttribute*>& spans, Date day) {
  const RawAttribute* latest = nullptr;
  for (const auto* span : spans) {
    if (span->from > day || (span->to.known() && span->to < day)) continue;
    if (!latest || span->from > latest->from || (span->from == latest->from && span->known >= latest->known))
      latest = span;
  }
  return latest;
}

/// The first day from which somebody would be answered otherwise without a row for that flux, none if never.
/// Those before it are not all known as soon: a month made after a daily flux speaks of earlier days.
Date changes_from(const std::vector<std::optional<RawValue>>& values, const Sightings& sightings,
                  std::size_t at) {
  const auto made = sightings.all[at].created;
  auto known = last_day() + 1;
  Date first;
  for (auto before = at; before-- > 0 && known > made;) {
    const auto& flux = sightings.all[before];
    if (flux.created >= known) continue;
    known = flux.created;
    if (values[before] != values[at]) first = std::max(known, made);
  }
  return known > made && values[at] ? made : first;
}

}  // namespace

bool is_of_a_flux(const RawAttribute& span, const Sightings& sightings) {
  return flux_of(span, sightings) != none;
}

FluxStates flux_states(const std::vector<RawAttribute>& held, std::string_view name,
                       const Sightings& sightings, const RawAttribute* told) {
  FluxStates states;
  const auto count = sightings.all.size();
  std::vector<const RawAttribute*> rows(count);
  std::vector<const RawAttribute*> of_others;
  for (const auto& span : held) {
    if (span.name != name) continue;
    const auto flux = flux_of(span, sightings);
    if (flux == none)
      of_others.push_back(&span);
    else
      rows[flux] = &span;
  }

  auto& values = states.values;
  values.resize(count);
  std::optional<RawValue> last;
  for (std::size_t i = 0; i < count; ++i) {
    if (i == sightings.now && sightings.is_new) continue;
    if (rows[i])
      last = rows[i]->value.kind == RawValue::Kind::null ? std::nullopt : std::optional(rows[i]->value);
    values[i] = last;
  }
  if (told) {
    auto& now = values[sightings.now];
    if (!now || !rows[sightings.now])
      now = told->value;
    else if (*now != told->value)
      states.missing.push_back(*told);  // one flux that says two things: whoever adds it says so
  }

  states.others.resize(count);
  std::size_t kept = none;
  for (std::size_t i = 0; i < count; ++i) {
    const auto& flux = sightings.all[i];
    const auto since = changes_from(values, sightings, i);
    bool needed = since.known();
    const auto* other = in_force(of_others, flux.reference);
    if (other && other->known <= flux.created && (i == 0 || other->from > sightings.all[i - 1].reference))
      states.others[i] = other->value;
    if (!needed && values[i]) {
      // Another source spoke since the row that says it.
      needed = other && (kept == none || other->from > sightings.all[kept].reference) &&
               other->value != *values[i];
    }
    if (needed) kept = i;
    // What it does not tell was no news before another told it: of a person, nobody knew of her.
    const auto known = values[i] ? flux.created : since;
    const auto value = values[i].value_or(RawValue{});
    if (rows[i] && (!needed || rows[i]->known != known || rows[i]->value != value)) {
      states.repeated.push_back(*rows[i]);
      rows[i] = nullptr;
    }
    if (needed && !rows[i]) states.missing.push_back({std::string(name), value, flux.reference, {}, known});
  }
  return states;
}

}  // namespace filrouge
