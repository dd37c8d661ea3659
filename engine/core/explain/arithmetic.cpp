#include "engine/core/explain/arithmetic.hpp"

#include <fmt/format.h>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/notification.hpp"
#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

/// The act it starts from, or the day, each after the words that lead to it.
void append_start(ActNames& acts, const Journal& journal, const Derivation& dates,
                  std::string_view before_an_act, std::string_view before_a_day, std::string& text) {
  const auto from = known_side(dates.start, dates.start_latest);
  if (dates.start_event != none_id && dates.start_event < journal.events.size()) {
    text += before_an_act;
    acts.append(journal, dates.start_event, text);
    if (journal.events[dates.start_event].on != from) {
      text += ", qui compte du ";
      append_french_date(from, text);
    }
  } else {
    text += before_a_day;
    append_french_date(from, text);
  }
  if (half_open(dates.start, dates.start_latest)) {
    text += dates.start <= first_day() ? " ou plus tôt" : " ou plus tard";
  } else if (dates.start_latest != dates.start) {
    text += " (au plus tard le ";
    append_french_date(dates.start_latest, text);
    text += ')';
  }
}

std::string length_phrase(const Value& length) {
  auto least = french_duration(length.length());
  if (length.exact()) return least;
  return fmt::format("{} à {}", least, french_duration(length.length(true)));
}

/// « 2 mois et 3 jours »: how long its pauses stopped a délai; empty: never.
std::string stopped_for(const Derivation& dates) {
  std::string text;
  if (dates.paused_months > 0) text = fmt::format("{} mois", dates.paused_months);
  if (dates.paused_days > 0)
    text += fmt::format("{}{} jour{}", text.empty() ? "" : " et ", dates.paused_days,
                        dates.paused_days > 1 ? "s" : "");
  return text;
}

/// What its report adds, and to what.
std::string put_off(const Program& program, const Derivation& dates) {
  const auto by = length_phrase(dates.put_off_by);
  switch (program.delai(dates.procedure, dates.delai).postponed_in_length) {
    case Choice::yes:
      return fmt::format(" Dont un report de {}, ajouté à la durée.", by);
    case Choice::no:
      return fmt::format(" Report de {}, ajouté à la fin : {}.", by, french_date(dates.end));
    case Choice::uncertain:
      break;
  }
  return fmt::format(" Report de {}, ajouté à la durée ou à la fin : la règle ne le dit pas. Fin : {}.", by,
                     french_date(dates.end));
}

/// « Départ : mardi 3 mars 2026 à 14 h 30. 48 heures : jeudi 5 mars 2026 à 14 h 30. »
std::string hours_steps(const Derivation& dates) {
  const auto minutes = dates.start_minute + dates.length.length().days * 60;
  const auto counted_to = french_moment(french_date_with_weekday(dates.raw), minutes % minutes_in_a_day);
  auto text = fmt::format(" Départ : {}. {} : {}.",
                          french_moment(french_date_with_weekday(dates.start), dates.start_minute),
                          length_phrase(dates.length), counted_to);
  if (dates.end_latest != dates.raw)
    text += fmt::format(" Reporté à la fin du {}.", french_date_with_weekday(dates.end_latest));
  return text;
}

}  // namespace

void append_counted(ActNames& acts, const Journal& journal, const Derivation& dates, std::string& text) {
  if (!dates.start.known()) return;
  if (dates.length.kind != Value::Kind::duration)
    return append_start(acts, journal, dates, "À partir de ", "À partir du ", text);
  append(text, length_phrase(dates.length), dates.backwards ? " avant " : " après ");
  append_start(acts, journal, dates, "", "le ", text);
  if (const auto stopped = stopped_for(dates); !stopped.empty())
    append(text, ", l'horloge arrêtée ", stopped);
  if (dates.put_off_by.known()) append(text, ", avec un report de ", length_phrase(dates.put_off_by));
}

bool in_hours(const Program& program, const Derivation& dates) {
  return dates.procedure != no_id && dates.delai != no_id &&
         program.delai(dates.procedure, dates.delai).in_hours;
}

bool lacks_time(const Program& program, const Derivation& dates) {
  return in_hours(program, dates) && dates.start.known() && dates.start_minute < 0;
}

std::string arithmetic(ActNames& acts, const Journal& journal, const Derivation& dates) {
  const auto& program = acts.program();
  const bool counted_to_a_day = dates.end.known() || dates.length.kind == Value::Kind::duration;
  if (!dates.start.known() || !counted_to_a_day || lacks_time(program, dates)) return {};
  std::string text;
  append_start(acts, journal, dates, "", "Le ", text);
  text += '.';
  if (dates.notification) text += fmt::format(" Notification : {}.", reason_text(*dates.notification));
  const bool counts_days = dates.procedure != no_id && dates.delai != no_id &&
                           !facts_of(program.delai(dates.procedure, dates.delai).kind).first_day_counts;
  if (dates.length.kind == Value::Kind::duration) {
    if (counts_days) {
      const Counting counting{.franc = dates.franc,
                              .proroge = dates.proroge,
                              .calendar = dates.calendar,
                              .vendredi_saint = dates.vendredi_saint,
                              .backwards = dates.backwards};
      const auto start = known_side(dates.start, dates.start_latest);
      if (in_hours(program, dates)) return text + hours_steps(dates);
      const auto in_length = program.delai(dates.procedure, dates.delai).postponed_in_length == Choice::yes;
      const auto whole = in_length ? joined(dates.length.length(), dates.put_off_by.length()) : std::nullopt;
      text += " " + explain_delai(start, whole.value_or(dates.length.length()), counting);
    } else {
      text += fmt::format(" Premier jour compris, {} : dernier jour le {}.", length_phrase(dates.length),
                          french_date(known_side(dates.end, dates.end_latest)));
    }
  }
  if (const auto stopped = stopped_for(dates); !stopped.empty())
    text += fmt::format(" L'horloge s'est arrêtée {}.", stopped);
  if (dates.put_off_by.known()) text += put_off(program, dates);
  if (dates.renewals > 0) text += fmt::format(" Renouvelé {} fois.", dates.renewals);
  if (dates.end.known() && half_open(dates.end, dates.end_latest))
    text += dates.end <= first_day() ? " Ou plus tôt : un fait manque." : " Ou plus tard : un fait manque.";
  else if (dates.end.known() && dates.end_latest != dates.end)
    text += fmt::format(" Au plus tard le {}.", french_date(dates.end_latest));
  return text;
}

}  // namespace filrouge
