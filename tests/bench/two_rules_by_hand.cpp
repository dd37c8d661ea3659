#include "tests/bench/two_rules_by_hand.hpp"

#include "engine/core/calendar/delai.hpp"

namespace filrouge::bench {

void due_by_hand(const Journal& journal, const Words& words, Date asked, std::vector<Due>& out) {
  out.clear();
  for (std::size_t p = 0; p < journal.persons.size(); ++p) {
    const auto person = static_cast<std::int16_t>(p);
    bool subject = true;
    for (const auto& span : journal.attributes)
      if (span.attribute == words.soumission && span.person == person && span.known <= asked &&
          span.from <= asked && (!span.to.known() || span.to >= asked))
        subject = span.value.lo == 1;
    if (!subject) continue;
    Date notified, oriented, signed_on;
    for (const auto& event : journal.events) {
      if (event.on > asked || event.known > asked || (event.person >= 0 && event.person != person)) continue;
      if (event.type == words.notification && (!notified.known() || event.on < notified)) notified = event.on;
      if (event.type == words.orientation && (!oriented.known() || event.on < oriented)) oriented = event.on;
      if (event.type == words.cer_signe && oriented.known() && event.on >= oriented && !signed_on.known())
        signed_on = event.on;
    }
    Due due;
    due.person = person;
    if (notified.known()) {
      due.orientation_due = add_months(notified, 2);
      due.orientation_late = (oriented.known() ? oriented : asked) > due.orientation_due;
    }
    if (oriented.known()) {
      due.cer_due = add_months(oriented, 2);
      due.cer_late = (signed_on.known() ? signed_on : asked) > due.cer_due;
    }
    out.push_back(due);
  }
}

}  // namespace filrouge::bench
