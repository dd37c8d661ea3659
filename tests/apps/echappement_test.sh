#!/bin/sh
# Des textes qui agiraient là où on les lit : séquences de terminal, marques qui retournent l'écriture, HTML, Markdown. Ils sont montrés
# comme ce qu'ils sont, partout.
#   echappement_test.sh FILROUGE SOURCE
set -u
. "$2/tests/apps/joue.sh"

esc=$(printf '\033')
csi=$(printf '\302\233')
turn=$(printf '\342\200\256')
isolate=$(printf '\342\201\246')
mark="${esc}[31m${csi}2J${turn}RUOTER${isolate}"

never() { ! grep -qiF -- "$2" "$1" || { fails "$3 : « $2 »"; grep -iF -m 2 -- "$2" "$1" | cut -c 1-300; }; }
# tame WHAT : nothing in what was just said acts on who reads it.
tame() {
  for file in out err; do
    for acts in "$esc" "$csi" "$turn" "$isolate"; do
      ! LC_ALL=C grep -qaF -- "$acts" "$file" || fails "$1 : une marque agit dans $file"
    done
  done
}

# --- dossiers -----------------------------------------------------------------------------------------------------
# JSON says the controls by their escapes, the marks as they are.
json="\\\\u001b[31m\\\\u009b2J${turn}RUOTER${isolate}"
sed "s/MARQUE/$json/g" > marked.ndjson << 'FIN'
{"dossier":"64-1MARQUE","departement":"64","territoire":"BAB MARQUE","clé MARQUE":1,"personnes":[{"id":"p1MARQUE","role":"demandeur"}],"attributs":[{"nom":"MARQUE","valeur":"MARQUE"}],"evenements":[{"id":"e1MARQUE","type":"notification_droits_devoirs","le":"2026-01-10","personne":"p1MARQUE"},{"id":"e2","type":"orientation","le":"2026-02-02","personne":"p1MARQUE","reference":"S-1MARQUE","references":{"MARQUE":"autre MARQUE"},"champs":{"parcours":"MARQUE","structure":"MARQUE"}},{"id":"e3","type":"MARQUE","le":"2026-02-03","personne":"p2MARQUE"}]}
{"dossier":"64-2MARQUE","evenements":[{"type":"orientation","le":"MARQUE"}]}
{"dossier":"64-3","evenements":[{"type":"orientation","le":"2026-02-02"}
FIN
ask="--regles $rules --dossiers marked.ndjson --au 2026-11-21"
for format in texte html csv json ndjson ics; do
  asked 0 controler $ask --format $format
  tame "liste, $format"
  [ "$format" = texte ] && says out '64-1\x1b[31mU+009B2JU+202ERUOTERU+2066/p1\x1b' "dossier d'une liste"
  [ "$format" = html ] && says out '64-1\\x1b[31mU+009B2JU+202ERUOTERU+2066' "dossier d'une page"
  [ "$format" = ndjson ] && says out '64-1\u001b[31m\u009b2J\u202eRUOTER\u2066' "dossier d'un constat"
done
asked 0 controler $ask --format html --lignes-par-page 1 --sortie pages.html
cat pages.html pages-pages/*.html > out
tame "liste en pages"
says out 'BAB \x1b[31mU+009B2JU+202ERUOTERU+2066</a>' "territoire d'un index"
says out 'Liste de travail — BAB \x1b[31mU+009B2JU+202ERUOTERU+2066</h1>' "territoire d'une page"
for command in expliquer registre "registre --format csv" indicateurs "indicateurs --par territoire" "indicateurs --par territoire --format csv"; do
  asked 0 $command $ask
  tame "$command"
done
asked 0 importer --regles "$rules" --base marked.db marked.ndjson
tame "import"
asked 0 controler --regles "$rules" --dossiers marked.db --au 2026-11-21
tame "liste d'une base"
for wrong_word in "--territoire x --role $mark" "--nature $mark" "--au $mark" "--tranche $mark" "--dossier $mark" "--$mark" "--dossiers $mark"; do
  asked 2 controler $ask $wrong_word
  tame "option : $wrong_word"
done
asked 2 "$mark"
tame "verbe"
printf 'module essai\n  titre « a%s »\nprocédure pour %s\n' "$mark" "$mark" > marked.fil
asked 1 verifier marked.fil
tame "règles fautives"

# --- rules that say HTML and Markdown -----------------------------------------------------------------------------
sed "s/MARQUE/$mark/g" > hostile.fil << 'FIN'
-- Note : <script>alert(1)</script> [cliquez](javascript:alert(2)) MARQUE
module essai.hostile
  titre « Titre <script>alert(3)</script> "><img src=x onerror=alert(4)> [lien](javascript:alert(5)) »
  régime « &lt;script&gt;alert(6)&lt;/script&gt; \[lien](javascript:alert(7)) »
  national
  conduite par fil_rouge
  conventions essai.jours
  fondement « <b>texte</b> `code` *étoile* MARQUE »
  statut vérifié « lu <iframe src=//exemple.invalid> »
conventions essai.jours
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
  statut vérifié « essai »
rôle fil_rouge « Fil <script>alert(8)</script> rouge » institution departement
événement saisine « Saisine [x](javascript:alert(9)) »
  portée personne
  mode : texte facultatif « Mode <svg onload=alert(10)> »
événement decision « Décision MARQUE »
  portée personne
-- <style>*{display:none}</style>
procédure suivi « Suivi <a href="javascript:alert(11)">ici</a> »
  une instance par saisine
  état ouverte initial « À décider |<script> »
    échéance décider « Décider ![image](https://exemple.invalid/x.png) » : 1 mois après début
      tenue par decision
      si dépassée : irrégularité « Tardive </li></ul><script>alert(12)</script> »
    dès decision, aller à close
  états finaux close
FIN
asked 0 documenter hostile.fil --format html
tame "règlement, HTML"
never out '<script' "règlement"
never out '<img' "règlement"
never out '<iframe' "règlement"
never out '<svg onload' "règlement"
never out '<image' "règlement"
never out '<b>' "règlement"
never out '<a href="javascript' "règlement"
[ "$(grep -ic '<style' out)" = 1 ] || fails "règlement : un style écrit dans une règle"
says out "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" "règlement sans politique"
says out '&lt;script&gt;alert(3)&lt;/script&gt;' "titre tel qu'il est écrit"
says out '[lien](javascript:alert(5))' "lien tel qu'il est écrit"
says out '\x1b[31mU+009B2JU+202ERUOTER' "marque d'une note"
asked 0 documenter hostile.fil --format md
tame "règlement, Markdown"
grep -E '(^|[^\\])<(script|img|iframe|svg|style|b>|a |/li)' out && fails "règlement en Markdown : un élément n'est pas échappé"
grep -E '(^|[^\])\]\(javascript' out && fails "règlement en Markdown : un lien écrit dans une règle"
for page in "--index --format html" "--objectifs --format html"; do
  asked 0 documenter hostile.fil $page
  tame "page $page"
  never out '<script' "page $page"
  says out 'Content-Security-Policy' "page $page"
done
for format in svg dot mermaid; do
  asked 0 diagramme hostile.fil --format $format
  tame "dessin, $format"
  never out '<script' "dessin, $format"
  never out '<svg onload' "dessin, $format"
  never out '<image' "dessin, $format"
  never out '<a href' "dessin, $format"
done
asked 2 diagramme hostile.fil --procedure "$mark"
tame "procédure inconnue"

answered "rien de ce qui est dit n'agit sur qui le lit"
