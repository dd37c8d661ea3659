#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "apps/serveur/acte/expected_acts.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/serveur/acte_support.hpp"

namespace {

using namespace filrouge;
using namespace filrouge::acte;

ExpectedActs expected(const Record& record, Date asked, const ExpectedOf& of = {}) {
  Journal journal;
  Evaluation evaluation;
  bind(record, shipped().model.vocabulary, journal, asked);
  Replay(shipped()).run(journal, asked, asked, evaluation);
  return expected_acts(shipped(), journal, evaluation, of);
}

std::vector<Record> stories() {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(FILROUGE_SOURCE_DIR) + "/examples/dossiers"))
    if (entry.path().extension() == ".json") paths.push_back(entry.path());
  std::ranges::sort(paths);
  std::vector<Record> records;
  for (const auto& path : paths) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    records.push_back(dossier(text.str()));
  }
  return records;
}

}  // namespace

TEST_CASE("l'acte que l'échéance attend vient d'abord, prêt à remplir", "[acte]") {
  const auto record = dossier(R"({
  "schema": 1, "dossier": "64-3", "departement": "64",
  "personnes": [{"id": "p1", "role": "demandeur",
    "attributs": [{"nom": "soumission_droits_devoirs", "valeur": true, "le": "2025-09-01"}]}],
  "evenements": [
    {"id": "e1", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1", "reference": "M-1",
     "champs": {"nature": "non_respect", "commis_le": "2026-02-26"}}]})");
  const auto acts = expected(record, day("2026-03-03"), {.personne = {}, .affaire = "M-1"});
  REQUIRE(!acts.awaited.empty());
  const auto& first = acts.awaited.front();
  CHECK(first.name == "courrier_envoye");
  CHECK(first.prefilled ==
        std::vector<std::pair<std::string, std::string>>{{"champs.objet", "information_prealable"}});
  CHECK(first.date == "2026-03-17");
  CHECK(first.sentence.find("due le") == std::string::npos);  // an internal target is no legal deadline
  CHECK(first.sentence.find("pour le 17 mars 2026") != std::string::npos);
  CHECK(std::ranges::all_of(acts.awaited, [](const auto& act) { return act.affaire == "M-1"; }));
  // The suspension that the rules would follow stands apart.
  CHECK(std::ranges::find(acts.adverse, "decision_cd", &ExpectedAct::name) != acts.adverse.end());
}

TEST_CASE("une sanction n'est jamais la première attendue, ni préremplie", "[acte]") {
  std::size_t days = 0, adverse = 0;
  for (const auto& record : stories())
    for (const auto& event : record.events) {
      const auto acts = expected(record, event.on);
      ++days;
      adverse += acts.adverse.size();
      for (const auto& act : acts.adverse) REQUIRE(act.prefilled.empty());
      if (acts.awaited.empty()) continue;
      INFO(record.dossier << " " << iso_date(event.on) << " " << acts.awaited.front().sentence);
      const bool only_heavy = std::ranges::all_of(
          acts.awaited, [](const auto& act) { return act.preparatory || act.may_be_adverse; });
      REQUIRE((only_heavy || (!acts.awaited.front().preparatory && !acts.awaited.front().may_be_adverse)));
      for (const auto& act : acts.awaited)
        for (const auto& [key, word] : act.prefilled)
          if (act.may_be_adverse)
            REQUIRE((word != "suspension" && word != "suppression" && word != "reduction" &&
                     word != "radiation"));
    }
  CHECK(days > 100);
  CHECK(adverse > 100);
}

TEST_CASE("tout acte des dossiers d'exemple dit ce qu'il change, en phrases entières", "[acte]") {
  for (const auto& record : stories()) {
    auto so_far = record;
    so_far.events.clear();
    for (const auto& event : record.events) {
      const auto told = consequence(shipped(), so_far, event, std::max(event.on, event.known));
      INFO(record.dossier << " " << event.id << "\n" << shown(told));
      REQUIRE(!told.lines.empty());
      for (const auto& line : told.lines) {
        REQUIRE((line.sentence.ends_with('.') || line.sentence.ends_with('?')));
        REQUIRE(line.sentence.find("..") == std::string::npos);
        REQUIRE(line.sentence.find("«  »") == std::string::npos);
      }
      so_far.events.push_back(event);
    }
  }
}
