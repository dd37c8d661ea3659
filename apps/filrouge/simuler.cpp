#include "apps/filrouge/simuler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <ostream>
#include <utility>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/filrouge/whole_number.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/night/answering_threads.hpp"
#include "engine/reports/run_sources.hpp"
#include "engine/reports/simulation_changes.hpp"
#include "engine/reports/simulation_report.hpp"
#include "engine/simulation/simulation_tally.hpp"

namespace filrouge {
namespace {

constexpr std::uint64_t most_cases = 1000;

struct Options {
  Question question;
  std::vector<std::string> before, after;
  std::string format = "texte";
  OutputOptions output;
  unsigned threads = 1;
  std::uint64_t cases = 20;
  bool asked_cases = false, publish = false;
};

/// One of the two rule sets; nothing, its diagnostics and its side on stderr, when it has errors.
std::unique_ptr<LoadedRules> load_side(const char* option, const std::vector<std::string>& paths,
                                       const std::string& language) {
  auto rules = load_runnable(paths, language);
  if (!rules) say("Ce sont les règles de {} : {}\n", option, listed(paths));
  return rules;
}

/// A dossier typed by each vocabulary; by one alone, when both read it alike.
struct TypedTwice {
  Journal before, after;
};

/// What the threads hand over of one dossier.
struct Answer {
  SimulatedDossier dossier;
  std::vector<ChangeSort> sorts;
  SimulationCase told;
  std::string text;  ///< csv, json: its lines
};

class Run {
 public:
  Run(const Options& options, const LoadedRules& before, const LoadedRules& after)
      : options_(options),
        programs_(*before.program, *after.program),
        cases_(options.publish ? 0 : options.cases),
        output_(open_output(options.output, Tells::persons, {&options.question.dossiers.from, 1})),
        report_{.asked = iso_date(options.question.asked),
                .known = iso_date(options.question.known),
                .made_at = utc_now(),
                .before_paths = listed(options.before),
                .after_paths = listed(options.after),
                .before = before.model(),
                .after = after.model(),
                .departement = options.question.dossiers.departement,
                .territoire = options.question.dossiers.territoire,
                .rejects = 0,
                .head = {}} {
    if (options.publish) return;
    if (auto sources = sources_of(options.question.dossiers)) counted_.emplace(std::move(*sources));
  }

  int operator()() {
    auto& out = output_->stream();
    if (options_.format == "json") out << simulation_json_opening(report_);
    if (options_.format == "csv" && !options_.publish) out << SimulationChanges::csv_heading();
    const auto read = answer_all();
    report_.rejects = read.rejects;
    report_.result = options_.publish ? tally_.published(minimum_group()) : tally_.result();
    report_.cases = cases_.chosen();
    if (counted_) report_.head = told(counted_->counted(), report_.after.vocabulary);
    if (options_.format == "json") simulation_json_closing(report_, out);
    if (options_.format == "csv" && options_.publish) out << simulation_csv(report_);
    if (options_.format == "html") out << simulation_html(report_);
    if (options_.format == "texte") out << visible(simulation_text(report_));
    if (!answered(options_.question, read)) return exit_bad_input;
    output_->keep();
    say_what_stands_elsewhere();
    return exit_done;
  }

 private:
  bool lists_changes() const {
    return !options_.publish && (options_.format == "csv" || options_.format == "json");
  }

  /// As the indicators of both rule sets hide: by the largest of their minimums, and theirs by default.
  std::uint64_t minimum_group() const {
    std::uint64_t minimum = Indicator{}.minimum_group;
    for (const auto* model : {&report_.before, &report_.after})
      for (const auto& indicator : model->indicators)
        minimum = std::max<std::uint64_t>(minimum, indicator.minimum_group);
    return minimum;
  }

  void answer(DossierSimulation& simulation, SimulationChanges& changes, const TypedTwice& dossier,
              Answer& answer) const {
    const auto& before = dossier.before;
    simulation.run(before, programs_.one_vocabulary() ? before : dossier.after);
    answer.dossier.fill(simulation, before);
    answer.text.clear();
    change_sorts(simulation, answer.sorts);
    if (cases_.may_be_told(answer.sorts)) changes.tell(simulation, before, answer.told);
    if (!lists_changes()) return;
    if (options_.format == "csv")
      changes.append_csv(simulation, before, answer.text);
    else
      changes.append_json(simulation, before, answer.text);
  }

  void take(Answer& answer) {
    if (counted_) counted_->answered(answer.dossier.given_up, {});
    tally_.add(answer.dossier);
    cases_.add(answer.sorts, answer.told);
    std::string_view text = answer.text;
    // Of JSON, the first change of all follows none.
    if (options_.format == "json" && !text.empty() && std::exchange(first_, false)) text.remove_prefix(1);
    output_->stream() << text;
  }

