#!/bin/sh
# The engine and the oracle on dossiers nobody has played: their seeds come from the commit, the same for the same commit.
#   graines_neuves_test.sh SOURCE BUILD       FILROUGE_GRAINES_NEUVES: how many of each set of rules (100)
set -eu
cd "$1"
commit=$(git rev-parse HEAD 2> /dev/null || echo "hors de git")
premiere=$(printf '%s' "$commit" | cksum | cut -d' ' -f1)
FILROUGE_TEST_ORACLE="$2/bin/test_oracle" sh tests/campagnes/oracle.sh "${FILROUGE_GRAINES_NEUVES:-100}" "$premiere"
