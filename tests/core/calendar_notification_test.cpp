// The story of most cases: a registered letter sent on Thursday 5 March 2026, presented on Saturday 7, kept
// until Sunday 22.
#include <catch2/catch.hpp>
#include <cstring>

#include "engine/core/calendar/notification.hpp"
#include "tests/core/calendar_support.hpp"

using namespace filrouge;

namespace {

using Kind = Notification::Kind;
using Mode = LetterFacts::Mode;
using Proof = LetterFacts::Proof;
using Reason = NotificationReason;
using Return = LetterFacts::ReturnReason;

LetterFacts registered() {
  LetterFacts letter;
  letter.mode = Mode::lrar;
  letter.sent = day("2026-03-05");
  letter.presented = day("2026-03-07");
  return letter;
}

LetterFacts electronic() {
  LetterFacts letter;
  letter.mode = Mode::electronique;
  letter.sent = letter.available = day("2026-03-05");
  letter.consent = Proof::yes;
  return letter;
}

void check_known(const LetterFacts& letter, const char* today, const char* expected, Reason reason) {
  const auto notified = notify(letter, day(today));
  CHECK(notified.kind == Kind::known);
  CHECK(shown(notified.earliest) == expected);
  CHECK(shown(notified.latest) == expected);
  CHECK(notified.reason == reason);
}

void check_waiting(const LetterFacts& letter, const char* today, const char* first, const char* last) {
  const auto notified = notify(letter, day(today));
  CHECK(notified.kind == Kind::waiting);
  CHECK(shown(notified.earliest) == first);
  CHECK(shown(notified.latest) == last);
}

void check_without_date(const LetterFacts& letter, Kind kind, Reason reason) {
  const auto notified = notify(letter, day("2026-11-21"));
  CHECK(notified.kind == kind);
  CHECK_FALSE(notified.earliest.known());
  CHECK_FALSE(notified.latest.known());
  CHECK(notified.reason == reason);
}

}  // namespace

TEST_CASE("(a) handed over: that day, however it was sent", "[calendrier][notification]") {
  LetterFacts letter;
  letter.mode = Mode::remise;
  letter.sent = day("2026-03-05");
  check_without_date(letter, Kind::unknown, Reason::not_handed);
  letter.handed = day("2026-03-06");
  check_known(letter, "2026-03-06", "2026-03-06", Reason::handed);
  letter.mode = Mode::simple;
  check_known(letter, "2026-03-06", "2026-03-06", Reason::handed);
}

TEST_CASE("(b) collected within fifteen days: that day", "[calendrier][notification]") {
  auto letter = registered();
  letter.collected = day("2026-03-20");
  check_known(letter, "2026-03-20", "2026-03-20", Reason::collected);
  letter.collected = day("2026-03-22");  // the fifteenth day
  check_known(letter, "2026-11-21", "2026-03-22", Reason::collected);
  letter.collected = letter.presented;
  check_known(letter, "2026-11-21", "2026-03-07", Reason::collected);
}

TEST_CASE("while it waits at the post office any day is possible, and nothing later is known",
          "[calendrier][notification]") {
  auto letter = registered();
  check_waiting(letter, "2026-03-07", "2026-03-07", "2026-03-22");
  check_waiting(letter, "2026-03-22", "2026-03-07", "2026-03-22");
  letter.collected = day("2026-03-20");
  letter.avis_instance = Proof::yes;
  check_waiting(letter, "2026-03-18", "2026-03-07", "2026-03-22");
  CHECK(notify(letter, day("2026-03-18")).reason == Reason::at_the_post_office);
  // On the 6th it had not even been presented.
  CHECK(notify(letter, day("2026-03-06")).reason == Reason::no_presentation);
  CHECK(notify(letter, day("2026-03-04")).reason == Reason::not_sent);
}

TEST_CASE("(c) not collected: the first presentation, if the notice is proven",
          "[calendrier][notification]") {
  auto letter = registered();
  letter.avis_instance = Proof::yes;
  check_known(letter, "2026-03-23", "2026-03-07", Reason::presented_not_collected);
  letter.returned = day("2026-03-24");
  letter.reason = Return::non_reclame;
  check_known(letter, "2026-03-24", "2026-03-07", Reason::presented_not_collected);
  letter.returned = day("2026-03-22");
  check_known(letter, "2026-03-22", "2026-03-07", Reason::presented_not_collected);
  // Returned before the fifteen days are over: she could still have collected it, and never will.
  letter.returned = day("2026-03-21");
  check_without_date(letter, Kind::unknown, Reason::returned_early);
  check_waiting(letter, "2026-03-20", "2026-03-07", "2026-03-22");
  letter.returned = day("2026-03-24");
  for (const auto proof : {Proof::unknown, Proof::no}) {
    letter.avis_instance = proof;
    check_without_date(letter, Kind::unknown, Reason::no_proof_of_notice);
  }
}

TEST_CASE("collected after fifteen days: the presentation, if the notice is proven",
          "[calendrier][notification]") {
  auto letter = registered();
  letter.collected = day("2026-03-23");
  check_without_date(letter, Kind::unknown, Reason::no_proof_of_notice);
  letter.avis_instance = Proof::yes;
  check_known(letter, "2026-03-23", "2026-03-07", Reason::collected_late);
}

TEST_CASE("refused: the day it was presented", "[calendrier][notification]") {
  auto letter = registered();
  letter.returned = letter.presented;
  letter.reason = Return::refuse;
  check_known(letter, "2026-03-07", "2026-03-07", Reason::refused);
}

