#!/bin/sh
# « controler --depuis-derniere » dit, nuit après nuit, ce qu'un contrôle entier dirait, aux octets près : imports, corrections,
# dossiers joints, règles changées, faits que l'on n'apprend que plus tard, nuits sautées.
#   nuits_test.sh FILROUGE SOURCE GENERATEUR [NUITS [DOSSIERS]]
set -u
generator=$3
nights=${4:-6}
count=${5:-150}
. "$2/tests/apps/joue.sh"
cp -r "$rules" mine && chmod -R u+w mine

# Ce que les dossiers disent jusqu'en février n'est su qu'au fil des nuits.
"$generator" --graine 11 --dossiers "$count" --territoire "Adour BAB" --au 2027-02-20 > first.ndjson
# L'un d'eux dit une valeur que les règles ne comprennent pas.
echo '{"schema":1,"dossier":"64-9900001","departement":"64","territoire":"Adour BAB","personnes":[{"id":"p1","role":"demandeur"}],"evenements":[{"id":"e1","type":"orientation","le":"2026-01-12","personne":"p1","champs":{"parcours":"socialiste","organisme":"departement"}},{"id":"e2","type":"decision_cd","le":"2026-02-12","personne":"p1","champs":{"mesure":"suspension"}}]}' >> first.ndjson
asked 0 importer --depuis ndjson first.ndjson --base suivi.db
day() { date -u -d "2026-11-20 + $1 days" +%F; }

n=0
while [ "$n" -lt "$nights" ]; do
  today=$(day $((n + n / 4)))  # une nuit sur cinq est sautée
  rule_set="$rules"
  case $((n % 3)) in
    1)
      "$generator" --graine $((100 + n)) --dossiers 8 --territoire "Béarn Adour" --au "$today" > "new$n.ndjson"
      asked 0 importer --depuis ndjson "new$n.ndjson" --base suivi.db ;;
    2)
      dossier=$(sed -n "$((n % count + 1))s/.*\"dossier\":\"\([^\"]*\)\".*/\1/p" first.ndjson)
      echo "{\"schema\":1,\"dossier\":\"$dossier\",\"evenements\":[{\"id\":\"k$n\",\"type\":\"correction\",\"le\":\"$today\",\"champs\":{\"cible\":\"e1\",\"champs\":{\"le\":\"2026-11-0$((n % 8 + 1))\"}}}]}" > "new$n.ndjson"
      asked 0 importer --depuis ndjson "new$n.ndjson" --base suivi.db ;;
  esac
  # À mi-chemin, une règle change : deux mois deviennent trois.
  [ "$n" -ge $((nights / 2)) ] && rule_set=mine
  [ "$n" = $((nights / 2)) ] && find mine -name '*.fil*' -exec sed -i 's/ 2 mois/ 3 mois/' {} +
  asked 0 controler --regles "$rule_set" --base suivi.db --au "$today" --depuis-derniere --format ndjson
  mv out "night$n"
  mv err "told$n"
  asked 0 controler --regles "$rule_set" --dossiers suivi.db --au "$today" --format ndjson
  same out "night$n" "la nuit du $today n'est pas un contrôle entier"
  # Ce qui n'est pas compris d'un dossier est dit quand il est évalué, comme d'un contrôle entier.
  [ "$n" != 0 ] || { says err "champ parcours" "un contrôle entier"; same err told0 "la première nuit tait ce qui n'est pas compris"; }
  # Passée une seconde fois, elle n'a plus rien à évaluer et ne dit rien de nouveau.
  asked 0 controler --regles "$rule_set" --base suivi.db --au "$today" --depuis-derniere
  says out "0 constat nouveau, 0 a changé de statut, 0 n'est plus dit" "la nuit du $today, passée deux fois"
  says out "constats ; 0 dossier évalué" "la nuit du $today, passée deux fois"
  says out "n'ont pu être évalués en entier" "ce que la nuit du $today n'a pu évaluer"
  n=$((n + 1))
done
[ "$(lines night0)" -gt $((count * 10)) ] || fails "trop peu de constats pour une comparaison : $(lines night0)"
cmp -s night0 "night$((nights - 1))" && fails "rien n'a changé de la première à la dernière nuit"

# Ce qui est choisi l'est comme d'un contrôle entier ; l'enveloppe aussi, hors de l'heure.
today=$(day $((n - 1 + (n - 1) / 4)))
for filter in "--role referent_unique" "--nature irregularite" "--territoire Béarn\ Adour" "--departement 64 --role referent_fil_rouge --nature echeance"; do
  for format in ndjson json; do
    eval "set -- $filter --au $today --format $format"
    asked 0 controler --regles "$rule_set" --base suivi.db --depuis-derniere "$@"
    sed 's/"fait_le":"[^"]*"//' out > kept
    asked 0 controler --regles "$rule_set" --dossiers suivi.db "$@"
    sed 's/"fait_le":"[^"]*"//' out > full
    same kept full "$filter --format $format : la nuit n'est pas un contrôle entier"
    [ "$format" = json ] || [ -s full ] || fails "$filter : rien à comparer"
  done
done

# Plusieurs fils : la même base.
asked 0 controler --regles "$rule_set" --base suivi.db --au "$today" --depuis-derniere --tout --fils 3 --format ndjson
same out "night$((nights - 1))" "--tout --fils 3 : d'autres octets"

# Ce qui est refusé l'est en disant quoi faire, et rien n'est écrit.
cp suivi.db before.db
refused() {
  text=$1
  shift
  asked 2 controler --regles "$rule_set" "$@"
  says err "$text" "$*"
  empty out "$* : une réponse est écrite"
}
refused "ne revient pas en arrière" --base suivi.db --depuis-derniere --au 2026-11-19
refused "se demande sans lui" --base suivi.db --depuis-derniere --au "$today" --connu-au 2026-11-19
refused "se demande sans lui" --base suivi.db --depuis-derniere --au "$today" --format csv
refused "pour une base de filrouge" --base - --depuis-derniere --au "$today"
refused "suivi.bd" --base suivi.bd --depuis-derniere --au "$today"
[ ! -e suivi.bd ] || fails "une nuit sur un nom mal écrit crée une base"
asked 0 controler --regles "$rule_set" --dossiers before.db --au "$today" --format ndjson
same out "night$((nights - 1))" "un refus a changé la base"

answered "$nights nuits disent ce qu'un contrôle entier dirait"
