#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/dossier/journal_bytes.hpp"
#include "engine/core/dossier/tranche.hpp"
#include "engine/core/dossier/visitor.hpp"
#include "engine/store/base.hpp"

namespace filrouge {

/// Which dossiers of a base are read; the default is all of them.
struct Selection {
  std::string dossier;      ///< this one alone
  std::string territoire;   ///< those of this territoire (compared as written)
  std::string departement;  ///< those of this département
  Tranche tranche;          ///< a stable share of them
  Date known = last_day();  ///< where they were, as it was known by that day
};

class DossierReading;  // dossier_rows.cpp

/// Reads a base dossier by dossier, in the order of their identifiers, as it stood when the reading began: an
/// import that ends meanwhile is not seen. Nothing is allocated per row. One reading at a time per Base.
class DossierRows {
 public:
  explicit DossierRows(Base& base, const Selection& selection = {});
  ~DossierRows();
  DossierRows(const DossierRows&) = delete;
  DossierRows& operator=(const DossierRows&) = delete;

  /// Tells the next dossier to `visitor`; false when there is none left. Throws StoreError.
  bool next(DossierVisitor& visitor);

 private:
  std::unique_ptr<DossierReading> reading_;
};

/// Reads the same dossiers typed by the vocabulary of a rule set, as they were known by the day of the
/// selection: from the journals the base keeps, where they are the last import's of these very rules, else
/// from the rows. It reads the one as the other, and writes nothing.
class DossierJournals {
 public:
  /// The vocabulary and the journal must live as long.
  DossierJournals(Base& base, const Vocabulary& vocabulary, Journal& journal,
                  const Selection& selection = {});
  ~DossierJournals();
  DossierJournals(const DossierJournals&) = delete;
  DossierJournals& operator=(const DossierJournals&) = delete;

  /// Fills the journal with the next dossier; false when there is none left. Throws StoreError.
  bool next();

 private:
  JournalBytes codec_;
  Journal& journal_;
  Date known_;
  JournalBuilder builder_;
  std::unique_ptr<DossierReading> reading_;
};

/// The same, sought one by one, each as the base stands at that moment; made once for many.
class JournalLookup {
 public:
  /// The vocabulary and the journal must live as long.
  JournalLookup(Base& base, const Vocabulary& vocabulary, Journal& journal, Date known);
  ~JournalLookup();
  JournalLookup(const JournalLookup&) = delete;
  JournalLookup& operator=(const JournalLookup&) = delete;

  /// Fills the journal with the dossier of that identifier; false when the base has none. Throws StoreError.
  bool find(std::string_view dossier);

 private:
  JournalBytes codec_;
  Journal& journal_;
  Date known_;
  JournalBuilder builder_;
  std::unique_ptr<DossierReading> reading_;
};

/// Finds dossiers one by one, each as the base stands at that moment; made once for many.
class DossierLookup {
 public:
  explicit DossierLookup(Base& base);
  ~DossierLookup();
  DossierLookup(const DossierLookup&) = delete;
  DossierLookup& operator=(const DossierLookup&) = delete;

  /// Tells the dossier of that identifier; false when the base has none. Throws StoreError.
  bool find(std::string_view dossier, DossierVisitor& visitor);

 private:
  std::unique_ptr<DossierReading> reading_;
};

}  // namespace filrouge
