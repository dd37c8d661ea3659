#include "dsl/check/clause_catalogue.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

// docs/langage.md shows the catalogue of clauses. FILROUGE_REGENERER=1 test_dsl "[catalogue]" writes its
// tables anew.

namespace fs = std::filesystem;
using namespace filrouge::dsl;

namespace {

void row(std::string& table, std::string_view head, std::string_view marks, std::size_t columns) {
  table += "| ";
  table += head;
  for (std::size_t i = 0; i < columns; ++i) table += marked(marks, i) ? " | ●" : " | ";
  table += " |\n";
}

void heads(std::string& table, std::string_view first, const std::vector<std::string_view>& titles) {
  table += "| ";
  table += first;
  for (const auto title : titles) table.append(" | ").append(title);
  table += " |\n|---";
  for (std::size_t i = 0; i < titles.size(); ++i) table += "|:-:";
  table += "|\n";
}

/// The two tables, as the page shows them.
std::string tables() {
  std::string text;
  std::vector<std::string_view> titles;
  for (const auto& form : delai_forms) titles.push_back(form.title);
  titles.push_back("compté à rebours");
  titles.push_back("compté en heures");
  heads(text, "Sous un délai", titles);
  for (const auto& clause : delai_clauses)
    if (!clause.says.empty()) row(text, clause.words, clause.marks, titles.size());
  text += "\n";
  titles.clear();
  for (const auto& stand : action_stands) titles.push_back(stand.title);
  heads(text, "Ce qui suit", titles);
  for (const auto& action : clause_actions) row(text, action.words, action.marks, titles.size());
  return text;
}

constexpr std::string_view opening = "<!-- le catalogue des clauses : un essai tient ces tables -->\n";
constexpr std::string_view closing = "<!-- fin du catalogue -->\n";

}  // namespace

TEST_CASE("La page de la langue montre le catalogue des clauses", "[catalogue][G6]") {
  const auto path = fs::path(FILROUGE_SOURCE_DIR) / "docs/langage.md";
  std::ostringstream read;
  read << std::ifstream(path, std::ios::binary).rdbuf();
  auto page = read.str();
  const auto from = page.find(opening), to = page.find(closing);
  REQUIRE(from != std::string::npos);
  REQUIRE(to != std::string::npos);
  const auto begin = from + opening.size();
  if (std::getenv("FILROUGE_REGENERER") != nullptr) {
    page.replace(begin, to - begin, tables());
    std::ofstream(path, std::ios::binary) << page;
    return;
  }
  CHECK(page.substr(begin, to - begin) == tables());
}
