#include "apps/filrouge/delai.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>

#include "apps/filrouge/exit_codes.hpp"
#include "engine/core/calendar/delai.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

struct Options {
  std::string from, length;
  std::optional<std::string> calendar;
  bool franc = false, proroge = false, vendredi_saint = false, backwards = false;
};

/// « ; voulez-vous dire « metropole » ? Les calendriers sont : … »
std::string calendars_meant(const std::string& typed) {
  const auto meant = did_you_mean(typed, calendar_names());
  return (meant.empty() ? " ; les" : meant.then() + " Les") +
         " calendriers sont : " + listed(calendar_names());
}

int compute(const Options& options) {
  const auto start = parse_iso_date(options.from);
  if (!start) {
    fmt::print(stderr, "--depuis : « {} » n'est pas un jour ; il faut une date comme 2026-01-31\n",
               visible(options.from));
    return exit_bad_input;
  }
  const auto length = parse_duration(options.length);
  if (!length) {
    fmt::print(stderr,
               "--duree : « {} » n'est pas une durée ; il faut par exemple « 10 jours », « 5 jours ouvrés », "
               "« 6 semaines », « 1 mois » ou « 1 mois 15 jours »{}\n",
               visible(options.length),
               fold(options.length).find("heure") == std::string::npos
                   ? ""
                   : " ; des heures se comptent depuis l'heure d'un acte : écrivez-les dans une règle");
    return exit_bad_input;
  }
  auto calendar = Calendar::metropole;
  if (options.calendar) {
    const auto named = parse_calendar(*options.calendar);
    if (!named) {
      fmt::print(stderr, "--calendrier : « {} » n'est pas un calendrier{}\n", visible(*options.calendar),
                 calendars_meant(*options.calendar));
      return exit_bad_input;
    }
    calendar = *named;
  }
  const Counting counting{.franc = options.franc,
                          .proroge = options.proroge,
                          .calendar = calendar,
                          .vendredi_saint = options.vendredi_saint,
                          .backwards = options.backwards};
  const auto delai = compute_delai(*start, *length, counting);
  if (delai.beyond_known_years) {
    fmt::print(stderr, "--duree : « {} » {} le {} mène hors des années connues, qui vont du {} au {}\n",
               visible(options.length), options.backwards ? "avant" : "après", french_date(*start),
               french_date(first_day()), french_date(last_day()));
    return exit_bad_input;
  }
  fmt::print("{}\n", iso_date(delai.end));
  for (const auto& step : delai_steps(*start, *length, counting)) fmt::print("{}\n", step);
  const bool holidays_matter = (options.proroge && !options.backwards) || length->kind != DayKind::calendar;
  if (!options.calendar && holidays_matter)
    fmt::print(
        "Calendrier métropole supposé : aucun n'est nommé. L'Alsace-Moselle et l'outre-mer ont d'autres "
        "jours fériés.\n");
  if (options.vendredi_saint && calendar != Calendar::alsace_moselle)
    fmt::print("Le Vendredi saint n'est férié qu'en Alsace-Moselle : sans effet ici.\n");
  if (options.backwards && options.proroge) fmt::print("Un délai compté à rebours n'est jamais prorogé.\n");
  return exit_done;
}

}  // namespace

void add_delai(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("delai", "Calcule une date et montre le calcul")->alias("deadline");
  verb->add_option("--depuis", options->from, "Jour de départ, qui ne compte pas (2026-01-31)")->required();
  verb->add_option(
          "--duree", options->length,
          "« 10 jours », « 5 jours ouvres », « 13 semaines », « 1 mois », « 1 an », « 1 mois 15 jours »")
      ->required();
  verb->add_flag("--franc", options->franc, "Délai franc : un jour de plus");
  verb->add_flag(
      "--proroge", options->proroge,
      "Finissant un samedi, un dimanche ou un jour férié, il va au premier jour suivant qui n'en est pas un");
  verb->add_option("--calendrier", options->calendar, listed(calendar_names()));
  verb->add_flag("--vendredi-saint", options->vendredi_saint,
                 "La commune chôme le Vendredi saint (Alsace-Moselle)");
  verb->add_flag("--rebours", options->backwards, "Compter en arrière ; jamais prorogé");
  verb->footer("Exemple : filrouge delai --depuis 2026-05-04 --duree \"10 jours\" --proroge");
  verb->callback([options, &exit_code] { exit_code = compute(*options); });
}

}  // namespace filrouge
