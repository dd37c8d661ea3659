#pragma once

#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/clause_catalogue.hpp"
#include "engine/core/model/model.hpp"
#include "tests/oracle/random_dossier.hpp"

/// The hand that writes rules drawn at random: what it has declared so far, and the dice.
namespace filrouge::oracle {

struct DrawnField {
  std::string name;
  ValueType type = ValueType::text;
  std::vector<std::string> words;
};

struct DrawnEvent {
  std::string name;
  Scope scope = Scope::person;
  std::vector<DrawnField> fields;
  std::string letter;  ///< what it is in the life of a letter
};

struct DrawnAttribute {
  std::string name;
  ValueType type = ValueType::boolean;
  std::vector<std::string> words;
  Scope scope = Scope::person;
};

/// A paramètre or a définition.
struct DrawnValue {
  std::string name;
  ValueType type = ValueType::boolean;
  bool months = true;                   ///< of a duration: months are compared with months only
  bool of_events = true;                ///< « pour chaque … quand » may not look at events
  const DrawnEvent* at_hand = nullptr;  ///< it names fields of that event: only where that one is at hand
};

struct DrawnTable {
  std::string name;
  std::vector<const DrawnAttribute*> inputs;
  bool rate = false, duration = false;
};

struct DrawnDelai {
  std::string name;
  DelaiKind kind = DelaiKind::deadline;
  int state = -1;              ///< -1: of the procédure
  bool ends_in_state = false;  ///< a terme: a state says what follows, not the terme itself
};

struct DrawnProcedure {
  std::string name;
  InstancePer per = InstancePer::person;
  const DrawnEvent* trigger = nullptr;
  int states = 2, finals = 1;  ///< s0…, then f0…
  bool turns = false;          ///< its first two states lead to each other under one condition: a circle
  std::vector<DrawnDelai> delais;
};

/// Where an expression stands: the events at hand, the délais and states it may name.
struct Where {
  const DrawnEvent* candidate = nullptr;
  const DrawnEvent* current = nullptr;
  const DrawnEvent* trigger = nullptr;
  const DrawnProcedure* procedure = nullptr;
  std::size_t delais_named = 0;  ///< how many of its délais may be named: a délai names those before it
  bool attributes_only = false;
};

class RulesWriter {
 public:
  explicit RulesWriter(std::uint64_t seed)
      : dice_(seed),
        leaders_(seed ^ 0x5bd1e995),
        expectations_(seed ^ 0x9e3779b9),
        labels_die_(seed ^ 0x2545f491),
        navigations_(seed ^ 0x85ebca6b),
        endings_(seed ^ 0xc2b2ae35),
        names_(seed ^ 0x27d4eb2f),
        likenesses_(seed ^ 0x165667b1) {}
  std::string write();

 private:
  Dice dice_;
  Dice leaders_;       ///< who leads is drawn apart: it moves nothing of what the others draw
  Dice expectations_;  ///< what is only expected, likewise
  Dice labels_die_;    ///< and the labels
  Dice navigations_;   ///< « de l'affaire de », likewise
  Dice endings_;       ///< « met fin à », likewise
  Dice names_;         ///< of the acts of the post, likewise
  Dice likenesses_;    ///< « du même », likewise
  bool module_is_led_ = false;
  std::string text_;
  std::vector<DrawnEvent> events_;
  std::vector<DrawnAttribute> attributes_;
  std::vector<std::string> roles_;
  std::vector<DrawnValue> parameters_, definitions_;
  std::vector<DrawnTable> tables_;
  std::vector<DrawnProcedure> procedures_;
  bool letters_ = false;
  std::size_t linked_from_ = 0;  ///< procédures « ouvrir » may name begin here: those written later
  int named_ = 0;                ///< tells names and texts apart
  const DrawnEvent* awaited_ = nullptr;
  std::vector<const DrawnEvent*> generally_awaited_;  ///< « depuis tout état », otherwise than to end
  dsl::DelaiForm form_ = dsl::DelaiForm::deadline;    ///< of the délai being written
  dsl::CountedHow how_ = dsl::CountedHow::onwards;
  std::vector<std::string> due_as_soon_as_possible_;  ///< as a local text names them
  bool second_form_ = false;  ///< … of the second of the two forms its kind may have
  std::map<const DrawnDelai*, dsl::DelaiForm> forms_;
  bool silent_ = false;   ///< what is drawn is not written: it would do nothing
  bool turning_ = false;  ///< the procédure being written turns in a circle: it opens nothing at each turn

