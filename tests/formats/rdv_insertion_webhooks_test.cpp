#include "engine/formats/rdv_insertion_webhooks.hpp"

#include <catch2/catch.hpp>
#include <sstream>

#include "tests/formats/read_all.hpp"

using namespace filrouge;

namespace {

const std::string user =
    R"({"id":9,"affiliation_number":"0123456","role":"demandeur","birth_date":"1988-04-09","first_name":"Zoulikha","nir":"288049910000166","email":"z@exemple.fr"})";

std::string meta(const std::string& model, const std::string& event, const std::string& moment) {
  return R"("meta":{"model":")" + model + R"(","event":")" + event + R"(","timestamp":")" + moment +
         R"("}})" + "\n";
}

/// At half past midnight in Paris, the day before at Greenwich.
std::string rdv(const std::string& event, const std::string& moment, const std::string& status,
                const std::string& whose = user) {
  return R"({"data":{"id":7,"starts_at":"2026-01-20T23:30:00Z","motif":{"name":"RDV","motif_category":{"short_name":"rsa_orientation"}},"organisation":{"department_number":"64"},"participations":[{"id":1,"status":")" +
         status + R"(","created_at":"2026-01-06T00:30:00+01:00","user":)" + whose + "}]}," +
         meta("Rdv", event, moment);
}

std::string invitation(const std::string& event, const std::string& moment,
                       const std::string& category = "rsa_orientation") {
  return R"({"data":{"id":3,"format":"sms","clicked":true,"created_at":"2026-01-04T23:30:00Z","expires_at":"2026-01-14T23:30:00Z","motif_category":{"short_name":")" +
         category + R"("},"user":)" + user + "}," + meta("Invitation", event, moment);
}

Outcome read(const std::string& text, const std::string& departement = "64") {
  std::istringstream input(text);
  RdvInsertionWebhooks source(input, "webhooks.ndjson", departement);
  return read_all(source);
}

std::string said(const RawEvent& event, const std::string& name) {
  for (const auto& field : event.fields)
    if (field.name == name) return field.value.text;
  return {};
}

}  // namespace

TEST_CASE("webhooks: an act bears the names and the words of the database, and the day of Paris") {
  const auto outcome = read("\xEF\xBB\xBF" + invitation("created", "2026-01-05 00:30:02 +0100") + "\r\n" +
                            rdv("created", "2026-01-06 00:30:02 +0100", "unknown"));
  CHECK(outcome.rejects.empty());
  REQUIRE(outcome.records.size() == 1);
  const auto& record = outcome.records[0];
  CHECK(record.dossier == "RI-9");
  CHECK(record.departement == "64");
  CHECK(record.matricule == "0123456");
  REQUIRE(record.persons.size() == 1);
  CHECK(record.persons[0].id == "RI-p9");
  CHECK(iso_date(record.persons[0].birth) == "1988-04-09");
  REQUIRE(record.events.size() == 2);
  const auto& invited = record.events[0];
  CHECK(invited.id == "rdv-insertion-invitations-3");
  CHECK(iso_date(invited.on) == "2026-01-05");
  CHECK(said(invited, "expire_le") == "2026-01-15");
  CHECK(said(invited, "canal") == "sms");
  const auto& meeting = record.events[1];
  CHECK(meeting.id == "rdv-insertion-participations-1");
  CHECK(iso_date(meeting.on) == "2026-01-21");
  CHECK(iso_date(meeting.known) == "2026-01-06");
  CHECK(said(meeting, "statut") == "prevu");
  CHECK(said(meeting, "categorie") == "orientation");
  // What was not notified is not what did not happen.
  REQUIRE(record.coverage.size() == 1);
  CHECK(record.coverage[0].types == std::vector<std::string>{"aucun"});
}

TEST_CASE("webhooks: the last state wins by its moment, whatever the order of the lines") {
  const auto outcome = read(rdv("updated", "2026-01-22 10:00:00 +0100", "seen") +
                            rdv("updated", "2026-01-21 10:00:00 +0100", "noshow") +
                            rdv("updated", "2026-01-21 11:00:00 +0100", "noshow") +
                            rdv("created", "2026-01-06 00:30:02 +0100", "unknown"));
  REQUIRE(outcome.records.size() == 1);
  const auto& events = outcome.records[0].events;
  REQUIRE(events.size() == 3);  // what is told again says nothing new
  CHECK(said(events[0], "statut") == "prevu");
  CHECK(events[1].id == "rdv-insertion-participations-1-corrige-2026-01-21T10:00:00");
  CHECK(said(events[1], "statut") == "absent");
  CHECK(events[2].target == "rdv-insertion-participations-1");
  CHECK(said(events[2], "statut") == "honore");
  CHECK(iso_date(events[2].known) == "2026-01-22");
}

