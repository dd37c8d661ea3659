#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/calendar/holidays.hpp"
#include "engine/core/model/axis.hpp"
#include "engine/core/model/delai_kind.hpp"
#include "engine/core/model/expression.hpp"

/// The checked model: what a rule set is. The dsl builds it, the engine compiles it (program) and runs it
/// (replay), the slow oracle interprets it, a prover may explore it. Everything is in vectors and refers by
/// index; names are resolved, types checked, definitions shared. Texts a user reads are French and kept as
/// written.
namespace filrouge {

using StateId = std::uint16_t;
using RoleId = std::uint16_t;  ///< in Model::roles

enum class Severity : std::uint8_t { info, minor, major, blocking };

/// "bloquante", as rules and findings write it.
constexpr std::string_view severity_name(Severity severity) {
  constexpr std::string_view names[] = {"info", "mineure", "majeure", "bloquante"};
  return names[static_cast<std::size_t>(severity)];
}

/// Where a rule was written, and under what authority.
struct RuleInfo {
  std::string file;  ///< relative to the root the rules were read from
  std::uint32_t line = 0;
  std::uint32_t module = 0;
  std::uint64_t anchor = 0;      ///< the same as long as what the rule says is, wherever it stands
  std::string code;              ///< qualified, folded: rsa.cer.contractualisation.cer_a_signer.signer
  std::vector<BasisRef> basis;   ///< its own, else its parent's, else the module's
  bool verified = false;         ///< every reference was read; otherwise it concludes nothing against anyone
  bool internal_target = false;  ///< objectif interne: no effect against the person
  std::string note;              ///< what the lines of comment above it say
  RoleId led_by =
      no_id;  ///< « conduite par »: of a procédure, of a contrôle; of anything else, of its module
  Date in_force_from, in_force_to;  ///< unknown = open
};
using RuleId = std::uint32_t;  ///< in Model::rules

/// « complète procédure … », « complète état … », and what the comment above says of it.
struct Completion {
  std::uint32_t procedure = none_id;
  std::vector<StateId> states;  ///< none: the procédure as a whole
  std::string note;
};
struct Module {
  std::string name, title, regime, departement;
  std::string written;  ///< its name, as the rules write it
  Date in_force_from, in_force_to;
  bool national = false, everywhere = false;   ///< « national », « tous les départements »
  std::string conventions;                     ///< those it counts by, folded
  std::vector<std::uint32_t> uses, completes;  ///< « utilise », « étend »
  std::vector<Completion> completions;         ///< those that bear a note
  std::string source, licence;
  std::vector<Pattern> said_once;  ///< « dans ce module, … »: each, of the first act that takes it from there
  RuleId rule = none_id;
};

/// How the délais of the modules that follow it are counted.
struct Conventions {
  std::string name;
  std::uint32_t module = 0;
  std::vector<std::string> lines;  ///< « délais de la personne : non francs, … », as written
  Annotation annotation;
};

/// « est caisse quand … »: who holds a role that depends on the territory or on the dossier.
struct RoleCase {
  ExprId condition = none_id;  ///< none: otherwise
  RoleId role = no_id;         ///< a plain role
};
struct Role {
  Symbol name = 0;
  std::string label;
  Symbol institution = 0;       ///< departement, caf, msa, france_travail…
  std::uint32_t module = 0;     ///< that declares it
  std::vector<RoleCase> cases;  ///< who holds it: the first case that is true; unknown keeps the role itself
  Annotation annotation;
};

struct DatedValue {
  Date from;
  Value value;
  std::string source;
  bool verified = false;
  std::vector<Value> possible;  ///< of an unverified value: all that the text may mean; hull taken
  std::string departement;  ///< a local value: for the dossiers of that département alone; empty: for all
  std::string territoire;  ///< of that département: for the dossiers of that territoire alone; empty: for all
  Date to;                 ///< a local value: the last day of its text; unknown: none
  std::string note;        ///< what the comment above a local value says
};
struct Parameter {
  Symbol name = 0;    ///< qualified
  std::string label;  ///< the name as written, for people
  ValueType type = ValueType::none;
  /// By date; the first may have no date (since ever). Local ones last, those of a territoire after those of
  /// its département: the last that holds is the one.
  std::vector<DatedValue> values;
  std::vector<Value> possible;  ///< those of its unverified values, as this version of it writes them
  std::vector<RuleId> unread;   ///< its versions that were not read, and whose possible values are not said
  std::string local;            ///< « modifiable localement entre … », as written; empty: it is not
  bool of_a_target = false;     ///< the internal targets set for the échéance of `rule`, not a parameter
  RuleId rule = none_id;
};

struct Definition {
  Symbol name = 0;
  std::string label;      ///< the name as written
  ExprId body = none_id;  ///< `at_day` already inside when the text names a day
  RuleId rule = none_id;
};

struct TableCell {
  enum class Kind : std::uint8_t { any, unknown, values } kind = Kind::any;
  std::vector<Value>
      values;  ///< inputs: one of them (or within, for intervals); outputs: one value or interval
};
struct Table {
  Symbol name = 0;
  std::string label;                 ///< the name as written
  std::vector<std::string> columns;  ///< of the inputs, as written
  std::vector<ExprId> inputs;        ///< evaluated in the context of use
  std::vector<Symbol> outputs;
  std::vector<std::vector<TableCell>> rows;
  bool first_match = false;  ///< else exactly one row can match
  RuleId rule = none_id;
};

enum class ActionKind : std::uint8_t {
  go_to,
  to_do,
  irregularity,
  proposal,
  open_question,
  ask_fact,
  transitional,
  open_linked,
  reset,
  remind_every
};
struct Action {
  ActionKind kind = ActionKind::to_do;
  std::string label;
  RoleId role = no_id;
  RoleId second_role = no_id;  ///< sous couvert de, or conjointement avec
  bool jointly = false;        ///< it is conjointement avec
  bool as_soon_as_possible = false;
  Severity severity = Severity::major;
  Symbol delay_of = 0;
  StateId target = no_id;           ///< go_to
  PatternId proposal = none_id;     ///< the event proposed, with its fields
  std::uint16_t procedure = no_id;  ///< open_linked
  std::uint16_t delai = no_id;      ///< reset
  ExprId every = none_id;           ///< remind_every: a duration
  std::vector<ExprId> facts;        ///< ask_fact
  std::vector<Symbol> bound_names;  ///< proposal, « dans TABLE »: the outputs of the table (taux, duree) …
  std::vector<ExprId> bounds;       ///< … and the table_value of each
  RuleId rule = none_id;
};

struct Requirement {
  ExprId condition = none_id;
  std::string label;      ///< said when it is false
  bool labelled = false;  ///< the rule writes it: « sinon « … » »
  Severity severity = Severity::blocking;
  RuleId rule = none_id;
};

enum class Choice : std::uint8_t { no, yes, uncertain };

struct Reminder {
  enum class When : std::uint8_t { before, every, each_month } when = When::before;
  ExprId length = none_id;
  std::string label;
  RoleId role = no_id;
  std::uint64_t anchor = 0;  ///< tells the reminders of one délai apart
};

struct Pause {
  StateId state = no_id;       ///< while in this state, or
  ExprId condition = none_id;  ///< while this is true
  bool by_months = false;
  bool cumulated = false;
  ExprId at_most = none_id;
};

struct Delai {
  DelaiKind kind = DelaiKind::deadline;
  Symbol name = 0;
  std::string label;      ///< what must be done, for people (« Signer le CER »), else the name
  std::string called;     ///< « accueil.à_recevoir.recevoir »: how another text names it, as it is written
  StateId state = no_id;  ///< the state it belongs to; no_id: declared on the instance
  bool of_instance = false;  ///< survives its state
  bool as_soon_as_possible = false;
  ExprId length = none_id;  ///< a duration; of what is due as soon as possible: the internal target, if it
                            ///< has one where the dossier is
  ExprId point = none_id;   ///< a date
  bool backwards = false;
  bool in_hours = false;   ///< its length is hours, from the time of an act to another
  ExprId until = none_id;  ///< term at a date; measure until a date (last day)
  Choice franc = Choice::no;
  Choice proroge = Choice::no;
  Calendar calendar = Calendar::unknown;        ///< unknown: that of the dossier's département
  bool for_person = false;                      ///< the time is hers
  bool against_person = false;                  ///< its end is opposed to her
  ExprId minimum = none_id, maximum = none_id;  ///< bound
  bool inclusive = true;
  ExprId target_every = none_id, limit_every = none_id;  ///< rhythm
  std::vector<std::int32_t> ordinals;                    ///< 1, 2, 3…
  Duration ordinal_unit;                                 ///< one month, one week, one day
  bool rolling = true, anchored = true;
  ExprId tolerance = none_id;
  std::vector<PatternId> kept_by, interrupted_by, forbids, lifted_by;
  ExprId kept_on = none_id;      ///< the day the keeping act counts from (poste_le), `current` bound to it
  ExprId kept_before = none_id;  ///< since when an act done before it begins keeps it; none: never
  std::vector<Pause> pauses;
  ExprId postponed_to = none_id, postponed_if = none_id;
  ExprId postponable_by = none_id;  ///< a duration
  PatternId postponable_on = none_id;
  /// Does it add to the length, before the end is prorogued, or to the end? Unsaid: to either.
  Choice postponed_in_length = Choice::uncertain;
  std::uint16_t renewals = 0;
  bool renewed_tacitly = false;
  PatternId renewed_by = none_id;
  std::vector<Reminder> reminders;
  std::vector<Action> to_do;  ///< while it runs
  std::vector<Action> if_overdue, if_target_missed, if_out_of_bounds, if_unknown;
  RoleId role = no_id;  ///< who must act: that of the first to_do
  Severity severity = Severity::major;
  Symbol delay_of = 0;  ///< whose delay it is
  RuleId rule = none_id;

