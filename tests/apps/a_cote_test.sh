#!/bin/sh
# What is asked beside the mark is said, never answered by an empty list: a place no dossier is of, a number nearly known,
# a département that is none, a file that is no JSON.
#   a_cote_test.sh FILROUGE SOURCE
. "$(dirname "$0")/joue.sh"
control="controler --regles $rules --au 2024-04-03 --format ndjson"

cat > places.ndjson <<'END'
{"dossier":"64-0001234","departement":"064","territoire":"Adour BAB","evenements":[{"id":"a","type":"demande_rsa","le":"2024-01-01"}]}
{"dossier":"64-0001235","departement":"64","territoire":"Béarn","evenements":[{"id":"a","type":"demande_rsa","le":"2024-01-01"}]}
END
asked 0 importer --regles "$rules" --base places.db places.ndjson

# --- a place that no dossier is of ------------------------------------------------------------------------------------
for from in places.ndjson places.db; do
  for verb in "$control" "indicateurs --regles $rules --au 2024-04-03" "registre --regles $rules --au 2024-04-03" \
    "expliquer --regles $rules --au 2024-04-03"; do
    # shellcheck disable=SC2086
    asked 0 $verb --dossiers $from --territoire Adour
    says err "aucun dossier du territoire « Adour » ; voulez-vous dire « Adour BAB » ?" "$verb, un territoire mal écrit"
  done
  asked 0 $control --dossiers $from --territoire Landes
  says err "aucun dossier du territoire « Landes » ; ceux qu'ils disent : Adour BAB, Béarn" "un territoire qui n'existe pas"
  asked 0 $control --dossiers $from --departement 65
  says err "aucun dossier du département 65 ; ceux qu'ils disent : 64" "un département sans dossier"
  asked 0 $control --dossiers $from --departement 064
  [ "$(order out)" = "64-0001234 64-0001235 " ] || fails "--departement 064 ne choisit pas ceux du 64 ($from)"
  asked 0 $control --dossiers $from --territoire Béarn --departement 40
  says err "aucun dossier du territoire « Béarn », département 40 : ceux qui en sont" "un territoire d'un autre département"
  asked 2 $control --dossiers $from --dossier 64-1234
  says err "voulez-vous dire « 64-0001234 » ?" "un numéro de dossier mal écrit"
  asked 0 $control --dossiers $from --territoire "Adour BAB"
  empty err "un territoire qui existe se dit"
done

# --- a département that is none ---------------------------------------------------------------------------------------
for place_code in 20 99 00; do
  echo '{"dossier":"X","departement":"'$place_code'"}' > wrong.ndjson
  asked 0 $control --dossiers wrong.ndjson
  says err "« $place_code » n'est pas un département" "le département $place_code"
done
printf '%s\n' '{"dossier":"D","departement":"064","evenements":[{"id":"1","type":"demande_rsa","le":"2024-01-01"}]}' > three.ndjson
printf '%s\n' '{"dossier":"D","departement":"64","evenements":[{"id":"1","type":"demande_rsa","le":"2024-01-01"}]}' > two.ndjson
asked 0 $control --dossiers three.ndjson
mv out three
asked 0 $control --dossiers two.ndjson
same three out "064 et 64 n'ont pas les mêmes règles"

