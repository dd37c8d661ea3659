#!/bin/sh
# `filrouge servir` : prêt, il dit son adresse ; on l'arrête, il finit ; ce qui l'exposerait est refusé avant.
#   servir_test.sh FILROUGE SOURCE
set -u
filrouge=$1
source=$2
place=$(mktemp -d)
served=
trap '[ -z "$served" ] || kill "$served" 2> /dev/null; rm -rf "$place"' EXIT
export TMPDIR="$place"
wrong=0
fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
}
# starts OPTIONS… : until the first line is there.
starts() {
  # Ce que le précédent a dit n'est pas de celui-ci : c'est lui qui vide le fichier, et peut-être après la première lecture.
  rm -f "$place/out"
  "$filrouge" servir --base "$place/rsa.db" --regles "$source/rules" "$@" > "$place/out" 2> "$place/err" &
  served=$!
  tries=0
  until grep -q '^filrouge sert ' "$place/out" 2> /dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 200 ] && kill -0 "$served" 2> /dev/null || { fails "servir $* ne dit pas où il sert"; cat "$place/err"; return; }
    sleep 0.05
  done
}
# stops SIGNAL
stops() {
  kill "-$1" "$served"
  wait "$served"
  code=$?
  served=
  [ "$code" = 0 ] || fails "arrêté par $1, servir rend $code"
}
# refused TEXT OPTIONS…
refused() {
  text=$1
  shift
  "$filrouge" servir --regles "$source/rules" --port 0 --base "$place/rsa.db" "$@" > "$place/out" 2> "$place/err"
  code=$?
  [ "$code" = 2 ] || fails "servir $* rend $code"
  [ -s "$place/out" ] && fails "servir $* dit une adresse"
  grep -qF -- "$text" "$place/err" || { fails "servir $* ne dit pas « $text »"; cat "$place/err"; }
}

for file in "$source"/examples/dossiers/*.json; do tr '\n' ' ' < "$file"; echo; done > "$place/tous.ndjson"
"$filrouge" importer --regles "$source/rules" --base "$place/rsa.db" "$place/tous.ndjson" > "$place/out" 2> "$place/err" || fails "l'import de la base d'essai"

starts --port 0
grep -q "aucun compte n'est ouvert" "$place/err" || fails "sans compte, servir ne dit pas comment en ouvrir un"
grep -qE '^filrouge sert http://127\.0\.0\.1:[0-9]+/$' "$place/out" || fails "l'adresse n'est pas celle de cette machine"
stops TERM
starts --socket "$place/banc"
[ -S "$place/banc" ] || fails "la socket n'est pas là"
grep -q http "$place/out" && fails "avec une socket seule, un port est ouvert"
stops INT
[ -e "$place/banc" ] && fails "la socket reste après l'arrêt"

refused "un certificat et sa clé" --hote 0.0.0.0
refused "--cle" --certificat "$place/c.pem"
chmod 755 "$place"/filrouge-depots-*
refused "chmod 700"
"$filrouge" servir --port 0 --regles "$source/rules" --base "$place/absente.db" > "$place/out" 2> "$place/err"
[ $? = 2 ] && grep -q "absente.db" "$place/err" || fails "une base absente n'est pas dite"
[ -e "$place/absente.db" ] && fails "servir crée une base qui n'existait pas"
mkdir "$place/mauvaises" && printf 'module essai\n  cela ne veut rien dire\n' > "$place/mauvaises/a.fil"
"$filrouge" servir --port 0 --regles "$place/mauvaises" --base "$place/rsa.db" > "$place/out" 2> "$place/err"
[ $? = 2 ] && grep -q "a.fil" "$place/err" || fails "des règles qui ne se lisent pas ne sont pas dites au démarrage"
[ "$wrong" = 0 ] || exit 1
