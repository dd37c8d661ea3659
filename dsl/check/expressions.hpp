#pragma once

#include <map>
#include <optional>
#include <utility>

#include "dsl/check/checking.hpp"

namespace filrouge::dsl {

/// Units a duration is written in. A month is no number of days: durations of unlike units do not compare.
enum DurationUnit : std::uint8_t {
  unit_unsaid = 0,
  unit_months = 1,
  unit_days = 2,
  unit_working_days = 4,
  unit_hours = 8
};

/// An expression with what is known of it. Without id: it could not be read, and that was said.
struct Typed {
  ExprId id = none_id;
  ValueType type = ValueType::none;            ///< none: « inconnu », which goes with everything
  const std::vector<Symbol>* words = nullptr;  ///< of an enumeration
  EventTypeId event = no_id;                   ///< type of an event value
  std::uint8_t units = unit_unsaid;            ///< of a duration

  explicit operator bool() const { return id != none_id; }
};

/// Where an expression stands: whose names it may use, which event is at hand.
struct Place {
  std::uint32_t module = 0;
  const DraftProcedure* procedure = nullptr;
  StateId state = no_id;          ///< its délais are found first
  EventTypeId current = no_id;    ///< the event at hand: of the « dès », of a contrôle's « chaque »
  EventTypeId trigger = no_id;    ///< the event that opened the instance
  EventTypeId candidate = no_id;  ///< inside « dont »
  Domain domain = Domain::instance;
  RuleId rule = none_id;   ///< becomes « à vérifier » when it rests on something unverified
  bool any_event = false;  ///< a definition read on its own: a field may be of any event
};

/// Reads expressions of the tree into the model, checking names and types. All say what is wrong themselves.
class Expressions {
 public:
  explicit Expressions(Checking& checking) : c_(checking) {}

  /// A value of whatever type. `wanted` helps to read a bare word: those of the enumeration it is compared
  /// with.
  Typed value(View node, const Place& place, const Typed& wanted = {});
  /// A condition: an event or a date becomes « has it happened ».
  ExprId condition(View node, const Place& place);
  /// A date; an event gives its day.
  ExprId date(View node, const Place& place);
  /// A duration, not in hours.
  Typed duration(View node, const Place& place);
  /// What is read may be a length in hours: the value of a paramètre, the length of a délai.
  template <class Read>
  auto with_hours(Read&& read) {
    const auto before = std::exchange(hours_fit_, true);
    hours_met_ = false;
    auto made = read();
    hours_fit_ = before;
    return made;
  }
  /// Was a length in hours met in what was read last so?
  bool hours_met() const { return hours_met_; }
  Typed of_type(View node, const Place& place, ValueType type, const std::string& wanted);
  /// « depuis », « avant »: a date, an event or a duration.
  ExprId limit(View node, const Place& place);

  /// An event and what its fields must be. Nothing when it could not be read.
  std::optional<PatternId> pattern(View node, const Place& place, Query* query = nullptr);
  /// Reads « champ: valeur » or « champ parmi (…) » into the pattern; false, and says so, when it cannot.
  bool constrain(View node, const Place& place, Pattern& pattern);
  /// A field of that event, by the text of the node; nothing, and says which there are, when it has none
  /// such.
  std::optional<FieldId> field_of(View node, EventTypeId type);
  std::optional<QueryId> query(View node, const Place& place, EventTypeId* type = nullptr);
  /// The event type a name means; letters may be named by their objet: information_prealable.
  EventTypeId event_type(View node, std::string_view name, const Place& place,
                         Symbol* letter_object = nullptr);

  Pool& pool() { return c_.pool; }

 private:
  Typed read_value(View node, const Place& place, const Typed& wanted);
  std::optional<PatternId> read_pattern(View node, const Place& place, Query* query);
  std::optional<QueryId> read_query(View node, const Place& place, EventTypeId* type);
  bool says_its_reach(View query, View pattern, const Place& place, Domain domain, EventTypeId event);
  void keep(ReadExpression::Kind kind, View node, const Place& place, std::uint32_t id);
  /// What is read so is kept with its place, unless it stands within another.
  template <class Read>
  auto kept(ReadExpression::Kind kind, View node, const Place& place, Read&& read) {
    ++depth_;
    const auto made = read();
    --depth_;
    if constexpr (requires { made.id; })
      keep(kind, node, place, made.id);
    else
      keep(kind, node, place, made.value_or(none_id));
    return made;
  }
  Typed literal(View node, const Typed& wanted);
  Typed word(std::string_view text, const Typed& wanted);
  Typed binary(View node, const Place& place);
  Typed compare(View node, Op op, const Typed& a, View a_node, const Typed& b, View b_node);
  Typed among(View node, const Place& place);
  Typed in_table(View node, const Place& place);
  Typed choice(View node, const Place& place, Op op);
  Typed conditional(View node, const Place& place);
  Typed name(View node, const Place& place, const Typed& wanted);
  Typed field(FieldId id, const Typed& event);
  Typed field_of(View node, const Place& place);
  std::optional<Typed> field_at_hand(View node, const Place& place);
  Typed bare_event(View node, EventTypeId type, Symbol letter_object, const Place& place);
  /// Adds what the heading of the module says for acts of that type; false, and says so, when it cannot.
  bool take_from_heading(View node, EventTypeId type, const Place& place, Pattern& made);
  bool refuses_hours(View node);
  Typed parameter(View node, const Declared& found, const Place& place);
  Typed definition(View node, const Declared& found, const Place& place);
  Typed table_call(View node, const Declared& found, std::string_view column, const Place& place,
                   View arguments = {}, ExprId within = none_id);
  Typed call(View node, const Place& place);
  Typed words_of(std::string_view column, std::uint32_t module) const;
  Typed end_of(View node, std::string_view name, const Place& place);
  Typed delai_is(View node, const Place& place);
  Typed in_state(View node, const Place& place);
  Typed linked_in_state(View node, const Place& place);
  Typed collection(View node, Op op, const Place& place);
  Typed cumulated(View node, const Place& place);
  Typed sum_in_force(View node, const Place& place);
  std::vector<std::uint16_t> delais(View node, std::string_view name, const Place& place);
  Typed unify(View node, const Typed& a, const Typed& b);
  Typed as_date(View node, const Typed& value);
  void unknown(View node, std::string_view name, const Place& place, const Typed& wanted);
  void rests_on(RuleId rule, RuleId unverified);
  void uses(RuleId rule, RuleId named);
  ExprId happened(ExprId id);

  /// A definition read in one place: what it gave, and the unverified rules it rests on.
  struct Read {
    Typed typed;
    std::vector<RuleId> unverified;
  };

  Checking& c_;
  int depth_ = 0;  ///< of expressions being read, one inside another
  bool hours_fit_ = false, hours_met_ = false;
  std::map<std::string, Read>
      definitions_;  ///< by definition and place: read once in each, however often named
  std::vector<std::uint32_t> open_definitions_;  ///< being read, one inside another
  std::vector<std::vector<RuleId>> unverified_;  ///< what each of those rests on so far
};

/// « une durée », « une date »: for messages.
std::string type_name(const Typed& typed, const Checking& checking);

}  // namespace filrouge::dsl
