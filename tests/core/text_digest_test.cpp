#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "engine/core/text/digest.hpp"

using namespace filrouge;

TEST_CASE("SHA-256 : les vecteurs publiés (FIPS 180-4)", "[text]") {
  const auto hex = [](std::string_view text) {
    Sha256 digest;
    digest.add(text);
    return digest.hex();
  };
  CHECK(hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST_CASE("FNV-1a: the published values, whole or in pieces", "[text]") {
  CHECK(stable_hash("") == 0xcbf29ce484222325u);
  CHECK(stable_hash("foobar") == 0x85944171f73967e8u);
  CHECK(stable_hash("bar", stable_hash("foo")) == stable_hash("foobar"));
}
