#!/bin/sh
# Une base de forme WebRSA de 50 000 personnes, lue en entier, relue quand rien n'a changé, puis quand un centième a changé. [PERSONNES]
# Dit les durées, le temps de processeur et la mémoire de filrouge (build/bin/filrouge, ou celui que dit FILROUGE). Demande ce que demande
# l'étiquette postgresql. Sort 1 sous la barre : deux minutes pour tout lire, une pour ce qui a changé.
set -u
cd "$(dirname "$0")/../.." || exit 1
source=$PWD
filrouge=${FILROUGE:-$source/build/bin/filrouge}
persons=${1:-50000}
sh tests/etiquette.sh presente postgresql || { echo "il manque de quoi jouer l'étiquette postgresql : $(sh tests/etiquette.sh paquets postgresql)" >&2; exit 2; }
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
. "$source/tests/systems/grappe.sh"
grappe_neuve "-c shared_buffers=256MB" || { echo "ce compte ne peut pas ouvrir de PostgreSQL à lui"; exit 77; }
trap grappe_finie EXIT
cd "$place" || exit 1

sql -f "$source/tests/systems/webrsa_schema.sql" || exit 1
# Trois personnes pour deux foyers, dix ans d'histoire, une commission pour une sur dix.
sql -v n="$persons" << 'FIN' || exit 1
INSERT INTO typesorients VALUES (1, NULL, 'Social', 'SOCIAL'), (2, NULL, 'Emploi', 'EMPLOI'), (3, 1, 'Accompagnement', NULL);
INSERT INTO structuresreferentes SELECT i, 1, 'Structure ' || i FROM generate_series(1, 200) i;
INSERT INTO statutsrdvs VALUES (1, 'Prévu', 'PREVU'), (2, 'Venu', 'VENU'), (3, 'Non venu', 'NONVENU');
INSERT INTO configurations(lib_variable, value_variable) VALUES ('Cg.departement', '"93"');
INSERT INTO dossiers SELECT i, lpad(i::text, 11, '0'), date '2015-01-01' + (i * 7 % 3600), CASE WHEN i % 20 = 0 THEN 'MSA' ELSE 'CAF' END, '931', lpad(i::text, 7, '0') FROM generate_series(1, :n * 2 / 3) i;
INSERT INTO foyers SELECT id, id FROM dossiers;
INSERT INTO personnes(id, foyer_id, nom, prenom, dtnai, nir) SELECT i, 1 + (i - 1) * 2 / 3, 'NOM' || i, 'PRENOM' || i, date '1960-01-01' + (i * 13 % 16000), '1' || lpad((i * 97)::text, 12, '0') FROM generate_series(1, :n) i;
INSERT INTO prestations(personne_id, natprest, rolepers) SELECT id, 'RSA', CASE WHEN row_number() OVER (PARTITION BY foyer_id ORDER BY id) = 1 THEN 'DEM' ELSE 'CJT' END FROM personnes;
INSERT INTO calculsdroitsrsa(personne_id, toppersdrodevorsa) SELECT id, '1' FROM personnes;
INSERT INTO historiquesdroits(personne_id, toppersdrodevorsa, etatdosrsa, created, modified) SELECT p.id, '1', (ARRAY['0','2','4','2','2'])[k], timestamp '2016-01-01' + (p.id * 7 % 600 + k * 400) * interval '1 day', timestamp '2016-01-01' + (p.id * 7 % 600 + k * 400 + 380) * interval '1 day' FROM personnes p, generate_series(1, 5) k;
INSERT INTO situationsdossiersrsa(id, dossier_id, etatdosrsa) SELECT id, id, '2' FROM dossiers;
INSERT INTO suspensionsversements(situationdossierrsa_id, motisusversrsa, ddsusversrsa) SELECT id, '70', date '2018-01-01' + id % 900 FROM dossiers WHERE id % 5 = 0;
INSERT INTO orientsstructs(personne_id, typeorient_id, structurereferente_id, date_propo, date_valid, statut_orient, date_impression, rgorient) SELECT p.id, 1 + (p.id + k) % 3, 1 + p.id % 200, date '2016-02-01' + p.id % 600 + k * 700, date '2016-02-11' + p.id % 600 + k * 700, 'Orienté', date '2016-02-15' + p.id % 600 + k * 700, k + 1 FROM personnes p, generate_series(0, 2) k;
INSERT INTO personnes_referents(personne_id, referent_id, dddesignation, dfdesignation, structurereferente_id) SELECT p.id, p.id % 500, date '2016-02-11' + p.id % 600 + k * 700, CASE k WHEN 0 THEN date '2018-01-01' + p.id % 600 END, 1 + p.id % 200 FROM personnes p, generate_series(0, 1) k;
INSERT INTO contratsinsertion(id, personne_id, dd_ci, df_ci, duree_engag, num_contrat, forme_ci, decision_ci, datevalidation_ci, date_saisi_ci, created, modified) SELECT p.id * 4 + k, p.id, d, d + 180, 6, CASE k WHEN 0 THEN 'PRE' ELSE 'REN' END, 'S', 'V', d + 5, d - 5, d - 5, d + 5 FROM personnes p, generate_series(0, 3) k, LATERAL (SELECT date '2016-04-01' + p.id % 600 + k * 190 AS d) x;
INSERT INTO cers93(contratinsertion_id, positioncer, datesignature, created, modified) SELECT id, '99valide', date_saisi_ci, created, modified FROM contratsinsertion;
INSERT INTO histoschoixcers93(cer93_id, etape, prevalide, datechoix, created, modified) SELECT k.id, '04premierelecture', 'prevalide', c.date_saisi_ci + 2, c.created, c.modified FROM cers93 k JOIN contratsinsertion c ON c.id = k.contratinsertion_id;
INSERT INTO rendezvous(personne_id, structurereferente_id, daterdv, statutrdv_id, created, modified) SELECT p.id, 1 + p.id % 200, date '2016-03-01' + p.id % 600 + k * 60, 2 + (p.id + k) % 2, timestamp '2016-02-20' + (p.id % 600 + k * 60) * interval '1 day', timestamp '2016-03-01' + (p.id % 600 + k * 60) * interval '1 day' FROM personnes p, generate_series(0, 7) k;
INSERT INTO informationspe(id, nir, nom, prenom, dtnai, ppae_date_signature) SELECT id, rtrim(nir) || '00', nom, prenom, dtnai, date '2016-05-01' + id % 600 FROM personnes WHERE id % 2 = 0;
INSERT INTO historiqueetatspe(informationpe_id, identifiantpe, date, etat, code) SELECT i.id, '12345678901', date '2016-05-01' + i.id % 600 + k * 200, (ARRAY['inscription','cessation','inscription','radiation'])[k + 1], '90' FROM informationspe i, generate_series(0, 3) k;
INSERT INTO commissionseps SELECT i, 'EP', timestamp '2017-01-03 09:00' + i * interval '7 days', 'traite' FROM generate_series(1, 400) i;
INSERT INTO dossierseps(id, personne_id, themeep, created, modified) SELECT id, id, 'nonrespectssanctionseps93', date '2017-01-01' + id % 900, date '2017-01-01' + id % 900 FROM personnes WHERE id % 10 = 0;
INSERT INTO nonrespectssanctionseps93(id, dossierep_id, contratinsertion_id, origine, rgpassage, created, modified) SELECT id, id, id * 4, 'contratinsertion', 1, created, modified FROM dossierseps;
INSERT INTO relancesnonrespectssanctionseps93(nonrespectsanctionep93_id, numrelance, dateimpression, daterelance) SELECT n.id, k, n.created::date - 60 + k * 30, n.created::date - 61 + k * 30 FROM nonrespectssanctionseps93 n, generate_series(1, 2) k;
INSERT INTO passagescommissionseps(id, commissionep_id, dossierep_id, etatdossierep, impressionconvocation, impressiondecision) SELECT id, 1 + id % 400, id, 'traite', created::date + 5, created::date + 40 FROM dossierseps;
INSERT INTO decisionsnonrespectssanctionseps93(passagecommissionep_id, etape, decision, montantreduction, created, modified) SELECT p.id, e, '1reduction', 100, d.created, d.modified FROM passagescommissionseps p JOIN dossierseps d ON d.id = p.dossierep_id, unnest(ARRAY['ep', 'cg']) e;
CREATE INDEX ON foyers(dossier_id); CREATE INDEX ON personnes(foyer_id); CREATE INDEX ON prestations(personne_id); CREATE INDEX ON contratsinsertion(personne_id); CREATE INDEX ON rendezvous(personne_id); CREATE INDEX ON orientsstructs(personne_id); CREATE INDEX ON historiquesdroits(personne_id); CREATE INDEX ON cers93(contratinsertion_id); CREATE INDEX ON histoschoixcers93(cer93_id);
ANALYZE;
FIN