  bool is_faculty() const { return filrouge::is_faculty(kind); }
  /// Is the time hers, whether it serves her or is opposed to her?
  bool is_hers() const { return for_person || against_person; }
  /// What it is counted by: its length, or the greatest it may be; none: no end of its own.
  ExprId counted_by() const { return length != none_id ? length : maximum; }
  /// The acts it is about: those that keep, lift, interrupt, renew or put it off; not those it forbids.
  template <class Visit>
  void for_each_pattern(Visit&& visit) const {
    for (const auto* patterns : {&kept_by, &interrupted_by})
      for (const auto pattern : *patterns) visit(pattern);
    if (facts_of(kind).course == DelaiCourse::reserved)
      for (const auto pattern : lifted_by) visit(pattern);
    for (const auto pattern : {renewed_by, postponable_on})
      if (pattern != none_id) visit(pattern);
  }
  /// What its dates rest on while it runs.
  template <class Visit>
  void for_each_date_expression(Visit&& visit) const {
    for (const auto id : {length, point, until, minimum, maximum, postponed_to, postponed_if}) visit(id);
    for (const auto& pause : pauses) visit(pause.condition), visit(pause.at_most);
  }
  /// Without a starting point, bounds judge the length of the measure of its state: it waits for no date.
  bool judges_length() const { return point == none_id && (minimum != none_id || maximum != none_id); }
};

enum class ClauseKind : std::uint8_t { on_event, at_end, on_condition, on_entry, while_true, expected };

struct Clause {
  ClauseKind kind = ClauseKind::on_event;
  PatternId pattern = none_id;  ///< on_event; expected, on which nothing follows
  std::uint16_t delai = no_id;  ///< at_end
  ExprId condition = none_id;   ///< guard; the condition of on_condition and while_true
  bool otherwise =
      false;  ///< fires only when every guarded clause before it, of the same group, is known false
  std::uint16_t group = 0;  ///< clauses of one state on one event (or one délai) share it, in order
  StateId target = no_id;   ///< no_id: stays
  std::vector<Requirement> requirements;
  std::vector<Action> actions;  ///< without go_to
  RuleId rule = none_id;

