#include <algorithm>
#include <tuple>

#include "tests/oracle/world.hpp"

/// §6: what is said on the day asked.
namespace filrouge::oracle {

std::string nature_word(Nature nature) {
  return std::string(nature_name(nature));
}

std::string statut_word(Statut statut) {
  return std::string(statut_name(statut));
}

std::string severity_word(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::minor:
      return "mineure";
    case Severity::major:
      return "majeure";
    case Severity::blocking:
      return "bloquante";
  }
  return {};
}

std::string iso(Date day) {
  return day.known() ? iso_date(day) : std::string();
}

PlainFinding World::finding(Nature nature, RuleId rule, const Life* life) const {
  PlainFinding out;
  out.nature = nature_word(nature);
  out.severity = severity_word(Severity::info);
  out.internal_target = rule != none_id && model_.rules[rule].internal_target;
  out.code = rule != none_id ? model_.rules[rule].code : "dossier." + out.nature;
  if (!life) return out;
  const auto& procedure = model_.procedures[life->procedure];
  out.procedure = name(procedure.name);
  out.state = name(procedure.states[life->state].name);
  if (life->person >= 0) out.person = name(journal_.persons[static_cast<std::size_t>(life->person)].id);
  out.instance = life->trigger ? name(life->trigger->id) : life->person >= 0 ? out.person : journal_.dossier;
  if (life->repeat > 1) out.instance += "#" + std::to_string(life->repeat);
  if (life->trigger)
    out.affaire = name(life->trigger->reference ? life->trigger->reference : life->trigger->id);
  return out;
}

/// The acts a finding rests on are told in their order, each once.
void World::rests_on(PlainFinding& told, const Facts& facts) const {
  told.facts.clear();
  for (const auto rank : facts) told.facts.push_back(name(events_[rank].id));
}

PlainFinding& World::add(Nature nature, RuleId rule, const Life* life) {
  out_.push_back({finding(nature, rule, life), life});
  return out_.back();
}

/// The state told is that of the day asked: it is filled in when the findings are made.
Said& World::say(Nature nature, RuleId rule, const Life& life, Date on, const Facts& facts) {
  Said said;
  said.finding = finding(nature, rule, &life);
  rests_on(said.finding, facts);
  said.finding.date = iso(on);
  said.life = &life;
  said.rule = rule;
  said_.push_back(std::move(said));
  return said_.back();
}

/// Who holds a role that depends on the dossier, on the day asked; the role itself while that is not known.
RoleId World::holder(const Place& here, RoleId role) const {
  for (const auto& one : model_.roles[role].cases) {
    const auto holds = one.condition == none_id ? Truth::yes : truth(value(one.condition, here));
    if (holds == Truth::unknown) break;
    if (holds == Truth::yes) return one.role;
  }
  return role;
}

std::string World::whose(const Place& here, Symbol institution) const {
  for (RoleId role = 0; institution != 0 && role < model_.roles.size(); ++role) {
    if (model_.roles[role].name != institution) continue;
    const auto held = holder(here, role);
    if (model_.roles[role].cases.empty()) break;
    if (model_.roles[held].institution) return name(model_.roles[held].institution);
  }
  return name(institution);
}

std::string bound(std::string_view name, const Value& value) {
  return std::string(name) +
         (value.known() ? " " + std::to_string(value.lo) + ".." + std::to_string(value.hi) : " ?");
}

/// The interval the law leaves on the day asked; what would make it known is asked for.
void World::bound_by(PlainFinding& told, const Life& life, const Action& action, const Event* event) const {
  if (told.nature != nature_word(Nature::proposition)) return;
  Names missing(told.missing.begin(), told.missing.end());
  for (std::size_t i = 0; i < action.bounds.size(); ++i) {
    const auto one = value(action.bounds[i], place(life, asked_, event));
    told.bounds.push_back(bound(name(action.bound_names[i]), one.value));
    // A bound a table gives for want of an input is what protects: the input is asked for.
    auto bound_expr = action.bounds[i];
    while (model_.exprs[bound_expr].op == Op::definition) bound_expr = arg(model_.exprs[bound_expr], 0);
    if (!one.value.exact() || model_.exprs[bound_expr].op == Op::table_value)
      missing.insert(one.missing.begin(), one.missing.end());
  }
  told.missing.assign(missing.begin(), missing.end());
}

/// A proposition is for whoever decides it; anything else is for whoever does it.
void World::give_to(PlainFinding& told, const Life& life, RoleId role, RoleId second) const {
  const auto named = [&](RoleId id) {
    return id == no_id ? std::string() : name(model_.roles[holder(place(life, asked_), id)].name);
  };
  (told.nature == nature_word(Nature::proposition) ? told.decider : told.role) = named(role);
  told.second_role = named(second);
}

