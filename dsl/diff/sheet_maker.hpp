#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/diff/places.hpp"
#include "dsl/diff/sheet.hpp"
#include "dsl/testing/scenario.hpp"
#include "engine/core/explain/phrase.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// Lays a rule set out in sheets: the modules, each with what it declares, then the procédures.
class SheetMaker {
 public:
  SheetMaker(const Program& program, const std::vector<Scenario>& scenarios, const Places& places,
             const Naming& naming);

  std::vector<Sheet> all();

 private:
  // --- what every sheet bears
  Sheet sheet(SheetKind kind, std::string noun, const std::string& name) const;
  /// Its place, its article, its days, its fondement, from its rule; `owner`: what it stands in.
  void of_rule(Sheet& sheet, RuleId rule, RuleId owner) const;
  void of_annotation(Sheet& sheet, const Annotation& annotation) const;
  void seal(Sheet& sheet) const;

  static void add(Sheet& sheet, Aspect aspect, std::string key, std::string words);
  static void add_text(Sheet& sheet, Aspect aspect, const std::string& text);
  void add_expression(Sheet& sheet, Aspect aspect, ExprId id, const Wording& wording, bool as_day = false);
  void add_patterns(Sheet& sheet, Aspect aspect, const std::vector<PatternId>& patterns,
                    const Wording& wording);
  void add_pattern(Sheet& sheet, Aspect aspect, PatternId pattern, const Wording& wording);
  void add_basis(Sheet& sheet, const std::vector<BasisRef>& basis, bool inherited) const;
  /// A label, unless it is only the name.
  void add_label(Sheet& sheet, const std::string& label, std::string_view name) const;

  std::string role(RoleId id) const;
  std::string roles(const Action& action) const;
  std::string role_key(RoleId id) const;
  bool of_an_institution(RoleId role, Symbol delay_of) const;
  std::string value_words(const Value& value, ValueType type) const;
  std::string value_key(const Value& value) const;
  const Weight* weight_of(const Pattern& pattern);
  bool weighs(PatternId pattern);

  // --- modules (inventory.cpp)
  Sheet module(std::uint32_t index);
  Sheet conventions(const Conventions& it) const;
  Sheet parameter(std::uint32_t index);
  Sheet parameter_value(const Parameter& parameter, const DatedValue& value) const;
  Sheet definition(std::uint32_t index);
  Sheet table(std::uint32_t index);
  Sheet control(const Control& it);
  Sheet guarantee(const Guarantee& it);
  Sheet indicator(const Indicator& it);
  Sheet topic(const Topic& it) const;
  Sheet scenario(const Scenario& it) const;
  bool in(RuleId rule, std::uint32_t module) const;

  // --- vocabulary (vocabulary_sheets.cpp)
  Sheet event(EventTypeId type);
  Sheet field(const EventTypeDecl& event, const FieldDecl& field) const;
  Sheet weight(const Weight& weight, std::size_t rank);
  Sheet attribute(AttributeId id) const;
  Sheet label(LabelId id) const;
  Sheet role_sheet(RoleId id);
  std::string listed_events(const std::vector<EventTypeId>& events, std::set<std::string>& keys) const;
  void add_type(Sheet& sheet, ValueType type, const std::vector<Symbol>& allowed) const;

  // --- procédures (procedure_sheets.cpp)
  Sheet procedure(std::uint16_t index);
  Sheet state(StateId id);
  Sheet delai(std::uint16_t index);
  void heading(Sheet& sheet, const Delai& it, const Wording& place);
  void clauses(std::vector<Sheet>& parts, const std::vector<Clause>& list, const std::string& place,
               const Bearing& around);
  Sheet clause(const Clause& it, const std::string& place, const Bearing& around);
  Sheet requirement(const Requirement& it, const Clause& of, const Wording& wording);
  Sheet action(const Action& it, RuleId owner, const std::string& when, const Wording& wording,
               const Bearing& around);
  Sheet reminder(const Reminder& it, const Wording& wording);

  const Program& program_;
  const Model& model_;
  const std::vector<Scenario>& scenarios_;
  const Places& places_;
  const Naming& naming_;
  Former former_;
  std::uint16_t procedure_ = no_id;  ///< that is being laid out
};

}  // namespace filrouge::dsl
