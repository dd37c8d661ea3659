#!/bin/sh
# « simuler » dit ce que deux contrôles disent, mis côte à côte à part ; les mêmes octets quel que soit le nombre de fils ; rien de personne
# quand c'est publié.
#   simuler_test.sh FILROUGE SOURCE GENERATEUR [DOSSIERS]
set -u
generator=$3
count=${4:-300}
. "$2/tests/apps/joue.sh"
day=2026-11-21
"$generator" --graine 31 --dossiers "$count" --au $day > some.ndjson
cp -r "$rules" essai && chmod -R u+w essai
manquement=essai/national/rsa/manquement.fil
# changed PATTERN REPLACEMENT : the first line of the file that has it; a rule set edited by nobody would prove nothing.
changed() {
  grep -q "$1" $manquement || fails "manquement.fil ne dit plus « $1 »"
  sed -i "0,/$1/s//$2/" $manquement
}
changed 'délai_observations : durée = 10 jours' 'délai_observations : durée = 15 jours'
changed 'échéance informer : 15 jours' 'échéance informer : 20 jours'
sed -i 's/par référent_fil_rouge/par cellule_orientation/' $manquement

# simulated CODE OPTION…
simulated() {
  code=$1
  shift
  asked "$code" simuler --avant "$rules" --apres essai --au $day "$@"
}

# --- deux jeux pareils, des règles fautives, un usage faux
asked 0 simuler --avant "$rules" --apres "$rules" --dossiers some.ndjson --au $day
says out "Rien ne change." "deux jeux pareils"
asked 0 simuler --avant "$rules" --apres "$rules" --dossiers some.ndjson --au $day --format csv
[ "$(lines out)" = 1 ] || fails "deux jeux pareils, et des lignes de CSV"
asked 0 simuler --avant "$rules" --apres "$rules" --dossiers some.ndjson --au $day --budget 1
grep -q "Rien ne change" out && fails "aucun dossier comparé, et « Rien ne change »"
says out "Aucun dossier n'a été comparé." "des dossiers trop coûteux"
printf 'module faute\n  procédure\n' > faute.fil
asked 2 simuler --avant "$rules" --apres faute.fil --dossiers some.ndjson --au $day --sortie rien.txt
says err "Ce sont les règles de --apres" "des règles d'après fautives"
says err "faute.fil" "le fichier de la faute"
[ ! -e rien.txt ] || fails "des règles fautives, et un fichier est écrit"
asked 2 simuler --avant faute.fil --apres essai --dossiers some.ndjson --au $day
says err "Ce sont les règles de --avant" "des règles d'avant fautives"
simulated 2 --dossiers absent.ndjson
simulated 2 --dossiers some.ndjson --publier --cas 3
says err "--publier ne cite pas" "--publier et --cas"
simulated 2 --dossiers some.ndjson --cas beaucoup

# --- les mêmes octets, d'un fil ou de plusieurs, d'un fichier, d'un tuyau ou d'une base
without_time() { sed 's/"fait_le":"[^"]*",//' out > "$1"; }
for format in texte csv json html; do
  for threads in 1 2 5; do
    simulated 0 --dossiers some.ndjson --format $format --fils $threads
    without_time $format.$threads
  done
  same $format.1 $format.2 "--format $format : d'autres octets avec deux fils"
  same $format.1 $format.5 "--format $format : d'autres octets avec cinq fils"
done
[ "$(lines csv.1)" -gt 50 ] || fails "trop peu de changements pour rien prouver : $(lines csv.1)"
piped some.ndjson 0 simuler --avant "$rules" --apres essai --au $day --dossiers - --format csv
same csv.1 out "d'autres octets de l'entrée standard"
asked 0 importer --regles "$rules" --depuis ndjson some.ndjson --base some.db
simulated 0 --dossiers some.db --format csv
sort csv.1 > csv.file
sort out > csv.base
same csv.file csv.base "d'autres lignes d'une base"

# --- deux vocabulaires : chaque dossier est typé par chacun, d'un fichier comme d'une base
cp -r essai autre
printf "\névénement visite_de_courtoisie « Visite de courtoisie »\n  portée personne\n" >> autre/national/rsa/manquement.fil
for from in some.ndjson some.db; do
  asked 0 simuler --avant "$rules" --apres autre --au $day --dossiers $from --format csv
  sort out > csv.autre
  same csv.file csv.autre "d'autres changements quand les vocabulaires diffèrent ($from)"
  empty err "des remarques de $from quand les vocabulaires diffèrent"
done
echo '{"schema":1,"dossier":"64-9","departement":"64","personnes":[{"id":"p1","role":"demandeur"}],"evenements":[{"id":"e1","type":"visite_de_courtoisie","le":"2026-03-02","personne":"p1"},{"id":"e2","type":"jamais_vu","le":"2026-03-02","personne":"p1"}]}' > one.ndjson
asked 0 simuler --avant "$rules" --apres autre --au $day --dossiers one.ndjson
grep -q 'visite_de_courtoisie.*(--avant)' err || fails "ce qu'un seul côté ne comprend pas n'est pas dit de lui : $(cat err)"
[ "$(grep -c jamais_vu err)" = 1 ] || fails "ce que les deux ne comprennent pas est dit deux fois"
grep 'jamais_vu' err | grep -q -e '--' && fails "ce que les deux ne comprennent pas est dit d'un seul"

