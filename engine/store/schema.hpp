#pragma once

#include <array>

namespace filrouge::store_schema {

/// « filr »: tells a filrouge base from any other SQLite file.
constexpr int application_id = 0x66696C72;

/// What is read without being brought to the current version: the rows are the same since.
constexpr int oldest_read = 2;
constexpr int with_journals = 3;
constexpr int with_identity = 4;
constexpr int with_findings = 5;

/// Step n brings a base from version n to version n + 1; a step once published never changes.
/// Days are integers since 1970-01-01, which read several times faster than text; the views show them to
/// people. Tables are clustered by (dossier, rang), so that one scan in key order tells every dossier whole.
constexpr std::array migrations = {
    R"sql(
CREATE TABLE dossiers(
  dossier TEXT NOT NULL PRIMARY KEY,
  departement TEXT, territoire TEXT, organisme TEXT, matricule TEXT,
  observe_le INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX dossiers_par_matricule ON dossiers(matricule) WHERE matricule IS NOT NULL;

CREATE TABLE couvertures(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  source TEXT, types TEXT, du INTEGER, au INTEGER,
  PRIMARY KEY(dossier, rang)
) STRICT, WITHOUT ROWID;

CREATE TABLE personnes(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  id TEXT NOT NULL, role TEXT, naissance INTEGER,
  PRIMARY KEY(dossier, rang)
) STRICT, WITHOUT ROWID;

CREATE TABLE attributs(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  personne TEXT,
  nom TEXT NOT NULL,
  genre INTEGER NOT NULL CHECK(genre BETWEEN 0 AND 3),
  valeur TEXT,
  le INTEGER, jusqu_au INTEGER, connu_le INTEGER,
  PRIMARY KEY(dossier, rang)
) STRICT, WITHOUT ROWID;

CREATE TABLE evenements(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  le INTEGER NOT NULL,
  connu_le INTEGER, prevu_le INTEGER, du INTEGER, au INTEGER,
  personne TEXT,
  reference TEXT,
  refs TEXT,
  champs TEXT,
  cible TEXT,
  annule INTEGER,
  source TEXT, source_objet TEXT, source_cle TEXT,
  origine TEXT,
  PRIMARY KEY(dossier, rang)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports(
  id INTEGER PRIMARY KEY,
  fichier TEXT NOT NULL,
  format TEXT NOT NULL,
  empreinte TEXT,
  octets INTEGER NOT NULL,
  importe_le TEXT,
  dossiers INTEGER, evenements INTEGER, rejets INTEGER
) STRICT;
CREATE INDEX imports_par_empreinte ON imports(empreinte);

CREATE TABLE rejets(
  id INTEGER PRIMARY KEY,
  import INTEGER NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
  ligne INTEGER, colonne INTEGER,
  dossier TEXT, ou TEXT,
  motif TEXT NOT NULL
) STRICT;
CREATE INDEX rejets_par_import ON rejets(import);

CREATE VIEW vue_dossiers AS SELECT dossier, departement, territoire, organisme, matricule,
  date(observe_le * 86400, 'unixepoch') AS observe_le,
  (SELECT count(*) FROM personnes p WHERE p.dossier = d.dossier) AS personnes,
  (SELECT count(*) FROM evenements e WHERE e.dossier = d.dossier) AS evenements FROM dossiers d;
CREATE VIEW vue_couvertures AS SELECT dossier, rang, source, types,
  date(du * 86400, 'unixepoch') AS du, date(au * 86400, 'unixepoch') AS au FROM couvertures;
CREATE VIEW vue_personnes AS SELECT dossier, rang, id, role,
  date(naissance * 86400, 'unixepoch') AS naissance FROM personnes;
CREATE VIEW vue_attributs AS SELECT dossier, rang, personne, nom, valeur,
  date(le * 86400, 'unixepoch') AS le, date(jusqu_au * 86400, 'unixepoch') AS jusqu_au,
  date(connu_le * 86400, 'unixepoch') AS connu_le FROM attributs;
CREATE VIEW vue_evenements AS SELECT dossier, rang, id, type,
  date(le * 86400, 'unixepoch') AS le, date(connu_le * 86400, 'unixepoch') AS connu_le,
  date(prevu_le * 86400, 'unixepoch') AS prevu_le,
  date(du * 86400, 'unixepoch') AS du, date(au * 86400, 'unixepoch') AS au,
  personne, reference, refs, champs, cible, annule, source, source_objet, source_cle, origine FROM evenements;
)sql",
    // What was known on a day stays so: what is told later has rows of its own.
    R"sql(
ALTER TABLE dossiers ADD COLUMN connu_le INTEGER;
ALTER TABLE dossiers ADD COLUMN entre_le INTEGER;
ALTER TABLE couvertures ADD COLUMN connu_le INTEGER;
ALTER TABLE personnes ADD COLUMN connu_le INTEGER;

CREATE TABLE entetes(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  departement TEXT, territoire TEXT, organisme TEXT, matricule TEXT,
  connu_le INTEGER,
  PRIMARY KEY(dossier, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX entetes_par_matricule ON entetes(matricule) WHERE matricule IS NOT NULL;

DROP VIEW vue_dossiers;
DROP VIEW vue_couvertures;
DROP VIEW vue_personnes;
CREATE VIEW vue_dossiers AS SELECT dossier, departement, territoire, organisme, matricule,
  date(observe_le * 86400, 'unixepoch') AS observe_le,
  date(connu_le * 86400, 'unixepoch') AS connu_le,
  date(entre_le * 86400, 'unixepoch') AS entre_le,
  (SELECT count(DISTINCT id) FROM personnes p WHERE p.dossier = d.dossier) AS personnes,
  (SELECT count(*) FROM evenements e WHERE e.dossier = d.dossier) AS evenements FROM dossiers d;
CREATE VIEW vue_entetes AS SELECT dossier, rang, departement, territoire, organisme, matricule,
  date(connu_le * 86400, 'unixepoch') AS connu_le FROM entetes;
CREATE VIEW vue_couvertures AS SELECT dossier, rang, source, types,
  date(du * 86400, 'unixepoch') AS du, date(au * 86400, 'unixepoch') AS au,
  date(connu_le * 86400, 'unixepoch') AS connu_le FROM couvertures;
CREATE VIEW vue_personnes AS SELECT dossier, rang, id, role,
  date(naissance * 86400, 'unixepoch') AS naissance,
  date(connu_le * 86400, 'unixepoch') AS connu_le FROM personnes;
)sql",
    // A dossier as the rules type it, kept so that it need not be typed anew at each reading. It says nothing
    // that the rows do not: whoever touches one of these takes it away (journal_guard.hpp).
    R"sql(
CREATE TABLE journaux(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  vocabulaire INTEGER NOT NULL,
  journal BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX journaux_par_dossier ON journaux(dossier, vocabulaire);
)sql",
    // Who is who, whatever the source calls them; what each import wrote, so that it can be taken back; which
    // flux saw whom, so that a month come late finds its place.
    R"sql(
ALTER TABLE dossiers ADD COLUMN caisse TEXT;
ALTER TABLE dossiers ADD COLUMN import INTEGER;
ALTER TABLE entetes ADD COLUMN caisse TEXT;
ALTER TABLE entetes ADD COLUMN import INTEGER;
ALTER TABLE entetes ADD COLUMN dit_sous TEXT;
ALTER TABLE couvertures ADD COLUMN import INTEGER;
ALTER TABLE couvertures ADD COLUMN dit_sous TEXT;
ALTER TABLE personnes ADD COLUMN cle_nir TEXT;
ALTER TABLE personnes ADD COLUMN import INTEGER;
ALTER TABLE personnes ADD COLUMN dit_sous TEXT;
ALTER TABLE attributs ADD COLUMN import INTEGER;
ALTER TABLE attributs ADD COLUMN dit_sous TEXT;
ALTER TABLE evenements ADD COLUMN import INTEGER;
ALTER TABLE evenements ADD COLUMN dit_sous TEXT;
CREATE INDEX personnes_par_cle ON personnes(cle_nir) WHERE cle_nir IS NOT NULL;

ALTER TABLE imports ADD COLUMN systeme TEXT;
ALTER TABLE imports ADD COLUMN caisse TEXT;
ALTER TABLE imports ADD COLUMN lecture TEXT;
ALTER TABLE imports ADD COLUMN nature TEXT;
ALTER TABLE imports ADD COLUMN reference INTEGER;
ALTER TABLE imports ADD COLUMN cree_le INTEGER;
ALTER TABLE imports ADD COLUMN jusqu_au INTEGER;
ALTER TABLE imports ADD COLUMN remplace_par INTEGER;
ALTER TABLE imports ADD COLUMN a_relire INTEGER;

CREATE TABLE foyers(
  matricule TEXT NOT NULL, organisme TEXT NOT NULL, caisse TEXT NOT NULL,
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  PRIMARY KEY(matricule, organisme, caisse, dossier)
) STRICT, WITHOUT ROWID;
CREATE INDEX foyers_par_dossier ON foyers(dossier);

CREATE TABLE noms(
  systeme TEXT NOT NULL, nom TEXT NOT NULL,
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  PRIMARY KEY(systeme, nom)
) STRICT, WITHOUT ROWID;
CREATE INDEX noms_par_dossier ON noms(dossier);
CREATE TABLE noms_personnes(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  systeme TEXT NOT NULL, foyer TEXT NOT NULL, nom TEXT NOT NULL,
  personne TEXT NOT NULL,
  PRIMARY KEY(dossier, systeme, foyer, nom)
) STRICT, WITHOUT ROWID;

CREATE TABLE reglages(nom TEXT NOT NULL PRIMARY KEY, valeur TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE rapprochements(
  id INTEGER PRIMARY KEY,
  fait_le TEXT NOT NULL,
  auteur TEXT NOT NULL,
  decision TEXT NOT NULL CHECK(decision IN ('joint', 'separe', 'doute', 'corrige')),
  dossier TEXT, personne TEXT,
  systeme TEXT, nom TEXT,
  autre TEXT,
  motif TEXT NOT NULL,
  import INTEGER,
  suite INTEGER,
  defaire TEXT
) STRICT;
CREATE INDEX rapprochements_par_dossier ON rapprochements(dossier);

CREATE TABLE vus(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  reference INTEGER NOT NULL, cree_le INTEGER NOT NULL,
  personnes TEXT, actes TEXT,
  import INTEGER,
  PRIMARY KEY(dossier, reference, cree_le)
) STRICT, WITHOUT ROWID;

DROP VIEW vue_dossiers;
DROP VIEW vue_entetes;
CREATE VIEW vue_dossiers AS SELECT dossier, departement, territoire, organisme, caisse, matricule,
  date(observe_le * 86400, 'unixepoch') AS observe_le,
  date(connu_le * 86400, 'unixepoch') AS connu_le,
  date(entre_le * 86400, 'unixepoch') AS entre_le,
  (SELECT count(DISTINCT id) FROM personnes p WHERE p.dossier = d.dossier) AS personnes,
  (SELECT count(*) FROM evenements e WHERE e.dossier = d.dossier) AS evenements FROM dossiers d;
CREATE VIEW vue_entetes AS SELECT dossier, rang, departement, territoire, organisme, caisse, matricule,
  date(connu_le * 86400, 'unixepoch') AS connu_le FROM entetes;
)sql",
    // What filrouge last said of each dossier, since when it has been saying it, and what somebody does about
    // it. It says nothing of the law that the rows and the rules do not: it is said again from them.
    R"sql(
CREATE TABLE nuits(
  id INTEGER PRIMARY KEY,
  fait_le TEXT NOT NULL,
  au INTEGER NOT NULL,
  regles TEXT NOT NULL,
  motif TEXT NOT NULL,
  dossiers INTEGER NOT NULL, evalues INTEGER NOT NULL, constats INTEGER NOT NULL,
  nouveaux INTEGER NOT NULL, changes INTEGER NOT NULL, finis INTEGER NOT NULL
) STRICT;

CREATE TABLE evalues(
  dossier TEXT NOT NULL PRIMARY KEY REFERENCES dossiers(dossier) ON DELETE CASCADE,
  au INTEGER NOT NULL,
  prochain INTEGER,
  perime INTEGER NOT NULL DEFAULT 0,
  territoire TEXT NOT NULL, departement TEXT,
  connu INTEGER NOT NULL, couteux INTEGER NOT NULL, manque TEXT,
  constats INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX evalues_par_prochain ON evalues(prochain) WHERE prochain IS NOT NULL;
CREATE INDEX evalues_perimes ON evalues(dossier) WHERE perime = 1;
CREATE INDEX evalues_par_territoire ON evalues(territoire);
CREATE INDEX evalues_couteux ON evalues(territoire) WHERE couteux = 1;

CREATE TABLE paroles(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  constats BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX paroles_par_dossier ON paroles(dossier);

CREATE TABLE constats(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  id TEXT NOT NULL,
  dit_le INTEGER NOT NULL,
  fini_le INTEGER,
  statut_le INTEGER NOT NULL,
  rang INTEGER NOT NULL,
  personne TEXT, affaire TEXT,
  nature TEXT NOT NULL, statut TEXT, gravite TEXT, role TEXT, decideur TEXT,
  le INTEGER, libelle TEXT,
  urgence INTEGER NOT NULL, ordre INTEGER NOT NULL,
  tete INTEGER NOT NULL, mene INTEGER NOT NULL,
  territoire TEXT NOT NULL,
  PRIMARY KEY(dossier, id, dit_le)
) STRICT, WITHOUT ROWID;
CREATE INDEX constats_a_faire ON constats(territoire, ordre, dossier, id)
  WHERE fini_le IS NULL AND mene & 1;
CREATE INDEX constats_par_role ON constats(territoire, role, ordre, dossier, id)
  WHERE fini_le IS NULL AND mene & 2;
CREATE INDEX constats_nouveaux ON constats(territoire, dit_le, ordre, dossier, id)
  WHERE fini_le IS NULL AND tete & 1 AND urgence < 7;
CREATE INDEX constats_echus ON constats(territoire, ordre, dossier, id)
  WHERE fini_le IS NULL AND tete & 2;
CREATE INDEX constats_a_completer ON constats(territoire, ordre, dossier, id)
  WHERE fini_le IS NULL AND tete & 4;
CREATE INDEX constats_attendus ON constats(territoire, le, ordre, dossier, id)
  WHERE fini_le IS NULL AND tete & 8;

CREATE TABLE affaires(
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  personne TEXT, affaire TEXT NOT NULL,
  ouverte_le INTEGER, acte TEXT NOT NULL, type TEXT NOT NULL,
  ouverte INTEGER NOT NULL, etats TEXT NOT NULL, depuis INTEGER,
  prochaine INTEGER, attendu TEXT,
  irregularites INTEGER NOT NULL, bloquantes INTEGER NOT NULL, manquants TEXT,
  ordre INTEGER NOT NULL,
  territoire TEXT NOT NULL,
  PRIMARY KEY(dossier, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX affaires_par_territoire ON affaires(territoire, ouverte, ordre, dossier, rang);
CREATE INDEX affaires_par_type ON affaires(territoire, type, ouverte, ordre, dossier, rang);
CREATE INDEX affaires_par_cle ON affaires(affaire);
CREATE TABLE conduites(
  territoire TEXT NOT NULL, role TEXT NOT NULL, ouverte INTEGER NOT NULL, ordre INTEGER NOT NULL,
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  rang INTEGER NOT NULL,
  PRIMARY KEY(territoire, role, ouverte, ordre, dossier, rang)
) STRICT, WITHOUT ROWID;
CREATE INDEX conduites_par_dossier ON conduites(dossier, rang);

CREATE TABLE decomptes(
  territoire TEXT NOT NULL, role TEXT NOT NULL, quoi TEXT NOT NULL, jour INTEGER NOT NULL,
  nombre INTEGER NOT NULL,
  PRIMARY KEY(territoire, role, quoi, jour)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER decomptes_a_refaire AFTER DELETE ON evalues BEGIN
  INSERT OR REPLACE INTO reglages VALUES('decomptes', 'à refaire');
END;

CREATE TABLE suivis(
  id INTEGER PRIMARY KEY,
  dossier TEXT NOT NULL REFERENCES dossiers(dossier) ON DELETE CASCADE,
  constat TEXT NOT NULL,
  geste TEXT NOT NULL CHECK(geste IN ('charge', 'reporte', 'passe', 'rendu')),
  compte TEXT NOT NULL,
  fait_le TEXT NOT NULL,
  a TEXT, jusqu_au INTEGER, motif TEXT
) STRICT;
CREATE INDEX suivis_par_constat ON suivis(dossier, constat, id);
CREATE INDEX suivis_par_compte ON suivis(compte, id) WHERE geste = 'charge';
CREATE INDEX suivis_par_destinataire ON suivis(a, id) WHERE geste = 'passe';
CREATE INDEX suivis_reportes ON suivis(jusqu_au, id) WHERE geste = 'reporte';
)sql"};

}  // namespace filrouge::store_schema
