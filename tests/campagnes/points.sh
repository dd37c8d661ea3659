#!/bin/sh
# Les essais d'un point échouent sans ce qui le tient : au commit qui les a écrits, le reste étant celui d'avant
# sh tests/campagnes/points.sh [POINT…]    sans rien de plus, tous ceux de docs/engine-semantics.md, §8
# Pour chaque point : le premier commit dont un essai porte son étiquette, ses essais, et les sources du commit d'avant. Ils doivent ne pas
# se construire, ou échouer. Un essai qui passe déjà n'éprouve pas ce que son commit a changé : on essaie alors le commit suivant qui en
# ajoute, et le point n'est « non montré » que si aucun ne convient. Il faut l'histoire du dépôt.
set -u
cd "$(dirname "$0")/../.." || exit 2
ici=$PWD
[ $# -gt 0 ] || set -- $(sed -n 's/^| \([FGH][0-9]*\) | .* | yes[^|]*|$/\1/p' docs/engine-semantics.md)
arbre=${FILROUGE_ARBRE:-$ici/build/points}
options="-DCMAKE_BUILD_TYPE=Release -DFILROUGE_TESTS=ON -DFILROUGE_WERROR=OFF"

if [ ! -d "$arbre" ]; then
  git worktree add -q --detach "$arbre" HEAD || exit 2
fi
trap 'cd "$ici" && git worktree remove --force "$arbre" && git worktree prune' EXIT

# montre POINT COMMIT : les essais de ce commit échouent-ils sur les sources d'avant ?
montre() {
  point=$1
  commit=$2
  cd "$arbre" || exit 2
  git checkout -q --force "$commit" || return 2
  salles=$(grep -lF "[$point]" tests/*/*.cpp | cut -d/ -f2 | sort -u)
  [ -n "$salles" ] || return 2
  for dossier in engine dsl rules apps bindings; do
    git rm -rq --cached "$dossier" > /dev/null 2>&1
    rm -rf "$dossier"
    git checkout -q "$commit~1" -- "$dossier" || return 2
  done
  cmake -S . -B build -G Ninja $options > build.txt 2>&1 || { echo "ne se configure pas"; return 0; }
  for salle in $salles; do
    if ! ninja -C build "bin/test_$salle" >> build.txt 2>&1; then
      grep -q 'error' build.txt && { echo "ses essais ne se construisent pas sur les sources d'avant"; return 0; }
      return 2
    fi
    if ! "build/bin/test_$salle" "[$point]" > essai.txt 2>&1; then
      echo "$(tail -n 3 essai.txt | grep '^test cases\|^assertions' | tr -s ' ' | paste -sd';')"
      return 0
    fi
  done
  return 1
}

non_montres=0
for point in "$@"; do
  commits=$(cd "$ici" && git log --reverse --format=%h -S"[$point]" -- tests)
  vu=
  for commit in $commits; do
    if dit=$(montre "$point" "$commit"); then
      vu=1
      echo "$point : montré au commit $commit : $dit"
      break
    fi
  done
  if [ -z "$vu" ]; then
    non_montres=$((non_montres + 1))
    echo "$point : NON MONTRÉ (essayé : $(echo $commits))"
  fi
done
echo "points : $# regardés, $non_montres non montrés"
[ "$non_montres" = 0 ]
