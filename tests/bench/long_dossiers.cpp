#include "tests/bench/long_dossiers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"

namespace filrouge::bench {
namespace {

/// An act of a mix that comes again and again.
struct Turn {
  const char* type;
  std::vector<std::pair<const char*, const char*>> fields;
  int about = 0;  ///< how many acts before stands the one it refers to; none
  const char* role = "";
};

struct Mix {
  const char* name;
  std::vector<Turn> turns;
};

const std::vector<Mix>& mixes() {
  static const std::vector<Mix> all = {
      {"suivi entier",
       {{"orientation", {{"parcours", "social"}}},
        {"courrier_envoye", {{"objet", "orientation"}, {"mode", "lrar"}}},
        {"cer_signe", {}},
        {"rendez_vous", {{"categorie", "accompagnement"}, {"statut", "honore"}}},
        {"manquement_constate", {}},
        {"courrier_envoye", {{"objet", "decision"}, {"mode", "lrar"}}},
        {"saisine_ep", {}},
        {"rendez_vous", {{"categorie", "accompagnement"}, {"statut", "absent"}}},
        {"avis_ep", {}},
        {"decision_cd", {}}}},
      {"lettres, manquements, décisions",
       {{"manquement_constate", {}},
        {"courrier_envoye", {{"objet", "information_prealable"}, {"mode", "lrar"}}},
        {"courrier_presente", {}, 1},
        {"courrier_retire", {}, 2},
        {"decision_cd", {{"mesure", "suspension"}}, 4}}},
      {"rendez-vous", {{"rendez_vous", {{"categorie", "accompagnement"}, {"statut", "honore"}}}}},
      {"saisines", {{"saisine_ep", {}}}},
      {"saisines et leur avis", {{"saisine_ep", {}}, {"avis_ep", {}, 1, "saisine"}}},
      {"décisions", {{"decision_cd", {}}}},
      {"plis",
       {{"courrier_envoye", {{"objet", "decision"}, {"mode", "lrar"}}},
        {"courrier_presente", {}, 1},
        {"courrier_retire", {}, 2}}},
      {"corrections",
       {{"rendez_vous", {{"categorie", "accompagnement"}, {"statut", "honore"}}}, {"", {}, 1}}},
  };
  return all;
}

/// So many acts of a mix over eleven years, for one person of the Seine-Saint-Denis.
Record long_dossier(const Mix& mix, std::size_t count, Date asked) {
  constexpr std::int32_t years = 11 * 365;
  const auto first = asked - years - 30;
  Record record;
  record.dossier = "93-long";
  record.departement = "93";
  RawPerson person;
  person.id = "p1";
  person.role = "demandeur";
  person.attributes.push_back(
      {"soumission_droits_devoirs", {RawValue::Kind::boolean, "true"}, first, {}, first});
  record.persons.push_back(std::move(person));
  for (std::size_t i = 0; i < count; ++i) {
    const auto& turn = mix.turns[i % mix.turns.size()];
    auto& event = record.events.emplace_back();
    event.id = fmt::format("e{}", i);
    event.on = event.known = first + static_cast<std::int32_t>(i * years / count);
    const auto other = fmt::format("e{}", i - static_cast<std::size_t>(turn.about));
    if (*turn.type == '\0') {
      event.type = "correction";
      event.target = other;
      event.fields.push_back({"statut", {RawValue::Kind::text, "absent"}});
      continue;
    }
    event.type = turn.type;
    event.person = "p1";
    if (turn.about && *turn.role)
      event.references.push_back({turn.role, {RawValue::Kind::text, other}});
    else if (turn.about)
      event.reference = other;
    for (const auto& [name, value] : turn.fields)
      event.fields.push_back({name, {RawValue::Kind::text, value}});
  }
  return record;
}

double processor_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The least of some runs, in milliseconds of processor.
double evaluation_time(Replay& replay, const Journal& journal, Date asked) {
  Evaluation evaluation;
  double least = 1e9, spent = 0;
  for (int run = 0; run < 12 && (run < 3 || spent < 1000); ++run) {
    const auto start = processor_ms();
    replay.run(journal, asked, asked, evaluation);
    const auto taken = processor_ms() - start;
    least = std::min(least, taken);
    spent += taken;
  }
  return least;
}

}  // namespace

void print_long_dossiers(const Program& program, Date asked) {
  constexpr std::size_t counts[] = {250, 500, 1000, 2000};
  fmt::print("\nUn seul dossier, en ms par évaluation (deux fois plus d'actes : idéalement 2) :\n");
  fmt::print("  {:<33}", "actes");
  for (const auto count : counts) fmt::print("{:>9}", count);
  fmt::print("   2000/1000\n");
  Replay replay(program);
  Journal journal;
  for (const auto& mix : mixes()) {
    // The name in letters, not in bytes.
    const auto letters =
        std::ranges::count_if(std::string_view(mix.name), [](char c) { return (c & 0xC0) != 0x80; });
    fmt::print("  {}{:>{}}", mix.name, "", 33 - letters);
    double before = 0, last = 0;
    for (const auto count : counts) {
      bind(long_dossier(mix, count, asked), program.model.vocabulary, journal);
      before = std::exchange(last, evaluation_time(replay, journal, asked));
      fmt::print("{:>9.2f}", last);
      std::fflush(stdout);
    }
    fmt::print("{:>12.2f}\n", before > 0 ? last / before : 0);
  }
}

}  // namespace filrouge::bench
