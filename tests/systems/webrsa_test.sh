#!/bin/sh
# La base de WebRSA lue en place : un vrai PostgreSQL, un schéma de mêmes noms, des foyers inventés qui tiennent chacun un piège.
#   webrsa_test.sh FILROUGE SOURCE
set -u
filrouge=$1
source=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
. "$source/tests/systems/grappe.sh"
grappe_neuve || { echo "ce compte ne peut pas ouvrir de PostgreSQL à lui"; exit 77; }
trap grappe_finie EXIT
cd "$place" || exit 1
wrong=0
fails() {
  echo "ÉCHEC : $1"
  wrong=$((wrong + 1))
}
# read_in BASE CODE [OPTION…] : lit WebRSA dans cette base ; la commande doit répondre CODE.
read_in() {
  base=$1 expected=$2
  shift 2
  "$filrouge" importer --regles "$source/rules" --base "$base" --depuis webrsa --url "${url:-postgresql:///postgres}" "$@" > out 2> err
  code=$?
  [ "$code" = "$expected" ] || { fails "importer $* répond $code au lieu de $expected"; sed 's/^/    /' err; }
}
says() { grep -qF -- "$2" "$1" || { fails "$3 : « $2 » n'est pas dit"; sed 's/^/    /' "$1" | head -20; }; }
# kept BASE : tout ce que la base garde, une ligne chacun, dans leur ordre.
kept() {
  sqlite3 -separator '|' "$1" "SELECT dossier, id, type, le, connu_le, du, au, personne, refs, champs, cible, annule, origine FROM vue_evenements;
    SELECT dossier, personne, nom, valeur, le, jusqu_au, connu_le FROM vue_attributs; SELECT dossier, id, role, naissance FROM vue_personnes;
    SELECT dossier, departement, organisme, caisse, matricule FROM vue_dossiers"
}
# event LINE WHY : cette ligne est gardée.
event() { grep -qxF -- "$1" kept || { fails "$2 : « $1 » n'est pas gardé"; grep -F "$(echo "$1" | cut -d'|' -f2)" kept | sed 's/^/    /' | head -4; }; }
absent() { if grep -qE -- "$1" kept; then fails "$2 : gardé à tort"; grep -E -- "$1" kept | head -3; fi; }
# covered DOSSIER TYPE : WebRSA répond-il de ces actes, pour ce dossier ?
covered() { sqlite3 w.db "SELECT types FROM couvertures WHERE dossier = '$1'" | tr ' ' '\n' | grep -qx "$2"; }

sql -f "$source/tests/systems/webrsa_schema.sql" -f "$source/tests/systems/webrsa_lignes.sql" || { echo "les lignes d'essai ne s'écrivent pas"; exit 1; }

