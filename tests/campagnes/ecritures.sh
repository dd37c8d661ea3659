#!/bin/sh
# mille écritures au banc, tué cent fois à tout moment : chacune dite faite y est, une fois, entière (test_serveur) [N [COUPURES [GRAINE]]]
# L'essai est celui que joue la suite (tests/serveur/ecritures_coupees_test.cpp), en plus long.
set -eu
ecritures=${1:-1000}
sh cmake/construire.sh -DFILROUGE_TESTS=ON filrouge_cli test_serveur > /dev/null
FILROUGE_ECRITURES="${ecritures}x${2:-$(((ecritures + 9) / 10))}" FILROUGE_GRAINE=${3:-$(date +%s)} build/bin/test_serveur -w NoTests "[coupures]"
