#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// A dossier followed for years: the steps spent grow as its acts do, where each act says of which affaire it
/// is.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

struct Turn {
  const char* type;
  std::vector<std::pair<const char*, const char*>> fields = {};
  std::size_t about = 0;  ///< how many acts before stands the one it refers to; 0: none
};

/// Those acts again and again, over ten years.
Record followed(const std::vector<Turn>& turns, std::size_t count) {
  constexpr std::size_t days = 3650;
  std::vector<RawEvent> events;
  const auto id = [](std::size_t number) { return "e" + std::to_string(number); };
  for (std::size_t i = 0; i < count; ++i) {
    const auto& turn = turns[i % turns.size()];
    auto act = event(id(i).c_str(), turn.type, "2016-01-04", turn.fields);
    act.on = act.known = act.on + static_cast<std::int32_t>(i * days / count);
    if (turn.about) act.reference = id(i - turn.about);
    events.push_back(act);
  }
  return dossier(std::move(events));
}

const auto asked = day("2026-03-02");

/// How many times more for four times the acts.
double growth(const std::vector<Turn>& turns) {
  return static_cast<double>(steps(followed(turns, 800), asked)) /
         static_cast<double>(steps(followed(turns, 200), asked));
}

}  // namespace

TEST_CASE("a letter, and what the post does of it, is looked at by its own affaire alone", "[long]") {
  CHECK(growth({{"courrier_envoye", {{"objet", "decision"}, {"mode", "lrar"}}},
                {"courrier_presente", {}, 1},
                {"courrier_retire", {}, 2}}) < 4.5);
}

TEST_CASE("an act passes by the affaires whose state cannot take it", "[long]") {
  CHECK(growth({{"saisine_ep"}}) < 4.5);
  CHECK(growth({{"saisine_ep"}, {"avis_ep", {}, 1}}) < 4.5);
}

TEST_CASE("an affaire to which an act tells nothing new is not judged again", "[long]") {
  CHECK(growth({{"orientation", {{"parcours", "social"}}},
                {"cer_signe"},
                {"rendez_vous", {{"statut", "honore"}}}}) < 6);
  // Each decision may be of each saisine: the answer itself grows as their pairs do, sixteen times.
  CHECK(growth({{"manquement_constate"}, {"saisine_ep"}, {"decision_cd"}}) < 20);
}
