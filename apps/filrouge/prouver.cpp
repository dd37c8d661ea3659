#include "apps/filrouge/prouver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/testing/scenario_text.hpp"
#include "engine/core/explain/phrase.hpp"
#include "engine/core/prove/checks.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string guarantee, procedure, departement;
  bool guarantees_alone = false;
  std::string format = "texte";
  std::uint64_t days = prove::Limits{}.days;
  std::uint32_t histories = prove::Effort{}.histories;
};

/// One guarantee, where the rules of one département hold, and what became of it.
struct Decided {
  const Guarantee* guarantee;
  prove::Answer answer;
};

std::string_view word_of(prove::Verdict verdict) {
  switch (verdict) {
    case prove::Verdict::proved:
      return "prouvee";
    case prove::Verdict::refuted:
      return "refutee";
    case prove::Verdict::undecided:
      break;
  }
  return "non_decidee";
}

class Report {
 public:
  Report(const LoadedRules& rules, const Options& options)
      : program_(*rules.program), model_(program_.model), options_(options) {
    for (const auto& scenario : rules.checked.scenarios) known_.push_back(scenario.record);
  }

  void ask(prove::Terms& terms) {
    const prove::Limits limits{options_.days};
    const prove::Effort effort{.known = known_, .histories = options_.histories};
    for (const auto& guarantee : model_.guarantees) {
      if (!wanted(model_.text(guarantee.name), options_.guarantee) || !of_procedure(guarantee.procedure))
        continue;
      for (const auto& departement : departements(guarantee.procedure))
        decided_.push_back(
            {&guarantee, prove::decide(program_, terms, guarantee, departement, limits, effort)});
    }
    if (options_.guarantees_alone || !options_.guarantee.empty()) return;
    // Asked of every state of every procédure: a tenth of what a written guarantee deserves.
    const prove::Effort of_flaws{.known = known_, .histories = std::max(1u, options_.histories / 10)};
    for (std::uint16_t procedure = 0; procedure < model_.procedures.size(); ++procedure) {
      if (!of_procedure(procedure)) continue;
      std::vector<prove::Flawed> of_all;
      for (const auto& departement : departements(procedure))
        for (auto& flaw : prove::flaws_of(program_, terms, procedure, departement, limits, of_flaws)) {
          const auto same = [&](const prove::Flawed& one) {
            return one.flaw == flaw.flaw && one.state == flaw.state && one.rule == flaw.rule;
          };
          // What is said of the national rules is not said again of each département.
          if (std::ranges::any_of(of_all, same)) continue;
          of_all.push_back(std::move(flaw));
        }
      std::ranges::move(of_all, std::back_inserter(flaws_));
    }
  }

  bool all_proved() const {
    return flaws_.empty() && std::ranges::all_of(decided_, [](const Decided& one) {
             return one.answer.verdict == prove::Verdict::proved;
           });
  }

  std::string text() const {
    std::string told;
    for (const auto& [guarantee, answer] : decided_) {
      told += fmt::format("« {} » ({}, {})\n  {}\n", guarantee->label, model_.text(guarantee->name),
                          place(guarantee->rule), verdict(*guarantee, answer));
      if (answer.history)
        told += indented(scenario(*answer.history, model_.text(guarantee->name), guarantee->label,
                                  broken(*guarantee, *answer.history)));
    }
    for (const auto& flaw : flaws_) {
      const auto& info = prove::info_of(flaw.flaw);
      told += fmt::format("{} : {}, {}{} ({})\n", info.code, info.title, what(flaw),
                          of_departement(flaw.departement), place(flaw.rule));
      if (flaw.history)
        told += indented(scenario(*flaw.history, shown_name(flaw), std::string(info.title),
                                  "Ce jour-là : " + std::string(info.title) + "."));
    }
    told += fmt::format("{}\n", tally());
    return told;
  }

