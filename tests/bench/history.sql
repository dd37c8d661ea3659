-- L'histoire de histoire.fil, en SQL de DuckDB, sur la table histoire(dossier, rang, type, le) : délai, statut, compte.
WITH premiers AS (
  SELECT dossier,
    min(le) FILTER (type = 'notification') AS notification,
    min(le) FILTER (type = 'orientation') AS orientation,
    min(le) FILTER (type = 'cer') AS cer
  FROM histoire GROUP BY dossier),
arrets AS (
  SELECT dossier, type, le AS debut, lead(le) OVER suite AS fin
  FROM histoire WHERE type IN ('arret', 'reprise')
  WINDOW suite AS (PARTITION BY dossier ORDER BY le, rang)),
comptes AS (
  SELECT dossier, orientation, debut,
    least(coalesce(fin, DATE '2026-11-21'), coalesce(cer, DATE '2026-11-21')) - debut AS jours
  FROM arrets JOIN premiers USING (dossier)
  WHERE type = 'arret' AND debut >= orientation AND (cer IS NULL OR debut < cer)),
-- Un délai échu n'attend plus : la pause qui commence après lui ne compte pas (deux pauses au plus).
cumules AS (
  SELECT *, coalesce(sum(jours) OVER (PARTITION BY dossier ORDER BY debut
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::INT AS deja FROM comptes),
pauses AS (
  SELECT dossier, sum(jours) AS jours
  FROM cumules WHERE debut <= (orientation + INTERVAL 2 MONTH)::DATE + deja
  GROUP BY dossier),
dus AS (
  SELECT premiers.*, (notification + INTERVAL 2 MONTH)::DATE AS orienter,
    (orientation + INTERVAL 2 MONTH)::DATE + coalesce(jours, 0)::INT AS signer
  FROM premiers LEFT JOIN pauses USING (dossier)),
relances AS (
  SELECT dus.dossier, min(le) AS relance
  FROM dus JOIN histoire USING (dossier)
  WHERE type = 'relance' AND le >= orientation
  GROUP BY dus.dossier),
saisines AS (
  SELECT dossier, le AS saisine, lead(le) OVER (PARTITION BY dossier ORDER BY le, rang) AS avis, type
  FROM histoire WHERE type IN ('saisine', 'avis')
  QUALIFY type = 'saisine'),
delais AS (
  SELECT 'orienter' AS delai, orienter AS du, orientation AS tenu, false AS sans_objet FROM dus
  UNION ALL SELECT 'signer', signer, cer, false FROM dus WHERE orientation IS NOT NULL
  UNION ALL SELECT 'relancer', (signer + INTERVAL 1 MONTH)::DATE, relance, cer IS NOT NULL
    FROM dus LEFT JOIN relances USING (dossier) WHERE orientation IS NOT NULL
  UNION ALL SELECT 'rendre', (saisine + INTERVAL 1 MONTH)::DATE, avis, false FROM saisines)
SELECT delai,
  CASE WHEN sans_objet THEN 'sans_objet'
    WHEN tenu IS NULL AND DATE '2026-11-21' > du THEN 'depassee'
    WHEN tenu IS NULL THEN 'a_venir'
    WHEN tenu > du THEN 'tenue_en_retard'
    ELSE 'tenue' END AS statut,
  count(*)
FROM delais GROUP BY ALL ORDER BY ALL
