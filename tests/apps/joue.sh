# What the tests of the command share: a folder of their own, the example dossiers, and what is asked of a run.
#   . joue.sh, from a script called with FILROUGE SOURCE; FILROUGE_PREMIER=1 stops at the first fault
filrouge=$1
source=$2
rules=$source/rules
dossiers=$source/examples/dossiers
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1
wrong=0

fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
  [ -z "${FILROUGE_PREMIER:-}" ] || exit 1
}

# asked CODE COMMAND… : runs the command, its streams in `out` and `err`; its exit code must be CODE.
asked() {
  expected=$1
  shift
  "$filrouge" "$@" > out 2> err
  answers $? "$@"
}
# piped FILE CODE COMMAND…: the same, the file coming by a pipe on its standard input.
piped() {
  from=$1
  expected=$2
  shift 2
  # shellcheck disable=SC2002
  cat "$from" | "$filrouge" "$@" > out 2> err
  answers $? "$@"
}
answers() {
  code=$1
  shift
  [ "$code" = "$expected" ] && return
  fails "filrouge $* répond $code au lieu de $expected"
  sed 's/^/    /' err
}
says() { grep -qF -- "$2" "$1" || { fails "$3 : « $2 » n'est pas dit"; sed 's/^/    /' "$1" | head -5; }; }
empty() { [ ! -s "$1" ] || { fails "$2"; head -3 "$1" | sed 's/^/    /'; }; }
same() { cmp -s "$1" "$2" || fails "$3"; }
lines() { wc -l < "$1" | tr -d ' '; }
# The numbers of the dossiers of the findings, in their order, each once as long as it goes on.
order() { sed 's/.*"dossier":"\([^"]*\)".*/\1/' "$1" | uniq | tr '\n' ' '; }
nothing_partial() { [ -z "$(find . -name '*.partiel')" ]; }
one_line() { tr '\n' ' ' < "$dossiers/$1"; echo; }

for file in "$dossiers"/*.json; do one_line "${file##*/}"; done > all.ndjson
[ "$(lines all.ndjson)" -ge 25 ] || fails "il y a moins de vingt-cinq dossiers d'exemple"

# answered SENTENCE: the last word of the script.
answered() {
  [ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
  echo "$1"
}
