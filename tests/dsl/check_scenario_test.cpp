#include <catch2/catch.hpp>
#include <filesystem>

#include "dsl/testing/run.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/dsl/check_support.hpp"

using namespace filrouge;
using filrouge::dsl::Expectation;

namespace {

const char* const rules = R"(
procédure suivi « Suivi »
  pour chaque personne soumise aux droits et devoirs
  état suivi initial
    échéance signer : 2 mois après orientation
      tenue par cer_signé
      à faire « Signer » par référent_unique
    dès sortie, aller à clos
  états finaux clos

)";

}  // namespace

TEST_CASE("Dans un scénario, « inconnu » est un mot du champ qui l'a, ailleurs il ne dit rien",
          "[verif][G6]") {
  const auto read = Read::module(std::string(rules) + R"(
événement visite « Visite »
  suite : un parmi (faite, inconnu) facultatif

scénario mots « Deux inconnus »
  le 2024-01-10 visite suite: inconnu
  le 2024-01-12 orientation parcours: inconnu
  au 2024-03-10 attendre suivi
)");
  REQUIRE(read.said() == "");
  const auto& events = read.checked.scenarios.at(0).record.events;
  REQUIRE(events.size() == 2);
  REQUIRE(events.at(0).fields.size() == 1);
  CHECK(events.at(0).fields.at(0).value == RawValue{RawValue::Kind::text, "inconnu"});
  CHECK(events.at(1).fields.empty());
}

TEST_CASE("Un scénario donne un dossier comme un fichier le donnerait", "[verif]") {
  const auto read = Read::module(std::string(rules) + R"(
scénario couple « Un couple »
  personne p2 conjoint
  taille_foyer 2
  majoration oui le 2024-01-01 jusqu'au 2024-03-31 personne: p2
  soumission_droits_devoirs non personne: p2
  le 2024-01-10 orientation parcours: social, personne: p1, reference: O-1
  le 2024-01-12 cer_signé du: 2024-02-01, duree: 6 mois, personne: p2, connu_le: 2024-01-20, id: cer
  le 2024-02-01 decision_cd mesure: reduction, taux: 80 %, montant: 646,52 €, personne: p1
  le 2024-02-02 correction cible: cer, duree: 3 mois
  le 2024-02-03 annulation annule: e1
  au 2024-03-10 attendre suivi
)");
  REQUIRE(read.said() == "");
  const auto& record = read.checked.scenarios.at(0).record;
  CHECK(record.dossier == "couple");
  CHECK(record.departement == "75");
  REQUIRE(record.persons.size() == 2);
  CHECK(record.persons.at(0).role == "demandeur");
  CHECK(record.persons.at(1).role == "conjoint");
  // p1 n'en dit rien : soumis depuis toujours. p2 dit le contraire.
  REQUIRE(record.persons.at(0).attributes.size() == 1);
  CHECK(record.persons.at(0).attributes.at(0).value.text == "true");
  CHECK_FALSE(record.persons.at(0).attributes.at(0).from.known());
  REQUIRE(record.persons.at(1).attributes.size() == 2);
  CHECK(record.persons.at(1).attributes.at(0).to == *civil_date(2024, 3, 31));
  CHECK(record.persons.at(1).attributes.at(1).value.text == "false");
  REQUIRE(record.attributes.size() == 1);
  CHECK(record.attributes.at(0).value == RawValue{RawValue::Kind::number, "2"});
  REQUIRE(record.events.size() == 5);
  CHECK(record.events.at(0).id == "e1");
  CHECK(record.events.at(0).person == "p1");
  CHECK(record.events.at(0).reference == "O-1");
  const auto& contract = record.events.at(1);
  CHECK(contract.id == "cer");
  CHECK(contract.from == *civil_date(2024, 2, 1));
  CHECK(contract.known == *civil_date(2024, 1, 20));
  CHECK(contract.fields.at(0) == RawField{"duree", {RawValue::Kind::text, "6 mois"}});
  const auto& decision = record.events.at(2);
  CHECK(decision.fields.at(1).value.text == "80 %");
  CHECK(decision.fields.at(2).value.text == "646.52");
  CHECK(record.events.at(3).target == "cer");
  CHECK_FALSE(record.events.at(3).cancels);
  CHECK(record.events.at(4).target == "e1");
  CHECK(record.events.at(4).cancels);
}

