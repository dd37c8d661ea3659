#!/bin/sh
# Runs the real command as other programs do: what it answers, on which stream, with which exit code.
#   cli_test.sh FILROUGE SOURCE      FILROUGE_PREMIER=1 stops at the first fault
set -u
. "$2/tests/apps/joue.sh"

# --- the filter: standard input to standard output --------------------------------------------------------------
control="controler --regles $rules --au 2024-04-03 --format ndjson"
{ one_line H005-suspension-sans-contradictoire.json; one_line H001-cer-non-signe.json; one_line H013-correction-puis-retrait.json; } > three.ndjson
asked 0 $control --dossiers - < three.ndjson
mv out first
empty err "le filtre parle sans raison sur la sortie d'erreur"
[ "$(order first)" = "64-H005 64-H001 64-H013 " ] || fails "l'ordre des dossiers n'est pas celui de l'entrée : $(order first)"
grep -v '^{"id":.*}$' first > other
empty other "une ligne de la sortie n'est pas un constat"
asked 0 $control --dossiers - < three.ndjson
same first out "la même entrée ne donne pas deux fois les mêmes octets"
asked 0 $control --dossiers three.ndjson
same first out "un fichier et l'entrée standard ne donnent pas les mêmes constats"
asked 0 $control --dossiers - < /dev/null
empty out "une entrée vide donne des constats"

# Oriented on 2 February 2024: the contract is due on 2 April, late from the 3rd.
grep -F '"dossier":"64-H001"' first | grep -F '"date":"2024-04-02"' | grep -qF '"statut":"depassee"' || fails "H001 : le CER du 2 avril 2024 n'est pas en retard le 3"
asked 0 controler --regles "$rules" --dossiers three.ndjson --dossier 64-H001 --au 2024-04-02 --format ndjson
grep -F '"date":"2024-04-02"' out | grep -qF '"statut":"depassee"' && fails "H001 : le CER est en retard le jour même où il est dû"

# --- bad lines ----------------------------------------------------------------------------------------------------
{
  one_line H005-suspension-sans-contradictoire.json
  echo '{"dossier":"X1","evenements":[{"type":"orientation"}]}'
  one_line H001-cer-non-signe.json
  echo '{ceci n'"'"'est pas du JSON'
  one_line H013-correction-puis-retrait.json
} > mixed.ndjson
asked 0 $control --dossiers - < mixed.ndjson
same first out "de mauvaises lignes changent ce qui est dit des bonnes"
grep -Eq '^[^:]+:2:[0-9]+: .*« le »' err || fails "le rejet de la ligne 2 ne dit pas ligne, colonne et raison"
grep -Eq '^[^:]+:4:[0-9]+: ' err || fails "le rejet de la ligne 4 ne dit pas ligne et colonne"
says err "2 ligne(s) rejetée(s)" "compte des rejets"
asked 2 $control --dossiers mixed.ndjson --strict --sortie strict.ndjson
[ ! -e strict.ndjson ] && nothing_partial || fails "--strict a laissé un fichier"
asked 0 $control --dossiers three.ndjson --strict

# --- findings asked to be absent ----------------------------------------------------------------------------------
# H005: suspended without having been heard, a blocking irregularity; H001: late, and nothing irregular.
asked 1 $control --dossiers three.ndjson --echouer-si bloquante
same first out "--echouer-si change les constats"
asked 0 $control --dossiers three.ndjson --dossier 64-H001 --echouer-si bloquante
# H001 is late and nothing else; H005 has blocking irregularities, and none that is only major.
asked 1 $control --dossiers three.ndjson --dossier 64-H001 --echouer-si majeure
asked 1 $control --dossiers three.ndjson --dossier 64-H005 --echouer-si majeure
asked 2 $control --dossiers three.ndjson --echouer-si grave
asked 0 $control --dossiers three.ndjson --territoire "Adour BAB"
[ "$(order out)" = "64-H001 64-H013 " ] || fails "--territoire ne choisit pas parmi les dossiers d'un fichier"
echo '{"schema":1,"dossier":"64-Z","connu_le":"2024-05-01"}' > later.ndjson
asked 2 $control --dossiers later.ndjson --dossier 64-Z
says err "« 64-Z » n'était pas connu le 3 avril 2024" "dossier connu plus tard"

