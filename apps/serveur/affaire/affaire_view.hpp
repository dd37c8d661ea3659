#pragma once

#include <string>
#include <vector>

#include "apps/serveur/affaire/dossier_read.hpp"
#include "apps/serveur/affaire/proof_strip.hpp"

namespace filrouge::serveur {

/// Where one procédure of the affaire stands.
struct StateShown {
  std::string etat, procedure;  ///< « La personne peut répondre », « Suite donnée à un manquement »
  Date since;
  std::string conducted_by;  ///< « Référent administratif fil rouge »; empty: nobody is said to
  bool over = false;
  bool sanction = false;  ///< may it lead to one? Such a procédure is told first
};

/// One thing to do, or to know, as a line of the list: the first of its group, then what the group adds.
struct LineShown {
  std::string id;       ///< of the finding
  std::string title;    ///< « Adresser l'information préalable »
  std::string nature;   ///< « échéance », « à faire », « objectif interne »
  std::string statut;   ///< « en retard », « proche »; empty: none
  std::string gravite;  ///< « bloquante »; empty: it accuses nothing
  std::string when;     ///< « 3 novembre 2026 », « pas avant le 3 novembre 2026 »; empty: no day
  Date day;
  int late_days = 0;  ///< 0: not late
  std::string who, decides, delay_of;
  std::string why;  ///< one or two sentences
  std::vector<Reference> basis;
  std::vector<std::string> missing;  ///< in words
  std::vector<std::string> also;     ///< titles of the other lines of its group
  int rank = 0;                      ///< in the work list (engine/reports/urgency)
};

/// An act of the affaire, for its chronological list.
struct ActShown {
  std::uint32_t rank = none_id;
  std::string id, name,
      says;  ///< « e7 », « Courrier envoyé », « objet : information préalable, mode : LRAR »
  Date on;
  Date known;    ///< unknown: it was on the day itself
  Date planned;  ///< unknown: not said
  Date effect_from, effect_to;
  std::string source,
      recorded_by;       ///< the system it comes of, and what it says of who wrote it; empty: not said
  bool perhaps = false;  ///< it may be of another affaire
  bool before = false;   ///< done before the affaire
  bool cancelled = false;
  std::vector<std::string> corrections;  ///< « corrigé par e10, connu le 21 novembre 2026 », « annulé par … »
};

/// What of the payment the decisions of the affaire withhold.
struct MeasureShown {
  std::string told;    ///< « suspension de 30 %, pendant 1 mois à partir du 1er mai 2026 (…) »
  std::string course;  ///< « en cours », « à venir », « finie », « levée », « remplacée »
  Date first, last;    ///< last: as lifted or replaced
};

struct AffaireView {
  AffaireKey key;
  std::string dossier;
  std::string kind;    ///< « Suite donnée à un manquement »
  std::string opened;  ///< « Manquement constaté » du 2 mars 2026
  Date opened_on;
  bool open = false;
  std::vector<StateShown> states;  ///< those that go on, then those that are over
  ProofStrip strip;

  Date next_day;                          ///< the first day still awaited; unknown: none
  std::string next;                       ///< what it is
  std::vector<LineShown> to_do;           ///< most urgent first
  std::vector<LineShown> irregularities;  ///< blocking first
  std::vector<LineShown> doubts;          ///< what is not known, ambiguous, or of a law that was not read
  std::vector<std::string> missing;       ///< facts, in words, each once
  std::vector<MeasureShown> measures;     ///< in the order they were decided
  std::string payment;                    ///< one sentence: what is withheld on the day asked
  unsigned blocking = 0, major = 0, doubtful = 0;
  std::string risk;            ///< one or two sentences: what a judge would see
  std::vector<ActShown> acts;  ///< in the order they happened
};

/// All that the page of one affaire says of it, in words.
AffaireView affaire_view(const DossierRead& dossier, const Thread& thread);

}  // namespace filrouge::serveur
