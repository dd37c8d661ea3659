#!/bin/sh
# rdv-insertion et Carnet de bord lus en place : mêmes garanties que WebRSA, leurs pièges à eux.
#   autres_test.sh FILROUGE SOURCE
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
# read_in SYSTÈME BASE CODE [OPTION…]
read_in() {
  system=$1 base=$2 expected=$3
  shift 3
  "$filrouge" importer --regles "$source/rules" --base "$base" --depuis "$system" --url postgresql:///postgres --schema "$schema" "$@" > out 2> err
  code=$?
  [ "$code" = "$expected" ] || { fails "importer --depuis $system $* répond $code au lieu de $expected"; sed 's/^/    /' err; }
}
says() { grep -qF -- "$2" "$1" || { fails "$3 : « $2 » n'est pas dit"; sed 's/^/    /' "$1" | head -20; }; }
kept() {
  sqlite3 -separator '|' "$1" "SELECT dossier, id, type, le, du, au, personne, refs, champs, cible, annule, origine FROM vue_evenements;
    SELECT dossier, personne, nom, valeur, le FROM vue_attributs; SELECT dossier, id, role, naissance FROM vue_personnes;
    SELECT dossier, departement, matricule FROM vue_dossiers" > kept
}
line() { grep -qxF -- "$1" kept || { fails "$2 : « $1 » n'est pas gardé"; grep -F "$(echo "$1" | cut -d'|' -f2)" kept | sed 's/^/    /' | head -4; }; }
absent() { if grep -qE -- "$1" kept; then fails "$2 : gardé à tort"; grep -E -- "$1" kept | head -3; fi; }
again() { # SYSTÈME : rejouée, la lecture ne change rien
  cp kept before
  read_in "$1" "$2" 0 --tout
  kept "$2"
  cmp -s before kept || { fails "$1 lu deux fois : la base n'est plus la même"; diff before kept | head -4; }
}

# --- rdv-insertion : les heures sont de Greenwich -----------------------------------------------------------------------------------------
schema=rdvi
sql << 'FIN' || exit 1
CREATE SCHEMA rdvi; SET search_path TO rdvi;
CREATE TABLE users(id bigint PRIMARY KEY, first_name text, last_name text, nir text, email text, birth_date date, role text, affiliation_number text, rights_opening_date date, deleted_at timestamp, created_at timestamp NOT NULL, updated_at timestamp NOT NULL);
CREATE TABLE users_organisations(user_id bigint, organisation_id bigint);
CREATE TABLE departments(id bigint, number text);
CREATE TABLE organisations(id bigint, department_id bigint, name text, organisation_type text);
CREATE TABLE motif_categories(id bigint, short_name text, motif_category_type text);
CREATE TABLE follow_ups(id bigint, user_id bigint, motif_category_id bigint, status text, closed_at timestamp, created_at timestamp, updated_at timestamp);
CREATE TABLE invitations(id bigint, user_id bigint, follow_up_id bigint, format text, expires_at timestamp, created_at timestamp, updated_at timestamp);
CREATE TABLE rdvs(id bigint, starts_at timestamp, organisation_id bigint, status text, created_at timestamp, updated_at timestamp);
CREATE TABLE participations(id bigint, user_id bigint, rdv_id bigint, status text, convocable boolean, follow_up_id bigint, created_at timestamp, updated_at timestamp);
CREATE TABLE notifications(id bigint, participation_id bigint, event text, format text, created_at timestamp, updated_at timestamp);
CREATE TABLE orientations(id bigint, user_id bigint, starts_at date, ends_at date, orientation_type_id bigint, organisation_id bigint, created_at timestamp, updated_at timestamp);
CREATE TABLE orientation_types(id bigint, casf_category text);
CREATE TABLE parcours_documents(id bigint, user_id bigint, type text, document_date timestamp, created_at timestamp, updated_at timestamp);
CREATE TABLE referent_assignations(id bigint, user_id bigint, agent_id bigint, created_at timestamp, updated_at timestamp);
CREATE TABLE archives(id bigint, user_id bigint, archiving_reason text, created_at timestamp, updated_at timestamp);
INSERT INTO departments VALUES (1, '64'); INSERT INTO organisations VALUES (1, 1, 'Plateforme de Pau', 'conseil_departemental');
INSERT INTO motif_categories VALUES (1, 'rsa_orientation', 'rsa_orientation'), (2, 'rsa_cer_signature', 'rsa_accompagnement');
INSERT INTO users VALUES (9, 'Zoulikha', 'KERDONCUFF', '288049910000166', 'zoulikha@exemple.fr', '1988-04-09', 'demandeur', '0123456', '2026-01-02', NULL, '2026-01-02', '2026-01-02'),
 (10, 'Anne', 'KERDONCUFF', NULL, NULL, '1970-01-01', 'conjoint', '2880499100001', NULL, NULL, '2026-01-02', '2026-01-02'), (11, 'Luc', 'KERDONCUFF', NULL, NULL, NULL, NULL, NULL, NULL, '2026-02-01', '2026-01-02', '2026-02-01');
