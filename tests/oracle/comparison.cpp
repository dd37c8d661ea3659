#include "tests/oracle/comparison.hpp"

#include <algorithm>
#include <sstream>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/shrink.hpp"

namespace filrouge::oracle {

std::vector<PlainFinding> replay(const Rules& rules, const Record& record, Date asked, Date known) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal, known);
  Evaluation evaluation;
  Replay(*rules.program).run(journal, asked, known, evaluation);
  return plain(*rules.program, journal, evaluation);
}

std::vector<PlainFinding> slow(const Rules& rules, const Record& record, Date asked, Date known) {
  Journal journal;
  bind(record, rules.model().vocabulary, journal, known);
  return evaluate(rules.model(), journal, asked, known);
}

std::string difference(std::vector<PlainFinding> fast, std::vector<PlainFinding> slow, bool missing_names) {
  for (auto* list : {&fast, &slow})
    for (auto& finding : *list)
      if (!missing_names && !finding.missing.empty()) finding.missing = {"…"};
  const auto told_fast = fast, told_slow = slow;
  std::ranges::sort(fast);
  std::ranges::sort(slow);
  std::vector<PlainFinding> only_fast, only_slow;
  std::ranges::set_difference(fast, slow, std::back_inserter(only_fast));
  std::ranges::set_difference(slow, fast, std::back_inserter(only_slow));
  std::string text;
  for (const auto& finding : only_fast) text += "  replay " + display(finding) + "\n";
  for (const auto& finding : only_slow) text += "  oracle " + display(finding) + "\n";
  if (text.empty())
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

std::string report(const Rules& rules, const Record& record, Date asked, Date known) {
  const auto told = difference(rules, record, asked, known);
  if (told.empty()) return {};
  // Another fault may hide in the same dossier: the smaller one must show the first line's.
  const auto shown = kind_of(told);
  const auto smaller = shrink_record(record, [&](const Record& part) {
    std::istringstream lines(difference(rules, part, asked, known));
    for (std::string line; std::getline(lines, line);)
      if (kind_of(line) == shown) return true;
    return false;
  });
  return "au " + iso_date(asked) + ", connu au " + iso_date(known) + " :\n" +
         difference(rules, smaller, asked, known) + to_json(smaller);
}

}  // namespace filrouge::oracle
