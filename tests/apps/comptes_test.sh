#!/bin/sh
# Les comptes du banc et leur journal, par la commande : ouvrir, changer, fermer, et voir ce qui a été retouché.
#   comptes_test.sh FILROUGE SOURCE
set -u
. "$(dirname "$0")/joue.sh"
umask 022
phrase="quatre mots sans rapport"
echo "$phrase" > phrase

asked 2 compte --base absente.db lister
says err "n'est pas là" "les comptes d'une base absente"
[ ! -e absente.db.acces ] || fails "un fichier d'accès est fait sans base"
asked 0 importer --regles "$rules" --base b.db all.ndjson

# --- ouvrir -----------------------------------------------------------------------------------------------------------
asked 0 compte --base b.db lister
says out "Aucun compte" "une base neuve a des comptes"
asked 0 compte --base b.db ajouter Chef --role administration --mot-de-passe-de phrase
says out "Compte chef ajouté : administration" "le compte ajouté n'est pas dit"
says err "peut être lu par tous" "un mot de passe lu par tous passe sans remarque"
asked 0 compte ajouter m.dupont --base b.db --role referent --territoire "Adour BAB" --territoire Béarn --role-metier referent_fil_rouge --tirer
drawn=$(sed -n 's/.*dit cette seule fois : //p' out)
[ "${#drawn}" = 23 ] || fails "le mot de passe tiré n'est pas dit : « $drawn »"
piped phrase 0 compte --base b.db ajouter lectrice --role lecture --partout --mot-de-passe-de -
for file in b.db.acces b.db.acces.cle; do
  [ "$(stat -c %a "$file")" = 600 ] || fails "$file est ouvert : $(stat -c %a "$file")"
done
for secret in "$phrase" "$drawn"; do
  ! grep -qF -- "$secret" b.db b.db.acces* || fails "un mot de passe est dans un fichier"
done
asked 0 compte --base b.db lister --format csv
says out 'm.dupont;referent;Adour BAB, Béarn;referent_fil_rouge;oui' "la liste en CSV"
asked 0 compte --base b.db lister --format json
says out '"compte": "lectrice"' "la liste en JSON"

# --- refus qui apprennent ------------------------------------------------------------------------------------------------
asked 2 compte --base b.db ajouter m.dupont --role lecture --partout --tirer
says err "déjà là" "un compte ouvert deux fois"
asked 2 compte --base b.db ajouter neuf --role referent --tirer
says err "--territoire" "un référent sans territoire"
echo court > short
asked 2 compte --base b.db ajouter neuf --role lecture --partout --mot-de-passe-de short
says err "douze caractères" "un mot de passe court"
asked 2 compte --base b.db ajouter neuf --role lecture --partout --demonstration
says err "n'est pas une base de démonstration" "un compte de démonstration sur une vraie base"
if command -v setsid > /dev/null; then
  setsid "$filrouge" compte --base b.db ajouter neuf --role lecture --partout < /dev/null > out 2> err && fails "sans terminal ni mot de passe"
  says err "--tirer" "sans terminal, rien n'est proposé"
fi
asked 2 compte --base b.db fermer m.dupon
says err "voulez-vous dire « m.dupont »" "un nom presque juste"
asked 2 compte --base b.db fermer chef
says err "dernier compte d'administration" "le dernier administrateur se ferme"
asked 2 compte --base b.db
says err "les actions sont : ajouter, lister, changer, mot-de-passe, fermer, rouvrir" "sans action"
asked 2 compte --base b.db ajoutr neuf
says err "voulez-vous dire « ajouter »" "une action mal écrite"
asked 2 compte --base b.db changer m.dupont
asked 2 compte --base b.db ajouter neuf --rol lecture
says err "filrouge compte ajouter" "une option mal écrite ne dit pas son action"
for action in ajouter lister changer mot-de-passe fermer rouvrir; do
  asked 0 compte $action --help
  says out "Exemple : filrouge compte --base" "$action --help"
done

