#include "engine/night/night.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <optional>
#include <utility>
#include <vector>

#include "engine/night/answering_threads.hpp"
#include "engine/night/night_answer.hpp"
#include "engine/store/binding.hpp"
#include "engine/store/cursor.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/guarded.hpp"
#include "engine/store/journal_guard.hpp"

namespace filrouge {
namespace {

constexpr const char* not_written = "la nuit n'a pu être écrite dans la base, rien n'est changé";

/// What answers depend on besides dossiers and days.
std::string conditions(const Program& program, std::uint64_t budget) {
  return fmt::format("{} {} {}", program.model.digest, FILROUGE_VERSION, budget);
}

struct LastNight {
  Date day;
  std::string conditions;
};

std::optional<LastNight> last_night(SQLite::Database& database) {
  SQLite::Statement last(database, "SELECT au, regles FROM nuits ORDER BY id DESC LIMIT 1");
  if (!last.executeStep()) return std::nullopt;
  return LastNight{{last.getColumn(0).getInt()}, last.getColumn(1).getString()};
}

std::string why_whole(Base& base, const std::optional<LastNight>& last, const std::string& now,
                      const NightQuestion& question) {
  if (!last) return "première nuit de cette base";
  if (question.whole) return "reprise entière demandée";
  if (last->conditions != now) {
    const auto rules = [](const std::string& of) { return of.substr(0, of.find(' ')); };
    return rules(last->conditions) != rules(now) ? "les règles ont changé depuis"
                                                 : "filrouge, ou le budget, a changé depuis";
  }
  if (!journals_are_guarded(base.database()))
    return "une table a été refaite à la main : rien ne dit plus quels dossiers ont changé";
  return {};
}

std::vector<std::string> due(SQLite::Database& database, Date day) {
  std::vector<std::string> dossiers;
  SQLite::Statement those(
      database,
      "SELECT d.dossier FROM dossiers d LEFT JOIN evalues e ON e.dossier = d.dossier "
      "WHERE e.dossier IS NULL OR e.perime = 1 OR e.prochain <= ?1 OR e.au > ?1 ORDER BY d.dossier");
  those.bind(1, day.days);
  while (those.executeStep()) dossiers.push_back(those.getColumn(0).getString());
  return dossiers;
}

/// Reads the dossiers, all of them or these, and puts what is said of each.
class Passing {
 public:
  Passing(Base& base, const Program& program, const NightQuestion& question, const TellChanges& tell,
          const HearJournal& hear)
      : base_(base), program_(program), question_(question), tell_(tell), hear_(hear), writer_(base) {}

  void all() {
    const Selection everywhere{{}, {}, {}, {}, question_.day};
    DossierJournals journals(base_, program_.model.vocabulary, journal_, everywhere);
    answer([&] { return journals.next(); });
  }
  void these(std::span<const std::string> dossiers) {
    JournalLookup lookup(base_, program_.model.vocabulary, journal_, question_.day);
    auto next = dossiers.begin();
    answer([&] {
      while (next != dossiers.end())
        if (lookup.find(*next++)) return true;
      return false;
    });
  }
  void finish() { writer_.finish(); }

  NightTally tally;

 private:
  void answer(const std::function<bool()>& next) {
    using Threads = AnsweringThreads<StoredAnswer>;
    std::vector<Threads::Work> workers;
    for (unsigned i = 0; i < question_.threads; ++i)
      workers.emplace_back(
          [answering = std::make_shared<NightAnswering>(program_, question_.day, question_.budget)](
              const Journal& journal, StoredAnswer& answer) { (*answering)(journal, answer); });
    Threads threads(std::move(workers), [this](StoredAnswer& answer) { put(answer); });
    while (next()) {
      // Of a dossier nobody knew of yet, nothing is said.
      if (hear_ && !(journal_.known > question_.day)) hear_(journal_);
      threads.take(journal_);
    }
    threads.finish();
  }