# Whoever leads the procédure has its irregularities on his list; each has somebody.
asked 0 $control --dossiers three.ndjson --role referent_fil_rouge
says out '"nature":"irregularite"' "la liste du référent fil rouge tait les irrégularités"
grep -F '"role":null,"decideur":null' first && fails "un constat n'est à personne"

# --- shares, filters, output --------------------------------------------------------------------------------------
asked 0 $control --dossiers all.ndjson
mv out whole
: > shares
for share in 1/2 2/2; do
  asked 0 $control --dossiers - --tranche $share < all.ndjson
  [ -s out ] || fails "--tranche $share est vide : les dossiers sont mal partagés"
  cat out >> shares
done
sort whole > whole.sorted
sort shares > shares.sorted
same whole.sorted shares.sorted "--tranche 1/2 et 2/2 ne font pas le tout"
for share in 0/2 3/2 moitié; do asked 2 $control --dossiers all.ndjson --tranche $share; done

asked 0 $control --dossiers all.ndjson --nature irregularite
grep -F '"nature":"irregularite"' whole > expected
same expected out "--nature ne rend pas les seules lignes de cette nature"
asked 2 $control --dossiers all.ndjson --nature irregularites
says err "irregularite" "nature mal écrite"
asked 2 $control --dossiers all.ndjson --dossier 64-ABSENT

asked 0 $control --dossiers all.ndjson --sortie whole.ndjson
empty out "--sortie écrit aussi sur la sortie standard"
same whole whole.ndjson "--sortie et la sortie standard diffèrent"
asked 0 controler --regles "$rules" --au 2024-04-03 --dossiers all.ndjson --format json
says out '"au":"2024-04-03"' "enveloppe"
says out "\"constats\":$(lines whole)" "compte de l'enveloppe"

# The last day that dates go to is asked as any other.
asked 0 controler --regles $rules --au 2199-12-31 --dossiers all.ndjson

# --- the base: what was imported is what is answered --------------------------------------------------------------
asked 0 importer --regles "$rules" --base cases.sqlite all.ndjson
says out "25 dossiers nouveaux" "import"
asked 0 $control --dossiers cases.sqlite
same whole out "la base et le fichier ne donnent pas les mêmes octets"
asked 0 importer --regles "$rules" --base cases.sqlite all.ndjson
says out "déjà importé" "second import du même fichier"
asked 0 $control --dossiers cases.sqlite
same whole out "importer deux fois change les constats"
asked 2 $control --dossiers absent.sqlite
asked 2 importer --regles "$rules" --base refused.sqlite --depuis tableau all.ndjson
cp all.ndjson all.docx
asked 2 importer --regles "$rules" --base refused.sqlite all.docx
says err "« .docx » ne dit pas de quel format" "document sans --depuis"
# A workbook is read by a page; what is none is refused before the base is made.
cp all.ndjson all.xlsx
asked 2 importer --regles "$rules" --base refused.sqlite all.xlsx
says err "all.xlsx : un classeur se lit avec --correspondance" "classeur sans page"
printf 'fichiers:\n  - colonnes: {dossier: d, type: {constante: orientation}, le: le}\n' > workbook.yaml
asked 2 importer --regles "$rules" --base refused.sqlite --correspondance workbook.yaml all.xlsx
says err "« all.xlsx » : ce fichier est du texte, pas un classeur" "faux classeur"
printf 'PK\003\004' > workbook.csv
asked 2 importer --regles "$rules" --base refused.sqlite --correspondance workbook.yaml workbook.csv
says err "workbook.csv : c'est un classeur, sous un nom de CSV" "classeur nommé .csv"
[ ! -e refused.sqlite ] || fails "un format inconnu a créé une base"

# Without rules nobody knows what may be kept: the import is refused, and says what to give.
mkdir alone
cp "$filrouge" alone/filrouge
alone/filrouge importer --base refused.sqlite all.ndjson 2> err && fails "un import sans règles répond 0"
says err "donnez-les par --regles" "import sans règles"
rm -r alone
asked 2 importer --regles absent --base refused.sqlite all.ndjson
[ ! -e refused.sqlite ] || fails "un import sans règles a créé une base"

for nowhere in "" " " ":memory:" "file:en_memoire.db" "$place" absent/base.db; do
  asked 2 importer --regles "$rules" --base "$nowhere" three.ndjson
  says err " ; " "base qui n'est pas un fichier"
  empty out "une base qui n'est pas un fichier dit des dossiers importés"
