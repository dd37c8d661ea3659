#!/bin/sh
# Des fautes plausibles, faites une à une dans une copie des sources : la suite voit-elle chacune ? [NOM… | N | --dixieme]
# Les fautes sont celles de tests/mutations ; sans argument, toutes. N : autant, tirées par le commit, les mêmes pour un même commit ;
# --dixieme : une sur dix. Sort 1 sous la barre (95 % de tuées), ou si une faute de la liste ne s'applique plus ou ne se construit pas.
#
# Rien n'est écrit dans les sources : le fichier fautif est une copie, compilée seule, et mise devant les bibliothèques déjà construites
# quand un essai est lié. Chaque faute joue d'abord les essais que sa liste nomme, puis les autres, jusqu'au premier qui échoue.
# FILROUGE_CONSTRUIT dit une construction à jour ; sinon build/ est mis à jour d'abord. FILROUGE_ESSAIS ne joue que ces essais-là, pour
# chercher vite. test_bindings n'est pas joué : il est lié à la bibliothèque partagée.
set -eu
cd "$(dirname "$0")/../.."
barre=95
tous="core identity formats store night serveur files reports dsl apps regles silences index oracle session commande promesses echappement sorties pages fils nuits paires annonces differentiel"
programmes="test_core test_identity test_dsl test_session test_formats test_store test_night test_serveur test_files test_reports test_oracle test_apps filrouge"

construit=${FILROUGE_CONSTRUIT:-}
if [ -z "$construit" ]; then
  sh cmake/construire.sh -DFILROUGE_TESTS=ON > /dev/null || { echo "mutants : la construction sans faute échoue" >&2; exit 2; }
  construit=build
fi
construit=$(cd "$construit" && pwd)
[ -f "$construit/build.ninja" ] || { echo "mutants : $construit n'est pas une construction par Ninja" >&2; exit 2; }
source=$(sed -n 's/^CMAKE_HOME_DIRECTORY:INTERNAL=//p' "$construit/CMakeCache.txt")

travail=$(mktemp -d)
trap 'rm -rf "$travail"' EXIT
trap 'exit 130' INT TERM
mkdir "$travail/bin"
ln -s "$construit/bin/filrouge_generateur" "$travail/bin/filrouge_generateur"
listes="tests/mutations/*.txt"
# shellcheck disable=SC2086
awk -v faire=liste -f tests/mutations/mutation.awk $listes > "$travail/liste"

# Un essai nommé que cette campagne ne sait pas jouer ne tuerait rien, et ne dirait rien.
for essai in $(cut -f3 "$travail/liste"); do
  case " $tous " in *" $essai "*) ;; *)
    echo "mutants : une faute nomme l'essai « $essai », que cette campagne ne joue pas ; ils sont : $tous" >&2
    exit 2 ;;
  esac
done

# ---- lesquelles
choisies() {
  case "${1:-}" in
    '') cut -f1 "$travail/liste" ;;
    --dixieme) choisies $((($(wc -l < "$travail/liste") + 9) / 10)) ;;
    *[!0-9]*) printf '%s\n' "$@" ;;
    *)
      commit=$(git rev-parse HEAD 2> /dev/null || echo "hors de git")
      cut -f1 "$travail/liste" | while read -r nom; do
        echo "$(printf '%s %s' "$commit" "$nom" | cksum | cut -d' ' -f1) $nom"
      done | sort -n | head -n "$1" | cut -d' ' -f2 ;;
  esac
}
choisies "$@" > "$travail/choisies"

# ---- comment construire
(cd "$construit" && for programme in $programmes; do
  # La dernière commande est celle qui lie.
  ninja -t commands "bin/$programme" | tee -a "$travail/commandes" | tail -n 1 > "$travail/lier.$programme"
done)

