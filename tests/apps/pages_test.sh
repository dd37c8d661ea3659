#!/bin/sh
# Une liste HTML trop longue : le fichier de --sortie mène à une page par territoire. Rien n'y manque, rien d'hier n'y passe pour
# d'aujourd'hui, et rien n'est effacé que filrouge n'ait écrit.
#   pages_test.sh FILROUGE SOURCE
set -u
. "$2/tests/apps/joue.sh"

# Many territoires, hostile ones among them, in the order of nobody.
n=0
while IFS= read -r territoire; do
  n=$((n + 1))
  for file in H001-cer-non-signe H005-suspension-sans-contradictoire H013-correction-puis-retrait; do
    one_line $file.json | sed "s|\"dossier\": *\"|&$n-|;s|\"territoire\": *\"[^\"]*\", *|$territoire|"
  done
done > many.ndjson << 'FIN'
"territoire":"Est Béarn",
"territoire":"../../x",
"territoire":"Adour BAB",
"territoire":"",
"territoire":"</title><script>alert(1)</script>",
"territoire":"X",
"territoire":"x",

"territoire":"../../../../../../../../../../../../etc/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
"territoire":"Adour BAB",
"territoire":"Adour BAB",
FIN
ask="controler --regles $rules --au 2024-10-03 --format html --dossiers"
# The findings of a page, one a line, and what it lists under each of its headings: « heading count ».
findings() { sed -n '/ id="constats">\[/,/^\]*<\/script>/p' "$@" | sed 's/^.* id="constats">\[//;s/\]<\/script>$//;s/,$//' | grep '^{'; }
listed() {
  findings "$@" | sed 's/^{"u":\([0-9]*\),.*"dossier":"\([^"]*\)".*"groupe":"\([^"]*\)".*/\1 \2 \3/' |
    sort -k 2,3 -k 1,1n | awk '$2 " " $3 != last { n[$1]++; last = $2 " " $3 } END { for (u = 0; u < 9; u++) print u, n[u] + 0 }'
}
pages() { ls "$1" | tr '\n' ' '; }

# --- whole: the pages say what the one page says --------------------------------------------------------------------------------
asked 0 $ask many.ndjson
mv out single
empty err "une page courte est dite trop longue"
asked 0 $ask many.ndjson --sortie whole.html
same single whole.html "une liste courte n'est plus une page"
[ ! -e whole-pages ] || fails "une liste courte a un dossier de pages"
asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25
says err "« liste.html » mène à" "liste en pages"
expected="adour-bab.2.html adour-bab.3.html adour-bab.html"
case "$(pages liste-pages)" in "$expected"*) ;; *) fails "pages : $(pages liste-pages)" ;; esac
[ "$(ls liste-pages/territoire-non-renseigne.html liste-pages/x.html liste-pages/x-2.html liste-pages/x-3.html | wc -l)" = 4 ] ||
  fails "territoire absent, vide, ou de même nom qu'un autre : $(pages liste-pages)"
[ "$(ls | tr '\n' ' ')" = "$(ls | grep -v '^x$\|^etc$' | tr '\n' ' ')" ] && [ ! -e ../x.html ] || fails "un territoire sort du dossier"
findings single | sort > of_one
findings liste-pages/*.html | sort > of_all
[ "$(lines of_one)" -gt 60 ] || fails "trop peu de constats : $(lines of_one)"
same of_one of_all "les pages n'ont pas les constats de la page unique"
for page in liste-pages/*.html; do
  findings "$page" | sed 's/.*"dossier":"\([^"]*\)".*/\1/' | sort -u > here
  sort -u here seen 2> opened | uniq -d > twice
  sed 's/.*/&/' here >> seen_all
  [ "$(listed "$page" | awk '{ n += $2 } END { print n }')" -le 25 ] || [ "$(lines here)" = 1 ] || fails "$page a trop de lignes"
  grep -q 'href="../liste.html">Toutes les pages' "$page" || fails "$page ne ramène pas à l'index"
  grep -q "Content-Security-Policy" "$page" || fails "$page n'a pas de politique"
  [ "$(stat -c %a "$page")" = 600 ] || fails "$page : droits $(stat -c %a "$page")"
done
[ "$(stat -c %a liste-pages)" = 700 ] || fails "le dossier des pages est ouvert : $(stat -c %a liste-pages)"
[ "$(sort seen_all | uniq -d)" = "" ] || fails "un dossier est sur deux pages"
# Each link of the index, and of the pages, leads to a page; and each page has one.
for link in $(sed 's/href="/\n&/g' liste.html | sed -n 's/^href="\([^"]*\)".*/\1/p' | sort -u); do
  [ -f "$link" ] || fails "l'index mène à « $link », qui manque"
  echo "${link#liste-pages/}"
