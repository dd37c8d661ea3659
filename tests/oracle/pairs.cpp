#include "tests/oracle/pairs.hpp"

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <algorithm>
#include <chrono>
#include <set>
#include <sstream>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/reports/findings_json.hpp"
#include "tests/oracle/appearance.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/random_dossier.hpp"
#include "tests/oracle/shrink.hpp"

namespace filrouge::oracle {
namespace {

/// Memory that was freed, and memory that was not written, read otherwise from one run to the next.
void fill_memory_with(int byte) {
#if defined(__GLIBC__) && defined(M_PERTURB)
  mallopt(M_PERTURB, byte);
#else
  static_cast<void>(byte);
#endif
}

std::vector<std::string> published(const Program& program, const Journal& journal,
                                   const Evaluation& evaluation) {
  std::vector<Finding> findings;
  publish(program, journal, evaluation, findings);
  std::vector<std::string> lines;
  lines.reserve(findings.size());
  for (const auto& finding : findings) lines.push_back(finding_json(finding));
  return lines;
}

/// So many days after, on this side of the end of the calendar.
Date days_after(Date day, std::int32_t days) {
  return std::min(day + days, last_day() - 1);
}

/// The first lines that one has and the other has not.
std::string apart(std::vector<std::string> first, std::vector<std::string> second) {
  std::ranges::sort(first);
  std::ranges::sort(second);
  std::vector<std::string> only_first, only_second;
  std::ranges::set_difference(first, second, std::back_inserter(only_first));
  std::ranges::set_difference(second, first, std::back_inserter(only_second));
  std::string text;
  for (std::size_t i = 0; i < only_first.size() && i < 3; ++i) text += "  ici   " + only_first[i] + "\n";
  for (std::size_t i = 0; i < only_second.size() && i < 3; ++i) text += "  là    " + only_second[i] + "\n";
  return text.empty() ? "  les mêmes lignes dans un autre ordre\n" : text;
}

constexpr int most_lines = 12;

/// A machine that turns in a circle says the same thing a thousand times.
std::string first_lines(const std::string& text) {
  std::size_t end = 0;
  for (int i = 0; i < most_lines && end != std::string::npos; ++i)
    end = text.find('\n', end == 0 ? 0 : end + 1);
  if (end == std::string::npos || end + 1 >= text.size()) return text;
  return text.substr(0, end) + "\n  …\n";
}

/// « replay echeance depassee », the rule left out.
std::string without_rule(const std::string& kind) {
  return kind.substr(0, kind.rfind(' '));
}

bool by_an_act(const Procedure& procedure, RuleId rule, ClauseKind kind, const Clause** found = nullptr) {
  const auto is = [&](const Clause& clause) {
    if (clause.rule != rule || clause.kind != kind) return false;
    if (found) *found = &clause;
    return true;
  };
  return std::ranges::any_of(procedure.from_any, is) ||
         std::ranges::any_of(procedure.states,
                             [&](const State& state) { return std::ranges::any_of(state.clauses, is); });
}

/// Does a procédure open that one (none: any)?
bool opens(const Procedure& procedure, std::uint16_t which) {
  const auto opening = [&](const Clause& clause) {
    return std::ranges::any_of(clause.actions, [&](const Action& action) {
      return action.kind == ActionKind::open_linked && (which == no_id || action.procedure == which);
    });
  };
  return std::ranges::any_of(procedure.from_any, opening) ||
         std::ranges::any_of(procedure.states,
                             [&](const State& state) { return std::ranges::any_of(state.clauses, opening); });
}

/// The types of event a condition looks for. Nothing when it may rest on any: it names délais, states, or
/// other instances.
std::optional<std::set<EventTypeId>> types_read(const Model& model, const Procedure& procedure, ExprId id) {
  std::set<EventTypeId> types;
  bool bounded = true;
  const auto by_another = std::ranges::any_of(model.procedures, [&](const Procedure& other) {
    return opens(other, static_cast<std::uint16_t>(&procedure - model.procedures.data()));
  });
  const auto read = [&](const auto& self, ExprId at) -> void {
    if (at == none_id || !bounded) return;
    const auto& expr = model.exprs[at];
    switch (facts_of(expr.op).reads) {
      case Reads::machine:
      case Reads::others:
      case Reads::letters:
        bounded = false;
        return;
      case Reads::act:
        if (expr.op != Op::trigger && expr.op != Op::current) break;
        // One that another opened has the act of that passage for its own.
        if (by_another) bounded = false;
        if (procedure.trigger != none_id) types.insert(model.patterns[procedure.trigger].type);
        break;
      case Reads::query: {
        const auto& query = model.queries[expr.data];
        if (query.domain == Domain::affaire_of) bounded = false;
        types.insert(model.patterns[query.pattern].type);
        for (const auto& constraint : model.patterns[query.pattern].constraints)
          for (const auto value : constraint.values) self(self, value);
        self(self, query.such_that);
        self(self, query.since);
        self(self, query.before);
        if (query.consecutive) bounded = bounded && query.such_that == none_id;
        break;
      }
      default:
        break;
    }
    for (std::uint32_t i = 0; i < expr.arg_count; ++i) self(self, model.args[expr.first_arg + i]);
  };
  read(read, id);
  if (!bounded) return std::nullopt;
  return types;
}

bool of_a_letter(const Vocabulary& vocabulary, const std::string& type) {
  const auto id = vocabulary.find_event(type);
  return id != no_id && vocabulary.events[id].letter != LetterStep::none;
}

/// A passage in words, the acts by their ids.
std::string told(const Program& program, const Journal& journal, const Evaluation& evaluation,
                 const Passage& passage) {
  const auto& instance = evaluation.instances[passage.instance];
  const auto& procedure = program.model.procedures[instance.procedure];
  const auto state = [&](StateId id) {
    return id == no_id ? std::string("-") : std::string(program.model.text(procedure.states[id].name));
  };
  return std::string(program.model.text(procedure.name)) + " " + instance_name(journal, instance) + " : " +
         state(passage.from) + " → " + state(passage.to) + " le " + iso_date(passage.on) + " par " +
         (passage.event == none_id ? std::string("-")
                                   : std::string(journal.text(journal.events[passage.event].id)));
}

}  // namespace

/// The rules with something less.
struct Bench::Variant {
  Model model;
  std::unique_ptr<Program> program;
  std::uint16_t procedure = no_id;  ///< the one that never is, or that of the délai
  RuleId delai = none_id;
};

Bench::Bench(std::unique_ptr<Rules> rules, std::uint64_t seed) : rules_(std::move(rules)) {
  reused_ = std::make_unique<Replay>(*rules_->program);
  const auto& model = rules_->model();
  for (std::uint16_t p = 0; p < model.procedures.size() && !fewer_pauses_; ++p)
    for (std::size_t d = 0; d < model.procedures[p].delais.size(); ++d) {
      const auto& delai = model.procedures[p].delais[d];
      // A clock that stands renews later, and lives to see its length change: only a délai that does neither
      // must end later for it.
      const auto length = delai.counted_by();
      if (delai.pauses.size() < 2 || delai.renewals > 0 ||
          (length != none_id && rules_->program->moving[length]) ||
          std::ranges::any_of(delai.pauses, &Pause::by_months))
        continue;
      fewer_pauses_ = std::make_unique<Variant>();
      fewer_pauses_->model = model;
      fewer_pauses_->model.procedures[p].delais[d].pauses.resize(1);
      fewer_pauses_->program = std::make_unique<Program>(fewer_pauses_->model);
      fewer_pauses_->procedure = p;
      fewer_pauses_->delai = delai.rule;
      break;
    }
  if (model.procedures.size() < 2) return;
  // One that opens nothing, and whose states no other looks at: the others do not depend on it.
  std::vector<std::uint16_t> alone;
  for (std::uint16_t p = 0; p < model.procedures.size(); ++p) {
    const auto& procedure = model.procedures[p];
    const bool looked_at = std::ranges::any_of(model.exprs, [&](const Expr& expr) {
      return expr.op == Op::linked_in_state && (expr.data & 0xFFFF) == p;
    });
    // Opening it counts as a passage of the one that opens it.
    const bool opened =
        std::ranges::any_of(model.procedures, [&](const Procedure& other) { return opens(other, p); });
    if (!opens(procedure, no_id) && !opened && !looked_at) alone.push_back(p);
  }
  if (alone.empty()) return;
  const auto apart = alone[Dice(seed).below(alone.size())];
  fewer_procedures_ = std::make_unique<Variant>();
  fewer_procedures_->model = model;
  fewer_procedures_->procedure = apart;
  fewer_procedures_->model.rules[model.procedures[apart].rule].in_force_from = *civil_date(2190, 1, 1);
  fewer_procedures_->program = std::make_unique<Program>(fewer_procedures_->model);
}

Bench::~Bench() = default;

std::optional<Fault> Bench::same_again(const Record& record, Date asked, Date known) {
  Journal journal;
  bind(record, rules_->model().vocabulary, journal);
  Evaluation again;
  fill_memory_with(0xA5);
  Replay(*rules_->program).run(journal, asked, known, again);
  fill_memory_with(0x3C);
  if (const auto lines = published(*rules_->program, journal, again); lines != lines_)
    return Fault{"deux fois", "deux fois", apart(lines_, lines)};
  reused_->run(journal, asked, known, again);
  if (const auto lines = published(*rules_->program, journal, again); lines != lines_)
    return Fault{"deux fois, Replay repris", "deux fois", apart(lines_, lines)};
  return std::nullopt;
}

std::optional<Fault> Bench::ids_apart() {
  std::map<std::string, const std::string*> ids;
  for (const auto& line : lines_) {
    const auto begin = line.find("\"id\":\"");
    const auto id = line.substr(begin + 6, 16);
    const auto [other, is_new] = ids.emplace(id, &line);
    if (is_new) continue;
    const auto after = [](const std::string& text, const char* key) {
      const auto at = text.find(key);
      if (at == std::string::npos) return std::string();
      const auto from = at + std::string_view(key).size();
      return text.substr(from, text.find('"', from) - from);
    };
    const auto nature = after(line, "\"nature\":\"");
    return Fault{"deux lignes, un id : " + nature + " " + after(line, "\"code\":\""),
                 "deux lignes, un id : " + nature, "  " + *other->second + "\n  " + line + "\n"};
  }
  return std::nullopt;
}

std::optional<Fault> Bench::causes(const Journal& journal) {
  const auto& model = rules_->model();
  for (const auto& passage : evaluation_.passages) {
    if (passage.event == none_id) continue;
    const auto& procedure = model.procedures[evaluation_.instances[passage.instance].procedure];
    const Clause* clause = nullptr;
    if (!by_an_act(procedure, passage.rule, ClauseKind::on_condition, &clause)) continue;
    const auto types = types_read(model, procedure, clause->condition);
    if (!types || types->contains(journal.events[passage.event].type)) continue;
    return Fault{"cause étrangère " + model.rules[passage.rule].code, "cause étrangère",
                 "  " + told(*rules_->program, journal, evaluation_, passage) +
                     " : la condition ne lit pas cet acte\n"};
  }
  return std::nullopt;
}

std::optional<Fault> Bench::against_oracle(const Record& record, Date asked, Date known) {
  Journal journal;
  bind(record, rules_->model().vocabulary, journal);
  const auto told =
      difference(plain(*rules_->program, journal, evaluation_), slow(*rules_, record, asked, known));
  if (told.empty()) return std::nullopt;
  const auto kind = kind_of(told);
  return Fault{"oracle : " + kind, "oracle : " + without_rule(kind), told};
}

std::optional<Fault> Bench::other_order(const Record& record, Date asked, Date known, std::uint64_t die) {
  const auto turned = reordered(record, die);
  Journal journal;
  bind(turned, rules_->model().vocabulary, journal);
  Evaluation again;
  Replay(*rules_->program).run(journal, asked, known, again);
  auto lines = published(*rules_->program, journal, again), first = lines_;
  std::ranges::sort(lines);
  std::ranges::sort(first);
  if (lines == first) return std::nullopt;
  return Fault{"autre ordre des lignes", "autre ordre des lignes",
               apart(first, lines) + "  là : " + to_json(turned) + "\n"};
}

/// What an act moved must not depend on the acts recorded after it the same day.
std::optional<Fault> Bench::no_foresight(const Record& record, Date asked, Date known, std::uint64_t die,
                                         bool every) {
  const auto& model = rules_->model();
  for (const auto& procedure : model.procedures)
    if (procedure.governing != none_id && procedure.per != InstancePer::event) return std::nullopt;
  if (std::ranges::any_of(record.events, [](const RawEvent& event) { return !event.target.empty(); }))
    return std::nullopt;
  std::vector<std::size_t> crowded;
  const auto seen = [&](const RawEvent& event) { return event.known <= known && event.on <= asked; };
  const auto after = [&](std::size_t i, std::size_t j) {
    return record.events[j].on == record.events[i].on &&
           std::tuple(record.events[j].known, j) > std::tuple(record.events[i].known, i);
  };
  for (std::size_t i = 0; i < record.events.size(); ++i)
    for (std::size_t j = 0; j < record.events.size(); ++j)
      if (seen(record.events[i]) && seen(record.events[j]) && after(i, j)) {
        crowded.push_back(i);
        break;
      }
  if (crowded.empty()) return std::nullopt;
  if (!every) crowded = {crowded[Dice(die).below(crowded.size())]};
  for (const auto kept : crowded)
    if (auto fault = sees_ahead(record, kept, known)) return fault;
  return std::nullopt;
}

/// The acts of the day of the one kept, with and without those after it.
std::optional<Fault> Bench::sees_ahead(const Record& record, std::size_t kept, Date known) {
  const auto& model = rules_->model();
  const auto after = [&](std::size_t i, std::size_t j) {
    return record.events[j].on == record.events[i].on &&
           std::tuple(record.events[j].known, j) > std::tuple(record.events[i].known, i);
  };
  // Acts that say their times have an order of their own (hours_test).
  const auto says_time = [](const RawEvent& event) {
    return std::ranges::any_of(event.fields, [](const RawField& field) { return field.name == "heure"; });
  };
  const auto timed = std::ranges::count_if(record.events, [&](const RawEvent& event) {
    return event.on == record.events[kept].on && says_time(event);
  });
  if (timed > 1) return std::nullopt;
  auto cut = record;
  std::set<std::string> gone;
  for (std::size_t j = record.events.size(); j-- > 0;) {
    if (!after(kept, j)) continue;
    if (of_a_letter(rules_->model().vocabulary, record.events[j].type) || !record.events[j].reference.empty())
      return std::nullopt;
    gone.insert(record.events[j].id);
    cut.events.erase(cut.events.begin() + static_cast<std::ptrdiff_t>(j));
  }
  for (const auto& event : cut.events) {
    if (gone.contains(event.reference)) return std::nullopt;
    for (const auto& reference : event.references)
      if (gone.contains(reference.value.text)) return std::nullopt;
  }
  const auto on = record.events[kept].on;
  const auto moved = [&](const Record& dossier) {
    Journal journal;
    bind(dossier, model.vocabulary, journal);
    Evaluation evaluation;
    Replay(*rules_->program).run(journal, on, known, evaluation);
    std::vector<std::string> list;
    for (const auto& passage : evaluation.passages) {
      const auto& procedure = model.procedures[evaluation.instances[passage.instance].procedure];
      if (passage.event == none_id || !by_an_act(procedure, passage.rule, ClauseKind::on_event)) continue;
      if (gone.contains(std::string(journal.text(journal.events[passage.event].id)))) continue;
      list.push_back(told(*rules_->program, journal, evaluation, passage));
    }
    return list;
  };
  const auto with = moved(record), without = moved(cut);
  if (with == without) return std::nullopt;
  return Fault{"acte qui en voit un suivant", "acte qui en voit un suivant",
               "  (ici : tous les actes du " + iso_date(on) + " ; là : jusqu'à " + record.events[kept].id +
                   ")\n" + apart(with, without)};
}

std::optional<Fault> Bench::announced(const Record& record, Date asked, std::uint64_t die) {
  Journal journal;
  bind(record, rules_->model().vocabulary, journal);
  Replay replay(*rules_->program);
  Evaluation now;
  replay.run(journal, asked, asked, now);
  const auto next = now.next_change;
  if (next.known() && next <= asked)
    return Fault{"changement annoncé passé", "changement annoncé passé", "  le " + iso_date(next) + "\n"};
  const auto before = plain(*rules_->program, journal, now);
  Dice dice(die);
  const auto until = next.known() ? next - 1 : days_after(asked, 200);
  std::set<Date> days = {until};
  for (int i = 0; i < 3 && asked < until; ++i)
    days.insert(
        asked + 1 +
        static_cast<std::int32_t>(dice.below(static_cast<std::uint64_t>(days_between(asked, until)))));
  for (const auto day : days) {
    if (day <= asked) continue;
    replay.run(journal, day, day, now);
    const auto then = plain(*rules_->program, journal, now);
    if (then == before) continue;
    const auto told = difference(then, before);
    const auto kind = kind_of(told);
    return Fault{"changement non annoncé : " + kind, "changement non annoncé : " + without_rule(kind),
                 "  annoncé : " + (next.known() ? iso_date(next) : std::string("aucun")) +
                     " ; ce qui a changé le " + iso_date(day) +
                     " (replay : ce jour-là ; oracle : au jour demandé)\n" + told};
  }
  return std::nullopt;
}

/// A line stands until the day it announced, when nothing new is learnt: on the eve, and on days before.
std::optional<Fault> Bench::lines_announced(const Record& record, Date asked, std::uint64_t die) {
  auto known_now = record;
  const auto later = [&](const auto& held) { return held.known > asked; };
  std::erase_if(known_now.events, [&](const RawEvent& act) { return later(act) || act.on > asked; });
  std::erase_if(known_now.attributes, later);
  for (auto& person : known_now.persons) std::erase_if(person.attributes, later);
  std::erase_if(known_now.coverage, later);
  std::erase_if(known_now.restated, later);
  Journal journal;
  bind(known_now, rules_->model().vocabulary, journal);
  Replay replay(*rules_->program);
  Evaluation now;
  replay.run(journal, asked, asked, now);
  const auto lines = plain(*rules_->program, journal, now);
  const auto announced = next_changes(now);
  const auto last = days_after(asked, 200);
  std::set<Date> days = {last};
  for (const auto day : announced)
    if (day.known() && day <= last) days.insert(day - 1);
  Dice dice(die);
  for (int i = 0; i < 3; ++i) days.insert(days_after(asked, 1 + static_cast<std::int32_t>(dice.below(200))));
  for (const auto day : days) {
    if (day <= asked) continue;
    replay.run(journal, day, day, now);
    const auto then = plain(*rules_->program, journal, now);
    for (std::size_t i = 0; i < lines.size(); ++i)
      if ((!announced[i].known() || day < announced[i]) && std::ranges::find(then, lines[i]) == then.end())
        return Fault{
            "ligne changée sans être annoncée : " + lines[i].nature,
            "ligne changée sans être annoncée : " + lines[i].nature,
            "  annoncé : " + (announced[i].known() ? iso_date(announced[i]) : std::string("jamais")) +
                " ; n'est plus le " + iso_date(day) + "\n  " + display(lines[i]) + "\n" +
                difference(then, lines)};
  }
  return std::nullopt;
}

/// A pause more never brings the end nearer.
std::optional<Fault> Bench::pauses_add_up(const Record& record, Date asked, Date known) {
  if (!fewer_pauses_) return std::nullopt;
  Journal journal;
  bind(record, rules_->model().vocabulary, journal);
  Evaluation less;
  Replay(*fewer_pauses_->program).run(journal, asked, known, less);
  const auto lives = [&](const Evaluation& evaluation) {
    std::vector<std::string> list;
    for (const auto& passage : evaluation.passages)
      list.push_back(told(*rules_->program, journal, evaluation, passage));
    return list;
  };
  if (lives(evaluation_) != lives(less)) return std::nullopt;
  const auto ends = [&](const Evaluation& evaluation) {
    std::map<std::string, std::vector<Date>> list;
    for (const auto& finding : evaluation.findings)
      if (finding.rule == fewer_pauses_->delai && finding.date.known() && finding.instance != none_id &&
          finding.nature != Nature::action && finding.nature != Nature::irregularite &&
          finding.nature != Nature::donnee_manquante)  // of its reminders and sequels the date is another
        list[instance_name(journal, evaluation.instances[finding.instance])].push_back(finding.date);
    return list;
  };
  const auto all = ends(evaluation_), one = ends(less);
  for (const auto& [instance, dates] : all) {
    const auto other = one.find(instance);
    if (other == one.end() || other->second.size() != dates.size()) continue;
    for (std::size_t i = 0; i < dates.size(); ++i)
      if (dates[i] < other->second[i])
        return Fault{"pauses qui s'annulent", "pauses qui s'annulent",
                     "  " + instance + " : fin le " + iso_date(dates[i]) + " avec toutes les pauses, le " +
                         iso_date(other->second[i]) + " avec la première seule\n"};
  }
  return std::nullopt;
}

/// A procédure that nobody names changes nothing of the others.
std::optional<Fault> Bench::machines_apart(const Record& record, Date asked, Date known) {
  if (!fewer_procedures_) return std::nullopt;
  // « De l'affaire de X » looks into the instances of every procédure.
  for (const auto& query : rules_->model().queries)
    if (query.domain == Domain::affaire_of) return std::nullopt;
  // A reference reaches an instance rather than all: who is there changes where it goes.
  auto plainer = record;
  for (auto& event : plainer.events) {
    event.references.clear(), event.reference.clear();
    // Nor one that a correction writes.
    std::erase_if(event.fields, [](const RawField& field) { return field.name == "reference"; });
  }
  Journal journal;
  bind(plainer, rules_->model().vocabulary, journal);
  const auto others = [&](const Evaluation& evaluation) {
    auto list = plain(*rules_->program, journal, evaluation);
    const auto name =
        std::string(rules_->model().text(rules_->model().procedures[fewer_procedures_->procedure].name));
    std::erase_if(list, [&](const PlainFinding& finding) {
      return finding.procedure == name || finding.instance.empty() ||
             finding.nature == "evenement_inattendu" || finding.nature == "evenement_ambigu";
    });
    return list;
  };
  Evaluation all, alone;
  Replay(*rules_->program).run(journal, asked, known, all);
  Replay(*fewer_procedures_->program).run(journal, asked, known, alone);
  const auto difference = oracle::difference(others(all), others(alone));
  if (difference.empty()) return std::nullopt;
  const auto kind = kind_of(difference);
  return Fault{
      "une machine en change une autre : " + kind, "une machine en change une autre : " + without_rule(kind),
      "  (replay : avec toutes les procédures ; oracle : sans " +
          std::string(rules_->model().text(rules_->model().procedures[fewer_procedures_->procedure].name)) +
          ")\n" + difference};
}

std::vector<Fault> Bench::examine(const Record& record, Date asked, Date known, std::uint64_t die,
                                  const std::string& only) {
  Journal journal;
  bind(record, rules_->model().vocabulary, journal);
  fill_memory_with(0x5A);
  Replay(*rules_->program).run(journal, asked, known, evaluation_);
  lines_ = published(*rules_->program, journal, evaluation_);
  Dice dice(die);
  const bool draws_order = dice.once_in(2), draws_foresight = dice.once_in(2), draws_next = dice.once_in(10),
             draws_apart = dice.once_in(2), draws_since = dice.once_in(20), draws_lines = dice.once_in(10);
  std::vector<Fault> faults;
  const auto made = [&](bool drawn, const char* family, auto check) {
    if (!drawn || !(only.empty() || only.starts_with(family))) return;
    if (auto fault = check(); fault && fault->family.starts_with(only)) faults.push_back(std::move(*fault));
  };
  made(true, "deux lignes", [&] { return ids_apart(); });
  made(true, "deux fois", [&] { return same_again(record, asked, known); });
  if (too_large()) return faults;
  made(true, "oracle", [&] { return against_oracle(record, asked, known); });
  made(true, "cause", [&] { return causes(journal); });
  made(draws_order, "autre ordre", [&] { return other_order(record, asked, known, die); });
  made(draws_foresight, "acte qui", [&] { return no_foresight(record, asked, known, die, !only.empty()); });
  made(draws_next && known == asked, "changement", [&] { return announced(record, asked, die); });
  made(draws_lines && known == asked, "ligne", [&] { return lines_announced(record, asked, die); });
  made(true, "pauses", [&] { return pauses_add_up(record, asked, known); });
  made(draws_since && !told_with_hindsight(*rules_->program, record) &&
           !followed_by_the_post(*rules_->program, record),
       "apparu", [&]() -> std::optional<Fault> {
         const auto wrong = wrong_appearance(*rules_->program, record, asked);
         return wrong.empty() ? std::nullopt
                              : std::optional(Fault{"apparu un autre jour", "apparu un autre jour", wrong});
       });
  made(draws_apart, "une machine", [&] { return machines_apart(record, asked, known); });
  return faults;
}

namespace {

/// Another fault may hide in the same pair: the smaller one must show a line of the first's kind.
bool tells(const Fault& smaller, const Fault& fault) {
  if (smaller.kind == fault.kind) return true;
  std::istringstream lines(smaller.told);
  for (std::string line; std::getline(lines, line);)
    if (fault.kind.ends_with(" : " + kind_of(line))) return true;
  return false;
}

}  // namespace

std::string shrunk(const std::string& text, const Record& record, Date asked, Date known, std::uint64_t die,
                   std::uint64_t seed, const Fault& fault) {
  auto rules = text;
  auto dossier = record;
  auto last = fault;
  // Long enough for any fault met so far; a fault that resists is told as large as it then is.
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  const auto checked = fault.family.substr(0, fault.family.find(" : "));
  const auto shows = [&](Bench& bench, const Record& smaller) {
    const auto found = bench.examine(smaller, asked, known, die, checked);
    if (found.empty() || !tells(found.front(), fault)) return false;
    last = found.front();
    return true;
  };
  const auto late = [&] { return std::chrono::steady_clock::now() > end; };
  for (std::string before; before != rules + to_json(dossier) && !late();) {
    before = rules + to_json(dossier);
    {
      Bench bench(from_text(rules), seed);
      dossier =
          shrink_record(dossier, [&](const Record& smaller) { return !late() && shows(bench, smaller); });
    }
    rules = shrink_rules(rules, [&](const std::string& smaller) {
      if (late()) return false;
      auto loaded = from_text(smaller);
      if (!loaded->errors.empty()) return false;
      Bench bench(std::move(loaded), seed);
      return shows(bench, dossier);
    });
  }
  return fault.family + ", au " + iso_date(asked) + ", connu au " + iso_date(known) + " :\n" +
         first_lines(last.told) + rules + to_json(dossier) + "\n";
}

}  // namespace filrouge::oracle
