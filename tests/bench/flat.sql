-- Les onze règles de onze_regles.fil, une colonne chacune. ?1 : le jour demandé, en jours depuis 1970.
SELECT
  total(soumis AND orientation IS NULL AND ?1 > ouverture + 60) AS orienter_en_retard,
  total(soumis AND orientation IS NULL AND ouverture + 60 BETWEEN ?1 AND ?1 + 15) AS orienter_bientot,
  total(soumis AND voie = 1 AND contrat IS NULL AND ?1 > orientation + 30) AS signer_emploi_en_retard,
  total(soumis AND voie = 2 AND contrat IS NULL AND ?1 > orientation + 60) AS signer_social_en_retard,
  total(soumis AND terme BETWEEN ?1 AND ?1 + 60) AS renouveler_bientot,
  total(soumis AND terme < ?1) AS renouveler_en_retard,
  total(avis IS NULL AND ?1 > saisine + 30) AS rendre_en_retard,
  total(reponse IS NULL AND ?1 > notification + 30) AS repondre_en_retard,
  total(palier = 1 AND ?1 > suspension + 90) AS lever_le_premier_en_retard,
  total(palier = 2 AND ?1 > suspension + 120) AS lever_le_second_en_retard,
  total(soumis AND ?1 > contact + 90) AS recontacter_en_retard
FROM dossiers;
