#!/bin/sh
# Chaque faute de fautes_posees.txt, posée dans une copie des règles : « filrouge prouver » la voit, et le scénario qu'il en donne est rejoué par « filrouge tester ».
#   fautes_posees.sh FILROUGE SOURCE [FAUTE…]
set -u
filrouge=$1
source=$2
shift 2
fautes=$source/tests/prove/fautes_posees.txt
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
manquees=0
vues=0

dit() { # CLÉ FAUTE : ce que la table dit de cette faute
  awk -v nom="$2" -v cle="$1" '$1 == "faute" { ici = ($2 == nom) } ici && $1 == cle { print substr($0, length(cle) + 2) }' "$fautes"
}
manque() {
  echo "ÉCHEC : $faute : $1"
  [ ! -s "$place/dit" ] || head -c 2000 "$place/dit"
  manquees=$((manquees + 1))
}
# texte CLÉ : les textes de cette clé dans la réponse, un par ligne de JSON, leurs sauts de ligne rendus.
texte() {
  grep -o "\"$1\": *\"\\([^\"\\\\]\\|\\\\.\\)*\"" "$place/dit" | sed "s/^\"$1\": *\"//; s/\"\$//" | awk '{
    gsub(/\\n/, "\n"); gsub(/\\"/, "\""); gsub(/\\\\/, "\\"); print }'
}

[ $# -gt 0 ] || set -- $(awk '$1 == "faute" { print $2 }' "$fautes")
for faute in "$@"; do
  : > "$place/dit"
  rm -rf "$place/rules"
  # Le texte national seul : nul département n'y change rien, et la réponse vient plus vite.
  mkdir "$place/rules"
  cp -r "$source/rules/national" "$source/rules/parametres" "$place/rules"
  fichier=$(dit fichier "$faute")
  if ! awk -v nom="$faute" -f "$source/tests/prove/faute.awk" "$fautes" "$source/rules/$fichier" > "$place/rules/$fichier"; then
    manque "sa place n'est plus dans $fichier"
    continue
  fi
  if ! "$filrouge" verifier "$place/rules" > "$place/dit" 2>&1; then
    manque "les règles ne se lisent plus"
    continue
  fi
  garantie=$(dit garantie "$faute")
  alerte=$(dit alerte "$faute")
  if [ -n "$garantie" ]; then
    "$filrouge" prouver "$place/rules" --garantie "$garantie" --format json > "$place/dit" 2> "$place/erreurs"
    code=$?
    [ "$code" = 1 ] || { manque "prouver répond $code, 1 attendu ($(head -1 "$place/erreurs"))"; continue; }
    texte verdict | grep -qx refutee || { manque "« $garantie » n'est pas réfutée"; continue; }
    texte scenario > "$place/rules/contre_exemple.fil"
    [ -s "$place/rules/contre_exemple.fil" ] || { manque "aucun contre-exemple"; continue; }
    # La faute peut faire échouer d'autres scénarios : un scénario qui échoue est nommé avec son fichier.
    "$filrouge" tester "$place/rules" > "$place/dit" 2>&1
    grep -q '^[0-9]* scénarios, ' "$place/dit" || { manque "le contre-exemple ne se lit pas"; continue; }
    ! grep -q 'contre_exemple.fil' "$place/dit" || { manque "le contre-exemple ne se rejoue pas"; continue; }
  else
    "$filrouge" prouver "$place/rules" --procedure "$(dit procedure "$faute")" --format json > "$place/dit" 2> "$place/erreurs"
    texte code | grep -qx "$alerte" || { manque "« $alerte » n'est pas dit"; continue; }
  fi
  vues=$((vues + 1))
  echo "vue : $faute"
done
echo "$vues fautes vues, $manquees manquées"
[ "$manquees" = 0 ]
