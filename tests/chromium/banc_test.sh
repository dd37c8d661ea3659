#!/bin/sh
# Une matinée au banc, dans un vrai Chromium : de l'entrée à la reprise du versement, au clavier, sans script, à 320 px, à deux.
#   banc_test.sh FILROUGE SOURCE CONSTRUIT
# Les vues sont dans CONSTRUIT/captures. Ce que npm apporte est gardé dans CONSTRUIT/chromium d'une fois à l'autre ; rien
# d'autre que son registre n'est joint, et s'il ne répond pas l'essai est sauté (77).
set -u
filrouge=$1
source=$2
atelier=$3/chromium
captures=$3/captures
mkdir -p "$atelier" && cp "$source"/tests/chromium/*.mjs "$source"/tests/chromium/package*.json "$atelier" || exit 1

if ! cmp -s "$atelier/package-lock.json" "$atelier/node_modules/de.json"; then
  rm -rf "$atelier/node_modules"
  if ! (cd "$atelier" && npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=30000) > "$atelier/npm.dit" 2>&1; then
    # Une somme qui ne va pas est une faute ; un registre qu'on ne joint pas n'en est pas une.
    if grep -qE 'E(NOTFOUND|CONNREFUSED|CONNRESET|TIMEDOUT|AI_AGAIN|NETUNREACH|HOSTUNREACH)|EIDLETIMEOUT|ERR_SOCKET_TIMEOUT|network' "$atelier/npm.dit"; then
      echo "le registre de npm ne répond pas : playwright-core et axe-core ne sont pas là"
      exit 77
    fi
    cat "$atelier/npm.dit"
    exit 1
  fi
  cp "$atelier/package-lock.json" "$atelier/node_modules/de.json"
fi

place=$(mktemp -d)
servi=
trap '[ -z "$servi" ] || kill "$servi" 2> /dev/null; rm -rf "$place"' EXIT
export TMPDIR="$place"
umask 077
# Le jour du serveur.
jour=$(date -u +%F)
node "$atelier/histoires.mjs" "$jour" "$place" || exit 1
base=$place/rsa.db
"$filrouge" importer --regles "$source/rules" --base "$base" "$place/base.ndjson" > "$place/importe" 2>&1 || { cat "$place/importe"; exit 1; }
echo "quatre mots sans rapport" > "$place/phrase"
compte() { "$filrouge" compte --base "$base" ajouter "$@" --mot-de-passe-de "$place/phrase" > "$place/compte" 2>&1 || { cat "$place/compte"; exit 1; }; }
compte lea --role referent --territoire "Adour BAB" --role-metier referent_fil_rouge
compte noe --role referent --territoire "Adour BAB"
compte camille --role cadre --partout
compte sacha --role administration

"$filrouge" servir --base "$base" --regles "$source/rules" --port 0 > "$place/sert" 2> "$place/journal" &
servi=$!
essais=0
until adresse=$(sed -n 's|^filrouge sert \(http://127\.0\.0\.1:[0-9]*\)/$|\1|p' "$place/sert" 2> /dev/null) && [ -n "$adresse" ]; do
  essais=$((essais + 1))
  [ "$essais" -lt 400 ] && kill -0 "$servi" 2> /dev/null || { echo "ÉCHEC : servir ne dit pas où il sert"; cat "$place/journal"; exit 1; }
  sleep 0.05
done

mkdir -p "$captures" && rm -f "$captures"/*.png "$captures"/*.pdf
if ! (cd "$atelier" && node matinee.mjs "$adresse" "$jour" "$place" "$captures"); then
  echo "les vues sont dans $captures ; ce que le serveur a dit en dernier :"
  tail -n 8 "$place/journal"
  kill -0 "$servi" 2> /dev/null || { wait "$servi"; echo "le serveur s'est arrêté de lui-même, code $?"; }
  exit 1
fi
"$filrouge" audit --base "$base" --verifier > "$place/audit" 2>&1 || { echo "ÉCHEC : la chaîne du journal d'audit"; cat "$place/audit"; exit 1; }
