#!/bin/sh
# Des règles et des dossiers tirés au hasard, joués ensemble : sh tests/campagnes/paires.sh [N [première graine]]
# N paires (1 000 000 sans rien dire), cinquante dossiers par jeu de règles, sur deux processus. Sort 1 au premier désaccord.
set -eu
cd "$(dirname "$0")/../.."

paires=${1:-1000000}
premiere=${2:-1}
dossiers=50
[ "$paires" -ge 2000 ] || dossiers=20
jeux=$(((paires + dossiers - 1) / dossiers))
moitie=$(((jeux + 1) / 2))
essai=${FILROUGE_TEST_ORACLE:-build/bin/test_oracle}
[ -x "$essai" ] || { echo "$essai n'est pas construit : sh cmake/construire.sh -DFILROUGE_TESTS=ON test_oracle" >&2; exit 2; }

sortie=$(mktemp -d)
trap 'rm -rf "$sortie"' EXIT
debut=$(date +%s)
FILROUGE_PAIRES="${moitie}x$dossiers" FILROUGE_PAIRES_DEPUIS=$premiere "$essai" -w NoTests "[pairs]" >"$sortie/1" 2>&1 &
un=$!
deux=
if [ "$jeux" -gt "$moitie" ]; then
  FILROUGE_PAIRES="$((jeux - moitie))x$dossiers" FILROUGE_PAIRES_DEPUIS=$((premiere + moitie)) "$essai" -w NoTests "[pairs]" >"$sortie/2" 2>&1 &
  deux=$!
fi
resultat=0
wait "$un" || resultat=1
[ -z "$deux" ] || wait "$deux" || resultat=1
cat "$sortie"/*
echo "campagne paires : $jeux jeux de règles × $dossiers dossiers, graines $premiere à $((premiere + jeux - 1)), $(($(date +%s) - debut)) s"
exit $resultat
