#include "engine/session/loaded_rules.hpp"

#include <catch2/catch.hpp>
#include <filesystem>

namespace fs = std::filesystem;
using namespace filrouge;

namespace {

const fs::path rules_root = fs::path(FILROUGE_SOURCE_DIR) / "rules";

LoadedRules of(std::initializer_list<fs::path> paths, dsl::Extent extent = dsl::Extent::to_run) {
  return LoadedRules(std::span(paths.begin(), paths.size()), extent);
}

LoadedRules of_text(const std::string& text, dsl::Extent extent) {
  const RuleText texts[] = {{"essai.fil",
                             "module essai\n  titre « Essai »\n  fondement CASF L262-36\n"
                             "  statut vérifié « lu »\n\n" +
                                 text}};
  return LoadedRules(texts, {}, extent);
}

}  // namespace

TEST_CASE("les mêmes règles, du disque ou de la mémoire, ont la même empreinte", "[session]") {
  const auto cases = fs::path(FILROUGE_SOURCE_DIR) / "tests/cas";
  const auto on_disk = of({cases / "commun", cases / "bons/verif_manquement.fil"});
  REQUIRE(on_disk.errors == "");
  std::vector<RuleText> texts;
  for (std::uint32_t i = 0; i < on_disk.sources.size(); ++i)
    texts.push_back({on_disk.sources[i].path(), on_disk.sources[i].text()});
  const auto by_name = [&](const std::string& written) -> std::optional<std::string> {
    for (const auto& file : on_disk.checked.dated)
      if (file.shown == written) return file.text;
    return std::nullopt;
  };
  const LoadedRules in_memory(texts, by_name, dsl::Extent::to_run);
  CHECK(in_memory.errors == "");
  REQUIRE(on_disk.checked.dated.size() == 1);
  CHECK(in_memory.model().digest == on_disk.model().digest);
}

TEST_CASE("les règles nationales se lisent seules", "[session]") {
  const auto national = of({rules_root / "national"}, dsl::Extent::whole);
  CHECK(national.errors == "");
  CHECK(national.program.has_value());
}

TEST_CASE("un fichier donné deux fois n'est lu qu'une", "[session]") {
  const auto once = of({rules_root}), twice = of({rules_root, rules_root / "national"});
  CHECK(twice.errors == "");
  CHECK(twice.sources.size() == once.sources.size());
  CHECK(twice.model().digest == once.model().digest);
}

TEST_CASE("deux fichiers de même nom comptent tous deux dans l'empreinte", "[session]") {
  const RuleText first[] = {{"a.fil", "module alpha\n  titre « Un »\n"},
                            {"a.fil", "module beta\n  titre « B »\n"}};
  const RuleText second[] = {{"a.fil", "module alpha\n  titre « Un »\n"},
                             {"a.fil", "module beta\n  titre « C »\n"}};
  CHECK(LoadedRules(first, {}, dsl::Extent::to_run).model().digest !=
        LoadedRules(second, {}, dsl::Extent::to_run).model().digest);
}

TEST_CASE("qui joue les règles ne lit ni les scénarios, ni l'index, ni les trous des tables", "[session]") {
  for (const std::string wrong : {"table trouée (taille_foyer) donne taux\n  | 1 | 10 % |\n",
                                  "article premier « A »\n  encodé par nulle_part\n",
                                  "scénario s « S »\n  au 2024-01-01 attendre nulle_part\n"}) {
    const auto text = "attribut taille_foyer « Taille du foyer » : entier\n  portée dossier\n" + wrong;
    INFO(wrong);
    CHECK(of_text(text, dsl::Extent::to_run).errors == "");
    CHECK(of_text(text, dsl::Extent::whole).errors != "");
  }
  const auto whole = of({rules_root}, dsl::Extent::whole);
  CHECK_FALSE(whole.checked.scenarios.empty());
  CHECK_FALSE(whole.model().topics.empty());
  const auto to_run = of({rules_root});
  CHECK(to_run.checked.scenarios.empty());
  CHECK(to_run.model().topics.empty());
}