# --- ce qui est refusé, avant que rien ne soit écrit --------------------------------------------------------------------------------------
url=postgresql://lecteur:S3cret-planté@localhost/webrsa read_in w.db 2
says err "PGPASSFILE" "un mot de passe dans l'adresse"
says err "pg_service.conf" "un mot de passe dans l'adresse"
if grep -q "S3cret" out err; then fails "le mot de passe est redit"; fi
url='postgresql://lecteur@localhost/webrsa?password=S3cret-planté' read_in w.db 2
says err "mot de passe" "un mot de passe en paramètre"
if grep -q "S3cret" out err; then fails "le mot de passe est redit"; fi
url=mysql://localhost/x read_in w.db 2
says err "postgresql://" "une adresse d'un autre genre"
url="postgresql:///absente" read_in w.db 2
says err "ne s'ouvre pas" "une base qui n'existe pas"
says err "pg_hba.conf" "une base qui n'existe pas"
read_in w.db 2 --schema ailleurs
says err "il n'y a pas de schéma « ailleurs »" "un schéma qui n'existe pas"
sql -c "CREATE SCHEMA vieux; CREATE TABLE vieux.dossiers(id int, numdemrsa text, dtdemrsa date, fonorg text, matricule text)"
read_in w.db 2 --schema vieux
says err "la table contratsinsertion" "un schéma qui n'est pas celui de WebRSA"
sql -c "ALTER TABLE orientsstructs RENAME date_valid TO datevalid"
read_in w.db 2
says err "la colonne date_valid de la table orientsstructs" "une colonne absente"
sql -c "ALTER TABLE orientsstructs RENAME datevalid TO date_valid"
sql -c "CREATE ROLE lecteur LOGIN; GRANT USAGE ON SCHEMA public TO lecteur; GRANT SELECT ON ALL TABLES IN SCHEMA public TO lecteur; REVOKE SELECT ON rendezvous FROM lecteur"
url=postgresql://lecteur@/postgres read_in w.db 2
says err 'GRANT SELECT ON rendezvous TO "lecteur";' "un droit qui manque"
[ ! -e w.db ] || fails "une base est faite d'une lecture refusée"
sql -c "GRANT SELECT ON rendezvous TO lecteur; REVOKE SELECT ON personnes FROM lecteur; GRANT SELECT (id, foyer_id, dtnai, nir) ON personnes TO lecteur; REVOKE SELECT ON referents FROM lecteur"
url=postgresql://lecteur@/postgres read_in droits.db 0