INSERT INTO users_organisations VALUES (9, 1), (10, 1);
INSERT INTO follow_ups VALUES (1, 9, 1, 'rdv_seen', NULL, '2026-01-02', '2026-01-02'), (2, 9, 2, 'closed', '2026-03-01', '2026-01-02', '2026-01-02');
INSERT INTO invitations VALUES (1, 9, 1, 'sms', '2026-01-14 23:30', '2026-01-04 23:30', '2026-01-04 23:30');
INSERT INTO rdvs VALUES (1, '2026-01-20 23:30', 1, 'seen', '2026-01-06', '2026-01-21'), (2, '2026-02-20 09:00', 1, 'unknown', '2026-01-06', '2026-01-06'), (3, '2026-02-21 09:00', 1, 'unknown', '2026-01-06', '2026-01-06');
INSERT INTO participations VALUES (1, 9, 1, 'seen', true, 1, '2026-01-06', '2026-01-21'), (2, 9, 2, 'unknown', false, 2, '2026-01-06', '2026-01-06'), (3, 9, 3, 'unknown', false, 2, '2026-01-06', '2026-03-06'), (4, 10, 2, 'noshow', false, NULL, '2026-01-06', '2026-02-21');
INSERT INTO notifications VALUES (1, 1, 'participation_created', 'email', '2026-01-06 10:00', '2026-01-06 10:00'), (2, 2, 'participation_created', 'email', '2026-01-06 10:00', '2026-01-06 10:00'), (3, 1, 'participation_reminder', 'email', '2026-01-18', '2026-01-18');
INSERT INTO orientation_types VALUES (1, 'socio_pro'); INSERT INTO orientations VALUES (1, 9, '2026-01-21', NULL, 1, 1, '2026-01-22', '2026-01-22');
INSERT INTO parcours_documents VALUES (1, 9, 'Contract', '2026-02-10 00:00', '2026-02-11', '2026-02-11'), (2, 9, 'Contract', NULL, '2026-02-12', '2026-02-12');
INSERT INTO referent_assignations VALUES (1, 9, 5, '2026-01-22', '2026-01-22');
FIN
read_in rdv-insertion r.db 0
kept r.db
line "RI-9|64|0123456" "le département par l'organisation"
line "RI-10|64|" "un numéro d'allocataire qui est un NIR"
line "RI-9|RI-p9|demandeur|1988-04-09" "une personne"
absent "RI-11" "un usager supprimé"
line 'RI-9|rdv-insertion-invitations-1|invitation|2026-01-05|||RI-p9||{"categorie":"orientation","canal":"sms","expire_le":"2026-01-15"}|||saisi' "une invitation de minuit et demi"
line 'RI-9|rdv-insertion-participations-1|rendez_vous|2026-01-21|||RI-p9||{"categorie":"orientation","statut":"honore","structure":"Plateforme de Pau"}|||saisi' "un rendez-vous de minuit et demi"
line 'RI-9|rdv-insertion-participations-2|rendez_vous|2026-02-20|||RI-p9||{"categorie":"cer","statut":"prevu","structure":"Plateforme de Pau"}|||saisi' "un rendez-vous à venir quand il fut dit"
line 'RI-9|rdv-insertion-participations-3|rendez_vous|2026-02-21|||RI-p9||{"categorie":"cer","statut":"inconnu","structure":"Plateforme de Pau"}|||saisi' "un rendez-vous passé dont l'issue n'est pas dite"
line 'RI-9|rdv-insertion-notifications-1|convocation|2026-01-06|||RI-p9|{"rendez_vous":"rdv-insertion-participations-1"}|{"categorie":"orientation","canal":"email"}|||saisi' "une convocation"
absent "notifications-(2|3)" "une notification qui ne convoque pas"
line 'RI-9|rdv-insertion-orientations-1|orientation|2026-01-21|2026-01-21||RI-p9||{"parcours":"socioprofessionnel","organisme":"departement","structure":"Plateforme de Pau"}|||saisi' "une orientation"
line 'RI-9|rdv-insertion-parcours_documents-1-contrat|cer_signe|2026-02-10|||RI-p9|||||saisi' "un contrat joint"
says out "cer_signe sans jour (1)" "un contrat sans jour"
says out "1 suivis clos" "un suivi clos"
again rdv-insertion r.db
sql -c "UPDATE rdvi.participations SET status = 'noshow', updated_at = '2026-03-07' WHERE id = 2"
read_in rdv-insertion r.db 0
kept r.db
grep -q '^RI-9|rdv-insertion-participations-2-corrige-.*|{"statut":"absent"}|rdv-insertion-participations-2||constat$' kept || fails "une issue dite après coup n'est pas une correction"
says out "1 dossier lu en entier" "un seul dossier a changé"

