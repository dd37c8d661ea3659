#!/bin/sh
# De rien à une liste de travail : installe, construit, invente deux mille dossiers d'Adour BAB, les importe, les contrôle.
#   sh examples/demo.sh [AAAA-MM-JJ]
set -eu
cd "$(dirname "$0")/.."
au=${1:-2026-11-21}
demo=build/demo

sh cmake/installer_paquets.sh
echo "Construction (la première prend quelques minutes)…"
sh cmake/construire.sh filrouge_cli filrouge_generateur

mkdir -p "$demo"
rm -f "$demo"/adour.sqlite "$demo"/adour.sqlite-* "$demo"/banc.sqlite*

echo
echo "Deux mille dossiers inventés, au $au"
build/bin/filrouge_generateur --graine 2026 --dossiers 2000 --territoire "Adour BAB" --au "$au" > "$demo/adour.ndjson"
build/bin/filrouge importer --depuis ndjson "$demo/adour.ndjson" --base "$demo/adour.sqlite"

echo
echo "Contrôle au $au"
build/bin/filrouge controler --regles rules --dossiers "$demo/adour.sqlite" --au "$au" --format html --sortie "$demo/liste.html"
build/bin/filrouge controler --regles rules --dossiers "$demo/adour.sqlite" --au "$au" --format texte --sortie "$demo/liste.txt"
head -n 40 "$demo/liste.txt"

echo
echo "La liste entière, à ouvrir dans un navigateur : $(pwd)/$demo/liste.html"

# Le banc dit ce qui est dû aujourd'hui : ses dossiers sont d'aujourd'hui.
aujourdhui=$(date +%F)
build/bin/filrouge_generateur --graine 2027 --dossiers 2000 --au "$aujourdhui" > "$demo/banc.ndjson"
build/bin/filrouge importer --depuis ndjson "$demo/banc.ndjson" --base "$demo/banc.sqlite" --demonstration > "$demo/banc.log"
build/bin/filrouge controler --regles rules --base "$demo/banc.sqlite" --depuis-derniere >> "$demo/banc.log"

echo
echo "Le banc des référents, sur deux mille autres dossiers inventés, au $aujourdhui. Un compte de démonstration :"
build/bin/filrouge compte --base "$demo/banc.sqlite" ajouter demo --role cadre --partout --role-metier referent_fil_rouge --demonstration
echo "Pour l'ouvrir, sur cette machine :"
echo "    build/bin/filrouge servir --base $demo/banc.sqlite --regles rules"
echo "puis, dans un navigateur : http://127.0.0.1:8064/"
