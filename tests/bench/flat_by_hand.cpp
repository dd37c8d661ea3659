#include <fstream>
#include <string>

#include "tests/bench/drawn.hpp"
#include "tests/bench/flat.hpp"

namespace filrouge::bench {

std::vector<FlatCase> draw_flat_cases(std::size_t count, Date asked) {
  Drawn drawn(42);
  const auto today = asked.days;
  const auto happened = [today](std::int32_t day) { return day <= today ? day : FlatCase::none; };
  std::vector<FlatCase> cases(count);
  for (auto& c : cases) {
    c.opening = today - drawn.between(0, 900);
    c.subject = drawn.in_hundred(90);
    if (drawn.in_hundred(70)) {
      c.orientation = happened(c.opening + drawn.between(0, 120));
      const bool social = drawn.in_hundred(40);
      if (c.orientation != FlatCase::none) {
        c.way = social ? 2 : 1;
        if (drawn.in_hundred(60)) c.contract = happened(c.orientation + drawn.between(0, 90));
        constexpr int lengths[] = {90, 180, 365};
        if (c.contract != FlatCase::none) c.term = c.contract + lengths[drawn.between(0, 2)];
      }
    }
    if (drawn.in_hundred(12)) {
      c.saisine = today - drawn.between(0, 120);
      if (drawn.in_hundred(60)) c.avis = happened(c.saisine + drawn.between(0, 40));
    }
    if (drawn.in_hundred(10)) {
      c.notification = today - drawn.between(0, 90);
      if (drawn.in_hundred(50)) c.answer = happened(c.notification + drawn.between(0, 29));
    }
    if (drawn.in_hundred(6)) {
      c.suspension = today - drawn.between(0, 200);
      c.tier = drawn.in_hundred(70) ? 1 : 2;
    }
    if (drawn.in_hundred(80)) c.contact = today - drawn.between(0, 200);
  }
  return cases;
}

std::array<std::int32_t, flat_columns.size()> flat_row(const FlatCase& c) {
  return {c.subject, c.opening,    c.orientation, c.way,          c.contract, c.term,   c.saisine,
          c.avis,    c.suspension, c.tier,        c.notification, c.answer,   c.contact};
}

void write_flat_csv(const std::vector<FlatCase>& cases, const std::string& path) {
  std::ofstream out(path);
  const auto line = [&out](const auto& cells, auto&& written) {
    for (std::size_t i = 0; i < cells.size(); ++i) out << (i ? "," : "") << written(cells[i]);
    out << '\n';
  };
  line(flat_columns, [](const char* name) { return std::string(name); });
  for (const auto& c : cases)
    line(flat_row(c), [](std::int32_t day) { return day == FlatCase::none ? "" : std::to_string(day); });
}

FlatCounts flat_by_hand(const std::vector<FlatCase>& cases, Date asked) {
  constexpr auto none = FlatCase::none;
  const auto today = asked.days;
  FlatCounts counts{};
  for (const auto& c : cases) {
    const auto past = [today](std::int32_t day, int days) { return day != none && today > day + days; };
    const auto soon = [today](std::int32_t day, int days) { return day >= today && day - today <= days; };
    const bool unsigned_yet = c.subject && c.contract == none;
    const bool rules[] = {c.subject && c.orientation == none && past(c.opening, 60),
                          c.subject && c.orientation == none && soon(c.opening + 60, 15),
                          unsigned_yet && c.way == 1 && past(c.orientation, 30),
                          unsigned_yet && c.way == 2 && past(c.orientation, 60),
                          c.subject && soon(c.term, 60),
                          c.subject && past(c.term, 0),
                          c.avis == none && past(c.saisine, 30),
                          c.answer == none && past(c.notification, 30),
                          c.tier == 1 && past(c.suspension, 90),
                          c.tier == 2 && past(c.suspension, 120),
                          c.subject && past(c.contact, 90)};
    for (std::size_t r = 0; r < counts.size(); ++r) counts[r] += rules[r];
  }
  return counts;
}

}  // namespace filrouge::bench
