#!/bin/sh
# Les commandes de docs/guide-regles.md, jusqu'à sa section 7, dans l'ordre et telles qu'elles y sont écrites : ce qu'elles disent est ce que le guide montre.
#   guide_regles.sh SOURCE BUILD
# Dans le guide : « $ » commence une commande, les lignes en retrait qui suivent sont sa réponse (« … » tient la place de ce qui est coupé) ; sans
# réponse montrée, seul son code de sortie est regardé. « <!-- fichier F --> » et « <!-- ajout F --> » disent où va le texte qui suit ;
# « <!-- fait C --> », ce que le lecteur change à la main. Ne sont pas joués : les quatre fautes de la section 3, et les sections 7 à 12.
# « tester » sort avec 1 là où le guide montre un échec ; le dessin demande Graphviz, et n'est pas joué sans lui.
set -u
source=$1
build=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
mkdir -p "$place/build/demo" "$place/pas"
ln -s "$build/bin" "$place/build/bin"
cp -r "$source/rules" "$place/rules"
cd "$place" || exit 1
export TMPDIR="$place"
build/bin/filrouge_generateur --graine 2026 --dossiers 2000 --territoire "Adour BAB" --au 2026-11-21 > adour.ndjson
build/bin/filrouge importer --depuis ndjson adour.ndjson --base build/demo/adour.sqlite > log 2>&1 || { cat log; exit 1; }

# Une étape par fichier : sa première ligne dit ce qu'elle est.
awk '
  function etape(tete) { n++; nom = sprintf("pas/%03d", n); print tete > nom; ouverte = 1; vide = 0; lignes = 0 }
  /^## 7\. / { exit }
  /^<!-- (fichier|ajout|fait) / { sub(/^<!-- /, ""); sub(/ -->$/, ""); etape($0); if ($1 == "fait") ouverte = 0; next }
  /^    \$ / { etape("joue " substr($0, 7)); next }
  /^    / { if (ouverte) { while (vide && lignes) { print "" > nom; vide-- } vide = 0; lignes++; print substr($0, 5) > nom } next }
  /^$/ { vide++; next }
  { ouverte = 0 }' "$source/docs/guide-regles.md"

# Ce que le guide montre, puis ce qui est dit : les morceaux entre deux « … » doivent se suivre.
cat > compare.awk <<'FIN'
function ligne(m, d, p, n, i, k) {
  n = split(m, p, "…")
  if (n == 1) return m == d
  if (substr(d, 1, length(p[1])) != p[1]) return 0
  d = substr(d, length(p[1]) + 1)
  for (i = 2; i < n; i++) { k = index(d, p[i]); if (!k) return 0; d = substr(d, k + length(p[i])) }
  return length(d) >= length(p[n]) && substr(d, length(d) - length(p[n]) + 1) == p[n]
}
$0 == "" { next }
FNR == NR { montre[++m] = $0; next }
{ dit[++d] = $0 }
END {
  j = 1
  for (i = 1; i <= m; i++) {
    if (montre[i] == "…") { libre = 1; continue }
    while (libre && j <= d && !ligne(montre[i], dit[j])) j++
    if (j > d || !ligne(montre[i], dit[j])) { print "le guide montre : " montre[i]; print "est dit         : " dit[j]; exit 1 }
    j++
    libre = 0
  }
  if (!libre && j <= d) { print "dit en plus : " dit[j]; exit 1 }
}
FIN
wrong=0
jouees=0
for pas in pas/*; do
  tete=$(head -n 1 "$pas")
  sed 1d "$pas" > montre
  case $tete in
    "fichier "*) cp montre "${tete#fichier }" ;;
    "ajout "*) { echo; cat montre; } >> "${tete#ajout }" ;;
    "fait "*) sh -c "${tete#fait }" || { echo "ÉCHEC : $tete"; wrong=$((wrong + 1)); } ;;
    "joue sh examples/demo.sh"*) ;;
    *)
      commande=${tete#joue }
      case $commande in *" diagramme "*) command -v dot > /dev/null || continue ;; esac
      sh -c "$commande" > out 2> err
      code=$?
      cat err >> out
      jouees=$((jouees + 1))
      attendu=0
      case $commande in *" prouver "*) ! grep -q 'réfutée par' montre || attendu=1 ;; esac
      # Là où le guide ne montre pas « 0 en échec », « tester » en montre.
      case $commande in *" --mutations "*) ;; *" tester "*) grep -q ' 0 en échec' montre || attendu=1 ;; esac
      [ "$code" = "$attendu" ] || { echo "ÉCHEC : « $commande » sort avec $code"; head -n 20 out; wrong=$((wrong + 1)); }
      if [ -s montre ] && ! awk -f compare.awk montre out > ecart; then
        echo "ÉCHEC : « $commande »"
        cat ecart
        wrong=$((wrong + 1))
      fi
      ;;
  esac
done
[ "$jouees" -ge 12 ] || { echo "ÉCHEC : $jouees commandes seulement"; wrong=$((wrong + 1)); }
[ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
echo "les $jouees commandes du guide des règles disent ce qu'il montre"
