#include "engine/reports/html_page.hpp"

#include <catch2/catch.hpp>
#include <sstream>

using namespace filrouge;

TEST_CASE("un texte qui ferme la balise du script, ou en ouvre une, reste un texte", "[listes]") {
  const std::string hostile = "</script><script>alert(1)</script>";
  Finding finding;
  finding.dossier = finding.libelle = finding.explication = hostile;
  TimelineItem fact;
  fact.label = hostile;
  const Model model;
  HtmlPage page(model);
  page.add_dossier(hostile, hostile, {fact});
  page.add(finding_json(finding), 0, Date{20000});
  std::ostringstream out;
  page.write(out, {});
  const auto text = out.str();
  CHECK(text.find("alert(1)") != std::string::npos);
  CHECK(text.find("<script>alert") == std::string::npos);
  CHECK(text.find("alert(1)</script>") == std::string::npos);
}
