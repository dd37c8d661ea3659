#!/bin/sh
# What the command does of a file, a device, a pipe, a link, a right: whole or nothing, and the answer says which.
#   sorties_test.sh FILROUGE SOURCE
# Root may read and write anything: what a right keeps from an account is played by « nobody » then, with what it needs in reach; where
# nobody but root enters the system (the root folder of a bare one may be closed), by a root that rights bind.
set -u
. "$2/tests/apps/joue.sh"
# Few rules, which load at once, and dossiers enough to fill a pipe.
mkdir regles
cp "$rules/national/vocabulaire.fil" "$rules/national/roles.fil" "$source/tests/bench/deux_regles.fil" regles/
rules=$place/regles
for again in 1 2 3 4 5 6 7; do sed "s/\"dossier\": *\"/&$again-/" all.ndjson; done > more.ndjson
cat more.ndjson >> all.ndjson
control="controler --regles $rules --au 2024-04-03 --format ndjson"
one="$control --dossiers three.ndjson"
{ one_line H005-suspension-sans-contradictoire.json; one_line H001-cer-non-signe.json; one_line H013-correction-puis-retrait.json; } > three.ndjson
asked 0 $one
mv out first
asked 0 $control --dossiers all.ndjson
mv out whole
rights() { stat -c %a "$1"; }
alone() { [ "$(ls -d "$1"*)" = "$1" ] || fails "$2 : $(ls -d "$1"* | tr '\n' ' ')"; }
: > empty.ndjson

group=$(id -Gn | tr ' ' '\n' | tail -n 1)
as=
if [ "$(id -u)" = 0 ]; then
  group=nogroup
  chmod 755 .
  cp "$filrouge" command
  as="setpriv --reuid=65534 --regid=65534 --clear-groups"
  $as "$place/command" --version > opened 2>&1 || as="setpriv --bounding-set=-dac_override,-dac_read_search"
fi
case $as in *reuid*) stranger=yes ;; *) stranger= ;; esac
[ -e command ] || ln -s "$filrouge" command
printf '#!/bin/sh\nexec %s %s/command "$@"\n' "$as" "$place" > reader
chmod 755 reader
# reads CODE COMMAND… : asked, of an account that may not write here.
reads() {
  owner=$filrouge
  filrouge=$place/reader
  asked "$@"
  filrouge=$owner
}

# --- what --sortie writes to ---------------------------------------------------------------------------------------
mkdir out.d out.d/folder
mkfifo out.d/pipe
timeout 300 cat out.d/pipe > piped &
asked 0 $one --sortie out.d/pipe
wait $!
same first piped "un tube ne reçoit pas ce que dit la commande"
[ -p out.d/pipe ] || fails "--sortie a remplacé un tube par un fichier"

echo ancien > out.d/target
chmod 640 out.d/target
ln -s target out.d/link
ln -s link out.d/link_to_link
asked 0 $one --sortie out.d/link_to_link
[ -L out.d/link ] && [ -L out.d/link_to_link ] || fails "--sortie a remplacé un lien par un fichier"
same first out.d/target "la cible d'un lien n'est pas écrite"
[ "$(rights out.d/target)" = 640 ] || fails "les droits du fichier remplacé sont perdus"
ln -s made_there out.d/dangling
asked 0 $one --sortie out.d/dangling
[ -L out.d/dangling ] || fails "--sortie a remplacé un lien dont la cible manque"
same first out.d/made_there "la cible qui manque d'un lien n'est pas faite"
ln -s loop out.d/loop
asked 2 $one --sortie out.d/loop

{ echo avant; "$filrouge" $one --sortie /dev/stdout; echo après; } > through
{ echo avant; cat first; echo après; } > expected
same expected through "--sortie /dev/stdout efface ce qui était déjà écrit"
asked 0 $one --sortie -
same first out "--sortie - n'est pas la sortie standard"

# A workbook is written back and forth: what it goes to may be a pipe all the same, and it appears whole or not at all.
book="controler --regles $rules --au 2024-04-03 --dossiers three.ndjson --format xlsx"
asked 0 $book --sortie liste.xlsx
[ "$(rights liste.xlsx)" = 600 ] || fails "un classeur est lisible par d'autres : $(rights liste.xlsx)"
[ "$(head -c 2 liste.xlsx)" = PK ] || fails "un classeur n'est pas un zip"
"$filrouge" $book | cat > piped.xlsx
[ "$(head -c 2 piped.xlsx)" = PK ] && [ "$(wc -c < piped.xlsx)" = "$(wc -c < liste.xlsx)" ] || fails "un classeur ne passe pas par un tube"
cp liste.xlsx before.xlsx
asked 2 $book --dossier absent --sortie liste.xlsx
same before.xlsx liste.xlsx "un classeur qui n'a pu être fait remplace le précédent"
nothing_partial || fails "il reste d'un classeur ce qui n'a pas de nom"

