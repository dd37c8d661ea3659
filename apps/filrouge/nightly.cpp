#include "apps/filrouge/nightly.hpp"

#include <fmt/format.h>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/remarks.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/night/night.hpp"
#include "engine/night/night_changes.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/store/freshness.hpp"
#include "engine/store/stored_lines.hpp"

namespace filrouge {
namespace {

/// What a night is not asked; empty: it may be.
std::string refused(const NightlyOptions& options) {
  const auto& question = options.question;
  const auto& from = question.dossiers.from;
  if (from == "-" || from.find("://") != std::string::npos)
    return "--depuis-derniere est pour une base de filrouge (--base rsa64.db) : c'est elle qui garde ce qui "
           "a "
           "été dit";
  if (question.known != question.asked)
    return "--depuis-derniere dit ce qui est connu le jour demandé ; --connu-au se demande sans lui";
  if (!question.dossiers.dossier.empty() || question.dossiers.tranche.count > 1)
    return "--depuis-derniere est pour toute la base ; --dossier et --tranche se demandent sans lui";
  if (!options.fail_at.empty()) return "--echouer-si se demande sans --depuis-derniere";
  if (options.format != "texte" && options.format != "json" && options.format != "ndjson")
    return fmt::format(
        "--depuis-derniere s'écrit en texte (ce qui diffère), en json ou en ndjson ; --format {} se demande "
        "sans lui, et dit la même chose",
        options.format);
  const bool chosen = !options.role.empty() || !options.nature.empty() ||
                      !question.dossiers.territoire.empty() || !question.dossiers.departement.empty();
  if (options.format == "texte" && chosen)
    return "ce qui diffère est dit de toute la base : --role, --nature, --territoire et --departement se "
           "demandent avec --format json ou ndjson";
  return {};
}

void count(RunSourcesCount& counted, const StoredEvaluation& evaluation) {
  counted.saw(evaluation.dossier);
  counted.answered(evaluation.given_up, evaluation.wanting);
}

void write_lines(std::ostream& out, const NightlyOptions& options, const LoadedRules& rules, Base& base,
                 RunSourcesCount& counted) {
  RunEnvelope envelope;
  envelope.asked = envelope.known = iso_date(options.question.asked);
  envelope.rules_digest = rules.model().digest;
  envelope.made_at = utc_now();
  const bool json = options.format == "json";
  if (json) out << json_opening(envelope);
  const auto& places = options.question.dossiers;
  each_stored(base, {places.territoire, places.departement, options.role, options.nature},
              [&](const StoredLines& answer) {
                ++envelope.dossiers;
                for (const auto line : answer.lines)
                  out << (!json ? "" : envelope.findings++ == 0 ? "\n" : ",\n") << line << (json ? "" : "\n");
                count(counted, answer);
              });
  envelope.sources = counted.counted();
  envelope.head = told(*envelope.sources, rules.model().vocabulary);
  if (json) out << json_closing(envelope) << '\n';
}

}  // namespace

int control_since_last(const NightlyOptions& options, const LoadedRules& rules) {
  if (const auto why = refused(options); !why.empty()) {
    say("{}\n", why);
    return exit_bad_input;
  }
  const auto& question = options.question;
  // A night creates no base: a misspelt name would be an empty one, where nothing is ever late.
  { const Base there(question.dossiers.from, BaseAccess::read); }
  Base base(question.dossiers.from, BaseAccess::write);
  const auto output = open_output(options.output, Tells::persons, {&question.dossiers.from, 1});
  NightChanges changes(*rules.program);
  DossierTally tally;
  RemarkTeller remarks(tally);
  const auto night = pass_night(
      base, *rules.program, {question.asked, utc_now(), options.whole, question.budget, options.threads},
      [&](const StoredAnswer& answer, const FindingChanges& differ) { changes.add(answer, differ); },
      [&](const Journal& journal) {
        ++tally.read;
        remarks.journal_of_base(journal);
      });
  RunSourcesCount counted(freshness(base, question.known));
  if (options.format == "texte") {
    each_evaluated(base, [&](const StoredEvaluation& evaluation) { count(counted, evaluation); });
    changes.write(output->stream(), night, question.asked, told(counted.counted(), rules.model().vocabulary));
  } else {
    write_lines(output->stream(), options, rules, base, counted);
  }
  output->keep();
  return exit_done;
}

}  // namespace filrouge
