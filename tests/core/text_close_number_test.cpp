#include <catch2/catch.hpp>

#include "engine/core/text/close_number.hpp"

using namespace filrouge;

TEST_CASE("un même numéro écrit autrement se reconnaît") {
  for (const auto* written : {"64-1234", "640001234", "64 0001234", "64-00001234", "064-0001234", "64-001234",
                              "64001234", "64-0001234A", "A64-0001234"}) {
    INFO(written);
    CHECK(close_numbers("64-0001234", written));
    CHECK(close_numbers(written, "64-0001234"));
  }
  CHECK(close_numbers("caf-0123456", "CAF-0123456"));
  CHECK(close_numbers("64-0001234A", "64-0001234B"));
}

TEST_CASE("des numéros donnés à la suite ne sont pas un même numéro") {
  for (const auto* written : {"64-0001235", "64-0001243", "64-0001230", "64-0012340", "65-0001234",
                              "64-0011234", "CAF-64-0001234", "64-0001234"}) {
    INFO(written);
    CHECK_FALSE(close_numbers("64-0001234", written));
  }
  CHECK_FALSE(close_numbers("64-100", "64-1000"));
  CHECK_FALSE(close_numbers("64-100", "64-101"));
  CHECK_FALSE(close_numbers("D1", "D01"));
  CHECK_FALSE(close_numbers("", "64-0001234"));
}
