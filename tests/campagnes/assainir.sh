#!/bin/sh
# Les essais de chaque salle et de la commande sous AddressSanitizer et UndefinedBehaviorSanitizer, et ce qui a des fils sous ThreadSanitizer.
#   sh tests/campagnes/assainir.sh        construit à part (build/assaini, build/fils) ; une heure de deux cœurs
set -eu
cd "$(dirname "$0")/../.."

# construit DOSSIER OPTIONS CIBLE… : sans optimiser au point que l'outil ne voie plus rien, sans mesure.
construit() {
  dossier=$1 options=$2
  shift 2
  cmake -S . -B "$dossier" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DFILROUGE_TESTS=ON -DCMAKE_CXX_FLAGS="-O1 -fno-omit-frame-pointer $options" \
    -DCMAKE_EXE_LINKER_FLAGS="$options" -DCMAKE_SHARED_LINKER_FLAGS="$options" > /dev/null
  cmake --build "$dossier" --parallel "$(nproc)" --target "$@"
}

resultat=0
export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:check_initialization_order=1
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
salles="test_core test_identity test_dsl test_session test_formats test_store test_files test_reports test_apps test_bindings test_oracle"
# Des noms de cibles, à séparer :
# shellcheck disable=SC2086
construit build/assaini "-fsanitize=address,undefined -fno-sanitize-recover=all" $salles filrouge_cli
for salle in $salles; do
  echo "── $salle"
  (cd build/assaini && bin/"$salle" "~[.]~[pairs]") || resultat=1
done
echo "── la commande"
for essai in cli sorties fils pages promesses echappement; do
  sh tests/apps/${essai}_test.sh "$PWD/build/assaini/bin/filrouge" "$PWD" || resultat=1
done
build/assaini/bin/filrouge tester rules > /dev/null || resultat=1

export TSAN_OPTIONS=halt_on_error=1
construit build/fils "-fsanitize=thread" test_bindings filrouge_cli
echo "── des fils qui partagent des règles"
(cd build/fils && bin/test_bindings -w NoTests "[fils]") || resultat=1
sh tests/apps/fils_test.sh "$PWD/build/fils/bin/filrouge" "$PWD" || resultat=1
exit "$resultat"
