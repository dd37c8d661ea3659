#!/bin/sh
# What clang-tidy finds with the page .clang-tidy: nothing.
#   analyse.sh SOURCE BUILD FOLDER…
# clang-tidy 16: the 14 of Debian does not compile the ranges of the libstdc++ it stands on, and would skip a dozen files in silence.
set -eu
cd "$1"
build=$2
shift 2
[ -f "$build/compile_commands.json" ] || { echo "$build n'a pas de base de compilation"; exit 1; }
files=$(sh tests/maison/fichiers_cpp.sh . cpp | awk -v folders="$*" '
  BEGIN { n = split(folders, folder, " ") }
  { for (i = 1; i <= n; ++i) if (index($0, folder[i] "/") == 1) { print; next } }')
[ -n "$files" ] || { echo "aucun fichier à analyser sous $*"; exit 1; }
said=$(mktemp)
trap 'rm -f "$said"' EXIT
if ! printf '%s\n' "$files" | xargs -P "$(nproc)" -n 4 clang-tidy-16 -p "$build" --quiet > "$said" 2>&1; then
  grep -vE '^[0-9]+ warnings? (and [0-9]+ errors? )?generated|^Suppressed|^Use -header-filter' "$said"
  exit 1
fi
echo "$(printf '%s\n' "$files" | wc -l) fichiers analysés, rien à redire"