  std::string json() const {
    using nlohmann::ordered_json;
    ordered_json report;
    report["empreinte"] = model_.digest;
    auto& guarantees = report["garanties"] = ordered_json::array();
    for (const auto& [guarantee, answer] : decided_) {
      ordered_json one;
      one["code"] = model_.text(guarantee->name);
      one["libelle"] = guarantee->label;
      one["procedure"] = model_.text(model_.procedures[guarantee->procedure].name);
      one["departement"] = answer.departement.empty() ? ordered_json() : ordered_json(answer.departement);
      one["verdict"] = word_of(answer.verdict);
      one["jours_supposes"] = answer.days;
      one["histoires_jouees"] = answer.histories;
      one["repose_sur"] = free_facts(*guarantee, answer);
      one["limite"] =
          answer.verdict != prove::Verdict::undecided ? ordered_json() : ordered_json(limit(answer));
      one["fichier"] = program_.rule(guarantee->rule).file;
      one["ligne"] = program_.rule(guarantee->rule).line;
      one["contre_exemple"] = ordered_json();
      if (answer.history)
        one["contre_exemple"] =
            counter_example(*answer.history, model_.text(guarantee->name), guarantee->label,
                            broken(*guarantee, *answer.history), guarantee->procedure);
      guarantees.push_back(std::move(one));
    }
    auto& alerts = report["alertes"] = ordered_json::array();
    for (const auto& flaw : flaws_) {
      const auto& info = prove::info_of(flaw.flaw);
      const auto& procedure = model_.procedures[flaw.procedure];
      ordered_json one;
      one["code"] = info.code;
      one["titre"] = info.title;
      one["procedure"] = model_.text(procedure.name);
      one["etat"] =
          flaw.state == no_id ? ordered_json() : ordered_json(model_.text(procedure.states[flaw.state].name));
      one["delai"] = flaw.detail == none_id ? ordered_json()
                                            : ordered_json(model_.text(procedure.delais[flaw.detail].name));
      one["departement"] = flaw.departement.empty() ? ordered_json() : ordered_json(flaw.departement);
      one["fichier"] = flaw.rule == none_id ? ordered_json() : ordered_json(program_.rule(flaw.rule).file);
      one["ligne"] = flaw.rule == none_id ? ordered_json() : ordered_json(program_.rule(flaw.rule).line);
      one["contre_exemple"] = ordered_json();
      if (flaw.history)
        one["contre_exemple"] =
            counter_example(*flaw.history, shown_name(flaw), std::string(info.title),
                            "Ce jour-là : " + std::string(info.title) + ".", flaw.procedure);
      alerts.push_back(std::move(one));
    }
    const auto count = [&](prove::Verdict verdict) {
      return std::ranges::count_if(decided_,
                                   [&](const Decided& one) { return one.answer.verdict == verdict; });
    };
    report["bilan"] = {{"prouvees", count(prove::Verdict::proved)},
                       {"refutees", count(prove::Verdict::refuted)},
                       {"non_decidees", count(prove::Verdict::undecided)},
                       {"alertes", flaws_.size()}};
    return report.dump(2) + "\n";
  }

