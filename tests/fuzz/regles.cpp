#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "dsl/document/reglement.hpp"
#include "dsl/document/sommaire.hpp"
#include "dsl/draw/dot.hpp"
#include "dsl/draw/mermaid.hpp"
#include "dsl/draw/named_procedures.hpp"
#include "dsl/testing/report.hpp"
#include "dsl/testing/run.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/fuzz/must.hpp"
#include "tests/oracle/random_dossier.hpp"

/// A rule text, read and checked whole, its diagnostics told in every form. What is accepted is documented,
/// plays its scénarios and dossiers drawn from its own vocabulary. A text that names « base. » is read with
/// tests/cas/commun.

using namespace filrouge;

namespace {

const std::string& common() {
  static const std::string text = [] {
    std::ifstream stream(std::filesystem::path(FILROUGE_SOURCE_DIR) / "tests/cas/commun/base.fil",
                         std::ios::binary);
    must(stream.good(), "tests/cas/commun/base.fil s'ouvre");
    return std::string(std::istreambuf_iterator<char>(stream), {});
  }();
  return text;
}

void must_be_text(const std::string& said) {
  must(first_bad_utf8(said) == std::string::npos, "ce qui est dit est en UTF-8");
}

/// What is said of two dossiers drawn from the vocabulary of the rules themselves.
std::string replayed(const Program& program, std::uint64_t seed) {
  if (program.model.vocabulary.events.empty()) return {};
  Replay replay(program, {.steps = 5'000'000});
  Journal journal;
  Evaluation evaluation;
  std::vector<Finding> findings;
  std::string said;
  for (const auto& dossier :
       {oracle::random_dossier(program.model, seed), oracle::bold_dossier(program.model, seed)})
    for (const auto* day : {"2024-09-30", "2026-11-21"}) {
      const auto asked = *parse_iso_date(day);
      bind(dossier, program.model.vocabulary, journal, asked);
      replay.run(journal, asked, asked, evaluation);
      publish(program, journal, evaluation, findings);
      for (const auto& finding : findings) said += finding.id + " " + finding.explication + "\n";
      replay.note_steps(evaluation);
      said += tell(program, journal, evaluation);
    }
  return said;
}

/// What may be asked of rules that are accepted.
void must_serve(const LoadedRules& rules) {
  const auto& program = *rules.program;
  const auto run = dsl::run_scenarios(program, rules.checked.scenarios);
  must(run.results.size() == rules.checked.scenarios.size(), "chaque scénario a son résultat");
  must_be_text(dsl::reglement(program, {}).page);
  must_be_text(dsl::reglement(program, {"", "64", true}).page);
  must_be_text(dsl::sommaire_page(program, run, "../rules/"));
  for (const auto p : dsl::procedures_of(program, {})) {
    const auto drawing = dsl::drawing(program, p, {});
    must_be_text(dsl::dot(drawing));
    must_be_text(dsl::mermaid(drawing));
    must_be_text(dsl::told(drawing));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<RuleText> texts;
  if (text.find("base.") != std::string::npos) texts.push_back({"base.fil", common()});
  texts.push_back({text.find("```fil") == std::string::npos ? "essai.fil" : "essai.fil.md", text});
  const auto values = [](const std::string&) -> std::optional<std::string> {
    return "nom: montant_forfaitaire\nvaleurs: [{valeur: 100, verifie: oui}, {depuis: 2024-04-01, valeur: "
           "600.5, verifie: non}]\n";
  };

  const LoadedRules whole(texts, values, dsl::Extent::whole);
  const auto said = dsl::render_text(whole.sources, whole.diagnostics);
  must_be_text(said);
  must_be_text(dsl::render_text(whole.sources, whole.diagnostics, dsl::Language::english));
  for (const auto& one : whole.diagnostics.in_order())
    must(one.range.file < whole.sources.size() && one.range.begin <= one.range.end &&
             one.range.end <= whole.sources[one.range.file].text().size(),
         "un diagnostic est dans le texte");
  must(whole.program.has_value() != whole.diagnostics.has_errors(), "un texte sans faute est un programme");

  // What takes far longer than reading, and depends on it little: one text in fifty, told by its length.
  if (size % 50 == 0) {
    const LoadedRules again(texts, values, dsl::Extent::whole);
    must(dsl::render_text(again.sources, again.diagnostics) == said,
         "deux fois le même texte, les mêmes mots");
    must(nlohmann::json::accept(dsl::render_json(whole.sources, whole.diagnostics)),
         "les diagnostics sont du JSON");
    must(nlohmann::json::accept(dsl::render_sarif(whole.sources, whole.diagnostics)),
         "les diagnostics sont du SARIF");
  }
  if (!whole.program) return 0;
  const LoadedRules to_run(texts, values, dsl::Extent::to_run);
  must(to_run.program.has_value(), "ce qui est sans faute se joue");
  must(to_run.model().digest == whole.model().digest, "les mêmes règles ont la même empreinte");
  const auto told = replayed(*whole.program, size);
  must_be_text(told);
  must(replayed(*to_run.program, size) == told, "vérifiées en entier ou pour jouer, elles disent de même");
  must_serve(whole);
  return 0;
}
