#include "engine/reports/html_list.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <sstream>

using namespace filrouge;

namespace {

/// A dossier whose lines have these ranks.
HtmlDossier dossier(const std::string& id, const std::string& territoire, const std::vector<int>& ranks) {
  HtmlDossier made;
  made.territoire = territoire;
  made.findings = ranks.size() + 1;
  Finding finding;
  finding.dossier = id;
  for (const int rank : ranks) {
    made.add_line(finding_json(finding), rank, Date{20000});
    ++made.listed[static_cast<std::size_t>(rank)];
  }
  made.add_story(id, {});
  return made;
}

struct Written {
  std::map<std::string, std::string> pages;
  std::string index;
  bool holds(const std::string& page, const std::string& id) const {
    return pages.at(page).find("\"dossier\":\"" + id + "\"") != std::string::npos;
  }
};

Written written(HtmlList& list) {
  Written made;
  std::ostringstream index;
  list.write_pages(index, {}, {"liste.html", "liste-pages", [&](const std::string& name, const auto& fill) {
                                 std::ostringstream page;
                                 fill(page);
                                 made.pages[name] = page.str();
                               }});
  made.index = index.str();
  return made;
}

const Model model;

}  // namespace

TEST_CASE("les dossiers les plus pressants d'un territoire sont sur sa première page", "[pages]") {
  HtmlList list(model, 3);
  list.add(dossier("calme", "Béarn", {8}));
  list.add(dossier("pressant", "Béarn", {8, 1}));
  list.add(dossier("ailleurs", "Adour", {4}));
  list.add(dossier("grand", "Béarn", {5, 5, 5, 5}));
  list.add(dossier("bloquant", "Béarn", {0}));
  list.add(dossier("sans ligne", "Béarn", {}));
  REQUIRE(list.has_pages());
  const auto made = written(list);
  REQUIRE(made.pages.size() == 4);
  CHECK(made.holds("bearn.html", "bloquant"));
  CHECK(made.holds("bearn.html", "pressant"));
  // More lines than a page may list, and whole all the same.
  CHECK(made.holds("bearn.2.html", "grand"));
  CHECK(made.holds("bearn.3.html", "calme"));
  CHECK(made.holds("adour.html", "ailleurs"));
  for (const auto& [name, page] : made.pages) CHECK(page.find("sans ligne") == std::string::npos);
  CHECK_THAT(made.index,
             Catch::Contains("Béarn</a>") && Catch::Contains("<td>5</td><td>6</td><td>1</td><td>1</td>"));
}

TEST_CASE("à la taille dite, une liste est encore une page", "[pages]") {
  HtmlList list(model, 3), alone(model, std::nullopt);
  for (auto* one : {&list, &alone}) {
    one->add(dossier("b", "Béarn", {8, 1}));
    one->add(dossier("a", "Adour", {4}));
  }
  CHECK_FALSE(list.has_pages());
  std::ostringstream one, other;
  list.write(one, {});
  alone.write(other, {});
  CHECK(one.str() == other.str());
  list.add(dossier("c", "", {8}));
  CHECK(list.has_pages());
}
