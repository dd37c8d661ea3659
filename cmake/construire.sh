#!/bin/sh
# Configure build/ en Release et y construit : sh cmake/construire.sh [-DOPTION=VALEUR…] [cible…]
# Sans cible, construit tout.
set -eu
cd "$(dirname "$0")/.."

# Ici, un avertissement est une faute ; qui embarque filrouge par CMake n'en est pas empêché.
options=-DFILROUGE_WERROR=ON
while [ $# -gt 0 ]; do
  case "$1" in
    -D*) options="$options $1"; shift ;;
    *) break ;;
  esac
done
[ -f build/CMakeCache.txt ] || options="$options -G Ninja"
# Des options sans espaces, à séparer :
# shellcheck disable=SC2086
cmake -S . -B build -DCMAKE_BUILD_TYPE=Release $options

# Un fichier de grammaire prend jusqu'à deux Go à la compilation : pas plus d'ouvriers que la mémoire n'en porte.
ouvriers=$(nproc)
memoire=$(awk '/^MemAvailable:/ { print int($2 / 2097152) }' /proc/meminfo)
[ "$memoire" -ge 1 ] || memoire=1
[ "$ouvriers" -le "$memoire" ] || ouvriers=$memoire

if [ $# -gt 0 ]; then
  cmake --build build --parallel "$ouvriers" --target "$@"
else
  cmake --build build --parallel "$ouvriers"
fi
