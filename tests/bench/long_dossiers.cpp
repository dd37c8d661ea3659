#include "tests/bench/long_dossiers.hpp"

#include <fmt/format.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/replay/replay.hpp"
#include "tests/bench/work.hpp"

namespace filrouge::bench {
namespace {

constexpr int of_the_first = -1;

/// An act of a mix that comes again and again.
struct Turn {
  const char* type;
  std::vector<std::pair<const char*, const char*>> fields;
  int about = 0;  ///< how many acts before stands the one it refers to, or of_the_first; 0: none
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
      {"corrections d'un seul acte", {{"", {}, of_the_first}}},
  };
  return all;
}

/// After so many seconds of processor, the system ends this process; 0: never.
void end_after(double seconds) {
  const auto whole = static_cast<time_t>(seconds);
  const itimerval once{{}, {whole, static_cast<suseconds_t>((seconds - static_cast<double>(whole)) * 1e6)}};
  ::setitimer(ITIMER_PROF, &once, nullptr);
}

double evaluated(const Program& program, const Record& record, Date asked, double seconds) {
  Journal journal;
  bind(record, program.model.vocabulary, journal);
  Replay replay(program, {.steps = 0});
  Evaluation evaluation;
  const Work once{"", 1, [&] { replay.run(journal, asked, asked, evaluation); }};
  end_after(seconds);
  const auto start = processor_us();
  once.run();
  const auto taken = processor_us() - start;
  end_after(0);
  return taken > 2e5 ? taken : median_us(5, once);
}

std::string act_id(std::size_t rank) {
  return fmt::format("e{}", rank);
}

}  // namespace

std::vector<std::string> mix_names() {
  std::vector<std::string> names;
  for (const auto& mix : mixes()) names.emplace_back(mix.name);
  return names;
}

Record long_dossier(std::size_t mix, std::size_t acts, std::size_t persons, Date asked) {
  constexpr std::size_t days = 11 * 365;
  const auto& turns = mixes()[mix].turns;
  const auto first = asked - static_cast<std::int32_t>(days) - 30;
  Record record;
  record.dossier = "93-long";
  record.departement = "93";
  for (std::size_t p = 0; p < persons; ++p) {
    auto& person = record.persons.emplace_back();
    person.id = fmt::format("p{}", p + 1);
    person.role = p == 0 ? "demandeur" : "conjoint";
    person.attributes.push_back(
        {"soumission_droits_devoirs", {RawValue::Kind::boolean, "true"}, first, {}, first});
  }
  for (std::size_t i = 0; i < acts; ++i) {
    // A mix that only corrects has something to correct.
    static const Turn corrected{"orientation", {{"parcours", "social"}}};
    const auto* turn = &turns[i % turns.size()];
    if (i == 0 && turn->about == of_the_first) turn = &corrected;
    auto& event = record.events.emplace_back();
    event.id = act_id(i);
    event.on = event.known = first + static_cast<std::int32_t>(i * days / acts);
    if (turn->about == of_the_first) {
      event.type = "correction";
      event.target = act_id(0);
      event.fields.push_back({"le", {RawValue::Kind::text, iso_date(first + 30)}});
      continue;
    }
    const auto other = act_id(i - static_cast<std::size_t>(turn->about));
    if (*turn->type == '\0') {
      event.type = "correction";
      event.target = other;
      event.fields.push_back({"statut", {RawValue::Kind::text, "absent"}});
      continue;
    }
    event.type = turn->type;
    event.person = fmt::format("p{}", i / turns.size() % persons + 1);
    if (turn->about && *turn->role)
      event.references.push_back({turn->role, {RawValue::Kind::text, other}});
    else if (turn->about)
      event.reference = other;
    for (const auto& [name, value] : turn->fields)
      event.fields.push_back({name, {RawValue::Kind::text, value}});
  }
  return record;
}

std::optional<double> evaluation_us(const Program& program, const Record& record, Date asked,
                                    double seconds) {
  // In a process of its own, which can be ended wherever it is: an Allowance is only looked at where steps
  // are counted.
  int pipe[2];
  if (::pipe(pipe) != 0) throw std::runtime_error("le système refuse un tube");
  std::fflush(stdout);
  const auto child = ::fork();
  if (child < 0) throw std::runtime_error("le système refuse un second processus");
  if (child == 0) {
    const auto us = evaluated(program, record, asked, seconds);
    ::_exit(::write(pipe[1], &us, sizeof us) == sizeof us ? 0 : 1);
  }
  ::close(pipe[1]);
  double us = 0;
  const bool told = ::read(pipe[0], &us, sizeof us) == sizeof us;
  ::close(pipe[0]);
  int status = 0;
  ::waitpid(child, &status, 0);
  if (told) return us;
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPROF) return std::nullopt;
  throw std::runtime_error("l'évaluation d'un long dossier a échoué");
}

std::string evaluation_cell(std::optional<double> us, double seconds) {
  return us ? microseconds(*us) : "plus de " + microseconds(seconds * 1e6);
}

void add_long_dossiers(FigureTable& table, const Program& program, Date asked, double seconds) {
  for (std::size_t mix = 0; mix < mixes().size(); ++mix) {
    const auto thousand = evaluation_us(program, long_dossier(mix, 1'000, 1, asked), asked, seconds);
    const auto ten = evaluation_us(program, long_dossier(mix, 10'000, 1, asked), asked, seconds);
    table.add({fmt::format("un dossier de 1 000, de 10 000 actes : {}", mixes()[mix].name),
               evaluation_cell(thousand, seconds) + " ; " + evaluation_cell(ten, seconds), "5 ms ; 80 ms", "",
               thousand && ten ? fmt::format("10 fois les actes : {} fois le temps", times(*ten / *thousand))
                               : "en proportion : 10 fois le temps"});
  }
}

}  // namespace filrouge::bench
