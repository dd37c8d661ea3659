#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"

/// The words of the RSA that the bench needs to show the ten steps of a sanction: the one place where the
/// server knows the names of the national vocabulary, and what the rules call what is missing.
namespace filrouge::serveur {

/// The ten steps, in the order of the strip.
enum class ProofStep : std::uint8_t {
  letter,     ///< the information préalable is sent
  presented,  ///< it has a sure day
  time_over,  ///< the time it leaves to the person is over
  heard,      ///< the person was heard, or could have been
  opinion,    ///< of the équipe pluridisciplinaire
  decision,
  notified,
  cut,     ///< seen in what the payer says
  lifted,  ///< by an act, or at its term
  resumed
};
inline constexpr std::size_t proof_steps = 10;

struct ProofStepWords {
  std::string_view name;   ///< « présentée », for the head of a column
  std::string_view title;  ///< « Lettre présentée à la personne »
};
const ProofStepWords& words_of(ProofStep step);

/// What a decision does to the payment.
enum class Measure : std::uint8_t {
  unknown,   ///< nobody wrote it
  none,      ///< maintien, avertissement, réorientation: nothing is withheld
  withheld,  ///< réduction, suspension, suppression
  removal,   ///< radiation
  fine
};

/// The national names, found once for a rule set; no_id where it does not declare one.
class SanctionWords {
 public:
  explicit SanctionWords(const Program& program);

  EventTypeId breach, referral, referral_passed, opinion, decision, lift, cut, reduction, resumption, hearing,
      hearing_asked, observations, waiver, proposal, appraisal, convocation;
  FieldId measure, rate, amount, length, effect, reason, presence, subject, nature, conclusion;
  EventTypeId letter;  ///< the sending of a letter, by the vocabulary
  FieldId letter_subject;
  std::string_view announcing = "information_prealable", deciding = "decision";  ///< subjects of a letter

  /// Parameters that say how long a person has to contest.
  static constexpr std::string_view appeal_time = "rsa.recours.delai_rapo",
                                    court_time = "rsa.recours.delai_tribunal";
  /// Null when the rules have no such parameter.
  static const Parameter* parameter(const Program& program, std::string_view name);

  /// A cut, a reduction or a resumption: acts of the payer, of the whole household.
  bool of_the_payer(EventTypeId type) const {
    return type != no_id && (type == cut || type == reduction || type == resumption);
  }
  /// From that day on the équipe is consulted for a suppression, or a fine, alone.
  static Date opinion_for_suppressions_since();
  static Measure measure_of(std::string_view word);
  /// Of a cut, the reason by which the payer says a sanction.
  static bool says_sanction(std::string_view reason) { return reason == "CG" || reason == "cg"; }
};

/// The act that a finding judges; none_id: none.
std::uint32_t judged_act(const Evaluation& evaluation, const CompactFinding& finding);

/// The step that an irregularity, or a doubt about one, is about, by what the rules call it; nothing: none of
/// them in particular.
std::optional<ProofStep> accused_step(std::string_view libelle);

/// Is a term the one at which the opinion is deemed given, by the code of its rule?
bool deems_the_opinion_given(std::string_view code);

}  // namespace filrouge::serveur
