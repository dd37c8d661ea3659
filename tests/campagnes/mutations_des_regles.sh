#!/bin/sh
# Des fautes faites exprès dans les règles nationales, une à une : leurs scénarios voient-ils chacune ? [--fines]
# Toutes celles de « filrouge tester --mutations », en mémoire : rien n'est écrit. Avec --fines, celles qu'une plume fait dans les mots d'une
# condition aussi. Dit les survivants et le score par module ; sort 1 sous la barre.
set -eu
cd "$(dirname "$0")/../.."

barre=80
[ "${1:-}" != --fines ] || barre=60
filrouge=${FILROUGE:-build/bin/filrouge}
[ -x "$filrouge" ] || { echo "$filrouge n'est pas construit : sh cmake/construire.sh" >&2; exit 2; }
"$filrouge" tester rules/national --mutations --sans-scenario --barre "$barre" "$@"
