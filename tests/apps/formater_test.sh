#!/bin/sh
# filrouge formater, as officers, editors and CI run it: what is written, what is left alone, what is answered.
#   formater_test.sh FILROUGE SOURCE      FILROUGE_PREMIER=1 stops at the first fault
set -u
. "$2/tests/apps/joue.sh"
forme=$source/tests/cas/forme

# --- a folder: what is out of order is rewritten, the rest is not touched -----------------------------------------------
mkdir -p jeu/parametres
cp "$forme/sans_retrait.fil" jeu/plat.fil
cp "$forme/texte.fil.md" jeu/texte.fil.md
cp "$forme/sans_retrait.attendu" jeu/bien.fil
printf 'nom:   seuil\n' > jeu/parametres/seuil.yaml
printf 'module   ailleurs\n' > jeu/notes.txt
chmod 640 jeu/plat.fil
cp -a jeu avant

asked 1 formater --controle jeu
diff -r avant jeu > /dev/null || fails "--controle a écrit"
says out "jeu/plat.fil : 11 lignes seraient changées" "le fichier et le compte de ses lignes"
says out "  ligne 2 : écriture" "la ligne et ce qui y change"
says out '    écrit    titre "Sans aucun retrait"' "la ligne telle qu'écrite"
says out "    devient    titre « Sans aucun retrait »" "la ligne telle qu'elle serait"
says out "et 8 autres lignes" "ce qui n'est pas montré"
says out "2 fichiers seraient remis en forme, 1 est déjà en ordre. Rien n'a été écrit. Pour le faire : filrouge formater jeu" "le bilan"

asked 0 formater jeu
same jeu/plat.fil "$forme/sans_retrait.attendu" "le fichier n'est pas dans sa forme"
same jeu/texte.fil.md "$forme/texte.fil.attendu" "le texte Markdown n'est pas dans sa forme"
same jeu/parametres/seuil.yaml avant/parametres/seuil.yaml "un fichier de valeurs a été touché"
same jeu/notes.txt avant/notes.txt "un fichier qui n'est pas de règles a été touché"
[ "$(stat -c %a-%Y jeu/bien.fil)" = "$(stat -c %a-%Y avant/bien.fil)" ] || fails "un fichier en ordre a été récrit"
[ "$(stat -c %a jeu/plat.fil)" = 640 ] || fails "les droits du fichier ont changé"
nothing_partial || fails "un fichier partiel est resté"
says out "jeu/plat.fil : 11 lignes remises en forme" "le fichier récrit"
says out "2 fichiers remis en forme, 1 inchangé." "le bilan de l'écriture"
grep -q bien.fil out && fails "un fichier inchangé est nommé"

asked 0 formater jeu
says out "3 fichiers : rien à changer." "rien à changer"
asked 0 formater --controle jeu
asked 0 fmt --controle jeu/plat.fil jeu

# --- standard input, for editors --------------------------------------------------------------------------------------
piped "$forme/sans_retrait.fil" 0 formater -
same out "$forme/sans_retrait.attendu" "l'entrée standard n'est pas mise en forme"
empty err "le filtre parle sans raison"
piped "$forme/texte.fil.md" 0 formater - --nom texte.fil.md
same out "$forme/texte.fil.attendu" "l'entrée standard, dite Markdown, n'est pas mise en forme"
piped "$forme/sans_retrait.fil" 1 formater - --controle
says out "(entrée standard) : 11 lignes seraient changées" "--controle de l'entrée standard"
piped "$forme/sans_retrait.attendu" 0 formater - --controle

# --- what cannot be read: the diagnostics of verifier, and nothing is written, not even of the other files --------------
rm -rf jeu && cp -a avant jeu
printf 'module essai\n  titre « sans fin\nprocédre p\n' > jeu/zut.fil
asked 2 formater jeu
empty out "un jeu en faute répond sur la sortie"
says err "zut.fil:2:9: erreur F" "la faute à sa place"
says err "Les règles ont des erreurs : aucun fichier n'est changé." "que rien n'est changé"
rm jeu/zut.fil
diff -r avant jeu > /dev/null || fails "un jeu en faute a été récrit en partie"
printf 'procédre p\n' > zut.fil
piped zut.fil 2 formater -
empty out "un texte en faute sort quand même"
says err "(entrée standard):1:1: erreur" "la faute de l'entrée standard"

# --- a link that leads out of the set is refused, a link given by the person is followed --------------------------------
mkdir dehors && cp "$forme/sans_retrait.fil" dehors/lie.fil
ln -s ../dehors/lie.fil jeu/lien.fil
asked 2 formater jeu
same dehors/lie.fil "$forme/sans_retrait.fil" "un fichier hors du jeu a été récrit"
asked 0 formater jeu/lien.fil
same dehors/lie.fil "$forme/sans_retrait.attendu" "le fichier que le lien donné désigne n'est pas récrit"
[ -L jeu/lien.fil ] || fails "le lien a été remplacé"

# --- usage --------------------------------------------------------------------------------------------------------------
asked 2 formater
asked 2 formater absent.fil
says err "« absent.fil » n'existe pas" "un chemin qui n'existe pas"
asked 2 formater - jeu
asked 2 formater jeu/notes.txt
same jeu/notes.txt avant/notes.txt "un fichier qui n'est pas de règles a été touché"

answered "formater : en ordre"
