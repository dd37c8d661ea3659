#include "apps/serveur/affaire/sanction_words.hpp"

#include <algorithm>

namespace filrouge::serveur {
namespace {

constexpr std::array<ProofStepWords, proof_steps> step_words = {
    {{"lettre", "Lettre d'information préalable"},
     {"présentée", "Lettre reçue, ou présentée, un jour certain"},
     {"délai écoulé", "Temps laissé à la personne pour répondre"},
     {"entendu", "Personne entendue, ou mise à même de l'être"},
     {"avis", "Avis de l'équipe pluridisciplinaire"},
     {"décision", "Décision motivée du président du conseil départemental"},
     {"notifiée", "Décision notifiée"},
     {"coupure", "Mesure appliquée par la caisse"},
     {"levée", "Fin de la mesure : levée, ou terme"},
     {"reprise", "Versement repris"}}};

struct Accusation {
  std::string_view text;  ///< within what the rules call the irregularity
  ProofStep step;
};

// The first that fits stands: « avant la fin du temps laissé » is of the time, whatever else is named.
constexpr Accusation accusations[] = {
    {"avant la fin du temps laissé", ProofStep::time_over},
    {"ce temps appartient peut-être encore", ProofStep::time_over},
    {"avant la fin des dix jours", ProofStep::time_over},
    {"ne dispensait pas des dix jours", ProofStep::time_over},
    {"avant la fin du mois laissé", ProofStep::time_over},
    {"L'information préalable est revenue", ProofStep::presented},
    {"annoncée par l'information préalable", ProofStep::letter},
    {"sans information préalable", ProofStep::letter},
    {"sans courrier d'information préalable", ProofStep::letter},
    {"sans lettre recommandée préalable", ProofStep::letter},
    {"la sanction envisagée aient été notifiés", ProofStep::letter},
    {"Audition demandée", ProofStep::heard},
    {"appelée devant l'équipe", ProofStep::heard},
    {"mise à même de répondre", ProofStep::heard},
    {"à être entendu", ProofStep::heard},
    {"sans avis de l'équipe", ProofStep::opinion},
    {"avant l'avis de l'équipe", ProofStep::opinion},
    {"sans consultation de l'équipe", ProofStep::opinion},
    {"sans consulter l'équipe", ProofStep::opinion},
    {"sans saisine de l'équipe", ProofStep::opinion},
    {"Séance tenue sans", ProofStep::opinion},
    {"pour sanction sans décision", ProofStep::decision},
    {"antérieur à la notification", ProofStep::notified},
    {"opposable qu'une fois notifiée", ProofStep::notified},
    {"un jour où aucune mesure ne court", ProofStep::cut},
    {"après la fin de la mesure", ProofStep::resumed},
    {"La levée prend effet", ProofStep::lifted},
};

}  // namespace

const ProofStepWords& words_of(ProofStep step) {
  return step_words[static_cast<std::size_t>(step)];
}

SanctionWords::SanctionWords(const Program& program) {
  const auto& vocabulary = program.model.vocabulary;
  const auto event = [&](std::string_view name) { return vocabulary.find_event(name); };
  const auto field = [&](std::string_view name) { return vocabulary.find_field(name).value_or(no_id); };
  breach = event("manquement_constate");
  referral = event("saisine_ep");
  referral_passed = event("passage_ep");
  opinion = event("avis_ep");
  decision = event("decision_cd");
  lift = event("levee_sanction");
  cut = event("suspension_versement");
  reduction = event("reduction_appliquee");
  resumption = event("reprise_versement");
  hearing = event("audition");
  hearing_asked = event("demande_audition");
  observations = event("observation_beneficiaire");
  waiver = event("renonciation_delai");
  proposal = event("proposition_sanction_ft");
  appraisal = event("appreciation");
  convocation = event("convocation");
  measure = field("mesure");
  rate = field("taux");
  amount = field("montant");
  length = field("duree");
  effect = field("effet");
  reason = field("motif");
  presence = field("presence");
  subject = field("objet");
  nature = field("nature");
  conclusion = field("conclusion");
  letter = program.letters.sent;
  letter_subject = program.letters.subject;
}

const Parameter* SanctionWords::parameter(const Program& program, std::string_view name) {
  const auto& parameters = program.model.parameters;
  const auto found = std::ranges::find_if(
      parameters, [&](const Parameter& one) { return program.model.text(one.name) == name; });
  return found == parameters.end() ? nullptr : &*found;
}

Date SanctionWords::opinion_for_suppressions_since() {
  return *civil_date(2025, 6, 1);
}

Measure SanctionWords::measure_of(std::string_view word) {
  if (word.empty()) return Measure::unknown;
  if (word == "reduction" || word == "suspension" || word == "suppression") return Measure::withheld;
  if (word == "radiation") return Measure::removal;
  return word == "amende" ? Measure::fine : Measure::none;
}

std::uint32_t judged_act(const Evaluation& evaluation, const CompactFinding& finding) {
  if (finding.derivation != none_id)
    if (const auto act = evaluation.derivations[finding.derivation].act; act != none_id) return act;
  return finding.cause.act;
}

std::optional<ProofStep> accused_step(std::string_view libelle) {
  const auto found = std::ranges::find_if(
      accusations, [&](const Accusation& one) { return libelle.find(one.text) != std::string_view::npos; });
  if (found == std::end(accusations)) return std::nullopt;
  return found->step;
}

bool deems_the_opinion_given(std::string_view code) {
  return code.find(".avis_repute") != std::string_view::npos;
}

}  // namespace filrouge::serveur
