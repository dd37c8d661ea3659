#!/bin/sh
# Ce que personne n'a pensé à écrire, cherché par la couverture : textes de règles, dossiers, YAML, CSV, flux, classeurs, délais (demande clang 16)
#   fuzz.sh [EXÉCUTIONS]     10 000 000 en tout sans rien dire, dont un cinquantième au moins pour « regles » et pour « dossier »
# Chaque cible de tests/fuzz est jouée sous AddressSanitizer, UndefinedBehaviorSanitizer et LeakSanitizer ; sort 1 dès qu'une plante,
# boucle, fuit, grandit sans borne ou dément ce qu'elle affirme, et dit où est l'entrée. Ce qu'elle a appris reste dans
# build/fuzz/appris, et sert la fois d'après. FILROUGE_CIBLES="regles csv" n'en joue que quelques-unes ; FILROUGE_GRAINE fixe le
# hasard ; FILROUGE_SECONDES borne le temps de chacune, qui peut alors rester sous sa barre.
set -u
cd "$(dirname "$0")/../.." || exit 2
total=${1:-10000000}
[ "$total" -gt 0 ] 2> /dev/null || { sed -n '3p' "$0" >&2; exit 2; }
[ -e "$(clang++-16 -print-runtime-dir 2> /dev/null)/libclang_rt.fuzzer-$(uname -m).a" ] || {
  echo "fuzz : apt-get install -y clang-16 libclang-rt-16-dev" >&2
  exit 2
}

cibles=${FILROUGE_CIBLES:-regles dossier valeurs correspondance csv cnaf classeur delai}
construction=build/fuzz
cmake -S . -B "$construction" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_C_COMPILER=clang-16 -DCMAKE_CXX_COMPILER=clang++-16 \
  -DFILROUGE_FUZZ=ON -DFILROUGE_INVARIANTS=ON -DFILROUGE_TESTS=OFF > "$construction.txt" 2>&1 &&
  ninja -C "$construction" -j "${FILROUGE_OUVRIERS:-$(nproc)}" $(printf 'fuzz_%s ' $cibles) >> "$construction.txt" 2>&1 || {
  tail -n 20 "$construction.txt" >&2
  exit 2
}

