#!/bin/sh
# Un import tué à n'importe quel moment laisse la base d'avant ou celle d'après, et le suivant l'achève.
#   coupures_test.sh FILROUGE SOURCE [COUPURES]
set -u
filrouge=$1
source=$2
cuts=${3:-100}
rules=$source/rules/national/vocabulaire.fil
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1

dossiers() {  # FIRST LAST DAY
  awk -v a="$1" -v b="$2" -v day="$3" 'BEGIN { for (i = a; i <= b; i++) printf "{\"dossier\":\"64-%05d\",\"departement\":\"64\",\"organisme\":\"CAF\",\"matricule\":\"%07d\",\"personnes\":[{\"id\":\"p1\",\"role\":\"demandeur\"}],\"evenements\":[{\"id\":\"r%s\",\"type\":\"relance\",\"le\":\"%s\",\"personne\":\"p1\"}]}\n", i, i, day, day }'
}
dossiers 1 400 2026-01-05 > first.ndjson
dossiers 201 4000 2026-02-05 > second.ndjson
import() { "$filrouge" importer --regles "$rules" --base "$1" "$2" > account 2>&1; }
told() { "$filrouge" controler --regles "$rules" --dossiers "$1" --au 2026-03-01 --format json 2>&1 | sed 's/"fait_le"[^,]*,//' | cksum; }

import base.db first.ndjson || { cat account; exit 1; }
cp base.db after.db
begin=$(date +%s%N)
import after.db second.ndjson || { cat account; exit 1; }
whole=$((($(date +%s%N) - begin) / 1000))  # microseconds
before=$(told base.db)
after=$(told after.db)
[ "$before" != "$after" ] || { echo "ÉCHEC : les deux bases se disent pareil"; exit 1; }

wrong=0 untouched=0 ended=0 cut=0
while [ $cut -lt "$cuts" ]; do
  cut=$((cut + 1))
  rm -f cut.db*
  cp base.db cut.db
  "$filrouge" importer --regles "$rules" --base cut.db second.ndjson > account 2>&1 &
  run=$!
  # One in two anywhere; the other about the end, where the work becomes the base.
  sleep "$(awk -v cut=$cut -v cuts="$cuts" -v whole=$whole \
    'BEGIN { printf "%.4f", whole * (cut % 2 ? cut / cuts : 0.85 + 0.45 * cut / cuts) / 1e6 }')"
  kill -9 $run 2> /dev/null
  wait $run 2> /dev/null
  now=$(told cut.db)
  case $now in
    "$before") untouched=$((untouched + 1)) ;;
    "$after") ended=$((ended + 1)) ;;
    *)
      echo "ÉCHEC : coupure $cut : la base n'est ni celle d'avant ni celle d'après"
      wrong=$((wrong + 1))
      ;;
  esac
  if [ $((cut % 10)) -eq 0 ]; then  # and the next import ends what this one began
    import cut.db second.ndjson || { echo "ÉCHEC : l'import ne reprend pas après la coupure $cut"; cat account; wrong=$((wrong + 1)); }
    [ "$(told cut.db)" = "$(told after.db)" ] || { echo "ÉCHEC : repris après la coupure $cut, l'import donne une autre base"; wrong=$((wrong + 1)); }
  fi
done
if [ $untouched -eq 0 ] || [ $ended -eq 0 ]; then
  echo "ÉCHEC : des $cuts coupures, $untouched sont tombées pendant l'import et $ended après : il en faut des deux"
  wrong=$((wrong + 1))
fi
[ $wrong -eq 0 ] || exit 1
echo "$cuts imports tués : $untouched bases d'avant, $ended d'après"
