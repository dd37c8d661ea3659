#include "engine/store/notified.hpp"

#include <catch2/catch.hpp>

#include "engine/core/dossier/later_state.hpp"

using namespace filrouge;

namespace {

RawEvent meeting(const std::string& statut) {
  RawEvent event;
  event.id = "m";
  event.type = "rendez_vous";
  event.on = *parse_iso_date("2026-01-21");
  event.source.system = "rdv-insertion";
  event.fields.push_back({"statut", {RawValue::Kind::text, statut}});
  return event;
}

RawEvent state(const std::string& moment, const std::string& statut) {
  RawEvent event;
  event.target = "m";
  event.type = "correction";
  event.cancels = statut.empty();
  event.id = later_state_name("m", event.cancels, moment);
  event.on = event.known = *parse_iso_date(moment.substr(0, 10));
  event.source.system = "rdv-insertion";
  if (!event.cancels)
    event.fields = {{"le", {RawValue::Kind::text, "2026-01-21"}}, {"statut", {RawValue::Kind::text, statut}}};
  return event;
}

Record of(std::vector<RawEvent> events) {
  Record record;
  record.dossier = "RI-9";
  record.events = std::move(events);
  return record;
}

std::vector<std::string> names(const Record& record) {
  std::vector<std::string> all;
  for (const auto& event : record.events) all.push_back(event.id);
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a state notified of an act the base holds corrects it, once", "[notified]") {
  NotifiedCounts counts;
  const auto held = of({meeting("prevu")});
  const auto told = of({meeting("inconnu"), state("2026-01-21T10:00:00", "absent"),
                        state("2026-01-22T10:00:00", "honore"), state("2026-01-23T10:00:00", "honore")});
  const auto news = notified(held, told, {}, counts);
  CHECK(names(news) == Names{"m", "m-corrige-2026-01-21T10:00:00", "m-corrige-2026-01-22T10:00:00"});
  CHECK(news.events[0].fields == held.events[0].fields);  // as it was first told
  CHECK(counts.corrected == 2);
  NotifiedCounts again;
  CHECK(names(notified(news, told, {}, again)) == names(news));
  CHECK(again.corrected + again.older == 0);
}

TEST_CASE("a state older than what is known undoes nothing", "[notified]") {
  NotifiedCounts counts;
  const auto held = of({meeting("prevu"), state("2026-01-22T10:00:00", "honore")});
  CHECK(names(notified(held, of({meeting("prevu"), state("2026-01-21T10:00:00", "absent")}), {}, counts)) ==
        Names{"m"});
  CHECK(counts.older == 1);
  // The database was read in place on that day, and says it as it is since.
  const auto read_on = *parse_iso_date("2026-01-23");
  CHECK(names(notified(held, of({meeting("prevu"), state("2026-01-23T10:00:00", "absent")}), read_on,
                       counts)) == Names{"m"});
  CHECK(counts.older == 2);
}

TEST_CASE("an act told to be no more is annulled, once", "[notified]") {
  NotifiedCounts counts;
  const auto news =
      notified(of({meeting("prevu")}), of({meeting("prevu"), state("2026-01-09T10:00:00", "")}), {}, counts);
  CHECK(names(news) == Names{"m", "m-annule-2026-01-09T10:00:00"});
  CHECK(names(notified(news, of({state("2026-01-10T10:00:00", "")}), {}, counts)).empty());
  CHECK(counts.cancelled == 1);
}
