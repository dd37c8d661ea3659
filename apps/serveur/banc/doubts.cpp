#include "apps/serveur/banc/doubts.hpp"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>

#include "apps/serveur/banc/base_in_place.hpp"
#include "apps/serveur/banc/hidden_numbers.hpp"
#include "engine/core/dossier/visitor.hpp"
#include "engine/night/night.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/guarded.hpp"

namespace filrouge::banc {
namespace {

/// Two dossiers, of which one may have left the base: whoever sees the one it went into sees them both.
bool seen(VisibleBase& base, const Match& match) {
  if (!may_name(base, match.dossier)) return false;
  const bool of_two_dossiers = match.person.empty() && match.decision != "joint";
  return !of_two_dossiers || match.other.empty() || may_name(base, match.other);
}

std::vector<Match> seen_of(VisibleBase& base, const WhichMatches& which) {
  auto all = matches(base.base(), which);
  std::erase_if(all, [&](const Match& match) { return !seen(base, match); });
  for (auto& match : all) match.reason = without_hidden(base, match.reason);
  return all;
}

std::optional<Side> side(VisibleBase& base, const std::string& dossier, const std::string& person) {
  RecordBuilder built;
  // How a source called a dossier that was joined may be the number of another one.
  if (dossier.empty() || !may_name(base, dossier) || !DossierLookup(base.base()).find(dossier, built))
    return std::nullopt;
  Side it{std::move(built.record), person, {}};
  Cursor names(base.base(), "SELECT systeme, nom FROM mes_noms WHERE dossier = ?1 ORDER BY systeme, nom");
  names.bind(1, std::string_view(dossier));
  while (names.step()) it.names.emplace_back(names.text(0), names.text(1));
  if (!person.empty() && !it.told_person()) return std::nullopt;
  return it;
}

}  // namespace

const RawPerson* Side::told_person() const {
  const auto found = std::ranges::find(record.persons, person, &RawPerson::id);
  return found == record.persons.end() ? nullptr : &*found;
}

std::vector<const RawEvent*> Side::acts() const {
  std::vector<const RawEvent*> acts;
  for (const auto& event : record.events)
    if (person.empty() || event.person == person) acts.push_back(&event);
  std::ranges::stable_sort(acts, {}, [](const RawEvent* event) { return event->on; });
  return acts;
}

std::vector<Match> doubts_to_settle(VisibleBase& base) {
  WhichMatches which;
  which.doubts_only = true;
  return seen_of(base, which);
}

std::vector<Match> settled_by_people(VisibleBase& base, std::size_t most) {
  WhichMatches which;
  which.by_people = true;
  auto all = seen_of(base, which);
  std::ranges::reverse(all);
  if (all.size() > most) all.resize(most);
  return all;
}

std::optional<Match> match_numbered(VisibleBase& base, std::uint64_t number) {
  if (number == 0) return std::nullopt;
  WhichMatches which;
  which.number = number;
  auto all = seen_of(base, which);
  if (all.empty()) return std::nullopt;
  return std::move(all.front());
}

Sides sides_of(VisibleBase& base, const Match& match) {
  if (match.person.empty()) {
    const auto& other = match.decision == "joint" ? match.name : match.other;
    return {side(base, match.dossier, {}), side(base, other, {})};
  }
  return {side(base, match.dossier, match.person), side(base, match.dossier, match.other)};
}

Settlement settle(const std::string& path, const Program& program, Date day, std::uint64_t number, bool joins,
                  const Settler& settler) {
  Base base(base_in_place(path), BaseAccess::write);
  auto done = joins ? join(base, number, settler) : separate(base, number, settler);
  const auto dossier_of = [](const std::string& who) { return who.substr(0, who.find('/')); };
  const std::vector<std::string> changed{dossier_of(done.dossier), dossier_of(done.other)};
  try {
    guarded("ce qui est dit de ces dossiers n'a pu être relu", [&] {
      SQLite::Transaction transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE);
      say_again(base, program, day, changed);
      transaction.commit();
      return 0;
    });
  } catch (const StoreError&) {
    // The decision stands: its rows say that they are to be read again, and the night does.
  }
  base.settle();
  return done;
}

}  // namespace filrouge::banc
