#include "apps/filrouge/controler.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/dossier_answer.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/filters.hpp"
#include "apps/filrouge/nightly.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/filrouge/whole_number.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/files/page_folder.hpp"
#include "engine/night/answering_threads.hpp"
#include "engine/reports/findings_csv.hpp"
#include "engine/reports/findings_ics.hpp"
#include "engine/reports/findings_xlsx.hpp"
#include "engine/reports/html_list.hpp"
#include "engine/reports/work_list.hpp"

namespace filrouge {
namespace {

constexpr std::uint64_t most_lines_a_page = 1'000'000'000;

struct Options {
  Question question;
  std::string format = "texte";
  OutputOptions output;
  std::string role, nature, fail_at;
  unsigned threads = 1;
  std::uint64_t lines_a_page = 10'000;  ///< 20 to 35 MB, a third of a second of the page's script
  bool asked_pages = false;
  bool since_last = false, whole = false;
};

std::optional<Severity> severity_named(std::string_view name) {
  for (const auto severity : {Severity::info, Severity::minor, Severity::major, Severity::blocking})
    if (severity_name(severity) == name) return severity;
  return std::nullopt;
}

std::optional<RunSourcesCount> count_of_sources(const DossierChoice& dossiers) {
  auto all = sources_of(dossiers);
  if (!all) return std::nullopt;
  return RunSourcesCount(std::move(*all));
}

class Run {
 public:
  Run(const Options& options, const LoadedRules& rules)
      : options_(options),
        rules_(rules),
        counted_(count_of_sources(options.question.dossiers)),
        asked_{options.question.asked,
               options.question.known,
               options.question.budget,
               options.format,
               options.role,
               options.nature,
               severity_named(options.fail_at),
               counted_.has_value()},
        rights_(rights_of(options.output.group)),
        output_(open_output(options.output, Tells::persons, {&options.question.dossiers.from, 1})),
        work_list_(rules.model()) {
    // What is no file is one page, however long.
    if (options.format == "html")
      list_.emplace(rules.model(),
                    output_->file().empty() ? std::nullopt : std::optional(options.lines_a_page));
    envelope_.asked = iso_date(options.question.asked);
    envelope_.known = iso_date(options.question.known);
    envelope_.rules_digest = rules.model().digest;
    envelope_.made_at = utc_now();
    if (options.format == "xlsx") workbook_.emplace(rules.model(), kept_by());
    if (options.format == "ics") calendar_.emplace(rules.model(), envelope_, kept_by());
  }

  int operator()() {
    if (options_.format == "csv") output_->stream() << csv_heading();
    if (options_.format == "json") output_->stream() << json_opening(envelope_);
    if (calendar_) output_->stream() << calendar_->opening();
    const auto tally = answer_all();
    envelope_.dossiers = tally.read;
    envelope_.rejects = tally.rejects;
    if (counted_) {
      envelope_.sources = counted_->counted();
      envelope_.head = told(*envelope_.sources, rules_.model().vocabulary);
    }
    if (options_.format == "json") output_->stream() << json_closing(envelope_) << '\n';
    if (options_.format == "texte") work_list_.write(output_->stream(), envelope_);
    if (calendar_) output_->stream() << calendar_->closing();
    if (!answered(options_.question, tally)) return exit_bad_input;
    if (workbook_) workbook_->write(output_->stream(), envelope_);
    if (options_.format == "html")
      write_html();
    else
      output_->keep();
    say_what_stands_elsewhere();
    return found_ ? exit_found : exit_done;
  }

 private:
  DossierTally answer_all() {
    using Threads = AnsweringThreads<DossierAnswer>;
    std::vector<Threads::Work> workers;
    for (unsigned i = 0; i < options_.threads; ++i)
      workers.emplace_back(
          [answering = std::make_shared<Answering>(asked_, *rules_.program)](
              const Journal& journal, DossierAnswer& answer) { (*answering)(journal, answer); });
    Threads threads(std::move(workers), [this](DossierAnswer& answer) { write(answer); });
    if (threads.count() < options_.threads)
      say("remarque : le système n'a donné que {} fils sur {} ; la réponse est la même\n", threads.count(),
          options_.threads);
    Journal journal;
    bool reading = true;
    try {
      const auto tally = each_dossier(options_.question.dossiers, rules_.model().vocabulary, journal, [&] {
        reading = false;
        if (counted_) counted_->saw(journal.dossier);
        threads.take(journal);
        reading = true;
      });
      threads.finish();
      return tally;
    } catch (...) {
      // What was read before what cannot be is answered.
      if (reading) threads.finish();
      throw;
    }
  }

