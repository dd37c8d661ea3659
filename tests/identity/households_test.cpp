#include "engine/identity/households.hpp"

#include <catch2/catch.hpp>

using namespace filrouge;
using Kind = HouseholdCall::Kind;

namespace {

Record household(const std::string& dossier, const std::string& departement, const std::string& caisse,
                 const std::string& birth = {}) {
  Record record;
  record.dossier = dossier;
  record.departement = departement;
  record.organisme = "CAF";
  record.caisse = caisse;
  record.matricule = "0123456";
  if (!birth.empty()) record.persons.push_back({"p", "demandeur", *parse_iso_date(birth), {}});
  return record;
}

Kind one(const Record& incoming, const Record& held, bool same_source = false) {
  return call_household(incoming, {{held, same_source}}).front().kind;
}

}  // namespace

TEST_CASE("un matricule est un numéro d'une caisse", "[identite]") {
  CHECK(one(household("f", "64", "641", "1988-04-09"), household("d", "64", "641", "1988-04-09")) ==
        Kind::joined);
  CHECK(one(household("f", "40", "401", "1988-04-09"), household("d", "64", "641", "1988-04-09")) ==
        Kind::separated);
  // Un tableur ne dit pas sa caisse : son département en décide.
  CHECK(one(household("f", "64", "641", "1988-04-09"), household("d", "64", "", "1988-04-09")) ==
        Kind::joined);
  CHECK(one(household("f", "40", "401", "1988-04-09"), household("d", "64", "", "1988-04-09")) ==
        Kind::separated);
  CHECK(one(household("f", "64", "641"), household("d", "", "")) == Kind::joined);
}

TEST_CASE("un doute sur le foyer ne joint jamais", "[identite]") {
  // Le matricule est celui d'un autre, ou mal saisi : personne en commun.
  CHECK(one(household("f", "64", "641", "1988-04-09"), household("d", "64", "641", "1951-11-30")) ==
        Kind::doubted);
  // Un logiciel qui donne deux numéros dit deux foyers.
  CHECK(one(household("f", "64", "641", "1988-04-09"), household("d", "64", "641", "1988-04-09"), true) ==
        Kind::doubted);
}

TEST_CASE("de deux dossiers du même matricule, celui qui a la personne", "[identite]") {
  const auto incoming = household("f", "64", "641", "1988-04-09");
  const Candidate empty{household("d1", "64", "641"), false},
      hers{household("d2", "64", "", "1988-04-09"), false};
  const auto calls = call_household(incoming, {empty, hers});
  CHECK(calls[0].kind == Kind::doubted);
  CHECK(calls[1].kind == Kind::joined);
  const auto both = call_household(incoming, {hers, hers});
  CHECK(both[0].kind == Kind::doubted);
  CHECK(both[1].kind == Kind::doubted);
}