TEST_CASE("webhooks: how an act ended was not known when it began") {
  const auto outcome = read(rdv("updated", "2026-01-22 10:00:00 +0100", "seen"));
  REQUIRE(outcome.records.size() == 1);
  const auto& events = outcome.records[0].events;
  REQUIRE(events.size() == 2);
  CHECK(said(events[0], "statut").empty());
  CHECK(said(events[1], "statut") == "honore");
}

TEST_CASE("webhooks: what is destroyed is annulled") {
  const auto outcome = read(invitation("created", "2026-01-05 00:30:02 +0100") +
                            invitation("destroyed", "2026-01-08 10:00:00 +0100") +
                            rdv("created", "2026-01-06 00:30:02 +0100", "unknown") + R"({"data":{"id":7},)" +
                            meta("Rdv", "destroyed", "2026-01-09 10:00:00 +0100") + R"({"data":{"id":8},)" +
                            meta("Rdv", "destroyed", "2026-01-09 10:00:00 +0100"));
  CHECK(outcome.rejects.empty());
  REQUIRE(outcome.records.size() == 1);
  const auto& events = outcome.records[0].events;
  REQUIRE(events.size() == 4);
  for (const auto& event : {events[1], events[2]}) CHECK(event.cancels);
  CHECK(events[2].target == "rdv-insertion-participations-1");
  REQUIRE(outcome.warnings.size() == 1);
  CHECK_THAT(outcome.warnings[0], Catch::Contains("rien n'est annulé (1)"));
}

TEST_CASE("webhooks: a key that is not used is counted once a file, and its value is nowhere") {
  const auto outcome = read(invitation("created", "2026-01-05 00:30:02 +0100") +
                            invitation("updated", "2026-01-05 00:31:02 +0100"));
  CHECK_THAT(outcome.unread, Catch::Contains("invitation/clicked (2)") && Catch::Contains("user/nir (2)"));
  CHECK_THAT(outcome.unread, !Catch::Contains("2880499") && !Catch::Contains("Zoulikha"));
}

TEST_CASE("webhooks: a number of allocataire that is a NIR does not come in") {
  const auto outcome = read(rdv("created", "2026-01-06 00:30:02 +0100", "unknown",
                                R"({"id":10,"affiliation_number":"2 88 04 99 100 001","role":"conjoint"})"));
  REQUIRE(outcome.records.size() == 1);
  CHECK(outcome.records[0].matricule.empty());
  REQUIRE(outcome.warnings.size() == 1);
}

TEST_CASE("webhooks: a category whose kind is not told is unknown, not another one") {
  const auto outcome =
      read(invitation("created", "2026-01-05 00:30:02 +0100", "rsa_premier_rdv_daccompagnement"));
  REQUIRE(outcome.records.size() == 1);
  CHECK(said(outcome.records[0].events[0], "categorie").empty());
  CHECK(outcome.warnings.size() == 1);
}

TEST_CASE("webhooks: a line that cannot be read is a reject that says where, and the next one is read") {
  const auto outcome = read(
      "{\"data\":\n"
      R"({"dossier":"A1"})"
      "\n" +
      rdv("created", "hier", "unknown") +
      R"({"data":{"id":3,"created_at":"2026-01-05T10:00:00","user":{"id":9}},)" +
      meta("Invitation", "created", "2026-01-05 10:00:02 +0100") +
      R"({"data":{"created_at":"2026-01-05T10:00:00Z","user":{"id":9}},)" +
      meta("Invitation", "created", "2026-01-05 10:00:02 +0100") +
      invitation("created", "2026-01-05 00:30:02 +0100"));
  CHECK(outcome.records.size() == 1);
  REQUIRE(outcome.rejects.size() == 5);
  const std::string where[] = {"", "meta", "meta/timestamp", "data/created_at", "data/id"};
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(outcome.rejects[i].line == i + 1);
    CHECK(outcome.rejects[i].where == where[i]);
  }
  CHECK_THROWS_WITH(read("{\n\"data\":{}}\n"), Catch::Contains("jq -c"));
}

TEST_CASE("webhooks: a département that no webhook tells is that of the command, or is said to be missing") {
  const auto invited = invitation("created", "2026-01-05 00:30:02 +0100");
  CHECK(read(invited, "26").records.at(0).departement == "26");
  CHECK(read(invited + rdv("created", "2026-01-06 00:30:02 +0100", "unknown"), "26")
            .records.at(0)
            .departement == "64");
  const auto untold = read(invited, "");
  CHECK(untold.records.at(0).departement.empty());
  CHECK(untold.warnings.size() == 1);
  CHECK_THROWS_WITH(read(invited, "99"), Catch::Contains("--departement"));
}

TEST_CASE("webhooks: the object may be under its name") {
  const auto outcome = read(
      R"({"data":{"invitation":{"id":3,"format":"postal","created_at":"2026-01-04T23:30:00Z","user":{"id":9}}},)" +
      meta("Invitation", "created", "2026-01-05 00:30:02 +0100"));
  REQUIRE(outcome.records.size() == 1);
  CHECK(said(outcome.records[0].events[0], "canal") == "postal");
}
