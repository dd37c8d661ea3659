# Une faute de fautes_posees.txt, posée dans un fichier : awk -v nom=NOM -f faute.awk fautes_posees.txt FICHIER > COPIE
# Rend 1 si la place n'est pas trouvée : une faute qui ne se pose plus ne prouve rien.
FNR == 1 { rang++ }
rang == 1 {
  if ($1 == "faute") ici = ($2 == nom)
  if (!ici) next
  reste = substr($0, length($1) + 2)
  if ($1 == "dans") dans = reste
  if ($1 == "ligne") ligne = reste
  if ($1 == "devient") devient[++nombre] = reste
  next
}
{
  if (!posee && !ouverte && (dans == "" || index($0, dans))) ouverte = 1
  if (!posee && ouverte && index($0, ligne)) {
    posee = 1
    for (i = 1; i <= nombre; i++) print devient[i]
    next
  }
  print
}
END { exit !posee }
