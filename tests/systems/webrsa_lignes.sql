-- Des foyers inventés : chacun tient un piège. Le nom planté et les NIR ne doivent se retrouver nulle part hors de cette base.
INSERT INTO typesorients VALUES (1, NULL, 'Social', 'SOCIAL'), (2, 1, 'Accompagnement social', NULL), (3, NULL, 'Emploi', 'EMPLOI'), (4, NULL, 'Préprofessionnel', 'PREPRO'), (5, NULL, 'Autre', NULL);
INSERT INTO structuresreferentes VALUES (1, 2, 'Maison des solidarités'), (2, 3, 'Agence de Lormes');
INSERT INTO statutsrdvs VALUES (1, 'Prévu', 'PREVU'), (2, 'Venu', 'VENU'), (3, 'Non venu', 'NONVENU'), (4, 'Report demandé', 'REPDEM'), (5, 'Absent excusé', NULL);
INSERT INTO listesanctionseps58 VALUES (1, 1, 'Réduction de 100 euros', 1), (2, 2, 'Réduction de 50 %', 4), (3, 3, 'Suspension totale', 4);
INSERT INTO referents VALUES (7, 'KERDONCUFF', 'Zoulikha');
INSERT INTO configurations(lib_variable, value_variable) VALUES ('Cg.departement', '"93"');

INSERT INTO dossiers(id, numdemrsa, dtdemrsa, fonorg, numorg, matricule) VALUES
 (1, '01024041052', '2017-01-10', 'CAF', '931', '1234567'),           -- le foyer ordinaire
 (2, '01024041053', '2017-02-10', 'MSA', '930', '288049910000166'),    -- à la MSA, le matricule est le NIR
 (3, '01024041054', NULL, 'CAF', '931', '0345678 A'),                  -- sans jour de demande
 (4, '01024041055', '2017-02-12', 'CAF', '931', '2345678'),            -- la relance d'avant tout dossier d'EP
 (5, '01024041056', '2017-02-13', 'CAF', '931', '3456789'),            -- les décisions
 (6, '01024041057', '2017-02-14', 'CAF', '931', '4567890'),            -- les autres thèmes
 (7, '01024041058', '2017-02-15', 'CAF', '931', NULL);                 -- personne dans la chaîne
INSERT INTO foyers(id, dossier_id) SELECT id * 10, id FROM dossiers;
INSERT INTO personnes(id, foyer_id, nom, prenom, dtnai, nir, email) VALUES
 (101, 10, 'KERDONCUFF', 'Zoulikha', '1988-04-09', '288049910000166', 'zoulikha@exemple.fr'), (102, 10, 'KERDONCUFF', 'Jean', '1990-01-01', NULL, NULL),
 (103, 10, 'KERDONCUFF', 'Petit', '2015-01-01', NULL, NULL), (201, 20, 'KERDONCUFF', 'Anne', '1970-01-01', '2880499100001', NULL),
 (301, 30, 'KERDONCUFF', 'Luc', '1975-05-05', NULL, NULL), (401, 40, 'KERDONCUFF', 'Paul', '1976-06-06', '176069910000166', NULL),
 (501, 50, 'KERDONCUFF', 'Rose', '1977-07-07', '277079910000166', NULL), (502, 50, 'KERDONCUFF', 'Guy', '1978-08-08', '178089910000166', NULL),
 (601, 60, 'KERDONCUFF', 'Marc', '1979-09-09', '179099910000166', NULL), (701, 70, 'KERDONCUFF', 'Noé', '2016-01-01', NULL, NULL);
INSERT INTO prestations(personne_id, natprest, rolepers) VALUES
 (101, 'RSA', 'DEM'), (101, 'PFA', 'DEM'), (102, 'RSA', 'CJT'), (103, 'RSA', 'ENF'), (201, 'RSA', 'DEM'), (301, 'RSA', 'DEM'), (401, 'RSA', 'DEM'),
 (501, 'RSA', 'DEM'), (502, 'RSA', 'CJT'), (601, 'RSA', 'DEM'), (701, 'RSA', 'ENF');