# --- la première lecture ------------------------------------------------------------------------------------------------------------------
read_in w.db 0
kept w.db > kept
[ "$(sqlite3 droits.db 'SELECT count(*) FROM evenements')" = "$(sqlite3 w.db 'SELECT count(*) FROM evenements')" ] || fails "qui ne peut lire ni nom ni adresse lit moins"
says out "7 dossiers nouveaux" "la première lecture"
says out "2 personnes hors de la chaîne" "les enfants"
# Qui : la MSA sans matricule, la CAF rognée ; le demandeur, le conjoint, jamais l'enfant.
event "WR-1|93|CAF|931|1234567" "le matricule d'un char(15)"
event "WR-2|93|MSA|930|" "le matricule de la MSA est le NIR"
event "WR-1|WR-p101|demandeur|1988-04-09" "une personne qui a deux prestations"
event "WR-1|WR-p102|conjoint|1990-01-01" "le conjoint"
absent "WR-p103|WR-p701" "un enfant"
# Le droit, en segments ; ce qui n'est pas dit n'est pas non.
event "WR-1||etat_droit|4|2017-06-01||2017-06-01" "un état du droit"
event "WR-1|WR-p101|soumission_droits_devoirs|true|2017-02-01|2017-06-30|2017-02-01" "une soumission qui n'est plus dite"
absent "WR-p102\|soumission" "une soumission jamais dite"
absent "etat_droit\|5\|2017" "l'état que dit l'historique du conjoint"
event "WR-1|webrsa-historiquesdroits-4-reprise|reprise_versement|2017-07-01|||||||||deduit" "de l'état 4 à l'état 2"
event "WR-3|webrsa-situationsdossiersrsa-31-cloture-2018-01-31|cloture_droit|2018-01-31||||||{\"motif\":\"ECH\",\"effet\":\"2018-01-31\"}|||flux" "une clôture"
event "WR-4||etat_droit|Z|2017-03-01||2017-03-01" "un dossier saisi avant toute réponse de la caisse"
event 'WR-1|webrsa-reducsrsa-1|reduction_appliquee|2017-06-01||2017-06-01||||{"montant":100.00}|||flux' "une réduction sans fin (9999)"
# Orientations : celle qui est décidée ; son type tient son code de son parent.
event 'WR-1|webrsa-orientsstructs-1|orientation|2017-03-10||||WR-p101||{"parcours":"social","structure":"Maison des solidarités","rang":1}|||saisi' "une orientation"
event 'WR-1|webrsa-orientsstructs-1-notification|courrier_envoye|2017-03-12||||WR-p101|{"orientation":"webrsa-orientsstructs-1"}|{"objet":"orientation"}|||saisi' "sa notification"
says out "orientation en attente (1), orientation refusée (1), orientation sans jour (1)" "ce qui n'est pas une orientation décidée"
covered WR-1 orientation || fails "une orientation en attente rend les autres inconnues"
covered WR-3 orientation && fails "une orientation sans jour laisse croire qu'il n'y en a pas"
# Contrats.
event 'WR-1|webrsa-contratsinsertion-1-signe|cer_signe|2017-04-12|2017-04-11|2017-04-15|2017-10-14|WR-p101||{"nature":"premier","forme":"simple","duree":"6 mois"}|||saisi' "un contrat"
event 'WR-1|webrsa-contratsinsertion-1-valide|cer_valide|2017-04-20||||WR-p101|{"contrat":"webrsa-contratsinsertion-1-signe"}||||saisi' "sa validation"
absent "contratsinsertion-2-(valide|refuse)" "un contrat en attente"
covered WR-1 cer_valide || fails "un contrat en attente n'est pas un contrat dont on ignore la décision"
covered WR-4 cer_refuse && fails "un refus sans jour laisse croire qu'il n'y en a pas"
covered WR-5 cer_valide && fails "une décision qui n'est pas dite passe pour absente"
event 'WR-5|webrsa-contratsinsertion-4-signe-annule|correction|2017-05-02|2017-05-02||||||webrsa-contratsinsertion-4-signe|1|saisi' "un contrat annulé"
absent "contratsinsertion-6" "un contrat enregistré et pas signé"
# France Travail : le NIR de 13 et de 15 chiffres, et la naissance.
event 'WR-1|webrsa-historiqueetatspe-2-radiation|radiation_ft|2017-08-20||||WR-p101||{"motif":"92"}|||flux' "une radiation"
event 'WR-2|webrsa-historiqueetatspe-4-cessation|cessation_ft|2017-08-22||||WR-p201||{"motif":"90"}|||flux' "un NIR de treize chiffres"
absent "historiqueetatspe-6" "une radiation que deux fiches de France Travail disent"
absent "historiqueetatspe-(3|5)" "ce que France Travail dit d'une autre"
covered WR-3 radiation_ft && fails "sans NIR, une radiation passe pour absente"
covered WR-4 radiation_ft || fails "France Travail ne répond de rien"
# Équipe pluridisciplinaire : la décision est du jour de la séance, les treize thèmes ont leur mot.
event 'WR-4|webrsa-relancesnonrespectssanctionseps93-1|relance|2017-06-01||||WR-p401|{"orientation":"webrsa-orientsstructs-5"}|{"numero":1,"motif":"non_contractualise"}|||saisi' "une relance d'avant tout dossier d'EP"
event 'WR-5|webrsa-decisionsnonrespectssanctionseps93-1|avis_ep|2018-02-06||||WR-p501|{"saisine":"webrsa-dossierseps-52"}|{"sens":"1reduction","mesure":"reduction"}|||saisi' "un avis"
event 'WR-5|webrsa-decisionsnonrespectssanctionseps93-2|decision_cd|2018-02-06||||WR-p501|{"saisine":"webrsa-dossierseps-52"}|{"mesure":"reduction","montant":100}|||saisi' "une décision saisie sept semaines après la séance"
event 'WR-5|webrsa-passagescommissionseps-2-report|report_ep|2018-02-06||||WR-p502|{"saisine":"webrsa-dossierseps-53"}|{"seance":"commission-1"}|||saisi' "un report"
event 'WR-6|webrsa-decisionssanctionseps58-1-2|decision_cd|2018-05-04||||WR-p601|{"saisine":"webrsa-dossierseps-67"}|{"mesure":"suspension","duree":"4 mois"}|||saisi' "la seconde sanction"
event 'WR-6|webrsa-decisionssanctionseps58-1-arret|levee_sanction|2018-08-01||||WR-p601|{"decision":"webrsa-decisionssanctionseps58-1-2"}|{"motif":"finsanction2","effet":"2018-08-01"}|||saisi' "son arrêt"
absent "decisionsnonorientationsproseps93-1\|" "une décision que le président n'a pas validée"
themes=$(grep -o '|saisine_ep|.*"theme":"[a-z_]*"' kept | sed 's/.*"theme":"//; s/"//' | sort | uniq -c | awk '{print $2 $1}' | tr '\n' ' ')
[ "$themes" = "absences1 contrat_complexe1 examen3 maintien_social1 non_renouvellement1 non_respect2 pdo1 radiation_ft1 reorientation2 " ] || fails "les thèmes lus sont : $themes"
for table in nonrespectssanctionseps93 contratscomplexeseps93 reorientationseps93 nonorientationsproseps66 nonorientationsproseps58 regressionsorientationseps58 \
  sanctionseps58 sanctionsrendezvouseps58 saisinesbilansparcourseps66 defautsinsertionseps66 saisinespdoseps66; do
  grep -qE "webrsa-decisions$table-1\|(avis_ep|decision_cd|decision_reorientation)\|2018-(02-06|05-04)" kept || fails "la décision de $table n'est pas lue, ou pas du jour de sa séance"
