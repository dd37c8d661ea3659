#!/bin/sh
# Installe ce qui manque pour construire filrouge sur Debian 12 et jouer les tests `base`, et rien d'autre. Ne pose aucune question.
# Quand tout est là, ne touche à rien : ni réseau, ni droits d'administration.
#   installer_paquets.sh [ÉTIQUETTE…]      et ce que demandent ces étiquettes de test (tests/etiquettes.txt)
set -eu
cd "$(dirname "$0")/.."

paquets="g++ cmake ninja-build ccache pkg-config libboost1.81-dev libyaml-cpp-dev libsqlitecpp-dev libsqlite3-dev
  libspdlog-dev libfmt-dev catch2 libcli11-dev nlohmann-json3-dev libsimdjson-dev libpugixml-dev libzip-dev libzstd-dev libxlsxwriter-dev libical-dev libicu-dev libssl-dev libmd4c-dev libmd4c-html0-dev libpqxx-dev libsodium-dev graphviz"
for etiquette in "$@"; do
  # Ce qui est là d'une autre main (un nodejs d'ailleurs, qui apporte npm) n'est pas remplacé.
  ! sh tests/etiquette.sh presente "$etiquette" || continue
  paquets="$paquets $(sh tests/etiquette.sh paquets "$etiquette")"
done

if ! command -v dpkg-query >/dev/null 2>&1; then
  echo "Cette machine n'est pas une Debian : installez vous-même l'équivalent de $paquets" >&2
  exit 1
fi

installe() {
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null || true)" = installed ]
}

manquants=
for paquet in $paquets; do
  # Un nodejs venu d'ailleurs porte son npm, et refuse celui de Debian.
  case "$paquet" in
    nodejs) ! command -v node >/dev/null 2>&1 || continue ;;
    npm) ! command -v npm >/dev/null 2>&1 || continue ;;
  esac
  installe "$paquet" || manquants="$manquants $paquet"
done
[ -n "$manquants" ] || exit 0

# Debian ne laisse pas deux Boost de développement côte à côte. Retirer celui d'un autre projet ne se décide pas ici.
case "$manquants" in
  *libboost1.81-dev*)
    if installe libboost1.74-dev && [ "${FILROUGE_REMPLACER_BOOST:-non}" != oui ]; then
      cat >&2 <<'FIN'
filrouge demande Boost 1.81 (libboost1.81-dev), et Boost 1.74 (libboost1.74-dev) est installé : Debian ne permet pas les deux.
Pour remplacer le 1.74, et les paquets libboost-*-dev qui en dépendent, relancez ainsi :
    FILROUGE_REMPLACER_BOOST=oui sh cmake/installer_paquets.sh
Pour garder le 1.74, construisez filrouge dans un conteneur debian:12.
FIN
      exit 1
    fi ;;
esac

if [ "$(id -u)" -eq 0 ]; then
  admin="env"
elif command -v sudo >/dev/null 2>&1; then
  admin="sudo env"
else
  echo "Il manque :$manquants" >&2
  echo "Installez-les en administrateur, ou installez sudo : apt-get install$manquants" >&2
  exit 1
fi

echo "Installation de :$manquants"
$admin DEBIAN_FRONTEND=noninteractive apt-get update -q
# Une liste de noms, à séparer :
# shellcheck disable=SC2086
$admin DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $manquants
