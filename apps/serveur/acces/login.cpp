#include "apps/serveur/acces/login.hpp"

#include "apps/serveur/acces/access_error.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::acces {
namespace {

std::string from(std::string_view address) {
  return address.empty() ? std::string() : "depuis " + visible_line(address);
}

}  // namespace

std::optional<Credentials> Login::credentials(std::string_view name) {
  return file_.reading([&](SQLite::Database& database) { return accounts_.credentials_in(database, name); });
}

std::optional<Credentials> Login::tried(std::string_view name, std::string_view password) {
  const auto account = credentials(name);
  const bool right = hashing_.matches(account ? account->hash : hashing_.closed_hash(), password);
  return right && account && account->open ? account : std::nullopt;
}

Entrance Login::open(std::string_view name, std::string_view password, std::string_view address, Moment now) {
  if (const auto wait = attempts_.begin(name, address, now); wait > 0) return {std::nullopt, wait};
  const auto entering = tried(name, password);
  auto entrance = file_.writing([&](SQLite::Database& writing) -> Entrance {
    const auto account = accounts_.credentials_in(writing, name);
    // Closed, or given another password, while this one was tried.
    if (entering && account && account->open && account->hash == entering->hash) {
      attempts_.succeeded_in(writing, name, address, now);
      audit_.append_in(writing, {account->name, std::string(word_of(account->role))}, AuditKind::connexion,
                       {}, from(address), now);
      return {sessions_.open_in(writing, account->id, now), 0};
    }
    // What was typed for a name may be a password: of a name nobody has, nothing is kept.
    const auto author = account ? Author{account->name, std::string(word_of(account->role))} : Author{};
    audit_.append_in(writing, author, AuditKind::refus, {}, from(address), now);
    return {};
  });
  if (!entrance.token) entrance.wait = attempts_.wait(name, address, now);
  return entrance;
}

void Login::close(std::string_view token, Moment now) {
  const auto there = sessions_.resume(token, now);
  if (!there) return;
  file_.writing([&](SQLite::Database& writing) {
    sessions_.end_in(writing, there->token ? *there->token : std::string(token));
    audit_.append_in(writing, there->visitor.author(), AuditKind::deconnexion, {}, {}, now);
  });
}

Entrance Login::change_password(std::string_view token, std::string_view current, std::string_view fresh,
                                std::string_view address, Moment now) {
  const auto there = sessions_.resume(token, now);
  if (!there) return {};
  const auto& visitor = there->visitor;
  if (const auto fault = password_fault(visitor.name, fresh); !fault.empty()) throw AccessError(fault);
  if (current == fresh) throw AccessError("le nouveau mot de passe est l'ancien ; prenez-en un autre");
  if (const auto wait = attempts_.begin(visitor.name, address, now); wait > 0) return {std::nullopt, wait};
  const auto account = tried(visitor.name, current);
  if (!account) {
    audit_.append(visitor.author(), AuditKind::refus, {}, "au changement du mot de passe", now);
    return {std::nullopt, attempts_.wait(visitor.name, address, now)};
  }
  const auto hash = hashing_.hash(fresh);
  return file_.writing([&](SQLite::Database& writing) -> Entrance {
    const auto now_there = accounts_.credentials_in(writing, visitor.name);
    if (!now_there || !now_there->open || now_there->hash != account->hash) return {};
    accounts_.set_hash_in(writing, *account, hash, false, visitor.author(), now);
    attempts_.succeeded_in(writing, account->name, address, now);
    return {sessions_.open_in(writing, account->id, now), 0};
  });
}

}  // namespace filrouge::acces
