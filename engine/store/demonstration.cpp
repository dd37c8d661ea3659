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

}  // namespace filrouge
