#!/bin/sh
# soixante nuits de 1 500 dossiers disent, chacune, ce qu'un contrôle entier dirait, aux octets près (tests/apps/nuits_test.sh)
#   nuits.sh [NUITS [DOSSIERS]]
set -eu
sh cmake/construire.sh filrouge_cli filrouge_generateur
sh tests/apps/nuits_test.sh "$PWD/build/bin/filrouge" "$PWD" "$PWD/build/bin/filrouge_generateur" "${1:-60}" "${2:-1500}"