-- Le droit : en attente, ouvert, suspendu, rouvert. Le conjoint, sans réponse sur les droits et devoirs, reste inconnu.
INSERT INTO historiquesdroits(personne_id, toppersdrodevorsa, etatdosrsa, created, modified) VALUES
 (101, '1', '0', '2017-02-01 10:00', '2017-02-28 10:00'), (101, '1', '2', '2017-03-01 10:00', '2017-05-31 10:00'), (101, '1', '4', '2017-06-01 10:00', '2017-06-30 10:00'),
 (101, NULL, '2', '2017-07-01 10:00', '2018-02-28 10:00'), (102, NULL, '5', '2017-03-01 10:00', '2018-02-28 10:00'), (401, '1', 'Z', '2017-03-01 10:00', '2018-02-28 10:00');
INSERT INTO situationsdossiersrsa(id, dossier_id, etatdosrsa, dtclorsa, moticlorsa) VALUES (31, 3, '5', '2018-01-31', 'ECH');
INSERT INTO situationsdossiersrsa(id, dossier_id, etatdosrsa) VALUES (11, 1, '2');
INSERT INTO suspensionsversements(situationdossierrsa_id, motisusversrsa, ddsusversrsa) VALUES (11, '70', '2017-06-01');
INSERT INTO suspensionsdroits(situationdossierrsa_id, motisusdrorsa, natgroupfsus, ddsusdrorsa) VALUES (11, 'GL', 'DDR', '2017-06-02');
INSERT INTO avispcgdroitsrsa VALUES (1, 1);
INSERT INTO reducsrsa(avispcgdroitrsa_id, mtredrsa, ddredrsa, dfredrsa) VALUES (1, 100.00, '2017-06-01', '9999-12-31');

-- Orientations : décidée (le code est celui du parent), en attente, refusée, orientée sans jour.
INSERT INTO orientsstructs(id, personne_id, typeorient_id, structurereferente_id, date_propo, date_valid, statut_orient, date_impression, rgorient) VALUES
 (1, 101, 2, 1, '2017-03-02', '2017-03-10', 'Orienté', '2017-03-12', 1), (2, 102, 2, 1, '2017-03-02', NULL, 'En attente', NULL, NULL),
 (3, 101, 3, 2, '2017-09-02', NULL, 'Refusé', NULL, NULL), (4, 301, 3, 2, '2017-03-02', NULL, 'Orienté', NULL, 1),
 (5, 401, 4, 1, '2017-03-02', '2017-03-15', 'Orienté', '2017-03-20', 1), (6, 501, 5, NULL, '2017-03-02', '2017-03-16', 'Orienté', NULL, 1);
INSERT INTO personnes_referents(id, personne_id, referent_id, dddesignation, dfdesignation, structurereferente_id) VALUES (1, 101, 7, '2017-03-10', '2017-12-31', 1);

-- Contrats : validé, en attente, refusé sans jour, annulé, sans décision, enregistré seulement.
INSERT INTO contratsinsertion(id, personne_id, dd_ci, df_ci, duree_engag, num_contrat, forme_ci, decision_ci, datevalidation_ci, datedecision, date_saisi_ci, observ_ci, created, modified) VALUES
 (1, 101, '2017-04-15', '2017-10-14', 6, 'PRE', 'S', 'V', '2017-04-20', NULL, '2017-04-10', 'Zoulikha KERDONCUFF', '2017-04-11 09:00', '2017-04-20 09:00'),
 (2, 101, '2017-10-15', '2018-04-14', 6, 'REN', 'C', 'E', NULL, NULL, '2017-10-10', NULL, '2017-10-10 09:00', '2017-10-10 09:00'),
 (3, 401, '2017-04-15', '2017-10-14', 6, 'PRE', 'S', 'N', NULL, NULL, '2017-04-10', NULL, '2017-04-10 09:00', '2017-04-10 09:00'),
 (4, 501, '2017-04-15', '2017-10-14', 6, 'PRE', 'S', 'A', NULL, '2017-05-02', '2017-04-10', NULL, '2017-04-10 09:00', '2017-05-02 09:00'),
 (5, 502, '2017-04-15', '2017-10-14', 6, 'PRE', 'S', NULL, NULL, NULL, '2017-04-10', NULL, '2017-04-10 09:00', '2017-04-10 09:00'),
 (6, 601, '2017-04-15', '2017-10-14', 6, 'PRE', 'S', 'E', NULL, NULL, '2017-04-10', NULL, '2017-04-10 09:00', '2017-04-10 09:00');