  /// What the run was asked to keep to, as people read it.
  std::vector<std::string> kept_by() const {
    std::vector<std::string> lines;
    const auto& dossiers = options_.question.dossiers;
    if (!options_.role.empty()) lines.push_back(role_shown(rules_.model(), options_.role));
    if (!options_.nature.empty()) lines.emplace_back(nature_for_people(options_.nature));
    if (!dossiers.territoire.empty()) lines.push_back(dossiers.territoire);
    if (!dossiers.departement.empty()) lines.push_back("département " + dossiers.departement);
    if (!dossiers.dossier.empty()) lines.push_back("dossier " + dossiers.dossier);
    if (dossiers.tranche.count > 1)
      lines.push_back(fmt::format("part {} sur {}", dossiers.tranche.index, dossiers.tranche.count));
    return lines;
  }

  void say_what_stands_elsewhere() const {
    if (workbook_ && workbook_->sheets() > 1)
      say("remarque : {} lignes, plus qu'une feuille n'en tient ; la liste continue jusqu'à la feuille "
          "« Constats {} »\n",
          workbook_->rows(), workbook_->sheets());
    if (calendar_ && envelope_.findings > calendar_->lines())
      say("remarque : {} à l'agenda ; le reste ({}) est réglé, ou n'a ni jour à venir ni retard : "
          "--format texte ou xlsx dit ce qu'il y a à faire\n",
          counted(calendar_->entries(), "entrée", "entrées"),
          counted(envelope_.findings - calendar_->lines(), "constat", "constats"));
  }

  void write_html() {
    if (output_->file().empty()) {
      list_->write(output_->stream(), envelope_);
      output_->keep();
      if (list_->lines() > options_.lines_a_page)
        say("remarque : cette page a {} lignes, plus qu'un navigateur n'en ouvre sans peine ; donnez un "
            "fichier (--sortie liste.html) : il mènera à une page par territoire\n",
            list_->lines());
      return;
    }
    const auto index = std::filesystem::path(output_->file()).filename().string();
    PageFolder folder(*output_, rights_,
                      [&](const std::string& page) { return html_page_mark(index, page); });
    std::size_t pages = 0;
    if (list_->has_pages())
      pages = list_->write_pages(output_->stream(), envelope_,
                                 {index, folder.name(), [&](const std::string& page, const auto& fill) {
                                    folder.write(page, fill);
                                  }});
    else
      list_->write(output_->stream(), envelope_);
    for (const auto& left : folder.keep(html_meanwhile()))
      say("remarque : « {} », d'une liste précédente, n'est plus du jour et n'a pu être retiré : "
          "supprimez-le\n",
          left);
    if (pages > 0)
      say("remarque : {} lignes, trop pour une seule page ; « {} » mène à {}, par territoire, dans le "
          "dossier « {} » à côté : ils vont ensemble\n",
          list_->lines(), options_.output.path, counted(pages, "page", "pages"), folder.name());
  }

  void write(DossierAnswer& answer) {
    envelope_.findings += answer.findings;
    if (counted_) counted_->answered(answer.given_up, answer.wanting);
    found_ = found_ || answer.alarming;
    if (options_.format == "texte") return work_list_.add(answer.listed, answer.ranks);
    if (options_.format == "html") return list_->add(answer.page);
    if (workbook_) return workbook_->add(answer.territoire, answer.listed, answer.ranks);
    if (calendar_) {
      output_->stream() << calendar_->entries(answer.territoire, answer.listed);
      return;
    }
    std::string_view text = answer.text;
    // Of JSON, the first finding of all follows none.
    if (options_.format == "json" && !text.empty() && std::exchange(first_, false)) text.remove_prefix(1);
    output_->stream() << text;
  }

