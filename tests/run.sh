#!/bin/sh
# Tout, depuis rien : installe ce qui manque, construit tout en Release avec les mesures, joue les tests.
#   sh tests/run.sh          joue `base` et ce dont l'outil est déjà là ; dit ce qui ne l'a pas été, et comment le jouer
#   sh tests/run.sh --tout   installe aussi ce que demande chaque étiquette ; là, un test sauté est un échec
set -eu
cd "$(dirname "$0")/.."

tout=
case "${1:-}" in
  '') ;;
  --tout) tout=--tout ;;
  *) sed -n '2,4p' "$0" >&2; exit 2 ;;
esac

if [ -n "$tout" ]; then
  # Une liste de noms, à séparer :
  # shellcheck disable=SC2046
  sh cmake/installer_paquets.sh $(sh tests/etiquette.sh noms)
  export FILROUGE_PAIRES="${FILROUGE_PAIRES:-1000x20}"
  export FILROUGE_GRAINES_NEUVES="${FILROUGE_GRAINES_NEUVES:-5000}"
  export FILROUGE_MUTANTS="${FILROUGE_MUTANTS:---dixieme}"
else
  sh cmake/installer_paquets.sh
fi
sh cmake/construire.sh -DFILROUGE_TESTS=ON -DFILROUGE_BENCH=ON

rm -f build/essais.xml
echec=0
ctest --test-dir build --output-on-failure --no-tests=error --output-junit essais.xml || echec=$?
# ctest compte parmi les réussis les tests sautés : le dernier mot est au bilan.
sh tests/bilan.sh build build/essais.xml $tout || echec=1
exit "$echec"
