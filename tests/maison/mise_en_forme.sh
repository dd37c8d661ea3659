#!/bin/sh
# Every file is as clang-format 14 and the page .clang-format would write it.
#   mise_en_forme.sh SOURCE
set -eu
cd "$1"
files=$(sh tests/maison/fichiers_cpp.sh . cpp hpp h)
[ -n "$files" ] || { echo "aucun fichier à relire"; exit 1; }
# shellcheck disable=SC2086
clang-format-14 --dry-run --Werror $files || {
  echo "à remettre en forme : clang-format-14 -i FICHIER…"
  exit 1
}
echo "$(printf '%s\n' "$files" | wc -l) fichiers sont en forme"