std::vector<PlainFinding> World::findings() {
  for (const auto& life : lives_) {
    const auto& state = model_.procedures[life.procedure].states[life.state];
    auto& etat = add(Nature::etat, state.rule, &life);
    etat.statut = statut_word(!life.alive                                           ? Statut::sans_objet
                              : life.uncertain() && !(life.alive && is_final(life)) ? Statut::incertaine
                                                                                    : Statut::none);
    etat.date = iso(life.entered);
    etat.label = state.label;
    rests_on(etat, facts_of(life.stays.back().cause));
    // A person who may be out of the procédure: the fact is asked for.
    if (life.predicate_unknown && life.alive && !is_final(life)) {
      const auto& procedure = model_.procedures[life.procedure];
      auto& asked = add(Nature::donnee_manquante, procedure.rule, &life);
      asked.severity = severity_word(Severity::major);
      asked.date = iso(life.predicate_unknown_since);
      const auto names =
          value(procedure.predicate, Place{nullptr, life.person, nullptr, nullptr, asked_, asked_}).missing;
      asked.missing.assign(names.begin(), names.end());
    }
    for (const auto& run : life.runs) say_run(life, run);
    if (live(life)) while_true(life), awaited_conditions(life);
  }
  for (const auto& said : said_) {
    if (said.visit && (said.left_behind || !live(*said.life) || said.life->visit != *said.visit)) continue;
    if (said.finding.nature == "proposition" && said.life->uncertain()) continue;
    auto told = said.finding;
    if (said.action && said.action->kind == ActionKind::ask_fact) {
      Names missing;
      bool lacking = false;
      for (const auto fact : said.action->facts) {
        // Asked for something else, a number that is not exact is asked for with it.
        const auto found = value(fact, place(*said.life, asked_, said.event));
        lacking = lacking || !found.value.known();
        missing.insert(found.missing.begin(), found.missing.end());
      }
      if (!lacking) continue;
      told.missing.assign(missing.begin(), missing.end());
    }
    told.state = name(model_.procedures[said.life->procedure].states[said.life->state].name);
    told.delay_of = whose(*said.life, said.delay_of);
    give_to(told, *said.life, said.role, said.second_role);
    if (said.action) bound_by(told, *said.life, *said.action, said.event);
    out_.push_back({told, said.life});
  }
  for (const auto& told : unrouted_) out_.push_back({told, nullptr});
  controls();
  for (std::size_t i = 0; i < orphan_targets_.size(); ++i) {
    auto& lost = add(Nature::donnee_manquante, none_id, nullptr);
    lost.severity = severity_word(Severity::major);
    lost.date = iso(orphan_days_[i]);
    lost.missing = {orphan_targets_[i]};
  }
  for (const auto& person : journal_.persons) {
    if (!person.lacks) continue;
    auto& stranger = add(Nature::donnee_manquante, none_id, nullptr);
    stranger.severity = severity_word(Severity::major);
    stranger.person = name(person.id);
    stranger.missing = {"rôle"};
  }
  nobody_left_out();
  return in_order();
}

/// In the order a person reads them: hers, by procédure (what belongs to none, by its rule), by instance, by
/// day, by code; then as they came to be, which is how they were said.
std::vector<PlainFinding> World::in_order() {
  const auto under = [](const Told& told) {
    const bool of_no_rule = told.code == "dossier." + told.nature;
    return !told.procedure.empty() ? told.procedure : of_no_rule ? std::string() : told.code;
  };
  // « p1#10 » comes after « p1#2 »; two of one name, of two versions, one after the other.
  std::map<const Life*, std::pair<std::string, std::size_t>> instances;
  for (const auto& life : lives_) {
    const auto named = life.trigger       ? name(life.trigger->id)
                       : life.person >= 0 ? name(journal_.persons[static_cast<std::size_t>(life.person)].id)
                                          : journal_.dossier;
    instances[&life] = {named, instances.size()};
  }
  using Key = std::tuple<std::string, std::string, std::string, int, std::size_t, std::string, std::string>;
  std::vector<std::pair<Key, const Told*>> order;
  for (const auto& told : out_) {
    Key key{told.person, under(told), "", 0, 0, told.date, told.code};
    if (told.life) {
      std::tie(std::get<2>(key), std::get<4>(key)) = instances[told.life];
      std::get<3>(key) = told.life->repeat;
    }
    order.emplace_back(std::move(key), &told);
  }
  std::ranges::stable_sort(order, {}, &decltype(order)::value_type::first);
  std::vector<PlainFinding> sorted;
  for (const auto& [key, told] : order) sorted.push_back(*told);
  return sorted;
}

