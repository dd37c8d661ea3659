#include "engine/core/dossier/tranche.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

using namespace filrouge;

TEST_CASE("numbers that follow one another are shared about equally, each in exactly one share",
          "[tranche]") {
  for (const std::uint32_t shares : {2u, 3u, 4u, 8u, 10u}) {
    std::vector<int> sizes(shares);
    for (int number = 1; number <= 2000; ++number) {
      char dossier[16];
      std::snprintf(dossier, sizeof dossier, "64-%07d", number);
      int in = 0;
      for (std::uint32_t share = 1; share <= shares; ++share) {
        if (!Tranche{share, shares}.holds(dossier)) continue;
        ++in;
        ++sizes[share - 1];
      }
      REQUIRE(in == 1);
    }
    // An even share is 2000 / shares; a fair draw stays well within a quarter of it.
    for (const auto size : sizes)
      CHECK(std::abs(size - 2000 / static_cast<int>(shares)) * 4 < 2000 / static_cast<int>(shares));
  }
}

TEST_CASE("a share is i/n, with 1 ≤ i ≤ n", "[tranche]") {
  REQUIRE(parse_tranche("2/4"));
  CHECK(parse_tranche("2/4")->index == 2);
  CHECK(parse_tranche("2/4")->count == 4);
  CHECK(parse_tranche("1/1"));
  for (const auto* text : {"", "2", "2/", "/4", "0/4", "5/4", "1/4 ", "-1/4", "1/10001"})
    CHECK_FALSE(parse_tranche(text));
}