 private:
  static bool wanted(std::string_view name, const std::string& asked) {
    const auto folded = fold(asked);
    return folded.empty() || name == folded || (name.size() > folded.size() && name.ends_with("." + folded));
  }
  bool of_procedure(std::uint16_t procedure) const {
    return wanted(model_.text(model_.procedures[procedure].name), options_.procedure);
  }
  std::vector<std::string> departements(std::uint16_t procedure) const {
    auto all = prove::departements_of(program_, procedure);
    if (!options_.departement.empty()) {
      // Where nothing is local to it, the national procédure is the one that holds there.
      const bool local = std::ranges::find(all, options_.departement) != all.end();
      std::erase_if(all, [&](const std::string& one) { return one != (local ? options_.departement : ""); });
    }
    return all;
  }
  std::string place(RuleId rule) const {
    if (rule == none_id) return "sans ligne";
    return fmt::format("{}:{}", program_.rule(rule).file, program_.rule(rule).line);
  }
  static std::string of_departement(const std::string& departement) {
    return departement.empty() ? "" : ", avec les textes du département " + departement;
  }
  std::vector<std::string> free_facts(const Guarantee& guarantee, const prove::Answer& answer) const {
    auto wording = wording_in(model_, guarantee.procedure);
    std::vector<std::string> told;
    for (const auto fact : answer.rests_on)
      if (auto said = phrase(model_, fact, wording); std::ranges::find(told, said) == told.end())
        told.push_back(std::move(said));
    return told;
  }
  std::string limit(const prove::Answer& answer) const {
    auto told = answer.gave_up ? fmt::format("la limite de {} jours supposés a été atteinte", options_.days)
                               : std::string("les faits laissés libres permettent de la rompre");
    told += fmt::format(", et aucune des {} histoires jouées ne l'a rompue", answer.histories);
    if (answer.passage != none_id) told += fmt::format(" ; ligne à relire : {}", place(answer.passage));
    return told;
  }
  std::string verdict(const Guarantee& guarantee, const prove::Answer& answer) const {
    const auto& procedure = model_.procedures[guarantee.procedure];
    const auto where = fmt::format("« {} »{}", procedure.label, of_departement(answer.departement));
    switch (answer.verdict) {
      case prove::Verdict::proved:
        return fmt::format("prouvée dans toutes les histoires de {}", where);
      case prove::Verdict::refuted:
        return fmt::format("réfutée par une histoire de {}, que le moteur rejoue ainsi :", where);
      case prove::Verdict::undecided:
        break;
    }
    auto told = fmt::format("non décidée dans {} : {}", where, limit(answer));
    if (answer.state != no_id)
      told += fmt::format(" ; état « {} »", state_label(guarantee.procedure, answer.state));
    told += fmt::format(". Pour chercher plus loin : --limite {} --histoires {}", options_.days * 5,
                        options_.histories * 5);
    const auto facts = free_facts(guarantee, answer);
    if (!facts.empty()) told += "\n  Faits laissés libres : " + fmt::format("{}", fmt::join(facts, " ; "));
    return told;
  }
  std::string state_label(std::uint16_t procedure, StateId state) const {
    const auto& it = model_.procedures[procedure].states[state];
    return it.label.empty() ? std::string(model_.text(it.name)) : it.label;
  }
  std::string what(const prove::Flawed& flaw) const {
    const auto& procedure = model_.procedures[flaw.procedure];
    std::string told;
    if (flaw.detail != none_id) told += fmt::format("« {} », ", procedure.delais[flaw.detail].label);
    if (flaw.state != no_id) told += fmt::format("état « {} » ", state_label(flaw.procedure, flaw.state));
    return told + fmt::format("de « {} »", procedure.label);
  }
  std::string shown_name(const prove::Flawed& flaw) const {
    const auto& procedure = model_.procedures[flaw.procedure];
    return fmt::format(
        "{}.{}", prove::info_of(flaw.flaw).name,
        flaw.state == no_id ? model_.text(procedure.name) : model_.text(procedure.states[flaw.state].name));
  }
  std::string broken(const Guarantee& guarantee, const prove::History& history) const {
    if (guarantee.kind == GuaranteeKind::always_running)
      return fmt::format("Le {}, dans l'état « {} », plus rien ne court et aucune suite n'est écrite.",
                         french_date(history.asked), state_label(guarantee.procedure, history.state));
    const auto wording = wording_in(model_, guarantee.procedure);
    return fmt::format(
        "Le {}, « {} » commence ; {} : non. {}", french_date(history.asked),
        state_label(guarantee.procedure, history.state), phrase(model_, guarantee.without, wording),
        guarantee.unless_blocking_that_day ? "Aucune irrégularité bloquante n'est dite ce jour-là." : "");
  }

