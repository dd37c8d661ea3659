#include "apps/filrouge/indicateurs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/indicators/indicator_run.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/indicator_report.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

struct Options {
  Question question;
  std::string since_text, format = "texte";
  OutputOptions output;
  std::vector<std::string> names, axes;
  bool axes_given = false;
  Date since;
};

/// The indicators named, all those of the place asked without a name. False, and why on stderr, when a name
/// means none, or one of another place.
bool choose(const Options& options, const Program& program, std::vector<std::uint32_t>& chosen) {
  const auto& model = program.model;
  const auto& place = options.question.dossiers.departement;
  const auto of = [&](std::uint32_t i) -> const Module& {
    return model.modules[program.rule(model.indicators[i].rule).module];
  };
  for (std::uint32_t i = 0; i < model.indicators.size(); ++i)
    if (options.names.empty() && (place.empty() || program.applies(of(i), place))) chosen.push_back(i);
  for (const auto& written : options.names) {
    const auto wanted = fold(written);
    bool found = false;
    std::vector<std::string_view> all;
    for (std::uint32_t i = 0; i < model.indicators.size(); ++i) {
      const auto name = model.text(model.indicators[i].name);
      const auto last = name.substr(name.rfind('.') + 1);
      all.push_back(last);
      if (name != wanted && last != wanted) continue;
      if (!place.empty() && !program.applies(of(i), place)) {
        say("--indicateur : « {} » est du département {} ; avec --departement {}, seuls ses indicateurs et "
            "ceux qui valent partout sont mesurés\n",
            written, of(i).departement, place);
        return false;
      }
      found = true;
      if (std::ranges::find(chosen, i) == chosen.end()) chosen.push_back(i);
    }
    if (found) continue;
    const auto meant = did_you_mean(wanted, all);
    say("--indicateur : « {} » n'existe pas{} Les indicateurs de ces règles : {}\n", written,
        meant.empty() ? "." : meant.then(), listed(all));
    return false;
  }
  return true;
}

/// An axis that no indicator chosen has is a mistake, not an empty table.
bool known_axes(const Options& options, const Model& model, const std::vector<std::uint32_t>& chosen) {
  for (const auto& axis : options.axes) {
    std::vector<std::string_view> words;
    bool found = false;
    for (const auto i : chosen)
      for (const auto word : axis_words(model.vocabulary, starting_event(model, model.indicators[i]))) {
        found = found || word == axis;
        if (std::ranges::find(words, word) == words.end()) words.push_back(word);
      }
    if (found) continue;
    const auto meant = did_you_mean(axis, words);
    say("--par : « {} » n'est pas un axe{} Les axes possibles : {}\n", axis,
        meant.empty() ? "." : meant.then(), listed(words));
    return false;
  }
  return true;
}

int run(const Options& options, const LoadedRules& rules, std::vector<std::uint32_t> chosen) {
  const auto& question = options.question;
  const auto& model = rules.model();
  IndicatorQuestion asked{
      question.asked, question.known, options.since, std::move(chosen), {}, {.steps = question.budget}};
  if (options.axes_given) asked.axes = options.axes;
  IndicatorRun indicators(*rules.program, std::move(asked));
  const auto output = open_output(options.output, Tells::persons, {&question.dossiers.from, 1});
  Journal journal;
  const auto tally =
      each_dossier(question.dossiers, model.vocabulary, journal, [&] { indicators.add(journal); });
  if (!answered(question, tally)) return exit_bad_input;
  if (const auto given_up = indicators.too_costly())
    say("{} à évaluer : {} états ne sont comptés nulle part ; --budget permet plus de pas\n",
        counted(given_up, "dossier trop coûteux", "dossiers trop coûteux"), given_up > 1 ? "leurs" : "ses");
  IndicatorReport report;
  report.run.asked = iso_date(question.asked);
  report.run.known = iso_date(question.known);
  report.run.rules_digest = model.digest;
  report.run.made_at = utc_now();
  report.run.dossiers = tally.read;
  report.run.rejects = tally.rejects;
  if (options.since.known()) report.since = iso_date(options.since);
  report.departement = question.dossiers.departement;
  report.results = indicators.results();
  output->stream() << (options.format == "json"  ? indicators_json(*rules.program, report)
                       : options.format == "csv" ? indicators_csv(*rules.program, report)
                                                 : visible(indicators_text(*rules.program, report)));
  output->keep();
  return exit_done;
}

int measure(Options& options) {
  if (!understand(options.question) || !read_day(options.since_text, "--du", {}, options.since))
    return exit_bad_input;
  if (options.since.known() && options.since > options.question.asked) {
    say("--du : le {} vient après le jour demandé, le {}\n", iso_date(options.since),
        iso_date(options.question.asked));
    return exit_bad_input;
  }
  for (auto& axis : options.axes) axis = fold(axis);
  std::erase(options.axes, "");
  const auto rules = load_runnable(options.question.rules, options.question.language);
  if (!rules) return exit_bad_input;
  say_if_nothing_is_local(rules->model(), options.question.dossiers.departement);
  std::vector<std::uint32_t> chosen;
  if (!choose(options, *rules->program, chosen) || !known_axes(options, rules->model(), chosen))
    return exit_bad_input;
  return reading([&] { return run(options, *rules, std::move(chosen)); });
}

}  // namespace

void add_indicateurs(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("indicateurs",
                         "Mesure, sur des dossiers, les indicateurs des règles : délais, parts, nombres")
          ->alias("stats");
  add_question_options(*verb, options->question);
  verb->get_option("--departement")
      ->description("Les dossiers de ce département (64), ses indicateurs et ceux qui valent partout");
  verb->add_option("--du", options->since_text,
                   "Ne compter que ce qui a commencé depuis ce jour (2026-01-01)");
  auto* axes = verb->add_option("--par", options->axes,
                                "Axes, à la place de ceux des règles : territoire, structure, referent, "
                                "organisme, departement, mois… ; \"\" : aucun")
                   ->delimiter(',');
  verb->add_option("--indicateur", options->names,
                   "Cet indicateur seul (le nom des règles) ; peut se répéter")
      ->delimiter(',');
  verb->add_option("--format", options->format, "texte, json ou csv")
      ->check(CLI::IsMember({"texte", "json", "csv"}));
  add_output_options(*verb, options->output);
  verb->footer(
      "Exemple : filrouge indicateurs --regles rules --dossiers adour.sqlite --du 2026-01-01 --au 2026-11-21 "
      "--par territoire,mois");
  verb->callback([options, axes, &exit_code] {
    options->axes_given = axes->count() > 0;
    exit_code = measure(*options);
  });
}

}  // namespace filrouge
