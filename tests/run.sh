#!/bin/sh
# Tout, depuis rien : installe ce qui manque, construit tout en Release avec les mesures, joue les tests.
set -eu
cd "$(dirname "$0")/.."
sh cmake/installer_paquets.sh
sh cmake/construire.sh -DFILROUGE_TESTS=ON -DFILROUGE_BENCH=ON
ctest --test-dir build --output-on-failure
