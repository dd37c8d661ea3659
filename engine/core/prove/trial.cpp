#include "engine/core/prove/trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::prove {
namespace {

constexpr std::int64_t a_passage = 1'000'000, a_condition = 10'000, an_irregularity = 100;

RawField field_named(std::string name, RawValue value) {
  return {std::move(name), std::move(value)};
}

/// The same model, of which no other procédure is ever in force, nor any contrôle: what the machine of this
/// one does is the same, but for the acts that others would take.
std::unique_ptr<const Model> alone(const Program& program, std::uint16_t procedure) {
  auto model = std::make_unique<Model>(program.model);
  std::vector<bool> with(model->procedures.size());
  with[procedure] = true;
  const auto opens = [&](const Procedure& one, std::uint16_t other) {
    const auto by_clause = [&](const Clause& clause) {
      return std::ranges::any_of(clause.actions, [&](const Action& action) {
        return action.kind == ActionKind::open_linked && action.procedure == other;
      });
    };
    return std::ranges::any_of(one.from_any, by_clause) ||
           std::ranges::any_of(
               one.states, [&](const State& state) { return std::ranges::any_of(state.clauses, by_clause); });
  };
  for (std::uint16_t other = 0; other < model->procedures.size(); ++other)
    if (opens(model->procedures[procedure], other) || opens(model->procedures[other], procedure))
      with[other] = true;
  for (const auto& expr : model->exprs)
    if (expr.op == Op::linked_in_state) with[expr.data & 0xFFFF] = true;
  for (std::uint16_t other = 0; other < model->procedures.size(); ++other)
    if (!with[other]) model->rules[model->procedures[other].rule].in_force_to = first_day();
  model->controls.clear();
  return model;
}

std::string digits(std::int64_t hundredths) {
  return fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
}

}  // namespace

Trial::Trial(const Program& program, std::uint16_t procedure, std::span<const Record> known)
    : known_(known),
      whole_(program),
      alone_(alone(program, procedure)),
      own_(std::make_unique<const Program>(*alone_)),
      program_(*own_),
      alone_replay_(*own_),
      whole_replay_(program) {}

std::uint32_t Trial::draw(std::uint32_t below) {
  random_ ^= random_ << 13;
  random_ ^= random_ >> 7;
  random_ ^= random_ << 17;
  return below == 0 ? 0 : static_cast<std::uint32_t>((random_ >> 16) % below);
}

void Trial::gather(const Pattern& pattern, std::vector<bool>& seen) {
  patterns_.push_back(&pattern);
  if (std::ranges::find(types_, pattern.type) == types_.end()) types_.push_back(pattern.type);
  for (const auto& constraint : pattern.constraints)
    for (const auto value : constraint.values) gather(value, seen);
}

/// What an expression reads, and the values it compares with.
void Trial::gather(ExprId id, std::vector<bool>& seen) {
  if (id == none_id || seen[id]) return;
  seen[id] = true;
  const auto& model = program_.model;
  const auto& expr = model.exprs[id];
  const auto keep = [&](const Value& value, ValueType type) {
    if (!value.known()) return;
    literals_.emplace_back(type, value);
    if (value.kind != Value::Kind::duration) return;
    for (const bool greatest : {false, true}) {
      const auto length = value.length(greatest);
      if (length.kind == DayKind::hour) continue;
      gaps_.push_back(length.months * 30 + length.months / 2 + length.days);
    }
  };
  switch (expr.op) {
    case Op::literal:
      keep(model.values[expr.data], expr.type);
      break;
    case Op::parameter:
      for (const auto& dated : model.parameters[expr.data].values) keep(dated.value, expr.type);
      break;
    case Op::attribute:
      if (const auto attribute = static_cast<AttributeId>(expr.data);
          std::ranges::find(attributes_, attribute) == attributes_.end())
        attributes_.push_back(attribute);
      break;
    case Op::in_table:
    case Op::table_value:
      for (const auto& row : model.tables[expr.data & 0xFFFF].rows)
        for (const auto& cell : row)
          for (const auto& value : cell.values) keep(value, ValueType::none);
      break;
    default:
      if (facts_of(expr.op).reads == Reads::query) {
        const auto& query = model.queries[expr.data];
        gather(model.patterns[query.pattern], seen);
        for (const auto part : {query.whose, query.such_that, query.since, query.before}) gather(part, seen);
      }
  }
  for (std::uint32_t i = 0; i < expr.arg_count; ++i) gather(model.args[expr.first_arg + i], seen);
}

