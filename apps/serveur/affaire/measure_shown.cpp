#include "apps/serveur/affaire/measure_shown.hpp"

#include <fmt/format.h>

#include "engine/core/calendar/measure.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::serveur {

MeasureSpan span_of(const DossierRead& dossier, const SanctionWords& words, std::uint32_t decision) {
  const auto& event = dossier.act(decision);
  MeasureSpan span{event.from, event.to};
  if (const auto length = dossier.field(decision, words.length);
      !span.last.known() && span.first.known() && length.kind == Value::Kind::duration && length.exact())
    span.last = measure_last_day(span.first, length.length());
  return span;
}

std::string measure_named(const DossierRead& dossier, const SanctionWords& words, std::uint32_t decision) {
  const auto value = dossier.field(decision, words.measure);
  if (value.kind != Value::Kind::symbol) return "mesure non dite";
  return plain_value(dossier.program(), dossier.journal(), value);
}

std::string measure_told(const DossierRead& dossier, const SanctionWords& words, std::uint32_t decision) {
  auto text = measure_named(dossier, words, decision);
  const auto told = [&](FieldId field) {
    const auto value = dossier.field(decision, field);
    return value.known() && value.kind != Value::Kind::null
               ? plain_value(dossier.program(), dossier.journal(), value)
               : std::string();
  };
  if (const auto rate = told(words.rate); !rate.empty())
    text += " de " + rate;
  else if (const auto amount = told(words.amount); !amount.empty())
    text += " de " + amount;
  if (const auto length = told(words.length); !length.empty()) text += ", pendant " + length;
  const auto span = span_of(dossier, words, decision);
  if (span.first.known()) text += fmt::format(" à partir du {}", french_date(span.first));
  if (span.last.known()) text += fmt::format(" (dernier jour le {})", french_date(span.last));
  return text;
}

}  // namespace filrouge::serveur
