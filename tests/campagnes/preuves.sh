#!/bin/sh
# Le prouveur et toutes les courtes histoires de petites procédures tirées : sh tests/campagnes/preuves.sh [N [première graine]]
# N procédures (10 000 sans rien dire), deux processus. De chacune, l'énumérateur joue par le moteur seul jusqu'à six cents journaux, les plus courts d'abord :
# rien de « prouvé » n'y est rompu, et chaque histoire d'une garantie réfutée la rompt. Sans graine donnée, elles viennent de l'heure : le bilan les dit.
set -eu
cd "$(dirname "$0")/../.."

nombre=${1:-10000}
premiere=${2:-$(date +%s)}
[ "$nombre" -ge 2 ] || { echo "il faut au moins deux procédures : une par processus" >&2; exit 2; }
essai=${FILROUGE_TEST_PROVE:-build/bin/test_prove}
[ -x "$essai" ] || { echo "$essai n'est pas construit : sh cmake/construire.sh -DFILROUGE_TESTS=ON test_prove" >&2; exit 2; }

sortie=$(mktemp -d)
trap 'rm -rf "$sortie"' EXIT
milieu=$((premiere + nombre / 2))
derniere=$((premiere + nombre - 1))
accord=oui
FILROUGE_GRAINES="$premiere-$((milieu - 1))" "$essai" -w NoTests '[enumerateur]' > "$sortie/1" 2>&1 &
un=$!
FILROUGE_GRAINES="$milieu-$derniere" "$essai" -w NoTests '[enumerateur]' > "$sortie/2" 2>&1 &
deux=$!
wait "$un" || accord=non
wait "$deux" || accord=non
[ "$accord" = oui ] || cat "$sortie/1" "$sortie/2"
sed -n 's/^verdicts : /  /p' "$sortie/1" "$sortie/2"
echo "procédures tirées : $nombre, graines $premiere à $derniere : $([ "$accord" = oui ] && echo "aucun désaccord" || echo "DÉSACCORD")"
[ "$accord" = oui ]
