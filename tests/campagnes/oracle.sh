#!/bin/sh
# Le moteur et l'oracle, sur des dossiers de graines neuves : sh tests/campagnes/oracle.sh [N [première graine]]
# N dossiers (50 000 sans rien dire) de chaque jeu de règles : livrées, d'épreuve, tirées au hasard. Un désaccord s'imprime réduit, avec sa
# graine, prêt à devenir un essai. Deux processus. Sans graine donnée, elles viennent de l'heure : le bilan les dit.
set -eu
cd "$(dirname "$0")/../.."

nombre=${1:-50000}
premiere=${2:-$(date +%s)}
[ "$nombre" -ge 2 ] || { echo "il faut au moins deux dossiers : un par processus" >&2; exit 2; }
essai=${FILROUGE_TEST_ORACLE:-build/bin/test_oracle}
[ -x "$essai" ] || { echo "$essai n'est pas construit : sh cmake/construire.sh -DFILROUGE_TESTS=ON test_oracle" >&2; exit 2; }

sortie=$(mktemp -d)
trap 'rm -rf "$sortie"' EXIT
moitie=$((nombre / 2))
milieu=$((premiere + moitie))
derniere=$((premiere + nombre - 1))

# joue NOM QUOI : les deux moitiés de ce jeu de règles, ensemble.
resultat=0
joue() {
  FILROUGE_GRAINES="$premiere-$((milieu - 1))" "$essai" -w NoTests "$2" > "$sortie/1" 2>&1 &
  un=$!
  FILROUGE_GRAINES="$milieu-$derniere" "$essai" -w NoTests "$2" > "$sortie/2" 2>&1 &
  deux=$!
  accord=oui
  wait "$un" || accord=non
  wait "$deux" || accord=non
  [ "$accord" = oui ] || { resultat=1; cat "$sortie/1" "$sortie/2"; }
  echo "règles $1 : $nombre dossiers, graines $premiere à $derniere : $([ "$accord" = oui ] && echo "aucun désaccord" || echo "DÉSACCORD")"
}
joue livrées "random dossiers: replay and oracle agree on the shipped rules"
joue "d'épreuve" "random dossiers: replay and oracle agree on the trial rules"
sh tests/campagnes/paires.sh "$nombre" "$premiere" > "$sortie/paires" 2>&1 || resultat=1
[ "$resultat" = 0 ] && tail -1 "$sortie/paires" || cat "$sortie/paires"
exit "$resultat"
