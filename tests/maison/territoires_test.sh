#!/bin/sh
# Le territoire est une vue : aucune requête des pages ne nomme une table de dossiers, hors de l'endroit qui fait les vues. D'abord sur des
# requêtes faites exprès, que chaque faute soit vue.
#   territoires_test.sh SOURCE
set -u
source=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
wrong=0
fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
}
tables='dossiers|entetes|couvertures|personnes|attributs|evenements|journaux|foyers|noms|noms_personnes|vus|evalues|paroles|constats|affaires|conduites|suivis'

# named FOLDER : les lignes du dossier qui lisent ou changent une table de dossiers, hors de visible_base.cpp. Une requête coupée en
# plusieurs chaînes est d'abord recollée.
named() {
  find "$1" -name '*.cpp' -o -name '*.hpp' | sort | while read -r file; do
    case "$file" in */banc/visible_base.cpp) continue ;; esac
    tr '\n' ' ' < "$file" | sed 's/" *"//g' |
      grep -oiE "\b(FROM|JOIN|UPDATE|TABLE)[[:space:]]+(main\.|temp\.)?($tables)\b" | sed "s#^#${file#"$1"/} : #"
  done
}

mkdir "$place/banc" "$place/pages"
printf 'Cursor a(base, "SELECT dossier FROM mes_constats c JOIN mes_affaires a");\n' > "$place/pages/bonne.cpp"
printf 'views "FROM main.constats"\n' > "$place/banc/visible_base.cpp"
[ -z "$(named "$place")" ] || fails "une requête par les vues est refusée : $(named "$place")"
for query in 'SELECT 1 FROM constats' 'SELECT 1 from main.evalues' 'x JOIN  paroles p' 'UPDATE suivis SET a = 1' 'DELETE FROM
affaires'; do
  printf 'f("%s");\n' "$query" > "$place/pages/mauvaise.cpp"
  [ -n "$(named "$place")" ] || fails "« $query » passe"
done
printf 'f("SELECT 1 FROM "\n  "constats");\n' > "$place/pages/mauvaise.cpp"
[ -n "$(named "$place")" ] || fails "une requête coupée en deux passe"

found=$(named "$source/apps/serveur")
[ -z "$found" ] || fails "des pages nomment une table de dossiers ; lisez-la par une vue de banc/visible_base.cpp :
$found"
[ "$(find "$source/apps/serveur" -name '*.cpp' | wc -l)" -gt 30 ] || fails "les pages ne sont plus là où ce test les cherche"
[ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
echo "les pages ne lisent les dossiers que par les vues des territoires"
