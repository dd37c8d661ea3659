#include "dsl/draw/drawing.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "dsl/draw/dot.hpp"
#include "dsl/draw/mermaid.hpp"
#include "dsl/draw/named_procedures.hpp"
#include "dsl/draw/svg.hpp"
#include "dsl/draw/text_width.hpp"
#include "engine/session/loaded_rules.hpp"

namespace fs = std::filesystem;
using namespace filrouge;

namespace {

const fs::path cases = fs::path(FILROUGE_SOURCE_DIR) / "tests/cas";

const LoadedRules& rules() {
  static const fs::path paths[] = {cases / "commun", cases / "dessin"};
  static const LoadedRules loaded(paths, dsl::Extent::whole);
  REQUIRE(loaded.errors == "");
  return loaded;
}

dsl::Drawing drawn(const std::string& departement = {}) {
  return dsl::drawing(*rules().program, 0, {departement, true});
}

const dsl::Box& box(const dsl::Drawing& it, std::string_view title) {
  const auto found =
      std::ranges::find_if(it.boxes, [&](const dsl::Box& one) { return one.title.starts_with(title); });
  REQUIRE(found != it.boxes.end());
  return *found;
}

/// « ouvert > clos : raison », a line a transition.
std::string arrows(const dsl::Drawing& it) {
  std::string text;
  for (const auto& arrow : it.arrows)
    for (const auto& reason : arrow.reasons)
      text += it.boxes[arrow.from].state + (arrow.stroke == dsl::Stroke::time ? " - " : " > ") +
              it.boxes[arrow.to].state + (arrow.local.empty() ? "" : " [" + arrow.local + "]") + " : " +
              reason.text + "\n";
  return text;
}

std::string lines(const dsl::Box& it) {
  std::string text;
  for (const auto& one : it.lines)
    text += one.head + (one.local.empty() ? "" : " [" + one.local + "]") + " : " + one.text + "\n";
  return text;
}

}  // namespace

TEST_CASE("Un dessin dit chaque état, chaque passage et chaque délai une fois", "[dessin]") {
  const auto it = drawn();
  CHECK(it.name == "essai.suivi.suivi");
  CHECK(
      arrows(it) ==
      "ouvert > clos : « CER signé » ; délai : 2 mois — CASF L262-36\n"
      "ouvert > en_pause : « Pause »\n"
      "ouvert - a_decider : Fin de « Dix jours pour répondre » : 10 jours après la notification de « "
      "Courrier envoyé », "
      "prorogé — CASF R262-69-1\n"
      "ouvert - a_decider : Si dépassée : « Signer le contrat », 2 mois après le début du suivi — CASF "
      "L262-36\n"
      "ouvert > remobilisation [64] : « Orientation »\n"
      "en_pause > ouvert : « Reprise »\n"
      "a_decider > ouvert : « Avis de l'équipe pluridisciplinaire », si sens = « favorable » et (aucun acte "
      "« Contact », "
      "de cette affaire) et (aucun acte « CER signé », de cette …)\n"
      "a_decider - clos : Fin de « Avis réputé rendu » : 1 mois après « Saisine de l'équipe "
      "pluridisciplinaire » — CASF "
      "R262-71 (à vérifier)\n"
      "suspendu - clos : Fin de « Suspension » : à compter du début du suivi, pendant 2 mois — CASF L262-36\n"
      "remobilisation > ouvert [64] : « Contact » ; délai : 15 jours — CASF L262-36\n"
      " > suspendu : « Décision du président du conseil départemental », mesure : suspension — CASF "
      "L262-37\n");
  CHECK(lines(box(it, "Manquement constaté")) ==
        "Échéance : Signer le contrat : 2 mois après le début du suivi — CASF L262-36 (le référent unique)\n"
        "Horloge arrêtée : « Signer le contrat » ne court pas pendant « En pause »\n"
        "Temps protégé : « Dix jours pour répondre »\n"
        "Propose : Saisir l'équipe (le cadre)\n");
  CHECK(lines(box(it, "En pause")) == "Pause : « Signer le contrat » s'arrête\n");
  CHECK(lines(box(it, "À décider")) ==
        "Recommence : « Avis de l'équipe pluridisciplinaire », si sens = « tardif »\n");
  CHECK(lines(box(it, "Depuis tout état")) ==
        "Temps protégé : Dix jours pour répondre : 10 jours après la notification de « Courrier envoyé », "
        "prorogé — CASF "
        "R262-69-1 ; d'ici là, pas de : « Décision du président du conseil départemental », mesure parmi "
        "(suspension, "
        "suppression)\n"
        "Vers « Clos » : « Décès »\n"
        "Vers « Clos » : « Sortie »\n");
  CHECK(box(it, "Allocation suspendue").sanction);
  CHECK(box(it, "Clos").final);
  CHECK(box(it, "Manquement constaté").initial);
  CHECK(it.cut);
  CHECK(it.untold == "1 geste à faire, 1 irrégularité");
}