# Des cent parts du total, selon ce que coûte une exécution : cent par seconde pour des règles, quarante mille pour un délai.
parts() {
  case $1 in
    regles|dossier) echo 2 ;;
    valeurs|classeur) echo 1 ;;
    csv) echo 4 ;;
    cnaf) echo 3 ;;
    correspondance) echo 5 ;;
    delai) echo 82 ;;
  esac
}
# Le plus long texte essayé : de quoi tenir les graines, guère plus.
longueur() {
  case $1 in
    regles) echo 8000 ;;
    dossier|cnaf|classeur) echo 4096 ;;
    delai) echo 96 ;;
    *) echo 2048 ;;
  esac
}
# Compter ce qui est rare coûte autant que de jouer, là où les arêtes sont des dizaines de milliers.
choix() {
  case $1 in
    regles|dossier) echo -entropic=0 ;;
    *) echo -entropic_scale_per_exec_time=1 ;;
  esac
}
graines=$construction/graines
rm -rf "$graines"
mkdir -p "$graines/regles" "$graines/dossier" "$graines/correspondance" "$graines/valeurs" "$graines/cnaf"
for fichier in tests/cas/*/*.fil tests/cas/*/*.md tests/oracle/regles/*.fil; do
  cp "$fichier" "$graines/regles/$(echo "$fichier" | tr / -)"
done
# Des règles livrées : une procédure, une table, un contrôle à la fois, un sur cinq.
awk -v sous="$graines/regles" '
  function clos() { if (texte != "" && length(texte) < 5000 && ++n % 5 == 0) { printf "%s", texte > (sous "/extrait-" n); close(sous "/extrait-" n) } texte = "" }
  FNR == 1 { clos() }
  /^(procédure|contrôle|table|définition|paramètre|événement|indicateur|garantie|scénario|article|dispositif) / { clos() }
  { texte = texte $0 "\n" }
  END { clos() }' rules/national/*.fil rules/national/rsa/*.fil rules/departements/64/*.fil
cp examples/dossiers/*.json "$graines/dossier"
cp docs/correspondance-exemple.yaml "$graines/correspondance"
head -n 40 rules/parametres/montants.yaml > "$graines/valeurs/montants.yaml"
cp tests/formats/donnees/*.xml "$graines/cnaf"

sort=0
joues=0
for cible in $cibles; do
  executions=$((total / 100 * $(parts "$cible")))
  appris=$construction/appris/$cible
  fautes=$construction/fautes/$cible
  journal=$construction/$cible.txt
  mkdir -p "$appris" "$fautes" "$graines/$cible"
  # Les mots des graines, sans accents : la langue les reçoit ainsi, et un dictionnaire est en ASCII.
  cat "$graines/$cible"/* "tests/fuzz/corpus/$cible"/* 2> /dev/null | sed 'y/éèêëàâùûîïôçÉÀ/eeeeaauuiiocEA/' |
    grep -aohE '[A-Za-z_][A-Za-z_0-9]{2,30}' | sort | uniq -c | sort -rn | head -n 600 | awk '{ print "\"" $2 "\"" }' > "$construction/$cible.mots"
  code=0
  # Cent secondes d'horloge, sous sanitizers et sur une machine que d'autres prennent aussi : ce qui les demande ne finit pas.
  # La pile d'emprunt de l'outil (usage après retour) prendrait les deux tiers du temps : la campagne « assainir » la joue.
  ASAN_OPTIONS=quarantine_size_mb=32:malloc_context_size=8:detect_leaks=1:detect_stack_use_after_return=0 UBSAN_OPTIONS=print_stacktrace=1 \
    "$construction/bin/fuzz_$cible" -runs="$executions" -max_len="$(longueur "$cible")" -timeout=100 -rss_limit_mb=1536 -malloc_limit_mb=512 \
    -seed="${FILROUGE_GRAINE:-0}" -max_total_time="${FILROUGE_SECONDES:-0}" -dict="$construction/$cible.mots" -artifact_prefix="$fautes/" -print_final_stats=1 \
    "$(choix "$cible")" \
    "$appris" "tests/fuzz/corpus/$cible" "$graines/$cible" > "$journal" 2>&1 || code=$?
  couverture() { sed -n "s/^#[0-9]*[[:space:]]*$1[[:space:]]*cov: \([0-9]*\).*/\1/p" "$journal" | tail -n 1; }
  mesure() { sed -n "s/^stat::$1:[[:space:]]*\([0-9]*\).*/\1/p" "$journal" | tail -n 1; }
  faits=$(mesure number_of_executed_units)
  joues=$((joues + ${faits:-0}))
  echo "$cible : ${faits:-?} exécutions, $(mesure average_exec_per_sec)/s, $(couverture INITED) arêtes au début, $(couverture DONE) à la fin, $(mesure peak_rss_mb) Mio"
  if [ "$code" = 0 ] && [ "${faits:-0}" -lt "$executions" ]; then
    sort=1
    echo "$cible : sous sa barre de $executions exécutions"
  elif [ "$code" != 0 ]; then
    sort=1
    echo "$cible : EN FAUTE (code $code) : $(grep -aE '^(==[0-9]*==)?ERROR|SUMMARY|Ne tient pas|Assertion|runtime error|terminate called|what\(\)' "$journal" | head -n 4 | paste -sd' ')"
    entree=$(sed -n 's/^artifact_prefix=.*Test unit written to //p' "$journal" | tail -n 1)
    echo "$cible : l'entrée est ${entree:-dans $journal} ; la rejouer : $construction/bin/fuzz_$cible ${entree:-ENTRÉE} ; tout ce qui fut dit : $journal"
  fi
done
echo "campagne fuzz : $joues exécutions"
exit $sort
