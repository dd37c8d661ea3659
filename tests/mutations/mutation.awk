# Lit des listes de fautes (tests/mutations/*.txt, dont lisez-moi.md dit la forme) et, selon `faire` :
#   liste       une ligne par faute : son nom, son fichier, ses essais, ce qu'elle casse, séparés par des tabulations
#   verifier    chaque faute s'applique aux sources sous `source` ; sinon les dit toutes, et sort 1
#   appliquer   écrit le fichier de la faute `nom`, la faute faite ; sort 1 s'il ne s'y prête pas
function faute(dit) { print FILENAME_DE[courante] ": [" courante "] " dit > "/dev/stderr"; fautes = 1 }
function texte_de(chemin,    ligne, texte, lu) {
  while ((lu = (getline ligne < chemin)) > 0) texte = texte ligne "\n"
  close(chemin)
  return lu < 0 ? "" : texte
}
# Ce qui suit le signe et son espace, tel quel : les retraits comptent.
function joint(avant, ligne) { return (avant == "" ? "" : avant "\n") substr(ligne, 3) }
function valeur(ligne) { sub(/^[^:]*:[ \t]*/, "", ligne); return ligne }

FNR == 1 { courante = ""; essais_du_fichier = "" }
/^\[.*\]$/ {
  courante = substr($0, 2, length($0) - 2)
  if (courante in FILENAME_DE) faute("ce nom est déjà celui d'une autre faute")
  else noms[++combien] = courante
  FILENAME_DE[courante] = FILENAME
  essais[courante] = essais_du_fichier
  next
}
/^essais *:/ { if (courante == "") essais_du_fichier = valeur($0); else essais[courante] = valeur($0); next }
/^fichier *:/ { fichier[courante] = valeur($0); next }
/^casse *:/ { casse[courante] = valeur($0); next }
/^- / { avant[courante] = joint(avant[courante], $0); next }
/^\+ / { apres[courante] = joint(apres[courante], $0); next }
/^#/ || /^[ \t]*$/ { next }
{ faute("ligne incomprise : " $0) }

# Le texte du fichier, la faute faite ; "" si elle ne s'y fait pas, et pourquoi est dit.
function fautif(    texte, place, reste) {
  if (casse[courante] == "") { faute("il manque ce qu'elle casse"); return "" }
  if (avant[courante] == "" || avant[courante] == apres[courante]) { faute("elle ne change rien"); return "" }
  if (fichier[courante] !~ /\.cpp$/) { faute("« fichier » attendu, un .cpp"); return "" }
  texte = texte_de(source "/" fichier[courante])
  if (texte == "") { faute("le fichier " fichier[courante] " n'est pas là"); return "" }
  place = index(texte, avant[courante])
  if (!place) { faute("son texte n'est plus dans " fichier[courante] " : suivez le code, ou retirez-la"); return "" }
  reste = substr(texte, place + length(avant[courante]))
  if (index(reste, avant[courante])) { faute("son texte est deux fois dans " fichier[courante] " : allongez-le"); return "" }
  return substr(texte, 1, place - 1) apres[courante] reste
}

END {
  for (i = 1; i <= combien; ++i) {
    courante = noms[i]
    if (faire == "liste") print courante "\t" fichier[courante] "\t" essais[courante] "\t" casse[courante]
    if (faire == "verifier") fautif()
    if (faire == "appliquer" && courante == nom) { trouvee = 1; printf "%s", fautif() }
  }
  if (faire == "appliquer" && !trouvee) { print "aucune faute ne s'appelle " nom > "/dev/stderr"; fautes = 1 }
  exit fautes
}
