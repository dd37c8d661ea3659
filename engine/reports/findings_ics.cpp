#include "engine/reports/findings_ics.hpp"

#include <fmt/format.h>
#include <libical/ical.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <new>
#include <utility>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/grouped.hpp"
#include "engine/reports/line_words.hpp"

namespace filrouge {
namespace {

struct FreeComponent {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
struct FreeProperty {
  void operator()(icalproperty* property) const { icalproperty_free(property); }
};
struct FreeText {
  void operator()(char* text) const { icalmemory_free_buffer(text); }
};

icalproperty* made(icalproperty* property) {
  if (!property) throw std::bad_alloc();
  return property;
}

std::string written(char* text) {
  const std::unique_ptr<char, FreeText> held(text);
  if (!held) throw std::bad_alloc();
  return held.get();
}

std::string line_of(icalproperty* property) {
  const std::unique_ptr<icalproperty, FreeProperty> held(made(property));
  return written(icalproperty_as_ical_string_r(held.get()));
}

/// A property that no standard knows, and calendars do.
std::string old_line(const char* name, const std::string& text) {
  const std::unique_ptr<icalproperty, FreeProperty> property(made(icalproperty_new_x(text.c_str())));
  icalproperty_set_x_name(property.get(), name);
  return written(icalproperty_as_ical_string_r(property.get()));
}

icaltimetype day_of(Date day) {
  const auto civil = civil_day(day);
  auto at = icaltime_null_date();
  at.year = civil.year;
  at.month = static_cast<int>(civil.month);
  at.day = static_cast<int>(civil.day);
  return at;
}

bool is_late(const Finding& finding) {
  const auto* statut = statut_named(finding.statut);
  return statut && statut->late;
}

/// « Signer le CER (en retard) — dossier 64-1 »: the verb first, in what a calendar shows of an entry.
std::string summary(const Finding& finding) {
  std::string text = finding.libelle;
  if (!finding.borne.empty())
    text += fmt::format(" ({})", shown_day(finding));
  else if (finding.faculte)
    text += " (dernier jour)";
  else if (!finding.heure.empty())
    text += fmt::format(" (avant {})", finding.heure);
  if (is_late(finding) || finding.statut == statut_name(Statut::incertaine))
    text += fmt::format(" ({})", statut_for_people(finding.statut));
  return visible_line(text + " — dossier " + finding.dossier);
}

}  // namespace

FindingsIcs::FindingsIcs(const Model& model, const RunEnvelope& envelope, std::vector<std::string> kept_by)
    : model_(model),
      kept_by_(std::move(kept_by)),
      asked_(envelope.asked),
      known_(envelope.known),
      rules_digest_(envelope.rules_digest) {
  stamp_ = envelope.made_at.empty() ? envelope.asked + "T00:00:00Z" : envelope.made_at;
  std::erase_if(stamp_, [](char c) { return c == '-' || c == ':'; });
}

std::string FindingsIcs::opening() const {
  const auto name = kept_by_.empty() ? std::string("filrouge") : "filrouge — " + listed(kept_by_);
  const auto about = fmt::format(
      "Au {}, d'après ce qui était connu le {}. Règles {}. Ce calendrier avise ; "
      "une personne décide.",
      people_date(asked_), people_date(known_), rules_digest_);
  auto text = std::string("BEGIN:VCALENDAR\r\n") + line_of(icalproperty_new_version("2.0")) +
              line_of(icalproperty_new_prodid("-//filrouge//controler//FR")) +
              line_of(icalproperty_new_method(ICAL_METHOD_PUBLISH));
  // What Outlook, Google and Apple read, then what the standard says since RFC 7986.
  text += old_line("X-WR-CALNAME", visible_line(name)) + old_line("X-WR-CALDESC", visible_line(about));
  return text + line_of(icalproperty_new_name(visible_line(name).c_str())) +
         line_of(icalproperty_new_description(visible_line(about).c_str()));
}

std::string FindingsIcs::closing() const {
  return "END:VCALENDAR\r\n";
}

bool FindingsIcs::dated_to_do(const Finding& finding) const {
  const auto* nature = nature_named(finding.nature);
  if (!nature || !parse_iso_date(finding.date)) return false;
  if (nature->family != NatureFamily::time && nature->family != NatureFamily::recurrence &&
      nature->family != NatureFamily::task)
    return false;
  const auto* statut = statut_named(finding.statut);
  constexpr std::array settled{Statut::tenue, Statut::tenue_en_retard, Statut::sans_objet};
  if (std::ranges::any_of(settled, [&](Statut one) { return statut == facts_of(one); })) return false;
  return is_late(finding) || finding.date >= asked_;
}

std::string FindingsIcs::description(std::string_view territoire, const std::vector<Finding>& lines,
                                     const GroupedLines& group) const {
  std::string text;
  const auto add = [&](std::string_view line) {
    if (!line.empty()) text.append(text.empty() ? "" : "\n").append(line);
  };
  const Finding* above = nullptr;
  for (const auto i : group) {
    const auto& line = lines[i];
    add((above ? "+ " : "") + title_shown(line));
    if (!above || line.explication != above->explication) add(line.explication);
    if (!line.role.empty() && (!above || line.role != above->role))
      add((line.faculte ? "suivi : " : "qui : ") + role_shown(model_, line.role));
    if (!line.decideur.empty() && (!above || line.decideur != above->decideur))
      add("décide : " + role_shown(model_, line.decideur));
    if (!line.retard_de.empty() && (!above || line.retard_de != above->retard_de))
      add("retard : " + institution_shown(model_, line.retard_de));
    if (const auto basis = basis_shown(line); !basis.empty() && (!above || basis != basis_shown(*above)))
      add("fondement : " + basis);
    above = &line;
  }
  const auto& shown = lines[group.front()];
  add(fmt::format("dossier {}{}{}", shown.dossier, shown.personne.empty() ? "" : "/" + shown.personne,
                  territoire.empty() ? "" : fmt::format(", {}", territoire)));
  add(fmt::format("Dit le {}, d'après ce qui était connu le {}.", people_date(asked_), people_date(known_)));
  return visible(text);
}

std::string FindingsIcs::entries(std::string_view territoire, const std::vector<Finding>& lines) {
  std::vector<Finding> dated;
  std::ranges::copy_if(lines, std::back_inserter(dated), [&](const auto& one) { return dated_to_do(one); });
  std::string text;
  for (const auto& group : grouped(dated)) {
    const auto& shown = dated[group.front()];
    const auto day = *parse_iso_date(shown.date);
    const std::unique_ptr<icalcomponent, FreeComponent> event(icalcomponent_new(ICAL_VEVENT_COMPONENT));
    if (!event) throw std::bad_alloc();
    const auto add = [&](icalproperty* property) { icalcomponent_add_property(event.get(), made(property)); };
    add(icalproperty_new_uid(visible_line(shown.id + "@filrouge").c_str()));
    add(icalproperty_new_dtstamp(icaltime_from_string(stamp_.c_str())));
    add(icalproperty_new_dtstart(day_of(day)));
    // The day after, which is left out; without it some calendars draw an event of no length.
    add(icalproperty_new_dtend(day_of(day + 1)));
    add(icalproperty_new_summary(summary(shown).c_str()));
    add(icalproperty_new_description(description(territoire, dated, group).c_str()));
    if (!shown.role.empty())
      add(icalproperty_new_categories(visible_line(role_shown(model_, shown.role)).c_str()));
    add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
    text += written(icalcomponent_as_ical_string_r(event.get()));
    ++entries_;
    lines_ += group.size();
  }
  return text;
}

}  // namespace filrouge