# Ses webhooks disent les mêmes actes : plus vieux que la lecture, ils ne défont rien ; plus récents, ils corrigent ; et une lecture qui suit
# n'est pas prise pour celle d'une autre base.
webhook() { # ÉTAT QUAND
  echo '{"data":{"id":2,"starts_at":"2026-02-20T09:00:00Z","participations":[{"id":2,"status":"'"$1"'","created_at":"2026-01-06T00:00:00Z","user":{"id":9}}]},"meta":{"model":"Rdv","event":"updated","timestamp":"'"$2"'"}}'
}
webhook excused '2026-02-21 10:00:00 +0100' > w.ndjson
webhook seen '2150-01-01 10:00:00 +0100' >> w.ndjson
"$filrouge" importer --regles "$source/rules" --base r.db --depuis rdv-insertion w.ndjson > out 2> err || fails "des webhooks après la base"
says out "1 correction, 0 annulation, 1 état plus vieux" "des webhooks après la base"
read_in rdv-insertion r.db 0

# --- Carnet de bord : un état, un contrat, écrits par-dessus ------------------------------------------------------------------------------
schema=cdb
sql << 'FIN' || exit 1
CREATE SCHEMA cdb; SET search_path TO cdb;
CREATE TABLE beneficiary(id uuid PRIMARY KEY, firstname text, lastname text, nir text, date_of_birth date, caf_number text, right_rsa text, subject_to_right_and_duty boolean, rsa_closure_date date, rsa_closure_reason text, created_at timestamptz, updated_at timestamptz);
CREATE TABLE notebook(id uuid PRIMARY KEY, beneficiary_id uuid, contract_type text, contract_sign_date date, contract_start_date date, contract_end_date date, created_at timestamptz, updated_at timestamptz);
CREATE TABLE notebook_info(notebook_id uuid, orientation_system_id uuid, created_at timestamptz, updated_at timestamptz);
CREATE TABLE orientation_system(id uuid, orientation_type text);
CREATE TABLE orientation_request(id uuid, beneficiary_id uuid, requested_orientation_system_id uuid, decided_orientation_system_id uuid, status text, reason text, created_at timestamptz, decided_at timestamptz, updated_at timestamptz);
CREATE TABLE notebook_appointment(id uuid, notebook_id uuid, account_id uuid, date timestamptz, status text, deleted_at timestamptz, created_at timestamptz, updated_at timestamptz);
CREATE TABLE notebook_member(id uuid, notebook_id uuid, account_id uuid, member_type text, active boolean, created_at timestamptz, membership_ended_at timestamptz);
INSERT INTO beneficiary VALUES ('00000000-0000-4000-8000-00000000000b', 'Zoulikha', 'KERDONCUFF', '2880499100001', '1988-04-09', '0123456', 'rsa_droit_ouvert_et_versable', NULL, NULL, NULL, '2023-01-01', '2023-01-01'),
 ('00000000-0000-4000-8000-00000000000a', 'Anne', 'KERDONCUFF', NULL, '1970-01-01', '2880499100001', 'rsa_clos', true, '2023-05-31', NULL, '2023-01-01', '2023-01-01');
