#include "dsl/testing/dossier_scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "dsl/testing/pseudonym.hpp"
#include "dsl/testing/run.hpp"
#include "dsl/testing/scenario_text.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/text/digest.hpp"

namespace filrouge::dsl {
namespace {

using Lines = std::map<std::string, int>;

class Telling {
 public:
  Telling(const Program& program, Date asked, Date known)
      : program_(program), player_(program), asked_(asked), known_(known) {}

  const std::vector<Finding>& findings(const Record& record, Date& next) {
    bind(record, program_.model.vocabulary, journal_);
    return player_.say(journal_, asked_, known_, next);
  }
  /// What is said of the record, in words of the language.
  std::set<std::string> words(const Record& record) {
    Date next;
    std::size_t untold = 0;
    std::set<std::string> said;
    for (const auto& line : expectations_of(program_.model, findings(record, next), next, untold))
      said.insert(expectation_text(program_.model, line));
    return said;
  }

  /// What tells who she is goes, where nothing that is said rests on it.
  void take_out(Record& record, std::vector<std::string>& told) {
    const auto whole = words(record);
    const auto try_without = [&](auto&& change, const char* what) {
      auto less = record;
      change(less);
      if (words(less) != whole) return;
      record = std::move(less);
      told.emplace_back(what);
    };
    if (!record.territoire.empty())
      try_without([](Record& less) { less.territoire.clear(); }, "le territoire, dont rien ne dépend ici");
    if (!record.organisme.empty())
      try_without([](Record& less) { less.organisme.clear(); },
                  "l'organisme payeur, dont rien ne dépend ici");
    const auto born = [](const RawPerson& person) { return person.birth.known(); };
    if (std::ranges::any_of(record.persons, born))
      try_without(
          [](Record& less) {
            for (auto& person : less.persons) person.birth = {};
          },
          "les dates de naissance, dont rien ne dépend ici");
    if (std::ranges::any_of(record.persons, born)) kept_births_ = true;
  }
  bool kept_births() const { return kept_births_; }

  Player& player() { return player_; }

 private:
  const Program& program_;
  Player player_;
  Journal journal_;
  Date asked_, known_;
  bool kept_births_ = false;
};

/// What is said, by rule and nature, days aside: names are no longer the same.
Lines by_rule(const std::vector<Finding>& findings) {
  Lines lines;
  for (const auto& finding : findings)
    ++lines[fmt::format("{} {} {}", finding.nature, finding.code, finding.statut)];
  return lines;
}

std::string differences(const Lines& real, const Lines& made) {
  std::vector<std::string> said;
  for (const auto& [line, count] : real)
    if (const auto it = made.find(line); it == made.end() || it->second != count) said.push_back(line);
  for (const auto& [line, count] : made)
    if (!real.contains(line)) said.push_back(line);
  if (said.empty()) return {};
  const auto shown = std::min<std::size_t>(said.size(), 5);
  return fmt::format("{}{}", fmt::join(said.begin(), said.begin() + std::ptrdiff_t(shown), " ; "),
                     said.size() > shown ? fmt::format(" ; et {} autres", said.size() - shown) : "");
}

}  // namespace

std::string dossier_scenario(const Program& program, const Journal& journal, Date asked, Date known,
                             int weeks) {
  const auto& model = program.model;
  std::vector<std::string> told;
  auto record = sayable(model, pseudonymised(model, journal, weeks, told), told);
  const Date day = asked + 7 * weeks, known_on = known + 7 * weeks;
  Telling telling(program, day, known_on);
  telling.take_out(record, told);

  Scenario scenario;
  scenario.record = record;
  Date next;
  std::size_t untold = 0;
  const auto& findings = telling.findings(record, next);
  const auto made = by_rule(findings);
  Expected expected;
  expected.asked = day;
  expected.known = known_on;
  expected.lines = expectations_of(model, findings, next, untold);
  for (std::uint32_t i = 0; i < expected.lines.size(); ++i) expected.lines[i].line = i;
  scenario.expected.push_back(expected);

  // A line that the words of the language do not tell from another (one délai twice on one day) is left out.
  std::size_t dropped = 0;
  for (int again = 0; again < 3; ++again) {
    const auto result = telling.player().play(scenario);
    std::set<std::uint32_t> failed;
    for (const auto& failure : result.failures) failed.insert(failure.line);
    if (failed.empty()) break;
    dropped += std::erase_if(scenario.expected.front().lines,
                             [&](const Expectation& line) { return failed.contains(line.line); });
  }

  Player real(program);
  Date unused;
  const auto apart = differences(by_rule(real.say(journal, asked, known, unused)), made);

  std::vector<std::string> notes = {
      "Tiré d'un vrai dossier, sous d'autres noms. Ce qui est attendu est ce que les règles disent",
      "aujourd'hui : lisez-le, et corrigez ce qu'elles devraient dire."};
  if (weeks != 0) {
    notes.push_back(fmt::format(
        "Tous les jours sont décalés de {} semaines : le jour de la semaine reste le même, non le", weeks));
    notes.push_back(
        "quantième ni les jours fériés. Une prorogation, une fin de mois, une valeur datée, le droit en");
    notes.push_back("vigueur peuvent en changer : ce qui est attendu est recalculé sur ces jours-là.");
  }
  if (telling.kept_births())
    notes.emplace_back(
        "Une date de naissance est gardée : ce qui est dit en dépend. Changez-la si elle peut la nommer.");
  if (!told.empty()) notes.emplace_back("N'y sont pas :");
  for (const auto& one : told) notes.push_back("  " + one);
  if (!apart.empty())
    notes.push_back((weeks != 0 ? "Ce décalage, ou ce qui n'y est pas, change ce qui est dit du dossier : "
                                : "Ce qui n'y est pas change ce qui est dit du dossier : ") +
                    apart);
  if (untold > 0)
    notes.push_back(fmt::format("{} constats de ce jour n'ont pas de mots dans un scénario.", untold));
  if (dropped > 0)
    notes.push_back(
        fmt::format("{} lignes attendues n'y sont pas : un scénario ne les distingue pas.", dropped));

  const auto body = scenario_text(model, scenario, notes);
  const auto name = "dossier_" + fmt::format("{:016x}", stable_hash(body)).substr(0, 8);
  scenario.name = name;
  return scenario_module(model, "tiré_d_un_" + name, record.departement) +
         scenario_text(model, scenario, notes);
}

}  // namespace filrouge::dsl
