#!/bin/sh
# Ce que vaut une suite jouée : combien de tests ont réussi, échoué, été sautés ; puis, pour chaque étiquette qui n'a pas été jouée,
# pourquoi, et ce qui l'apporte.
#   bilan.sh CONSTRUCTION ESSAIS.xml [--tout]      avec --tout, un test sauté est un échec
set -eu
construction=$1
essais=$2
tout=${3:-}
ici=$(dirname "$0")
[ -s "$essais" ] || { echo "bilan : ctest n'a rien écrit dans $essais" >&2; exit 1; }

# Un test par ligne : son sort, son nom, la dernière ligne qu'il a dite.
sorts=$(awk '
  function clos() { if (nom != "") print sort "\t" nom "\t" dit; nom = "" }
  /^\t<testcase / {
    clos(); nom = $0; sub(/^.* name="/, "", nom); sub(/".*$/, "", nom); sort = "reussi"; dit = ""; parle = 0
    if ($0 ~ /status="fail"/) sort = "echoue"
    else if ($0 !~ /status="run"/) sort = "saute"
  }
  /<system-out>/ { parle = 1; sub(/^.*<system-out>/, "") }
  parle { fin = /<\/system-out>/; sub(/<\/system-out>.*$/, ""); if ($0 ~ /[^ \t]/) dit = $0; if (fin) parle = 0 }
  END { clos() }' "$essais" | sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&apos;/'"'"'/g; s/&amp;/\&/g')

compte() { printf '%s\n' "$sorts" | grep -c "^$1	" || true; }
reussis=$(compte reussi)
echoues=$(compte echoue)
sautes=$(compte saute)
echo
echo "Bilan : $reussis réussis, $echoues en échec, $sautes sautés"

sans_etiquette=$(ctest --test-dir "$construction" -N -LE . | sed -n 's/^ *Test *#[0-9]*: //p')
[ -z "$sans_etiquette" ] || { echo "Sans étiquette : $sans_etiquette" >&2; exit 1; }

for etiquette in $(sh "$ici/etiquette.sh" noms); do
  noms=''
  pourquoi=''
  for nom in $(ctest --test-dir "$construction" -N -L "^$etiquette\$" | sed -n 's/^ *Test *#[0-9]*: //p'); do
    ligne=$(printf '%s\n' "$sorts" | grep "^saute	$nom	" || true)
    [ -n "$ligne" ] || continue
    noms="${noms:+$noms, }$nom"
    pourquoi=$(printf '%s\n' "$ligne" | cut -f3)
  done
  [ -z "$noms" ] || echo "Non joué : $etiquette ($noms) : ${pourquoi:-sans raison dite}. Pour le jouer : apt-get install -y $(sh "$ici/etiquette.sh" paquets "$etiquette")"
done

if [ "$tout" = --tout ] && [ "$sautes" != 0 ]; then
  echo "Tout devait être joué : un test sauté est ici un échec." >&2
  exit 1
fi
[ "$echoues" = 0 ]
