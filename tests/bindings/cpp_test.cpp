#include <algorithm>
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <filrouge/filrouge.hpp>
#include <string>
#include <thread>
#include <vector>

// The library as who embeds it sees it, with rules that stand on no disk.

namespace {

const std::vector<filrouge::RuleText> texts = {{"mots.fil", R"(module essai.mots
  titre « Mots »

événement orientation « Orientation »
événement cer_signe « CER signé »
rôle référent « Référent » institution departement
)"},
                                               {"suivi.fil", R"(module essai.suivi
  titre « Suivi »
  conduite par référent
  utilise essai.mots
  fondement CASF L262-36
  statut vérifié « lu »

paramètre temps : durée dans « valeurs/temps.yaml »

procédure suivi « Suivi »
  pour chaque personne
  état à_signer initial
    échéance signer : temps après orientation, non franc, non prorogé
      tenue par cer_signe
      à faire « Signer le CER » par référent
    dès cer_signe, aller à signé
  état signé final
)"}};

std::optional<std::string> values(const std::string& written) {
  if (written != "valeurs/temps.yaml") return std::nullopt;
  return "nom: temps\nvaleurs:\n  - valeur: 2 mois\n    verifie: oui\n";
}

const char* const dossier = R"({"schema":1,"dossier":"64-1","departement":"64",
  "personnes":[{"id":"p1","role":"demandeur"}],
  "evenements":[{"id":"e1","type":"orientation","le":"2024-02-02","personne":"p1"}]})";

}  // namespace

TEST_CASE("des règles en mémoire répondent d'un dossier en mémoire", "[bibliotheque]") {
  filrouge::Evaluator evaluator(filrouge::RuleSet::load_texts(texts, values));
  const auto findings = evaluator.evaluate(dossier, {"2024-04-03"});
  CHECK(evaluator.remarks().empty());
  const auto signing = std::find_if(findings.begin(), findings.end(),
                                    [](const auto& one) { return one.nature == "echeance"; });
  REQUIRE(signing != findings.end());
  CHECK(signing->code == "essai.suivi.suivi.a_signer.signer");
  CHECK(signing->date == "2024-04-02");
  CHECK(signing->statut == "depassee");
  CHECK(signing->rule_file == "suivi.fil");
}

TEST_CASE("des fils qui partagent des règles répondent comme un seul", "[bibliotheque][fils]") {
  const auto rules = filrouge::RuleSet::load_texts(texts, values);
  const auto answer = [&] {
    filrouge::Evaluator evaluator(rules);
    std::string all;
    for (int day = 1; day <= 28; ++day)
      for (const auto& finding :
           evaluator.evaluate(dossier, {"2024-03-" + std::to_string(100 + day).substr(1)}))
        all += filrouge::to_json(finding) + "\n";
    return all;
  };
  const auto alone = answer();
  std::array<std::string, 4> answers;
  {
    std::vector<std::jthread> threads;
    for (auto& mine : answers) threads.emplace_back([&] { mine = answer(); });
  }
  for (const auto& one : answers) CHECK(one == alone);
}

TEST_CASE("qui embarque borne ce que coûte un dossier, et arrête une évaluation", "[bibliotheque]") {
  filrouge::Evaluator evaluator(filrouge::RuleSet::load_texts(texts, values));
  evaluator.allow({.steps = 10});
  const auto findings = evaluator.evaluate(dossier, {"2024-04-03"});
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().libelle == "Dossier trop coûteux à évaluer : rien n'en est dit");
  CHECK(evaluator.next_change() == "2024-04-04");
  std::atomic<bool> stop = true;
  evaluator.allow({.cancelled = &stop});
  CHECK_THROWS_AS(evaluator.evaluate(dossier, {"2024-04-03"}), filrouge::Cancelled);
  stop = false;
  CHECK(evaluator.evaluate(dossier, {"2024-04-03"}).size() > 1);
}

TEST_CASE("des règles en mémoire disent toutes leurs fautes, celles d'un fichier illisible comprises",
          "[bibliotheque]") {
  auto wrong = texts;
  wrong[0].text += "rôle rien « Rien »\n  blabla\n";
  wrong[1].text += "paramètre autre : durée dans « ailleurs.yaml »\n";
  try {
    filrouge::RuleSet::load_texts(wrong, values);
    FAIL("ces règles sont fausses");
  } catch (const filrouge::RulesError& error) {
    const std::string said = error.what();
    INFO(said);
    CHECK(said.find("mots.fil:8") != std::string::npos);
    CHECK(said.find("« ailleurs.yaml » n'existe pas") != std::string::npos);
  }
  CHECK_THROWS_AS(filrouge::RuleSet::load_texts({}), filrouge::RulesError);
}
