#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/explain/phrase.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// The words of the rules for a règlement, ready for Markdown: names, expressions, fondements.
class RuleWords {
 public:
  /// Links lead to the modules shown; none when there is none. `departement`: whose local values are told;
  /// empty: all.
  RuleWords(const Program& program, const std::vector<bool>& linked, const std::string& departement);

  const Model& model() const { return model_; }
  /// Whose local values are told; empty: all.
  const std::string& departement() const { return departement_; }
  /// A condition or a value, as the rule says it.
  std::string expr(ExprId id, const Wording& wording, Beside beside = Beside::nothing) const;
  /// The same where a day is meant.
  std::string day(ExprId id, const Wording& wording, Beside beside = Beside::nothing) const;
  std::string pattern(PatternId id, const Wording& wording) const;
  std::string pattern(const Pattern& pattern, const Wording& wording) const;
  std::string field(FieldId field, EventTypeId of, const Wording& wording) const;
  /// « « CER signé » ou « Contrat d'engagement signé » ».
  std::string patterns(const std::vector<PatternId>& list, const Wording& wording) const;
  /// The words of a place, their names linked to what declares them.
  Wording wording(std::uint16_t procedure, EventTypeId current = no_id) const;
  /// What a definition or a table says, wherever it is used: its searches are those of the place of use.
  Wording wording_anywhere() const;

  std::string role(RoleId id) const;
  /// « ; conduite par Référent unique »: on whose list it stands when no line of it names anybody.
  std::string led_by(RuleId rule) const;
  /// « ; retard : Département »: whose delay it is.
  std::string delay_of(Symbol institution) const;
  /// « Référent unique, sous couvert de Chef de service ».
  std::string roles(const Action& action) const;
  /// « 15 jours (département 64) depuis le 1er janvier 2026 — *Note de service* »: the internal targets set
  /// for what is due as soon as possible; empty: none.
  std::string targets(const Delai& delai) const;
  /// Where and from when a value of a parameter holds, and what says so.
  std::string where_and_when(const DatedValue& value) const;
  /// Is it for the dossiers told of?
  bool tells(const DatedValue& value) const;
  /// « — *CASF L262-36 (vérifié : lu)* », with the days it holds, when it is not what its owner already said.
  std::string basis(RuleId rule, RuleId owner = none_id) const;
  /// « CASF L262-36, R262-40 (à vérifier : rédaction de 2025 non lue) ».
  static std::string references(const std::vector<BasisRef>& list);
  /// « — *CASF L262-37 (vérifié : I lu)* », of what is no rule.
  static std::string basis(const Annotation& annotation);
  /// « du 1er juin 2009 au 31 décembre 2024 »; empty when it always holds.
  static std::string period(Date from, Date to);
  /// « - *note : …* » under what it speaks of, at that depth; nothing when the rule has none.
  std::string note(RuleId rule, std::string_view indent = "  ") const;
  static std::string note(const std::string& text, std::string_view indent = "  ");
  /// Where an act of the vocabulary is declared.
  std::string event_anchor(EventTypeId type) const;
  /// The mark of what a rule declares; nothing without links.
  std::string anchor(RuleId rule) const;
  std::string act_anchor(EventTypeId act) const;
  /// The place of the drawing of a procédure; nothing without links.
  std::string drawing(RuleId procedure) const;
  /// « [nom](#code) », or the name alone.
  std::string link(RuleId rule, const std::string& name) const;
  std::string link(const std::string& code, std::uint32_t module, const std::string& name) const;
  /// The same within what `cell` is still to be given.
  std::string marked(RuleId rule, const std::string& name) const;
  std::string marked(const std::string& code, std::uint32_t module, const std::string& name) const;
  std::string value(const Value& value, ValueType type = ValueType::none) const;

 private:
  const Program& program_;
  const Model& model_;
  const std::vector<bool>& linked_;
  const std::string departement_;
};

std::string_view severity_word(Severity severity);

/// What a module declares of the words of dossiers: the acts with what each says and what the law wants
/// before those that weigh, what is known of a dossier or a person, under what label an act cites another,
/// who acts.
std::string vocabulary_page(const RuleWords& words, std::uint32_t module);
/// A procédure, état by état: its délais with all their clauses, and what leads out of each état.
std::string procedure_page(const RuleWords& words, std::uint16_t procedure,
                           const std::vector<bool>& modules_shown);
/// An action as a règlement tells it, without mark of a list.
std::string action_words(const RuleWords& words, const Procedure* procedure, const Action& action,
                         const Wording& wording);

}  // namespace filrouge::dsl