INSERT INTO cers93(id, contratinsertion_id, positioncer, datesignature, nom, created, modified) VALUES
 (1, 1, '99valide', '2017-04-12', 'KERDONCUFF', '2017-04-10', '2017-04-20'), (6, 6, '00enregistre', NULL, 'KERDONCUFF', '2017-04-10', '2017-04-10');
INSERT INTO histoschoixcers93(id, cer93_id, etape, prevalide, datechoix, created, modified) VALUES (1, 1, '04premierelecture', 'arelire', '2017-04-15', '2017-04-15', '2017-04-15');
INSERT INTO bilansparcours66(id, personne_id, contratinsertion_id, datebilan, proposition, positionbilan, created, modified) VALUES (1, 101, 1, '2017-09-14', 'parcours', 'traite', '2017-09-14', '2017-09-14');

-- France Travail : le NIR de 15 chiffres retrouve celui de 13 ; une autre naissance, non ; sans NIR, rien.
INSERT INTO informationspe(id, nir, nom, prenom, dtnai, ppae_date_signature) VALUES (1, '288049910000166', 'KERDONCUFF', 'Zoulikha', '1988-04-09', '2017-05-05'), (2, '288049910000166', 'KERDONCUFF', 'Z', '1988-04-10', NULL), (3, '288049910000166', 'KERDONCUFF', 'Anne', '1970-01-01', NULL), (4, NULL, 'KERDONCUFF', 'Luc', '1975-05-05', NULL), (5, '288049910000166', 'KERDONCUFF', 'Zoulika', '1988-04-09', NULL);
INSERT INTO historiqueetatspe(id, informationpe_id, identifiantpe, date, etat, code, motif) VALUES
 (1, 1, '12345678901', '2017-03-20', 'inscription', '1', 'KERDONCUFF'), (2, 1, '12345678901', '2017-08-20', 'radiation', '92', NULL), (3, 2, '12345678902', '2017-08-21', 'radiation', '92', NULL), (4, 3, '12345678903', '2017-08-22', 'cessation', '90', NULL), (5, 4, '12345678904', '2017-08-23', 'radiation', '92', NULL), (6, 5, '12345678905', '2017-08-20', 'radiation', '92', NULL);

-- Relances : la première vient avant tout dossier d'EP ; sa pièce seule dit de qui elle est.
INSERT INTO nonrespectssanctionseps93(id, dossierep_id, orientstruct_id, contratinsertion_id, origine, rgpassage, created, modified) VALUES
 (1, NULL, 5, NULL, 'orientstruct', 1, '2017-06-01', '2017-06-01'), (2, 52, NULL, 4, 'contratinsertion', 1, '2017-12-01', '2017-12-01');
INSERT INTO relancesnonrespectssanctionseps93(id, nonrespectsanctionep93_id, numrelance, dateimpression, daterelance) VALUES (1, 1, 1, '2017-06-02', '2017-06-01'), (2, 2, 2, NULL, '2017-12-20');

-- Commissions : la décision saisie longtemps après est du jour de la séance.
INSERT INTO commissionseps VALUES (1, 'EP', '2018-02-06 09:30', 'traite'), (2, 'EP', '2018-09-04 09:30', 'associe'), (3, 'EP', '2018-05-04 14:00', 'traite');
INSERT INTO dossierseps(id, personne_id, themeep, created, modified) VALUES
 (52, 501, 'nonrespectssanctionseps93', '2018-01-05 12:00', '2018-01-05 12:00'), (53, 502, 'signalementseps93', '2018-01-06 12:00', '2018-01-06 12:00'),
 (61, 601, 'reorientationseps93', '2018-01-07', '2018-01-07'), (62, 601, 'contratscomplexeseps93', '2018-01-07', '2018-01-07'), (63, 601, 'nonorientationsproseps93', '2018-01-07', '2018-01-07'),
 (64, 601, 'nonorientationsproseps66', '2018-01-07', '2018-01-07'), (65, 601, 'nonorientationsproseps58', '2018-01-07', '2018-01-07'), (66, 601, 'regressionsorientationseps58', '2018-01-07', '2018-01-07'),
 (67, 601, 'sanctionseps58', '2018-01-07', '2018-01-07'), (68, 601, 'sanctionsrendezvouseps58', '2018-01-07', '2018-01-07'), (69, 601, 'saisinesbilansparcourseps66', '2018-01-07', '2018-01-07'),
 (70, 601, 'defautsinsertionseps66', '2018-01-07', '2018-01-07'), (71, 601, 'saisinespdoseps66', '2018-01-07', '2018-01-07'), (72, 501, 'nonrespectssanctionseps93', NULL, NULL);
