#!/bin/sh
# Each fault of tests/mutations still is one: its text stands once in its file, and it changes it. First on small lists of its own, that each way
# of going wrong be seen.
#   mutations_test.sh SOURCE
set -u
source=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
wrong=0
fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
}
read_lists() {
  root=$1
  shift
  awk -v faire=verifier -v source="$root" -f "$source/tests/mutations/mutation.awk" "$@"
}

printf 'int a = 1;\nint b = 1;\nif (a & b) {\n  return;\n}\n' > "$place/f.cpp"
# list TEXT… : a list of one fault on that file, from the lines of its text.
list() {
  { printf '[une]\nfichier : f.cpp\ncasse   : rien\n'; printf '%s\n' "$@"; } > "$place/l.txt"
  read_lists "$place" "$place/l.txt" > "$place/out" 2>&1
}
list '- int a = 1;' '+ int a = 2;' || fails "une faute bien écrite est refusée"
list '- if (a & b) {' '-   return;' || fails "une faute de deux lignes, qui ôte, est refusée"
list '- int c' '+ int d' && fails "un texte qui n'est pas là est accepté"
list '- = 1;' '+ = 2;' && fails "un texte qui est là deux fois est accepté"
list '- int a' '+ int a' && fails "une faute qui ne change rien est acceptée"
list '- int a' '+ int z' '[une]' && fails "deux fautes d'un même nom sont acceptées"
[ "$(list '- & b' '+ \n& c'; awk -v faire=appliquer -v nom=une -v source="$place" -f "$source/tests/mutations/mutation.awk" "$place/l.txt" |
  sed -n 3p)" = 'if (a \n& c) {' ] || fails "le texte n'est pas mis tel quel"

read_lists "$source" "$source"/tests/mutations/*.txt || fails "la liste ne suit plus le code"
count=$(awk -v faire=liste -f "$source/tests/mutations/mutation.awk" "$source"/tests/mutations/*.txt | wc -l)
[ "$count" -ge 66 ] || fails "il n'y a plus que $count fautes"
[ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
echo "mutations : $count fautes, chacune là où elle se fait"