void Trial::prepare(const Sought& sought) {
  sought_ = sought;
  types_.clear();
  gaps_ = {0, 1, 2, 7, 15, 16, 30, 31};
  attribute_values_.clear();
  attributes_.clear();
  literals_.clear();
  patterns_.clear();
  random_ = 0x9E3779B97F4A7C15u ^ (std::uint64_t{sought.procedure} << 20) ^
            (sought.states.empty() ? 0 : sought.states.front());
  const auto& model = program_.model;
  const auto& procedure = model.procedures[sought.procedure];
  std::vector<bool> seen(model.exprs.size());
  gather(procedure.predicate, seen);
  gather(procedure.governing, seen);
  if (procedure.trigger != none_id) gather(model.patterns[procedure.trigger], seen);
  gather(sought.condition, seen);
  const auto of_clause = [&](const Clause& clause) {
    if (clause.pattern != none_id) gather(model.patterns[clause.pattern], seen);
    gather(clause.condition, seen);
    for (const auto& requirement : clause.requirements) gather(requirement.condition, seen);
  };
  for (const auto& state : procedure.states)
    for (const auto& clause : state.clauses) of_clause(clause);
  for (const auto& clause : procedure.from_any) of_clause(clause);
  for (const auto& delai : procedure.delais) {
    gather(delai.length, seen);
    gather(delai.point, seen);
    gather(delai.kept_before, seen);
    delai.for_each_date_expression([&](ExprId id) { gather(id, seen); });
    delai.for_each_pattern([&](PatternId id) { gather(model.patterns[id], seen); });
    for (const auto pattern : delai.forbids) gather(model.patterns[pattern], seen);
  }
  // What somebody has to do as long as something lasts.
  tasks_.clear();
  for (const auto& delai : procedure.delais) tasks_.push_back(delai.rule);
  const auto lasting = [&](const Clause& clause) {
    if (clause.kind != ClauseKind::while_true) return;
    tasks_.push_back(clause.rule);
    for (const auto& action : clause.actions) tasks_.push_back(action.rule);
  };
  for (const auto& state : procedure.states) std::ranges::for_each(state.clauses, lasting);
  std::ranges::for_each(procedure.from_any, lasting);
  // What the post did of a letter tells when it was received.
  for (EventTypeId type = 0; type < model.vocabulary.events.size(); ++type)
    if (const auto step = model.vocabulary.events[type].letter;
        step != LetterStep::none && std::ranges::find(types_, type) == types_.end())
      types_.push_back(type);
  for (const auto attribute : attributes_) {
    const auto& declared = model.vocabulary.attributes[attribute];
    if (declared.type == ValueType::boolean)
      for (const bool worth : {true, false}) attribute_values_.emplace_back(attribute, Value::of(worth));
    for (const auto word : declared.allowed)
      attribute_values_.emplace_back(attribute, Value::of(Value::Kind::symbol, word));
    if (declared.type == ValueType::integer)
      for (const int number : {1, 2, 3})
        attribute_values_.emplace_back(attribute, Value::of(Value::Kind::integer, number));
  }
  std::ranges::sort(gaps_);
  gaps_.erase(std::ranges::unique(gaps_).begin(), gaps_.end());
  std::erase_if(gaps_, [](std::int32_t days) { return days < 0 || days > 1'200; });

  // How far each state is, and by which passage it is left towards what is sought.
  distance_.assign(procedure.states.size(), 1'000);
  toward_.assign(procedure.states.size(), {});
  std::vector<std::vector<Passage>> from(procedure.states.size());
  for (StateId state = 0; state < procedure.states.size(); ++state)
    from[state] = passages_from(program_, sought.procedure, state, sought.departement);
  for (const auto state : sought.states) distance_[state] = 0;
  for (bool moved = true; moved;) {
    moved = false;
    for (StateId state = 0; state < procedure.states.size(); ++state)
      for (const auto& passage : from[state])
        if (distance_[passage.to] + 1 < distance_[state]) {
          distance_[state] = distance_[passage.to] + 1;
          toward_[state] = passage;
          moved = true;
        }
  }
}

RawValue Trial::raw(const Value& value, std::int32_t day) const {
  using Kind = RawValue::Kind;
  switch (value.kind) {
    case Value::Kind::boolean:
      return {Kind::boolean, value.lo ? "true" : "false"};
    case Value::Kind::integer:
      return {Kind::number, fmt::format("{}", value.lo)};
    case Value::Kind::date:
      return {Kind::text, iso_date(Date{static_cast<std::int32_t>(value.lo) + day})};
    case Value::Kind::money:
      return {Kind::number, digits(value.lo)};
    case Value::Kind::rate:
      return {Kind::text, digits(value.lo) + " %"};
    case Value::Kind::duration:
      return {Kind::text, french_duration(value.length())};
    case Value::Kind::symbol:
      return {Kind::text, std::string(program_.model.text(static_cast<Symbol>(value.lo)))};
    default:
      return {};
  }
}

/// Among what the rules compare such a value with.
std::optional<RawValue> Trial::drawn_value(EventTypeId type, FieldId field) {
  const auto* declared = program_.model.vocabulary.events[type].field(field);
  const auto kind = declared ? declared->type : ValueType::date;
  switch (kind) {
    case ValueType::boolean:
      return RawValue{RawValue::Kind::boolean, draw(4) ? "true" : "false"};
    case ValueType::enumeration:
      if (declared->allowed.empty()) return std::nullopt;
      return raw(Value::of(Value::Kind::symbol,
                           declared->allowed[draw(static_cast<std::uint32_t>(declared->allowed.size()))]),
                 0);
    case ValueType::date:
      return std::nullopt;  // counted from the act: by who knows its day
    case ValueType::integer:
      return RawValue{RawValue::Kind::number, fmt::format("{}", draw(4))};
    case ValueType::rate:
    case ValueType::money:
    case ValueType::duration:
    case ValueType::text: {
      std::vector<const Value*> fitting;
      for (const auto& [of, value] : literals_) {
        const auto wanted = kind == ValueType::rate    ? Value::Kind::rate
                            : kind == ValueType::money ? Value::Kind::money
                            : kind == ValueType::text  ? Value::Kind::symbol
                                                       : Value::Kind::duration;
        if (value.kind == wanted && (kind != ValueType::text || of == ValueType::text))
          fitting.push_back(&value);
      }
      if (fitting.empty()) return std::nullopt;
      const auto& value = *fitting[draw(static_cast<std::uint32_t>(fitting.size()))];
      return raw(Value::of(value.kind, draw(2) ? value.lo : value.hi).kind == Value::Kind::duration
                     ? value
                     : Value::of(value.kind, draw(2) ? value.lo : value.hi),
                 0);
    }
    default:
      return std::nullopt;
  }
}

Trial::Act Trial::act_of(EventTypeId type, std::int32_t day, const Pattern* pattern) {
  Act act{type, day, {}};
  const auto& declared = program_.model.vocabulary.events[type];
  for (const auto& field : declared.fields) {
    const Constraint* asked = nullptr;
    if (pattern)
      for (const auto& constraint : pattern->constraints)
        if (constraint.field == field.id) asked = &constraint;
    if (asked && !asked->values.empty()) {
      const auto& expr =
          program_.model.exprs[asked->values[draw(static_cast<std::uint32_t>(asked->values.size()))]];
      if (expr.op == Op::literal) {
        act.fields.push_back({field.id, raw(program_.model.values[expr.data], 0)});
        continue;
      }
    }
    if (field.optional && draw(3) == 0) continue;
    if (field.type == ValueType::date) {
      act.fields.push_back({field.id, {RawValue::Kind::null, fmt::format("{}", draw(2) ? 0 : 1)}});
      continue;
    }
    if (auto value = drawn_value(type, field.id)) act.fields.push_back({field.id, std::move(*value)});
  }
  return act;
}

Record Trial::record_of(const Draft& draft) const {
  const auto& model = program_.model;
  Record record;
  record.dossier = "contre-exemple";
  record.departement = sought_.departement.empty() ? "64" : sought_.departement;
  RawPerson person;
  person.id = "p1";
  person.role = "demandeur";
  person.birth = *civil_date(1985, 5, 14);
  for (const auto& attribute : draft.attributes) {
    const auto id = model.vocabulary.find_attribute(attribute.name, record.departement);
    if (id != no_id && model.vocabulary.attributes[id].scope == Scope::dossier)
      record.attributes.push_back(attribute);
    else
      person.attributes.push_back(attribute);
  }
  record.persons.push_back(std::move(person));
  std::size_t number = 0;
  for (const auto& act : draft.acts) {
    RawEvent event;
    event.id = fmt::format("e{}", ++number);
    event.type = model.text(model.vocabulary.events[act.type].name);
    event.on = event.known = draft.first + act.day;
    if (model.vocabulary.events[act.type].scope != Scope::dossier) event.person = "p1";
    for (const auto& [field, value] : act.fields) {
      auto said = value;
      // A day counted from that of the act.
      if (value.kind == RawValue::Kind::null && !value.text.empty())
        said = {RawValue::Kind::text, iso_date(event.on + std::stoi(value.text))};
      if (field == static_cast<FieldId>(BuiltinField::du))
        event.from = *parse_iso_date(said.text);
      else if (field == static_cast<FieldId>(BuiltinField::au))
        event.to = *parse_iso_date(said.text);
      else if (field == static_cast<FieldId>(BuiltinField::prevu_le))
        event.planned = *parse_iso_date(said.text);
      else if (field >= static_cast<FieldId>(BuiltinField::count))
        event.fields.push_back(field_named(std::string(model.vocabulary.field_name(field)), said));
    }
    record.events.push_back(std::move(event));
  }
  return record;
}

Trial::Score Trial::play(const Draft& draft) {
  ++played_;
  bind(record_of(draft), program_.model.vocabulary, journal_);
  if (sought_.what == Sought::What::in_the_air) return judged_in_the_air(draft);
  const auto last = draft.acts.empty() ? draft.first : draft.first + draft.acts.back().day;
  const auto asked = last + draft.wait + 1;
  replay_->run(journal_, asked, asked, answer_);
  return judged_without();
}

Trial::Score Trial::judged_without() {
  Score best{a_passage * 1'000, {}, 0, no_id};
  struct Entry {
    Date day;
    std::uint32_t instance;
    StateId to;
  };
  std::vector<Entry> entries;
  for (const auto& passage : answer_.passages) {
    if (answer_.instances[passage.instance].procedure != sought_.procedure) continue;
    const auto far = distance_[passage.to];
    if (far > 0 && far * a_passage < best.far) best = {far * a_passage, {}, passage.instance, passage.to};
    if (far == 0) entries.push_back({passage.since, passage.instance, passage.to});
  }
  for (const auto& entry : entries) {
    replay_->run(journal_, entry.day, entry.day, answer_);
    if (entry.instance >= answer_.instances.size()) continue;
    const auto has = sought_.what == Sought::What::no_act ? came(entry.day) ? Truth::yes : Truth::no
                                                          : replay_->truth(sought_.condition, entry.instance);
    std::int64_t blocking = 0, missing = 0;
    for (const auto& said : answer_.said) {
      if (said.since != entry.day) continue;
      if (said.nature == Nature::irregularite && said.severity == Severity::blocking) ++blocking;
      if (said.nature == Nature::donnee_manquante) ++missing;
    }
    for (const auto& finding : answer_.findings) {
      if (finding.nature == Nature::irregularite && finding.severity == Severity::blocking &&
          finding.instance == none_id && finding.date == entry.day)
        ++blocking;
      if (finding.instance == entry.instance && finding.statut == Statut::incertaine) ++missing;
    }
    std::int64_t far = 0;
    if (has == Truth::yes) far += a_condition;
    if (has == Truth::unknown) far += missing ? a_condition / 2 : 0;
    if (sought_.unless_blocking) far += blocking * an_irregularity;
    if (far < best.far) best = {far, entry.day, entry.instance, entry.to};
  }
  return best;
}

/// Has an act that should not be there come by that day? One that does not say may be it.
bool Trial::came(Date day) const {
  return std::ranges::any_of(journal_.events, [&](const JournalEvent& event) {
    return event.on <= day && std::ranges::any_of(sought_.absent, [&](const Pattern* pattern) {
             return pattern->type == event.type;
           });
  });
}

/// What runs for an instance on the day asked, or is written for somebody.
std::int64_t Trial::runs(std::uint32_t instance) {
  std::int64_t counted = 0;
  const auto& procedure = program_.model.procedures[sought_.procedure];
  for (const auto& finding : answer_.findings) {
    if (finding.instance != instance) continue;
    switch (finding.nature) {
      case Nature::action:
      case Nature::proposition:
        counted +=
            finding.statut == Statut::en_cours && std::ranges::find(tasks_, finding.rule) != tasks_.end();
        break;
      case Nature::echeance:
      case Nature::attente:
      case Nature::terme:
      case Nature::duree:
      case Nature::rythme:
        switch (finding.statut) {
          case Statut::a_venir:
          case Statut::proche:
          case Statut::en_cours:
            ++counted;
            break;
          case Statut::incertaine: {
            // It runs, and may be over; or it waits for its start, and somebody is told what to do of it.
            const auto delai = std::ranges::find(procedure.delais, finding.rule, &Delai::rule);
            counted +=
                finding.date.known() ||
                (delai != procedure.delais.end() &&
                 (!delai->if_unknown.empty() || (facts_of(delai->kind).owed && !delai->to_do.empty())));
            break;
          }
          case Statut::depassee: {
            for (const auto& delai : procedure.delais)
              if (delai.rule == finding.rule &&
                  (!delai.if_overdue.empty() ||
                   std::ranges::any_of(delai.reminders, [](const Reminder& reminder) {
                     return reminder.when != Reminder::When::before;
                   })))
                ++counted;
            break;
          }
          default:
            break;
        }
        break;
      default:
        break;
    }
  }
  return counted;
}

Trial::Score Trial::judged_in_the_air(const Draft& draft) {
  Score best{a_passage * 1'000, {}, 0, no_id};
  const auto last = draft.acts.empty() ? draft.first : draft.first + draft.acts.back().day;
  const auto asked = last + draft.wait;
  replay_->run(journal_, asked, asked, answer_);
  for (std::uint32_t i = 0; i < answer_.instances.size(); ++i) {
    const auto& it = answer_.instances[i];
    if (it.procedure != sought_.procedure || it.closed.known()) continue;
    const auto far = distance_[it.state];
    if (far > 0) {
      if (far * a_passage < best.far) best = {far * a_passage, {}, i, it.state};
      continue;
    }
    const auto score = (it.uncertain ? a_condition : 0) + runs(i) * an_irregularity;
    if (score < best.far) best = {score, asked, i, it.state};
  }
  return best;
}

void Trial::change(Draft& draft) {
  const auto any_act = [&]() -> Act& {
    return draft.acts[draw(static_cast<std::uint32_t>(draft.acts.size()))];
  };
  const auto a_gap = [&] {
    const auto gap = gaps_[draw(static_cast<std::uint32_t>(gaps_.size()))];
    return gap + static_cast<std::int32_t>(draw(5)) - 2;
  };
  const auto sort = [&] {
    // The first act, which opens, stays first.
    std::stable_sort(draft.acts.begin(), draft.acts.end(),
                     [](const Act& a, const Act& b) { return a.day < b.day; });
  };
  switch (draft.acts.empty() ? 1 : draw(12)) {
    case 0:
    case 1:
    case 2: {  // an act more
      const Pattern* pattern = nullptr;
      auto type = types_.empty() ? no_id : types_[draw(static_cast<std::uint32_t>(types_.size()))];
      if (!patterns_.empty() && draw(4)) {
        pattern = patterns_[draw(static_cast<std::uint32_t>(patterns_.size()))];
        type = pattern->type;
      }
      if (type == no_id || draft.acts.size() >= 12) return;
      const auto near = draft.acts.empty() ? 0 : any_act().day;
      draft.acts.push_back(act_of(type, std::max(0, near + (draw(4) ? 1 : -1) * a_gap()), pattern));
      sort();
      break;
    }
    case 3:
      if (draft.acts.size() > 1)
        draft.acts.erase(draft.acts.begin() +
                         static_cast<std::ptrdiff_t>(draw(static_cast<std::uint32_t>(draft.acts.size()))));
      break;
    case 4:
    case 5: {
      any_act().day = std::max(0, any_act().day + (draw(2) ? 1 : -1) * a_gap());
      sort();
      break;
    }
    case 6: {  // all from there on, later or sooner
      const auto from = draw(static_cast<std::uint32_t>(draft.acts.size()));
      const auto by = a_gap() * (draw(3) ? 1 : -1);
      for (auto i = from; i < draft.acts.size(); ++i) draft.acts[i].day = std::max(0, draft.acts[i].day + by);
      sort();
      break;
    }
    case 7:
    case 8:
    case 9: {
      auto& act = any_act();
      const auto& fields = program_.model.vocabulary.events[act.type].fields;
      const auto builtin = draw(6) == 0;
      if (fields.empty() && !builtin) return;
      const auto field = builtin ? static_cast<FieldId>(draw(2) ? BuiltinField::du : BuiltinField::au)
                                 : fields[draw(static_cast<std::uint32_t>(fields.size()))].id;
      const auto* declared = program_.model.vocabulary.events[act.type].field(field);
      std::erase_if(act.fields, [&](const Said& said) { return said.field == field; });
      if (draw(5) == 0) return;
      if (builtin || (declared && declared->type == ValueType::date))
        act.fields.push_back({field, {RawValue::Kind::null, fmt::format("{}", draw(3) ? 0 : a_gap())}});
      else if (auto value = drawn_value(act.type, field))
        act.fields.push_back({field, std::move(*value)});
      break;
    }
    case 10: {
      if (attribute_values_.empty()) {
        draft.wait = a_gap() < 0 ? 0 : a_gap();
        draft.wait = std::max(0, draft.wait);
        return;
      }
      const auto& [attribute, value] =
          attribute_values_[draw(static_cast<std::uint32_t>(attribute_values_.size()))];
      const std::string name(program_.model.text(program_.model.vocabulary.attributes[attribute].name));
      std::erase_if(draft.attributes, [&](const RawAttribute& one) { return one.name == name; });
      if (draw(5))
        draft.attributes.push_back({name, raw(value, 0), draft.first + -400, {}, draft.first + -400});
      break;
    }
    default:
      draft.wait = std::max(0, draft.wait + (draw(2) ? 1 : -1) * a_gap());
  }
}

/// Fewer acts, then fewer words, then fewer days.
void Trial::shrink(Draft& draft, Score& score) {
  const auto still = [&](const Draft& tried) {
    const auto found = play(tried);
    if (found.far > 0) return false;
    draft = tried;
    score = found;
    return true;
  };
  for (bool fewer = true; fewer;) {
    fewer = false;
    for (std::size_t i = draft.acts.size(); i-- > 0 && !fewer;) {
      auto tried = draft;
      tried.acts.erase(tried.acts.begin() + static_cast<std::ptrdiff_t>(i));
      fewer = still(tried);
    }
  }
  for (std::size_t i = draft.attributes.size(); i-- > 0;) {
    auto tried = draft;
    tried.attributes.erase(tried.attributes.begin() + static_cast<std::ptrdiff_t>(i));
    still(tried);
  }
  for (std::size_t i = 0; i < draft.acts.size(); ++i)
    for (std::size_t f = draft.acts[i].fields.size(); f-- > 0;) {
      auto tried = draft;
      tried.acts[i].fields.erase(tried.acts[i].fields.begin() + static_cast<std::ptrdiff_t>(f));
      still(tried);
    }
  for (std::size_t i = 1; i < draft.acts.size(); ++i)
    for (const auto step : {256, 64, 16, 4, 1})
      for (;;) {
        const auto gap = draft.acts[i].day - draft.acts[i - 1].day;
        if (gap < step) break;
        auto tried = draft;
        for (auto j = i; j < tried.acts.size(); ++j) tried.acts[j].day -= step;
        if (!still(tried)) break;
      }
  for (const auto step : {256, 64, 16, 4, 1})
    while (draft.wait >= step) {
      auto tried = draft;
      tried.wait -= step;
      if (!still(tried)) break;
    }
}

/// A dossier of one person that has the act which opens the procédure, as a draft.
std::optional<Trial::Draft> Trial::draft_of(const Record& record) const {
  const auto& model = program_.model;
  const auto& procedure = model.procedures[sought_.procedure];
  if (record.persons.size() > 1 || record.events.empty() || record.events.size() > 14 ||
      !record.coverage.empty())
    return std::nullopt;
  if (!sought_.departement.empty() && record.departement != sought_.departement) return std::nullopt;
  Draft draft;
  draft.first = record.events.front().on;
  for (const auto& event : record.events) draft.first = std::min(draft.first, event.on);
  bool opens = procedure.trigger == none_id;
  for (const auto& event : record.events) {
    const auto type = model.vocabulary.find_event(fold(event.type), record.departement);
    if (type == no_id) return std::nullopt;
    opens = opens || type == model.patterns[procedure.trigger].type;
    Act act{type, days_between(draft.first, event.on), {}};
    const auto counted = [&](FieldId field, Date day) {
      act.fields.push_back({field, {RawValue::Kind::null, fmt::format("{}", days_between(event.on, day))}});
    };
    if (event.from.known()) counted(static_cast<FieldId>(BuiltinField::du), event.from);
    if (event.to.known()) counted(static_cast<FieldId>(BuiltinField::au), event.to);
    for (const auto& field : event.fields) {
      const auto id = model.vocabulary.find_field(fold(field.name));
      if (!id) continue;
      if (const auto day = parse_iso_date(field.value.text))
        counted(*id, *day);
      else
        act.fields.push_back({*id, field.value});
    }
    draft.acts.push_back(std::move(act));
  }
  if (!opens) return std::nullopt;
  std::stable_sort(draft.acts.begin(), draft.acts.end(),
                   [](const Act& a, const Act& b) { return a.day < b.day; });
  draft.attributes = record.attributes;
  for (const auto& person : record.persons)
    draft.attributes.insert(draft.attributes.end(), person.attributes.begin(), person.attributes.end());
  return draft;
}

std::optional<History> Trial::look_for(const Sought& sought, const Effort& effort) {
  prepare(sought);
  const auto& model = program_.model;
  const auto& procedure = model.procedures[sought.procedure];
  const auto& rule = program_.rule(procedure.rule);
  // Days on which the rules are in force, some way from both ends.
  std::vector<Date> days;
  const auto from = rule.in_force_from.known() ? rule.in_force_from : *civil_date(2026, 1, 5);
  const auto to = rule.in_force_to.known() ? rule.in_force_to : from + 1'500;
  for (const int share : {1, 5, 2, 8, 0})
    days.push_back(from + static_cast<std::int32_t>(std::int64_t{days_between(from, to)} * share / 10) + 3);
  const auto played_before = played_;
  // Dossiers that somebody wrote to show the rules are near what breaks them.
  std::vector<std::pair<std::int64_t, Draft>> nearest;
  for (const auto& record : known_) {
    if (played_ - played_before >= effort.histories / 3) break;
    auto draft = draft_of(record);
    if (!draft) continue;
    const auto far = play(*draft).far;
    nearest.emplace_back(far, std::move(*draft));
  }
  std::ranges::stable_sort(nearest, {}, &std::pair<std::int64_t, Draft>::first);
  std::uint32_t restart = 0;
  while (played_ - played_before < effort.histories) {
    Draft draft;
    const bool from_known = restart / 2 < nearest.size() && restart % 2 == 0;
    if (from_known) draft = nearest[restart / 2].second;
    draft.first = from_known ? draft.first : days[restart % days.size()];
    ++restart;
    if (!from_known) {
      if (procedure.trigger != none_id)
        draft.acts.push_back(
            act_of(model.patterns[procedure.trigger].type, 0, &model.patterns[procedure.trigger]));
      for (const auto attribute : attributes_) {
        std::vector<Value> values;
        for (const auto& [of, value] : attribute_values_)
          if (of == attribute) values.push_back(value);
        if (values.empty() || draw(3) == 0) continue;
        draft.attributes.push_back(
            {std::string(model.text(model.vocabulary.attributes[attribute].name)),
             raw(restart == 1 ? values.front() : values[draw(static_cast<std::uint32_t>(values.size()))], 0),
             draft.first + -400,
             {},
             draft.first + -400});
      }
      // The shortest way the rules write.
      std::int32_t day = 0;
      for (auto state = procedure.initial; distance_[state] > 0 && distance_[state] < 1'000 &&
                                           toward_[state].rule != none_id && draft.acts.size() < 10;
           state = toward_[state].to) {
        const auto& passage = toward_[state];
        day += 2 + static_cast<std::int32_t>(draw(20));
        if (passage.by == Passage::By::act) {
          const auto& clause = *program_.clauses(passage.range)[passage.place].clause;
          draft.acts.push_back(act_of(passage.type, day, &model.patterns[clause.pattern]));
        } else if (!gaps_.empty()) {
          day += gaps_[draw(static_cast<std::uint32_t>(gaps_.size()))] + 1;
        }
      }
    }
    auto score = play(draft);
    std::uint32_t since_better = 0;
    while (score.far > 0 && since_better < (from_known ? 150 : 400) &&
           played_ - played_before < effort.histories) {
      auto tried = draft;
      for (auto times = 1 + draw(3); times > 0; --times) change(tried);
      const auto found = play(tried);
      if (found.far <= score.far) {
        since_better = found.far < score.far ? 0 : since_better + 1;
        draft = std::move(tried);
        score = found;
      } else {
        ++since_better;
      }
    }
    if (score.far > 0) continue;
    shrink(draft, score);
    // What the other rules say of it counts too.
    replay_ = &whole_replay_;
    score = play(draft);
    replay_ = &alone_replay_;
    if (score.far > 0) continue;
    History history;
    history.record = record_of(draft);
    history.asked = score.asked;
    history.procedure = sought.procedure;
    history.state = score.state;
    if (score.instance < answer_.instances.size()) {
      const auto& it = answer_.instances[score.instance];
      history.instance =
          it.trigger == none_id ? "p1" : std::string(journal_.text(journal_.events[it.trigger].id));
    }
    return history;
  }
  return std::nullopt;
}

}  // namespace filrouge::prove
