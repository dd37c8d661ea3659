#!/bin/sh
# Installs into an empty place, then builds and runs examples/embarquer from there alone: by find_package, then by pkg-config.
#   paquet_installe.sh SOURCE BUILD GENERATOR
# The generator that built filrouge: CMake's own choice, make, may well be absent.
set -eu
source=$1
build=$2
generator=$3
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
# Who embeds filrouge may be as strict as we are: our headers must not stop them.
warnings="-Wall -Wextra -Wconversion -Werror"
cmake --install "$build" --prefix "$place" > /dev/null

cp -r "$source/examples/embarquer" "$place/programme"
cmake -G "$generator" -S "$place/programme" -B "$place/programme/build" -DCMAKE_PREFIX_PATH="$place" \
  -DCMAKE_CXX_FLAGS="$warnings" > /dev/null
cmake --build "$place/programme/build" > /dev/null
par_cmake=$("$place/programme/build/embarquer" "$source/examples/dossiers/H001-cer-non-signe.json" 2024-04-03)

libdir=$(dirname "$(find "$place" -name filrouge.pc)")
PKG_CONFIG_PATH=$libdir
export PKG_CONFIG_PATH
# shellcheck disable=SC2046
c++ "$source/examples/embarquer/main.cpp" -o "$place/par_pkg_config" $(pkg-config --cflags --libs filrouge)
par_pkg_config=$("$place/par_pkg_config" "$source/examples/dossiers/H001-cer-non-signe.json" 2024-04-03)

[ "$par_cmake" = "$par_pkg_config" ] || { echo "find_package et pkg-config ne donnent pas le même programme :"; printf "%s\n--- et ---\n%s\n" "$par_cmake" "$par_pkg_config"; exit 1; }
printf '%s\n' "$par_cmake" | grep -q "Signer le CER | 2024-04-02" || { echo "le constat attendu manque :"; printf '%s\n' "$par_cmake"; exit 1; }
[ -f "$place/share/filrouge/correspondances/rdv-insertion.yaml" ] || { echo "les pages de correspondances ne sont pas installées"; exit 1; }
(cd "$place" && bin/filrouge verifier > /dev/null) || { echo "les règles installées ne passent pas la vérification"; exit 1; }

# Nothing of the rooms shows: only the public classes and functions are exported.
visible=$(nm -DC --defined-only "$place"/lib*/libfilrouge.so "$place"/lib/*/libfilrouge.so 2> /dev/null | grep -c ' T filrouge::\(Replay\|Program\|Step\|Reading\|Interpreter\|Reporter\|Journal\|dsl\)' || true)
[ "$visible" = 0 ] || { echo "$visible symboles internes sont visibles"; exit 1; }
echo "paquet installé : find_package, pkg-config et règles installées"
