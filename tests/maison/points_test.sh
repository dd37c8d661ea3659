#!/bin/sh
# The table of points of docs/engine-semantics.md against the tags of the tests: what it says is held is tried, what it
# says is not has no test, and every tag is of a point it tells.
#   points_test.sh SOURCE
set -u
cd "$1" || exit 2
page=docs/engine-semantics.md
tags=$(find tests -name '*.cpp' -exec grep -hoE '\[[FGH][0-9]+\]' {} + | tr -d '[]' | sort -u)
points=$(sed -n 's/^| \([FGH][0-9]*\) | .* | \(yes\|no\)[^|]*|$/\1 \2/p' "$page")
[ -n "$points" ] || { echo "ÉCHEC : aucun point dans $page"; exit 1; }
wrong=0
fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
}
for tag in $tags; do
  echo "$points" | grep -q "^$tag yes\$" || fails "[$tag] est éprouvé, et $page ne dit pas qu'il est tenu"
done
for point in $(echo "$points" | sed -n 's/ yes$//p'); do
  echo "$tags" | grep -qx "$point" || fails "$page dit tenu le point $point, et aucun essai ne porte [$point]"
done
for point in F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 F13 F14 G1 G2 G3 G4 G5 G6 G7 H1 H2 H3 H4 H5; do
  [ "$(echo "$points" | grep -c "^$point ")" = 1 ] || fails "le point $point doit être dit une fois dans $page"
done
[ "$wrong" = 0 ] && echo "$(echo "$points" | wc -l) points tenus contre les étiquettes des essais"
exit $((wrong > 0))
