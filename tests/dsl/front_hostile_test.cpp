#include <catch2/catch.hpp>
#include <ctime>
#include <string>

#include "dsl/grammar/parse.hpp"
#include "dsl/source/limits.hpp"

// Files made to hurt, or made by accident: each gives a clear error at once and never a crash.

using namespace filrouge::dsl;

namespace {

struct Reading {
  SourceSet sources;
  Diagnostics diagnostics;
  Tree tree;

  explicit Reading(std::string text, std::string path = "essai.fil") {
    const auto file = sources.add(std::move(path), std::move(text), diagnostics);
    tree = parse(sources, file, diagnostics);
  }
  bool tells(std::string_view number) const {
    for (const auto& one : diagnostics.in_order())
      if (code_info(one.code).number == number) return true;
    return false;
  }
  Position first_place() const { return sources[0].position(diagnostics.sorted().front().range.begin); }
};

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

/// Of this process: another that holds the machine does not count.
double seconds(const std::string& text) {
  const auto start = std::clock();
  Reading reading(text);
  return static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
}

}  // namespace

TEST_CASE("Une expression trop profonde est refusée là où elle l'est", "[hostile]") {
  const auto fits = limits::expression_depth - 2;
  CHECK_FALSE(Reading("définition x : " + repeated("(", fits) + "oui" + repeated(")", fits) + "\n")
                  .diagnostics.has_errors());
  const auto deep = limits::expression_depth + 1;
  CHECK(Reading("définition x : " + repeated("(", deep) + "oui" + repeated(")", deep) + "\n").tells("F213"));
  CHECK(Reading("définition x : " + repeated("non ", 100) + "majoration\n").tells("F213"));
  CHECK(Reading("définition x : " + repeated("si oui alors non sinon ", 100) + "oui\n").tells("F213"));
  CHECK(Reading("définition x : " + repeated("champ de ", 100) + "orientation\n").tells("F213"));
  CHECK(Reading("définition x : " + repeated("1 mois après ", 100) + "orientation\n").tells("F213"));
  CHECK(Reading("définition x : " + repeated("nombre de a1, dont ", 100) + "b1\n").tells("F213"));
  CHECK(Reading("définition x : " + repeated("- ", 100) + "3\n").tells("F213"));
}

TEST_CASE("Cinquante mille parenthèses donnent une erreur, pas une chute", "[hostile]") {
  Reading reading("définition x : " + repeated("(", 50'000) + "\n");
  CHECK(reading.diagnostics.errors() == 1);
  Reading tokens(repeated("( ", limits::tokens + 1));
  CHECK(tokens.tells("F106"));
  CHECK(reading.tells("F205"));
}

TEST_CASE("Les fichiers qui ne sont pas du texte se disent", "[hostile]") {
  using namespace std::string_literals;
  Reading latin("module rsa.d\xE9lais\n");
  CHECK(latin.tells("F103"));
  CHECK(latin.first_place().column == 13);
  CHECK(Reading("module a\0b\n"s).tells("F104"));
  CHECK(Reading("\xFF\xFEm\0o\0"s).tells("F105"));
  CHECK(Reading(std::string(limits::file_bytes + 1, ' ')).tells("F102"));
  CHECK(Reading("module essai\n  titre « \xE2\x80\xAE »\n").diagnostics.errors() <= 1);
  CHECK(Reading("module es\xE2\x80\xAEsai\n").tells("F112"));
  CHECK(Reading("").diagnostics.errors() == 0);
  CHECK(Reading("procédure p\n\tétat s initial\n    dès bilan, aller à s\n").tells("F206"));
  SourceSet sources;
  Diagnostics diagnostics;
  CHECK_FALSE(sources.load("/chemin/qui/n/existe/pas.fil", "pas.fil", diagnostics).has_value());
  CHECK(render_text(sources, diagnostics) ==
        "pas.fil:1:1: erreur F101 : le fichier « pas.fil » ne peut pas être ouvert\n");
  CHECK(Reading("\xEF\xBB\xBFmodule essai\r\n  titre « Un »\r\n").diagnostics.errors() == 0);
}

TEST_CASE("« dès » de trop d'événements et « sinon » après plusieurs sont refusés", "[hostile]") {
  const std::string head = "procédure p\n  état s initial\n    dès bilan";
  CHECK(Reading(head + repeated(" ou bilan", 16) + ", aller à s\n").tells("F209"));
  CHECK_FALSE(Reading(head + repeated(" ou bilan", 15) + ", aller à s\n").diagnostics.has_errors());
  CHECK(Reading(head + " ou contact, quand oui, aller à s\n    sinon, aller à s\n").tells("F207"));
}

TEST_CASE("Noms, nombres et clauses ont une taille bornée", "[hostile]") {
  CHECK(Reading("module " + repeated("a", limits::name_bytes + 1) + "\n").tells("F116"));
  CHECK_FALSE(Reading("module " + repeated("a", limits::name_bytes) + "\n").diagnostics.has_errors());
  CHECK(Reading("paramètre x : entier = " + repeated("9", 40) + "\n").tells("F117"));
  CHECK(Reading("paramètre x : durée = 1201 mois\n").tells("F119"));
  CHECK(Reading("paramètre x : montant = 1,234 €\n").tells("F118"));
  CHECK(Reading(repeated("rôle cadre\n", limits::rules + 1)).tells("F107"));
}

TEST_CASE("Le temps de lecture est proportionnel au texte", "[hostile]") {
  const auto measured = [](std::string_view part, std::string_view head) {
    const auto text = [&](std::size_t times) { return std::string(head) + repeated(part, times) + "oui\n"; };
    seconds(text(100));
    const auto small = seconds(text(450)), large = seconds(text(1'800));
    // Four times the text: quadratic would be sixteen times longer. Half a millisecond absorbs the noise of
    // the clock.
    CHECK(large < 9 * (small + 0.0005));
  };
  measured("majoration et ", "définition x : ");
  measured("(majoration) ou ", "définition x : ");
  measured("1 + ", "définition x : ");
  // Nested to the limit, an unfactored grammar would take 3^60 steps.
  CHECK(seconds("définition x : " + repeated("(", 60) + "1 + 2" + repeated(")", 60) + "\n") < 0.5);
  CHECK(seconds(repeated("définition x : taille_foyer > 1 ou majoration\n", 5'000)) < 5);
}

TEST_CASE("Au-delà de deux cents, les diagnostics se comptent sans s'afficher", "[hostile]") {
  Reading reading(repeated("zzz\n", 500));
  CHECK(reading.diagnostics.errors() == 500);
  CHECK(reading.diagnostics.in_order().size() == limits::diagnostics_kept);
  CHECK(render_text(reading.sources, reading.diagnostics).find("et 300 autres") != std::string::npos);
}
