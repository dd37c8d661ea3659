#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/core/model/annotation.hpp"
#include "engine/core/model/value.hpp"

namespace filrouge {

using EventTypeId = std::uint16_t;
using FieldId = std::uint16_t;
using AttributeId = std::uint16_t;
using LabelId = std::uint16_t;
constexpr std::uint16_t no_id = 0xFFFF;

enum class Scope : std::uint8_t { dossier, person, sitting, any };

/// Fields every event carries: their ids come first, the same in every rule set.
enum class BuiltinField : FieldId { le, connu_le, prevu_le, du, au, personne, reference, origine, count };

struct FieldDecl {
  FieldId id = no_id;
  ValueType type = ValueType::text;
  std::vector<Symbol> allowed;  ///< the words of an enumeration
  bool optional = false;
  std::string label;
};

/// « heure »: the time of day of any act, when a dossier says it; an event may declare a field of that name,
/// which is then its own.
inline constexpr FieldId time_field = static_cast<FieldId>(BuiltinField::count);
const FieldDecl& time_of_day_field();

/// What an event is in the life of a letter (letter_step.def); most are nothing in it.
enum class LetterStep : std::uint8_t {
#define FILROUGE_LETTER_STEP(step, ...) step,
#include "engine/core/model/letter_step.def"
#undef FILROUGE_LETTER_STEP
  none
};

struct LetterStepFacts {
  const char* said;       ///< folded
  std::string_view word;  ///< « présentation »
};
std::span<const LetterStepFacts> letter_steps();  ///< in the order of LetterStep

/// The names of the fields a notification reads.
namespace letter_field {
#define FILROUGE_LETTER_FIELD(field, name) inline constexpr std::string_view field = name;
#include "engine/core/model/letter_field.def"
}  // namespace letter_field

/// An event by which a person is informed or heard before a sanction, for the story of an affaire.
struct ContradictoryStep {
  std::string label;  ///< « information préalable envoyée »
  FieldId field = no_id;
  Symbol word = 0;  ///< what the field must be; without field: any such event
};

struct EventTypeDecl {
  Symbol name = 0;
  std::string departement;   ///< whose word it is; empty: common to all
  std::uint32_t module = 0;  ///< that declares it
  Scope scope = Scope::person;
  std::string label;
  Annotation annotation;
  std::vector<FieldDecl> fields;
  LetterStep letter = LetterStep::none;
  std::vector<ContradictoryStep> steps;
  bool own_thread = false;        ///< what cites it is not, for that, of the affaires that it cites
  bool of_every_affaire = false;  ///< citing none, it is of each that expects it
  bool of_one_affaire = false;    ///< what is said in one affaire is not said in another: looking for it
                                  ///< among all those of a person is to be written

  std::vector<EventTypeId> ends;  ///< « met fin à »: the measures of its affaire are over from its effect on
  FieldId ends_on = no_id;        ///< the day of that effect; none, or not said: its own day

  const FieldDecl* field(FieldId id) const {
    for (const auto& field : fields)
      if (field.id == id) return &field;
    return id == time_field ? &time_of_day_field() : nullptr;
  }
  /// Do dossiers say the time of such an act? Not where « heure » is a field of its own.
  bool carries_time() const { return field(time_field) == &time_of_day_field(); }
};

struct AttributeDecl {
  Symbol name = 0;
  std::string departement;   ///< whose word it is; empty: common to all
  std::uint32_t module = 0;  ///< that declares it
  Scope scope = Scope::dossier;
  ValueType type = ValueType::text;
  std::vector<Symbol> allowed;
  std::string label;
  Annotation annotation;
};

/// What a label of the `references` of an act names.
struct LabelDecl {
  Symbol name = 0;
  std::string departement;         ///< whose word it is; empty: common to all
  std::uint32_t module = 0;        ///< that declares it
  std::vector<EventTypeId> types;  ///< the acts it names
  bool any = false;                ///< any act
  Annotation annotation = {};

  /// Without acts to name, it is of a thing that is no act.
  bool cites() const { return any || !types.empty(); }
  bool names(EventTypeId type) const { return any || std::ranges::find(types, type) != types.end(); }
};

/// What dossiers may say: the event types, fields and attributes a rule set knows. Names are folded (case,
/// accents).
class Vocabulary {
 public:
  Vocabulary();

  /// What is missing of two acts of one day that no source puts in order.
  static constexpr std::string_view day_order = "ordre des actes du jour";
  static constexpr std::string_view leap_birthday =
      "anniversaire d'un 29 février : le 28 ou le 1er mars, aucun texte lu ne tranche";

  Symbols symbols;  ///< every name of the rule set and every enumerated word
  std::vector<EventTypeDecl> events;
  std::vector<AttributeDecl> attributes;
  std::vector<LabelDecl> labels;  ///< none: every label of a dossier names any act

  /// The id of a field name, made when new. Builtin names have theirs.
  FieldId field_id(std::string_view name);
  std::optional<FieldId> find_field(std::string_view name) const;
  std::string_view field_name(FieldId id) const { return symbols.text(field_names_[id]); }
  Symbol field_symbol(FieldId id) const { return field_names_[id]; }
  std::size_t field_count() const { return field_names_.size(); }

  /// How a name (of an event, a field, an attribute), or a word (of an enumeration, an institution, a label),
  /// is told to people when it has no label: as the rules write it, with its accents and capitals. The first
  /// that has any stands.
  void tell_name(Symbol name, std::string_view as) { tell(told_names_, name, as); }
  void tell_word(Symbol word, std::string_view as) { tell(told_words_, word, as); }
  /// A name as people read it: « Courrier envoyé », « date de réception ».
  std::string told(std::string_view name) const;
  /// A word as people read it: « non réclamé », « CAF ».
  std::string told_word(std::string_view word) const;

  /// Declares; the caller has checked that the name is new.
  EventTypeId add_event(EventTypeDecl decl);
  AttributeId add_attribute(AttributeDecl decl);
  LabelId add_label(LabelDecl decl);
  /// A text the rules compare with (« Flash emploi »): dossiers that write it with other accents or case mean
  /// it. The first spelling stands for all.
  Symbol add_text(std::string_view text);
  /// The text as the rules write it, if they compare with it; else as it is.
  std::string_view as_rules_write(std::string_view text) const;
  /// Those texts, each by its folded form, in the order of these.
  std::vector<std::pair<std::string_view, Symbol>> texts() const;
  /// What a name means for a département: its own word, else the common one, else that of another: a dossier
  /// that has moved keeps the acts of where it was. no_id when unknown.
  EventTypeId find_event(std::string_view folded_name, std::string_view departement = {}) const;
  AttributeId find_attribute(std::string_view folded_name, std::string_view departement = {}) const;
  LabelId find_label(std::string_view folded_name, std::string_view departement = {}) const;
  /// Is there an act that both labels name? no_id: the plain `reference`, or a label nobody declared.
  bool may_name_one_act(LabelId one, LabelId other) const;
  EventTypeId letter_event(LetterStep step) const;  ///< no_id when no event is said to be it

 private:
  void tell(std::unordered_map<Symbol, std::string>& told, Symbol name, std::string_view as);

  std::vector<Symbol> field_names_;
  std::unordered_map<Symbol, FieldId> field_index_;
  std::unordered_multimap<Symbol, EventTypeId> event_index_;
  std::unordered_multimap<Symbol, AttributeId> attribute_index_;
  std::unordered_multimap<Symbol, LabelId> label_index_;
  std::unordered_map<std::string, Symbol> texts_;  ///< by folded form
  std::unordered_map<Symbol, std::string> told_names_, told_words_;
};

}  // namespace filrouge