# --- ce que deux contrôles disent, comparé à part : sans code de filrouge, par les champs du contrat
asked 0 controler --regles "$rules" --dossiers some.ndjson --au $day --format ndjson
mv out before.ndjson
asked 0 controler --regles essai --dossiers some.ndjson --au $day --format ndjson
mv out after.ndjson
cat > fields.awk << 'FIN'
# The text of a member of one line of JSON, as it is written; nothing for null.
function member(line, name,    at, rest) {
  at = index(line, "\"" name "\":\"")
  if (!at) return ""
  rest = substr(line, at + length(name) + 4)
  match(rest, /^([^"\\]|\\.)*/)
  return substr(rest, 1, RLENGTH)
}
# Who it is about and what it is: of a state, whatever its rule.
function thing(line,    nature) {
  nature = member(line, "nature")
  return member(line, "dossier") "|" member(line, "personne") "|" member(line, "procedure") "|" member(line, "instance") "|" nature "|" \
    (nature == "etat" ? "" : member(line, "code"))
}
FIN
# Of things that each side says once at most: what differs, in the words of simuler.
cat > once.awk << 'FIN'
function differ(a, b,    kinds) {
  kinds = ""
  if (member(a, "date") != member(b, "date")) kinds = kinds " date"
  if (member(a, "statut") != member(b, "statut")) kinds = kinds " statut"
  if (member(a, "gravite") != member(b, "gravite")) kinds = kinds " gravite"
  if (member(a, "role") != member(b, "role") || member(a, "decideur") != member(b, "decideur") ||
      member(a, "retard_de") != member(b, "retard_de")) kinds = kinds " role"
  return kinds
}
FNR == 1 { side++ }
{ key = thing($0); times[side, key]++; said[side, key] = $0; keys[key] = 1 }
END {
  for (key in keys) {
    if (times[1, key] > 1 || times[2, key] > 1) print key > "several"
    else if (!times[2, key]) print key " disparait"
    else if (!times[1, key]) print key " apparait"
    else if ((kinds = differ(said[1, key], said[2, key])) != "") print key kinds
  }
}
FIN
: > several
awk -f fields.awk -f once.awk before.ndjson after.ndjson | sort > expected
[ "$(lines expected)" -gt 50 ] || fails "les deux contrôles ne diffèrent presque pas : $(lines expected)"
cat > rows.awk << 'FIN'
/"changements":\[/ && /"avant":/ && !/"prochaine_action"/ && /"dossier":/ {
  line = $0
  sub(/^,/, "", line)
  kinds = line
  sub(/.*"changements":\[/, "", kinds)
  sub(/\].*/, "", kinds)
  gsub(/"/, "", kinds)
  count = split(kinds, each, ",")
  kept = ""
  for (i = 1; i <= count; ++i) {
    total[each[i]]++
    if (each[i] == "date" || each[i] == "statut" || each[i] == "gravite" || each[i] == "role" || each[i] == "apparait" || each[i] == "disparait")
      kept = kept " " each[i]
  }
  if (kept != "") print thing(line) kept
}
END { print total["apparait"] + 0, total["disparait"] + 0 > "totals" }
FIN
awk -f fields.awk -f rows.awk json.1 | sort > told
comm -23 expected told > untold
empty untold "deux contrôles diffèrent, et simuler ne le dit pas"
# avant − disparus + apparus = après
read -r appears goes < totals
[ $(($(lines before.ndjson) - goes + appears)) = "$(lines after.ndjson)" ] ||
  fails "$(lines before.ndjson) constats − $goes + $appears ne font pas $(lines after.ndjson)"
# Ce que simuler dit en plus est d'une chose que l'un des deux côtés dit plusieurs fois.
sed 's/ .*//' told | sort -u > told_things
sed 's/ .*//' expected | cat - several | sort -u > things
comm -23 told_things things > invented
empty invented "simuler dit un changement que deux contrôles ne disent pas"

# --- publié : des nombres, personne
sed -n 's/.*"dossier":"\([^"]*\)".*/\1/p' some.ndjson > names
for format in texte csv json html; do
  simulated 0 --dossiers some.ndjson --format $format --publier
  grep -qF -f names out && fails "--publier --format $format cite un dossier"
  grep -q "masqu" out || fails "--publier --format $format ne masque rien"
done
says html.1 "données personnelles" "la page qui cite des dossiers"
simulated 0 --dossiers some.ndjson --format html --sortie page.html
[ -s page.html ] && nothing_partial || fails "la page n'est pas écrite entière"
answered "la simulation dit ce que deux contrôles disent"
