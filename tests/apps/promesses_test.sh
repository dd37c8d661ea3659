#!/bin/sh
# Plante un nom et un numéro de sécurité sociale partout où un fichier peut en tenir un, puis fouille tout ce que la commande garde,
# dit et écrit : bases, listes, pages, rejets, remarques, erreurs. Ce que docs/confiance.md promet y est tenu.
#   promesses_test.sh FILROUGE SOURCE
set -u
. "$2/tests/apps/joue.sh"

# Invented, and found nowhere else: neither in the rules nor in a label. The key of the NIR is right.
name='Zoulikha KERDONCUFF'
nir=288049910000166
spaced='2 88 04 99 100 001 66'
planted='kerdoncuff|zoulikha|2880499100001|2 88 04 99 100 001'

silent() { # WHAT FILE… : none of the files holds what was planted
  what=$1
  shift
  for file in "$@"; do [ -e "$file" ] || fails "$what : $file n'est pas là"; done
  found=$(grep -aiEo "$planted" "$@" | sort | uniq -c)
  [ -z "$found" ] || { fails "$what : $found"; grep -aiE "$planted" "$@" | cut -c 1-300 | head -5; }
}
grow() { sed -e "s/NOM/$name/g" -e "s/NIR/$nir/g" -e "s/ESPACES/$spaced/g"; }