INSERT INTO signalementseps93(dossierep_id, contratinsertion_id, motif, date, created, modified) VALUES (53, 5, 'Zoulikha KERDONCUFF', '2018-01-03', '2018-01-06', '2018-01-06');
INSERT INTO reorientationseps93(dossierep_id, orientstruct_id, typeorient_id, datedemande, accordaccueil, accordallocataire, urgent, created, modified) VALUES (61, NULL, 3, '2018-01-02', '1', '0', '0', '2018-01-07', '2018-01-07');
INSERT INTO regressionsorientationseps58(dossierep_id, typeorient_id, datedemande, created, modified) VALUES (66, 1, '2018-01-04', '2018-01-07', '2018-01-07');
INSERT INTO sanctionseps58(dossierep_id, origine, created, modified) VALUES (67, 'radiepe', '2018-01-07', '2018-01-07');
INSERT INTO sanctionsrendezvouseps58(dossierep_id, rendezvous_id, created, modified) VALUES (68, 61, '2018-01-07', '2018-01-07');
INSERT INTO saisinesbilansparcourseps66(dossierep_id, choixparcours, created, modified) VALUES (69, 'maintien', '2018-01-07', '2018-01-07');
INSERT INTO defautsinsertionseps66(dossierep_id, origine, type, dateimpressionconvoc, created, modified) VALUES (70, 'bilanparcours', 'DRD', '2018-01-08', '2018-01-07', '2018-01-07');
INSERT INTO passagescommissionseps(id, commissionep_id, dossierep_id, etatdossierep, impressionconvocation, impressiondecision) VALUES
 (1, 1, 52, 'traite', '2018-01-15', '2018-02-10'), (2, 1, 53, 'reporte', '2018-01-15', NULL), (3, 2, 53, 'associe', NULL, NULL);
INSERT INTO passagescommissionseps(id, commissionep_id, dossierep_id, etatdossierep) SELECT id, 3, id, 'traite' FROM dossierseps WHERE personne_id = 601;
INSERT INTO decisionsnonrespectssanctionseps93(id, passagecommissionep_id, etape, decision, montantreduction, decisionpcg, commentaire, created, modified) VALUES
 (1, 1, 'ep', '1reduction', 100, 'valide', 'KERDONCUFF', '2018-02-09', '2018-02-09'), (2, 1, 'cg', '1reduction', 100, 'valide', 'KERDONCUFF', '2018-03-25', '2018-03-25');