done
asked 2 importer --regles "$rules" --base= three.ndjson
says err "n'a pas de valeur" "--base= sans valeur"
[ ! -e " " ] && [ ! -e en_memoire.db ] || fails "une base refusée a laissé un fichier"
for command in "importer --base vide.db X" "importer --base vide.db --correspondance X three.ndjson" "importer --base vide.db --regles X three.ndjson" \
  "controler --regles X --dossiers three.ndjson" "controler --dossiers X" "controler --dossiers three.ndjson --sortie X" \
  "expliquer --dossiers X" "indicateurs --dossiers X" "indicateurs --dossiers three.ndjson --sortie X" \
  "verifier X" "tester X" "documenter X" "documenter --sortie X" "documenter --a-jour X"; do
  set --
  for word in $command; do
    [ "$word" = X ] && word=
    set -- "$@" "$word"
  done
  asked 2 "$@"
  says err "le chemin est vide" "$command, X étant vide"
done
[ ! -e vide.db ] || fails "un chemin vide a créé une base"

asked 0 importer --regles "$rules" --base flux.sqlite --depuis cnaf "$source/tests/formats/donnees/flux-2026-09.xml"
says out "2 dossiers nouveaux" "flux de la CNAF"
asked 0 controler --regles "$rules" --dossiers flux.sqlite --au 2026-11-21 --format ndjson
[ -s out ] || fails "rien n'est dit des dossiers du flux"

# What the flux of the next month withdraws, and how far the base goes.
asked 0 importer --regles "$rules" --base flux.sqlite --depuis cnaf "$source/tests/formats/donnees/flux-2026-10.xml"
says out "flux mensuel de la CAF 641 au 31 octobre 2026, fait le 5 novembre 2026 : 3 foyers, dont 1 nouveau, 1 acte corrigé" "ce qui a changé"
says out "ne sont pas lus : Personne/DossierCAF (" "ce qui n'est pas lu"
sed '/<InfosFoyerRSA>/,/<\/InfosFoyerRSA>/d; s|2026-10-06|2026-12-05|; s|2026-09-30|2026-11-30|; s|NBTOTDOSRSATRANSM>00000002|NBTOTDOSRSATRANSM>00000001|; s|<TransmissionFlux>|<InfosFoyerRSA><IdentificationRSA><Organisme><FONORG>CAF</FONORG><NUMORG>641</NUMORG><MATRICULE>770022200000000</MATRICULE></Organisme></IdentificationRSA><Personne><Identification><DTNAI>1979-07-14</DTNAI></Identification><Prestations><NATPREST>RSA</NATPREST><ROLEPERS>DEM</ROLEPERS></Prestations></Personne><PrestationRSA><SituationDossierRSA><EtatDossierRSA><ETATDOSRSA>2</ETATDOSRSA></EtatDossierRSA></SituationDossierRSA></PrestationRSA></InfosFoyerRSA>&|' \
  "$source/tests/formats/donnees/flux-2026-09.xml" > november.xml
asked 0 importer --regles "$rules" --base flux.sqlite --depuis cnaf november.xml
says out "2 foyers connus ne sont plus dans le flux mensuel de la CAF 641 : vus pour la dernière fois au 31 octobre 2026" "foyers absents"
for format in texte html; do
  asked 0 controler --regles "$rules" --dossiers flux.sqlite --au 2026-12-10 --format $format
  says out "flux mensuel de la CAF 641 : jusqu'au 30 novembre 2026, le dernier fait le 5 décembre 2026" "fraîcheur, $format"
  says out "CAF-641-770033300000000 : vu pour la dernière fois dans le flux du 31 octobre 2026" "foyer absent, $format"
done
asked 0 controler --regles "$rules" --dossiers flux.sqlite --au 2026-12-10 --format json
says out '"sources":[{"source":"flux mensuel de la CAF 641","jusqu_au":"2026-11-30","fait_le":"2026-12-05","plus_montres":[{"dossier":"CAF-641-770011100000000","vu_le":"2026-10-31"}' "fraîcheur, json"
asked 0 controler --regles "$rules" --dossiers three.ndjson --au 2026-12-10 --format json
grep -q '"sources"' out && fails "un fichier n'a pas de fraîcheur"

