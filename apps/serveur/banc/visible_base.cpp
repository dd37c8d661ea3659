#include "apps/serveur/banc/visible_base.hpp"

#include <SQLiteCpp/Statement.h>
#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "engine/store/guarded.hpp"

namespace filrouge::banc {
namespace {

/// The one place where the pages name the tables of dossiers.
constexpr const char* views = R"sql(
CREATE TEMP VIEW visibles AS SELECT dossier, territoire FROM main.evalues WHERE accessible(territoire);
CREATE TEMP VIEW mes_evalues AS SELECT * FROM main.evalues WHERE accessible(territoire);
CREATE TEMP VIEW mes_constats AS SELECT * FROM main.constats WHERE accessible(territoire);
CREATE TEMP VIEW mes_affaires AS SELECT * FROM main.affaires WHERE accessible(territoire);
CREATE TEMP VIEW mes_matricules AS SELECT d.dossier, d.matricule FROM main.dossiers d
  WHERE d.matricule IS NOT NULL AND EXISTS (SELECT 1 FROM visibles v WHERE v.dossier = d.dossier);
CREATE TEMP VIEW mes_anciens_matricules AS SELECT f.dossier, f.matricule FROM main.foyers f
  WHERE EXISTS (SELECT 1 FROM visibles v WHERE v.dossier = f.dossier);
CREATE TEMP VIEW mes_conduites AS SELECT * FROM main.conduites WHERE accessible(territoire);
CREATE TEMP VIEW mes_paroles AS SELECT p.* FROM main.paroles p
  WHERE EXISTS (SELECT 1 FROM visibles v WHERE v.dossier = p.dossier);
CREATE TEMP VIEW mes_suivis AS SELECT s.* FROM main.suivis s
  WHERE EXISTS (SELECT 1 FROM visibles v WHERE v.dossier = s.dossier);
CREATE TEMP VIEW mes_noms AS SELECT n.* FROM main.noms n
  WHERE accessible('') OR EXISTS (SELECT 1 FROM visibles v WHERE v.dossier = n.dossier);
CREATE TEMP VIEW couvertures_dites AS SELECT source, types, au FROM main.couvertures;
CREATE TEMP VIEW mes_fins AS SELECT v.dossier, v.territoire,
  v.perime = 1 OR v.couteux = 1 OR v.connu = 0 AS inconnu,
  (SELECT CASE WHEN jusqu_au IS NULL THEN valeur ELSE 'fini' END FROM main.attributs a WHERE a.dossier = v.dossier AND a.personne IS NULL
     AND a.nom = 'etat_droit' ORDER BY le DESC, rang DESC LIMIT 1) AS etat,
  (SELECT le FROM main.attributs a WHERE a.dossier = v.dossier AND a.personne IS NULL
     AND a.nom = 'etat_droit' ORDER BY le DESC, rang DESC LIMIT 1) AS etat_le,
  (SELECT type FROM main.evenements e WHERE e.dossier = v.dossier
     AND e.type IN ('ouverture_droit', 'cloture_droit') ORDER BY le DESC, rang DESC LIMIT 1) AS acte,
  (SELECT le FROM main.evenements e WHERE e.dossier = v.dossier
     AND e.type IN ('ouverture_droit', 'cloture_droit') ORDER BY le DESC, rang DESC LIMIT 1) AS acte_le,
  (SELECT max(le) FROM main.evenements e WHERE e.dossier = v.dossier) AS dernier,
  (SELECT count(*) FROM main.affaires f WHERE f.dossier = v.dossier AND f.ouverte = 1) AS ouvertes,
  (SELECT CASE WHEN count(*) = count(depuis) THEN max(depuis) END FROM main.affaires f
     WHERE f.dossier = v.dossier AND f.ouverte = 0) AS close_le,
  (SELECT count(*) FROM main.affaires f WHERE f.dossier = v.dossier AND f.ouverte = 0) AS closes,
  (SELECT count(*) FROM main.evenements e WHERE e.dossier = v.dossier
     AND e.type IN ('rapo_depose', 'recours_contentieux')) AS recours,
  (SELECT count(*) FROM main.evenements e WHERE e.dossier = v.dossier
     AND e.type IN ('rapo_decision', 'jugement')) AS decides,
  (SELECT count(*) FROM main.evenements x JOIN main.evenements e ON e.dossier = x.dossier AND e.id = x.cible
     WHERE x.dossier = v.dossier
     AND e.type IN ('ouverture_droit', 'cloture_droit', 'rapo_decision', 'jugement')) AS corriges,
  (SELECT count(*) FROM main.couvertures c WHERE c.dossier = v.dossier AND (c.types IS NULL
     OR instr(' ' || c.types || ' ', ' rapo_depose ') > 0)) AS repond_rapo,
  (SELECT count(*) FROM main.couvertures c WHERE c.dossier = v.dossier AND (c.types IS NULL
     OR instr(' ' || c.types || ' ', ' recours_contentieux ') > 0)) AS repond_juge
  FROM main.evalues v WHERE accessible(v.territoire);
)sql";

}  // namespace

