#include "tests/bench/history.hpp"

#include <algorithm>
#include <memory>
#include <string_view>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/bench/caseload.hpp"
#include "tests/bench/replayed.hpp"

namespace filrouge::bench {
namespace {

struct HistoryWords {
  EventTypeId notification, orientation, cer, stop, back, relance, saisine, avis;

  explicit HistoryWords(const Vocabulary& words)
      : notification(words.find_event("notification")),
        orientation(words.find_event("orientation")),
        cer(words.find_event("cer")),
        stop(words.find_event("arret")),
        back(words.find_event("reprise")),
        relance(words.find_event("relance")),
        saisine(words.find_event("saisine")),
        avis(words.find_event("avis")) {}
};

enum HistoryDelai { orienter, signer, relancer, rendre, delai_count };
constexpr std::string_view delai_names[] = {"orienter", "signer", "relancer", "rendre"};

/// Of one dossier: what each délai has come to; `none` where it never began.
struct HistoryAnswer {
  Statut statut[delai_count] = {};
};

Statut judged(Date due, Date kept, Date asked) {
  if (!kept.known()) return asked > due ? Statut::depassee : Statut::a_venir;
  return kept > due ? Statut::tenue_en_retard : Statut::tenue;
}

/// What a programmer would write who knew these rules and no other.
HistoryAnswer by_hand(const Journal& journal, const HistoryWords& words, Date asked) {
  Date notified, oriented, signed_on, stopped, relaunched, asked_of_team, answered;
  std::int32_t paused = 0;
  const auto end_pause = [&](Date on) {
    if (!stopped.known()) return;
    paused += days_between(stopped, on);
    stopped = {};
  };
  for (const auto& event : journal.events) {
    if (event.type == words.notification) {
      if (!notified.known()) notified = event.on;
    } else if (event.type == words.orientation) {
      if (!oriented.known()) oriented = event.on;
    } else if (event.type == words.stop) {
      // A délai that has run out waits no more.
      if (oriented.known() && !signed_on.known() && event.on <= add_months(oriented, 2) + paused)
        stopped = event.on;
    } else if (event.type == words.back) {
      end_pause(event.on);
    } else if (event.type == words.cer) {
      if (!signed_on.known()) signed_on = event.on;
      end_pause(event.on);
    } else if (event.type == words.relance) {
      if (oriented.known() && !relaunched.known()) relaunched = event.on;
    } else if (event.type == words.saisine) {
      asked_of_team = event.on;
      answered = {};
    } else if (event.type == words.avis) {
      if (asked_of_team.known() && !answered.known()) answered = event.on;
    }
  }
  end_pause(asked);
  HistoryAnswer answer;
  if (notified.known()) answer.statut[orienter] = judged(add_months(notified, 2), oriented, asked);
  if (oriented.known()) {
    const auto due = add_months(oriented, 2) + paused;
    answer.statut[signer] = judged(due, signed_on, asked);
    answer.statut[relancer] =
        signed_on.known() ? Statut::sans_objet : judged(add_months(due, 1), relaunched, asked);
  }
  if (asked_of_team.known()) answer.statut[rendre] = judged(add_months(asked_of_team, 1), answered, asked);
  return answer;
}

void count(Tally& tally, const HistoryAnswer& answer) {
  for (int d = 0; d < delai_count; ++d)
    if (answer.statut[d] != Statut::none)
      ++tally[std::string(delai_names[d]) + ' ' + std::string(statut_name(answer.statut[d]))];
}

Tally counted_by_hand(const std::vector<Journal>& journals, const HistoryWords& words, Date asked) {
  Tally tally;
  for (const auto& journal : journals) count(tally, by_hand(journal, words, asked));
  return tally;
}

/// Each stay in a state has its own run of that state's délai: of those of one dossier, what came of the one
/// that was not left behind.
Tally counted_by_engine(const Program& program, const std::vector<Journal>& journals, Date asked) {
  Tally tally;
  Replay replay(program);
  Evaluation evaluation;
  for (const auto& journal : journals) {
    replay.run(journal, asked, asked, evaluation);
    HistoryAnswer answer;
    for (const auto& finding : evaluation.findings) {
      if (finding.nature != Nature::echeance) continue;
      const auto& code = program.rule(finding.rule).code;
      const auto delai = std::ranges::find(delai_names, code.substr(code.rfind('.') + 1)) - delai_names;
      auto& statut = answer.statut[delai];
      if (statut == Statut::none || finding.statut != Statut::sans_objet) statut = finding.statut;
    }
    count(tally, answer);
  }
  return tally;
}

}  // namespace

Tally history_by_hand(const Program& program, const std::vector<Record>& records, Date asked) {
  const auto& words = program.model.vocabulary;
  return counted_by_hand(journals_of(records, words), HistoryWords(words), asked);
}

HistoryWorks history_works(const Program& program, const std::vector<Record>& records, Date asked) {
  const auto journals =
      std::make_shared<const std::vector<Journal>>(journals_of(records, program.model.vocabulary));
  const HistoryWords words(program.model.vocabulary);
  require_equal("filrouge", counted_by_engine(program, *journals, asked), "le calcul à la main",
                counted_by_hand(*journals, words, asked));
  return {.engine = replayed("histoire", program, journals, asked),
          .by_hand = {"histoire à la main", records.size(), [=] {
                        for (const auto& journal : *journals) {
                          const auto answer = by_hand(journal, words, asked);
                          keep(&answer);
                        }
                      }}};
}

}  // namespace filrouge::bench
