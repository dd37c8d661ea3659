#include <catch2/catch.hpp>

#include "engine/core/text/quotable.hpp"

using namespace filrouge;

TEST_CASE("un message ne répète d'une valeur qu'une date ou un nombre court") {
  for (const auto* value : {"31/02/2024", "2024-02-30", "646,52", "12", "20240230"}) {
    INFO(value);
    CHECK(shown_value(value) == "« " + std::string(value) + " »");
  }
  for (const auto* value : {"Dupond", "0612345678", "2880499100001", "12 rue"}) {
    INFO(value);
    CHECK_THAT(shown_value(value), Catch::StartsWith("une valeur de "));
  }
  CHECK(shown_value("Zoé") == "une valeur de 3 caractères");
  CHECK(shown_value("MARTIN") == "une valeur de 6 caractères");
  CHECK(shown_value("2 89 05 49 58") == "une valeur de 13 caractères");
  CHECK(shown_value("2890549588157") == "une valeur de 13 caractères");
  CHECK(shown_value("31/02/2026") == "« 31/02/2026 »");
  CHECK(shown_value("é") == "une valeur de 1 caractère");
  CHECK(shown_value("") == "une valeur vide");
}

TEST_CASE("un nom se dit s'il est un mot simple, un identifiant s'il a la forme d'un numéro") {
  for (const auto* word : {"lieux", "date_de_naissance", "rdv2", "x"}) CHECK(is_plain_word(word));
  for (const auto* word : {"", "Dupond", "jeanne dupond", "dupond-martin", "zoé", "t0612345678", "2e"})
    CHECK_FALSE(is_plain_word(word));
  CHECK(shown_word("Zoé Durand") == "(nom de 10 caractères, non cité)");

  for (const auto* id : {"64-0001234", "S-2024-118", "e2", "64-H001", "4711", "MSA-640-demande-01024041052",
                         "CAF-641-7700111"}) {
    INFO(id);
    CHECK(is_number_like(id));
  }
  for (const auto* id :
       {"", "Jean Dupond", "Dupond", "dupond-1985", "64-Dupond", "2880499100001", "288049910000166",
        "2-88-04-99-100-001", "p2880499100001", "demande", "dupond-demande-1", "e2\x1b[31m", "Zoé-12"}) {
    INFO(id);
    CHECK_FALSE(is_number_like(id));
  }
}
