#!/bin/sh
# Qui est qui, par la commande : un flux et l'export d'un logiciel, le doute tranché, la clé des NIR, la page corrigée.
#   qui_est_qui_test.sh FILROUGE SOURCE
set -u
. "$2/tests/apps/joue.sh"
control="controler --regles $rules --au 2026-03-10"

# foyer NUMORG MATRICULE NAISSANCE ROLE… : a household of a flux; births and roles go by two. All invented.
foyer() {
  numorg=$1
  matricule=$2
  shift 2
  printf '<InfosFoyerRSA><IdentificationRSA><Organisme><FONORG>CAF</FONORG><NUMORG>%s</NUMORG><MATRICULE>%s</MATRICULE></Organisme><Partenaire><TYPEPARTE>CG</TYPEPARTE><IDEPARTE>0%.2s</IDEPARTE></Partenaire><DemandeRSA><DTDEMRSA>2025-11-03</DTDEMRSA><NUMDEMRSA>00000000007</NUMDEMRSA></DemandeRSA></IdentificationRSA>' "$numorg" "$matricule" "$numorg"
  while [ $# -gt 0 ]; do
    printf '<Personne><Identification><QUAL>MME</QUAL><NOM>ESSAI</NOM><PRENOM>ESSAI</PRENOM><DTNAI>%s</DTNAI><NIR>2880499100001</NIR></Identification><Prestations><NATPREST>RSA</NATPREST><ROLEPERS>%s</ROLEPERS></Prestations><MontantCalculDroitRSAPersonne><TOPPERSDRODEVORSA>1</TOPPERSDRODEVORSA></MontantCalculDroitRSAPersonne></Personne>' "$1" "$2"
    shift 2
  done
  printf '<PrestationRSA><SituationDossierRSA><EtatDossierRSA><ETATDOSRSA>2</ETATDOSRSA></EtatDossierRSA></SituationDossierRSA></PrestationRSA></InfosFoyerRSA>'
}
# flux DTREF DTCREAFLUX COUNT HOUSEHOLDS
flux() {
  printf '<?xml version="1.0" encoding="UTF-8"?>\n<Racine><IdentificationFlux><APPLIEME>CRI</APPLIEME><TYPEFLUX>M</TYPEFLUX><NATFLUX>D</NATFLUX><DTCREAFLUX>%s</DTCREAFLUX><HEUCREAFLUX>01:00:00.0000</HEUCREAFLUX><DTREF>%s</DTREF></IdentificationFlux>\n%s\n<TransmissionFlux><NBTOTDOSRSATRANSM>%08d</NBTOTDOSRSATRANSM></TransmissionFlux></Racine>\n' "$2" "$1" "$4" "$3"
}
cat > page.yaml << 'FIN'
systeme: essai
departement: "64"
fichiers:
  - fichier: pers*.csv
    nature: personnes
    colonnes: {dossier: dossier, personne: usager, role: role, naissance: naissance, organisme: {constante: CAF}, matricule: matricule}
  - fichier: actes*.csv
    nature: evenements
    colonnes: {dossier: dossier, personne: usager, type: {constante: orientation}, le: le}
FIN

# --- deux caisses ont le même matricule -------------------------------------------------------------------------------
flux 2026-01-31 2026-02-05 2 "$(foyer 641 950000100000000 1988-04-09 DEM)$(foyer 401 950000100000000 1988-04-09 DEM)" > two.xml
asked 0 importer --regles "$rules" --base two.db --depuis cnaf two.xml
says out "2 dossiers nouveaux" "deux caisses, un matricule"
asked 0 rapprochements --base two.db
says out "autre caisse (401 et 641)" "la séparation n'est pas écrite"

# --- le flux retrouve le dossier d'un tableur, quoi qu'il ait fait du matricule ------------------------------------------
flux 2026-01-31 2026-02-05 1 "$(foyer 641 012345600000000 1988-04-09 DEM)" > flux.xml
for written in 123456 12345600000000 '0123456 A' 0123456; do
  printf 'dossier;usager;role;naissance;matricule\nD2;U2;Demandeur;09/04/1988;%s\n' "$written" > pers.csv
  printf 'dossier;usager;le\nD2;U2;05/02/2026\n' > actes.csv
  for order in "pers.csv flux.xml actes.csv" "flux.xml pers.csv actes.csv"; do
    rm -f joined.db
    for file in $order; do asked 0 importer --regles "$rules" --base joined.db --correspondance page.yaml "$file"; done
    asked 0 $control --dossiers joined.db --format ndjson
    [ "$(order out | wc -w)" = 1 ] || fails "$written, $order : $(order out)"
    grep -q '"personne":"U2"' out && [ "$order" = "flux.xml pers.csv actes.csv" ] && fails "$order : U2 est une autre personne"
  done
done

# --- un doute se tranche, et se défait ----------------------------------------------------------------------------------
printf 'dossier;usager;role;naissance;matricule\nD2;U2;Demandeur;09/04/1988;123456\nD3;U3;Demandeur;09/04/1988;0123456\n' > pers.csv
asked 0 importer --regles "$rules" --base doubt.db --correspondance page.yaml pers.csv
says out "1 doute à trancher" "le doute n'est pas compté"
asked 0 rapprochements --base doubt.db --doutes
says out "--joindre 1" "le doute ne dit pas comment se trancher"
asked 0 rapprochements --base doubt.db --joindre 1 --par m.dupont
asked 0 rapprochements --base doubt.db --doutes
says out "Aucun doute" "le doute tranché reste"
asked 0 $control --dossiers doubt.db --dossier D2
asked 0 importer --regles "$rules" --base doubt.db --correspondance page.yaml --depuis csv pers.csv
asked 0 rapprochements --base doubt.db --separer 2
asked 0 rapprochements --base doubt.db --format json
says out '"decision": "separe"' "la séparation n'est pas une décision"
says out '"auteur": "m.dupont"' "qui a tranché n'est pas gardé"
asked 2 rapprochements --base doubt.db --joindre 77
says err "il n'y a pas de rapprochement n° 77" "un numéro inconnu"
asked 2 rapprochements --base doubt.db --joindre 1 --separer 1
asked 2 rapprochements --base nowhere.db

# --- la clé des NIR --------------------------------------------------------------------------------------------------------
(umask 077; head -c 32 /dev/urandom > key; head -c 32 /dev/urandom > other)
asked 0 importer --regles "$rules" --base keyed.db --cle-nir key --depuis cnaf flux.xml
asked 2 importer --regles "$rules" --base keyed.db --cle-nir other --depuis cnaf two.xml
says err "sous une autre clé" "une autre clé passe"
asked 0 importer --regles "$rules" --base keyed.db --depuis cnaf two.xml
says err "sans --cle-nir" "les NIR non lus ne sont pas dits"
chmod 644 key
asked 2 importer --regles "$rules" --base keyed.db --cle-nir key --depuis cnaf flux.xml
says err "chmod 600" "une clé ouverte à tous passe"
asked 0 importer --regles "$rules" --base keyed.db --cle-nir other --changer-cle --depuis cnaf flux.xml
says err "est effacée" "la clé change sans un mot"
sed 's/naissance: naissance/naissance: naissance, nir: NIR/' page.yaml > nir.yaml
printf 'dossier;usager;role;naissance;matricule;NIR\nD2;U2;Demandeur;10/04/1989;0123456;2 88 04 99 100 001\n' > pers.csv
asked 2 importer --regles "$rules" --base keyed.db --correspondance nir.yaml pers.csv
says err "--cle-nir" "une colonne nir se lit sans clé"
asked 0 importer --regles "$rules" --base keyed.db --cle-nir other --correspondance nir.yaml pers.csv
says out "0 personne nouvelle" "la clé ne retrouve pas qui est née un autre jour"
for file in keyed.db out err; do
  grep -qE '2880499100001|2 88 04 99 100 001' "$file" && fails "le NIR est dans $file"
done

# --- une page corrigée prend effet, sous le même nom de fichier ---------------------------------------------------------------
printf 'dossier;usager;le\nD1;U1;05/01/2026\n' > actes.csv
sed 's/orientation/relance/' page.yaml > wrong.yaml
asked 0 importer --regles "$rules" --base page.db --correspondance wrong.yaml actes.csv
asked 0 importer --regles "$rules" --base page.db --correspondance page.yaml actes.csv
says out "la page a changé" "la page corrigée reste sans effet"
asked 0 expliquer --regles "$rules" --dossiers page.db --dossier D1 --au 2026-03-10
grep -qi relance out && fails "ce que l'ancienne page avait écrit reste"
asked 0 importer --regles "$rules" --base page.db --correspondance page.yaml actes.csv
says out "déjà importé" "le même fichier, la même page, est relu"

answered "chacun est reconnu, et chaque doute est dit"
