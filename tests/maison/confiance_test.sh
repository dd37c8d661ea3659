#!/bin/sh
# docs/confiance.md dit chaque campagne, sa commande, sa barre et son dernier résultat, daté, avec son commit ; et les essais qu'elle nomme
# existent.
#   confiance_test.sh SOURCE
set -u
cd "$1" || exit 2
page=docs/confiance.md
faux=0
echoue() {
  echo "ÉCHEC : $1"
  faux=$((faux + 1))
}
for campagne in tests/campagnes/*.sh; do
  nom=$(basename "$campagne" .sh)
  lignes=$(grep -c "^| *\`sh tests/campagne.sh $nom[ \`]" "$page")
  [ "$lignes" = 1 ] || { echoue "$page doit dire une fois la campagne « $nom », sur une ligne de sa table"; continue; }
  ligne=$(grep "^| *\`sh tests/campagne.sh $nom[ \`]" "$page")
  barre=$(echo "$ligne" | cut -d'|' -f3 | tr -d ' ')
  resultat=$(echo "$ligne" | cut -d'|' -f4)
  [ -n "$barre" ] || echoue "la campagne « $nom » n'a pas de barre"
  echo "$resultat" | grep -qE '[0-9]{1,2}(er)? [a-zéû]+ 20[0-9]{2}' || echoue "le dernier résultat de « $nom » n'a pas de date"
  echo "$resultat" | grep -qE 'commit [0-9a-f]{7,}' || echoue "le dernier résultat de « $nom » n'a pas de commit"
done
for nomme in $(grep -oE '`(tests|docs|engine|apps|dsl|examples)/[A-Za-z0-9_./-]+`' "$page" | tr -d '`' | sort -u); do
  [ -e "$nomme" ] || echoue "$page nomme $nomme, qui n'existe pas"
done
[ "$faux" = 0 ] && echo "$(find tests/campagnes -name '*.sh' | wc -l) campagnes dites, datées, avec leur commit"
exit $((faux > 0))