done | sort -u > linked
ls liste-pages | sort > there
same there linked "l'index ne mène pas à toutes les pages"
grep -q '<a href="adour-bab.2.html" rel="next">' liste-pages/adour-bab.html || fails "la première page ne mène pas à la deuxième"
grep -q '<a href="adour-bab.html" rel="prev">.*<a href="adour-bab.3.html" rel="next">' liste-pages/adour-bab.2.html ||
  fails "la deuxième page ne mène pas à ses voisines"
grep -q 'rel="next"' liste-pages/adour-bab.3.html && fails "la dernière page mène plus loin"
# What the index counts is what the pages list under their headings.
figures() { grep -F "$1" liste.html | sed 's/<td>/ /g;s/<\/td>//g;s/<\/tr>.*//;s/.*<\/th>//'; }
expect() { # PAGES… DOSSIERS
  listed "$@" | awk '{ n[$1] = $2; if ($1 < 7) todo += $2 } END { print todo + 0, n[0], n[1], n[2] }'
}
[ "$(figures '>Adour BAB<' | awk '{ print $2, $3, $4, $5 }')" = "$(expect liste-pages/adour-bab.html liste-pages/adour-bab.2.html liste-pages/adour-bab.3.html)" ] ||
  fails "compte d'Adour BAB : $(figures '>Adour BAB<')"
