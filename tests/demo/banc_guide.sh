#!/bin/sh
# Les commandes de docs/banc.md, telles qu'elles y sont écrites, sur un projet construit : chacune réussit, et le banc ouvert répond.
#   banc_guide.sh SOURCE BUILD
set -u
source=$1
build=$2
place=$(mktemp -d)
served=
trap '[ -z "$served" ] || kill "$served" 2> /dev/null; rm -rf "$place"' EXIT
wrong=0
fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
}
# Un projet à côté, pour ne rien laisser dans celui-ci : ses sources, et ce qui est construit.
mkdir -p "$place/build/demo"
ln -s "$build/bin" "$place/build/bin"
ln -s "$source/rules" "$place/rules"
cd "$place" || exit 1
export TMPDIR="$place"

sed -n 's/^    \(build\/bin\/.*\)/\1/p' "$source/docs/banc.md" > commandes
[ "$(wc -l < commandes)" -ge 5 ] || fails "le guide n'a plus ses commandes : $(cat commandes)"
grep -v ' servir ' commandes > avant
while read -r commande; do
  sh -c "$commande" > out 2> err || { fails "« $commande » échoue"; sed 's/^/    /' err; }
done < avant
grep -q "première nuit" out || grep -q "mot de passe" out || fails "la dernière commande ne dit pas le mot de passe"

commande=$(grep ' servir ' commandes | tail -n 1)
[ -n "$commande" ] || fails "le guide n'ouvre plus le banc"
# Le port du guide peut être pris sur cette machine.
sh -c "exec $commande --port 0" > served.out 2> served.err &
served=$!
tries=0
until grep -q '^filrouge sert http://127' served.out; do
  tries=$((tries + 1))
  [ "$tries" -lt 200 ] && kill -0 "$served" 2> /dev/null || { fails "le banc ne s'ouvre pas"; cat served.err; break; }
  sleep 0.05
done
kill -TERM "$served"
wait "$served" || fails "le banc ne s'arrête pas"
served=
[ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
echo "les commandes du guide du banc passent"
