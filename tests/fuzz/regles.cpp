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
#include "dsl/testing/report.hpp"
#include "dsl/testing/run.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/fuzz/must.hpp"

/// A rule text, read and checked whole, its diagnostics told in every form. What is accepted is documented,
/// plays its scénarios and a dossier. A text that names « base. » is read with tests/cas/commun.

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

/// Its acts are those of the common vocabulary.
const Record& dossier() {
  static const Record record = [] {
    Record read;
    const auto refused =
        DossierJsonReader().read(R"({"dossier":"64-1","departement":"64","territoire":"Adour BAB",
      "attributs":[{"nom":"taille_foyer","valeur":2,"le":"2024-01-01"}],
      "personnes":[{"id":"p1","role":"demandeur","naissance":"1987-02-28",
        "attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2024-01-01"}]}],
      "evenements":[
       {"id":"e1","type":"notification_droits_devoirs","le":"2024-01-10","personne":"p1"},
       {"id":"e2","type":"orientation","le":"2024-02-02","personne":"p1","champs":{"parcours":"social"}},
       {"id":"e3","type":"cer_signe","le":"2024-03-31","personne":"p1","champs":{"duree":"6 mois"}},
       {"id":"e4","type":"contact","le":"2024-04-02","personne":"p1"},
       {"id":"e5","type":"pause","le":"2024-05-02","personne":"p1"},
       {"id":"e6","type":"reprise","le":"2024-06-02","personne":"p1"},
       {"id":"e7","type":"manquement_constate","le":"2025-02-10","personne":"p1","champs":{"nature":"non_respect"}},
       {"id":"e8","type":"courrier_envoye","le":"2025-02-12","personne":"p1","champs":{"objet":"information_prealable","mode":"lrar"}},
       {"id":"e9","type":"saisine_ep","le":"2025-03-12","personne":"p1","reference":"S-1"},
       {"id":"e10","type":"avis_ep","le":"2025-04-12","personne":"p1","references":{"saisine":"S-1"}},
       {"id":"e11","type":"decision_cd","le":"2025-05-12","personne":"p1","du":"2025-06-01",
        "champs":{"mesure":"suspension","taux":"50 %","duree":"2 mois"}},
       {"id":"e12","type":"sortie","le":"2025-12-12"}]})",
                                 read);
    must(!refused, "le dossier d'épreuve se lit");
    return read;
  }();
  return record;
}

void must_be_text(const std::string& said) {
  must(first_bad_utf8(said) == std::string::npos, "ce qui est dit est en UTF-8");
}

std::string replayed(const Program& program) {
  Replay replay(program);
  Journal journal;
  Evaluation evaluation;
  std::vector<Finding> findings;
  std::string said;
  for (const auto* day : {"2024-06-30", "2026-11-21"}) {
    const auto asked = *parse_iso_date(day);
    bind(dossier(), program.model.vocabulary, journal, asked);
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
  must_be_text(replayed(program));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  std::vector<RuleText> texts;
  if (text.find("base.") != std::string::npos) texts.push_back({"base.fil", common()});
  texts.push_back({text.find("```fil") == std::string::npos ? "essai.fil" : "essai.fil.md", text});
  const auto values = [](const std::string&) -> std::optional<std::string> {
    return "nom: montant_forfaitaire\nvaleurs: [{depuis: 2024-01-01, valeur: 600.5, verifie: oui}]\n";
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
  must(replayed(*to_run.program) == replayed(*whole.program),
       "vérifiées en entier ou pour jouer, elles disent de même");
  must_serve(whole);
  return 0;
}