TEST_CASE("Ce qu'un département ajoute le nomme, et n'est pas dans le dessin d'un autre", "[dessin]") {
  CHECK(box(drawn(), "Remobilisation").local == "64");
  CHECK(lines(box(drawn("64"), "Remobilisation")).starts_with("Échéance [64] : Revoir la personne"));
  const auto elsewhere = drawn("93");
  CHECK(arrows(elsewhere).find("64") == std::string::npos);
  CHECK(std::ranges::none_of(elsewhere.boxes,
                             [](const dsl::Box& one) { return one.title == "Remobilisation"; }));
}

TEST_CASE("Une procédure se nomme par la fin de son nom, accents et casse libres", "[dessin]") {
  const auto& program = *rules().program;
  const auto all = dsl::procedures_of(program, {});
  REQUIRE(all.size() == 1);
  CHECK(dsl::procedures_named(program.model, "SUIVI", all) == all);
  CHECK(dsl::procedures_named(program.model, "essai.suivi.suivi", all) == all);
  CHECK(dsl::procedures_named(program.model, "uivi", all).empty());
  CHECK(dsl::procedures_named(program.model, "", all).empty());
}

TEST_CASE("Une ligne ne dépasse pas sa largeur, et rien du texte n'est perdu", "[dessin]") {
  const std::string text =
      "Une « décision » : motivée ; et_un_mot_sans_aucun_blanc_plus_long_que_la_ligne_entière";
  std::string joined;
  for (const auto& line : dsl::wrapped(text, 8)) {
    CHECK(dsl::text_width(line) <= 8.001);
    CHECK_FALSE(line.ends_with("«"));
    CHECK_FALSE(line.starts_with("»"));
    CHECK_FALSE(line.starts_with(";"));
    joined += line;
  }
  const auto without_blanks = [](std::string of) {
    for (const std::string_view blank : {" ", "\xC2\xA0"})
      for (auto at = of.find(blank); at != std::string::npos; at = of.find(blank)) of.erase(at, blank.size());
    return of;
  };
  CHECK(without_blanks(joined) == without_blanks(text));
}

TEST_CASE("Mermaid ne lit dans un libellé que du texte", "[dessin]") {
  const auto text = dsl::mermaid(drawn());
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("|contrat|") == std::string::npos);
  CHECK(text.find("#124;contrat#124;") != std::string::npos);
  // Three quotes on a line would open a text that never ends.
  std::istringstream all(text);
  for (std::string line; std::getline(all, line);) CHECK(std::ranges::count(line, '"') % 2 == 0);
}

TEST_CASE("Le SVG que Graphviz met en page est entier, se lit, s'entend et ne change pas", "[dessin]") {
  const std::vector<dsl::Drawing> two = {drawn(), drawn("93")};
  const auto made = dsl::svg(two);
  REQUIRE(made.why == "");
  REQUIRE(made.elements.size() == 2);
  CHECK(dsl::svg(two).elements == made.elements);
  CHECK(dsl::dot(two[0]) == dsl::dot(drawn()));

  pugi::xml_document page;
  REQUIRE(page.load_string(made.elements[0].c_str()));
  const auto root = page.child("svg");
  CHECK(root.attribute("role").value() == std::string("img"));
  std::set<std::string> ids;
  for (const auto& found : root.select_nodes("//*[@id]"))
    CHECK(ids.insert(found.node().attribute("id").value()).second);
  std::istringstream labels(root.attribute("aria-labelledby").value());
  for (std::string id; labels >> id;) CHECK(ids.contains(id));
  CHECK(root.child("title").text().get() == two[0].title);
  CHECK(std::string(root.child("desc").text().get()).find("« Allocation suspendue » (sanction)") !=
        std::string::npos);
  CHECK(
      root.select_nodes("//script | //image | //style | //*[@href] | //*[@*[name()='xlink:href']]").empty());

  // Each box is drawn once, its words in order; those of another département are not there.
  const auto words = [](const pugi::xml_node& of) {
    std::string text;
    for (const auto& found : of.select_nodes(".//text")) text += std::string(found.node().text().get()) + " ";
    return text;
  };
  CHECK(words(root).find("</text><script>alert(1)</script>") != std::string::npos);
  std::map<std::string, int> titles;
  for (const auto& found : root.select_nodes("//g[@class='node']/title")) ++titles[found.node().text().get()];
  for (const auto& one : two[0].boxes) CHECK(titles[one.title] == 1);
  CHECK(made.elements[1].find("Remobilisation") == std::string::npos);

  // What needs no act is dashed; what a département adds is of three strokes, one of them white.
  CHECK_FALSE(root.select_nodes("//g[@class='edge']/path[@stroke-dasharray]").empty());
  CHECK_FALSE(root.select_nodes("//g[@class='edge']/path[@stroke='#ffffff']").empty());
}
