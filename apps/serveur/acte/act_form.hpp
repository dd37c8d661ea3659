#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/acte/dates_used.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/model/model.hpp"

/// What a form must ask to record an act, made from the vocabulary alone: a type of act that a local text
/// adds has its form the same day.
namespace filrouge::acte {

enum class FieldKind : std::uint8_t {
  day,
  month,
  time,
  boolean,
  integer,
  money,
  rate,
  duration,
  choice,
  text,
  person,
  citation  ///< of earlier acts of the dossier: the key may be submitted several times
};

struct Choice {
  std::string value;  ///< what is submitted
  std::string label;
  bool adverse = false;  ///< with it the act weighs on the person: last of the list, never preselected
};

struct FormField {
  std::string key;  ///< "le", "personne", "champs.mesure", "references.manquement"
  FieldKind kind = FieldKind::text;
  std::string label;
  std::string help;
  bool required = false;
  std::string initial;                   ///< what it holds before anybody wrote in it
  std::vector<Choice> choices;           ///< of a choice, a person, a citation
  std::vector<std::string> suggestions;  ///< of a text: the words the rules compare it with
};

struct ActForm {
  EventTypeId type = no_id;
  std::string name;    ///< of the vocabulary: "courrier_envoye"
  std::string label;   ///< « Courrier envoyé »
  std::string notice;  ///< of an act that may weigh on the person; else empty
  bool may_be_adverse = false;
  std::vector<FormField> fields;

  const FormField* field(std::string_view key) const;
};

/// One line of the list of what may be recorded.
struct ActChoice {
  EventTypeId type = no_id;
  std::string name, label;
  bool may_be_adverse = false;
};
struct ActGroup {
  std::string title;  ///< « Courriers », « Décisions qui peuvent être défavorables »
  std::vector<ActChoice> acts;
};

/// The forms of a rule set. Made once; the model must live as long. Read only: threads may share it.
class ActForms {
 public:
  explicit ActForms(const Model& model) : model_(model), dates_(model) {}

  const Model& model() const { return model_; }
  /// What that type of act asks of that dossier; `today` is the default day on which it is known.
  ActForm form(EventTypeId type, const Record& dossier, Date today) const;
  /// What a dossier of that département may record, grouped, the groups that weigh on the person last.
  std::vector<ActGroup> choices(std::string_view departement) const;

 private:
  const Model& model_;
  DatesUsed dates_;
};

/// « Manquement constaté » du 2 mars 2026 (e11).
std::string shown_act(const Vocabulary& vocabulary, const RawEvent& act);
/// Does it correct or annul another?
bool is_of_another(const RawEvent& act);
/// Has an annulment taken it away, itself not annulled?
bool is_annulled(const Record& dossier, std::string_view act);
/// The act as its corrections leave it.
RawEvent as_corrected(const Record& dossier, const RawEvent& act);

}  // namespace filrouge::acte