  DossierTally answer_all() {
    using Threads = AnsweringThreads<Answer, TypedTwice>;
    std::vector<std::shared_ptr<DossierSimulation>> simulations;
    std::vector<Threads::Work> workers;
    for (unsigned i = 0; i < options_.threads; ++i) {
      simulations.push_back(std::make_shared<DossierSimulation>(
          programs_,
          DossierSimulation::Asked{
              options_.question.asked, options_.question.known, {.steps = options_.question.budget}}));
      workers.emplace_back(
          [this, simulation = simulations.back(), changes = std::make_shared<SimulationChanges>()](
              const TypedTwice& dossier, Answer& answer) {
            this->answer(*simulation, *changes, dossier, answer);
          });
    }
    Threads threads(std::move(workers), [this](Answer& answer) { take(answer); });
    if (threads.count() < options_.threads)
      say("remarque : le système n'a donné que {} fils sur {} ; la réponse est la même\n", threads.count(),
          options_.threads);
    TypedTwice dossier;
    const Typing typings[] = {{report_.before.vocabulary, dossier.before, "--avant"},
                              {report_.after.vocabulary, dossier.after, "--apres"}};
    const auto read = each_dossier(options_.question.dossiers,
                                   std::span(typings).first(programs_.one_vocabulary() ? 1 : 2), [&] {
                                     if (counted_) counted_->saw(dossier.before.dossier);
                                     threads.take(dossier);
                                   });
    threads.finish();
    for (const auto& simulation : simulations)
      for (const auto side : both_sides) tally_.add_all(side, simulation->form_counts(side));
    simulations_ = std::move(simulations);
    return read;
  }

  void say_what_stands_elsewhere() const {
    const auto given_up = report_.result.given_up_count;
    if (given_up > 0 && options_.format != "texte")
      say("remarque : {} à évaluer : rien n'en est comparé ; --budget permet plus de pas\n",
          counted(given_up, "dossier trop coûteux", "dossiers trop coûteux"));
    if (!report_.result.anything_changes() && options_.format != "texte")
      say("{}\n", simulation_sum(report_));
  }

  const Options& options_;
  const TwoPrograms programs_;
  std::optional<RunSourcesCount> counted_;  ///< of a base
  SimulationTally tally_;
  CaseChoice cases_;
  std::unique_ptr<Output> output_;
  SimulationReport report_;
  bool first_ = true;
  std::vector<std::shared_ptr<DossierSimulation>> simulations_;  ///< forms are theirs
};

int simulate(Options& options) {
  if (!understand(options.question)) return exit_bad_input;
  if (options.publish && options.asked_cases && options.cases > 0) {
    say("--cas raconte des dossiers, que --publier ne cite pas : choisissez l'un ou l'autre\n");
    return exit_bad_input;
  }
  const auto before = load_side("--avant", options.before, options.question.language);
  const auto after = load_side("--apres", options.after, options.question.language);
  if (!before || !after) return exit_bad_input;
  return reading([&] { return Run(options, *before, *after)(); });
}

}  // namespace

void add_simuler(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("simuler",
                                  "Compare deux jeux de règles sur des dossiers : ce qui change, et pour qui")
                   ->alias("simulate");
  verb->add_option("--avant", options->before, "Règles d'avant : fichiers ou dossiers")
      ->check(written_path())
      ->required();
  verb->add_option("--apres", options->after, "Règles d'après : fichiers ou dossiers")
      ->check(written_path())
      ->required();
  add_question_options(*verb, options->question);
  verb->remove_option(verb->get_option("--regles"));
  verb->add_option(
          "--format", options->format,
          "texte, csv (une ligne par constat qui change), json ou html (une page, avec des graphiques)")
      ->check(CLI::IsMember({"texte", "csv", "json", "html"}));
  add_output_options(*verb, options->output);
  verb->add_option("--fils", options->threads,
                   "Répondre avec plusieurs fils de calcul : les mêmes octets, plus vite")
      ->check(whole_number("fils", 1, most_threads))
      ->capture_default_str();
  verb->add_option("--cas", options->cases, "Combien de dossiers raconter avant et après, côte à côte")
      ->check(whole_number("dossiers", 0, most_cases))
      ->capture_default_str()
      ->each([options](const std::string&) { options->asked_cases = true; });
  verb->add_flag("--publier", options->publish,
                 "Pour être diffusé : des nombres de dossiers seuls, les petits masqués, aucun dossier cité");
  verb->footer(
      "Exemple : filrouge simuler --avant rules --apres essai/rules --dossiers adour.sqlite --au 2026-11-21 "
      "--format html --sortie simulation.html");
  verb->callback([options, &exit_code] { exit_code = simulate(*options); });
}

}  // namespace filrouge
