#!/bin/sh
# Une campagne : ce qui demande plus qu'un test, de quelques minutes à plusieurs nuits. Elle échoue sous sa barre.
#   sh tests/campagne.sh --aide              les campagnes
#   sh tests/campagne.sh NOM [ARGUMENT…]     joue tests/campagnes/NOM.sh, depuis la racine du projet
set -eu
cd "$(dirname "$0")/.."

aide() {
  sed -n '2,4p' tests/campagne.sh | sed 's/^# \{0,1\}//'
  echo
  for fichier in tests/campagnes/*.sh; do
    nom=${fichier##*/}
    # La deuxième ligne d'une campagne est ce qu'elle montre.
    printf '  %-12s %s\n' "${nom%.sh}" "$(sed -n '2s/^# *//p' "$fichier")"
  done
}

case "${1:-}" in
  --aide|--help|-h) aide; exit 0 ;;
  '') aide >&2; exit 2 ;;
  */*|-*) echo "campagne inconnue : $1" >&2; aide >&2; exit 2 ;;
esac
nom=$1
shift
[ -f "tests/campagnes/$nom.sh" ] || { echo "campagne inconnue : $nom" >&2; aide >&2; exit 2; }

commit=$(git rev-parse --short HEAD 2> /dev/null || echo "hors de git")
[ -z "$(git status --porcelain 2> /dev/null)" ] || commit="$commit, modifié"
debut=$(date +%s)
code=0
sh "tests/campagnes/$nom.sh" "$@" || code=$?
duree=$(($(date +%s) - debut))
[ "$code" = 0 ] && sort="tient sa barre" || sort="sous sa barre (code $code)"
echo "Campagne : sh tests/campagne.sh $nom $* — $sort, le $(date +%F), commit $commit, $((duree / 60)) min $((duree % 60)) s"
exit "$code"
