#include <array>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/fuzz/must.hpp"

/// A dossier as JSON, replayed by the rules of the trial over the national vocabulary on several days, then
/// published and told.

using namespace filrouge;

namespace {

const LoadedRules& rules() {
  static const LoadedRules loaded(
      [] {
        const std::filesystem::path root = FILROUGE_SOURCE_DIR;
        return std::array{root / "rules/national/vocabulaire.fil", root / "rules/national/delais.fil",
                          root / "rules/national/roles.fil", root / "tests/oracle/regles"};
      }(),
      dsl::Extent::to_run);
  must(loaded.program.has_value(), "les règles d'épreuve se lisent");
  return loaded;
}

/// Asked, known.
constexpr std::pair<Date, Date> questions[] = {
    {Date{19900}, Date{19900}},   // 2024-06-26
    {Date{20440}, Date{20300}},   // 2025-12-18, from what was known on 31 July
    {Date{20780}, Date{20780}}};  // 2026-11-23

/// All that is said of a dossier on a day, by machines that may have served for another.
struct Answerer {
  Replay replay{*rules().program, {.steps = 20'000'000}};
  Journal journal;
  Evaluation evaluation;

  std::string answer(const Record& record, Date asked, Date known) {
    const auto& program = *rules().program;
    bind(record, program.model.vocabulary, journal, known);
    replay.run(journal, asked, known, evaluation);
    std::vector<Finding> findings;
    publish(program, journal, evaluation, findings);
    std::string said;
    std::set<std::string> ids;
    const auto today = iso_date(asked);
    for (const auto& finding : findings) {
      must(ids.insert(finding.id).second, "deux constats n'ont pas le même identifiant");
      must(finding.apparu_le.empty() || finding.apparu_le <= today,
           "un constat est apparu au plus tard le jour demandé");
      must(finding.prochain_changement.empty() || finding.prochain_changement > today,
           "un constat change après le jour demandé");
      said += finding_json(finding) + "\n";
    }
    for (const auto& remark : journal.remarks) said += remark.text + "\n";
    replay.note_steps(evaluation);
    return said + tell(program, journal, evaluation);
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Answerer one, another;
  static DossierJsonReader reader;
  Record record;
  if (const auto refused = reader.read({reinterpret_cast<const char*>(data), size}, record)) {
    must(!refused->reason.empty() && first_bad_utf8(display(*refused)) == std::string::npos,
         "un dossier refusé dit pourquoi");
    return 0;
  }
  const auto json = to_json(record);
  Record again;
  must(!reader.read(json, again), "un dossier lu se relit");
  must(to_json(again) == json, "un dossier relu est le même");
  // One answer in three is asked twice, told by the length.
  for (std::size_t i = 0; i < std::size(questions); ++i) {
    const auto [asked, known] = questions[i];
    const auto said = one.answer(record, asked, known);
    must(first_bad_utf8(said) == std::string::npos, "ce qui est dit est en UTF-8");
    if (i == size % std::size(questions))
      must(another.answer(again, asked, known) == said, "le même dossier, deux fois la même réponse");
  }
  const auto next = one.replay.next_change(one.journal, one.evaluation);
  must(!next.known() || next > one.evaluation.asked, "le prochain changement vient après le jour demandé");
  return 0;
}