# --- what is kept and answered: names and numbers stand in all that no rule knows, and the numbers in what rules do know --------------
grow > kept.ndjson << 'FIN'
{"dossier":"64-1","departement":"64","NOM":"NOM","nir":"NIR","personnes":[{"id":"p1","role":"demandeur","NOM":1,"nom_usage":"NOM","attributs":[{"nom":"NOM","valeur":true,"le":"2026-01-01"},{"nom":"identite","valeur":"NOM NIR"},{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-01"}]},{"id":"p2","role":"fille de NOM","ensuite":[{"connu_le":"2026-02-01","role":"NOM"}]}],"attributs":[{"nom":"telephone","valeur":"NOM"},{"nom":"commune","valeur":"NIR"},{"nom":"NIR","valeur":"x"}],"evenements":[{"id":"e1","type":"notification_droits_devoirs","le":"2026-01-10","personne":"p1","NOM":"x","champs":{"NOM":"NOM","usager":"NOM","piece":{"NOM":["NOM"]}}},{"id":"e2","type":"orientation","le":"2026-02-02","personne":"p1","references":{"NOM":"S-1"},"champs":{"parcours":"social","structure":"NIR","observation":"NOM, né le 1er, ESPACES","NIR":"1"}},{"id":"e3","type":"visite_a_domicile","le":"2026-02-03","personne":"p1","champs":{"chez":"NOM","structure":"NOM"}},{"id":"e4","type":"correction","le":"2026-02-04","champs":{"cible":"e2","champs":{"NOM":"NOM","confie_a":"NOM","parcours":"professionnel"}}},{"id":"e5","type":"Visite de NOM","le":"2026-02-05","personne":"p1"},{"id":"e6","type":"correction","le":"2026-02-06","champs":{"cible":"e3","NOM":"NOM","champs":{"chez":"NOM"}}}]}
FIN
cat > page.yaml << 'FIN'
systeme: essai
fichiers:
  - fichier: cellules.csv
    nature: evenements
    colonnes: {dossier: Dossier, personne: Personne, type: {constante: orientation}, le: Le, id: N°}
    champs:
      parcours: {colonne: Parcours, valeurs: {Social: social}}
      structure: Structure
      suivie_par: Suivie par
  - fichier: personnes.csv
    nature: personnes
    colonnes: {dossier: Dossier, personne: Personne, naissance: Naissance, le: Le}
    attributs: {soumission_droits_devoirs: {colonne: Soumis, genre: booleen}, surnom: Surnom}
FIN
grow > cellules.csv << 'FIN'
Dossier;Personne;Le;N°;Parcours;Structure;Suivie par;NOM;nir;NIR
64-2;p1;02/02/2026;4711;Social;NIR;NOM;NOM;NIR;NOM
64-2;p1;NOM;4712;Social;;;;;
64-2;p1;02/02/2026;4713;NOM;;;;;
NIR;p1;02/02/2026;4714;Social;;;;;
64-2;NIR;02/02/2026;4715;Social;;;;;
64-2;p1;02/02/2026;NOM-NIR;Social;;;;;
64-2;p1;02/02/2026;4716;Social;;;;;;NOM
FIN
grow > personnes.csv << 'FIN'
Dossier;Personne;Naissance;Le;Soumis;Surnom
64-2;p1;NOM;01/01/2026;oui;NOM
64-2;p1;02/03/1988;01/01/2026;NOM;NOM
64-2;p1;02/03/1988;01/01/2026;oui;NOM
FIN
# Of the flux, the elements whose values are kept, and those that are never read.
sed -e "s|ZÉLIE|$name|g;s|INVENTÉ|$nir|g;s|ALLÉE|$name|g" -e "s|<NUMCOM>64445</NUMCOM>|<NUMCOM>$name</NUMCOM>|" \
  < "$source/tests/formats/donnees/flux-2026-09.xml" > flux.xml
sed -e "s|<FONORG>CAF|<FONORG>$name|" < "$source/tests/formats/donnees/flux-2026-10.xml" > flux2.xml
sed -e "s|<ETATDOSRSA>2|<ETATDOSRSA>$name|;s|<DTNAI>1988-04-09|<DTNAI>$name|;s|<MTTOTDRORSA>0|<MTTOTDRORSA>$nir |;s|<ROLEPERS>CJT|<ROLEPERS>$name|" \
  < "$source/tests/formats/donnees/flux-2026-10.xml" > flux3.xml

asked 0 importer --regles "$rules" --base kept.db kept.ndjson
silent "dit par l'import" out err
says out "attribut « telephone » : les règles ne le connaissent pas" "attribut laissé de côté"
says out "champ « usager » de notification_droits_devoirs : les règles" "champ laissé de côté"
says out "nom de 19 caractères, non cité" "clé qui n'est pas un mot simple"
says out "que les règles ne connaissent pas" "compte de ce qui est laissé de côté"
says out "evenements/4/type" "type d'événement qui n'est pas un mot simple"
says out "rôle qui n'est pas un mot simple" "rôle qui peut être un nom"
says out "numéro de sécurité sociale" "valeur qui est un NIR"
asked 0 importer --regles "$rules" --base kept.db --correspondance page.yaml cellules.csv personnes.csv
silent "dit par l'import d'un CSV" out err
says out "cellules.csv:3: dossier 64-2 : Le : une valeur de 19 caractères n'est pas une date" "cellule fautive"
says out "colonne H, nir, colonne J" "colonnes non retenues"
for flux in flux.xml flux2.xml flux3.xml; do
  asked 0 importer --regles "$rules" --base kept.db --depuis cnaf "$flux"
  silent "dit par l'import d'un flux" out err
done
says out "attendu un code" "élément qui n'est pas un code"
silent "gardé par la base" kept.db*

sed "s/{Social: social}/{$name: social, $name: autre}/" page.yaml > double.yaml
asked 2 importer --regles "$rules" --base kept.db --correspondance double.yaml cellules.csv
silent "dit d'une page de correspondances" out err
says err "est donné deux fois" "page de correspondances fautive"

# The page proposed for a file of names has none of them, and imports the file as it is.
asked 0 importer --proposer personnes.csv
silent "dit d'une page proposée" out err
mv out proposed.yaml
asked 0 importer --regles "$rules" --base proposed.db --correspondance proposed.yaml personnes.csv
says out "1 dossier nouveau" "import par la page proposée"
asked 2 importer --proposer personnes.csv --base proposed.db
says err "va seul" "--proposer avec --base"

ask="--regles $rules --au 2026-11-21 --dossiers"
for from in kept.ndjson kept.db; do
  for format in texte html csv json ndjson; do
    asked 0 controler $ask $from --format $format
    silent "dit de $from, $format" out err
  done
  asked 0 controler $ask $from --format html --lignes-par-page 1 --sortie pages.html
  silent "dit de $from, en pages" pages.html pages-pages/*.html err
  asked 0 expliquer $ask $from
  silent "raconté de $from" out err
  asked 0 registre $ask $from --format csv
  silent "registre de $from" out err
  asked 0 indicateurs $ask $from
  silent "indicateurs de $from" out err
done

# --- what is told of a file whose identifiers are names: never who, always where ------------------------------------------------------
grow > names.ndjson << 'FIN'
{"dossier":"NOM","departement":"64","evenements":[{"id":"NOM","type":"orientation","le":"2026-02-30"}]}
{"dossier":"NOM","personnes":[{"id":"NOM"},{"id":"NOM"}]}
{"dossier":"NOM","evenements":[{"id":"NOM","type":"orientation","le":"2026-02-02"},{"id":"NOM","type":"orientation","le":"2026-02-02"}]}
{"dossier":"NOM","evenements":[{"id":"NOM","type":"correction","le":"2026-02-02","champs":{"cible":"NOM"}}]}
{"dossier":"NOM","evenements":[{"type":"orientation","le":"NOM"}]}
{"dossier":"NOM","evenements":[{"type":"orientation","le":"2026-02-02","origine":"NOM"}]}
{"dossier":"NOM","evenements":[{"type":"orientation","le":"2026-02-02","champs":{"NOM":1,"NOM":2}}]}
{"dossier":"NOM","NOM":{"NOM":1},"NOM":2}
{"dossier":"NOM","personnes":["NOM"]}
{"dossier":"NOM","attributs":[{"nom":"NOM","le":"2026-01-01"}]}
{"dossier":"NOM","evenements":[{"type":"orientation","le":"2026-02-02","champs":{"NOM":NOM}}]}
{"dossier":"NOM","schema":"NOM"}
{"dossier":NOM}
{"dossier":"NOM" "NOM"}
{"dossier":"NOM","evenements":[{"type":"orientation","le":"2026-02-02","references":{"NOM":["NIR"]}}]}
{"dossier":"NOM","evenements":[{"type":"correction","le":"2026-02-02","champs":{"cible":"NIR"}}]}
{"dossier":"NIR"}
{"dossier":"64-7","territoire":"NOM NIR"}
{"dossier":"64-8","personnes":[{"id":"p1","role":"NIR"}]}
NOM
{"dossier":"NOM
FIN
asked 0 importer --regles "$rules" --base names.db names.ndjson
silent "dit des rejets" out err
silent "gardé des rejets" names.db*
says out "21 rejets" "chaque ligne est un rejet"
says out "names.ndjson:1:" "place d'un rejet"
asked 0 controler $ask names.ndjson --format ndjson
silent "dit des rejets par le contrôle" out err
asked 2 importer --regles "$rules" --base strict.db --strict names.ndjson
silent "dit des rejets, --strict" out err
silent "gardé après --strict" strict.db*

# Read, and badly: names stand as identifiers and in what the rules know, which the messages never repeat.
grow > misread.ndjson << 'FIN'
{"dossier":"NOM","departement":"64","personnes":[{"id":"NOM","role":"NOM","attributs":[{"nom":"soumission_droits_devoirs","valeur":"NOM"},{"nom":"taille_foyer","valeur":"NOM"}]}],"evenements":[{"id":"NOM","type":"orientation","le":"2026-02-02","personne":"NOM","source":{"systeme":"NOM"},"champs":{"parcours":"NOM","heure":"NOM"}},{"id":"NOM 2","type":"contact","le":"2026-02-02T14:30","personne":"autre NOM","champs":{"heure":"NOM"}},{"id":"NOM 3","type":"visite","le":"2026-02-03","personne":"NOM"},{"id":"NOM 4","type":"correction","le":"2026-02-04","champs":{"cible":"NOM","champs":{"parcours":"NOM","le":"NOM"}}},{"id":"NOM 5","type":"correction","le":"2026-02-04","champs":{"cible":"perdu NOM","champs":{"parcours":"NOM"}}}]}
FIN
sed 's/"contact","le":"2026-02-02T14:30"/"bilan","le":"2026-03-03"/;s/"2026-02-03"/"2026-02-09"/' misread.ndjson > changed.ndjson
sed "s/\"systeme\":\"$name\"/\"systeme\":\"autre $name\"/;s/\"orientation\",\"le\":\"2026-02-02\"/\"orientation\",\"le\":\"2026-02-07\"/" misread.ndjson > other.ndjson
for file in misread.ndjson changed.ndjson other.ndjson; do
  asked 0 importer --regles "$rules" --base misread.db $file
  silent "dit de l'import de $file" out err
done
says out "evenements/0 : cet identifiant est déjà celui d'un acte du système (nom de 19" "acte d'un autre système"
for from in misread.ndjson misread.db; do
  for command in "controler --format ndjson" expliquer "registre --format csv" indicateurs; do
    asked 0 $command $ask $from
    silent "dit de $from par $command" err
  done
  says err "dossier lu n° 1 :" "dossier appelé par son rang"
  asked 2 controler $ask $from --dossier "absent $name"
  silent "dossier absent" err
done

# An address that holds a password is refused before anything is opened, and is not said again.
for url in postgresql://lecteur:S3cret-plante@serveur.invalide/webrsa 'postgres://serveur.invalide/webrsa?user=lecteur&password=S3cret-plante' \
  'postgresql://lecteur:S3cret-plante@serveur.invalide:port/webrsa'; do
  asked 2 importer --regles "$rules" --base adresse.db --depuis webrsa --url "$url"
  says err "l'adresse donnée par --url contient un mot de passe" "une adresse qui contient un mot de passe"
  if grep -q 'S3cret' out err; then fails "le mot de passe d'une adresse est redit"; fi
  [ ! -e adresse.db ] || fails "une base est faite d'une adresse refusée"
done
asked 2 importer --regles "$rules" --base adresse.db --depuis webrsa --url postgresql://lecteur:S3cret-plante@serveur.invalide/webrsa
says err "PGPASSFILE" "où mettre un mot de passe"

answered "ni nom ni numéro de sécurité sociale n'est gardé ni dit"
