#include "apps/serveur/banc/said_again.hpp"

#include <SQLiteCpp/Transaction.h>
#include <spdlog/spdlog.h>

#include <span>

#include "engine/night/night.hpp"

namespace filrouge::banc {

bool said_again(Base& base, const Program& program, Date day, const std::string& dossier) {
  try {
    SQLite::Transaction transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE);
    say_again(base, program, day, std::span(&dossier, 1));
    transaction.commit();
    return true;
  } catch (const StoreError&) {
  } catch (const SQLite::Exception&) {
  }
  // Their texts may name a dossier.
  spdlog::warn("un dossier écrit n'a pu être relu aussitôt ; il le sera d'ici une minute");
  return false;
}

}  // namespace filrouge::banc