# A foyer of the MSA: its matricule is the NIR, which nothing may keep or say.
sed 's|<FONORG>CAF</FONORG><NUMORG>641</NUMORG><MATRICULE>770011100000000|<FONORG>MSA</FONORG><NUMORG>640</NUMORG><MATRICULE>288049910000166|' \
  "$source/tests/formats/donnees/flux-2026-09.xml" > msa.xml
asked 0 importer --regles "$rules" --base msa.sqlite --depuis cnaf msa.xml
says out "2 dossiers nouveaux" "flux de la MSA"
cat out err > told
for format in texte html csv ndjson; do
  asked 0 controler --regles "$rules" --dossiers msa.sqlite --au 2026-11-21 --format $format
  says out "MSA-640-demande-0640000001" "foyer de la MSA nommé par sa demande"
  cat out err >> told
done
grep -aq 2880499100001 told msa.sqlite* && fails "un NIR est gardé ou dit"
printf '<?xml version="1.0" encoding=' > cut.xml
asked 2 importer --regles "$rules" --base msa.sqlite --depuis cnaf cut.xml
says err "sans doute coupé" "flux coupé dans sa première ligne"

# --- indicators ---------------------------------------------------------------------------------------------------
# tests/indicateurs: seventeen dossiers measured by hand in mesures.fil.
measures="$source/tests/indicateurs"
stats="indicateurs --regles $rules/national/vocabulaire.fil --regles $rules/national/roles.fil --regles $rules/national/delais.fil --regles $measures/mesures.fil --dossiers"
asked 0 $stats "$measures/dossiers.ndjson" --au 2026-06-30
mv out page
says page "  Ensemble                      31         6                   2              1          3                   1       au-dessus" "médiane, et ceux qui attendent"
says page "« masqué »" "groupe trop petit"
says page "Moins de 5 dossiers" "couverture de peu de dossiers"
asked 0 $stats - --au 2026-06-30 < "$measures/dossiers.ndjson"
same page out "un fichier et l'entrée standard ne donnent pas les mêmes indicateurs"
asked 0 stats --regles "$rules/national/vocabulaire.fil" --regles "$rules/national/roles.fil" --regles "$rules/national/delais.fil" \
  --regles "$measures/mesures.fil" --dossiers "$measures/dossiers.ndjson" --au 2026-06-30 --connu-au 2026-06-19 --indicateur attente_moyenne --par "" --format csv
says out ";ensemble;;;43,8;jours;6;" "ce qui était connu le 19 juin"
[ "$(lines out)" = 2 ] || fails "un indicateur sans axe n'est pas une ligne sous son titre"
asked 0 $stats "$measures/dossiers.ndjson" --au 2026-06-30 --format json --sortie stats.json
empty out "--sortie écrit aussi sur la sortie standard"
says stats.json '"nom": "essai.indicateurs.attente"' "indicateurs en JSON"
asked 0 importer --regles "$rules" --base stats.sqlite "$measures/dossiers.ndjson"
asked 0 $stats stats.sqlite --au 2026-06-30
same page out "la base et le fichier ne donnent pas les mêmes indicateurs"
{ cat "$measures/dossiers.ndjson"; echo '{ceci est faux'; } > spoilt.ndjson
asked 0 $stats spoilt.ndjson --au 2026-06-30
says err "1 ligne(s) rejetée(s)" "ligne fausse parmi les dossiers mesurés"
says out "1 ligne rejetée" "ligne fausse, sur la page"
asked 2 $stats spoilt.ndjson --au 2026-06-30 --strict
asked 2 $stats "$measures/dossiers.ndjson" --au 2026-06-30 --du 2026-07-01
says err "--du : le 2026-07-01 vient après le jour demandé" "période à l'envers"
asked 2 $stats "$measures/dossiers.ndjson" --au 2026-06-30 --par territoires
says err "voulez-vous dire « territoire »" "axe mal écrit"
asked 2 $stats "$measures/dossiers.ndjson" --au 2026-06-30 --indicateur attentes
says err "voulez-vous dire « attente »" "indicateur mal écrit"
asked 2 $stats "$measures/dossiers.ndjson" --au 2026-06-30 --du 2026-07-01
empty out "une période à l'envers donne des indicateurs"
asked 0 $stats "$measures/dossiers.ndjson" --au 2026-06-30 --departement 64
says out ", département 64 : 17 dossiers" "les dossiers d'un département"
asked 0 indicateurs --regles "$rules" --dossiers "$measures/dossiers.ndjson" --au 2026-06-30 --departement 93 --format csv
says out "departement93." "les indicateurs du département demandé"
grep -q "departement64\." out && fails "--departement 93 mesure les indicateurs du 64"
grep -q "aucune règle" err && fails "un département qui a ses règles est repris"
says err "aucun dossier du département 93 ; ceux qu'ils disent : 64" "un département sans dossier"
asked 0 indicateurs --regles "$rules" --dossiers "$measures/dossiers.ndjson" --au 2026-06-30 --departement 064
says out ", département 64 : 17 dossiers" "un département écrit sur trois chiffres"
asked 0 indicateurs --regles "$rules" --dossiers "$measures/dossiers.ndjson" --au 2026-06-30 --departement 65
says err "--departement 65 : aucune règle ne lui est propre (il y en a pour : 58, 64, " "un département sans règles"
asked 2 indicateurs --regles "$rules" --dossiers "$measures/dossiers.ndjson" --au 2026-06-30 --departement 64 --indicateur contrats_apres_relance_93
says err "est du département 93" "indicateur d'un autre département"
asked 0 indicateurs --help
says out "Exemple : filrouge indicateurs" "aide des indicateurs"

