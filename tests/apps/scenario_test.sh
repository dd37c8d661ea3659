#!/bin/sh
# A real dossier becomes a scénario that `tester` replays at once; a fault made on purpose in the rules is told with the scénario that sees it.
#   scenario_test.sh FILROUGE SOURCE
set -u
. "$2/tests/apps/joue.sh"
one_line H005-suspension-sans-contradictoire.json > un.ndjson
id=$(sed 's/.*"dossier": *"\([^"]*\)".*/\1/' un.ndjson)
for weeks in 0 7 -52; do
  asked 0 scenario --regles "$rules" --dossiers un.ndjson --dossier "$id" --au 2024-06-03 --decaler "$weeks" --sortie "essai$weeks.fil"
  ! grep -qF "$id" "essai$weeks.fil" || fails "le scénario nomme son dossier"
  asked 0 tester "$rules" "essai$weeks.fil"
done
says essai0.fil "corrigez ce qu'elles devraient dire" "ce que l'agent doit en faire"
says essai7.fil "décalés de 7 semaines" "le décalage"
asked 0 importer --depuis ndjson --base base.sqlite --regles "$rules" un.ndjson
asked 0 scenario --regles "$rules" --dossiers base.sqlite --dossier "$id" --au 2024-06-03 --sortie de_la_base.fil
asked 0 tester "$rules" de_la_base.fil

asked 2 scenario --regles "$rules" --dossiers un.ndjson --au 2024-06-03 --sortie rien.fil
says err "de quel dossier" "sans --dossier"
asked 2 scenario --regles "$rules" --dossiers un.ndjson --dossier 64-NULLE --au 2024-06-03 --sortie rien.fil
echo "procédure" > fausses.fil
asked 2 scenario --regles fausses.fil --dossiers un.ndjson --dossier "$id" --au 2024-06-03 --sortie rien.fil
[ ! -e rien.fil ] || fails "un fichier est écrit malgré la faute"

# ---- les fautes faites exprès
asked 0 tester "$rules/national" --mutations --procedure rapo --tirage 12 --sans-scenario
says out "12 mutants tirés sur" "le tirage"
mv out premier
asked 0 tester "$rules/national" --mutations --procedure rapo --tirage 12 --sans-scenario
cmp -s out premier || fails "le tirage n'est pas le même d'une fois sur l'autre"
asked 1 tester "$rules/national" --mutations --procedure suite_du_manquement --limite 1 --barre 100
says out "aucun scénario ne le voit" "un survivant"
says out "Arrêté au premier survivant" "l'arrêt"
asked 2 tester "$rules/national" --mutations --procedure nulle_part
says err "aucune procédure ne s'appelle « nulle_part »" "une procédure qui n'existe pas"
asked 2 tester "$rules/national" --tirage 5
asked 2 tester "$rules/national" --mutations --format junit
asked 0 tester "$rules/national" --couverture
says out "dont un côté n'est montré par aucun scénario" "les côtés des gardes"

answered "un vrai dossier se rejoue comme un scénario ; les fautes faites exprès sont dites"