INSERT INTO notebook VALUES ('10000000-0000-4000-8000-00000000000b', '00000000-0000-4000-8000-00000000000b', 'cer', '2023-02-01', '2023-02-02', NULL, '2023-01-01', '2023-02-01'), ('10000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000a', 'cej', '2023-02-01', NULL, NULL, '2023-01-01', '2023-02-01');
INSERT INTO orientation_system VALUES ('20000000-0000-4000-8000-000000000001', 'pro'), ('20000000-0000-4000-8000-000000000002', 'autre');
INSERT INTO notebook_info VALUES ('10000000-0000-4000-8000-00000000000b', '20000000-0000-4000-8000-000000000001', '2023-01-01', '2023-01-01');
INSERT INTO orientation_request VALUES ('30000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-00000000000b', '20000000-0000-4000-8000-000000000001', '20000000-0000-4000-8000-000000000001', 'accepted', 'Zoulikha KERDONCUFF', '2023-03-01 23:30+00', '2023-03-10 10:00+00', '2023-03-10'), ('30000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-00000000000b', '20000000-0000-4000-8000-000000000002', NULL, 'pending', NULL, '2023-04-01 10:00+00', NULL, '2023-04-01');
INSERT INTO notebook_appointment VALUES ('40000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-00000000000b', NULL, '2023-02-10 09:00+00', 'absent', NULL, '2023-02-01', '2023-02-11'), ('40000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-00000000000b', NULL, '2023-02-12 09:00+00', 'present', '2023-02-13', '2023-02-01', '2023-02-13');
INSERT INTO notebook_member VALUES ('50000000-0000-4000-8000-000000000001', '10000000-0000-4000-8000-00000000000b', NULL, 'referent', false, '2023-01-05', '2023-06-01'), ('50000000-0000-4000-8000-000000000002', '10000000-0000-4000-8000-00000000000b', NULL, 'no_referent', true, '2023-01-06', NULL);
FIN
read_in carnet-de-bord c.db 2 --departement 99
says err "« 99 » n'est pas un département" "un département qui n'en est pas un"
read_in carnet-de-bord c.db 0 --departement 051
kept c.db
b=00000000-0000-4000-8000-00000000000b
line "CB-$b|51|0123456" "le département de --departement"
line "CB-00000000-0000-4000-8000-00000000000a|51|" "un numéro d'allocataire qui est un NIR"
grep -q "^CB-$b||etat_droit|2|" kept || fails "un droit mal écrit n'est pas compris"
absent "CB-p$b\|soumission" "une soumission jamais dite"
line "CB-$b|carnet-de-bord-notebook-10000000-0000-4000-8000-00000000000b-cer-2023-02-01|cer_signe|2023-02-01|2023-02-02||CB-p$b|||||saisi" "le contrat du moment"
line "CB-$b|carnet-de-bord-orientation_request-30000000-0000-4000-8000-000000000001|demande_reorientation|2023-03-02|||CB-p$b||{\"parcours\":\"professionnel\"}|||saisi" "une demande de minuit et demi"
line "CB-$b|carnet-de-bord-orientation_request-30000000-0000-4000-8000-000000000001-decision|decision_reorientation|2023-03-10|||CB-p$b|{\"objet\":\"carnet-de-bord-orientation_request-30000000-0000-4000-8000-000000000001\"}|{\"sens\":\"accord\",\"parcours\":\"professionnel\"}|||saisi" "sa décision"
grep -q 'appointment-40000000-0000-4000-8000-000000000001|rendez_vous|2023-02-10|.*"statut":"absent"' kept || fails "un rendez-vous manqué n'est pas lu"
absent "appointment-40000000-0000-4000-8000-000000000002" "un rendez-vous supprimé"
grep -q '|fin_referent|2023-06-01|' kept || fails "la fin d'un référent n'est pas lue"
says out "orientation d'aujourd'hui, dont le jour n'est pas gardé (1)" "une orientation sans jour"
says out "PACEA, CEJ" "un contrat sans mot"
again carnet-de-bord c.db
# Un nouveau contrat s'écrit par-dessus l'ancien, qui a eu lieu.
sql -c "UPDATE cdb.notebook SET contract_sign_date = '2023-08-01', contract_start_date = '2023-08-01', updated_at = '2023-08-01' WHERE contract_type = 'cer'"
read_in carnet-de-bord c.db 0 --departement 51
kept c.db
[ "$(grep -c '|cer_signe|' kept)" = 2 ] || fails "le contrat d'avant a disparu"
absent "annule" "le contrat d'avant"

