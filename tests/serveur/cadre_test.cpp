#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <stdexcept>

#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/document.hpp"
#include "apps/serveur/cadre/fault_document.hpp"
#include "apps/serveur/statique/static_file.hpp"

using namespace filrouge;
using namespace filrouge::cadre;

namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// The colours of the first rule `:root` after `from`, by their names.
std::map<std::string, std::string> colours(std::string_view css, std::string_view from) {
  std::map<std::string, std::string> found;
  const auto begin = css.find(":root {", css.find(from));
  const auto rule = css.substr(begin, css.find('}', begin) - begin);
  for (std::size_t at = 0; (at = rule.find("--", at)) != std::string_view::npos; at += 2) {
    const auto colon = rule.find(':', at), end = rule.find(';', at);
    found[std::string(rule.substr(at, colon - at))] = rule.substr(colon + 2, end - colon - 2);
  }
  return found;
}

/// As WCAG 2.2 computes it, of « #rrggbb ».
double luminance(const std::string& colour) {
  const auto channel = [&](std::size_t at) {
    const double part = std::stoi(colour.substr(at, 2), nullptr, 16) / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

double contrast(const std::string& one, const std::string& other) {
  const auto a = luminance(one), b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

}  // namespace

TEST_CASE("tout ce qu'une page dit est échappé, et ce qu'elle ouvre est fermé", "[serveur]") {
  Html html;
  html.open("p", {{"title", "\"><script>"}})
      .text(
          "<b>&\xE2\x80\xAE"
          "a")
      .close();
  CHECK(html.str() == "<p title=\"&quot;&gt;&lt;script&gt;\">&lt;b&gt;&amp;U+202Ea</p>\n");
  CHECK_THROWS_AS(Html().close(), std::logic_error);
  CHECK_THROWS_AS(Html().open("p").str(), std::logic_error);
  CHECK_THROWS_AS(Html().lone("path"), std::logic_error);
}

TEST_CASE("une page ne mène qu'à nos adresses", "[serveur]") {
  for (const auto* address : {"/dossiers/1", "#contenu", "?page=2", "https://www.legifrance.gouv.fr/"})
    CHECK_NOTHROW(Html().link(address, "x"));
  for (const auto* address : {"javascript:alert(1)", "//mechant.essai/", "/\\mechant.essai/",
                              "http://mechant.essai/", "data:text/html,x", " javascript:alert(1)", ""}) {
    INFO(address);
    CHECK_THROWS_AS(Html().link(address, "x"), std::logic_error);
  }
}

TEST_CASE("le cadre ne montre que les rubriques ouvertes à qui est là", "[serveur]") {
  Page page;
  page.title = "Registre <";
  page.current = "/affaires";
  page.entries = {Entry::morning, Entry::affaires};
  page.visitor = "compte-7";
  page.token = "abc";
  page.asked = *civil_date(2026, 11, 21);
  page.known = *civil_date(2026, 11, 20);
  const auto text = document(page);
  CHECK(text.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"));
  CHECK(holds(text, "<h1>Registre &lt;</h1>"));
  CHECK(text.find("<h1") == text.rfind("<h1"));
  CHECK(holds(text, "<a href=\"/affaires\" aria-current=\"page\">Registre</a>"));
  CHECK_FALSE(holds(text, "/audit"));
  CHECK(holds(text, "name=\"jeton\" value=\"abc\""));
  CHECK(holds(text, "Au 21 novembre 2026, d'après ce qui était connu au 20 novembre 2026."));
  CHECK(holds(text, std::string(static_url("banc.css"))));

  const auto fault = fault_document("Page introuvable", "Reprenez.", "");
  CHECK_FALSE(holds(fault, "<nav"));
  CHECK_FALSE(holds(fault, "Incident"));
  CHECK_FALSE(holds(fault, "/deconnexion"));
}

TEST_CASE("un champ faux dit pourquoi à qui n'en voit pas la couleur, et un mot de passe ne revient pas",
          "[serveur]") {
  const auto wrong =
      field({"jour", "Jour", "Comme 2/4/2026.", "Ce jour n'existe pas.", "text", "31/2", true}).str();
  CHECK(holds(wrong, "aria-describedby=\"jour-aide jour-erreur\""));
  CHECK(holds(wrong, "aria-invalid=\"true\""));
  CHECK(holds(wrong, "value=\"31/2\""));
  CHECK_FALSE(holds(field({"mdp", "Mot de passe", "", "", "password", "secret"}).str(), "secret"));
  CHECK(
      holds(proof_strip({{"lettre", Proof::missing}}).str(), "lettre<span class=\"cache\"> : manque</span>"));
}

TEST_CASE("les textes se lisent sur leur fond, en clair, en sombre et sur le papier", "[serveur]") {
  std::string_view css;
  for (const auto& file : static_files())
    if (file.name == "banc.css") css = file.bytes;
  for (const auto* scheme : {":root", "prefers-color-scheme: dark", "@media print"}) {
    auto colour = colours(css, scheme);
    // What the paper does not change is as on a bright screen.
    colour.merge(colours(css, ":root"));
    const auto reads = [&](const std::string& text, const std::string& ground, double least) {
      INFO(scheme << " : " << text << " sur " << ground);
      CHECK(contrast(colour.at("--" + text), colour.at("--" + ground)) >= least);
    };
    for (const auto* text : {"encre", "gris", "lien", "rouge", "orange", "vert", "violet"})
      for (const auto* ground : {"fond", "carte"}) reads(text, ground, 4.5);
    for (const auto* ground : {"lien", "rouge", "orange", "vert", "violet"}) {
      reads("encre", std::string(ground) + "-fond", 4.5);
      reads(ground, std::string(ground) + "-fond", 4.5);
    }
    reads("sur-lien", "lien", 4.5);
    reads("bord", "carte", 3);
  }
}
