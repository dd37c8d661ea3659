#!/bin/sh
# « filrouge prouver » : ce qui est prouvé, ce qui est réfuté et rejoué, ce qui n'est pas décidé et pourquoi.
#   prouver_test.sh FILROUGE SOURCE
set -u
filrouge=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place" || exit 1

fails() {
  echo "ÉCHEC : $1" >&2
  [ ! -s out ] || head -c 3000 out >&2
  [ ! -s err ] || head -c 2000 err >&2
  exit 1
}
asked() { # CODE ARGUMENTS…
  attendu=$1
  shift
  "$filrouge" "$@" > out 2> err
  code=$?
  [ "$code" = "$attendu" ] || fails "filrouge $* sort avec $code, attendu $attendu"
}
says() { grep -q -- "$2" "$1" || fails "$3 : « $2 » n'y est pas"; }

cat > regles.fil <<'FIN'
module essai
  titre « Essai »
  conduite par agent
  fondement « essai »
  statut vérifié « lu »
rôle agent « Agent » institution departement
événement ouverture « Ouverture »
  portée personne
événement lettre « Lettre »
  portée personne
événement décision « Décision »
  portée personne
  défavorable
    aucune appréciation
    fondement CASF L262-37
  motivée : booléen facultatif
procédure affaire « Affaire »
  une instance par ouverture, pour la personne
  attente temps « Temps pour répondre » : 10 jours après lettre, au bénéfice de la personne, non franc, non prorogé
    interdit décision
    à faire « Laisser répondre » par agent
  état ouverte initial « Ouverte »
    échéance écrire : dès que possible
      tenue par lettre
      à faire « Écrire » par agent
    terme lasse : 2 mois après entrée, non franc, non prorogé
      à la fin, aller à fini
    dès décision, aller à sanctionnée
      exige il existe lettre, de cette affaire « Sans lettre »
  état sanctionnée sanction « Sanctionnée »
    mesure sanction_prise : du entrée, pendant 1 mois
    à la fin de sanction_prise, aller à fini
  états finaux fini
garantie lettre_d_abord « Pas de sanction sans lettre »
  jamais sanctionnée sans (il existe lettre, de cette affaire) sauf irrégularité bloquante ce jour-là
garantie dix_jours « Pas de sanction avant dix jours »
  jamais sanctionnée sans aujourd'hui > (10 jours après (dernier lettre, de cette affaire)) sauf irrégularité bloquante ce jour-là
garantie rien_en_l_air « Rien ne reste en l'air »
  dans tout état non final de affaire, un délai court ou une suite est écrite
FIN

asked 0 verifier regles.fil
# Ce qui est garanti l'est dans toutes les histoires.
asked 0 prouver regles.fil --garantie lettre_d_abord
says out "prouvée dans toutes les histoires" "une exigence bloquante la garantit"
asked 0 prouver regles.fil --garantie rien_en_l_air
says out "prouvée dans toutes les histoires" "un terme mène ailleurs, une mesure court"

# Une exigence retirée : l'histoire qui la rompt, que « tester » rejoue.
grep -v "Sans lettre" regles.fil > sans.fil
asked 1 prouver sans.fil --garantie lettre_d_abord
says out "réfutée par une histoire" "sans l'exigence, elle est rompue"
sed -n 's/^    //p' out > exemple.fil
says exemple.fil "^scénario contre_exemple_essai_lettre_d_abord" "l'histoire est un scénario"
asked 0 tester sans.fil exemple.fil
[ "$(grep -c "le 20..-..-.. " exemple.fil)" -le 2 ] || fails "deux actes suffisent : $(cat exemple.fil)"

# Neuf jours au lieu de dix : un jour suffit à la réfuter.
sed 's/: 10 jours après lettre, au bénéfice/: 9 jours après lettre, au bénéfice/' regles.fil > neuf.fil
asked 1 prouver neuf.fil --garantie dix_jours --format json
says out '"verdict": "refutee"' "un jour de moins est vu"

# Un état où plus rien ne court est dit sans qu'on le demande, avec son code et son histoire.
sed '/terme lasse/,/à la fin, aller à fini/d' regles.fil > attend.fil
asked 1 prouver attend.fil
says out "^P103 : un état où l'on peut attendre pour toujours" "une échéance tenue ne mène nulle part"
asked 0 verifier --expliquer P103
says out "attendre pour toujours" "le code a sa page"

# Rien n'est décidé par manque de place : la limite est dite, et comment la lever.
asked 1 prouver neuf.fil --garantie dix_jours --limite 1 --histoires 1
says out "non décidée" "une limite d'un jour ne décide rien"
says out "--limite 5" "comment chercher plus loin"

# Un département sans texte à lui a la procédure nationale : on en répond, au lieu de ne rien dire.
asked 0 prouver regles.fil --garantie lettre_d_abord --departement 75
says out "1 prouvées" "le texte national vaut là où rien n'est local"

# Un nom qui ne nomme rien, des règles fausses.
asked 2 prouver regles.fil --garantie lettre_d_abor
says err "voulez-vous dire « lettre_d_abord »" "le nom voulu est proposé"
sed 's/jamais sanctionnée/jamais sanctionée/' regles.fil > faux.fil
asked 2 prouver faux.fil
says err "faux.fil:[0-9]*:" "la ligne de la garantie qui ne nomme rien"
[ ! -s out ] || fails "des règles fausses ne donnent aucune réponse"
echo "prouver : tout va bien"