bool Sight::of(std::string_view territoire) const {
  if (everywhere) return true;
  return !territoire.empty() && std::ranges::find(territoires, territoire) != territoires.end();
}

VisibleBase::VisibleBase(const std::string& path) : base_(path, BaseAccess::read) {
  guarded("la base ne peut être montrée", [&] {
    auto* database = base_.database().getHandle();
    if (!base_.keeps_findings())
      throw StoreError("la base « " + path +
                       " » est d'un ancien schéma ; « filrouge controler --depuis-derniere » la met à jour");
    // Who could call it by another name could be answered otherwise: it is no part of the base.
    if (sqlite3_create_function_v2(database, "accessible", 1, SQLITE_UTF8, this, &VisibleBase::accessible,
                                   nullptr, nullptr, nullptr) != SQLITE_OK)
      throw StoreError("la base « " + path + " » ne peut être montrée : mémoire insuffisante");
    base_.database().exec("PRAGMA query_only = OFF; PRAGMA temp_store = MEMORY");
    base_.database().exec(views);
    base_.database().exec("PRAGMA query_only = ON");
    return 0;
  });
}

void VisibleBase::as(Sight sight) {
  sight_ = std::move(sight);
  rows_read_ = 0;
}

void VisibleBase::accessible(sqlite3_context* context, int, sqlite3_value** values) {
  auto& self = *static_cast<VisibleBase*>(sqlite3_user_data(context));
  ++self.rows_read_;
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(values[0]));
  const std::string_view territoire =
      text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(values[0])))
           : std::string_view();
  sqlite3_result_int(context, self.sight_.of(territoire));
}

bool VisibleBase::in_place() {
  int moved = 0;
  return sqlite3_file_control(base_.database().getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &moved) ==
             SQLITE_OK &&
         moved == 0;
}

bool VisibleBase::shows(std::string_view dossier) {
  Cursor row(base_, "SELECT 1 FROM visibles WHERE dossier = ?1");
  row.restart(dossier);
  return row.on_row();
}

std::string VisibleBase::territoire_of(std::string_view dossier) {
  Cursor row(base_, "SELECT territoire FROM visibles WHERE dossier = ?1");
  row.restart(dossier);
  return row.on_row() ? std::string(row.text(0)) : std::string();
}

bool VisibleBase::holds(std::string_view dossier) {
  Cursor row(base_, "SELECT 1 FROM main.dossiers WHERE dossier = ?1");
  row.restart(dossier);
  return row.on_row();
}

std::vector<std::string> VisibleBase::territoires(const std::string& asked) {
  if (asked.empty()) return territoires();
  return sight_.of(asked) ? std::vector{asked} : std::vector<std::string>{};
}

std::vector<std::string> VisibleBase::territoires() {
  if (!sight_.everywhere) {
    auto mine = sight_.territoires;
    std::ranges::sort(mine);
    mine.erase(std::unique(mine.begin(), mine.end()), mine.end());
    return mine;
  }
  // From one territoire to the next by the index: the dossiers between them are not read.
  Cursor each(base_,
              "WITH RECURSIVE t(x) AS (SELECT min(territoire) FROM main.evalues UNION ALL SELECT (SELECT "
              "min(territoire) FROM main.evalues WHERE territoire > x) FROM t WHERE x IS NOT NULL) SELECT x "
              "FROM t WHERE x IS NOT NULL");
  std::vector<std::string> all;
  while (each.step()) all.emplace_back(each.text(0));
  return all;
}

}  // namespace filrouge::banc
