#include "engine/identity/nir_key.hpp"

#include <catch2/catch.hpp>

using namespace filrouge;

TEST_CASE("un NIR se compare sous la clé, treize ou quinze caractères, et ne se lit pas", "[identite]") {
  const NirKey key(std::string(32, 'k')), other(std::string(32, 'o'));
  const auto of = key.of("2880499100001");
  CHECK(of.size() == 64);
  CHECK(key.of("288049910000139") == of);
  CHECK(key.of("2 88 04 99 100 001 39") == of);
  CHECK(key.of("2880499100002") != of);
  CHECK(other.of("2880499100001") != of);
  CHECK(key.of("1 85 05 2a 004 012") == key.of("185052A004012"));
  CHECK(key.of("").empty());
  CHECK(key.of("0123456").empty());
  CHECK(key.id() != other.id());
  CHECK(key.id().size() == 16);
}

TEST_CASE("le HMAC est celui de la RFC 4231", "[identite]") {
  // Calculé à part : printf 'nir:2880499100001' | openssl dgst -sha256 -hmac "$(printf 'k%.0s' $(seq 32))"
  CHECK(NirKey(std::string(32, 'k')).of("2880499100001") ==
        "93b83c0dcceb1993ccf2745234976dacfe1082371bfcc92606934e0edfdd652b");
}