# --- rules that are wrong -----------------------------------------------------------------------------------------
mkdir wrong
printf 'module essai\n\nprocédure pour chaque personne\n' > wrong/essai.fil
asked 1 verifier wrong
says out "essai.fil:3:" "place de la faute"
asked 2 controler --regles wrong --dossiers all.ndjson --format ndjson --sortie never.ndjson
says err "essai.fil:3:" "place de la faute"
empty out "de mauvaises règles donnent des constats"
[ ! -e never.ndjson ] && nothing_partial || fails "de mauvaises règles ont laissé un fichier"
asked 2 tester wrong
asked 2 controler --regles absent --dossiers all.ndjson
asked 0 verifier "$rules"
asked 0 verifier --expliquer f301
says out "F301 (erreur) : un nom n'existe pas" "page d'un code"
asked 0 verifier --expliquer
says out "F501  " "liste des codes"
asked 2 verifier --expliquer F30
says err "voulez-vous dire « F301 »" "code mal écrit"
asked 0 tester "$rules"

# 2 February 2024 + 2 months is 2 April: a scénario that waits for the 3rd must fail.
mkdir essai
cp "$rules/national/vocabulaire.fil" "$rules/national/roles.fil" essai/
cp "$source/tests/bench/deux_regles.fil" essai/essai.fil
cat >> essai/essai.fil << 'FIN'

scénario deux_mois « Deux mois après l'orientation »
  le 2024-01-10 notification_droits_devoirs
  le 2024-02-02 orientation parcours: social
  au 2024-03-01 attendre échéance signer due le 2024-04-02, à venir
FIN
asked 0 tester essai
sed 's/2024-04-02/2024-04-03/' essai/essai.fil > moved && mv moved essai/essai.fil
asked 1 tester essai
says out "échec" "scénario faux"
says out "essai.fil:" "place du scénario faux"

# --- délais: the ISO date stands alone on the first line ----------------------------------------------------------
deadline() {
  expected_day=$1
  shift
  asked 0 delai "$@"
  [ "$(head -n 1 out)" = "$expected_day" ] || fails "delai $* : $(head -n 1 out) au lieu de $expected_day"
  [ "$(lines out)" -ge 2 ] || fails "delai $* ne montre pas le calcul"
}
deadline 2023-02-28 --depuis 2023-01-31 --duree "1 mois"
deadline 2024-02-29 --depuis 2024-01-31 --duree "1 mois"
deadline 2026-02-28 --depuis 2026-01-30 --duree "1 mois"
deadline 2026-03-02 --depuis 2026-01-30 --duree "1 mois" --proroge
deadline 2026-09-30 --depuis 2026-08-31 --duree "1 mois" --proroge
deadline 2028-02-29 --depuis 2027-12-31 --duree "2 mois" --proroge
deadline 2027-02-28 --depuis 2026-11-30 --duree "3 mois"
deadline 2027-03-01 --depuis 2026-11-30 --duree "3 mois" --proroge
deadline 2026-11-16 --depuis 2026-10-15 --duree "1 mois" --proroge
deadline 2026-05-14 --depuis 2026-05-04 --duree "10 jours"
deadline 2026-05-15 --depuis 2026-05-04 --duree "10 jours" --proroge
deadline 2026-05-04 --depuis 2026-04-22 --duree "10 jours" --proroge
deadline 2025-02-13 --depuis 2025-01-02 --duree "6 semaines" --proroge
deadline 2026-10-19 --depuis 2026-09-07 --duree "6 semaines" --proroge
deadline 2027-06-10 --depuis 2025-06-10 --duree "24 mois"
deadline 2026-04-03 --depuis 2026-03-03 --duree "1 mois" --proroge
deadline 2026-04-07 --depuis 2026-03-03 --duree "1 mois" --proroge --calendrier alsace-moselle --vendredi-saint
asked 2 delai --depuis 2026-02-30 --duree "1 mois"
empty out "une date fausse donne une réponse"
says err "2026-02-30" "jour qui n'existe pas"
asked 2 delai --depuis 2026-01-31 --duree "un certain temps"
asked 2 delai --depuis 2026-01-31 --duree "1 mois" --calendrier lune
asked 2 controler --regles "$rules" --dossiers all.ndjson --au 2026-13-01
says err "2026-13-01" "mois qui n'existe pas"
empty out "un jour qui n'existe pas donne des constats"

