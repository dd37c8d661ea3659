#include "apps/filrouge/controler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/question.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/findings_csv.hpp"
#include "engine/reports/html_page.hpp"
#include "engine/reports/work_list.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

struct Options {
  Question question;
  std::string format = "texte";
  std::string output;
  std::string role, nature, fail_at;
};

int severity_rank(std::string_view name) {
  constexpr std::string_view names[] = {"info", "mineure", "majeure", "bloquante"};
  for (int i = 0; i < 4; ++i)
    if (names[i] == name) return i;
  return -1;
}

class Run {
 public:
  Run(const Options& options, const LoadedRules& rules)
      : options_(options),
        rules_(rules),
        replay_(*rules.plan),
        output_(options.output, {&options.question.dossiers.from, 1}) {
    envelope_.asked = iso_date(options.question.asked);
    envelope_.known = iso_date(options.question.known);
    envelope_.rules_digest = rules.model().digest;
    envelope_.made_at = utc_now();
  }

  int operator()() {
    if (options_.format == "csv") output_.stream() << csv_heading();
    if (options_.format == "json") output_.stream() << json_opening(envelope_);
    const auto tally =
        each_dossier(options_.question.dossiers, rules_.model().vocabulary, journal_, [this] { dossier(); });
    envelope_.dossiers = tally.read;
    envelope_.rejects = tally.rejects;
    if (options_.format == "json") output_.stream() << json_closing(envelope_) << '\n';
    if (options_.format == "texte") output_.stream() << work_list(kept_, envelope_, !options_.nature.empty());
    if (options_.format == "html") write_html(output_.stream(), envelope_, kept_, dossiers_);
    if (tally.rejects > 0)
      fmt::print(stderr, "{} ligne(s) rejetée(s), {} dossier(s) lu(s)\n", tally.rejects, tally.read);
    if (options_.question.strict && tally.rejects > 0) return exit_bad_input;
    if (!options_.question.dossiers.dossier.empty() && tally.read == 0) {
      fmt::print(stderr, "le dossier « {} » n'est pas dans {}\n", options_.question.dossiers.dossier,
                 options_.question.dossiers.from);
      return exit_bad_input;
    }
    output_.keep();
    return found_ ? exit_found : exit_done;
  }

 private:
  bool wanted(const Finding& finding) const {
    if (!options_.role.empty() && finding.role != options_.role && finding.decideur != options_.role)
      return false;
    return options_.nature.empty() || finding.nature == options_.nature;
  }

  void dossier() {
    replay_.run(journal_, options_.question.asked, options_.question.known, evaluation_);
    publish(*rules_.plan, journal_, evaluation_, findings_);
    bool any = false;
    for (auto& finding : findings_) {
      if (!wanted(finding)) continue;
      any = true;
      ++envelope_.findings;
      const auto* nature = nature_named(finding.nature);
      const auto* statut = statut_named(finding.statut);
      const bool alarming = (nature && nature->alarming) || (statut && statut->late);
      if (!options_.fail_at.empty() && alarming &&
          severity_rank(finding.gravite) >= severity_rank(options_.fail_at))
        found_ = true;
      if (options_.format == "ndjson")
        output_.stream() << finding_json(finding) << '\n';
      else if (options_.format == "json")
        output_.stream() << (envelope_.findings > 1 ? ",\n" : "\n") << finding_json(finding);
      else if (options_.format == "csv")
        output_.stream() << csv_line(finding, journal_.territoire);
      else
        kept_.push_back(std::move(finding));
    }
    if (any && options_.format == "html")
      dossiers_.push_back(
          {journal_.dossier, journal_.territoire, timeline(*rules_.plan, journal_, evaluation_)});
  }

  const Options& options_;
  const LoadedRules& rules_;
  Replay replay_;
  Output output_;
  Evaluation evaluation_;
  Journal journal_;
  RunEnvelope envelope_;
  std::vector<Finding> findings_, kept_;
  std::vector<PageDossier> dossiers_;
  bool found_ = false;
};

/// A misspelt filter would show an empty list, which reads as « nothing to do ».
bool known_filters(const Options& options, const Model& model) {
  const auto known = [](const char* option, const std::string& word,
                        const std::vector<std::string_view>& names) {
    if (word.empty() || std::ranges::find(names, word) != names.end()) return true;
    const auto meant = did_you_mean(word, names);
    fmt::print(stderr, "{} : « {} » n'existe pas{} Les mots possibles : {}\n", option, word,
               meant.empty() ? "." : meant.then(), listed(names));
    return false;
  };
  std::vector<std::string_view> roles, words;
  for (const auto& role : model.roles) roles.push_back(model.text(role.name));
  for (const auto& nature : natures()) words.push_back(nature.word);
  return known("--role", options.role, roles) && known("--nature", options.nature, words);
}

int control(Options& options) {
  if (!understand(options.question)) return exit_bad_input;
  if (options.format == "xlsx" || options.format == "ics") {
    fmt::print(
        stderr,
        "--format {} n'existe pas dans cette version ; les formats sont texte, json, ndjson, csv et html\n",
        options.format);
    return exit_bad_input;
  }
  const auto rules = load_runnable(options.question.rules, options.question.language);
  if (!rules || !known_filters(options, rules->model())) return exit_bad_input;
  return reading([&] { return Run(options, *rules)(); });
}

}  // namespace

void add_controler(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("controler", "Dit, pour un jour, ce qui est dû, en retard, irrégulier, à faire")
          ->alias("run");
  add_question_options(*verb, options->question);
  verb->add_option("--format", options->format, "texte (liste de travail), json, ndjson, csv ou html")
      ->check(CLI::IsMember({"texte", "json", "ndjson", "csv", "html", "xlsx", "ics"}));
  verb->add_option("--sortie", options->output, "Fichier à écrire ; par défaut la sortie standard")
      ->check(written_path());
  verb->add_option("--role", options->role, "Ce que doit faire ou décider ce rôle");
  verb->add_option("--nature", options->nature,
                   "Une seule nature de constats : echeance, irregularite, action…");
  verb->add_option("--echouer-si", options->fail_at,
                   "Répondre 1 s'il y a un retard ou une irrégularité de cette gravité, ou plus")
      ->check(CLI::IsMember({"info", "mineure", "majeure", "bloquante"}));
  verb->footer(
      "Exemple : filrouge controler --regles rules --dossiers adour.sqlite --au 2026-11-21 --format html "
      "--sortie liste.html");
  verb->callback([options, &exit_code] { exit_code = control(*options); });
}

}  // namespace filrouge
