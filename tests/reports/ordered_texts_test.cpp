#include "engine/reports/ordered_texts.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using filrouge::OrderedTexts;

TEST_CASE(
    "des textes reviennent dans l'ordre de leur clé, à égalité dans celui de leur venue, où qu'ils attendent",
    "[listes]") {
  // 1: each text waits in the file; 300,000: longer than one reading of the file; 1 << 20: none goes there.
  for (const std::size_t most :
       {std::size_t{1}, std::size_t{1000}, std::size_t{300'000}, std::size_t{1} << 20}) {
    std::minstd_rand draw(7);
    OrderedTexts texts(most);
    std::vector<std::pair<std::int64_t, std::string>> expected, told;
    for (int i = 0; i < 500; ++i) {
      const auto key = static_cast<std::int64_t>(draw() % 20) - 10;
      const auto text = std::to_string(i) + std::string(draw() % 1500, 'x');
      texts.add(key, text);
      expected.emplace_back(key, text);
    }
    texts.add(3, "");
    expected.emplace_back(3, "");
    std::stable_sort(expected.begin(), expected.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    texts.each([&](std::int64_t key, std::string_view text) { told.emplace_back(key, text); });
    INFO(most);
    CHECK(told == expected);
  }
  OrderedTexts none;
  none.each([](std::int64_t, std::string_view) { FAIL("rien n'a été ajouté"); });
}

TEST_CASE("un texte plus long que ce qui se lit d'un coup revient entier", "[listes]") {
  OrderedTexts texts(10);
  const std::string longest(1'000'000, 'y');
  for (const auto* text : {"a", longest.c_str(), "b"}) texts.add(0, text);
  std::string all;
  texts.each([&](std::int64_t, std::string_view text) { all += text; });
  CHECK(all == "a" + longest + "b");
}
