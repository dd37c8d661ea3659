#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/affaire/dossier_read.hpp"
#include "apps/serveur/affaire/sanction_words.hpp"
#include "filrouge/finding.hpp"

namespace filrouge::serveur {

/// How far a step is proven. What is not known is never `done`.
enum class Proof : std::uint8_t {
  done,            ///< recorded, and nothing known is against it
  to_prove,        ///< recorded or past, but its proof is missing or not sure
  to_come,         ///< not yet
  lacking,         ///< a later step was taken without it, or its time is past
  not_applicable,  ///< this affaire has no such step, by what it is
};
/// « ● »: never alone, for it is read by few readers aloud.
std::string_view proof_sign(Proof proof);
/// « fait »
std::string_view proof_word(Proof proof);

/// An act behind a step.
struct StepAct {
  std::uint32_t rank = none_id;
  std::string id, told;  ///< « Courrier envoyé » du 4 mars 2026
  Date on;
  bool perhaps = false;  ///< it may be of another affaire
};

struct StepShown {
  ProofStep step{};
  Proof proof = Proof::to_come;
  Date from, to;  ///< its day; of one that may be several, the first and the last; unknown: none is known
  std::vector<StepAct> acts;
  std::string why;                    ///< one sentence
  std::vector<Reference> basis;       ///< the articles of the rules that speak of it
  std::vector<std::string> findings;  ///< ids of those that say it
};

/// What led to one measure, or may lead to the next: of a second measure after the first was over, the letter
/// and the hearing are to be had again.
struct ProofRound {
  std::string title;  ///< « Décision du 18 mars 2026 : suspension »
  std::array<StepShown, proof_steps> steps;
};

struct ProofStrip {
  bool sanction = false;           ///< may the affaire lead to one? Else every step is without object
  std::vector<ProofRound> rounds;  ///< one at least, in their order

  /// The one that goes on, or the last.
  const ProofRound& now() const { return rounds.back(); }
  /// « ●●◐○○–○○○○ », of the last.
  std::string signs() const;
};

/// The ten steps of an affaire, each with its proof or what lacks, by the acts the engine finds of it, by
/// what it says of its letters and of its times, and by its irregularities. What the rules say of a step
/// stands before what the acts would show.
ProofStrip proof_strip(const DossierRead& dossier, const Thread& thread);

}  // namespace filrouge::serveur
