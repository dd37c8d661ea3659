#include "engine/reports/run_sources.hpp"

#include <catch2/catch.hpp>

using namespace filrouge;

TEST_CASE("la tête d'une liste dit jusqu'où vont les sources, et nomme dix dossiers perdus de vue") {
  RunSources sources;
  sources.all.push_back(
      {"flux mensuel de la CAF 641", *parse_iso_date("2026-02-28"), *parse_iso_date("2026-03-05"), {}});
  for (int i = 0; i < 11; ++i)
    sources.all[0].gone.push_back({"64-" + std::to_string(1000 + i), *parse_iso_date("2025-12-31") + i});
  sources.given_up = 1;
  sources.partly = 2;
  sources.wanting = {{"a", 1}, {"b", 2}, {"c", 1}, {"d", 1}, {"e", 1}, {"f", 1}, {"g", 1}};
  const auto lines = told(sources, Vocabulary());
  REQUIRE(lines.size() == 14);
  CHECK(lines[0] == "flux mensuel de la CAF 641 : jusqu'au 28 février 2026, le dernier fait le 5 mars 2026");
  CHECK(lines[1] == "11 dossiers que le flux mensuel de la CAF 641 ne montre plus, dont :");
  CHECK(lines[2] == "  64-1010 : vu pour la dernière fois dans le flux du 10 janvier 2026");
  CHECK(lines[11] == "  64-1001 : vu pour la dernière fois dans le flux du 1er janvier 2026");
  CHECK(lines[12] == "1 dossier trop long n'a pu être évalué (--budget)");
  CHECK(lines[13] ==
        "2 dossiers n'ont pu être évalués en entier, faute de : b (2), a (1), c (1), d (1), e (1), 2 autres "
        "faits");
}
