#!/bin/sh
# Ce que la liste du territoire de démonstration dit à tort, et les cinquante premières lignes du référent fil rouge.
#   silences.sh [SOURCE [CONSTRUIT]]      depuis la racine du projet, sans rien de plus : sh tests/demo/silences.sh
# FILROUGE_REGENERER=1 récrit les cinquante lignes ; FILROUGE_SILENCES=1 nomme chaque ligne à tort.
set -eu
source=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${2:-$source/build}
[ $# -gt 0 ] || (cd "$source" && sh cmake/construire.sh filrouge_cli filrouge_generateur test_oracle)
kept=$source/tests/demo/fil_rouge.txt
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"$build/bin/filrouge_generateur" --graine 2026 --dossiers 2000 --territoire "Adour BAB" --au 2026-11-29 > "$place/adour.ndjson"
"$build/bin/filrouge" controler --regles "$source/rules" --dossiers "$place/adour.ndjson" --au 2026-11-29 \
  --role referent_fil_rouge --format texte > "$place/liste.txt" || [ $? -eq 1 ]
head -n 50 "$place/liste.txt" > "$place/fil_rouge.txt"
[ -z "${FILROUGE_REGENERER:-}" ] || cp "$place/fil_rouge.txt" "$kept"
if ! diff -u "$kept" "$place/fil_rouge.txt"; then
  echo "Les cinquante premières lignes du référent fil rouge ne sont plus celles de tests/demo/fil_rouge.txt."
  echo "Relisez-les comme lui ; si elles sont ce qu'il fait ce jour-là : FILROUGE_REGENERER=1 sh tests/demo/silences.sh"
  exit 1
fi
"$build/bin/test_oracle" "[silences]"