  void put(const StoredAnswer& answer) {
    writer_.put(answer, question_.day, changes_);
    ++tally.evaluated;
    tally.appeared += changes_.appeared.size();
    tally.moved += changes_.moved.size();
    tally.ended += changes_.ended_count;
    if (tell_) tell_(answer, changes_);
  }

  Base& base_;
  const Program& program_;
  const NightQuestion& question_;
  const TellChanges& tell_;
  const HearJournal& hear_;
  FindingsWriter writer_;
  FindingChanges changes_;
  Journal journal_;
};

void note(SQLite::Database& database, const NightQuestion& question, const std::string& conditions,
          const NightTally& tally) {
  SQLite::Statement add(
      database,
      "INSERT INTO nuits(fait_le, au, regles, motif, dossiers, evalues, constats, nouveaux, "
      "changes, finis) VALUES(?,?,?,?,?,?,?,?,?,?)");
  Binding(add)
      .copy(question.made_at.empty() ? iso_date(question.day) : question.made_at)
      .day(question.day)
      .copy(conditions)
      .copy(tally.reason.empty() ? "depuis la dernière" : tally.reason)
      .number(tally.dossiers)
      .number(tally.evaluated)
      .number(tally.findings)
      .number(tally.appeared)
      .number(tally.moved)
      .number(tally.ended)
      .run();
}

}  // namespace

NightTally pass_night(Base& base, const Program& program, const NightQuestion& question,
                      const TellChanges& tell, const HearJournal& hear) {
  return guarded(not_written, [&] {
    auto& database = base.database();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const auto last = last_night(database);
    if (last && question.day < last->day)
      throw StoreError(fmt::format(
          "la dernière nuit de « {} » est celle du {} : --depuis-derniere ne revient pas en arrière. Pour le "
          "{}, demandez-le sans --depuis-derniere",
          base.path(), french_date(last->day), french_date(question.day)));
    const auto now = conditions(program, question.budget);
    Passing passing(base, program, question, tell, hear);
    passing.tally.reason = why_whole(base, last, now, question);
    if (passing.tally.reason.empty())
      passing.these(due(database, question.day));
    else
      passing.all();
    passing.finish();
    auto& tally = passing.tally;
    if (last) tally.before = last->day;
    SQLite::Statement sum(database,
                          "SELECT count(*), coalesce(sum(constats), 0) FROM evalues WHERE connu = 1");
    sum.executeStep();
    tally.dossiers = static_cast<std::uint64_t>(sum.getColumn(0).getInt64());
    tally.findings = static_cast<std::uint64_t>(sum.getColumn(1).getInt64());
    note(database, question, now, tally);
    transaction.commit();
    return tally;
  });
}

bool night_is_due(Base& base, const Program& program, Date day, std::uint64_t budget) {
  if (!base.keeps_findings()) return true;
  const auto last = guarded("la dernière nuit n'a pu être lue", [&] { return last_night(base.database()); });
  if (!last) return true;
  if (last->day > day) return false;
  return last->day < day || last->conditions != conditions(program, budget) || out_of_date(base) > 0;
}

std::uint64_t out_of_date(Base& base) {
  Cursor moved(base,
               "SELECT (SELECT count(*) FROM evalues WHERE perime = 1) + (SELECT count(*) FROM dossiers) - "
               "(SELECT count(*) FROM evalues)");
  moved.step();
  return static_cast<std::uint64_t>(moved.wide(0));
}

void say_again(Base& base, const Program& program, Date day, std::span<const std::string> dossiers,
               std::uint64_t budget) {
  const NightQuestion question{day, {}, false, budget, 1};
  const TellChanges nobody;
  const HearJournal nothing;
  Passing passing(base, program, question, nobody, nothing);
  passing.these(dossiers);
  passing.finish();
  const auto last = last_night(base.database());
  if (!last || last->conditions == conditions(program, budget)) return;
  // Said by other rules than the lists were: the night is to say it again, by its own.
  SQLite::Statement other(base.database(), "UPDATE evalues SET perime = 1 WHERE dossier = ?");
  for (const auto& dossier : dossiers) {
    other.reset();
    other.bind(1, dossier);
    other.exec();
  }
}

}  // namespace filrouge
