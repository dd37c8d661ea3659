-- Les onze règles de onze_regles.fil, une colonne chacune, le 21 novembre 2026 (20778 jours depuis 1970), pour SQLite et DuckDB.
SELECT
  count(*) FILTER (WHERE soumis = 1 AND orientation IS NULL AND 20778 > ouverture + 60) AS "orienter depassee",
  count(*) FILTER (WHERE soumis = 1 AND orientation IS NULL AND ouverture + 60 BETWEEN 20778 AND 20778 + 15) AS "orienter proche",
  count(*) FILTER (WHERE soumis = 1 AND voie = 1 AND contrat IS NULL AND 20778 > orientation + 30) AS "signer_emploi depassee",
  count(*) FILTER (WHERE soumis = 1 AND voie = 2 AND contrat IS NULL AND 20778 > orientation + 60) AS "signer_social depassee",
  count(*) FILTER (WHERE soumis = 1 AND terme BETWEEN 20778 AND 20778 + 60) AS "renouveler proche",
  count(*) FILTER (WHERE soumis = 1 AND terme < 20778) AS "renouveler depassee",
  count(*) FILTER (WHERE avis IS NULL AND 20778 > saisine + 30) AS "rendre depassee",
  count(*) FILTER (WHERE reponse IS NULL AND 20778 > notification + 30) AS "repondre depassee",
  count(*) FILTER (WHERE palier = 1 AND 20778 > suspension + 90) AS "lever_le_premier depassee",
  count(*) FILTER (WHERE palier = 2 AND 20778 > suspension + 120) AS "lever_le_second depassee",
  count(*) FILTER (WHERE soumis = 1 AND 20778 > contact + 90) AS "recontacter depassee"
FROM plat
