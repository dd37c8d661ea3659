#!/bin/sh
# The pages of correspondances that are shipped (examples/correspondances), each on a file of the same shape: what they take, what
# they leave, and that nothing absent from these exports passes for what did not happen.
#   correspondances_test.sh FILROUGE SOURCE
. "$(dirname "$0")/joue.sh"
pages=$source/examples/correspondances
files=$source/tests/formats/donnees/correspondances

# brought PAGE FILE… : imports into a base of its own, called after the page.
brought() {
  page=$1
  shift
  asked 0 importer --regles "$rules" --base "${page%.yaml}.db" --depuis csv --correspondance "$pages/$page" "$@"
  says out "  0 rejet" "$page : un fichier de même forme est rejeté"
}
# told BASE DOSSIER SENTENCE: what the story of the dossier says.
told() {
  asked 0 expliquer --regles "$rules" --au 2026-06-01 --dossiers "$1.db" --dossier "$2"
  says out "$3" "$1, dossier $2"
}

# --- rdv-insertion ----------------------------------------------------------------------------------------------------
brought rdv-insertion.yaml "$files/rdvi-usagers.csv"
says out "2 dossiers nouveaux" "rdv-insertion : les foyers"
says out "3 personnes nouvelles" "rdv-insertion : les personnes"
# Invitations: two of Ana, one of Bob (the same day twice), one of Cle; one convocation; the rendez-vous of Ana and Bob, not the one
# to come; one orientation.
says out "8 événements nouveaux" "rdv-insertion : les actes"
says out "« Date de début d'accompagnement » y est" "rdv-insertion : l'entrée qui cède la place"
told rdv-insertion caf-0700001 "2 février 2026"
# The second export adds the one rendez-vous that the first does not tell.
asked 0 importer --regles "$rules" --base rdv-insertion.db --depuis csv --correspondance "$pages/rdv-insertion.yaml" "$files/rdvi-rdvs.csv"
says out "1 événement nouveau (1 déjà là)" "rdv-insertion : le dernier rendez-vous, dit par les deux exports"
asked 0 importer --regles "$rules" --base ancien.db --depuis csv --correspondance "$pages/rdv-insertion.yaml" "$files/rdvi-usagers-ancien.csv"
says out "2 personnes nouvelles, " "rdv-insertion : un export plus ancien"
told ancien caf-0700003 "28 janvier 2026"

# --- contacts de la CNAF ----------------------------------------------------------------------------------------------
brought contacts-cnaf.yaml "$files/contacts-cnaf.csv"
says out "2 dossiers nouveaux" "contacts : les foyers"
says out "1 attribut nouveau" "contacts : sans date, la soumission reste inconnue"
says out "2 événements nouveaux" "contacts : les demandes"
told contacts-cnaf caf-0700001 "21 novembre 2025"

# --- carnet de bord ---------------------------------------------------------------------------------------------------
brought carnet-de-bord.yaml "$files/carnet-de-bord.csv"
says out "2 personnes nouvelles, 0 attribut nouveau, 0 événement nouveau" "carnet de bord"

# --- WebRSA -----------------------------------------------------------------------------------------------------------
brought webrsa.yaml "$files/webrsa-orientations.csv" "$files/webrsa-contrats.csv" "$files/webrsa-rendez-vous.csv"
says out "2 dossiers nouveaux" "WebRSA : les foyers"
says out "3 personnes nouvelles" "WebRSA : les personnes"
# One request, one orientation (the other waits), one CER valid (the other waits), one rendez-vous (the other is to come).
says out "4 événements nouveaux" "WebRSA : les actes"
says out "1 ligne où « Orientstruct.statut_orient » ne dit pas d'acte" "WebRSA : une orientation en attente n'en est pas une"
told webrsa 01013473001 "12 mars 2026"

# --- webhooks de rdv-insertion ----------------------------------------------------------------------------------------
hooks=$source/tests/formats/donnees
received() { # BASE FILE…
  into=$1
  shift
  asked 0 importer --regles "$rules" --base "$into" --depuis rdv-insertion "$@"
  says out "  0 rejet" "webhooks : un fichier est rejeté"
}
received webhooks.db "$hooks/webhooks-janvier.ndjson"
says out "2 dossiers nouveaux" "webhooks : les personnes"
says out "3 événements nouveaux" "webhooks : les actes"
says out "user/last_name (5)" "webhooks : les clés non lues"
says out "numéro d'allocataire qui a la forme d'un NIR" "webhooks : un numéro de la MSA"
received webhooks.db "$hooks/webhooks-fevrier.ndjson"
says out "2 corrections, 1 annulation" "webhooks : des actes déjà connus"
told webhooks RI-9 "[corrigé le 21 janvier 2026]"
told webhooks RI-9 "[annulé le 2 février 2026]"
asked 0 expliquer --regles "$rules" --au 2026-06-01 --connu-au 2026-01-20 --dossiers webhooks.db --dossier RI-9
grep -q "corrigé le" out && fails "webhooks : l'issue est connue avant d'être dite"
# The same lines again, in a file that goes on, change nothing.
cat "$hooks/webhooks-janvier.ndjson" "$hooks/webhooks-fevrier.ndjson" > both.ndjson
received webhooks.db both.ndjson
says out "2 inchangés" "webhooks : un journal redonné"
# The later file first: the older state does not undo what it told.
received retard.db "$hooks/webhooks-fevrier.ndjson"
received retard.db "$hooks/webhooks-janvier.ndjson"
says out "2 inchangés" "webhooks : un fichier en retard"
asked 2 importer --regles "$rules" --base rien.db --depuis rdv-insertion
says err "ou donnez un fichier de ses webhooks" "webhooks : ni base ni fichier"
asked 2 importer --regles "$rules" --base rien.db --depuis rdv-insertion --url postgresql://l@s/b both.ndjson
says err "sans --url, c'est un fichier de webhooks" "webhooks : une base et un fichier"

# What these exports cannot tell is unknown: no late line rests on it.
for base in rdv-insertion contacts-cnaf carnet-de-bord webrsa webhooks retard; do
  asked 0 controler --regles "$rules" --au 2026-06-01 --dossiers $base.db --format ndjson
  grep -F '"statut":"en_retard"' out > late && fails "$base : $(lines late) retards sur ce que l'export ne dit pas"
  # No name, no address enters the base.
  grep -aqE 'MODELE|Modele|exemple\.invalid|rue Vide' $base.db && fails "$base : un nom ou une adresse est dans la base"
done

answered "les pages livrées lisent des fichiers de même forme"
