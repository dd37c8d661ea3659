#!/bin/sh
# The C++ of the house, one path a line: what git follows, or all there is where there is no git.
#   fichiers_cpp.sh SOURCE EXTENSION…
set -eu
cd "$1"
shift
rooms="engine dsl apps bindings examples tests"
# Lists of words, to be split:
# shellcheck disable=SC2086
if followed=$(git ls-files --error-unmatch CMakeLists.txt 2> /dev/null) && [ -n "$followed" ]; then
  # What is removed and not yet committed is followed still.
  git ls-files -- $rooms | while IFS= read -r file; do [ ! -f "$file" ] || printf '%s\n' "$file"; done
else
  find $rooms -type f
fi | extensions=$* awk '
  BEGIN { n = split(ENVIRON["extensions"], wanted, " ") }
  { for (i = 1; i <= n; ++i) if (substr($0, length($0) - length(wanted[i])) == "." wanted[i]) { print; next } }' | sort