# --- usage --------------------------------------------------------------------------------------------------------
asked 2
says err "il manque un verbe" "sans verbe"
asked 2 controller
says err "voulez-vous dire « controler »" "verbe mal écrit"
asked 2 controler --dossiers all.ndjson --tranches 1/2
says err "--tranche" "option mal écrite"
asked 2 controler
says err "--dossiers" "option obligatoire absente"
asked 0 --version
asked 0 --help
for verb in verifier tester documenter controler expliquer importer delai; do
  asked 0 $verb --help
  says out "Exemple" "aide de $verb"
done

# --- the budget of a dossier ------------------------------------------------------------------------------------
# Some dossiers cost more than 10,000 steps, some do not: those are told, whatever is filtered, and the night goes on.
asked 0 $control --dossiers all.ndjson --budget 10000 --nature etat
grep -q "Dossier trop coûteux à évaluer" out || fails "aucun dossier trop coûteux n'est dit"
grep -q '"nature":"etat"' out || fails "un dossier trop coûteux tait les autres"
asked 0 controler --regles $rules --au 2024-04-03 --dossiers all.ndjson --budget 10000
says out "--budget" "dossier trop coûteux : ce qu'il faut faire"
sed -n '/POINTS À TRANCHER/,/^──.*FAITS/p' out > undecided
says undecided "Dossier trop coûteux à évaluer" "dossier trop coûteux : sa place dans la liste"
asked 0 $control --dossiers all.ndjson --budget 0
same whole out "sans fin, le budget change les constats"

asked 2 delai --depuis 2199-12-01 --duree "2 mois"
says err "mène hors des années connues" "délai au-delà du calendrier"
asked 0 delai --depuis 2026-05-04 --duree "10 jours" --proroge
says out "Calendrier métropole supposé" "calendrier supposé"
asked 0 delai --depuis 2026-05-04 --duree "10 jours" --proroge --calendrier reunion
grep -q "supposé" out && fails "delai : un calendrier nommé est dit supposé"

# --- the register -------------------------------------------------------------------------------------------------
cat > registre.fil <<'FIN'
module essai.registre
  titre « Essai »
  national
  conduite par fil_rouge
  conventions essai.jours
  fondement « essai »
  statut vérifié « essai »
conventions essai.jours
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
  statut vérifié « essai »
rôle fil_rouge « Fil rouge » institution departement
rôle greffe « Greffe » institution departement
événement saisine « Saisine »
  portée personne
événement decision « Décision »
  portée personne
événement levee « Levée »
  portée personne
événement rejet « Rejet »
  portée personne
étiquette saisine désigne saisine
procédure suivi « Suivi »
  une instance par saisine
  état ouverte initial « À décider »
    échéance décider « Décider » : 1 mois après début
      tenue par decision
      si dépassée : irrégularité « Décision tardive »
    dès decision, aller à suspendue
  état suspendue « Suspendue »
    échéance lever « Faire le point » : dès que possible
      tenue par levee
      à faire « Faire le point » par fil_rouge
    dès levee, aller à levée
  états finaux levée
