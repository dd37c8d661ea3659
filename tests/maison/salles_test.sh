#!/bin/sh
# The table « may touch » of docs/architecture.md is what the code does. First on a house of four files, that each fault be seen.
#   salles_test.sh SOURCE
set -u
source=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
wrong=0
fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
}

# held ROOT : the rooms of this tree, held against its table.
held() {
  (cd "$1" && find engine dsl apps bindings examples tests -type f \( -name '*.cpp' -o -name '*.hpp' -o -name '*.h' -o -name '*.def' \) -exec \
    grep -nHE '^[[:space:]]*#[[:space:]]*include' {} + 2> /dev/null | awk -f "$source/tests/maison/salles.awk" docs/architecture.md -)
}
# house : two rooms of the engine, one of the dsl, all within the table.
house() {
  rm -rf "${place:?}"/*
  mkdir -p "$place/docs" "$place/engine/core/bas" "$place/engine/core/haut/coin" "$place/dsl/mot"
  cat > "$place/docs/architecture.md" << 'FIN'
| room | what lives there | may touch |
|---|---|---|
| `engine/core/bas` | a | nothing |
| `engine/core/haut` | b | bas (names) |
| `dsl/mot` | c | core/haut |
FIN
  printf '#include <string>\n' > "$place/engine/core/bas/a.hpp"
  printf '#include "engine/core/bas/a.hpp"\n#include "engine/core/haut/coin/b.hpp"\n' > "$place/engine/core/haut/coin/b.hpp"
  printf '#include "engine/core/haut/coin/b.hpp"\n#include "engine/core/bas/a.hpp"\n' > "$place/dsl/mot/c.cpp"
}
# refused WHAT TEXT : the house as it is now must be refused, with these words.
refused() {
  held "$place" > "$place/out" && fails "$1 passe"
  grep -qF -- "$2" "$place/out" || { fails "$1 : « $2 » n'est pas dit"; sed 's/^/    /' "$place/out"; }
}

house
held "$place" > "$place/out" || { fails "une maison en ordre est refusée"; cat "$place/out"; }
printf '# include "dsl/mot/c.hpp"\n' >> "$place/engine/core/haut/coin/b.hpp"
refused "une flèche vers le haut" "engine/core/haut/coin/b.hpp:3: engine/core/haut touche dsl/mot"
house
printf '\n#include "engine/core/haut/coin/b.hpp"\n' >> "$place/engine/core/bas/a.hpp"
refused "une flèche à l'envers" "engine/core/bas/a.hpp:3: engine/core/bas touche engine/core/haut"
house
mkdir "$place/dsl/neuve" && printf '#include <map>\n' > "$place/dsl/neuve/d.hpp"
refused "une salle sans ligne" "dsl/neuve/d.hpp: aucune ligne"
house
printf '#include "engine/cave/e.hpp"\n' >> "$place/dsl/mot/c.cpp"
refused "un fichier d'aucune salle" "engine/cave/e.hpp n'est dans aucune salle"
house
sed -i 's/| nothing |/| haut |/' "$place/docs/architecture.md"
refused "un cercle dans la table" "se touche en cercle"
house
sed -i 's/bas (names)/base/' "$place/docs/architecture.md"
refused "un nom qui ne désigne rien" "« base »"
house
: > "$place/docs/architecture.md"
refused "une page sans table" "aucune salle"

held "$source" || fails "docs/architecture.md et le code ne disent pas la même chose"
[ "$wrong" = 0 ] || exit 1
