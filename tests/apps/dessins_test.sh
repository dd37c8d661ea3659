#!/bin/sh
# Une procédure dessinée par la commande, et les dessins du règlement : ce qui est demandé, ce qui ne se peut pas, ce qui manque.
#   dessins_test.sh FILROUGE SOURCE
set -u
. "$2/tests/apps/joue.sh"
essai="$source/tests/cas/commun $source/tests/cas/dessin"

# --- une procédure ---------------------------------------------------------------------------------------------------
# shellcheck disable=SC2086
asked 0 diagramme $essai --format dot
dot -Tplain out > plan 2> dot_err || fails "dot refuse ce que dit --format dot"
[ ! -s dot_err ] || fails "dot a quelque chose à redire : $(cat dot_err)"
asked 0 diagramme "$rules/national" --procedure rsa.saisine.saisine --sortie saisine.svg
says saisine.svg "Suivi d'une saisine de l'équipe pluridisciplinaire" "titre du dessin"
says saisine.svg "CASF R262-71" "article d'un délai"
[ ! -s out ] || fails "--sortie écrit aussi sur la sortie standard"
asked 0 diagram "$rules/national" --procedure SAISINE
same saisine.svg out "le nom court, ou la sortie standard, donnent un autre dessin"
asked 0 diagramme "$rules/national" --procedure saisine --format mermaid
says out "flowchart TB" "mermaid"
asked 0 diagramme --help
says out "Exemple : filrouge diagramme" "aide"

# --- sans nom, un nom inconnu, un nom que deux portent ----------------------------------------------------------------------
asked 0 diagramme "$rules/national"
says out "rsa.saisine.saisine" "liste des procédures"
says out "(10 états)" "liste : états"
says err "--procedure NOM" "liste : que faire"
asked 2 diagramme "$rules/national" --sortie tout.svg
says err "dites laquelle (--procedure), ou un dossier" "plusieurs dessins, un fichier"
[ ! -e tout.svg ] || fails "un fichier est écrit qu'aucun dessin ne remplit"
asked 2 diagramme "$rules/national" --procedure saisne
says err "voulez-vous dire « saisine »" "nom voisin"
sed 's/^module essai.suivi$/module essai.double/; s/^  étend essai.suivi$/  étend essai.double/; s/^module essai.suivi_du_64/module essai.double_du_64/' "$source/tests/cas/dessin/suivi.fil" > double.fil
# shellcheck disable=SC2086
asked 2 diagramme $essai double.fil --procedure suivi
says err "plusieurs procédures se nomment « suivi »" "nom ambigu"
says err "essai.double.suivi" "nom ambigu : les noms entiers"

# --- un dossier -----------------------------------------------------------------------------------------------------------------
asked 0 diagramme "$rules/national/rsa/saisine.fil" "$rules/national" --sortie dessins/
says err "dessins dans « dessins/ »" "dossier"
same saisine.svg dessins/rsa.saisine.saisine.svg "le dessin d'un dossier n'est pas celui d'une procédure seule"
[ "$(find dessins -name '*.svg' | wc -l)" -gt 50 ] || fails "il manque des dessins au dossier"

# --- le règlement dessiné -----------------------------------------------------------------------------------------------------------
asked 0 documenter "$rules/national" --module rsa.saisine --sortie reglement.html
says reglement.html '<figure tabindex="0"><svg' "règlement : dessin"
says reglement.html "Comment lire les dessins" "règlement : légende"
says reglement.html "Tous les délais</h2>" "règlement : délais"
says reglement.html "<summary>Textes nationaux (" "règlement : sommaire"
asked 0 documenter "$rules" --departement 64 --sortie local.html
says local.html "<summary>Département 64 (" "règlement : sommaire d'un département"

# --- sans Graphviz ----------------------------------------------------------------------------------------------------------------
mkdir vide
without_dot() {
  PATH=$place/vide "$filrouge" "$@" > out 2> err
  answers $? "$@"
}
expected=2
without_dot diagramme "$rules/national" --procedure saisine --sortie absent.svg
says err "apt-get install graphviz" "sans Graphviz : la commande à passer"
says err "--format dot" "sans Graphviz : ce qui s'en passe"
[ ! -e absent.svg ] || fails "un SVG vide est écrit sans Graphviz"
expected=0
without_dot diagramme "$rules/national" --procedure saisine --format mermaid
without_dot documenter "$rules/national" --module rsa.saisine --sortie sans.html
says err "le règlement est écrit sans dessins" "règlement sans Graphviz"
[ "$(wc -l < err)" = 1 ] || fails "l'absence de Graphviz est dite plus d'une fois"
says sans.html "Tous les délais</h2>" "règlement sans Graphviz : délais"
! grep -q -e "<figure" -e "Comment lire les dessins" sans.html || fails "le règlement sans Graphviz montre un dessin"

# --- des règles fautives --------------------------------------------------------------------------------------------------------------
mkdir faux
sed 's/aller à en_pause/aller à en_pose/' "$source/tests/cas/dessin/suivi.fil" > faux/suivi.fil
asked 2 diagramme "$source/tests/cas/commun" faux --sortie faux.svg
says err "en_pause" "règle fautive : ce qu'elle voulait dire"
[ ! -e faux.svg ] || fails "des règles fautives sont dessinées"

answered "une procédure se dessine, seule et au règlement"