procédure recours « Recours »
  une instance par decision
  conduite par greffe
  état contestable initial « Contestable »
    faculté contester « Contester » : 2 mois après decision
      tenue par levee
    dès rejet, aller à rejeté
  états finaux rejeté
FIN
cat > registre.ndjson <<'FIN'
{"schema":1,"dossier":"64-R","departement":"64","territoire":"Adour BAB","personnes":[{"id":"p1","role":"demandeur"}],"evenements":[{"id":"e1","type":"saisine","le":"2026-01-05","personne":"p1","reference":"S-1"},{"id":"e2","type":"decision","le":"2026-02-09","personne":"p1","references":{"saisine":"S-1"}},{"id":"e3","type":"levee","le":"2026-03-02","personne":"p1","references":{"saisine":"S-1"}},{"id":"e4","type":"saisine","le":"2026-05-04","personne":"p1","reference":"S-2"}]}
FIN
register="registre --regles registre.fil --dossiers registre.ndjson --role fil_rouge"
# S-2, opened on 4 May 2026, is to be decided by 4 June; S-1, decided late, ended with its levée, whoever may still appeal.
asked 0 $register --au 2026-05-05
says out "1 affaire ouverte, 1 affaire close" "registre : compte"
tr '\n' ' ' < out > line
says line "64-R/p1 · S-2 · « Saisine » du 4 mai 2026 (e4)     « À décider », depuis le 4 mai 2026     Attendu : Décider — due le 4 juin 2026  [échéance, à venir]" "registre : ouverte"
says line "64-R/p1 · S-1 · « Saisine » du 5 janvier 2026 (e1)     Close le 2 mars 2026 : « Levée »     1 irrégularité" "registre : close"
asked 0 $register --au 2026-02-10 --format csv
says out '64-R;Adour BAB;p1;S-1;2026-01-05;« Saisine » du 5 janvier 2026 (e1);oui;"« Suspendue » ; « Contestable »";2026-02-09;Faire le point;;en_cours;1;0;' "registre : csv, une décision est de sa saisine"
# « oral » cannot be judged: the saisine does not say it. Two lines ask for it, the register once; of two échéances, it tells the first.
sed 's/^  portée personne$/&\n  oral : booléen/; s/    dès decision, aller à suspendue/    échéance entendre « Entendre » : 15 jours après début\n      tenue par levee\n    tant que oral de (dernier saisine, de cette affaire), à faire « Préparer » par fil_rouge\n    dès decision, quand oral de (dernier saisine, de cette affaire), aller à suspendue/' registre.fil > registre_oral.fil
asked 0 registre --regles registre_oral.fil --dossiers registre.ndjson --role fil_rouge --au 2026-05-05
grep -qx "    Il manque : oral" out || fails "registre : fait manquant"
grep -q "oral, oral" out && fails "registre : un fait manquant dit deux fois"
tr '\n' ' ' < out > line
says line "« À décider », depuis le 4 mai 2026     Attendu : Entendre — due le 19 mai 2026" "registre : la première échéance"
asked 0 $register --au 2026-05-05 --ouvertes
grep -q "S-1" out && fails "registre : --ouvertes montre une affaire close"
asked 0 $register --au 2026-05-05 --format csv
says out "dossier;territoire;personne;affaire;ouverte_le;" "registre : titres du csv"
# « Perhaps still open » (franc or not, the text does not say): what she may do is never what is awaited of anybody.
sed 's/2 mois après decision$/&, franc incertain/' registre.fil > registre_franc.fil
sed 's/,{"id":"e3","type":"levee"[^}]*}}//' registre.ndjson > registre_recours.ndjson
asked 0 registre --regles registre_franc.fil --dossiers registre_recours.ndjson --au 2026-04-10
tr '\n' ' ' < out > line
says line "« Contestable » ; « Suspendue », depuis le 9 février 2026     À faire : Faire le point" "registre : une faculté n'est pas attendue"
# Proposed in what one conducts, decided by another: it is on both their lists.
sed "s/^  état suspendue « Suspendue »$/&\\n    à l'entrée, proposer levee « Lever » par greffe/" registre.fil > decide.fil
for role in greffe fil_rouge; do
  asked 0 controler --regles decide.fil --dossiers registre.ndjson --au 2026-02-10 --role $role --nature proposition --format ndjson
  says out '"decideur":"greffe"' "--role $role : une proposition"