# compile FICHIER : la copie fautive, comme la construction le fait, plus vite et sans que ses avertissements comptent. Dit l'objet qu'elle
# remplace.
compile() {
  commande=$(awk -v fichier="$source/$1" '$NF == fichier { print; exit }' "$travail/commandes")
  [ -n "$commande" ] || return 1
  echo "$commande" | sed 's/.* -o \([^ ]*\) -c .*/\1/' > "$travail/objet"
  commande=$(echo "$commande" | sed 's/ -MD -MT [^ ]* -MF [^ ]*//; s/ -o [^ ]* -c .*//; s/ -Werror//g')
  (cd "$travail" && sh -c "$commande -w -O1 -o fautif.o -c fautif.cpp")
}

# concerne PROGRAMME : contient-il le fichier fautif ? Une bibliothèque n'y met que ceux de ses fichiers dont il se sert.
concerne() {
  objet=$(cat "$travail/objet")
  ! grep -qF " $objet " "$travail/lier.$1" || return 0
  nom_defini=$(nm --defined-only -g "$construit/$objet" | awk '$2 == "T" { print $3; exit }')
  [ -e "$travail/noms.$1" ] || nm "$construit/bin/$1" | awk '{ print $3 }' > "$travail/noms.$1"
  [ -z "$nom_defini" ] || grep -qxF "$nom_defini" "$travail/noms.$1"
}

# lie PROGRAMME : avec l'objet fautif à la place du sien, ou devant la bibliothèque qui le contient.
lie() {
  [ ! -e "$travail/bin/$1" ] || return 0
  objet=$(cat "$travail/objet")
  if grep -qF "$objet" "$travail/lier.$1"; then
    sed "s|$objet|$travail/fautif.o|; s| -o bin/$1 | -o $travail/bin/$1 |" "$travail/lier.$1"
  else
    sed "s| -o bin/$1 | $travail/fautif.o -o $travail/bin/$1 |" "$travail/lier.$1"
  fi > "$travail/lier"
  (cd "$construit" && sh "$travail/lier")
}

programmes_de() {
  case "$1" in
    regles | commande | promesses | echappement | sorties | pages | fils | nuits | index) echo filrouge ;;
    silences) echo filrouge test_oracle ;;
    paires | annonces | differentiel) echo test_oracle ;;
    *) echo "test_$1" ;;
  esac
}

# joue ESSAI DOSSIER : avec les programmes de DOSSIER/bin. Une faute qui ne finit pas, ou qui prend toute la mémoire, est vue : chaque
# programme a trois minutes de processeur, quand le plus long en prend moins d'une.
joue() (
  # shellcheck disable=SC3045
  ulimit -t 180 && ulimit -v 8388608
  exec < /dev/null > "$travail/dit" 2>&1
  cd "$source"
  case "$1" in
    regles) "$2/bin/filrouge" verifier rules && "$2/bin/filrouge" tester rules ;;
    index) "$2/bin/filrouge" documenter rules --index --lien ../rules/ --a-jour docs/index-des-regles.md ;;
    commande) FILROUGE_PREMIER=1 sh tests/apps/cli_test.sh "$2/bin/filrouge" "$source" ;;
    promesses | echappement | sorties | pages | fils) FILROUGE_PREMIER=1 sh "tests/apps/$1_test.sh" "$2/bin/filrouge" "$source" ;;
    nuits) FILROUGE_PREMIER=1 sh tests/apps/nuits_test.sh "$2/bin/filrouge" "$source" "$construit/bin/filrouge_generateur" ;;
    silences) sh tests/demo/silences.sh "$source" "$2" ;;
    # L'oracle en quatre, ce qui va vite le premier.
    oracle) "$2/bin/test_oracle" -a "~[told]~[next_change]~[exact]~[pairs]~[differential]~[.]" ;;
    annonces) "$2/bin/test_oracle" -a "[told]~[.],[next_change]~[.],[exact]~[.]" ;;
    paires) "$2/bin/test_oracle" -a "[pairs]" ;;
    differentiel) "$2/bin/test_oracle" -a "[differential]~[.]" ;;
    # Ce qui mesure un temps échoue sur une machine chargée, et tuerait n'importe quelle faute.
    dsl) "$2/bin/test_dsl" -a '~"Le temps de lecture*"~[.]' ;;
    *) "$2/bin/test_$1" -a ;;
  esac
)

