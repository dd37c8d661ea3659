#!/bin/sh
# filrouge lsp, la commande elle-même : rien que le protocole sur sa sortie, ses codes de fin, ce qu'elle refuse.
#   lsp_test.sh FILROUGE SOURCE
set -u
filrouge=$1
source=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
faux=0
echec() {
  echo "ÉCHEC : $1"
  faux=1
}
message() {
  printf 'Content-Length: %s\r\n\r\n%s' "$(printf %s "$1" | wc -c)" "$1"
}
session='{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}'
fin='{"jsonrpc":"2.0","id":2,"method":"shutdown"}'
sort='{"jsonrpc":"2.0","method":"exit"}'

{ message "$session"; message "$fin"; message "$sort"; } | "$filrouge" lsp --stdio --regles "$source/rules/national" > "$place/dit" 2> "$place/erreurs"
[ $? = 0 ] || echec "« exit » après « shutdown » rend 0"
[ -s "$place/erreurs" ] && echec "rien n'est à dire sur l'erreur : $(cat "$place/erreurs")"
# Chaque octet de la sortie est d'un message : on les relit par leur longueur.
lu=0
total=$(wc -c < "$place/dit")
messages=0
while [ "$lu" -lt "$total" ]; do
  longueur=$(tail -c +$((lu + 1)) "$place/dit" | head -n 1 | sed -n 's/^Content-Length: \([0-9]*\)\r$/\1/p')
  [ -n "$longueur" ] || { echec "la sortie n'est pas que des messages, à l'octet $lu"; break; }
  lu=$((lu + ${#longueur} + 20 + longueur))
  messages=$((messages + 1))
done
[ "$lu" = "$total" ] || echec "un message n'a pas la longueur qu'il dit"
[ "$messages" -ge 2 ] || echec "deux réponses sont attendues"
grep -q '"serverInfo":{"name":"filrouge"' "$place/dit" || echec "il ne dit pas son nom"
{ message "$session"; message "$sort"; } | "$filrouge" lsp --regles "$source/rules/national" > /dev/null
[ $? = 1 ] || echec "« exit » sans « shutdown » rend 1"
"$filrouge" lsp --regles "$source/rules/national" < /dev/null > "$place/dit"
[ $? = 1 ] || echec "la fin du flux rend 1"
[ -s "$place/dit" ] && echec "rien n'est demandé : rien n'est dit"
"$filrouge" lsp --regles "$place/nulle part" < /dev/null > "$place/dit" 2> "$place/erreurs"
[ $? = 2 ] || echec "un dossier qui n'existe pas rend 2"
grep -q "n'existe pas" "$place/erreurs" || echec "le dossier qui manque n'est pas dit"
"$filrouge" lsp --help | grep -q "docs/editeur.md" || echec "l'aide ne dit pas où est le guide"
exit "$faux"