# --- an act without id, a number nearly known -------------------------------------------------------------------------
echo '{"dossier":"64-0001234","evenements":[{"type":"orientation","le":"2024-02-01"}]}' > act.ndjson
asked 0 importer --regles "$rules" --base places.db act.ndjson
says out "1 événement nouveau" "un acte ajouté à la main"
cp act.ndjson again.ndjson
echo >> again.ndjson
asked 0 importer --regles "$rules" --base places.db again.ndjson
says out "0 événement nouveau (1 déjà là)" "le même acte une seconde fois"
echo '{"dossier":"64-1234","evenements":[{"type":"orientation","le":"2024-02-01"}]}' > near.ndjson
asked 0 importer --regles "$rules" --base places.db near.ndjson
says out "voulez-vous dire 64-0001234 ? rien n'est créé" "un numéro presque connu"
says out "0 dossier nouveau" "un numéro presque connu crée un dossier"
asked 0 importer --regles "$rules" --base places.db near.ndjson
says out "voulez-vous dire 64-0001234 ?" "un numéro presque connu, demandé une seconde fois"
asked 0 importer --regles "$rules" --base places.db --nouveaux near.ndjson
says out "1 dossier nouveau" "--nouveaux"
# A caseload is not asked about, line by line.
i=0
while [ $i -lt 30 ]; do
  printf '{"dossier":"64-2%02d234"}\n' $i
  i=$((i + 1))
done > many.ndjson
echo '{"dossier":"64-00012340"}' >> many.ndjson
asked 0 importer --regles "$rules" --base places.db many.ndjson
says out "31 dossiers nouveaux" "un grand fichier"

# --- two contrary values of one day -----------------------------------------------------------------------------------
echo '{"dossier":"B","departement":"64","personnes":[{"id":"p1","role":"demandeur","attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2024-01-02"},{"nom":"soumission_droits_devoirs","valeur":false,"le":"2024-01-02"}]}],"evenements":[]}' > contrary.ndjson
asked 0 $control --dossiers contrary.ndjson
says err "personnes/0/attributs/1 : l'attribut « soumission_droits_devoirs » du 2024-01-02 a déjà une autre valeur" "deux valeurs contraires"

# --- what is no JSON --------------------------------------------------------------------------------------------------
printf 'PK\003\004classeur' > usagers.xlsx
printf 'dossier;usager;le\nD1;U1;05/01/2026\nD2;U2;05/01/2026\n' > export.csv
for file in usagers.xlsx export.csv "$source/tests/formats/donnees/flux-2026-09.xml"; do
  asked 2 $control --dossiers "$file"
  says err "n'est pas du JSON mais" "$file donné à controler"
  [ "$(lines err)" = 1 ] || fails "$file donné à controler se dit en plusieurs lignes"
  piped "$file" 2 $control --dossiers -
  says err "versez-le d'abord dans une base" "$file donné à controler par un tuyau"
done

# --- un essai dit ce qui serait compris, et n'écrit rien -------------------------------------------------------------------
cat > essai.yaml << 'FIN'
systeme: essai
departement: "64"
fichiers:
  - nature: personnes
    colonnes: {dossier: dossier, personne: usager, role: role, naissance: naissance, le: {constante: 2026-01-01}}
    attributs: {soumission_droits_devoirs: {colonne: soumis, genre: booleen}, surnom: surnom}
FIN
printf 'dossier;usager;role;naissance;soumis;surnom\nD1;U1;Demandeur;01/02/1980;oui;Zaza\nD2;U2;Bénéficiaire;02/03/1981;oui;\n' > essai.csv
asked 0 importer --essai --regles "$rules" --correspondance essai.yaml essai.csv
says out "personne U1 : demandeur, naissance le 1er février 1980" "une ligne comprise"
says out "soumission_droits_devoirs : oui depuis le 1er janvier 2026" "un attribut compris"
says out "rejet : essai.csv:3" "une ligne refusée"
says out "surnom" "ce que les règles ne connaissent pas"
grep -q Zaza out && fails "l'essai montre ce que la base ne garderait pas"
asked 2 importer --essai --strict --regles "$rules" --correspondance essai.yaml essai.csv
asked 0 importer --essai --regles "$rules" --base essai.db --correspondance essai.yaml essai.csv
[ ! -e essai.db ] || fails "un essai crée la base"

# --- le fichier peut venir juste après les règles -----------------------------------------------------------------------------
asked 0 importer --base after.db --regles "$rules" all.ndjson

answered "ce qui est demandé à côté est dit"
