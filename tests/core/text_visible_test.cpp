#include <catch2/catch.hpp>

#include "engine/core/text/page_policy.hpp"
#include "engine/core/text/visible.hpp"

using namespace filrouge;

TEST_CASE("ce qui agirait sans être vu est montré comme ce qu'il est", "[text]") {
  using namespace std::string_literals;
  CHECK(visible("\x1b[31mrouge") == "\\x1b[31mrouge");
  CHECK(visible("a\0b\x7f"s) == "a\\x00b\\x7f");
  CHECK(visible("\xC2\x9B"
                "31m") == "U+009B31m");
  CHECK(visible("\xE2\x80\xAE"
                "64\xE2\x81\xA9\xE2\x80\x8F") == "U+202E64U+2069U+200F");
  CHECK(visible("\xE2\x80\xA8") == "U+2028");
  CHECK(visible("\x9B"
                "31m") == "\\x9b31m");
  CHECK(visible("retour\r") == "retour\\x0d");
  for (const std::string text :
       {"« Été » à 5 €, l’orientation…", "deux\nlignes\tet demie", "a\xC2\xA0: b", ""})
    CHECK(visible(text) == text);
  CHECK(visible_line("deux\nlignes\tet demie\x1b") == "deux\\x0alignes\\x09et demie\\x1b");
  CHECK_FALSE(holds_invisible("à lire\n"));
}

TEST_CASE("une page ne joue que le style et le script dont elle dit l'empreinte", "[text]") {
  // FIPS 180-4: the digest of « abc ».
  const auto policy = page_policy("abc", "");
  CHECK_THAT(policy, Catch::Contains("default-src 'none'; style-src "
                                     "'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='; base-uri"));
  CHECK_THAT(policy, !Catch::Contains("script-src"));
  CHECK_THAT(page_policy("", "abc"), Catch::Contains("script-src 'sha256-ungWv48Bz+"));
}
