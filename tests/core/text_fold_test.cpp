#include <catch2/catch.hpp>
#include <string>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

using namespace filrouge;

TEST_CASE("two spellings of a name fold alike", "[text]") {
  struct Pair {
    const char *written, *folded;
  };
  const auto pair =
      GENERATE(Pair{"CER_signé", "cer_signe"}, Pair{"CER_SIGNE\xCC\x81", "cer_signe"},  // composed, and apart
               Pair{"ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ", "aaaceeeeiioouuuy"}, Pair{"Ñandú Øre", "nandu ore"},
               Pair{"nœud Œuvre", "noeud oeuvre"}, Pair{"ex æquo Æ", "ex aequo ae"}, Pair{"Straße", "strase"},
               Pair{"Šimůnek Łódź", "simunek lodz"},
               // What is no letter stays, of whatever kind.
               Pair{"l’été 2\xC2\xA0× « A-B » € ÷", "l’ete 2\xC2\xA0× « a-b » € ÷"},
               Pair{"Пётр Θεός", "петр θεοσ"}, Pair{"", ""});
  CHECK(fold(pair.written) == pair.folded);
  CHECK(fold(pair.folded) == fold(fold(pair.folded)));
}

TEST_CASE("bad UTF-8 is folded as it is", "[text]") {
  CHECK(fold("A\xFF\xC3") == "a\xFF\xC3");
  CHECK(fold("\xE9T\xC0\x80") == "\xE9t\xC0\x80");
}

TEST_CASE("folded is what has nothing left to fold", "[text]") {
  CHECK(is_folded("rsa.cer_signe2"));
  for (const auto* text : {"Cer", "cer signé", "signé", "l'an"}) CHECK_FALSE(is_folded(text));
}

TEST_CASE("a character is read whole, or is none", "[text]") {
  CHECK(utf8_at("é", 0).code == U'é');
  CHECK(utf8_at("€", 0).length == 3);
  CHECK(utf8_at("a😀", 1).code == U'😀');
  CHECK(utf8_at("a", 1).length == 0);
  for (const auto* bad : {"\x80", "\xC0\x80", "\xC3", "\xC3(", "\xE0\x80\x80", "\xED\xA0\x80", "\xE2\x82",
                          "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\xFF"}) {
    CHECK(utf8_at(bad, 0).length == 0);
    CHECK(first_bad_utf8(std::string("aé") + bad) == 3);
  }
  CHECK(first_bad_utf8("aé€😀") == std::string::npos);
  std::string written;
  for (const char32_t c : {U'a', U'é', U'€', U'😀'}) append_utf8(written, c);
  CHECK(written == "aé€😀");
  CHECK(utf8_count(written) == 4);
  CHECK(utf8_prefix(written, 2) == "a");
  CHECK(utf8_prefix(written, 3) == "aé");
  CHECK(utf8_prefix(written, 100) == written);
}

TEST_CASE("blanks go from both ends, whoever typed them", "[text]") {
  CHECK(trimmed(" \t\xC2\xA0\xE2\x80\xAF é x \xE2\x80\x89") == "é x");
  CHECK(trimmed(" \xC2\xA0 ").empty());
  CHECK(trimmed("\xA0 x\xFF") == "\xA0 x\xFF");
  CHECK(trimmed("\nx\r") == "\nx\r");
  CHECK(trimmed_of_ascii(" \r\n\xC2\xA0x\t") == "\xC2\xA0x");
  CHECK(is_invisible(0x202E));
  CHECK_FALSE(is_invisible(U' '));
}
