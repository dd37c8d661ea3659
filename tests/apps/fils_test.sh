#!/bin/sh
# « controler --fils » répond les mêmes octets quel que soit le nombre de fils, dans chaque format, et échoue comme un seul.
#   fils_test.sh FILROUGE SOURCE
set -u
. "$2/tests/apps/joue.sh"
for again in $(seq 1 60); do sed "s/\"dossier\": *\"/&$again-/" all.ndjson; done > many.ndjson
for again in 1 2 3 4; do sed "s/\"dossier\": *\"/&$again-/" all.ndjson; done > hundred.ndjson
for format in ndjson csv json texte html ics; do
  for threads in 1 2 7; do
    asked 0 controler --regles "$rules" --dossiers many.ndjson --au 2024-04-03 --format $format --fils $threads
    # L'heure à laquelle la réponse a été faite est la seule chose qui change.
    sed 's/"fait_le":"[^"]*"//; s/[0-9-]*T[0-9:]*Z//' out > "$format.$threads"
  done
  same $format.1 $format.2 "--format $format : d'autres octets avec deux fils"
  same $format.1 $format.7 "--format $format : d'autres octets avec sept fils"
done
# Un classeur est comprimé, son heure avec lui : deux qui sont de la même seconde sont pareils.
alike=
for try in 1 2 3 4 5 6 7 8; do
  asked 0 controler --regles "$rules" --dossiers hundred.ndjson --au 2024-04-03 --format xlsx --sortie one.xlsx
  asked 0 controler --regles "$rules" --dossiers hundred.ndjson --au 2024-04-03 --format xlsx --sortie two.xlsx --fils 2
  cmp -s one.xlsx two.xlsx && alike=yes && break
done
[ -n "$alike" ] || fails "--format xlsx : d'autres octets avec deux fils"
[ "$(wc -l < ndjson.1)" -gt 1000 ] || fails "trop peu de constats pour que les fils se croisent : $(wc -l < ndjson.1)"
asked 1 controler --regles "$rules" --dossiers many.ndjson --au 2024-04-03 --format csv --fils 3 --echouer-si majeure
"$filrouge" controler --regles "$rules" --dossiers many.ndjson --au 2024-04-03 --format ndjson --fils 3 2> err | head -n 1 > /dev/null
empty err "un tuyau fermé sous plusieurs fils"
if [ -e /dev/full ]; then
  "$filrouge" controler --regles "$rules" --dossiers many.ndjson --au 2024-04-03 --format ndjson --fils 3 > /dev/full 2> err
  [ $? = 2 ] || fails "un disque plein sous plusieurs fils ne répond pas 2"
fi
# Où le système ne donne pas tous les fils demandés, ceux qu'il donne répondent.
if (ulimit -v 4000000) 2> /dev/null; then
  (ulimit -v 400000; timeout 60 "$filrouge" controler --regles "$rules" --dossiers many.ndjson --au 2024-04-03 --format ndjson --fils 64 > few 2> err)
  code=$?
  [ "$code" = 124 ] && fails "--fils attend sans fin des fils que le système ne donne pas"
  [ "$code" = 0 ] && same ndjson.1 few "d'autres octets quand le système donne moins de fils"
fi
for count in 0 65 deux -1; do
  asked 2 controler --dossiers many.ndjson --fils "$count"
  grep -q "il faut un entier de 1 à 64" err || fails "--fils $count : $(cat err)"
done
answered "les fils répondent d'une voix"