  /// Does it look forward to acts, whether something follows or nothing does?
  bool is_about_acts() const { return kind == ClauseKind::on_event || kind == ClauseKind::expected; }
};

struct State {
  Symbol name = 0;
  std::string label;
  bool initial = false, final = false, sanction = false;
  std::vector<std::uint16_t> delais;  ///< in Procedure::delais, as declared
  std::vector<Clause> clauses;  ///< its own, as declared; those « depuis tout état » are in Procedure
  RuleId rule = none_id;
};

enum class InstancePer : std::uint8_t { person, dossier, event };

struct Seam {
  Date on;
  StateId from = no_id, to = no_id;
};

struct Procedure {
  std::uint32_t module = 0;
  Symbol name = 0;  ///< qualified: rsa.cer.contractualisation
  std::string label;
  InstancePer per = InstancePer::person;
  ExprId predicate = none_id;   ///< over attributes only; the instance lives while it is true (or unknown)
  PatternId trigger = none_id;  ///< per event
  Scope of = Scope::person;     ///< per event: whose instance it is
  ExprId governing = none_id;   ///< the day that chooses the version; none: the day the instance begins
  std::vector<State> states;
  StateId initial = 0;
  std::vector<Delai> delais;                   ///< of every state and of the instance
  std::vector<std::uint16_t> instance_delais;  ///< declared on the procédure
  std::vector<Clause> from_any;  ///< from every state that is not final, tried after the state's own
  std::vector<Seam> seams;
  RuleId rule = none_id;
};

enum class Sentence : std::uint8_t { preceded, followed, not_before, required, never_during, at_most };
/// « chaque A doit être précédé de B … » over a whole history.
struct Control {
  Symbol name = 0;
  std::string label;
  PatternId each = none_id;  ///< A
  Sentence sentence = Sentence::required;
  PatternId other = none_id;        ///< B
  ExprId condition = none_id;       ///< required; not_before's date (`current` is A)
  ExprId since = none_id;           ///< B counts since this date or event
  ExprId within = none_id;          ///< at most this long before or after A
  ExprId at_least = none_id;        ///< B at least this long before A
  std::uint16_t procedure = no_id;  ///< never_during
  StateId state = no_id;
  std::uint32_t limit = 0;     ///< at_most N …
  FieldId same = no_id;        ///< … of those whose field is worth what it is in A
  bool same_feminine = false;  ///< « de la même » before that field, not « du même »: the rule says which
  ExprId per = none_id;        ///< … per duration
  bool civil = false;
  std::vector<Action> if_broken;
  RuleId rule = none_id;
};

enum class GuaranteeKind : std::uint8_t { never_without, always_running };
/// To be proved over all histories; resolved here, run nowhere yet.
struct Guarantee {
  Symbol name = 0;
  std::string label;
  GuaranteeKind kind = GuaranteeKind::always_running;
  std::uint16_t procedure = no_id;
  std::vector<StateId> states;
  ExprId without = none_id;
  bool unless_blocking_that_day = false;
  RuleId rule = none_id;
};

enum class IndicatorMeasure : std::uint8_t {
  median_days,  ///< days from each `from` to the `to` that follows it
  mean_days,
  count,           ///< events of `from`
  share,           ///< of the events `to`, those that are also `from`
  share_after,     ///< of the `from`, those a `to` follows (within `within`, if there is one)
  breakdown,       ///< events of `from` by the value of `field`
  sum,             ///< of `field` over the events of `from`
  in_states,       ///< instances (or persons) in one of `states` on the day asked
  share_in_states  ///< … of those that live in one of `whole`
};
struct StateRef {
  std::uint16_t procedure = no_id;
  StateId state = no_id;
};
/// What a Département wants to reach: never a fault. In the unit of the measure: days, hundredths of a
/// percent, a number, centimes.
struct Target {
  std::int64_t least = 0, greatest = 0;
  bool has_least = false, has_greatest = false;
};
struct Indicator {
  Symbol name = 0;
  std::string label;
  IndicatorMeasure measure = IndicatorMeasure::count;
  QueryId from = none_id, to = none_id;
  ExprId within = none_id;         ///< a duration, read on the day of `from`
  ExprId counted_from = none_id;   ///< a date of the starting event (`current`); none: its day
  std::vector<PatternId> left_by;  ///< who leaves that way no longer waits
  FieldId field = no_id;
  bool sum_of_money = false;
  std::vector<StateRef> states;
  std::vector<std::uint16_t> whole;  ///< procédures
  bool of_persons = false;           ///< states: a person counts once, whatever the number of instances
  std::vector<Axis> axes;
  Target target;
  std::vector<std::string> benchmarks;  ///< published figures, with where they come from
  std::uint32_t minimum_group = 5;
  RuleId rule = none_id;
};

/// « défavorable », « préparatoire »: an act that weighs on the person, and what the law wants before it.
struct Weight {
  Pattern act;
  PatternId pattern = none_id;      ///< the same, by which an act of a dossier is known; none: it is assumed
  bool preparatory = false;         ///< it leads to an adverse act, and is none
  bool assumed = false;             ///< the vocabulary does not say which acts weigh: its name makes it one
  std::vector<Pattern> appraisals;  ///< one of them comes first; none: the law wants none
  std::vector<std::uint32_t> tables;  ///< of its legal interval
  Annotation annotation;

