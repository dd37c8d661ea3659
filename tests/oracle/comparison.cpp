#include "tests/oracle/comparison.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"

namespace filrouge::oracle {

std::vector<PlainFinding> replay(const Rules& rules, const Record& record, Date asked, Date known) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  Evaluation evaluation;
  Replay(*rules.plan).run(journal, asked, known, evaluation);
  return plain(*rules.plan, journal, evaluation);
}

std::vector<PlainFinding> slow(const Rules& rules, const Record& record, Date asked, Date known) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal);
  return evaluate(rules.model(), journal, asked, known);
}

const Compared& compared() {
  static const auto all = [] {
    Compared out;
    const char* asked = std::getenv("FILROUGE_CHAMPS");
    std::istringstream words(asked ? asked : "");
    for (std::string word; std::getline(words, word, ',');) {
      if (word == "ordre") out.order = true;
    }
    return out;
  }();
  return all;
}

std::string difference(std::vector<PlainFinding> fast, std::vector<PlainFinding> slow, bool missing_names) {
  for (auto* list : {&fast, &slow})
    for (auto& finding : *list) {
      if (!missing_names && !finding.missing.empty()) finding.missing = {"…"};
      if (!compared().facts) finding.facts.clear();
      if (!compared().bounds) finding.bounds.clear();
      if (!compared().roles) finding.role = finding.second_role = finding.decider = {};
    }
  const auto told_fast = fast, told_slow = slow;
  std::ranges::sort(fast);
  std::ranges::sort(slow);
  std::vector<PlainFinding> only_fast, only_slow;
  std::ranges::set_difference(fast, slow, std::back_inserter(only_fast));
  std::ranges::set_difference(slow, fast, std::back_inserter(only_slow));
  std::string text;
  for (const auto& finding : only_fast) text += "  replay " + display(finding) + "\n";
  for (const auto& finding : only_slow) text += "  oracle " + display(finding) + "\n";
  if (text.empty() && compared().order)
    if (const auto [one, other] = std::ranges::mismatch(told_fast, told_slow); one != told_fast.end())
      text = "  replay " + display(*one) + "  (ordre)\n  oracle " + display(*other) + "  (ordre)\n";
  return text;
}

std::string difference(const Rules& rules, const Record& record, Date asked, Date known) {
  return difference(replay(rules, record, asked, known), slow(rules, record, asked, known));
}

/// Who says what of which rule: « replay echeance depassee rsa.cer.… ».
std::string kind_of(const std::string& told) {
  std::istringstream words(told.substr(0, told.find('\n')));
  std::string side, nature, statut, word, code;
  words >> side >> nature >> statut;
  while (words >> word && word != "«") code = word;
  return side + " " + nature + " " + statut + " " + code;
}

Record shrink(const Rules& rules, Record record, Date asked, Date known) {
  // Another fault may hide in the same dossier: the smaller one must show the first line's.
  const auto shown = kind_of(difference(rules, record, asked, known));
  const auto still = [&](const Record& smaller) {
    std::istringstream lines(difference(rules, smaller, asked, known));
    for (std::string line; std::getline(lines, line);)
      if (kind_of(line) == shown) return true;
    return false;
  };
  const auto drop_one_of = [&](auto member) {
    bool dropped = false;
    for (std::size_t i = member(record).size(); i-- > 0;) {
      auto smaller = record;
      auto& list = member(smaller);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
      if (!still(smaller)) continue;
      record = std::move(smaller);
      dropped = true;
    }
    return dropped;
  };
  for (bool again = true; again;) {
    again = drop_one_of([](Record & r) -> auto& { return r.events; });
    again = drop_one_of([](Record & r) -> auto& { return r.attributes; }) || again;
    again = drop_one_of([](Record & r) -> auto& { return r.coverage; }) || again;
    for (std::size_t p = 0; p < record.persons.size(); ++p)
      again = drop_one_of([p](Record & r) -> auto& { return r.persons[p].attributes; }) || again;
    for (std::size_t e = 0; e < record.events.size(); ++e) {
      again = drop_one_of([e](Record & r) -> auto& { return r.events[e].fields; }) || again;
      again = drop_one_of([e](Record & r) -> auto& { return r.events[e].references; }) || again;
      auto smaller = record;
      auto& event = smaller.events[e];
      if (!event.from.known() && !event.to.known() && event.known == event.on) continue;
      event.from = event.to = {};
      event.known = event.on;
      if (still(smaller)) record = smaller, again = true;
    }
  }
  return record;
}

std::string report(const Rules& rules, const Record& record, Date asked, Date known) {
  if (difference(rules, record, asked, known).empty()) return {};
  const auto smaller = shrink(rules, record, asked, known);
  return "au " + iso_date(asked) + ", connu au " + iso_date(known) + " :\n" +
         difference(rules, smaller, asked, known) + to_json(smaller);
}

}  // namespace filrouge::oracle
