#pragma once

#include "engine/core/dossier/journal.hpp"
#include "engine/core/dossier/visitor.hpp"

namespace filrouge {

/// Types a dossier by the vocabulary of a rule set: words become numbers, dates days, « 80 % » a rate. What
/// the rules cannot read becomes a remark of the Journal, and its value is unknown: never dropped in silence.
/// The dossier itself and its persons are as they were known by a day; what has a day of its own (an act, an
/// attribute, a coverage) is kept whole, for the replay to choose from.
class JournalBuilder final : public DossierVisitor {
 public:
  JournalBuilder(const Vocabulary& vocabulary, Journal& journal, Date known = last_day())
      : vocabulary_(vocabulary), journal_(journal), known_(known) {}

  void begin(const SeenDossier& dossier) override;
  void restated(const SeenDossier& dossier) override;
  void coverage(const SeenCoverage& coverage) override;
  void covered_type(std::string_view type) override;
  void person(const SeenPerson& person) override;
  void attribute(const SeenAttribute& attribute) override;
  void event(const SeenEvent& event) override;
  void reference(std::string_view role, std::string_view target) override;
  void field(std::string_view name, RawValue::Kind kind, std::string_view value) override;
  void end() override;

 private:
  EventTypeId event_type(std::string_view name) const;
  void lives_in(std::string_view written, Date from);
  void remark(Symbol event, std::string text);
  std::string misread(std::string_view value, ValueType type, const std::vector<Symbol>& allowed) const;
  void unknown_label(std::string_view role);
  void disown_contraries();
  void correction_fields();

  const Vocabulary& vocabulary_;
  Journal& journal_;
  Date known_;
  Date territoire_, organisme_, matricule_;  ///< since when what is held of each is known
  struct SaidOfPerson {
    Symbol id;
    Date role, birth;
  };
  std::vector<SaidOfPerson> said_of_persons_;
  std::vector<Symbol> unknown_labels_;  ///< said once a dossier
  std::vector<JournalAttribute*> told_together_;
  bool in_correction_ = false;
  struct PendingField {
    std::uint32_t correction;
    std::string name;
    RawValue value;
  };
  std::vector<PendingField> pending_;  ///< fields of corrections, typed once every target is known
};

void bind(const Record& record, const Vocabulary& vocabulary, Journal& journal, Date known = last_day());

}  // namespace filrouge
