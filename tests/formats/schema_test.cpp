#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/formats/dossier_json.hpp"
#include "engine/formats/ndjson.hpp"
#include "tests/published_schema.hpp"

using namespace filrouge;
using nlohmann::json;

/// The published schema says what the reader takes: both judge the same dossiers alike.
namespace {

PublishedSchema published() {
  return PublishedSchema(FILROUGE_SOURCE_DIR "/docs/schemas/dossier.schema.json");
}

/// Taken, and without a remark.
bool reader_accepts(const std::string& text) {
  DossierJsonReader reader;
  Record record;
  return !reader.read(text, record) && record.remarks.empty();
}

}  // namespace

TEST_CASE("les dossiers d'exemple suivent le schéma publié") {
  const auto schema = published();
  for (const auto& entry : std::filesystem::directory_iterator(FILROUGE_SOURCE_DIR "/examples/dossiers")) {
    if (entry.path().extension() != ".json") continue;
    INFO(entry.path());
    CHECK(schema.accepts(json::parse(std::ifstream(entry.path()))));
  }
}

TEST_CASE("le schéma publié et le lecteur jugent de même") {
  const auto schema = published();
  const auto event = [](const std::string& more) {
    return R"({"dossier":"d","evenements":[{"type":"orientation","le":"2024-01-02")" + more + "}]}";
  };
  const std::pair<std::string, bool> cases[] = {
      {R"({"dossier":"d"})", true},
      {R"({"schema":1,"dossier":"d","departement":null,"evenements":null})", true},
      {R"({"schema":2,"dossier":"d"})", false},
      {R"({"dossier":""})", false},
      {R"({"dossier":12})", false},
      {R"({"departement":"64"})", false},
      {R"({"dossier":"d","inconnu":1})", false},
      {R"({"dossier":"d","matricule":1234567})", false},
      {R"({"dossier":"d","attributs":[{"nom":"a","valeur":null}]})", true},
      {R"({"dossier":"d","attributs":[{"nom":"a"}]})", false},
      {R"({"dossier":"d","attributs":[{"nom":"a","valeur":[1]}]})", false},
      {R"({"dossier":"d","attributs":{"nom":"a","valeur":1}})", false},
      {R"({"dossier":"d","couverture":[{"source":"x","types":["a"],"du":"2024-01-01","au":null}]})", true},
      {R"({"dossier":"d","couverture":[{"types":"a"}]})", false},
      {R"({"dossier":"d","personnes":[{"naissance":"1987-03-02"}]})", true},
      {R"({"dossier":"d","personnes":[{"naissance":"02/03/1987"}]})", false},
      {R"({"dossier":"d","evenements":[{"type":"orientation"}]})", false},
      {R"({"dossier":"d","evenements":[{"le":"2024-01-02"}]})", false},
      {event(""), true},
      {event(R"(,"connu_le":"1899-12-31")"), false},
      {event(R"(,"du":"2024-13-01")"), false},
      {event(R"(,"champs":{"rang":1,"par_defaut":true,"motif":null,"structure":"s"})"), true},
      {event(R"(,"champs":{"lieux":["a"]})"), false},
      {event(R"(,"champs":{"champs":{"a":1}})"), false},
      {event(R"(,"references":{"saisine":"e1"},"source":{"systeme":"x"},"origine":"flux")"), true},
      {event(R"(,"references":{"saisine":["e1","S-2"]})"), true},
      {event(R"(,"references":{"saisine":[["e1"]]})"), false},
      {event(R"(,"references":{"saisine":[1]})"), false},
      {event(R"(,"origine":"rumeur")"), false},
      {event(R"(,"source":{"table":"x"})"), false},
      {R"({"dossier":"d","evenements":[{"type":"correction","le":"2024-01-02","champs":{"cible":"e9","champs":{"rang":2}}}]})",
       true},
      {R"({"dossier":"d","evenements":[{"type":"annulation","le":"2024-01-02","champs":{"annule":"e9"}}]})",
       true},
      {R"({"dossier":"d","evenements":[{"type":"correction","le":"2024-01-02","champs":{"rang":2}}]})",
       false},
      {R"({"dossier":"d","evenements":[{"type":"correction","le":"2024-01-02"}]})", false},
  };
  for (const auto& [text, good] : cases) {
    INFO(text);
    CHECK(schema.accepts(json::parse(text)) == good);
    CHECK(reader_accepts(text) == good);
  }
}