  /// The first of its fondements; empty: it is assumed.
  std::string_view article() const {
    return annotation.basis.empty() ? std::string_view() : annotation.basis.front().text;
  }
};

/// What a reference text says and what the rules make of it: a row of the law (« article ») or a dispositif
/// of the field. Exactly one of `rules`, `by_program` and `without_rule` is not empty.
struct Topic {
  Symbol name = 0;  ///< qualified
  std::string label;
  bool dispositif = false;
  std::string source;         ///< « document 001, lignes 120 à 141 »; the law stands in the rule's basis
  std::vector<RuleId> rules;  ///< encodé par, every version of each
  std::string by_program;     ///< what does it, outside the rules: counting, importing, printing
  std::string without_rule;   ///< why nothing is encoded
  RuleId rule = none_id;
};

/// Everything the rules say.
struct Model {
  Vocabulary vocabulary;
  std::vector<Module> modules;
  std::vector<Conventions> conventions;
  std::vector<RuleInfo> rules;
  std::vector<Role> roles;
  std::vector<Parameter> parameters;
  std::vector<Definition> definitions;
  std::vector<Table> tables;
  std::vector<Procedure> procedures;
  std::vector<Control> controls;
  std::vector<Guarantee> guarantees;
  std::vector<Indicator> indicators;
  std::vector<Topic> topics;
  std::vector<Weight> weights;
  RoleId led_by = no_id;  ///< whose list takes what no rule says: an act of no known type, a lost correction
  std::vector<std::pair<RuleId, RuleId>>
      uses;  ///< a rule, and the paramètre, définition or table it names; sorted, each once

  std::vector<Expr> exprs;
  std::vector<ExprId> args;
  std::vector<Value> values;
  std::vector<Pattern> patterns;
  std::vector<Query> queries;

  std::string digest;  ///< "sha256:…" of the rule files, in path order

  std::string_view text(Symbol symbol) const { return vocabulary.symbols.text(symbol); }
};

}  // namespace filrouge