TEST_CASE("Une personne seule n'a pas à être nommée", "[verif]") {
  const auto read = Read::module(std::string(rules) + R"(
scénario seul « Seul »
  le 2024-01-10 orientation parcours: social
  au 2024-03-10, connu au 2024-02-01, ne pas attendre
    échéance signer due le 2024-03-10, tenue
    action « Signer » par référent_unique
    et rien d'autre
)");
  REQUIRE(read.said() == "");
  const auto& scenario = read.checked.scenarios.at(0);
  CHECK(scenario.record.events.at(0).person == "p1");
  REQUIRE(scenario.expected.size() == 1);
  const auto& expected = scenario.expected.at(0);
  CHECK(expected.asked == *civil_date(2024, 3, 10));
  CHECK(expected.known == *civil_date(2024, 2, 1));
  CHECK(expected.negative);
  REQUIRE(expected.lines.size() == 3);
  const auto& delai = expected.lines.at(0);
  CHECK(delai.kind == Expectation::Kind::delai);
  CHECK(delai.nature == "echeance");
  CHECK(delai.codes == std::vector<std::string>{"essai.suivi.suivi.signer"});
  CHECK(delai.date == *civil_date(2024, 3, 10));
  CHECK(delai.status == "tenue");
  CHECK(expected.lines.at(1).role == "referent_unique");
  CHECK(expected.lines.at(2).kind == Expectation::Kind::nothing_else);
}

TEST_CASE("Un dossier de règles se lit dans l'ordre des noms, YAML compris dans l'empreinte", "[verif]") {
  namespace fs = std::filesystem;
  const auto root = fs::path(FILROUGE_SOURCE_DIR) / "tests/cas";
  const auto load = [&](const fs::path& second) {
    const fs::path paths[] = {root / "commun", second};
    LoadedRules rules(paths, dsl::Extent::whole);
    CHECK(rules.errors == "");
    return std::move(rules.checked);
  };
  const auto first = load(root / "bons/verif_manquement.fil");
  CHECK(first.model.digest.size() == 71);
  CHECK(first.model.digest.starts_with("sha256:"));
  CHECK(load(root / "bons/verif_manquement.fil").model.digest == first.model.digest);
  CHECK(load(root / "bons/verif_contrat.fil").model.digest != first.model.digest);
  REQUIRE(first.dated.size() == 1);
  CHECK(first.dated.at(0).shown == "valeurs.yaml");
  // « plafond » : 646,52 € au 1er avril 2025, 651,69 € au 1er avril 2026.
  for (const auto& parameter : first.model.parameters) {
    if (parameter.type != ValueType::money) continue;
    REQUIRE(parameter.values.size() == 2);
    CHECK(parameter.values.at(0).value.lo == 64652);
    CHECK(parameter.values.at(1).value.lo == 65169);
    CHECK(parameter.values.at(1).from == *civil_date(2026, 4, 1));
    CHECK(parameter.values.at(1).verified);
  }
}

TEST_CASE("Un scénario attend la valeur d'une expression et la fin d'un délai", "[verif]") {
  // 150 % de 651,69 € : 977,535 €, au centime 977,54. Un mois depuis le 30 janvier 2026 : 28 février, un
  // samedi.
  const auto read = Read::module(R"(
paramètre base : montant = 651,69 €
définition couple : 150 % * base
scénario valeurs « Valeurs »
  au 2026-05-01 attendre
    couple vaut 977,54 €
    compter 1 mois, prorogé si samedi, dimanche ou férié, depuis le 2026-01-30 : 2026-03-02
    compter 2 mois avant le 2026-08-31 : 2026-06-30
  au 2026-05-01 attendre couple vaut 977,53 €
  au 2026-05-01 attendre
    compter 1 mois, non prorogé, depuis le 2026-01-30 : 2026-03-02
)");
  REQUIRE(read.said() == "");
  const Program program(read.checked.model);
  const auto run = dsl::run_scenarios(program, read.checked.scenarios);
  REQUIRE(run.results.size() == 1);
  REQUIRE(run.results[0].failures.size() == 2);
  CHECK(run.results[0].failures[0].text.find("elle vaut 977,54") != std::string::npos);
  CHECK(run.results[0].failures[1].text.find("samedi 28 février 2026") != std::string::npos);
  CHECK(run.results[0].scenario->named.size() == 2);
}