[ "$(figures '>Ensemble<' | awk '{ print $2, $3, $4, $5 }')" = "$(expect single)" ] || fails "comptes : $(figures '>Ensemble<')"
[ "$(figures '>Ensemble<' | awk '{ print $1, $6 }')" = "33 0" ] || fails "dossiers : $(figures '>Ensemble<')"
says liste.html ">Territoire non renseigné</a>" "dossiers sans territoire"
for file in liste.html liste-pages/*.html; do
  ! grep -q '<script>alert' "$file" || fails "$file : un territoire agit"
done
asked 0 $ask many.ndjson --sortie cout.html --lignes-par-page 25 --budget 1

grep -F ">Ensemble<" cout.html | grep -q "<td>33</td></tr>" || fails "ce qui n'a pu être évalué n'est pas compté"

# --- the same bytes ---------------------------------------------------------------------------------------------------------------
cp -r liste-pages kept-pages
cp liste.html kept.html
for threads in 1 2; do
  asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25 --fils $threads
  same kept.html liste.html "d'autres octets d'un passage à l'autre, ou avec $threads fils"
  diff -r kept-pages liste-pages > opened || fails "d'autres pages avec $threads fils"
done

# --- what is no file is one page ---------------------------------------------------------------------------------------------------
asked 0 $ask many.ndjson --lignes-par-page 25
same single out "la sortie standard n'a pas la page entière"
says err "il mènera à une page par territoire" "page trop longue pour un navigateur"
asked 2 controler --regles "$rules" --dossiers many.ndjson --format csv --lignes-par-page 25
says err "pour --format html" "pages d'un autre format"
asked 2 $ask many.ndjson --lignes-par-page 0
says err "il faut un entier de 1 à" "pages sans lignes"

# --- yesterday's pages, and what is not ours ---------------------------------------------------------------------------------------
echo note > liste-pages/note.txt
cp liste-pages/x.html liste-pages/ma-copie.html
echo "<p>filrouge</p>" > liste-pages/autre.html
grep -v '"Adour BAB"' many.ndjson > fewer.ndjson
asked 0 $ask fewer.ndjson --sortie liste.html --lignes-par-page 25
for gone in adour-bab.html adour-bab.2.html adour-bab.3.html; do
  [ ! -e liste-pages/$gone ] || fails "la page $gone d'hier passe pour d'aujourd'hui"
done
for foreign in note.txt ma-copie.html autre.html; do
  [ -e liste-pages/$foreign ] || fails "$foreign, que filrouge n'a pas écrit, est effacé"
done
asked 0 $ask fewer.ndjson --sortie liste.html
[ "$(pages liste-pages)" = "autre.html ma-copie.html note.txt " ] || fails "des pages restent d'une liste qui n'en a plus : $(pages liste-pages)"
rm -r liste-pages
asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25
# Root opens any folder.
if [ "$(id -u)" != 0 ]; then
  chmod 000 liste-pages
  asked 0 $ask many.ndjson --sortie liste.html
  says err "liste-pages », d'une liste précédente, n'est plus du jour" "un dossier de pages fermé"
  chmod 700 liste-pages
fi
asked 0 $ask many.ndjson --sortie liste.html
[ ! -e liste-pages ] || fails "un dossier de pages vide reste"

# --- whole or nothing --------------------------------------------------------------------------------------------------------------
asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25
before() { diff -r kept-pages liste-pages > opened && cmp -s kept.html liste.html || fails "$1 : $(cat opened)"; }
sed 's/2024-03-05/2024-03-06/' many.ndjson > other.ndjson
mkdir only
echo mien > liste-pages/x-4.html
{ cat other.ndjson; head -1 other.ndjson | sed 's/"territoire": *"[^"]*"/"territoire":"X!"/;s/"dossier": *"/&neuf-/'; } > fourth.ndjson
asked 2 $ask fourth.ndjson --sortie liste.html --lignes-par-page 25
says err "« liste-pages/x-4.html » n'est pas une page de cette liste" "page dont le nom est pris"
[ "$(cat liste-pages/x-4.html)" = mien ] || fails "un fichier que filrouge n'a pas écrit est remplacé"
rm liste-pages/x-4.html
before "un nom pris change la liste"
(ulimit -f 64; "$filrouge" $ask other.ndjson --sortie liste.html --lignes-par-page 30) 2> err
[ $? = 2 ] || fails "une page trop grande n'est pas une faute"
says err "rien n'est changé" "page trop grande"
before "une page manquée change la liste"
rm -r liste-pages
echo fichier > liste-pages
asked 2 $ask other.ndjson --sortie liste.html --lignes-par-page 25
says err "ce n'est pas un dossier" "fichier à la place du dossier des pages"
same kept.html liste.html "un dossier de pages impossible change la liste"
asked 0 $ask other.ndjson --sortie liste.html
[ "$(cat liste-pages)" = fichier ] || fails "un fichier nommé comme les pages est effacé"
rm liste-pages
asked 2 $ask absent.ndjson --sortie liste.html --lignes-par-page 25
[ ! -e liste-pages ] || fails "une commande refusée fait un dossier de pages"
# Of one page that cannot take its name, the index says so: it does not pass for a list.
asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25

# --- links, rights, two runs at once -----------------------------------------------------------------------------------------------
mkdir ailleurs
ln -s ailleurs/vraie.html lien.html
asked 0 $ask many.ndjson --sortie lien.html --lignes-par-page 25
[ -L lien.html ] && [ -f ailleurs/vraie-pages/x.html ] || fails "les pages d'un lien ne sont pas à côté de sa cible"
for mask in 000 222; do
  (umask $mask && "$filrouge" $ask many.ndjson --sortie masque.$mask.html --lignes-par-page 25) 2> err || fails "umask $mask : $(cat err)"
  [ "$(stat -c %a masque.$mask.html masque.$mask-pages masque.$mask-pages/* | sort -u | tr '\n' ' ')" = "600 700 " ] || fails "umask $mask : $(stat -c '%n %a' masque.$mask*)"
done
group=$(id -Gn | tr ' ' '\n' | tail -n 1)
[ "$(id -u)" = 0 ] && group=nogroup
asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25 --groupe "$group"
[ "$(stat -c '%a %G' liste-pages)" = "750 $group" ] || fails "--groupe, dossier : $(stat -c '%a %G' liste-pages)"
asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25
[ "$(stat -c '%a %G' liste.html liste-pages/*.html | sort -u)" = "640 $group" ] || fails "--groupe, pages : $(stat -c '%a %G %n' liste-pages/*.html)"
for turn in 1 2 3; do
  "$filrouge" $ask fewer.ndjson --sortie liste.html --lignes-par-page 25 2> other_err &
  other=$!
  asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25
  wait $other || fails "deux commandes vers une même liste : $(cat other_err)"
  for link in $(sed 's/href="/\n&/g' liste.html | sed -n 's/^href="\([^"]*\)".*/\1/p' | sort -u); do echo "${link#liste-pages/}"; done | sort > linked
  ls liste-pages | sort > there
  same linked there "deux commandes vers une même liste la mêlent"
done
asked 0 $ask many.ndjson --sortie "ma liste #1.html" --lignes-par-page 25
says "ma liste #1.html" 'href="ma%20liste%20%231-pages/x.html"' "lien d'un nom qui n'est pas simple"
nothing_partial || fails "il reste $(find . -name '*.partiel')"
# What a killed run leaves is swept away by the next.
mkdir liste-pages/.filrouge-1-00000000.partiel
echo reste > liste-pages/.filrouge-1-00000000.partiel/x.html
asked 0 $ask many.ndjson --sortie liste.html --lignes-par-page 25
nothing_partial || fails "ce qu'une commande tuée a laissé reste"

answered "une liste en pages est entière, et du jour"
