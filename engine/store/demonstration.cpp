#include "engine/store/demonstration.hpp"

#include <SQLiteCpp/Statement.h>

#include "engine/store/guarded.hpp"

namespace filrouge {

bool is_demonstration(Base& base) {
  if (!base.tells_identity()) return false;  // the table came with identity
  return guarded("ce qu'est la base n'a pu être lu", [&] {
    SQLite::Statement read(base.database(),
                           "SELECT 1 FROM reglages WHERE nom = 'demonstration' AND valeur = 'oui'");
    return read.executeStep();
  });
}

void mark_demonstration(Base& base) {
  if (is_demonstration(base)) return;
  guarded("ce qu'est la base n'a pu être écrit", [&] {
    if (base.database().execAndGet("SELECT EXISTS (SELECT 1 FROM dossiers)").getInt() != 0)
      throw StoreError(
          "« " + base.path() +
          " » a déjà des dossiers : --demonstration est pour une base neuve, de dossiers inventés");
    base.database().exec("INSERT OR REPLACE INTO reglages VALUES('demonstration', 'oui')");
    return 0;
  });
}

}  // namespace filrouge