wrong=0
# measured SECONDS WHAT : une lecture, ses chiffres, et la fin du compte rendu ; plus longue, c'est une faute.
measured() {
  limit=$1 what=$2
  shift 2
  start=$(date +%s.%N)
  /usr/bin/time -f '%U %S %M' -o temps "$filrouge" importer --regles "$source/rules" --base w.db --depuis webrsa --url postgresql:///postgres "$@" > out 2> err || { cat err; exit 1; }
  end=$(date +%s.%N)
  awk -v a="$start" -v b="$end" -v what="$what" '{ printf "%s : %.1f s, processeur %.1f s, mémoire %.0f Mio\n", what, b - a, $1 + $2, $3 / 1024 }' temps
  grep -E "dossiers? lus? en entier|dossiers? nouveau|événement|actes? changés?" out | sed 's/^/    /'
  awk -v a="$start" -v b="$end" -v limit="$limit" 'BEGIN { exit b - a > limit }' || { echo "ÉCHEC : plus de $limit s"; wrong=1; }
}
echo "$persons personnes, $(sql -c 'SELECT count(*) FROM dossiers') dossiers"
measured 120 "première lecture"
measured 60 "rien n'a changé"
sql << 'FIN'
UPDATE contratsinsertion SET df_ci = df_ci + 30, modified = localtimestamp - interval '1 day' WHERE personne_id % 100 = 0 AND num_contrat = 'PRE';
FIN
measured 60 "un centième a changé"
measured 120 "tout relu (--tout)" --tout
start=$(date +%s.%N)
/usr/bin/time -f '%U %S %M' -o temps "$filrouge" controler --regles "$source/rules" --dossiers w.db --au 2026-03-10 --format ndjson > findings 2> err || { cat err; exit 1; }
awk -v a="$start" -v b="$(date +%s.%N)" '{ printf "évaluée : %.1f s, processeur %.1f s, mémoire %.0f Mio\n", b - a, $1 + $2, $3 / 1024 }' temps
echo "    $(wc -l < findings | tr -d ' ') constats, $(grep -c remarque err) remarques"
exit "$wrong"