# --- changer, fermer, rouvrir ---------------------------------------------------------------------------------------------
asked 0 compte --base b.db changer m.dupont --role cadre
says out "cadre, Adour BAB, Béarn, referent_fil_rouge" "ce qui n'est pas dit ne reste pas"
asked 0 compte --base b.db changer m.dupont --partout --sans-role-metier
says out "cadre, partout, mot de passe à changer" "partout"
asked 0 compte --base b.db mot-de-passe m.dupont --tirer
asked 0 compte --base b.db fermer lectrice
asked 0 compte --base b.db lister --ouverts
! grep -q lectrice out || fails "un compte fermé est dit ouvert"
asked 0 compte --base b.db rouvrir lectrice

# --- le journal -----------------------------------------------------------------------------------------------------------
asked 0 audit --base b.db --format ndjson
[ "$(lines out)" = 8 ] || fails "le journal a $(lines out) entrées au lieu de 8"
says out '"compte":"ligne de commande"' "qui a changé les comptes"
says out "\"role\":\"machine:$(id -un)\"" "de quel compte de la machine"
asked 0 audit --base b.db --quoi lecture_journal
says out "1 entrée" "lire le journal ne s'y écrit pas"
asked 0 audit --base b.db --compte m.dupont --du 2020-01-01 --au 2020-01-31
says out "Aucune entrée" "un compte qui n'a rien fait"
asked 2 audit --base b.db --du 2020-02-01 --au 2020-01-01
asked 2 audit --base b.db --verifier --compte chef
says err "ne va pas avec" "vérifier et chercher à la fois"
asked 0 audit --base b.db --verifier
says out "Le journal est entier : 11 entrées" "un journal entier"
says out "Sans --tetes" "ce qui n'est pas vérifié n'est pas dit"
cp b.db base
asked 2 audit --base b.db --tete-vers b.db
same b.db base "la tête du journal est écrite dans la base"
asked 0 audit --base b.db --tete-vers tetes
asked 0 audit --base b.db --verifier --tetes tetes --tete-vers tetes
says out "1 tête gardée" "la tête n'est pas tenue"
[ "$(lines tetes)" = 2 ] || fails "la seconde tête n'est pas écrite"
# The file of the night before put back: the chain is whole, and shorter than the head says.
cp b.db.acces before
asked 0 compte --base b.db fermer lectrice
asked 0 audit --base b.db --tete-vers tetes
rm -f b.db.acces-wal b.db.acces-shm
cp before b.db.acces
asked 0 audit --base b.db --verifier
asked 1 audit --base b.db --tetes tetes --tete-vers tetes
says out "la fin du journal a été coupée : l'entrée 12" "une fin coupée"
says out "sauvegarde" "ce qu'il faut faire n'est pas dit"
[ "$(lines tetes)" = 3 ] || fails "la tête d'un journal coupé est écrite"
# A word changed in the bytes of the file, for as many letters.
LC_ALL=C sed -i 's/ajoute le compte lectrice/ajoute le compte lectrixe/' b.db.acces
asked 1 audit --base b.db --verifier
says out "l'entrée 3 a été retouchée" "une entrée retouchée"
cp before b.db.acces
# Another key, then none.
cp b.db.acces.cle key
tr 0-9a-f 1-9a-f0 < key > b.db.acces.cle
asked 1 audit --base b.db --verifier
says out "la clé n'est pas celle" "une autre clé"
asked 2 audit --base b.db
asked 2 compte --base b.db lister
rm b.db.acces.cle
asked 2 compte --base b.db lister
says err "reprenez-la de la sauvegarde" "la clé perdue"
[ ! -e b.db.acces.cle ] || fails "une clé perdue est refaite en silence"
cp key b.db.acces.cle
chmod 640 b.db.acces.cle
asked 2 compte --base b.db lister
says err "chmod 600" "une clé ouverte à d'autres"
chmod 600 b.db.acces.cle
asked 0 compte --base b.db lister

answered "les comptes se tiennent, et leur journal se vérifie"
