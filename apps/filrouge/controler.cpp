#include "apps/filrouge/controler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <utility>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/filters.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/reports/findings_csv.hpp"
#include "engine/reports/html_page.hpp"
#include "engine/reports/urgency.hpp"
#include "engine/reports/work_list.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

struct Options {
  Question question;
  std::string format = "texte";
  OutputOptions output;
  std::string role, nature, fail_at;
};

std::optional<Severity> severity_named(std::string_view name) {
  for (const auto severity : {Severity::info, Severity::minor, Severity::major, Severity::blocking})
    if (severity_name(severity) == name) return severity;
  return std::nullopt;
}

class Run {
 public:
  Run(const Options& options, const LoadedRules& rules)
      : options_(options),
        rules_(rules),
        replay_(*rules.program, {.steps = options.question.budget}),
        output_(open_output(options.output, Tells::persons, {&options.question.dossiers.from, 1})),
        fail_at_(severity_named(options.fail_at)),
        work_list_(rules.model()),
        page_(rules.model()),
        ranked_(options.format == "texte" || options.format == "html"),
        ranks_end_(options.format == "html"                              ? settled_begins
                   : options.format == "texte" && options.nature.empty() ? attention_ends
                                                                         : std::numeric_limits<int>::max()),
        publisher_(*rules.program),
        json_(*rules.program) {
    envelope_.asked = iso_date(options.question.asked);
    envelope_.known = iso_date(options.question.known);
    envelope_.rules_digest = rules.model().digest;
    envelope_.made_at = utc_now();
  }

  int operator()() {
    if (options_.format == "csv") output_->stream() << csv_heading();
    if (options_.format == "json") output_->stream() << json_opening(envelope_);
    const auto tally =
        each_dossier(options_.question.dossiers, rules_.model().vocabulary, journal_, [this] { dossier(); });
    envelope_.dossiers = tally.read;
    envelope_.rejects = tally.rejects;
    if (options_.format == "json") output_->stream() << json_closing(envelope_) << '\n';
    if (options_.format == "texte") work_list_.write(output_->stream(), envelope_);
    if (options_.format == "html") page_.write(output_->stream(), envelope_);
    if (!answered(options_.question, tally)) return exit_bad_input;
    output_->keep();
    return found_ ? exit_found : exit_done;
  }

 private:
  bool wanted(const CompactFinding& finding) const {
    const auto& model = rules_.model();
    const auto is_role = [&](RoleId role) {
      return role != no_id && model.text(model.roles[role].name) == options_.role;
    };
    if (!options_.role.empty() && !is_role(finding.role) && !is_role(finding.decider) && !finding.too_costly)
      return false;
    return options_.nature.empty() || finding.too_costly || nature_name(finding.nature) == options_.nature;
  }

  bool alarming(const CompactFinding& finding) const {
    const auto* statut = facts_of(finding.statut);
    return fail_at_ && finding.severity >= *fail_at_ &&
           (facts_of(finding.nature).alarming || (statut && statut->late));
  }

  /// Only what is printed is put into words: the rest is left while it is numbers.
  void dossier() {
    const auto& program = *rules_.program;
    replay_.run(journal_, options_.question.asked, options_.question.known, evaluation_);
    if (ranked_)
      rank(program, evaluation_, ranks_);
    else
      ranks_.assign(evaluation_.findings.size(), 0);
    text_.clear();
    listed_.clear();
    listed_ranks_.clear();
    const auto others = envelope_.findings;
    for (std::size_t f = 0; f < evaluation_.findings.size(); ++f) {
      const auto& finding = evaluation_.findings[f];
      if (!wanted(finding)) continue;
      ++envelope_.findings;
      found_ = found_ || alarming(finding);
      if (ranks_[f] < ranks_end_) print(finding, ranks_[f]);
    }
    if (options_.format == "html" && envelope_.findings > others)
      page_.add_dossier(journal_.dossier, journal_.territoire, timeline(program, journal_, evaluation_));
    if (options_.format == "texte") return work_list_.add(listed_, listed_ranks_);
    output_->stream() << text_;
  }

  void print(const CompactFinding& compact, int rank) {
    if (options_.format == "texte") {
      publisher_.publish(journal_, evaluation_, compact, listed_.emplace_back());
      listed_ranks_.push_back(rank);
    } else if (options_.format == "csv") {
      publisher_.publish(journal_, evaluation_, compact, finding_);
      text_ += csv_line(finding_, journal_.territoire);
    } else if (options_.format == "html") {
      std::string json;
      json_.append(journal_, evaluation_, compact, json);
      page_.add(std::move(json), rank, compact.date);
    } else {
      if (options_.format == "json") text_ += std::exchange(first_, false) ? "\n" : ",\n";
      json_.append(journal_, evaluation_, compact, text_);
      if (options_.format == "ndjson") text_ += '\n';
    }
  }

  const Options& options_;
  const LoadedRules& rules_;
  Replay replay_;
  std::unique_ptr<Output> output_;
  Evaluation evaluation_;
  Journal journal_;
  RunEnvelope envelope_;
  std::optional<Severity> fail_at_;
  WorkList work_list_;
  HtmlPage page_;
  bool ranked_;    ///< what is printed is a list, the most urgent first
  int ranks_end_;  ///< it stops before this rank
  std::vector<int> ranks_, listed_ranks_;
  Publisher publisher_;
  FindingsJson json_;
  Finding finding_;
  std::vector<Finding> listed_;  ///< of the dossier at hand
  std::string text_;             ///< the same, as it is printed
  bool first_ = true, found_ = false;
};

int control(Options& options) {
  if (!understand(options.question)) return exit_bad_input;
  if (options.format == "xlsx" || options.format == "ics") {
    say("--format {} n'existe pas dans cette version ; les formats sont texte, json, ndjson, csv et html\n",
        options.format);
    return exit_bad_input;
  }
  const auto rules = load_runnable(options.question.rules, options.question.language);
  if (!rules) return exit_bad_input;
  std::vector<std::string_view> words;
  for (const auto& nature : natures()) words.push_back(nature.word);
  if (!known_role(options.role, rules->model()) || !known_filter("--nature", options.nature, words))
    return exit_bad_input;
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
  add_output_options(*verb, options->output);
  verb->add_option("--role", options->role, "Ce que ce rôle doit faire, décider ou conduire");
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
