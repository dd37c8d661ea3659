#include <catch2/catch.hpp>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/dossier/departement.hpp"

using namespace filrouge;

TEST_CASE("un département se lit quels que soient ses zéros, ses blancs et sa casse") {
  for (const auto* written : {"64", "064", "0064", " 64 "}) CHECK(read_departement(written) == "64");
  for (const auto* written : {"1", "01", "001"}) CHECK(read_departement(written) == "01");
  for (const auto* written : {"2a", "2A", "02A", "20A"}) CHECK(read_departement(written) == "2A");
  for (const auto* written : {"974", "0974"}) CHECK(read_departement(written) == "974");
  CHECK(read_departement("10") == "10");
  CHECK(read_departement("95") == "95");
  CHECK(read_departement("978") == "978");
}

TEST_CASE("ce qui n'est pas un département n'en devient pas un") {
  for (const auto* written : {"",    " ",   "0",     "00", "000", "20", "96", "97",  "99",     "099",
                              "970", "979", "64000", "6A", "2C",  "A2", "-1", "6.4", "064064", "Landes"})
    CHECK_FALSE(read_departement(written));
  CHECK(departement_refused("20") == "« 20 » n'est pas un département : 2A ou 2B ?");
  CHECK(departement_refused("99").ends_with(
      "attendu : son code, de 01 à 19, de 21 à 95, 2A, 2B, ou de 971 à 978"));
  CHECK(departement_refused("Landes").starts_with("une valeur de 6 caractères"));
}

TEST_CASE("une base d'une version antérieure garde ses règles locales") {
  Record record;
  record.dossier = "d1";
  record.departement = "064";
  Vocabulary words;
  Journal journal;
  bind(record, words, journal);
  CHECK(journal.departement == "64");
}