  // --- random_rules.cpp: dice and lines
  std::uint64_t below(std::uint64_t n) { return dice_.below(n); }
  bool one_in(std::uint64_t n) { return dice_.once_in(n); }
  template <class List>
  auto& any_of(List& list) {
    return list[below(std::size(list))];
  }
  std::string one_of(std::initializer_list<const char*> words) {
    return *(words.begin() + below(words.size()));
  }
  void line(int indent, std::string_view words);
  /// A line under the délai being written, if the catalogue says it does something there.
  void clause(int indent, dsl::DelaiClause clause, const std::string& words) {
    if (may_stand(clause)) line(indent, words);
  }
  bool may_stand(dsl::DelaiClause clause) const {
    return dsl::acts(clause, form_) && dsl::acts(clause, how_);
  }
  std::string label();
  std::string severity() { return one_of({"bloquante", "majeure", "mineure", "info"}); }
  const std::string& role() { return any_of(roles_); }
  std::string day(int from_year, int years);
  void grounds(int indent, std::uint64_t status_once_in, std::uint64_t force_once_in);

  // --- random_rules_vocabulary.cpp
  void module(const std::string& name);
  void led_by();
  void vocabulary();
  void letters();
  void labels();
  void roles();
  void parameters();
  void definitions();
  void tables();
  void local_module();

  // --- random_rules_expressions.cpp
  std::string condition(const Where& at, int depth);
  std::string plain_condition(const Where& at, int depth);
  std::string attribute_condition(int depth);
  std::string date(const Where& at, int depth);
  std::string event(const Where& at, int depth);
  std::string navigated(const Where& at, int depth);
  std::string value(ValueType type, const Where& at, int depth);
  std::string compared(ValueType type, const Where& at, int depth);
  std::string known_value(const Where& at, int depth);
  std::string words_condition(const Where& at, int depth);
  std::string field(ValueType type, const Where& at, int depth,
                    const std::vector<std::string>** words = nullptr);
  std::string pattern(const DrawnEvent& of, const Where& at, std::uint64_t constrained_once_in);
  std::string constraint(const DrawnField& field, const Where& at);
  std::string query(const Where& at, int depth, const DrawnEvent** of = nullptr,
                    const DrawnEvent* wanted = nullptr);
  std::string length();
  std::string months();
  std::string literal(ValueType type);
  std::string table_column(ValueType type, const Where& at);
  std::string table_arguments(const DrawnTable& table);
  const DrawnEvent& letter() { return events_.front(); }

  // --- random_rules_delais.cpp
  void delai(int indent, const DrawnDelai& delai, Where at, const std::string& exit);
  std::string hours(const Where& at);
  std::string heading(const DrawnDelai& delai, const Where& at);
  std::string counting(bool backwards);
  std::string point(const Where& at);
  void keeping(int indent, const DrawnDelai& delai, const Where& at);
  void changing(int indent, const DrawnDelai& delai, const Where& at);
  void pauses(int indent, const DrawnDelai& delai, const Where& at);
  void telling(int indent, const DrawnDelai& delai, const Where& at, const std::string& exit,
               const std::string& heading);
  std::string at_the_end(const Where& at, const std::string& exit);
  dsl::DelaiForm form_of(DelaiKind kind) const;
  std::string rhythm(const Where& at);
  std::string patterns(const Where& at);
  const DrawnEvent& awaited();

  // --- random_rules_procedures.cpp
  DrawnProcedure plan_procedure(std::size_t index);
  void procedure(const DrawnProcedure& drawn, std::size_t index, const std::string& in_force);
  void state(const DrawnProcedure& drawn, int state);
  void event_clauses(const DrawnProcedure& drawn, const DrawnEvent& on, const DrawnEvent* also,
                     const std::string& next);
  void standing_clauses(const DrawnProcedure& drawn, int state);
  void end_clauses(const DrawnProcedure& drawn, int state);
  void lifted_and_opening(int state);
  void as_the_last_says(const Where& at);
  void general_clauses(const DrawnProcedure& drawn);
  void expectation(const DrawnProcedure& drawn, const std::vector<const DrawnEvent*>& among);
  bool sequel(int indent, const Where& at, bool may_open, dsl::ActionStand stand);
  std::string action(const Where& at, bool may_open);
  /// Does what this action says do something there?
  static bool fits(std::string_view action, dsl::ActionStand stand);
  /// Where a clause that leads to that state stands.
  static dsl::ActionStand stand_of(std::string_view target) {
    return target.find("f") == 0 || target.find("aller à f") != std::string_view::npos
               ? dsl::ActionStand::final_state
               : dsl::ActionStand::clause;
  }
  std::string standing_action(const Where& at);
  std::string requirement(const Where& at);
  std::string exit(const DrawnProcedure& drawn);
  std::string numbered_state(const DrawnProcedure& drawn);

  // --- random_rules_controls.cpp
  void controls();
  /// Does one of them say its own irregularity?
  bool sentences(int indent);
  std::string counted_acts();
};

}  // namespace filrouge::oracle
