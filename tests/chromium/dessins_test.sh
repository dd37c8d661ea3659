#!/bin/sh
# Dans un vrai Chromium, avec ses polices : le texte de chaque dessin des règles livrées tient dans sa boîte.
#   dessins_test.sh FILROUGE SOURCE
set -u
filrouge=$1
source=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export TMPDIR="$place"
"$filrouge" diagramme "$source/rules" --sortie "$place/dessins/" 2> "$place/dit" || { cat "$place/dit"; exit 1; }
page=$place/page.html
cat > "$page" << 'FIN'
<!DOCTYPE html><meta charset="utf-8"><body><pre id="dit">rien</pre><script>
onload = () => {
  const fautes = [];
  let textes = 0;
  for (const boite of document.querySelectorAll('g.node')) {
    const cadre = boite.querySelector('polygon, path').getBBox();
    for (const texte of boite.querySelectorAll('text')) {
      ++textes;
      const place = texte.getBBox();
      if (place.x < cadre.x - 1 || place.x + place.width > cadre.x + cadre.width + 1) fautes.push(texte.textContent);
    }
  }
  dit.textContent = `${textes > 5000 ? 'assez de' : textes} textes, ${fautes.length} débordent\n` + fautes.join('\n');
};
</script>
FIN
for dessin in "$place"/dessins/*.svg; do tail -n +2 "$dessin"; done >> "$page"
chromium --headless --no-sandbox --disable-gpu --user-data-dir="$place/profil" --virtual-time-budget=30000 --dump-dom "file://$page" 2> /dev/null \
  | sed -n '/<pre id="dit">/,/<\/pre>/p' > "$place/vu"
grep -q "assez de textes, 0 débordent" "$place/vu" || { echo "des textes débordent, ou manquent :"; head -20 "$place/vu"; exit 1; }
echo "le texte de chaque dessin tient dans sa boîte"