TEST_CASE("Un article nomme les règles qui le portent, un état par sa procédure", "[verif]") {
  const auto read = Read::module(std::string(rules) + R"(
article signature « Signature »
  fondement CASF L262-36, statut vérifié « lu »
  encodé par suivi, suivi.signer
)");
  REQUIRE(read.said() == "");
  const auto& topic = read.checked.model.topics.at(0);
  REQUIRE(topic.rules.size() == 2);
  CHECK(read.checked.model.rules[topic.rules[0]].code.ends_with(".suivi"));
  CHECK(read.checked.model.rules[topic.rules[1]].code.ends_with(".suivi.suivi.signer"));
}

TEST_CASE("Un rôle peut dépendre du territoire, un âge et une somme se lisent", "[verif]") {
  const auto read = Read::module(R"(
rôle caf_locale « CAF » institution caf
rôle département « Département » institution departement
rôle autorité « Autorité compétente »
  est caf_locale quand departement parmi (« 973 », « 974 », « 976 »)
  sinon est département

procédure suivi « Suivi »
  pour chaque personne soumise aux droits et devoirs
  état suivi initial
    échéance orienter : 2 mois après notification_droits_devoirs, non franc, non prorogé
      tenue par orientation
      à faire « Orienter » par autorité
      retard de l'autorité
    dès sortie, aller à clos
  états finaux clos

définition fin_de_mois : premier jour du mois suivant 2026-01-31
définition depuis_le_mois : premier jour du mois de (2 mois avant 2026-03-15)
définition année : premier jour de l'année de (aujourd'hui)
définition total_réduit : somme des montants de decision_cd

scénario suivi_75 « Au 75, le Département »
  personne p1 demandeur, née le 2000-05-02
  le 2026-01-05 notification_droits_devoirs
  au 2026-05-01 attendre
    âge vaut 25
    departement vaut « 75 »
    fin_de_mois vaut 2026-02-01
    depuis_le_mois vaut 2026-01-01
    année vaut 2026-01-01
    total_réduit vaut 0,00 €
  au 2026-05-02 attendre âge vaut 26

événement étape_du_parcours « Étape »
  portée personne
  étape : un parmi (début, fin)
table heures (étape) donne durée, taux
  | début | 1 à 2 mois | 30 % |
  | fin | 3 mois | 50 % |

scénario ailleurs « À La Réunion »
  département 974
  le 2026-01-05 étape_du_parcours étape: début
  au 2026-05-01 attendre
    departement vaut « 974 »
    taux de heures(fin) vaut 50 %
    durée de heures(début) vaut 1 à 2 mois
)");
  REQUIRE(read.said() == "");
  const Program program(read.checked.model);
  const auto run = dsl::run_scenarios(program, read.checked.scenarios);
  for (const auto& failure : run.results.at(0).failures) UNSCOPED_INFO(failure.text);
  CHECK(run.failed() == 0);

  Journal journal;
  auto record = read.checked.scenarios.at(0).record;
  Replay replay(program);
  Evaluation evaluation;
  for (const auto& [departement, role, late] : {std::tuple{"75", "departement", "departement"},
                                                {"974", "caf_locale", "caf"},
                                                {"", "autorite", "autorite"}}) {
    record.departement = departement;
    bind(record, read.checked.model.vocabulary, journal);
    replay.run(journal, *parse_iso_date("2026-05-01"), *parse_iso_date("2026-05-01"), evaluation);
    std::vector<Finding> findings;
    publish(program, journal, evaluation, findings);
    for (const auto& finding : findings)
      if (finding.nature == "echeance") {
        CHECK(finding.role == role);
        CHECK(finding.retard_de == late);
      }
  }
}

TEST_CASE("Un scénario écrit l'heure d'un acte comme on la lit", "[verif][G6]") {
  const auto cases = std::filesystem::path(FILROUGE_SOURCE_DIR) / "tests/cas";
  const std::filesystem::path paths[] = {cases / "commun", cases / "bons/verif_heures.fil"};
  const LoadedRules loaded(paths, dsl::Extent::whole);
  REQUIRE(loaded.program);
  const auto run = dsl::run_scenarios(*loaded.program, loaded.checked.scenarios);
  CHECK(run.results.size() == 3);
  for (const auto& result : run.results)
    for (const auto& failure : result.failures) UNSCOPED_INFO(failure.text);
  CHECK(run.failed() == 0);
}
