// The tables of WebRSA 4 that are read, and of each the columns that are.

#include "engine/systems/webrsa/parts.hpp"

namespace filrouge::systems::webrsa {
namespace {

constexpr Table read[] = {
    {"dossiers", true,
     "id int!, numdemrsa text!, dtdemrsa date!, fonorg text!, numorg text, matricule text!, ddarrmut date, "
     "dddepamut date"},
    {"foyers", true, "id int!, dossier_id int!"},
    {"personnes", true, "id int!, foyer_id int!, dtnai date!, nir text!"},
    {"prestations", true, "personne_id int!, natprest text!, rolepers text!"},
    {"historiquesdroits", true,
     "id int!, personne_id int!, etatdosrsa text!, toppersdrodevorsa text!, created timestamp!"},
    {"situationsdossiersrsa", true,
     "id int!, dossier_id int!, etatdosrsa text!, dtrefursa date, motirefursa text, dtclorsa date, "
     "moticlorsa "
     "text"},
    {"calculsdroitsrsa", false, "id int!, personne_id int!, toppersdrodevorsa text!"},
    {"suspensionsversements", false,
     "id int!, situationdossierrsa_id int!, ddsusversrsa date!, motisusversrsa text"},
    {"suspensionsdroits", false,
     "id int!, situationdossierrsa_id int!, ddsusdrorsa date!, motisusdrorsa text, natgroupfsus text"},
    {"avispcgdroitsrsa", false, "id int!, dossier_id int!"},
    {"reducsrsa", false, "id int!, avispcgdroitrsa_id int!, mtredrsa numeric, ddredrsa date!, dfredrsa date"},
    {"orientsstructs", true,
     "id int!, personne_id int!, typeorient_id int!, structurereferente_id int!, date_valid date!, "
     "statut_orient text!, rgorient int, date_impression date!"},
    {"typesorients", false, "id int!, parentid int, code_type_orient text"},
    {"structuresreferentes", false, "id int!, lib_struc text!"},
    {"personnes_referents", false,
     "id int!, personne_id int!, referent_id int!, structurereferente_id int, dddesignation date!, "
     "dfdesignation "
     "date!"},
    {"contratsinsertion", true,
     "id int!, personne_id int!, dd_ci date!, df_ci date!, duree_engag int, num_contrat text, forme_ci text, "
     "date_saisi_ci date!, decision_ci text!, datevalidation_ci date!, datedecision date, avenant_id int, "
     "datetacitereconduction date"},
    {"cers93", false,
     "id int!, contratinsertion_id int!, positioncer text!, datesignature date, date_annulation date?"},
    {"histoschoixcers93", false,
     "id int!, cer93_id int!, etape text!, datechoix date!, prevalide text, decisioncs text, decisioncadre "
     "text"},
    {"bilansparcours66", false,
     "id int!, personne_id int!, datebilan date!, proposition text, positionbilan text, contratinsertion_id "
     "int"},
    {"informationspe", false, "id int!, nir text!, dtnai date!, ppae_date_signature date"},
    {"historiqueetatspe", false, "id int!, informationpe_id int!, date date!, etat text!, code text"},
    {"relancesnonrespectssanctionseps93", false,
     "id int!, nonrespectsanctionep93_id int!, numrelance int, daterelance date!, dateimpression date"},
    {"dossierseps", true, "id int!, personne_id int!, themeep text!, created timestamp!"},
    {"commissionseps", true, "id int!, dateseance timestamp!, etatcommissionep text!"},
    {"passagescommissionseps", true,
     "id int!, dossierep_id int!, commissionep_id int!, etatdossierep text!, impressionconvocation date, "
     "impressiondecision date"},
    {"nonrespectssanctionseps93", false,
     "id int!, dossierep_id int!, origine text!, orientstruct_id int, contratinsertion_id int, propopdo_id "
     "int, "
     "historiqueetatpe_id int, sortieprocedure text"},
    {"propospdos", false, "id int!, personne_id int!"},
    {"signalementseps93", false, "id int!, dossierep_id int!, date date!, contratinsertion_id int"},
    {"contratscomplexeseps93", false, "id int!, dossierep_id int!, contratinsertion_id int"},
    {"reorientationseps93", false,
     "id int!, dossierep_id int!, datedemande date!, typeorient_id int, orientstruct_id int, accordaccueil "
     "text, "
     "accordallocataire text, urgent text"},
    {"regressionsorientationseps58", false,
     "id int!, dossierep_id int!, datedemande date, typeorient_id int"},
    {"sanctionseps58", false, "id int!, dossierep_id int!, origine text!, contratinsertion_id int"},
    {"sanctionsrendezvouseps58", false, "id int!, dossierep_id int!, rendezvous_id int"},
    {"saisinesbilansparcourseps66", false, "id int!, dossierep_id int!, choixparcours text"},
    {"defautsinsertionseps66", false,
     "id int!, dossierep_id int!, origine text!, type text, contratinsertion_id int, orientstruct_id int, "
     "dateimpressionconvoc date"},
    {"decisionsnonrespectssanctionseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, montantreduction numeric, "
     "decisionpcg "
     "text"},
    {"decisionssignalementseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, montantreduction numeric, "
     "decisionpcg "
     "text"},
    {"decisionscontratscomplexeseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decisionpcg text?"},
    {"decisionsreorientationseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decisionpcg text?, typeorient_id "
     "int"},
    {"decisionsnonorientationsproseps93", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decisionpcg text?, typeorient_id "
     "int"},
    {"decisionsnonorientationsproseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionsnonorientationsproseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionsregressionsorientationseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionssanctionseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decision2 text, "
     "listesanctionep58_id "
     "int, autrelistesanctionep58_id int, arretsanction text, datearretsanction date"},
    {"decisionssanctionsrendezvouseps58", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decision2 text, "
     "listesanctionep58_id "
     "int, autrelistesanctionep58_id int, arretsanction text, datearretsanction date"},
    {"listesanctionseps58", false, "id int!, rang int, sanction text!, duree int"},
    {"decisionssaisinesbilansparcourseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, typeorient_id int"},
    {"decisionsdefautsinsertionseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!, decisionsup text, typeorient_id "
     "int"},
    {"decisionssaisinespdoseps66", false,
     "id int!, passagecommissionep_id int!, etape text!, decision text!"},
    {"dossierscovs58", false, "id int!, personne_id int!, themecov58 text!, created timestamp!"},
    {"covs58", false, "id int!, datecommission timestamp!, etatcov text!"},
    {"passagescovs58", false,
     "id int!, cov58_id int!, dossiercov58_id int!, etatdossiercov text!, impressiondecision date"},
    {"proposorientationscovs58", false, "id int!, dossiercov58_id int!, datedemande date, typeorient_id int"},
    {"proposcontratsinsertioncovs58", false, "id int!, dossiercov58_id int!, datedemande date"},
    {"proposnonorientationsproscovs58", false, "id int!, dossiercov58_id int!, datedemande date"},
    {"regressionsorientationscovs58", false,
     "id int!, dossiercov58_id int!, datedemande date, typeorient_id int"},
    {"decisionsproposorientationscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsproposcontratsinsertioncovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsproposnonorientationsproscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsproposorientssocialescovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsnonorientationsproscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"decisionsregressionsorientationscovs58", false,
     "id int!, passagecov58_id int!, etapecov text!, decisioncov text!"},
    {"rendezvous", true,
     "id int!, personne_id int!, daterdv date!, structurereferente_id int, statutrdv_id int!"},
    {"statutsrdvs", false, "id int!, code_statut text, libelle text"},
    {"departements", false, "id int?, numdep text?"},
    {"configurations", false, "lib_variable text?, value_variable text?"},
};

/// Those of the chain of insertion: the applicant and the partner of the household. Children and others of it
/// have no duties of their own.
constexpr std::string_view chain =
    "(SELECT p.id, f.dossier_id, p.dtnai, p.nir FROM {personnes} p JOIN {foyers} f ON f.id = p.foyer_id "
    "WHERE "
    "EXISTS (SELECT FROM {prestations} pr WHERE pr.personne_id = p.id AND pr.natprest = 'RSA' AND "
    "pr.rolepers "
    "IN ('DEM', 'CJT')))";

}  // namespace

std::span<const Table> tables() {
  return read;
}

std::string_view followed() {
  return chain;
}

}  // namespace filrouge::systems::webrsa
