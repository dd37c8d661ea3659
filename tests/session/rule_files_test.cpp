#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "engine/session/loaded_rules.hpp"

// What rules may read of the disk: they come from others, and so does what they name.

namespace fs = std::filesystem;
using namespace filrouge::dsl;

namespace {

/// A folder of rules of its own, gone with the test.
struct Place {
  fs::path root = fs::temp_directory_path() / ("filrouge-regles-" + std::to_string(getpid()));
  Place() {
    fs::remove_all(root);
    fs::create_directories(root);
  }
  ~Place() { fs::remove_all(root); }

  fs::path write(const fs::path& path, const std::string& text) const {
    fs::create_directories((root / path).parent_path());
    std::ofstream(root / path, std::ios::binary) << text;
    return root / path;
  }
  void link(const fs::path& from, const fs::path& to) const { fs::create_symlink(to, root / from); }
};

std::string said(std::vector<fs::path> paths) {
  const filrouge::LoadedRules rules(paths, Extent::whole);
  return render_text(rules.sources, rules.diagnostics);
}

const std::string values = "nom: m\nvaleurs:\n  - valeur: 12,50 €\n    verifie: oui\n";
const std::string secret = "nom: m\nsecret_de_la_maison: 1\nvaleurs: []\n";

std::string parameter(const std::string& path) {
  return "module essai\n  titre « Essai »\n  fondement CASF L262-36\n  statut vérifié « lu »\n\n"
         "paramètre m : montant dans « " +
         path + " »\n";
}

}  // namespace

TEST_CASE("Un fichier de valeurs se lit sous la racine des règles, et nulle part ailleurs", "[verif]") {
  const Place place;
  place.write("regles/parametres/m.yaml", values);
  place.write("regles/national/rsa/m.yaml", values);
  place.write("dehors.yaml", secret);
  place.write("regles/national/note.txt", secret);
  const auto regles = place.root / "regles";
  const auto outside = (place.root / "dehors.yaml").string();
  place.link("regles/lien.yaml", outside);
  place.link("regles/dossier", place.root);
  place.link("regles/interieur.yaml", "parametres/m.yaml");
  place.link("regles/texte.yaml", "national/note.txt");
  const auto tried = [&](const std::string& path) {
    place.write("regles/national/rsa/essai.fil", parameter(path));
    return said({regles});
  };
  for (const auto* inside : {"m.yaml", "../../parametres/m.yaml", "parametres/m.yaml", "./../rsa/m.yaml",
                             "interieur.yaml", "../../dossier/regles/parametres/m.yaml"}) {
    INFO(inside);
    CHECK(tried(inside) == "");
  }
  for (const auto& path :
       {outside, std::string("/etc/passwd"), std::string("../../../dehors.yaml"),
        std::string("../../../../../../../../../../etc/absent.yaml"), std::string("lien.yaml"),
        std::string("../../lien.yaml"), std::string("dossier/dehors.yaml")}) {
    const auto text = tried(path);
    INFO(path << "\n" << text);
    CHECK(text.find("national/rsa/essai.fil:6:28: erreur F375 : ") == 0);
    CHECK(text.find("    paramètre m : montant dans « " + path) != std::string::npos);
    CHECK(text.find("conseil : copiez ce fichier sous la racine") != std::string::npos);
    CHECK(text.find("secret_de_la_maison") == std::string::npos);
  }
  CHECK(tried("../dehors.yaml").find("« ../dehors.yaml » n'existe pas") != std::string::npos);
  for (const auto* path : {"../note.txt", "texte.yaml", "essai.fil"}) {
    const auto text = tried(path);
    INFO(path << "\n" << text);
    CHECK(text.find("n'est pas un fichier YAML") != std::string::npos);
    CHECK(text.find("secret_de_la_maison") == std::string::npos);
  }
}

TEST_CASE("Une part d'un jeu de règles lit les « parametres » de ce jeu", "[verif]") {
  const Place place;
  place.write("regles/parametres/m.yaml", values);
  place.write("regles/m.yaml", values);
  const auto file = place.write("regles/national/rsa/essai.fil", parameter("../../parametres/m.yaml"));
  for (const auto& given :
       {file, file.parent_path(), place.root / "regles/national", place.root / "regles"}) {
    INFO(given.string());
    CHECK(said({given}) == "");
  }
  place.write("regles/national/rsa/essai.fil", parameter("../../m.yaml"));
  CHECK(said({place.root / "regles"}) == "");
  CHECK(said({place.root / "regles/national"}).find("F375") != std::string::npos);
  // Folders given together are one set.
  CHECK(said({place.root / "regles/national",
              place.write("regles/autre.fil", "module autre\n  titre « Autre »\n")}) == "");
}

TEST_CASE("Un lien vers un fichier du dehors n'est pas lu comme une règle", "[verif]") {
  const Place place;
  place.write("dehors.fil", "secret_de_la_maison\n");
  place.write("texte", "secret_de_la_maison\n");
  place.write("regles/essai.fil", "module essai\n  titre « Essai »\n");
  place.write("regles/vrai/autre", "module autre\n  titre « Autre »\n");
  place.link("regles/autre.fil", "vrai/autre");
  CHECK(said({place.root / "regles"}) == "");
  place.link("regles/lien.fil", "../dehors.fil");
  const auto text = said({place.root / "regles"});
  INFO(text);
  CHECK(text.find("lien.fil:1:1: erreur F108 : ") != std::string::npos);
  CHECK(text.find("secret_de_la_maison") == std::string::npos);
  CHECK(said({place.root / "texte"}).find("F395") != std::string::npos);
  CHECK(said({place.root / "texte"}).find("secret_de_la_maison") == std::string::npos);
}

TEST_CASE("Une ligne illisible n'accuse aucun des fichiers qui se servent du sien", "[verif]") {
  const Place place;
  const auto regles = place.root / "regles";
  fs::copy(fs::path(FILROUGE_SOURCE_DIR) / "rules", regles, fs::copy_options::recursive);
  const std::pair<const char*, const char*> slips[] = {{"national/vocabulaire.fil", "événement orientation "},
                                                       {"national/vocabulaire.fil", "module "},
                                                       {"national/delais.fil", "conventions "},
                                                       {"national/roles.fil", "rôle "},
                                                       {"national/rsa/montants.fil", "paramètre "}};
  for (const auto& [name, clause] : slips) {
    const auto path = regles / name;
    std::string text;
    {
      std::ifstream stream(path, std::ios::binary);
      text.assign(std::istreambuf_iterator<char>(stream), {});
    }
    const auto at = text.find(std::string("\n") + clause);
    REQUIRE(at != std::string::npos);
    std::ofstream(path, std::ios::binary) << text.substr(0, at + 1) << "blabla " << text.substr(at + 1);
    const filrouge::LoadedRules rules(std::vector<fs::path>{regles}, Extent::whole);
    INFO(name << " : " << clause << "\n" << rules.errors);
    CHECK(rules.diagnostics.errors() >= 1);
    for (const auto& told : rules.diagnostics.in_order())
      CHECK(rules.sources[told.range.file].path() == name);
    std::ofstream(path, std::ios::binary) << text;
  }
}