  const Options& options_;
  const LoadedRules& rules_;
  std::optional<RunSourcesCount> counted_;  ///< of a base
  const AskedOfEach asked_;
  const Rights rights_;
  std::unique_ptr<Output> output_;
  RunEnvelope envelope_;
  WorkList work_list_;
  std::optional<HtmlList> list_;  ///< html
  std::optional<FindingsXlsx> workbook_;
  std::optional<FindingsIcs> calendar_;
  bool first_ = true, found_ = false;
};

bool goes_to_terminal(const OutputOptions& output) {
  return (output.path.empty() || output.path == "-") && isatty(STDOUT_FILENO) != 0;
}

int control(Options& options) {
  if (!understand(options.question)) return exit_bad_input;
  if (options.format == "xlsx" && goes_to_terminal(options.output)) {
    say("--format xlsx fait un classeur, qu'un terminal ne montre pas ; donnez un fichier : --sortie "
        "liste.xlsx\n");
    return exit_bad_input;
  }
  if (options.asked_pages && options.format != "html") {
    say("--lignes-par-page est pour --format html : les autres formats n'ont pas de pages\n");
    return exit_bad_input;
  }
  const auto rules = load_runnable(options.question.rules, options.question.language);
  if (!rules) return exit_bad_input;
  std::vector<std::string_view> words;
  for (const auto& nature : natures()) words.push_back(nature.word);
  if (!known_role(options.role, rules->model()) || !known_filter("--nature", options.nature, words))
    return exit_bad_input;
  if (options.since_last)
    return reading([&] {
      return control_since_last({options.question, options.format, options.output, options.role,
                                 options.nature, options.fail_at, options.threads, options.whole},
                                *rules);
    });
  return reading([&] { return Run(options, *rules)(); });
}

}  // namespace

void add_controler(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("controler", "Dit, pour un jour, ce qui est dû, en retard, irrégulier, à faire")
          ->alias("run");
  add_question_options(*verb, options->question);
  verb->add_option("--format", options->format,
                   "texte (liste de travail), json, ndjson, csv, html, xlsx (classeur) ou ics (agenda)")
      ->check(CLI::IsMember({"texte", "json", "ndjson", "csv", "html", "xlsx", "ics"}));
  add_output_options(*verb, options->output);
  verb->add_option("--role", options->role, "Ce que ce rôle doit faire, décider ou conduire");
  verb->add_option("--nature", options->nature,
                   "Une seule nature de constats : echeance, irregularite, action…");
  verb->add_option(
          "--lignes-par-page", options->lines_a_page,
          "HTML : au-delà, le fichier de --sortie mène à une page par territoire, dans un dossier à côté")
      ->check(whole_number("lignes", 1, most_lines_a_page))
      ->capture_default_str()
      ->each([options](const std::string&) { options->asked_pages = true; });
  verb->add_option("--fils", options->threads,
                   "Répondre avec plusieurs fils de calcul : les mêmes octets, plus vite")
      ->check(whole_number("fils", 1, most_threads))
      ->capture_default_str();
  auto* since_last = verb->add_flag("--depuis-derniere", options->since_last,
                                    "D'une base : n'évaluer que les dossiers qui ont changé ou dont le jour "
                                    "est venu depuis la dernière fois, "
                                    "garder dans la base ce qui est dit, et dire ce qui diffère");
  verb->add_flag("--tout", options->whole, "Avec --depuis-derniere : évaluer tous les dossiers")
      ->needs(since_last);
  verb->add_option("--echouer-si", options->fail_at,
                   "Répondre 1 s'il y a un retard ou une irrégularité de cette gravité, ou plus")
      ->check(CLI::IsMember({"info", "mineure", "majeure", "bloquante"}));
  verb->footer(
      "Exemple : filrouge controler --regles rules --dossiers adour.sqlite --au 2026-11-21 --format html "
      "--sortie liste.html");
  verb->callback([options, &exit_code] { exit_code = control(*options); });
}

}  // namespace filrouge