  /// A file of one scénario, that « tester » plays with the rules.
  std::string scenario(const prove::History& history, std::string_view name, const std::string& label,
                       const std::string& shown) const {
    dsl::Scenario written;
    written.name = "contre_exemple_" + std::string(name);
    std::ranges::replace(written.name, '.', '_');
    written.label = "Contre-exemple : " + label;
    std::vector<std::string> notes{shown};
    written.record = dsl::sayable(model_, history.record, notes);
    const auto& procedure = model_.procedures[history.procedure];
    dsl::Expectation state;
    state.kind = dsl::Expectation::Kind::state;
    state.procedures = {std::string(model_.text(procedure.name))};
    state.instance = history.instance;
    state.state = model_.text(procedure.states[history.state].name);
    written.expected.push_back({history.asked, history.asked, false, {state}, 0});
    return dsl::scenario_module(model_, "contre_exemples", written.record.departement) +
           dsl::scenario_text(model_, written, notes);
  }
  nlohmann::ordered_json counter_example(const prove::History& history, std::string_view name,
                                         const std::string& label, const std::string& shown,
                                         std::uint16_t procedure) const {
    return {{"date", iso_date(history.asked)},
            {"instance", history.instance},
            {"etat", model_.text(model_.procedures[procedure].states[history.state].name)},
            {"ce_qui_est_rompu", shown},
            {"scenario", scenario(history, name, label, shown)}};
  }
  static std::string indented(const std::string& text) {
    std::string told;
    for (std::size_t from = 0; from < text.size();) {
      const auto end = text.find('\n', from);
      const auto line = text.substr(from, end - from);
      told += (line.empty() ? "" : "    " + line) + "\n";
      if (end == std::string::npos) break;
      from = end + 1;
    }
    return told;
  }
  std::string tally() const {
    std::size_t proved = 0, refuted = 0, undecided = 0;
    for (const auto& one : decided_)
      ++(one.answer.verdict == prove::Verdict::proved    ? proved
         : one.answer.verdict == prove::Verdict::refuted ? refuted
                                                         : undecided);
    return fmt::format("{} garanties : {} prouvées, {} réfutées, {} non décidées ; {} alertes.",
                       decided_.size(), proved, refuted, undecided, flaws_.size());
  }

  const Program& program_;
  const Model& model_;
  const Options& options_;
  std::vector<Record> known_;  ///< dossiers of the scénarios
  std::vector<Decided> decided_;
  std::vector<prove::Flawed> flaws_;
};

/// An option that names nothing of the rules is told with what it may mean.
bool names_one(const Model& model, const std::string& asked, bool guarantee) {
  if (asked.empty()) return true;
  std::vector<std::string_view> names;
  const auto folded = fold(asked);
  bool found = false;
  const auto look = [&](std::string_view name) {
    names.push_back(name.substr(name.rfind('.') + 1));
    found = found || name == folded || name.ends_with("." + folded);
  };
  if (guarantee)
    for (const auto& one : model.guarantees) look(model.text(one.name));
  else
    for (const auto& one : model.procedures) look(model.text(one.name));
  if (found) return true;
  say("{} ne s'appelle « {} »{}\n", guarantee ? "aucune garantie" : "aucune procédure", asked,
      names.empty() ? std::string(" : ces règles n'en ont pas") : did_you_mean(folded, names).then());
  return false;
}

int prove_all(const Options& options) {
  const auto rules = load_runnable(options.paths, "fr", dsl::Extent::whole);
  if (!rules) return exit_bad_input;
  if (!names_one(rules->model(), options.guarantee, true) ||
      !names_one(rules->model(), options.procedure, false))
    return exit_bad_input;
  if (!options.departement.empty()) say_if_nothing_is_local(rules->model(), options.departement);
  prove::Terms terms(*rules->program);
  Report report(*rules, options);
  report.ask(terms);
  fmt::print("{}", options.format == "json" ? report.json() : visible(report.text()));
  return report.all_proved() ? exit_done : exit_found;
}

}  // namespace

void add_prouver(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand(
             "prouver",
             "Prouve les garanties des règles dans toutes les histoires, ou montre celle qui les rompt")
          ->alias("prove");
  verb->add_option("chemins", options->paths, "Fichiers .fil, .fil.md, ou dossiers ; par défaut ./rules")
      ->check(written_path());
  verb->add_option("--garantie", options->guarantee, "Une garantie seule, par son nom (« parole »)");
  verb->add_option("--procedure", options->procedure, "Une procédure seule, par son nom");
  verb->add_option("--departement", options->departement, "Avec les textes de ce département seulement");
  verb->add_flag("--garanties-seules", options->guarantees_alone,
                 "Sans ce qui est toujours vérifié (états sans suite, sanctions sans parole…)");
  verb->add_option("--limite", options->days, "Jours supposés, au plus, par question")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{100'000'000}));
  verb->add_option("--histoires", options->histories,
                   "Histoires jouées, au plus, pour chercher un contre-exemple")
      ->check(CLI::Range(std::uint32_t{1}, std::uint32_t{100'000'000}));
  verb->add_option("--format", options->format, "texte ou json")->check(CLI::IsMember({"texte", "json"}));
  verb->footer("Exemple : filrouge prouver rules --garantie parole");
  verb->callback([options, &exit_code] { exit_code = prove_all(*options); });
}

}  // namespace filrouge
