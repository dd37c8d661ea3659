#pragma once

#include <string_view>

#include "engine/core/dossier/record.hpp"

/// A dossier told piece by piece, so that it need never be built in memory: the store streams its rows this
/// way and the engine fills its Journal from it. Every text is valid only during the call that hands it over.
namespace filrouge {

struct SeenDossier {
  std::string_view dossier, departement, territoire, organisme, matricule;
  Date known;  ///< unknown: since ever
  std::string_view caisse = {};
};

struct SeenCoverage {
  std::string_view source;
  Date from, to;
  Date known;  ///< unknown: since ever
};

struct SeenPerson {
  std::string_view id, role;
  Date birth;
  Date known;  ///< unknown: since ever
  std::string_view nir_key = {};
};

struct SeenAttribute {
  std::string_view person;  ///< id; empty: an attribute of the dossier
  std::string_view name;
  RawValue::Kind kind = RawValue::Kind::null;
  std::string_view value;
  Date from, to, known;
};

struct SeenEvent {
  std::string_view id, type;
  Date on, known, planned, from, to;
  std::string_view person, reference;
  std::string_view target;  ///< of a correction or an annulation
  bool cancels = false;
  std::string_view source_system, source_object, source_key;
  std::string_view origin;
};

/// Order of the calls for one dossier: begin, then what was told of it later; each coverage followed by its
/// types; each person, told once more for what was told of her later; each attribute (those of the dossier
/// first); each event in the order recorded, followed by its references, then its fields; end.
class DossierVisitor {
 public:
  virtual ~DossierVisitor() = default;

  virtual void begin(const SeenDossier& dossier) = 0;
  virtual void restated(const SeenDossier& dossier) = 0;  ///< what it leaves empty stays as it was
  virtual void coverage(const SeenCoverage& coverage) = 0;
  virtual void covered_type(
      std::string_view type) = 0;  ///< of the coverage just seen; none at all = every type
  virtual void person(const SeenPerson& person) = 0;
  virtual void attribute(const SeenAttribute& attribute) = 0;
  virtual void event(const SeenEvent& event) = 0;
  virtual void reference(std::string_view role, std::string_view target) = 0;  ///< of the event just seen
  virtual void field(std::string_view name, RawValue::Kind kind,
                     std::string_view value) = 0;  ///< of the event just seen
  virtual void end() = 0;
};

/// Tells a dossier held in memory.
void visit(const Record& record, DossierVisitor& visitor);

/// Builds the Record of the dossier it is told: for tests, for showing one dossier, for writing it to a file.
class RecordBuilder final : public DossierVisitor {
 public:
  Record record;  ///< the last dossier told; complete once end() has been called

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
};

}  // namespace filrouge