# --- contrôlée en place, une base répond ce que répond la copie qui en est faite, et dit de quel logiciel elle n'est pas -------------------------
"$filrouge" importer --regles "$source/rules" --base fresh.db --depuis rdv-insertion --url postgresql:///postgres --schema rdvi > out 2> err || fails "la copie ne se fait pas"
for from in fresh.db 'postgresql:///postgres#rdvi'; do
  "$filrouge" controler --regles "$source/rules" --dossiers "$from" --au 2026-03-10 --format ndjson > "said$(echo "$from" | tr -cd a-z)" 2> err || { fails "controler --dossiers $from"; cat err; }
done
[ -s saidfreshdb ] || fails "la copie ne dit rien"
# In place, dossiers come by their number; in the base, by their name.
for said in saidfreshdb saidpostgresqlpostgresrdvi; do sort $said > $said.sorted; done
cmp -s saidfreshdb.sorted saidpostgresqlpostgresrdvi.sorted || { diff saidfreshdb.sorted saidpostgresqlpostgresrdvi.sorted | head -4; fails "contrôlée en place, la base dit autre chose que sa copie"; }
"$filrouge" controler --regles "$source/rules" --dossiers 'postgresql:///postgres#pg_catalog' --au 2026-03-10 > out 2> err && fails "une base d'aucun logiciel est lue"
says err "webrsa, rdv-insertion, carnet-de-bord" "une base d'aucun logiciel"
"$filrouge" controler --regles "$source/rules" --dossiers 'postgresql://x:secret-planté@localhost/y' > out 2> err && fails "un mot de passe dans l'adresse passe"
if grep -q "secret-planté" out err; then fails "le mot de passe est redit"; fi

if grep -aiE "kerdoncuff|zoulikha|2880499100001|exemple\.fr" r.db c.db out err; then fails "un nom, un NIR ou une adresse sort de sa base"; fi
[ "$wrong" = 0 ] || { echo "$wrong faute(s)"; exit 1; }
echo "rdv-insertion et Carnet de bord se lisent, et se relisent"
