#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "tests/bench/drawn.hpp"
#include "tests/bench/history.hpp"

namespace filrouge::bench {
namespace {

/// Days before the day asked, and what happened.
struct Act {
  int ago;
  const char* type;
};

/// From the orientation on, or nothing: whatever would lie after the day asked is not drawn.
void draw_after_orientation(Drawn& drawn, int ago, std::vector<Act>& acts) {
  acts.push_back({ago, "orientation"});
  for (int pauses = drawn.between(0, 2); pauses > 0; --pauses) {
    const int stopped = ago - drawn.between(5, 40), back = stopped - drawn.between(5, 60);
    if (back < 0) break;
    acts.push_back({stopped, "arret"});
    acts.push_back({back, "reprise"});
    ago = back;
  }
  if (drawn.in_hundred(60) && drawn.between(1, 90) <= ago) {
    acts.push_back({ago - drawn.between(1, std::min(90, ago)), "cer"});
    return;
  }
  for (int relances = drawn.between(0, 2); relances > 0; --relances) {
    ago -= drawn.between(40, 100);
    if (ago < 0) return;
    acts.push_back({ago, "relance"});
  }
  if (!drawn.in_hundred(40)) return;
  const int asked_of_team = ago - drawn.between(10, 60);
  if (asked_of_team < 0) return;
  acts.push_back({asked_of_team, "saisine"});
  if (drawn.in_hundred(60) && drawn.between(5, 50) <= asked_of_team)
    acts.push_back({asked_of_team - drawn.between(5, std::min(50, asked_of_team)), "avis"});
}

}  // namespace

std::vector<Record> draw_histories(std::size_t count, Date asked) {
  Drawn drawn(7);
  std::vector<Record> records;
  std::vector<Act> acts;
  for (std::size_t i = 0; i < count; ++i) {
    const int notified = drawn.between(60, 1500);
    acts.assign(1, {notified, "notification"});
    if (drawn.in_hundred(80)) draw_after_orientation(drawn, notified - drawn.between(0, 60), acts);
    std::ranges::stable_sort(acts, std::ranges::greater{}, &Act::ago);
    auto& record = records.emplace_back();
    record.dossier = fmt::format("{:06}", i);
    record.persons.push_back({"p1", "demandeur", {}, {}});
    for (const auto& act : acts) {
      auto& event = record.events.emplace_back();
      event.id = fmt::format("e{}", record.events.size());
      event.type = act.type;
      event.on = event.known = asked - act.ago;
      event.person = "p1";
    }
  }
  return records;
}

void write_history_csv(const std::vector<Record>& records, const std::string& path) {
  std::ofstream out(path);
  out << "dossier,rang,type,le\n";
  for (const auto& record : records)
    for (std::size_t rank = 0; rank < record.events.size(); ++rank)
      out << record.dossier << ',' << rank << ',' << record.events[rank].type << ','
          << iso_date(record.events[rank].on) << '\n';
}

}  // namespace filrouge::bench