INSERT INTO decisionssignalementseps93(id, passagecommissionep_id, etape, decision, decisionpcg, created, modified) VALUES (1, 2, 'ep', 'reporte', 'valide', '2018-02-09', '2018-02-09'), (2, 3, 'ep', NULL, 'valide', '2018-02-09', '2018-02-09');
INSERT INTO decisionscontratscomplexeseps93(id, passagecommissionep_id, etape, decision, created, modified) VALUES (1, 62, 'ep', 'valide', '2018-05-09', '2018-05-09');
INSERT INTO decisionsreorientationseps93(id, passagecommissionep_id, etape, decision, typeorient_id, decisionpcg, created, modified) VALUES (1, 61, 'cg', 'accepte', 3, 'valide', '2018-05-09', '2018-05-09');
INSERT INTO decisionsnonorientationsproseps93(id, passagecommissionep_id, etape, decision, typeorient_id, decisionpcg, created, modified) VALUES (1, 63, 'cg', 'maintienref', NULL, 'enattente', '2018-05-09', '2018-05-09');
INSERT INTO decisionsnonorientationsproseps66(id, passagecommissionep_id, etape, decision, typeorient_id, created, modified) VALUES (1, 64, 'cg', 'reorientation', 4, '2018-05-09', '2018-05-09');
INSERT INTO decisionsnonorientationsproseps58(id, passagecommissionep_id, etape, decision, created, modified) VALUES (1, 65, 'cg', 'maintienref', '2018-05-09', '2018-05-09');
INSERT INTO decisionsregressionsorientationseps58(id, passagecommissionep_id, etape, decision, typeorient_id, created, modified) VALUES (1, 66, 'cg', 'refuse', 1, '2018-05-09', '2018-05-09');
INSERT INTO decisionssanctionseps58(id, passagecommissionep_id, etape, decision, decision2, listesanctionep58_id, autrelistesanctionep58_id, arretsanction, datearretsanction, created, modified) VALUES (1, 67, 'cg', 'sanction', 'sanction', 2, 3, 'finsanction2', '2018-08-01', '2018-05-09', '2018-05-09');
INSERT INTO decisionssanctionsrendezvouseps58(id, passagecommissionep_id, etape, decision, listesanctionep58_id, created, modified) VALUES (1, 68, 'ep', 'sanction', 1, '2018-05-09', '2018-05-09');
INSERT INTO decisionssaisinesbilansparcourseps66(id, passagecommissionep_id, etape, decision, created, modified) VALUES (1, 69, 'cg', 'maintien', '2018-05-09', '2018-05-09');
INSERT INTO decisionsdefautsinsertionseps66(id, passagecommissionep_id, etape, decision, decisionsup, created, modified) VALUES (1, 70, 'ep', 'suspensionnonrespect', NULL, '2018-05-09', '2018-05-09'), (2, 70, 'cg', 'reorientationprofverssoc', 'suspensiondefaut', '2018-05-09', '2018-05-09');
INSERT INTO decisionssaisinespdoseps66(id, passagecommissionep_id, etape, decision, created, modified) VALUES (1, 71, 'ep', 'avis', '2018-05-09', '2018-05-09');
INSERT INTO dossierscovs58(id, personne_id, themecov58, created, modified) VALUES (1, 601, 'proposorientationscovs58', '2018-03-01', '2018-03-01'), (2, 601, 'nonorientationsproscovs58', '2018-03-02', '2018-03-02');
INSERT INTO proposorientationscovs58(dossiercov58_id, typeorient_id, datedemande) VALUES (1, 1, '2018-02-20');
INSERT INTO covs58 VALUES (1, '2018-03-20 10:00', 'finalise');
INSERT INTO passagescovs58(id, cov58_id, dossiercov58_id, etatdossiercov, impressiondecision, created, modified) VALUES (1, 1, 1, 'traite', '2018-03-25', '2018-03-20', '2018-03-20'), (2, 1, 2, 'traite', NULL, '2018-03-20', '2018-03-20');
INSERT INTO decisionsproposorientationscovs58(id, passagecov58_id, etapecov, decisioncov, created, modified) VALUES (1, 1, 'finalise', 'valide', '2018-03-28', '2018-03-28');
INSERT INTO decisionsnonorientationsproscovs58(id, passagecov58_id, etapecov, decisioncov, created, modified) VALUES (1, 2, 'traitement', 'reorientation', '2018-03-28', '2018-03-28'), (2, 2, 'finalise', 'maintienref', '2018-03-28', '2018-03-28');
INSERT INTO rendezvous(id, personne_id, structurereferente_id, daterdv, objetrdv, statutrdv_id, created, modified) VALUES
 (1, 101, 1, '2017-03-20', 'KERDONCUFF', 2, '2017-03-11', '2017-03-20'), (2, 101, 1, '2017-04-20', NULL, 4, '2017-04-11', '2017-04-20'), (3, 102, 1, NULL, NULL, 1, '2017-04-11', '2017-04-20'),
 (61, 601, 1, '2018-01-05', NULL, 3, '2017-12-20', '2018-01-05'), (62, 601, 1, '2018-02-05', NULL, 5, '2017-12-20', '2018-01-05');