# Sans faute, l'essai réussit : sinon il en « tuerait » n'importe laquelle. Demandé la première fois qu'il en tue une.
temoin() {
  [ ! -e "$travail/temoin.$1" ] || return 0
  mv "$travail/dit" "$travail/dit.fautif"
  joue "$1" "$construit" || { echo "mutants : l'essai $1 échoue sans faute :" >&2; tail -n 20 "$travail/dit" >&2; exit 2; }
  mv "$travail/dit.fautif" "$travail/dit"
  touch "$travail/temoin.$1"
}

# ---- jouer
tuees=0
survivantes=
mauvaises=
jouees=0
while read -r nom; do
  ligne=$(grep "^$nom	" "$travail/liste") || { echo "mutants : aucune faute ne s'appelle $nom" >&2; exit 2; }
  fichier=$(echo "$ligne" | cut -f2)
  rm -f "$travail"/bin/test_* "$travail/bin/filrouge"
  depuis=$(date +%s)
  sort=
  deja=
  # shellcheck disable=SC2086
  if ! { awk -v faire=appliquer -v source="$source" -v nom="$nom" -f tests/mutations/mutation.awk $listes > "$travail/fautif.cpp" &&
    compile "$fichier"; } > "$travail/construit" 2>&1; then
    sort=mauvaise
  else
    essais=$(echo "$ligne" | cut -f3)
    for essai in $essais $tous; do
      case " $deja " in *" $essai "*) continue ;; esac
      case " ${FILROUGE_ESSAIS:-$tous} " in *" $essai "*) ;; *) continue ;; esac
      deja="$deja $essai"
      utile=
      for programme in $(programmes_de "$essai"); do
        ! concerne "$programme" || utile=oui
      done
      [ -n "$utile" ] || continue
      for programme in $(programmes_de "$essai"); do
        if concerne "$programme"; then
          lie "$programme" > "$travail/construit" 2>&1 || sort=mauvaise
        else
          ln -sf "$construit/bin/$programme" "$travail/bin/$programme"
        fi
      done
      [ -z "$sort" ] || break
      ! joue "$essai" "$travail" || continue
      temoin "$essai"
      sort=tuee
      break
    done
  fi
  jouees=$((jouees + 1))
  temps=$(($(date +%s) - depuis))
  case "$sort" in
    tuee)
      tuees=$((tuees + 1))
      par=$(sed -n -e '/^-----/{n;p;q;}' -e '/^ÉCHEC : /{s///;p;q;}' "$travail/dit")
      echo "tuée     $nom ($essai${par:+ : $par}, $temps s)" ;;
    mauvaise)
      mauvaises="$mauvaises $nom"
      echo "MAUVAISE $nom : ne s'applique pas, ou ne se construit pas :"
      grep -m 3 -e error -e mutations -e undefined "$travail/construit" | sed 's/^/    /' || tail -n 3 "$travail/construit" ;;
    *)
      survivantes="$survivantes $nom"
      echo "SURVIT   $nom : $(echo "$ligne" | cut -f4) ($temps s)" ;;
  esac
done < "$travail/choisies"

echo "mutants : $tuees tuées sur $jouees ($((jouees ? tuees * 100 / jouees : 0)) %, barre $barre %)"
[ -z "$survivantes" ] || echo "mutants : survivent$survivantes"
[ -z "$mauvaises" ] || echo "mutants : mauvaises$mauvaises"
[ "$jouees" -gt 0 ] && [ -z "$mauvaises" ] && [ $((tuees * 100)) -ge $((barre * jouees)) ]
