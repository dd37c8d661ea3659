#include "dsl/testing/dossier_scenario.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

#include "dsl/testing/report.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/session/loaded_rules.hpp"

// A real dossier becomes a scénario that names nobody, and that passes as it is.
using namespace filrouge;

namespace {

const std::filesystem::path rules = std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules";

/// 500 dossiers of the generator.
std::vector<Record> generated() {
  const auto command = (std::filesystem::path(FILROUGE_BINARY_DIR) / "bin/filrouge_generateur").string() +
                       " --graine 14 --dossiers 500";
  auto* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  std::string text;
  char buffer[65536];
  for (std::size_t count; (count = fread(buffer, 1, sizeof buffer, pipe)) > 0;) text.append(buffer, count);
  REQUIRE(pclose(pipe) == 0);
  DossierJsonReader reader;
  std::vector<Record> records;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    REQUIRE_FALSE(reader.read(std::string_view(text).substr(at, end - at), records.emplace_back()));
    at = end + 1;
  }
  return records;
}

/// What names the dossier, or may: as its file has it.
std::set<std::string> names_of(const Record& record, const Vocabulary& words) {
  std::set<std::string> names = {record.dossier, record.matricule};
  std::set<std::string> of_rules;
  for (const auto& [folded, symbol] : words.texts()) of_rules.insert(std::string(words.symbols.text(symbol)));
  const auto add_text = [&](const RawField& field, const std::vector<FieldDecl>& fields) {
    for (const auto& decl : fields)
      if (words.field_name(decl.id) == field.name && decl.type == ValueType::text &&
          !of_rules.contains(field.value.text))
        names.insert(field.value.text);
  };
  for (const auto& event : record.events) {
    if (!event.unnamed) names.insert(event.id);
    names.insert(event.reference);
    names.insert(event.source.key);
    for (const auto& reference : event.references) names.insert(reference.value.text);
    const auto type = words.find_event(event.type, record.departement);
    if (type == no_id) continue;
    for (const auto& field : event.fields) add_text(field, words.events[type].fields);
  }
  for (const auto& person : record.persons) names.insert(person.nir_key);
  // What any scénario may hold names nobody: « e12 », « p1 », a word of two letters.
  std::erase_if(names, [](const std::string& name) {
    const bool of_a_scenario = name.size() > 1 && (name[0] == 'e' || name[0] == 'p') &&
                               name.find_first_not_of("0123456789", 1) == std::string::npos;
    return name.size() < 3 || of_a_scenario;
  });
  return names;
}

}  // namespace

TEST_CASE("cinq cents dossiers deviennent des scénarios qui passent et ne nomment personne",
          "[dossier_scenario]") {
  const LoadedRules loaded(std::vector<std::filesystem::path>{rules}, dsl::Extent::to_run);
  REQUIRE(loaded.program);
  const auto folder = std::filesystem::path(FILROUGE_BINARY_DIR) / "essais" / "dossiers";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  const auto records = generated();
  REQUIRE(records.size() == 500);
  const auto last = *parse_iso_date("2026-11-21");
  std::size_t written = 0, named = 0;
  for (const auto& record : records) {
    const auto asked = last - static_cast<int>(written % 7) * 90;
    const int weeks = static_cast<int>(written % 3) * 7 - 7;
    Journal journal;
    bind(record, loaded.model().vocabulary, journal, asked);
    const auto text = dsl::dossier_scenario(*loaded.program, journal, asked, asked, weeks);
    std::ofstream(folder / (std::to_string(written) + ".fil")) << text;
    for (const auto& name : names_of(record, loaded.model().vocabulary))
      if (text.find(name) != std::string::npos) {
        if (++named < 10) UNSCOPED_INFO("« " << name << " » du dossier " << written);
      }
    ++written;
  }
  CHECK(named == 0);
  const LoadedRules again(std::vector<std::filesystem::path>{rules, folder}, dsl::Extent::whole);
  INFO(again.errors.substr(0, 4000));
  REQUIRE(again.program);
  std::vector<dsl::Scenario> scenarios;
  for (const auto& scenario : again.checked.scenarios)
    if (scenario.module.starts_with("tire_d_un_dossier_")) scenarios.push_back(scenario);
  CHECK(scenarios.size() == 500);
  const auto run = dsl::run_scenarios(*again.program, scenarios);
  CHECK(run.failed() == 0);
  if (run.failed() > 0) WARN(dsl::test_text(run, false).substr(0, 6000));
}

TEST_CASE("ce qu'un scénario ne peut dire d'un dossier est dit, et rien de libre n'y reste",
          "[dossier_scenario]") {
  const LoadedRules loaded(std::vector<std::filesystem::path>{rules}, dsl::Extent::to_run);
  REQUIRE(loaded.program);
  DossierJsonReader reader;
  Record record;
  REQUIRE_FALSE(reader.read(
      R"({"schema":1,"dossier":"64-0009999","departement":"64","territoire":"Adour BAB","organisme":"CAF de Bayonne",
"matricule":"7654321","couverture":[{"source":"webrsa","types":["orientation"],"du":"2019-01-01"}],
"personnes":[{"id":"Dupont-Marie","role":"demandeur","naissance":"1987-03-02",
"attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2024-01-01"}]}],
"evenements":[
{"id":"orientation-4711","type":"orientation","le":"2026-02-02","personne":"Dupont-Marie",
 "champs":{"parcours":"social","organisme":"departement","structure":"Mme Martin, SDSEI"}},
{"id":"manq-1","type":"manquement_constate","le":"2026-05-06","personne":"Dupont-Marie","reference":"M-2026-118",
 "champs":{"nature":"non_respect"},"source":{"systeme":"webrsa","objet":"x","cle":"88112"}},
{"id":"corr-1","type":"correction","le":"2026-05-10","champs":{"cible":"manq-1","champs":{"le":"2026-05-07"}}}]})",
      record));
  Journal journal;
  bind(record, loaded.model().vocabulary, journal);
  const auto asked = *parse_iso_date("2026-06-01");
  const auto text = dsl::dossier_scenario(*loaded.program, journal, asked, asked, 0);
  INFO(text);
  for (const auto* name : {"64-0009999", "7654321", "Dupont", "Martin", "4711", "M-2026-118", "88112",
                           "manq-1", "Bayonne", "orientation-"})
    CHECK(text.find(name) == std::string::npos);
  CHECK(text.find("correction cible: e2, le: 2026-05-07") != std::string::npos);
  CHECK(text.find("la couverture des sources") != std::string::npos);
  CHECK(text.find("le matricule") != std::string::npos);
  CHECK(text.find("les textes libres") != std::string::npos);
  // The same days, seven weeks later: the same days of the week.
  const auto later = dsl::dossier_scenario(*loaded.program, journal, asked, asked, 7);
  CHECK(later.find("le 2026-03-23 orientation") != std::string::npos);
  CHECK(later.find("au 2026-07-20 attendre") != std::string::npos);
  CHECK(later.find("décalés de 7 semaines") != std::string::npos);
  CHECK(dsl::dossier_scenario(*loaded.program, journal, asked, asked, 7) == later);
}