TEST_CASE("(d) wrong address: irregular if the new one was signalled, else the presentation",
          "[calendrier][notification]") {
  auto letter = registered();
  letter.returned = day("2026-03-10");
  letter.reason = Return::npai;
  check_known(letter, "2026-03-10", "2026-03-07", Reason::wrong_address);
  letter.address_change_signalled = true;
  check_without_date(letter, Kind::irregular, Reason::address_was_signalled);
  letter.address_change_signalled = false;
  letter.presented = {};
  check_without_date(letter, Kind::unknown, Reason::no_presentation);
}

TEST_CASE("(e) a simple letter has no certain date", "[calendrier][notification]") {
  LetterFacts letter;
  letter.mode = Mode::simple;
  letter.sent = day("2026-03-05");
  check_without_date(letter, Kind::unknown, Reason::simple_letter);
  letter.returned = day("2026-03-10");
  letter.reason = Return::npai;
  check_without_date(letter, Kind::unknown, Reason::simple_letter);
}

TEST_CASE("(d) a simple letter back from an address whose change was signalled is over: the next counts",
          "[calendrier][notification]") {
  LetterFacts letter;
  letter.mode = Mode::simple;
  letter.sent = day("2026-03-05");
  letter.returned = day("2026-03-10");
  letter.reason = Return::npai;
  letter.address_change_signalled = true;
  check_without_date(letter, Kind::irregular, Reason::address_was_signalled);
  CHECK(notify(letter, day("2026-03-09")).reason == Reason::simple_letter);
}

TEST_CASE(
    "(f) electronic: the first consultation, else the day it was made available once fifteen have passed",
    "[calendrier][notification]") {
  auto letter = electronic();
  check_waiting(letter, "2026-03-20", "2026-03-05", "2026-03-20");
  CHECK(notify(letter, day("2026-03-20")).reason == Reason::not_yet_consulted);
  check_known(letter, "2026-03-21", "2026-03-05", Reason::not_consulted);
  letter.consulted = day("2026-03-20");
  check_known(letter, "2026-11-21", "2026-03-20", Reason::consulted);
  letter.consulted = day("2026-03-21");  // too late: CRPA R112-20
  check_known(letter, "2026-11-21", "2026-03-05", Reason::not_consulted);
}

TEST_CASE("(f) electronic: the fifteen days are of its availability, even when it was sent long before",
          "[calendrier][notification]") {
  auto letter = electronic();
  letter.available = day("2026-03-30");
  // On the 21st, fifteen days after the sending, she could not have read it: CRPA R112-20.
  CHECK(notify(letter, day("2026-03-21")).reason == Reason::not_available);
  CHECK(notify(letter, day("2026-03-29")).kind == Kind::unknown);
  check_waiting(letter, "2026-03-30", "2026-03-30", "2026-04-14");
  check_known(letter, "2026-04-15", "2026-03-30", Reason::not_consulted);
}

TEST_CASE("(f) without the person's agreement only her own consultation counts",
          "[calendrier][notification]") {
  for (const auto consent : {Proof::unknown, Proof::no}) {
    auto letter = electronic();
    letter.consent = consent;
    check_without_date(letter, Kind::unknown, Reason::no_consent);
    letter.consulted = day("2026-04-30");
    check_known(letter, "2026-11-21", "2026-04-30", Reason::consulted);
  }
}

TEST_CASE("a protected person is notified at the representative's", "[calendrier][notification]") {
  auto letter = registered();
  letter.collected = day("2026-03-20");
  letter.protected_person = true;
  check_without_date(letter, Kind::unknown, Reason::representative);
}

TEST_CASE("what nobody recorded stays unknown", "[calendrier][notification]") {
  check_without_date({}, Kind::unknown, Reason::not_sent);
  LetterFacts letter;
  letter.sent = day("2026-03-05");
  check_without_date(letter, Kind::unknown, Reason::no_mode);
  letter.mode = Mode::lrar;
  check_without_date(letter, Kind::unknown, Reason::no_presentation);
}

TEST_CASE("a letter once notified stays so; its date is one the interval allowed",
          "[calendrier][notification]") {
  for (int collected_after = 0; collected_after <= 20; ++collected_after) {
    auto letter = registered();
    letter.avis_instance = Proof::yes;
    letter.collected = letter.presented + collected_after;
    auto before = notify(letter, letter.presented);
    bool narrowing = true;
    for (int i = 1; i <= 60; ++i) {
      const auto now = notify(letter, letter.presented + i);
      narrowing = narrowing && now.earliest >= before.earliest && now.latest <= before.latest &&
                  !(before.kind == Kind::known && now.kind != Kind::known);
      before = now;
    }
    CAPTURE(collected_after);
    CHECK(narrowing);
    CHECK(before.kind == Kind::known);
  }
}

TEST_CASE("every reason is told in French", "[calendrier][notification]") {
  for (int i = 0; i <= static_cast<int>(Reason::address_was_signalled); ++i)
    CHECK(std::strlen(reason_text(static_cast<Reason>(i))) > 10);
}

TEST_CASE("what the post has not done yet is not read, nor why it will do it", "[calendrier][notification]") {
  auto letter = registered();
  letter.returned = day("2026-03-24");
  letter.reason = Return::refuse;
  check_waiting(letter, "2026-03-10", "2026-03-07", "2026-03-22");
  check_known(letter, "2026-03-24", "2026-03-07", Reason::refused);
}
