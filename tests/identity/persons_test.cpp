#include "engine/identity/persons.hpp"

#include <catch2/catch.hpp>
#include <optional>

#include "engine/identity/renaming.hpp"

using namespace filrouge;
using Kind = PersonCall::Kind;

namespace {

RawPerson person(const std::string& id, const std::string& role, const std::string& birth,
                 const std::string& nir_key = {}) {
  RawPerson person{id, role, birth.empty() ? Date{} : *parse_iso_date(birth), {}};
  person.nir_key = nir_key;
  return person;
}

Record household(std::vector<RawPerson> persons) {
  Record record;
  record.dossier = "d";
  record.persons = std::move(persons);
  return record;
}

/// Who the only person of `incoming` is.
PersonCall one(std::vector<RawPerson> held, RawPerson incoming, Naming naming = Naming::foreign) {
  return call_persons(household(std::move(held)), household({std::move(incoming)}), {}, naming).front();
}

}  // namespace

TEST_CASE("une personne est reconnue par sa naissance et son rôle, jamais par un doute", "[identite]") {
  const auto ana = person("U1", "demandeur", "1988-04-09"), bob = person("U2", "conjoint", "1986-02-03");

  SECTION("naissance et rôle") {
    const auto call = one({ana, bob}, person("p-19860203", "conjoint", "1986-02-03"));
    CHECK(call.kind == Kind::joined);
    CHECK(call.called == "U2");
  }
  SECTION("le rôle change avec le temps") {
    const auto call = one({ana, bob}, person("p-19860203", "demandeur", "1986-02-03"));
    CHECK(call.kind == Kind::corrected);
    CHECK(call.called == "U2");
  }
  SECTION("une naissance qu'un côté ne disait pas") {
    const auto call = one({person("U1", "demandeur", ""), bob}, person("p", "demandeur", "1988-04-09"));
    CHECK(call.kind == Kind::joined);
    CHECK(call.called == "U1");
  }
  SECTION("une naissance corrigée : un jour, un mois, une année, ou jour et mois échangés") {
    for (const auto* birth : {"1988-04-10", "1988-05-09", "1989-04-09", "1988-09-04"}) {
      const auto call = one({ana, bob}, person("p", "demandeur", birth));
      CHECK(call.kind == Kind::corrected);
      CHECK(call.called == "U1");
    }
  }
  SECTION("une autre personne dans le même rôle : un doute, et deux personnes") {
    const auto call = one({ana}, person("p", "demandeur", "1990-12-31"));
    CHECK(call.kind == Kind::doubted);
    CHECK(call.called == "p");
    CHECK(call.doubted_with == "U1");
  }
  SECTION("un enfant, un tiers : personne que la base connaisse") {
    CHECK(one({ana}, person("p", "conjoint", "1990-12-31")).kind == Kind::entered);
  }
  SECTION("rien n'est dit d'elle") {
    CHECK(one({ana}, person("p", "", "")).kind == Kind::doubted);
    CHECK(one({ana}, person("p", "", ""), Naming::same_program).kind == Kind::entered);
  }
}

TEST_CASE("deux personnes nées le même jour ne se confondent pas", "[identite]") {
  const auto held = {person("a", "demandeur", "1988-04-09"), person("b", "conjoint", "1988-04-09")};
  const auto stays = one(held, person("p", "demandeur", "1988-04-09"));
  CHECK(stays.called == "a");
  const auto unsaid = one(held, person("p", "", "1988-04-09"));
  CHECK(unsaid.kind == Kind::doubted);
  CHECK(unsaid.called == "p");

  // Trois de ce jour, dont deux demandeurs : seul le conjoint est sûr.
  const auto calls = call_persons(
      household(held),
      household({person("p1", "demandeur", "1988-04-09"), person("p2", "demandeur", "1988-04-09"),
                 person("p3", "conjoint", "1988-04-09")}),
      {}, Naming::foreign);
  CHECK(calls[2].called == "b");
  CHECK(calls[0].kind == Kind::doubted);
  CHECK(calls[1].kind == Kind::doubted);
}

TEST_CASE("la clé du NIR l'emporte, dans les deux sens", "[identite]") {
  const auto ana = person("U1", "demandeur", "1988-04-09", "aa");
  CHECK(one({ana}, person("p", "conjoint", "1970-01-01", "aa")).called == "U1");
  const auto other = one({ana}, person("p", "demandeur", "1988-04-09", "bb"));
  CHECK(other.called == "p");
  CHECK(other.kind == Kind::entered);
}

TEST_CASE("un identifiant qui sert à deux personnes est refusé, avec ses actes", "[identite]") {
  auto incoming = household({person("U1", "conjoint", "1985-06-05")});
  incoming.events.push_back({});
  incoming.events.back().person = "U1";
  const auto calls =
      call_persons(household({person("U1", "demandeur", "1980-02-01")}), incoming, {}, Naming::same_program);
  REQUIRE(calls.size() == 1);
  CHECK(calls[0].kind == Kind::refused);
  rename_persons(incoming, calls);
  CHECK(incoming.persons.empty());
  CHECK(incoming.events.empty());
}

TEST_CASE("ce qui a été établi d'un nom tient, et les actes suivent", "[identite]") {
  auto incoming = household({person("U7", "", "")});
  incoming.events.push_back({});
  incoming.events.back().person = "U7";
  const auto calls = call_persons(household({person("p-19880409", "demandeur", "1988-04-09")}), incoming,
                                  {{"U7", "p-19880409"}}, Naming::foreign);
  rename_persons(incoming, calls);
  CHECK(incoming.persons[0].id == "p-19880409");
  CHECK(incoming.events[0].person == "p-19880409");
}

TEST_CASE("deux logiciels qui disent « p1 » ne parlent pas forcément de la même personne", "[identite]") {
  const auto ana = person("p1", "demandeur", "1980-02-01"), bob = person("p2", "conjoint", "1985-06-05");
  const auto incoming =
      household({person("p1", "conjoint", "1985-06-05"), person("p2", "demandeur", "1980-02-01")});
  const auto calls = call_persons(household({ana, bob}), incoming, {}, Naming::foreign);
  CHECK(calls[0].called == "p2");
  CHECK(calls[1].called == "p1");
}

TEST_CASE("un NIR provisoire, puis définitif, est celui de la même personne", "[identite]") {
  const auto call = one({person("p-1", "demandeur", "1988-04-09", "aa")},
                        person("p-1", "demandeur", "1988-04-09", "bb"), Naming::same_dossier);
  CHECK(call.kind == Kind::corrected);
  CHECK(call.called == "p-1");
}

TEST_CASE("un même nom dans deux logiciels n'efface ni le rôle ni la naissance", "[identite]") {
  const auto twin = person("p-19880409", "conjoint", "1988-04-09");
  const auto applicant = person("p-19880409-demandeur", "demandeur", "1988-04-09");
  // Le nom de l'une est celui qu'un flux donne à l'autre quand elle y est seule.
  CHECK(
      one({twin, applicant}, person("p-19880409", "demandeur", "1988-04-09"), Naming::same_dossier).called ==
      "p-19880409-demandeur");
  const auto other = one({person("1", "demandeur", "1988-04-09")}, person("1", "demandeur", "1971-11-17"),
                         Naming::same_dossier);
  CHECK(other.kind == Kind::doubted);
  CHECK(other.called == "1-2");
}
