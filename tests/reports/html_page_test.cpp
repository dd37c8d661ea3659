#include "engine/reports/html_page.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "engine/core/text/page_policy.hpp"

using namespace filrouge;

namespace {

std::string page_of(const std::string& dossier, const std::string& territoire) {
  static const HtmlWords words{Model()};
  HtmlPage page(words);
  HtmlDossier one;
  Finding finding;
  finding.dossier = dossier;
  finding.explication = territoire;
  one.territoire = territoire;
  one.add_line(finding_json(finding), 0, {});
  one.add_story(dossier, {});
  page.add(one);
  std::ostringstream out;
  page.write(out, {});
  return out.str();
}

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const auto begin = text.find(open) + open.size();
  return text.substr(begin, text.find(close, begin) - begin);
}

}  // namespace

TEST_CASE("la page dit l'empreinte de son style et de son script, avant eux") {
  const auto page = page_of("64-1", "Béarn");
  const auto policy =
      page_policy(between(page, "<style>", "</style>"), between(page, "<script>", "</script>"));
  REQUIRE(page.find(policy) != std::string::npos);
  CHECK(page.find(policy) < page.find("<style>"));
}

TEST_CASE("la page montre ce qui ne se verrait pas, et ne sort pas de ses données") {
  const auto page =
      page_of("64-\x1b[31m", "\xE2\x80\xAE</script><img src=x onerror=alert(1)>\x9B\xC2\x9B\r\\u001b");
  CHECK_THAT(page, Catch::Contains(R"("id":"64-\\x1b[31m")"));
  CHECK_THAT(page, Catch::Contains(R"("t":"U+202E\u003c/script>\u003cimg src=x onerror=alert(1)>)"));
  CHECK_THAT(page, Catch::Contains(R"(U+009B\\x0d\\u001b)"));
  CHECK(page.find('\x1b') == std::string::npos);
  CHECK(page.find("\\u001b[") == std::string::npos);
  CHECK(page.find("\xE2\x80\xAE") == std::string::npos);
  CHECK(page.find("<img") == std::string::npos);
}

TEST_CASE("un texte qui ferme la balise du script, ou en ouvre une, reste un texte", "[listes]") {
  const std::string hostile = "</script><script>alert(1)</script>";
  Finding finding;
  finding.dossier = finding.libelle = finding.explication = hostile;
  TimelineItem fact;
  fact.label = hostile;
  const HtmlWords words{Model()};
  HtmlPage page(words);
  HtmlDossier one;
  one.territoire = hostile;
  one.add_line(finding_json(finding), 0, Date{20000});
  one.add_story(hostile, {fact});
  page.add(one);
  std::ostringstream out;
  page.write(out, {});
  const auto text = out.str();
  CHECK(text.find("alert(1)") != std::string::npos);
  CHECK(text.find("<script>alert") == std::string::npos);
  CHECK(text.find("alert(1)</script>") == std::string::npos);
}
