#!/bin/sh
# Ce que demande une étiquette de test, lu dans etiquettes.txt (ou dans la table que nomme FILROUGE_ETIQUETTES).
#   etiquette.sh noms                   toutes les étiquettes, une par ligne
#   etiquette.sh paquets ÉTIQUETTE      les paquets Debian qui l'apportent
#   etiquette.sh presente ÉTIQUETTE     réussit si rien ne manque
#   etiquette.sh jouer ÉTIQUETTE COMMANDE…   joue la commande, ou rend 77 s'il manque de quoi la jouer
set -eu
table=${FILROUGE_ETIQUETTES:-$(dirname "$0")/etiquettes.txt}

colonne() {
  awk -F'|' -v nom="$1" -v rang="$2" '
    /^#/ || NF < 3 { next }
    { cle = $1; gsub(/^ +| +$/, "", cle) }
    cle == nom {
      # Une commande peut avoir ses propres barres.
      if (rang == 3) { sub(/^[^|]*\|[^|]*\|/, ""); valeur = $0 } else valeur = $rang
      gsub(/^ +| +$/, "", valeur); print valeur; trouvee = 1
    }
    END { exit !trouvee }' "$table" || { echo "étiquette inconnue : $1 (voir $table)" >&2; exit 2; }
}

presente() {
  commande=$(colonne "$1" 3)
  sh -c "$commande" > /dev/null 2>&1
}

case "${1:-}" in
  noms) awk -F'|' '/^#/ || NF < 3 { next } { gsub(/ /, "", $1); print $1 }' "$table" ;;
  paquets) colonne "$2" 2 ;;
  presente) presente "$2" ;;
  jouer)
    etiquette=$2
    shift 2
    if ! presente "$etiquette"; then
      echo "il manque de quoi jouer l'étiquette $etiquette"
      exit 77
    fi
    exec "$@" ;;
  *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