done
event 'WR-6|webrsa-decisionsproposorientationscovs58-1|decision_cov|2018-03-20||||WR-p601|{"objet":"webrsa-dossierscovs58-1"}|{"sens":"valide"}|||saisi' "une décision de COV"
event 'WR-6|webrsa-decisionsnonorientationsproscovs58-2|decision_reorientation|2018-03-20||||WR-p601|{"objet":"webrsa-dossierscovs58-2"}|{"sens":"maintien"}|||saisi' "un maintien décidé en COV"
event 'WR-6|webrsa-decisionsdefautsinsertionseps66-2|decision_reorientation|2018-05-04||||WR-p601|{"saisine":"webrsa-dossierseps-70"}|{"sens":"accord","parcours":"social"}|||saisi' "une réorientation"
event 'WR-6|webrsa-decisionsdefautsinsertionseps66-2-2|decision_cd|2018-05-04||||WR-p601|{"saisine":"webrsa-dossierseps-70"}|{"mesure":"suspension"}|||saisi' "et la mesure qui l'accompagne"
# Ce qui est planté n'est nulle part.
if grep -aiE "kerdoncuff|zoulikha|2880499100001|exemple\.fr" w.db out err; then fails "un nom, un NIR ou une adresse sort de WebRSA"; fi

# --- les lectures suivantes ---------------------------------------------------------------------------------------------------------------
again() { # rejouée, la lecture ne change rien à ce qui est gardé
  kept w.db > before
  read_in w.db 0 "$@"
  kept w.db > kept
  cmp -s before kept || { fails "lue deux fois $*, la base n'est plus la même"; diff before kept | head -5; }
}
again
again --tout
says out "7 inchangés" "tout relu"
says out "(94 déjà là)" "tout relu"

# Par un fichier de service ; à une autre adresse, une autre base de WebRSA aurait les mêmes numéros.
printf '[essai]\nhost=%s\ndbname=postgres\nuser=postgres\n' "$PGHOST" > services
export PGSERVICEFILE="$place/services"
url='postgresql://?service=essai' read_in service.db 0
url='postgresql://?service=essai' read_in w.db 2
says err "ses numéros désignent d'autres foyers" "une autre adresse"
kept w.db > before
url='postgresql://?service=essai' read_in w.db 0 --tout
kept w.db > kept
cmp -s before kept || fails "la même base, à une autre adresse, ne dit pas la même chose"

