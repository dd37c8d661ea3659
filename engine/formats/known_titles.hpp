#pragma once

#include <array>
#include <string>
#include <string_view>

/// The titles that the field gives its columns, and what they mean: what the public model files and exports
/// of the case systems have, with the words people write above a spreadsheet.
namespace filrouge {

/// What a title says once its little words are taken off: « N° de dossier » and « numero_dossier » are
/// « numero dossier », « Né(e) le » is « ne le », « Date du rendez-vous » is « date rdv ».
std::string title_words(std::string_view title);

/// A key of « colonnes », « champs » or « attributs », and the titles that fill it, apart by commas.
struct KnownTitle {
  std::string_view key, titles;
};

constexpr std::array<KnownTitle, 8> head_titles = {{
    {"dossier",
     "dossier,numero dossier,id dossier,dossier id,identifiant dossier,code dossier,numero demande,numero "
     "demande rsa,numdemrsa,numero foyer,id foyer,foyer id"},
    {"matricule",
     "matricule,matricule caf,matricule caf msa,matricule msa,numero caf,numero msa,numero caf msa,numero "
     "cafmsa,numero allocataire,numero allocataire caf,numero allocataire caf msa,affiliation number"},
    {"personne",
     "personne,id personne,personne id,code personne,numero personne,identifiant personne,usager,id usager,"
     "usager id,code usager,numero usager,identifiant usager,beneficiaire,id beneficiaire,beneficiaire id,"
     "numero beneficiaire,identifiant beneficiaire,identifiant interne,id interne,id interne departement,"
     "identifiant dans si,identifiant si,identifiant unique,id,identifiant,external id,uid"},
    {"role", "role,rolepers,role personne,role dans foyer,role foyer,qualite"},
    {"naissance", "naissance,date naissance,ne le,nee le,dtnai,birth date,date birth,dateofbirth"},
    {"organisme", "organisme,organisme payeur,fonorg"},
    {"departement", "departement,code departement"},
    {"territoire", "territoire,secteur,secteur geographique"},
}};

constexpr std::array<KnownTitle, 1> attribute_titles = {{
    {"soumission_droits_devoirs",
     "soumis,soumission,soumis droits devoirs,soumission droits devoirs,droits devoirs,soumis dd,sdd,"
     "toppersdrodevorsa"},
}};

/// A type of event, and the titles of the column that gives its day.
constexpr std::array<KnownTitle, 14> act_titles = {{
    {"demande_rsa", "date demande,date demande rsa,demande le,dtdemrsa"},
    {"ouverture_droit",
     "date ouverture droit,date ouverture droits,date ouverture droits rsa,date ouverture rsa"},
    {"cloture_droit", "date cloture,date cloture droit,date fin droit,date fin droits,dtclorsa"},
    {"notification_droits_devoirs", "date notification droits devoirs,notification droits devoirs le"},
    {"inscription_ft",
     "date inscription ft,date inscription france travail,date inscription pole emploi,date inscription"},
    {"invitation",
     "invitation le,date invitation,date premiere invitation,premiere invitation envoyee le,date derniere "
     "invitation,derniere invitation envoyee le"},
    {"rendez_vous", "date rdv,rdv le,date heure rdv,date premier rdv,date dernier rdv,daterdv"},
    {"diagnostic", "date diagnostic,diagnostic le"},
    {"orientation",
     "date orientation,orientation le,oriente le,orientee le,date premiere orientation,date derniere "
     "orientation,date valid orientation,date validation orientation"},
    {"designation_referent", "date designation referent,date designation,referent designe le,dddesignation"},
    {"cer_signe",
     "date cer,cer le,cer signe le,date signature cer,signature cer le,date cer signe,date signature "
     "contrat"},
    {"cer_valide", "date validation cer,cer valide le,datevalidation ci"},
    {"ppae_signe", "date ppae,ppae le,ppae signe le,date signature ppae,ppae date signature"},
    {"relance", "date relance,relance le,daterelance"},
}};

/// The day of an act when the table has one a row, its type in another column.
constexpr std::string_view day_titles = "le,date,jour,date acte,date evenement,jour acte";
constexpr std::string_view type_titles = "type,type acte,type evenement,evenement,acte,nature acte";

/// A field of a type of event.
struct KnownField {
  std::string_view type, field, titles;
};

constexpr std::array<KnownField, 4> field_titles = {{
    {"orientation", "parcours", "parcours,type parcours,type orientation,orientation"},
    {"orientation", "structure",
     "structure,structure accueil,structure referente,structure accompagnement,structure orientation"},
    {"rendez_vous", "statut", "statut rdv,statut dernier rdv,presence"},
    {"invitation", "canal", "canal,canal invitation"},
}};

/// Is what a title says one of the titles?
bool is_titled(std::string_view words, std::string_view titles);

}  // namespace filrouge
