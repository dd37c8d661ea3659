#include "apps/serveur/banc/retention.hpp"

#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <SQLiteCpp/VariadicBind.h>

#include <algorithm>
#include <charconv>

#include "apps/serveur/banc/base_in_place.hpp"
#include "engine/core/calendar/delai.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/store/guarded.hpp"

namespace filrouge::banc {
namespace {

constexpr std::size_t most_held = 100;

std::string key_of(Kept kept, const char* what) {
  return "conservation." + std::string(word_of(kept)) + "." + what;
}

std::optional<std::string> setting(VisibleBase& base, const std::string& name) {
  Cursor row(base.base(), "SELECT valeur FROM main.reglages WHERE nom = ?1");
  row.restart(name);
  if (!row.on_row()) return std::nullopt;
  return std::string(row.text(0));
}

std::optional<Term> term(VisibleBase& base, Kept kept) {
  const auto months = setting(base, key_of(kept, "mois"));
  if (!months) return std::nullopt;
  Term it;
  std::from_chars(months->data(), months->data() + months->size(), it.months);
  if (it.months <= 0) return std::nullopt;
  it.source = setting(base, key_of(kept, "source")).value_or("");
  return it;
}

Date later(Date one, Date other) {
  if (!one.known()) return other;
  return other.known() ? std::max(one, other) : one;
}

/// What a view of the base says of a dossier, weighed against the terms.
std::optional<Expired> weighed(const Cursor& row, const Terms& terms, Date day) {
  Expired it;
  it.dossier = row.text(0);
  it.territoire = row.text(1);
  const auto state = row.text(3), act = row.text(5);
  const bool state_closed = state == "5" || state == "6", act_closes = act == "cloture_droit";
  // Open by either, or told by neither: its term does not run.
  if (!state_closed && !act_closes) return std::nullopt;
  it.closed = later(state_closed ? row.date(4) : Date{}, act_closes ? row.date(6) : Date{});
  if (!it.closed.known()) return std::nullopt;
  it.last = later(later(it.closed, row.date(7)), row.date(9));
  it.due = add_months(it.last, terms.dossiers->months);
  if (it.due > day) return std::nullopt;
  if ((!state.empty() && !state_closed) || (!act.empty() && !act_closes))
    it.held.emplace_back("les sources ne disent pas toutes que le droit est clos");
  if (row.number(8) > 0)
    it.held.push_back(counted(static_cast<std::uint64_t>(row.number(8)), "affaire y est ouverte",
                              "affaires y sont ouvertes"));
  if (row.number(11) > row.number(12))
    it.held.emplace_back("un recours y est formé, et sa décision n'est pas connue");
  if (row.number(13) > 0)
    it.held.emplace_back("un acte sur le droit y a été corrigé ou annulé : vérifiez s'il est clos");
  if (row.number(2) > 0)
    it.held.emplace_back(
        "il n'a pas été évalué, ou a changé depuis : filrouge ne sait pas ce qui y est en cours");
  if (row.number(10) > 0) {
    if (!terms.affaires)
      it.held.emplace_back("il a des affaires closes, et aucune durée n'est fixée pour elles");
    else if (!row.date(9).known() || add_months(row.date(9), terms.affaires->months) > day)
      it.held.emplace_back("la durée de sa dernière affaire close court encore, ou son jour n'est pas connu");
  }
  if (row.number(14) == 0)
    it.unsure.emplace_back("aucune source ne répond des recours préalables de ce dossier");
  if (row.number(15) == 0) it.unsure.emplace_back("aucune source ne répond de ses recours devant le juge");
  return it;
}

constexpr const char* ends = "SELECT * FROM mes_fins ";

}  // namespace

std::string_view word_of(Kept kept) {
  return kept == Kept::dossiers ? "dossiers" : "affaires";
}

Terms terms_of(VisibleBase& base) {
  return {term(base, Kept::dossiers), term(base, Kept::affaires)};
}

void set_term(const std::string& path, Kept kept, const std::optional<Term>& term) {
  Base base(base_in_place(path), BaseAccess::write);
  guarded("la durée n'a pu être gardée, rien n'est changé", [&] {
    SQLite::Transaction transaction(base.database(), SQLite::TransactionBehavior::IMMEDIATE);
    for (const auto* what : {"mois", "source"}) {
      SQLite::Statement drop(base.database(), "DELETE FROM reglages WHERE nom = ?");
      SQLite::bind(drop, key_of(kept, what));
      drop.exec();
      if (!term) continue;
      SQLite::Statement keep(base.database(), "INSERT INTO reglages VALUES(?, ?)");
      SQLite::bind(keep, key_of(kept, what),
                   what == std::string_view("mois") ? std::to_string(term->months) : term->source);
      keep.exec();
    }
    transaction.commit();
    return 0;
  });
}

ExpiredList expired(VisibleBase& base, const Terms& terms, Date day, std::size_t most) {
  ExpiredList list;
  if (!terms.dossiers) return list;
  Cursor row(base.base(), std::string(ends) + "ORDER BY dossier");
  while (row.step()) {
    auto it = weighed(row, terms, day);
    if (!it) continue;
    if (!it->held.empty()) {
      if (++list.held_count <= most_held) list.held.push_back(std::move(*it));
    } else if (list.erasable.size() < most) {
      list.erasable.push_back(std::move(*it));
    } else {
      list.more = true;
    }
  }
  return list;
}

std::optional<Expired> expired_one(VisibleBase& base, const Terms& terms, Date day,
                                   const std::string& dossier) {
  if (!terms.dossiers) return std::nullopt;
  Cursor row(base.base(), std::string(ends) + "WHERE dossier = ?1");
  row.bind(1, std::string_view(dossier));
  if (!row.step()) return std::nullopt;
  return weighed(row, terms, day);
}

}  // namespace filrouge::banc