# Ce qui change dans WebRSA : validé après coup, corrigé, retiré, effacé, rouvert.
sql << 'FIN'
UPDATE contratsinsertion SET decision_ci = 'V', datevalidation_ci = '2017-10-20', df_ci = '2018-01-14', modified = '2018-06-01' WHERE id = 2;
UPDATE contratsinsertion SET decision_ci = 'E', datevalidation_ci = NULL, modified = '2018-06-01' WHERE id = 1;
UPDATE orientsstructs SET date_valid = '2017-03-14' WHERE id = 5;
DELETE FROM rendezvous WHERE id = 61;
UPDATE situationsdossiersrsa SET etatdosrsa = '2', dtclorsa = NULL, moticlorsa = NULL WHERE id = 31;
INSERT INTO dossiers(id, numdemrsa, dtdemrsa, fonorg, numorg, matricule) VALUES (8, '01024041059', '2018-06-01', 'CAF', '931', '5678901');
FIN
kept w.db > before
read_in w.db 0
kept w.db > kept
[ -z "$(grep -vxFf kept before)" ] || fails "une ligne déjà gardée a changé"
event 'WR-1|webrsa-contratsinsertion-2-valide|cer_valide|2017-10-20||||WR-p101|{"contrat":"webrsa-contratsinsertion-2-signe"}||||saisi' "un contrat validé après coup"
grep -q '^WR-1|webrsa-contratsinsertion-2-signe-corrige-.*|{"au":"2018-01-14"}|webrsa-contratsinsertion-2-signe||constat$' kept || fails "une fin de contrat changée n'est pas une correction"
grep -q '^WR-1|webrsa-contratsinsertion-1-valide-annule-.*|webrsa-contratsinsertion-1-valide|1|constat$' kept || fails "une validation retirée n'est pas annulée"
grep -q '^WR-4|webrsa-orientsstructs-5-corrige-.*|{"le":"2017-03-14"}|webrsa-orientsstructs-5||constat$' kept || fails "une table sans date de modification n'est pas relue"
grep -q '^WR-8|webrsa-dossiers-8|' kept || fails "un dossier nouveau n'est pas lu"
says out "0 rejet" "une seconde lecture"
says out "2 actes changés" "une seconde lecture"
says out "1 état a changé" "un état lu deux fois le même jour"
says out "situationsdossiersrsa 1" "une clôture qui n'est plus dite"
absent "cloture-2018-01-31-annule" "une clôture que WebRSA a écrite par-dessus"
again
# Une ligne effacée : seule une lecture entière la voit, et rien ne s'efface.
if grep -q "rendezvous" out; then fails "une ligne effacée d'un dossier inchangé est vue sans --tout"; fi
again --tout
says out "rendezvous 1" "une ligne effacée"
# La validation revient : l'annulation est annulée.
sql -c "UPDATE contratsinsertion SET decision_ci = 'V', datevalidation_ci = '2017-04-20', modified = '2018-06-02' WHERE id = 1"
read_in w.db 0
kept w.db > kept
grep -q '|webrsa-contratsinsertion-1-valide-annule-[0-9-]*|1|constat$' kept || fails "une validation rétablie reste annulée"
again
"$filrouge" controler --regles "$source/rules" --dossiers w.db --au 2018-06-15 > out 2> err || fails "la base ne se contrôle pas"
if grep -q "renvoie à" err; then fails "un acte renvoie à ce que le dossier ne connaît pas"; grep "renvoie à" err | head -3; fi

# --- une requête trop longue, une connexion rompue : rien n'est écrit ---------------------------------------------------------------------
sql << 'FIN'
CREATE SCHEMA lent;
DO $$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'dossiers' LOOP EXECUTE format('CREATE VIEW lent.%I AS SELECT * FROM public.%I', t, t); END LOOP; END $$;
CREATE VIEW lent.dossiers AS SELECT d.* FROM public.dossiers d, pg_sleep(3);
FIN
read_in lent.db 2 --schema lent --delai-requete 1
says err "--delai-requete" "une requête trop longue"
[ "$(sqlite3 lent.db 'SELECT count(*) FROM dossiers' 2> /dev/null || echo 0)" = 0 ] || fails "une lecture interrompue a écrit"

[ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
echo "la base de WebRSA se lit, et se relit"
