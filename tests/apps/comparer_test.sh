#!/bin/sh
# What « comparer » takes for its two sides, what it refuses, and where it writes. With git, revisions too.
#   comparer_test.sh FILROUGE SOURCE [git]
set -u
. "$2/tests/apps/joue.sh"
case_folder=$source/tests/cas/comparer
mkdir avant apres passage
TMPDIR=$place/passage
export TMPDIR
cp "$case_folder/avant.fil" avant/cas.fil
cp "$case_folder/apres.fil" apres/cas.fil

if [ "${3:-}" = git ]; then
  # An account without a name, whatever the machine's own settings.
  GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
  GIT_AUTHOR_NAME=essai GIT_AUTHOR_EMAIL=essai@example.invalid GIT_COMMITTER_NAME=essai GIT_COMMITTER_EMAIL=essai@example.invalid
  export GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
  mkdir depot && cd depot || exit 1
  git init -q . || exit 1
  mkdir -p rules/parametres notes
  printf 'nom: seuil\nvaleurs:\n  - valeur: 10 jours\n    verifie: oui\n' > rules/parametres/seuil.yaml
  cp "$case_folder/avant.fil" rules/cas.fil
  printf '\nmodule loi.seuils\n  titre « Seuils »\n  national\n  fondement « essai »\n  statut vérifié « lu »\n\nparamètre seuil : durée dans « parametres/seuil.yaml »\n' >> rules/cas.fil
  echo rien > notes/lire.txt
  git add . && git commit -qm avant && git tag v1
  sed -i 's/échéance décider : 15 jours/échéance décider : 12 jours/' rules/cas.fil
  sed -i 's/10 jours/11 jours/' rules/parametres/seuil.yaml
  git add . && git commit -qm apres && git tag v2 && git branch vieux v1

  asked 0 comparer v1 v2
  mv out tags
  says tags "échéance « Décider », longueur : 15 jours → 12 jours" "deux étiquettes"
  says tags "paramètre « seuil », valeur : 10 jours → 11 jours" "les valeurs de la révision"
  says tags "De v1:rules (révision " "le dossier lu"
  asked 0 comparer HEAD~1:rules HEAD:rules
  sed 1d out > one
  sed 1d tags > other
  same one other "une révision et son chemin"
  asked 0 comparer HEAD~1 rules
  says out "15 jours → 12 jours" "une révision et le disque"
  sed -i 's/12 jours/9 jours/' rules/cas.fil
  asked 0 comparer HEAD rules/cas.fil
  says out "12 jours → 9 jours" "un fichier pas encore gardé"
  (cd rules && "$filrouge" comparer HEAD .) > out 2> err
  says out "12 jours → 9 jours" "depuis le dossier des règles"
  # Nothing is left behind, nothing written in the repository.
  [ -z "$(ls -A "$TMPDIR")" ] || fails "un dossier temporaire est resté"
  [ "$(git status --porcelain -uno)" = " M rules/cas.fil" ] || fails "le dépôt a changé : $(git status --porcelain -uno)"

  mkdir vieux && cp rules/cas.fil vieux/ && mkdir vieux/parametres && cp rules/parametres/seuil.yaml vieux/parametres/
  asked 0 comparer vieux rules
  says err "« vieux » est un chemin et aussi une révision de git : c'est le chemin qui est lu" "un nom pour deux choses"
  asked 0 comparer vieux:rules rules
  says out "15 jours → 9 jours" "la révision, par son chemin"

  asked 2 comparer v3 rules
  says err "« v3 » n'est ni un fichier, ni un dossier, ni une révision de git ; voulez-vous dire « v" "révision inconnue"
  asked 2 comparer HEAD~7 rules
  says err "son histoire ne remonte pas si loin" "au-delà du commencement"
  asked 2 comparer v1:rulse rules
  says err "aucune règle sous « rulse » à cette révision ; voulez-vous dire « rules » ?" "rien sous ce chemin"
  asked 2 comparer v1:notes rules
  says err "aucune règle sous « notes » à cette révision" "un dossier sans règle"
  asked 2 comparer v1 "$place/avant"
  says err "n'est dans aucun dépôt git" "le disque hors du dépôt"
  echo "module" > rules/faute.fil
  asked 2 comparer v1 rules
  says err "faute.fil:1" "le diagnostic du fautif"
  says err "Les règles d'après (rules) ont des erreurs : rien n'a été comparé." "le côté fautif"
  empty out "des règles fautives sont comparées"
  answered "Les révisions de git se comparent, et ce qui n'en est pas une se dit."
  exit
fi

asked 0 comparer avant apres
grep -v '^De ' out > whole
asked 0 diff avant/cas.fil apres/cas.fil
grep -v '^De ' out > one
same one whole "un fichier, ou le dossier qui le contient"
asked 0 comparer avant avant
says out "rien ne change" "les mêmes règles"
asked 0 comparer avant apres --sortie changements.html
says changements.html "<h1>Ce qui change</h1>" "la page"
says changements.html 'id="loi.suite.suite"' "l'ancre d'une procédure"
asked 0 comparer avant apres --sortie changements.json
says changements.json '"quoi": "échéance « Décider »"' "le JSON"
asked 0 comparer avant apres --procedure suite
says out "hors de ce qui est demandé" "ce qui est laissé de côté"
asked 2 comparer avant apres --procedure siute
says err "voulez-vous dire « suite »" "une procédure mal écrite"
asked 2 comparer avant apres --format svg
asked 2 comparer avant
asked 2 comparer avant nulle_part
PATH=/nulle "$filrouge" comparer avant nulle_part > out 2> err && fails "sans git, une révision est lue"
says err "git, qui saurait si c'est une révision, n'est pas sur cette machine" "sans git"
echo "module" > apres/faute.fil
asked 2 comparer avant apres --sortie jamais.html
says err "Les règles d'après (apres) ont des erreurs : rien n'a été comparé." "le côté fautif"
asked 2 comparer apres avant
says err "Les règles d'avant (apres) ont des erreurs" "l'autre côté"
[ ! -e jamais.html ] || fails "une page est écrite de règles fautives"
# A file taken out of its rules is read in the place of its like.
cp -r "$rules" rules
cp rules/national/rsa/saisine.fil ancienne.fil
sed -i 's/titre « Saisine de/titre « La saisine de/' ancienne.fil
asked 0 comparer ancienne.fil rules/national/rsa/saisine.fil
says out "1 changement : 1 modification." "le fichier seul"
says err "« ancienne.fil » ne se lit pas seul" "lu parmi les autres"
answered "Deux jeux de règles se comparent, et ce qui n'en est pas un se dit."
