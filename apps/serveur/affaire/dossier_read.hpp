#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/explain/act_names.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/core/machine/seen.hpp"
#include "filrouge/finding.hpp"

namespace filrouge::serveur {

/// How an affaire is named in an address: the person's id in the dossier (empty: the household) and its
/// number, as `affaires_of` gives them.
struct AffaireKey {
  std::string personne, numero;
  auto operator<=>(const AffaireKey&) const = default;
};

/// An act of an affaire.
struct ThreadAct {
  std::uint32_t rank = none_id;  ///< in the Journal
  bool perhaps = false;          ///< it may be of another affaire
  bool before = false;           ///< done before the affaire, which takes it up
  bool cancelled = false;        ///< it never counted; no finding rests on it
};

/// One affaire: the procédures that its acts opened, its acts, what is said of it.
struct Thread {
  AffaireKey key;
  std::int16_t person = -1;
  std::uint32_t opening = none_id;       ///< journal rank
  std::vector<std::uint32_t> instances;  ///< in Evaluation::instances, but those that followed nothing
  std::vector<ThreadAct> acts;           ///< in the order in which they happened
  std::vector<std::uint32_t> findings;  ///< in Evaluation::findings, those of contrôles on its acts included
};

/// A dossier as it stands on a day, read once for all that the bench shows of its affaires. Refers to what it
/// was made of, which must stay.
class DossierRead {
 public:
  /// `evaluation` is that of Replay::run, after Replay::note_acts.
  DossierRead(const Program& program, const Journal& journal, const Evaluation& evaluation);

  const Program& program() const { return program_; }
  const Model& model() const { return program_.model; }
  const Journal& journal() const { return journal_; }
  const Evaluation& evaluation() const { return evaluation_; }
  const SeenJournal& seen() const { return seen_; }
  Date asked() const { return evaluation_.asked; }
  /// In words, in the order of Evaluation::findings.
  const std::vector<Finding>& findings() const { return findings_; }
  /// Their ranks in the work list (engine/reports/urgency).
  const std::vector<int>& ranks() const { return ranks_; }
  /// In the order they were opened.
  const std::vector<Thread>& threads() const { return threads_; }
  /// None when the dossier has no such affaire.
  const Thread* thread(const AffaireKey& key) const;

  /// The act as corrected, whether cancelled or not.
  const JournalEvent& act(std::uint32_t rank) const { return seen_.event(rank); }
  std::string_view id(std::uint32_t rank) const { return journal_.text(act(rank).id); }
  /// « Courrier envoyé »
  std::string act_name(std::uint32_t rank) const;
  /// What the act says, in words: « mesure : suspension, taux : 30 % »; empty when it says nothing more than
  /// its type.
  std::string act_says(std::uint32_t rank) const;
  /// The same without what an officer needs and a person does not (references).
  Value field(std::uint32_t rank, FieldId field) const { return seen_.field(rank, field); }
  /// The word a field is known to be: « suspension »; empty: another kind of value, or not known.
  std::string_view word(std::uint32_t rank, FieldId field) const;
  /// The notice of a letter, or of an act by its letter; null: it is of no affaire.
  const NoticeRead* notice(std::uint32_t act) const;

 private:
  void gather();
  void attach_cancelled();
  void attach_findings();

  const Program& program_;
  const Journal& journal_;
  const Evaluation& evaluation_;
  SeenJournal seen_;
  std::vector<Finding> findings_;
  std::vector<int> ranks_;
  std::vector<Thread> threads_;
};

}  // namespace filrouge::serveur
