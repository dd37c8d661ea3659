#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>

#include "engine/formats/dossier_json.hpp"
#include "engine/formats/ndjson.hpp"

using namespace filrouge;
using nlohmann::json;

/// The published schema says what the reader takes: both judge the same dossiers alike.
namespace {

/// The part of JSON Schema 2020-12 that the published page uses.
class Schema {
 public:
  explicit Schema(json root) : root_(std::move(root)) {}
  bool accepts(const json& value) const { return accepts(root_, value); }

 private:
  static bool is_type(const json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    FAIL("type inconnu du test : " << type);
    return false;
  }

  bool accepts(const json& schema, const json& value) const {
    if (schema.is_boolean()) return schema.get<bool>();
    for (const auto& [key, rule] : schema.items())
      if (!obeys(schema, key, rule, value)) return false;
    return true;
  }

  bool obeys(const json& schema, const std::string& key, const json& rule, const json& value) const {
    if (key == "$ref") return accepts(root_.at(json::json_pointer(rule.get<std::string>().substr(1))), value);
    if (key == "type") {
      if (rule.is_string()) return is_type(value, rule);
      return std::any_of(rule.begin(), rule.end(), [&](const json& type) { return is_type(value, type); });
    }
    if (key == "const") return value == rule;
    if (key == "enum") return std::find(rule.begin(), rule.end(), value) != rule.end();
    if (key == "minLength")
      return !value.is_string() || value.get<std::string>().size() >= rule.get<std::size_t>();
    if (key == "maxLength")
      return !value.is_string() || value.get<std::string>().size() <= rule.get<std::size_t>();
    if (key == "maxItems") return !value.is_array() || value.size() <= rule.get<std::size_t>();
    if (key == "pattern")
      return !value.is_string() ||
             std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>()));
    if (key == "items")
      return !value.is_array() ||
             std::all_of(value.begin(), value.end(), [&](const json& item) { return accepts(rule, item); });
    if (key == "required")
      return !value.is_object() || std::all_of(rule.begin(), rule.end(), [&](const json& name) {
        return value.contains(name.get<std::string>());
      });
    if (key == "properties") {
      if (value.is_object())
        for (const auto& [name, member] : value.items())
          if (rule.contains(name) && !accepts(rule[name], member)) return false;
      return true;
    }
    if (key == "additionalProperties") {
      const auto known = schema.value("properties", json::object());
      if (value.is_object())
        for (const auto& [name, member] : value.items())
          if (!known.contains(name) && !accepts(rule, member)) return false;
      return true;
    }
    if (key == "anyOf")
      return std::any_of(rule.begin(), rule.end(), [&](const json& each) { return accepts(each, value); });
    if (key == "if") {
      const char* branch = accepts(rule, value) ? "then" : "else";
      return !schema.contains(branch) || accepts(schema[branch], value);
    }
    const bool silent =
        key == "then" || key == "else" || key == "description" || key == "title" || key.starts_with('$');
    if (!silent) FAIL("mot du schéma inconnu du test : " << key);
    return true;
  }

  json root_;
};

Schema published() {
  return Schema(json::parse(std::ifstream(FILROUGE_SOURCE_DIR "/docs/schemas/dossier.schema.json")));
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