cp three.ndjson precious.ndjson
asked 2 $control --dossiers precious.ndjson --sortie ./precious.ndjson
says err "cette commande lit ce fichier" "sortie qui est aussi l'entrée"
same three.ndjson precious.ndjson "--sortie a effacé les dossiers lus"
asked 2 $control --dossiers - --sortie precious.ndjson < precious.ndjson
says err "cette commande lit ce fichier" "sortie qui est aussi l'entrée standard"
asked 0 importer --regles "$rules" --base precious.db three.ndjson
asked 2 $one --sortie precious.db
says err "c'est une base, qui serait perdue" "sortie qui est une base"
asked 2 $one --sortie out.d/folder
says err "c'est un dossier" "sortie qui est un dossier"
asked 2 $one --sortie out.d/absent/liste.ndjson
says err "le dossier « out.d/absent » n'existe pas" "sortie dans un dossier absent"
asked 2 $one --sortie out.d/made_there/liste.ndjson
asked 2 $one --sortie out.d/absent/
asked 2 documenter "$rules/vocabulaire.fil" --sortie out.d/folder
says err "c'est un dossier" "documenter : sortie qui est un dossier"
asked 2 documenter "$rules/vocabulaire.fil" --a-jour out.d/folder
says err "est un dossier" "documenter : page à jour qui est un dossier"

full=/dev/full
null=/dev/null
if [ "$(id -u)" = 0 ]; then
  # Root could replace the devices themselves.
  # A disk mounted without devices lets them be made, not opened.
  if mknod out.d/full c 1 7 && mknod out.d/null c 1 3 && (: > out.d/null) 2> opened; then full=out.d/full null=out.d/null; else full=; fi