void World::while_true(const Life& life) {
  const auto& procedure = model_.procedures[life.procedure];
  std::vector<const Clause*> clauses;
  for (const auto& clause : procedure.states[life.state].clauses) clauses.push_back(&clause);
  for (const auto& clause : procedure.from_any) clauses.push_back(&clause);
  for (const auto* clause : clauses) {
    if (clause->kind != ClauseKind::while_true || !in_force(clause->rule, life.governing)) continue;
    const auto holds = value(clause->condition, place(life, asked_));
    if (truth(holds) == Truth::no) continue;
    if (truth(holds) == Truth::unknown) {
      auto& asked = add(Nature::donnee_manquante, clause->rule, &life);
      asked.severity = severity_word(Severity::minor);
      asked.date = iso(life.entered);
      asked.missing.assign(holds.missing.begin(), holds.missing.end());
      rests_on(asked, holds.facts);
      continue;
    }
    for (const auto& action : clause->actions) {
      Nature nature;
      auto severity = Severity::info;
      switch (action.kind) {
        case ActionKind::to_do:
        case ActionKind::open_question:
          nature = Nature::action;
          break;
        case ActionKind::proposal:
          if (life.uncertain()) continue;
          nature = Nature::proposition;
          break;
        case ActionKind::irregularity:
          nature = concludes(clause->rule) ? Nature::irregularite : Nature::donnee_manquante;
          severity = action.severity;
          break;
        case ActionKind::transitional:
          nature = Nature::droit_transitoire, severity = Severity::major;
          break;
        default:
          continue;
      }
      auto& told = add(nature, action.rule, &life);
      told.severity = severity_word(severity);
      if (nature == Nature::action || nature == Nature::proposition)
        told.statut = statut_word(Statut::en_cours);
      told.date = iso(life.entered);
      told.label = action.label;
      told.delay_of = whose(life, action.delay_of);
      give_to(told, life, action.role, action.second_role);
      bound_by(told, life, action, nullptr);
      rests_on(told, holds.facts);
    }
  }
}

/// « dès que »: what the state waits for may be what nobody said. Asked once for all that is unknown.
void World::awaited_conditions(const Life& life) {
  if (life.stopped) return;
  const auto& procedure = model_.procedures[life.procedure];
  const auto& state = procedure.states[life.state];
  std::optional<Result> lacking;
  for (const auto* clauses : {&state.clauses, &procedure.from_any})
    for (const auto& clause : *clauses) {
      if (clause.kind != ClauseKind::on_condition || !in_force(clause.rule, life.governing) ||
          life.fired_conditions.contains({life.visit, &clause}))
        continue;
      const auto holds = value(clause.condition, place(life, asked_));
      if (truth(holds) != Truth::unknown) continue;
      if (!lacking) lacking.emplace();
      lacking->missing.insert(holds.missing.begin(), holds.missing.end());
      lacking->facts.insert(holds.facts.begin(), holds.facts.end());
    }
  if (!lacking) return;
  auto& asked = add(Nature::donnee_manquante, state.rule, &life);
  asked.severity = severity_word(Severity::minor);
  asked.date = iso(life.entered);
  asked.missing.assign(lacking->missing.begin(), lacking->missing.end());
  rests_on(asked, lacking->facts);
}

std::vector<PlainFinding> evaluate(const Model& model, const Journal& journal, Date asked, Date known) {
  if (journal.known > known) return {};
  return World(model, journal, asked, known).findings();
}

std::string display(const PlainFinding& f) {
  std::string line = f.nature;
  for (const auto* part :
       {&f.statut, &f.date, &f.date_opposable, &f.severity, &f.person, &f.instance, &f.state, &f.code})
    line += "  " + (part->empty() ? std::string("-") : *part);
  line += "  « " + f.label + " »";
  if (!f.delay_of.empty()) line += "  retard de " + f.delay_of;
  for (const auto& name : f.missing) line += "  ?" + name;
  for (const auto& act : f.facts) line += "  =" + act;
  for (const auto* role : {&f.role, &f.second_role, &f.decider})
    if (!role->empty()) line += "  @" + *role;
  for (const auto& one : f.bounds) line += "  [" + one + "]";
  if (!f.affaire.empty()) line += "  affaire " + f.affaire;
  if (f.faculty) line += "  (faculté)";
  if (f.internal_target) line += "  (objectif interne)";
  if (!f.group.empty()) line += "  " + std::to_string(f.group_rank) + " de (" + f.group + ")";
  return line;
}

}  // namespace filrouge::oracle
