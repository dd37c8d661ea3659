#include <catch2/catch.hpp>

#include "tests/oracle/by_hand.hpp"

/// Acts that cite acts that cite others: the steps spent grow as the acts do, not as their pairs.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

/// Rendez-vous, each citing the five before it; in a circle, the first ones cite the last ones.
Record chain(std::size_t count, bool in_a_circle) {
  std::vector<RawEvent> events;
  const auto id = [](std::size_t number) { return "e" + std::to_string(number); };
  for (std::size_t i = 0; i < count; ++i) {
    auto act = event(id(i).c_str(), "rendez_vous", "2026-01-12", {{"statut", "honore"}});
    for (std::size_t before = 1; before <= 5; ++before)
      if (i >= before || in_a_circle)
        act =
            citing(act, id((i + count - before) % count).c_str(), ("lien_" + std::to_string(before)).c_str());
    events.push_back(act);
  }
  return dossier(std::move(events));
}

const auto asked = day("2026-03-02");

}  // namespace

TEST_CASE("what acts cite, one from another, is gone through once a dossier", "[citations]") {
  for (const bool in_a_circle : {false, true}) {
    INFO((in_a_circle ? "in a circle" : "in a line"));
    CHECK(steps(chain(800, in_a_circle), asked) < 5 * steps(chain(200, in_a_circle), asked));
  }
}
