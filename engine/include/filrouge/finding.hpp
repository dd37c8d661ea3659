#pragma once

#include <cstdint>
#include <string>
#include <vector>

/// What filrouge says of a dossier on a day. One `Finding` is one line of the work list, with what it rests
/// on. Dates are ISO texts ("2026-04-02"), empty when there is none.
namespace filrouge {

struct Reference {
  std::string ref;        ///< « CASF L262-36 »
  bool verified = false;  ///< the text was read; otherwise « à vérifier »
};

/// The legal interval of a proposal: never a single value, never a verdict. Empty lists: not said by law, or
/// not read.
struct LegalInterval {
  std::vector<std::string> taux;   ///< « 30 % », « 50 % »: least and greatest
  std::vector<std::string> duree;  ///< « 1 mois », « 2 mois »
};

struct Finding {
  std::string id;  ///< stable from one run to the next
  std::string dossier, personne;
  std::string procedure;  ///< rsa.cer.contractualisation; the contrôle's name for a contrôle
  std::string instance;   ///< p1, p1#2, e3
  std::string affaire;    ///< number of the act that opened the instance, else its id; empty: no act did
  std::string etat;       ///< name of the state
  std::string nature;     ///< "echeance", "irregularite"…: what it is about; the words are those of
                          ///< docs/schemas/constat.schema.json
  std::string code;       ///< the rule: rsa.cer.contractualisation.cer_a_signer.signer
  std::string
      statut;  ///< "a_venir", "depassee"…: how far it has come, in the words of the same schema, or empty
  bool faculte = false;  ///< what may be done until `date`, and nobody has to: never late, nothing to do
  bool objectif_interne = false;  ///< a day its service aims at: no effect against the person
  std::string date;
  std::string heure;  ///< "14:30": until when on that date, of a délai counted in hours; else empty
  std::string borne;  ///< "pas_avant" or "au_plus_tard": a fact is missing, and `date` is only the day
                      ///< before which, or after which, the délai cannot end; else empty
  std::string
      date_opposable;     ///< the tolerated date, when the law is unsettled or the notification not yet known
  std::string gravite;    ///< bloquante majeure mineure info
  std::string retard_de;  ///< whose delay it is: departement, caf, france_travail…; empty
  std::string role;       ///< who acts
  std::string decideur;   ///< who decides, for a proposal
  std::string libelle;
  bool has_interval = false;
  LegalInterval intervalle;
  std::vector<Reference> fondement;
  std::string regime;  ///< « 2009-2024 »
  std::string rule_file;
  std::uint32_t rule_line = 0;
  std::string rule_digest;             ///< "sha256:…" of the rule set
  std::vector<std::string> faits;      ///< ids of the events used
  std::vector<std::string> manquants;  ///< facts that are missing, by name
  std::string groupe;                  ///< lines that say one thing share it; the id of a line that is alone
  int rang_groupe = 0;                 ///< in its group: 0 is the line to show
  std::string apparu_le;               ///< the day from which it has been said without a break
  std::string prochain_changement;     ///< the next day on which this line can change; empty: never by itself
  bool close = false;       ///< its procédure is over: what is said of it is history (not part of the JSON)
  std::string explication;  ///< one or two sentences of plain French
};

}  // namespace filrouge
