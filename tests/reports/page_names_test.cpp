#include "engine/reports/page_names.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

using namespace filrouge;

TEST_CASE("le nom d'une page se lit, et vient du territoire", "[pages]") {
  const std::vector<std::string> territoires = {"Béarn des Gaves et Haut Béarn", "L'Île-d'Œuvre", "", "Con"};
  const auto names = page_names(territoires);
  CHECK(names == std::vector<std::string>{"bearn-des-gaves-et-haut-bearn", "l-ile-d-oeuvre",
                                          "territoire-non-renseigne", "territoire-con"});
  CHECK(page_file(names[0], 1) == "bearn-des-gaves-et-haut-bearn.html");
  CHECK(page_file(names[0], 2) == "bearn-des-gaves-et-haut-bearn.2.html");
}

TEST_CASE("aucun territoire ne sort du dossier des pages, ni ne prend la page d'un autre", "[pages]") {
  const std::vector<std::string> territoires = {"../../x",
                                                "x",
                                                "X",
                                                "x-2",
                                                "/etc/passwd",
                                                "..",
                                                ".",
                                                std::string(5000, 'a'),
                                                "x\n2",
                                                std::string(5000, 'a') + "b",
                                                "غرب",
                                                "\xFF\xFE",
                                                "",
                                                "Territoire non renseigné",
                                                "x.2",
                                                "a/../../b",
                                                "<script>",
                                                std::string("x\0y", 3)};
  const auto names = page_names(territoires);
  std::set<std::string> files;
  for (const auto& name : names)
    for (const std::size_t number : {1u, 2u, 3u}) {
      CHECK(files.insert(page_file(name, number)).second);
      CHECK(name.size() < 80);
      CHECK_FALSE(name.empty());
      CHECK(std::ranges::all_of(
          name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }));
    }
  // Whatever the order in which the dossiers come.
  auto turned = territoires;
  std::ranges::reverse(turned);
  auto again = page_names(turned);
  std::ranges::reverse(again);
  CHECK(again == names);
}

TEST_CASE("un lien mène au fichier dont le nom n'est pas simple", "[pages]") {
  CHECK(in_link("ma liste #1-pages/x.html") == "ma%20liste%20%231-pages/x.html");
}
