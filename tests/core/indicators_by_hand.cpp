#include "tests/core/indicators_by_hand.hpp"

#include <algorithm>
#include <set>

namespace filrouge::by_hand {
namespace {

/// One start, and what is recorded until something surely ends it.
struct Waiting {
  int start = 0;
  std::vector<int> maybe;  ///< days of acts that are perhaps the answer
  std::optional<int> answer, left;
  std::vector<int> maybe_left;
};

std::vector<Waiting> waits(const Life& life) {
  std::vector<Waiting> all;
  bool waiting = false;
  for (const auto& act : life.acts) {
    if (act.kind == 's' && !waiting) {
      all.push_back({});
      all.back().start = act.day;
      waiting = true;
    } else if (act.kind != 's' && waiting && act.said != Said::no) {
      auto& one = all.back();
      const bool sure = act.said == Said::yes;
      if (act.kind == 'a' && sure) one.answer = act.day;
      if (act.kind == 'a' && !sure) one.maybe.push_back(act.day);
      if (act.kind == 'l' && sure) one.left = act.day;
      if (act.kind == 'l' && !sure) one.maybe_left.push_back(act.day);
      waiting = !sure;
    }
  }
  return all;
}

bool vouched(const Life& life, int day) {
  return life.covered_from <= day && day <= life.covered_to;
}

/// Every day on which the answer may have come, for one reading of what is not known; none: it never came.
std::vector<std::optional<int>> possible_answers(const Life& life, const Waiting& one, int asked) {
  const int last = one.answer ? *one.answer : one.left ? *one.left : asked;
  std::vector<std::optional<int>> all{one.answer};
  for (const int day : one.maybe) all.emplace_back(day);
  for (int day = one.start; day <= last; ++day)
    if (!vouched(life, day)) all.emplace_back(day);
  return all;
}

/// In every world that what is recorded allows, the same word, or « unknown ».
std::string answered(const Life& life, const Waiting& one, int least, int greatest, int asked) {
  const bool settled = one.left && *one.left <= one.start + greatest;
  for (int day = one.start; day <= (settled ? *one.left : one.start + greatest); ++day)
    if (!vouched(life, day)) return "unknown";
  std::set<std::string> said;
  for (const auto& came : possible_answers(life, one, asked))
    for (int limit = least; limit <= greatest; ++limit) {
      const int end = one.start + limit;
      if (came && *came <= end)
        said.insert("in");
      else if (one.left && *one.left <= end)
        said.insert("left");
      else if (std::ranges::any_of(one.maybe_left, [&](int left) { return left <= end; }))
        said.insert("left or out");
      else
        said.insert("out");
    }
  return said.size() == 1 && !said.contains("left or out") ? *said.begin() : "unknown";
}

struct Lasted {
  std::string word;
  int days = 0;
};

Lasted lasted(const Life& life, const Waiting& one, int asked) {
  const auto answers = possible_answers(life, one, asked);
  if (answers.size() > 1 || (!one.answer && !one.left && !one.maybe_left.empty())) {
    int sure = asked;
    for (const auto& answer : answers) sure = std::min(sure, answer.value_or(asked));
    for (const int left : one.maybe_left) sure = std::min(sure, left);
    return {"unknown", sure - one.start};
  }
  if (one.answer) return {"reached", *one.answer - one.start};
  if (one.left) return {"left", *one.left - one.start};
  return {"waiting", asked - one.start};
}

struct Observed {
  int days = 0;
  bool ended = false;
};

std::vector<Observed> observed(const std::vector<Life>& lives, int asked, Line& line) {
  std::vector<Observed> all;
  for (const auto& life : lives)
    for (const auto& one : waits(life)) {
      const auto what = lasted(life, one, asked);
      ++line.counts[what.word];
      if (what.word != "unknown" || what.days > 0) all.push_back({what.days, what.word == "reached"});
    }
  return all;
}

/// To a tenth, found by counting up.
std::int64_t tenths(std::int64_t over, std::int64_t under) {
  std::int64_t t = 0;
  while ((2 * t + 1) * under <= 20 * over) ++t;
  return t * 10;
}

void figure(Line& line) {
  const int in = line.counts["in"], all = line.counts["measured"] = in + line.counts["out"];
  if (all > 0) line.hundredths = tenths(std::int64_t{100} * in, all);
}

}  // namespace

Line share(const std::vector<Life>& lives, int least, int greatest, int asked) {
  Line line;
  for (const auto& life : lives)
    for (const auto& one : waits(life)) {
      const bool over = one.start + greatest < asked || (one.left && *one.left <= one.start + greatest);
      ++line.counts[over ? answered(life, one, least, greatest, asked) : "running"];
    }
  figure(line);
  return line;
}

Line share_to_date(const std::vector<Life>& lives, int asked) {
  Line line;
  for (const auto& life : lives)
    for (const auto& one : waits(life))
      ++line.counts[answered(life, one, asked - one.start, asked - one.start, asked)];
  figure(line);
  return line;
}

/// Everybody bears one share of the whole; who is lost from sight hands his to those who wait longer. The
/// median is where half of the whole came to an end.
Line median(const std::vector<Life>& lives, int asked) {
  Line line;
  auto all = observed(lives, asked, line);
  if (line.counts["reached"] + line.counts["waiting"] == 0) return line;
  std::stable_sort(all.begin(), all.end(), [](const Observed& a, const Observed& b) {
    return a.days != b.days ? a.days < b.days : a.ended && !b.ended;
  });
  std::vector<double> borne(all.size(), 1.0 / static_cast<double>(all.size()));
  double ended = 0;
  std::optional<int> half_at;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].ended) {
      for (std::size_t j = i + 1; j < all.size(); ++j)
        borne[j] += borne[i] / static_cast<double>(all.size() - i - 1);
      continue;
    }
    if (half_at) {
      line.hundredths = (std::int64_t{*half_at} + all[i].days) * 50;
      return line;
    }
    ended += borne[i];
    const bool last_of_day = i + 1 == all.size() || !all[i + 1].ended || all[i + 1].days != all[i].days;
    if (!last_of_day) continue;
    if (ended > 0.5 + 1e-7) {
      line.hundredths = std::int64_t{all[i].days} * 100;
      return line;
    }
    if (ended > 0.5 - 1e-7) half_at = all[i].days;
  }
  line.at_least = std::any_of(all.begin(), all.end(), [](const Observed& one) { return !one.ended; });
  const auto middle = all.size() / 2;
  line.hundredths = all.size() % 2 ? std::int64_t{all[middle].days} * 100
                                   : (std::int64_t{all[middle - 1].days} + all[middle].days) * 50;
  return line;
}

Line mean(const std::vector<Life>& lives, int asked) {
  Line line;
  std::int64_t days = 0, of = 0;
  for (const auto& one : observed(lives, asked, line)) {
    days += one.days;
    ++of;
    line.at_least = line.at_least || !one.ended;
  }
  if (line.counts["reached"] + line.counts["waiting"] == 0) return {line.counts, {}, false};
  line.hundredths = tenths(days, of);
  return line;
}

}  // namespace filrouge::by_hand
