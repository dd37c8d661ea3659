#!/bin/sh
# Some faults of tests/mutations, drawn by the commit, are seen by the tests: FILROUGE_MUTANTS asks for how many (two of them without; a tenth,
# --dixieme, where everything is played). All of them: sh tests/campagne.sh mutants.
#   mutants_test.sh SOURCE BUILT
set -eu
source=$1
export FILROUGE_CONSTRUIT="$2"
exec sh "$source/tests/campagnes/mutants.sh" "${FILROUGE_MUTANTS:-2}"
