#!/bin/sh
# Labels as a whole, on a small project of its own: what is played, what is skipped, what the report says and what it refuses.
#   etiquettes_test.sh SOURCE GENERATOR
set -u
source=$1
generator=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
wrong=0
fails() {
  echo "ÉCHEC : $1"
  sed 's/^/    /' out
  wrong=$((wrong + 1))
}
says() { grep -qF -- "$1" out || fails "« $1 » n'est pas dit"; }
silent() { if grep -qF -- "$1" out; then fails "« $1 » est dit à tort"; fi; }

FILROUGE_ETIQUETTES=$place/etiquettes.txt
export FILROUGE_ETIQUETTES
cat > etiquettes.txt << 'FIN'
# étiquette | paquets | présence
loin | paquet-lointain autre-paquet | test -e outil
ici | paquet-proche | true | cat
FIN

# project TESTS… : a project of these lines; its tests are played, then told.
project() {
  {
    printf 'cmake_minimum_required(VERSION 3.25)\nproject(essai NONE)\nset(FILROUGE_LABELS %s)\n' "$FILROUGE_ETIQUETTES"
    printf 'include(%s/cmake/filrouge_test.cmake)\nenable_testing()\n' "$source"
    printf '%s\n' "$@"
  } > CMakeLists.txt
  rm -rf build
  cmake -G "$generator" -S . -B build > out 2>&1
}
# played CODE [--tout] : the report must answer CODE.
played() {
  expected=$1
  shift
  ctest --test-dir build --output-junit essais.xml > ctest.out 2>&1
  sh "$source/tests/bilan.sh" build build/essais.xml "$@" > out 2>&1
  code=$?
  [ "$code" = "$expected" ] || fails "le bilan $* répond $code au lieu de $expected"
}

project 'filrouge_test(NAME simple COMMAND true)' 'filrouge_test(NAME lointain LABEL loin COMMAND false)' \
  'filrouge_test(NAME proche LABEL ici COMMAND sh -c "exit 0")' || fails "le projet d'essai ne se configure pas"
played 0
says "Bilan : 2 réussis, 0 en échec, 1 sautés"
says "Non joué : loin (lointain)"
says "il manque de quoi jouer"
says "apt-get install -y paquet-lointain autre-paquet"
silent "paquet-proche"
played 1 --tout
says "Non joué : loin (lointain)"

# The tool comes: the test is played, and this one fails.
touch outil
played 1
says "Bilan : 2 réussis, 1 en échec, 0 sautés"
silent "Non joué"

# What a labelled test says when it gives up by itself is the reason told; in `base` giving up is failing.
printf 'echo "pas de <place> & plus"\nexit 77\n' > renonce.sh
project 'filrouge_test(NAME renonce LABEL ici COMMAND sh renonce.sh)'
played 0
says "Non joué : ici (renonce) : pas de <place> & plus."
project 'filrouge_test(NAME renonce COMMAND sh renonce.sh)'
played 1
says "Bilan : 0 réussis, 1 en échec, 0 sautés"

project 'add_test(NAME oublie COMMAND true)'
played 1
says "Sans étiquette : oublie"

project 'filrouge_test(NAME inconnue LABEL ailleurs COMMAND true)' && fails "une étiquette absente de la table est acceptée"
says "ailleurs"

# The table of the house itself.
unset FILROUGE_ETIQUETTES
for label in $(sh "$source/tests/etiquette.sh" noms); do
  sh "$source/tests/etiquette.sh" paquets "$label" > out 2>&1
  grep -q . out || fails "l'étiquette $label ne dit pas ses paquets"
done
sh "$source/tests/etiquette.sh" paquets ailleurs > out 2>&1 && fails "une étiquette inconnue a des paquets"

[ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
echo "étiquettes : jouées, sautées et dites comme convenu"