fi
if [ -n "$full" ]; then
  asked 0 $one --sortie $null
  [ -c $null ] || fails "--sortie a remplacé un périphérique par un fichier"
  for verb in "$one" "$book" "controler --regles $rules --au 2024-04-03 --dossiers three.ndjson --format ics" "documenter $rules/vocabulaire.fil" "indicateurs --regles $rules --au 2024-04-03 --dossiers three.ndjson" \
    "registre --regles $rules --au 2024-04-03 --dossiers three.ndjson" "expliquer --regles $rules --au 2024-04-03 --dossiers three.ndjson"; do
    asked 2 $verb --sortie $full
    says err "il n'y a plus de place" "périphérique plein"
    [ -c $full ] || fails "--sortie a remplacé un périphérique plein par un fichier"
  done
  for verb in "$one" "verifier $rules/vocabulaire.fil" "documenter $rules/vocabulaire.fil" "delai --depuis 2026-01-31 --duree 1an" \
    "expliquer --regles $rules --au 2024-04-03 --dossiers three.ndjson" "--help" "--version"; do
    "$filrouge" $verb > $full 2> err
    code=$?
    [ "$code" = 2 ] || fails "$verb > plein répond $code au lieu de 2"
    [ "$(grep -c "la sortie standard n'a pas pu être écrite en entier" err)" = 1 ] || fails "sortie standard pleine : dite une fois, pour $verb"
  done
  "$filrouge" $control --dossiers absent.ndjson 2> $full
  [ $? = 2 ] || fails "ce qui ne peut être dit sur la sortie d'erreur change le code"
  "$filrouge" importer --regles "$rules" --base told.db three.ndjson > $full 2> err
  [ $? = 2 ] || fails "un compte rendu d'import perdu est tu"
  says err "l'import est fait, et reste fait" "compte rendu d'import perdu"
  asked 0 $control --dossiers told.db
  [ "$(lines out)" = "$(lines first)" ] || fails "un import est défait parce que son compte rendu n'a pu être écrit"
fi
(ulimit -f 8; "$filrouge" $control --dossiers all.ndjson --sortie out.d/big) 2> err
[ $? = 2 ] || fails "un fichier trop grand n'est pas une faute"
says err "le fichier dépasse la taille permise ; rien n'est changé" "fichier trop grand"
(ulimit -f 8; "$filrouge" importer --regles "$rules" --base out.d/big.db all.ndjson) > out 2> err
[ $? = 2 ] || fails "une base trop grande n'est pas une faute"
empty out "un import dit des dossiers d'une base qu'il n'a pu écrire"
[ -z "$(ls out.d/big* 2> opened)" ] || fails "une écriture manquée a laissé $(ls out.d/big*)"
# A small disk of one's own, where the machine lets an account make one.
apart() { if [ "$(id -u)" = 0 ]; then unshare -m "$@"; else unshare -Urm "$@"; fi; }
mkdir disk
cat > fill << 'FIN'
mount -t tmpfs -o size=400k none disk || exit
: > mounted
"$1" importer --regles regles --base disk/base.db three.ndjson > out 2> err
echo $? > code
"$1" importer --regles regles --base disk/base.db all.ndjson > out 2> err
echo $? >> code
"$1" controler --regles regles --au 2024-04-03 --format ndjson --dossiers disk/base.db > read_back
"$1" controler --regles regles --au 2024-04-03 --format ndjson --dossiers all.ndjson --sortie disk/liste 2> list_err
echo $? >> code
ls -A disk > there
FIN
apart sh fill "$filrouge" 2> opened
if [ ! -e mounted ]; then
  echo "disque plein : non joué, cette machine ne laisse pas faire un petit disque"
else
  [ "$(tr '\n' ' ' < code)" = "0 2 2 " ] || fails "disque plein : codes $(cat code)"
  says err "rien n'est changé : il n'y a plus de place" "import sur un disque plein"
  says list_err "il n'y a plus de place ; rien n'est changé" "liste sur un disque plein"
  [ "$(lines read_back)" = "$(lines first)" ] || fails "un disque plein a changé la base"
  [ "$(cat there)" = base.db ] || fails "un disque plein garde $(tr '\n' ' ' < there)"
fi
"$filrouge" $one >&- 2> err
[ $? = 2 ] || fails "une sortie standard fermée n'est pas une faute"
"$filrouge" $control --dossiers - <&- > out 2> err
[ $? = 2 ] || fails "une entrée standard fermée passe pour un fichier vide"
"$filrouge" importer --regles "$rules" --base closed.db three.ndjson <&- >&- 2>&-
asked 0 $control --dossiers closed.db
[ "$(lines out)" = "$(lines first)" ] || fails "un import sans flux ouverts abîme sa base"

# --- who leaves before the end ----------------------------------------------------------------------------------------
{ "$filrouge" $control --dossiers all.ndjson 2> err; echo $? > code; } | head -n 1 > read_alone
[ "$(cat code)" = 141 ] || fails "| head : code $(cat code) au lieu de 141"
empty err "| head : la commande parle"
(trap '' PIPE; { "$filrouge" $control --dossiers all.ndjson 2> err; echo $? > code; } | head -n 1 > read_alone)
[ "$(cat code)" = 141 ] || fails "| head, le signal étant ignoré : code $(cat code) au lieu de 141"
empty err "| head, le signal étant ignoré : la commande parle"
# More rejects than a pipe holds, then what is good.
{ yes '{"dossier":"X","evenements":[{"type":"orientation"}]}' | head -n 3000; cat three.ndjson; } > rejects.ndjson
{ "$filrouge" importer --regles "$rules" --base left.db rejects.ndjson 2> err; echo $? > code; } | head -n 1 > read_alone
[ "$(cat code)" = 0 ] || fails "importer | head : code $(cat code) au lieu de 0"
empty err "importer | head : la commande parle"
asked 0 $control --dossiers left.db
[ "$(lines out)" = "$(lines first)" ] || fails "un import est défait par qui ferme head"
asked 0 importer --regles "$rules" --base left.db rejects.ndjson
says out "déjà importé" "import dont le compte rendu fut coupé"
{ "$filrouge" importer --regles "$rules" --strict --base strict.db rejects.ndjson 2> err; echo $? > code; } | head -n 1 > read_alone
[ "$(cat code)" = 2 ] || fails "importer --strict | head : code $(cat code) au lieu de 2"
for verb in --version "delai --depuis 2026-01-31 --duree 1an" "verifier $rules"; do
  { sleep 0.1; "$filrouge" $verb 2> err; echo $? > code; } | true
  [ "$(cat code)" = 141 ] || fails "$verb, nul ne lisant : code $(cat code) au lieu de 141"
  empty err "$verb, nul ne lisant : la commande parle"
done
{ "$filrouge" $control --dossiers rejects.ndjson --sortie kept.ndjson 2>&1 > out; echo $? > code; } | head -n 1 > read_alone
[ "$(cat code)" = 0 ] || fails "des remarques non lues arrêtent une liste : code $(cat code)"
same first kept.ndjson "des remarques non lues changent une liste"

# --- two runs, a run that is killed -----------------------------------------------------------------------------------
for turn in 1 2 3; do
  "$filrouge" $control --dossiers all.ndjson --sortie both &
  other=$!
  asked 0 $one --sortie both
  wait $other || fails "deux commandes vers un même fichier : l'une échoue"
  cmp -s both first || cmp -s both whole || fails "deux commandes vers un même fichier le mêlent"
done
for turn in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
  "$filrouge" importer --regles "$rules" --base born.$turn.db three.ndjson > other_out 2>&1 &
  other=$!
  asked 0 importer --regles "$rules" --base born.$turn.db more.ndjson
  wait $other || fails "deux imports qui font une même base : $(cat other_out)"
done
mkfifo slow
mkdir killed.d
"$filrouge" $control --dossiers slow --sortie killed.d/liste &
killed=$!
exec 3> slow
cat three.ndjson >&3
kill -9 $killed
wait $killed 2> opened
exec 3>&-
[ -z "$(ls -A killed.d)" ] || fails "une commande tuée laisse $(ls -A killed.d)"
# On a disk where a file must have a name, hers stays until the next run; that of a run still at work is left alone.
: > killed.d/.filrouge-1-00000000.partiel
: > killed.d/.filrouge-2-00000000.partiel
flock killed.d/.filrouge-2-00000000.partiel sleep 30 &
working=$!
while flock -n killed.d/.filrouge-2-00000000.partiel true; do sleep 0.1; done
asked 0 $one --sortie killed.d/liste
[ "$(ls -A killed.d | tr '\n' ' ')" = ".filrouge-2-00000000.partiel liste " ] || fails "temporaires : $(ls -A killed.d | tr '\n' ' ')"
kill $working
rm -r killed.d

# --- who may read -----------------------------------------------------------------------------------------------------
for mask in 000 077 222; do
  rm -rf mine
  mkdir mine
  (
    umask $mask
    "$filrouge" importer --regles "$rules" --base mine/base.db three.ndjson
    for format in texte html csv json; do "$filrouge" controler --regles $rules --au 2024-04-03 --dossiers three.ndjson --format $format --sortie mine/$format; done
    "$filrouge" registre --regles $rules --au 2024-04-03 --dossiers three.ndjson --sortie mine/registre
    "$filrouge" expliquer --regles $rules --au 2024-04-03 --dossiers three.ndjson --sortie mine/recit
    "$filrouge" indicateurs --regles $rules --au 2024-04-03 --dossiers three.ndjson --sortie mine/indicateurs
  ) > out 2> err
  empty err "umask $mask : la commande parle"
  [ "$(ls mine | wc -l)" = 8 ] || fails "umask $mask : il manque un fichier"
  [ "$(stat -c %a mine/* | sort -u)" = 600 ] || fails "umask $mask : $(stat -c '%n %a' mine/* | tr '\n' ' ')"
done
(umask 027 && "$filrouge" documenter "$rules/vocabulaire.fil" --sortie reglement.md) || fails "documenter sous umask"
[ "$(rights reglement.md)" = 640 ] || fails "une page de règles, qui ne dit rien de personne, n'a pas les droits de umask"
asked 0 $one --sortie mine/donne --groupe "$group"
[ "$(stat -c '%a %G' mine/donne)" = "640 $group" ] || fails "--groupe : $(stat -c '%a %G' mine/donne)"
asked 0 $one --sortie mine/donne
[ "$(stat -c '%a %G' mine/donne)" = "640 $group" ] || fails "un fichier remplacé perd son groupe"
asked 0 importer --regles "$rules" --base mine/base.db all.ndjson --groupe "$group"
[ "$(stat -c '%a %G' mine/base.db)" = "640 $group" ] || fails "--groupe sur une base : $(stat -c '%a %G' mine/base.db)"
asked 2 importer --regles "$rules" --base mine/other.db three.ndjson --groupe groupe_absent
says err "n'a pas de groupe « groupe_absent »" "groupe inconnu"
[ ! -e mine/other.db ] || fails "un groupe inconnu a fait une base"
asked 2 $one --groupe "$group"
says err "--groupe va avec --sortie" "--groupe sans --sortie"
asked 2 $one --sortie /dev/null --groupe "$group"
says err "ceci n'en est pas un" "--groupe d'un périphérique"
chmod 644 mine/donne mine/base.db
asked 0 $one --sortie mine/donne
says err "peut être lu par tous les comptes" "liste ouverte à tous"
asked 0 importer --regles "$rules" --base mine/base.db three.ndjson
says err "peut être lu par tous les comptes" "base ouverte à tous"

# --- a base read by who may not write beside it ------------------------------------------------------------------------
mkdir shared
asked 0 importer --regles "$rules" --base shared/base.db all.ndjson --groupe "$group"
alone shared/base.db "un import laisse des fichiers à côté de la base"
cp shared/base.db copy.db
asked 0 $control --dossiers copy.db
mv out listed
[ "$(lines listed)" = "$(lines whole)" ] || fails "une copie du seul fichier d'une base n'est pas entière"
alone copy.db "une lecture laisse des fichiers à côté de la base"
# Without a write-ahead log, as another SQLite tool may leave it.
cp shared/base.db shared/plain.db
printf '\001\001' | dd of=shared/plain.db bs=1 seek=18 conv=notrunc 2> opened
chmod 644 shared/plain.db
# The log of an import that was killed, whose index is lost.
cp shared/base.db shared/killed.db
chmod 644 shared/killed.db
echo journal > shared/killed.db-wal
[ -n "$stranger" ] || chmod 440 shared/*.db
chmod 555 shared
run="$control --dossiers"
reads 0 $run shared/base.db
same listed out "un compte de lecture ne lit pas la base"
reads 0 $run shared/plain.db
same listed out "un compte de lecture ne lit pas une base sans journal"
reads 2 $run shared/killed.db
says err "un import y a été interrompu" "base dont un import fut tué, pour un compte de lecture"
reads 2 importer --regles "$rules" --base shared/base.db three.ndjson
says err "votre compte n'a pas le droit d'écrire" "import d'un compte de lecture"
[ -z "$stranger" ] || chmod 777 shared
reads 2 $run shared/killed.db
reads 0 $run shared/base.db
[ ! -e shared/killed.db-shm ] || fails "un compte de lecture fait l'index d'un import tué"
alone shared/base.db "un compte de lecture écrit à côté de la base"
chmod 755 shared
# Without a lock, a base that is written meanwhile is read in two states: that is told, once the reader has let more pass than a pipe holds.
mkfifo drip
[ "$(wc -c < whole)" -gt 200000 ] || fails "trop peu de constats pour remplir un tube"
"$place/reader" $run shared/base.db > drip 2> read_err &
reading=$!
exec 4< drip
read -r line <&4
[ -n "$stranger" ] || chmod 640 shared/base.db
echo '{"schema":1,"dossier":"64-NEUF"}' > new.ndjson
asked 0 importer --regles "$rules" --base shared/base.db new.ndjson
cat <&4 > rest
wait $reading
[ $? = 2 ] || fails "une base écrite pendant qu'un compte de lecture la lit passe pour lue"
says read_err "a été écrite pendant cette lecture" "base écrite pendant une lecture"
exec 4<&-
cp three.ndjson shared/closed.ndjson
chmod 000 shared/closed.ndjson
reads 2 $run shared/closed.ndjson
says err "vérifiez les droits de lecture" "dossiers illisibles"
chmod 000 shared/base.db
reads 2 $run shared/base.db
says err "droits insuffisants" "base illisible"
chmod 640 shared/base.db
chmod 555 shared
reads 2 $run three.ndjson --sortie shared/liste
says err "vous n'avez pas le droit d'y écrire" "dossier fermé"
chmod 755 shared
if [ "$(id -u)" = 0 ]; then
  # The kernel's own rule for links where anyone may write.
  mkdir sticky
  chmod 1777 sticky
  ln -s ../precious.ndjson sticky/link
  chown -h 65534 sticky/link
  asked 2 $one --sortie sticky/link
  says err "un lien qu'un autre compte a posé" "lien posé par un autre"
  same three.ndjson precious.ndjson "un lien posé par un autre est suivi"
fi

# --- what dossiers are read from --------------------------------------------------------------------------------------
feed() { timeout 60 sh -c 'cat three.ndjson > slow' & }
piped three.ndjson 0 $control --dossiers /dev/stdin
same first out "des dossiers lus de l'entrée standard perdent leur début"
feed
asked 0 $control --dossiers slow
same first out "des dossiers lus d'un tube perdent leur début"
piped three.ndjson 0 importer --regles "$rules" --base piped.stdin.db /dev/stdin
says out "3 dossiers nouveaux" "import de l'entrée standard"
feed
asked 0 importer --regles "$rules" --base piped.slow.db slow
says out "3 dossiers nouveaux" "import d'un tube"
for verb in controler expliquer registre indicateurs; do
  asked 0 $verb --regles "$rules" --au 2024-04-03 --dossiers empty.ndjson
  cat out err > told
  [ $verb = registre ] || says told "0 dossier" "$verb d'un fichier vide"
  says err "« empty.ndjson » est vide" "$verb d'un fichier vide"
  asked 2 $verb --regles "$rules" --au 2024-04-03 --dossiers out.d
  says err "est un dossier de fichiers" "$verb d'un dossier"
  asked 2 $verb --regles "$rules" --au 2024-04-03 --dossiers absent.ndjson
  says err "fichier absent" "$verb d'un fichier absent"
done
asked 0 importer --regles "$rules" --base empty.db empty.ndjson
says out "0 dossier nouveau" "import d'un fichier vide"
asked 2 importer --regles "$rules" --base empty.db out.d
asked 2 importer --regles "$rules" --base empty.db absent.ndjson

# --- what is not a base, or no longer one -----------------------------------------------------------------------------
asked 0 importer --regles "$rules" --base good.db all.ndjson
# patched NAME OFFSET BYTES… : a copy of the base, with these bytes (in octal) in its header.
patched() {
  cp good.db "$1.db"
  printf "$3" | dd of="$1.db" bs=1 seek="$2" conv=notrunc 2> opened
}
# refused NAME SENTENCE: neither read nor imported into, for this reason, and left as it was.
refused() {
  cp "$1.db" before
  asked 2 $control --dossiers "$1.db"
  empty out "une base refusée donne des constats ($1)"
  says err "$2" "lecture : $1"
  asked 2 importer --regles "$rules" --base "$1.db" three.ndjson
  says err "$2" "import : $1"
  same before "$1.db" "une base refusée est changée ($1)"
  alone "$1.db" "une base refusée laisse des fichiers à côté"
}
patched lowered 60 '\000\000\000\001'
refused lowered 'ce sont celles du schéma 5 ; si rien d'"'"'autre n'"'"'y a été touché : sqlite3 lowered.db "PRAGMA user_version = 5"'
patched negative 60 '\377\377\377\375'
refused negative "se dit du schéma -3"
patched raised 60 '\000\000\000\011'
refused raised "vient d'une version plus récente de filrouge (schéma 9, ici 5)"
patched foreign 68 '\000\000\004\322'
refused foreign "porte la marque d'un autre logiciel"
head -c 1 good.db > one_byte.db
refused one_byte "n'est pas une base SQLite"
head -c 20000 good.db > cut.db
refused cut "le fichier est abîmé ou tronqué"
cp good.db torn.db
yes abîmée | head -c 28672 | dd of=torn.db bs=4096 seek=1 conv=notrunc 2> opened
cp torn.db before
asked 2 $control --dossiers torn.db
says err "« torn.db » ne peut être lue : le fichier est abîmé ou tronqué" "base abîmée"
asked 2 importer --regles "$rules" --base torn.db three.ndjson
says err "rien n'est changé : le fichier est abîmé ou tronqué" "base abîmée"
same before torn.db "un import manqué change une base abîmée"
yes "pas une base" | head -c 2000 > text.db
refused text "pas une base SQLite"
: > zero.db
asked 0 $control --dossiers zero.db
says err "« zero.db » est vide" "base de zéro octet"
asked 0 importer --regles "$rules" --base zero.db all.ndjson
asked 0 $control --dossiers zero.db
same listed out "un fichier de zéro octet ne devient pas une base"
# An import at work holds the base against another, never against who reads.
"$filrouge" importer --regles "$rules" --base good.db slow > busy &
busy=$!
exec 3> slow
asked 0 $control --dossiers good.db
same listed out "un import en cours change ce qui est lu"
[ "$(stat -c %a good.db-wal good.db-shm | sort -u)" = 600 ] || fails "le journal d'une base n'a pas ses droits"
asked 2 importer --regles "$rules" --base good.db three.ndjson
says err "un autre programme la tient" "base tenue"
exec 3>&-
wait $busy || fails "un import en attente échoue"
alone good.db "un import en attente laisse des fichiers"

nothing_partial || fails "--sortie a laissé un fichier partiel"
answered "rien n'est perdu, mêlé ni ouvert"