done
asked 2 registre --regles registre.fil --dossiers registre.ndjson --role fil_rose
says err "voulez-vous dire" "registre : rôle mal écrit"

# --- the règlement and the index ----------------------------------------------------------------------------------
mkdir -p reglement
cat > reglement/a.fil <<'FIN'
module essai.reglement
  titre « Règlement d'essai »
  en vigueur du 2020-01-01
  fondement CASF L262-36
  statut vérifié « lu »
événement orientation « Orientation »
événement cer_signé « CER signé »
paramètre délai_pour_signer : durée = 2 mois
  fondement « usage », statut à vérifier
  valeurs possibles 2 mois, 3 mois
procédure suivi « Signature du CER »
  une instance par orientation, pour la personne
  état à_signer initial « CER à signer »
    échéance signer : délai_pour_signer après début, non franc, non prorogé
      tenue par cer_signé
    dès cer_signé, aller à signé
  états finaux signé
article signature « Signature en deux mois »
  encodé par suivi, délai_pour_signer
article gratuité « Instruction gratuite »
  sans règle « aucun dossier n'est en cause »
scénario signé_à_temps « Signé »
  le 2026-01-05 orientation
  le 2026-02-02 cer_signé
  au 2026-02-02 attendre suivi dans signé
FIN
asked 0 documenter reglement
says out "## Règlement d'essai" "règlement"
says out "*délai pour signer* après le début du suivi" "règlement : délai"
says out "usage (à vérifier)" "règlement : statut"
asked 0 documenter reglement --index --sortie index.md
says index.md "| Signature en deux mois | CASF L262-36 | \`suivi\`, \`delai_pour_signer\` |" "index"
says index.md "encodé ; à vérifier : usage | \`signe_a_temps\` |" "index : statut et scénario"
says index.md "cité, sans règle : aucun dossier n'est en cause" "index : sans règle"
asked 0 documenter reglement --index --a-jour index.md
echo >> index.md
asked 1 documenter reglement --index --a-jour index.md
says err "n'est pas à jour" "index périmé"
asked 0 documenter reglement --objectifs
says out "aucun objectif ne s'y fixe" "objectifs : aucun"
asked 2 documenter reglement --objectifs --module essai.absent
cat > objectifs.fil <<'FIN'
module departement64.objectifs
  titre « Objectifs du service »
  département 64
  en vigueur du 2026-01-01
  utilise departement64.accueil
  fondement « note de service »
  statut vérifié « lue »
fixer l'objectif d'instruire_la_demande à 21 jours, territoire « Adour BAB »
FIN
asked 0 documenter "$rules" objectifs.fil --objectifs --departement 64 --module departement64
says out "| \`accueil.à_recevoir.tenir_le_premier_contact\` | aucun |" "objectifs : nom à écrire"
says out "| 21 jours depuis le 1er janvier 2026 (territoire « Adour BAB », département 64) — *note de service* |" "objectifs : fixé"
asked 0 documenter "$rules" objectifs.fil --objectifs --departement 93
! grep -qF "Adour BAB », d" out || fails "objectifs : d'un autre département"
asked 0 documenter reglement --sortie reglement.html
says reglement.html "Règlement d'essai</h2>" "règlement en HTML"
says reglement.html "width=device-width, initial-scale=1" "règlement en HTML : téléphone"
says reglement.html "Page écrite le" "règlement en HTML : jour"
asked 2 documenter reglement --module essai.absent
says err "--module : « essai.absent » n'a aucune règle à dire" "règlement : module inconnu"

# --- the English names --------------------------------------------------------------------------------------------
asked 0 run --regles "$rules" --au 2024-04-03 --format ndjson --dossiers all.ndjson
same whole out "run ne répond pas comme controler"
asked 0 check "$rules"
asked 1 test essai
asked 0 explain --regles "$rules" --dossiers all.ndjson --dossier 64-H001 --au 2024-04-03
says out "2 avril 2024" "explain"
mv out explained
asked 0 expliquer --regles "$rules" --dossiers all.ndjson --dossier 64-H001 --au 2024-04-03
same explained out "explain ne répond pas comme expliquer"
asked 0 import --regles "$rules" --base english.sqlite three.ndjson
asked 0 deadline --depuis 2026-01-31 --duree "1 mois"
[ "$(head -n 1 out)" = 2026-02-28 ] || fails "deadline ne répond pas comme delai"

answered "la commande répond comme convenu"
