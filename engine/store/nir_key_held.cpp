#include "engine/store/nir_key_held.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include "engine/store/guarded.hpp"

namespace filrouge {
namespace {

std::string held(SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT valeur FROM reglages WHERE nom = 'cle_nir'");
  return read.executeStep() ? read.getColumn(0).getString() : std::string();
}

}  // namespace

std::string nir_key_held(Base& base) {
  return base.tells_identity() ? held(base.database()) : std::string();
}

std::uint64_t hold_nir_key(Base& base, const std::string& id, bool change) {
  return guarded("la clé des NIR n'a pu être notée dans la base, rien n'est changé", [&]() -> std::uint64_t {
    SQLite::Transaction transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE);
    const auto now = held(base.database());
    if (now == id) return 0;
    if (!now.empty() && !change)
      throw StoreError(
          "la base « " + base.path() +
          " » compare les NIR sous une autre clé : donnez celle-là, ou --changer-cle, qui efface ce "
          "qui était gardé sous l'ancienne et repart de celle-ci");
    const auto erased = base.database().exec("UPDATE personnes SET cle_nir = NULL WHERE cle_nir IS NOT NULL");
    SQLite::Statement keep(base.database(), "INSERT OR REPLACE INTO reglages VALUES('cle_nir', ?)");
    keep.bind(1, id);
    keep.exec();
    // The files already read have NIRs to tell under this key.
    base.database().exec("UPDATE imports SET a_relire = 1");
    transaction.commit();
    return static_cast<std::uint64_t>(erased);
  });
}

}  // namespace filrouge
