#include "apps/serveur/banc/follow_up.hpp"

#include <SQLiteCpp/Statement.h>

#include <array>
#include <utility>

#include "apps/serveur/banc/base_in_place.hpp"
#include "engine/store/binding.hpp"
#include "engine/store/guarded.hpp"

namespace filrouge::banc {
namespace {

using Gesture = FollowUp::Gesture;
constexpr std::array<std::pair<Gesture, std::string_view>, 4> words = {
    std::pair{Gesture::taken, "charge"}, std::pair{Gesture::put_off, "reporte"},
    std::pair{Gesture::passed_on, "passe"}, std::pair{Gesture::given_back, "rendu"}};

FollowUp read(const Cursor& row, int first) {
  FollowUp it;
  it.gesture = gesture_named(row.text(first)).value_or(Gesture::given_back);
  it.account = row.text(first + 1);
  it.at = row.text(first + 2);
  it.to = row.text(first + 3);
  it.until = row.date(first + 4);
  it.reason = row.text(first + 5);
  return it;
}

}  // namespace

std::string_view word_of(Gesture gesture) {
  for (const auto& [it, word] : words)
    if (it == gesture) return word;
  return {};
}

std::optional<Gesture> gesture_named(std::string_view word) {
  for (const auto& [it, named] : words)
    if (named == word) return it;
  return std::nullopt;
}

std::map<std::string, FollowUp> follow_ups_of(VisibleBase& base, const std::string& dossier) {
  Cursor rows(base.base(),
              "SELECT constat, geste, compte, fait_le, a, jusqu_au, motif FROM mes_suivis WHERE dossier = ?1 "
              "ORDER BY id");
  rows.bind(1, std::string_view(dossier));
  std::map<std::string, FollowUp> last;
  while (rows.step()) last[std::string(rows.text(0))] = read(rows, 1);
  return last;
}

std::vector<FollowUp> follow_up_history(VisibleBase& base, const std::string& dossier,
                                        const std::string& finding) {
  Cursor rows(base.base(),
              "SELECT geste, compte, fait_le, a, jusqu_au, motif FROM mes_suivis WHERE dossier = ?1 AND "
              "constat = ?2 ORDER BY id");
  rows.bind(1, std::string_view(dossier));
  rows.bind(2, std::string_view(finding));
  std::vector<FollowUp> all;
  while (rows.step()) all.push_back(read(rows, 0));
  return all;
}

void record_follow_up(const std::string& path, const std::string& dossier, const std::string& finding,
                      const FollowUp& follow_up) {
  Base base(base_in_place(path), BaseAccess::write);
  guarded("ce suivi n'a pu être écrit, rien n'est changé", [&] {
    SQLite::Statement add(base.database(),
                          "INSERT INTO suivis(dossier, constat, geste, compte, fait_le, a, jusqu_au, motif) "
                          "VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    Binding(add)
        .text(dossier)
        .text(finding)
        .copy(std::string(word_of(follow_up.gesture)))
        .text(follow_up.account)
        .text(follow_up.at)
        .text(follow_up.to)
        .day(follow_up.until)
        .text(follow_up.reason)
        .run();
    return 0;
  });
}

namespace {

/// Of the gestures that fit, those that are the last about a line that is still said.
std::string followed(const char* fits, const char* order) {
  return std::string(
             "SELECT s.dossier, c.personne, s.constat, c.libelle, c.affaire, c.le, c.tete & 2, s.geste, "
             "s.compte, "
             "s.fait_le, s.a, s.jusqu_au, s.motif, c.rang FROM mes_suivis s JOIN mes_constats c ON c.dossier "
             "= "
             "s.dossier "
             "AND c.id = s.constat AND c.fini_le IS NULL WHERE ") +
         fits +
         " AND NOT EXISTS (SELECT 1 FROM mes_suivis t WHERE t.dossier = s.dossier AND t.constat = s.constat "
         "AND "
         "t.id > s.id) ORDER BY " +
         order + " LIMIT ?2";
}

void read_followed(Cursor& rows, std::vector<Followed>& all) {
  while (rows.step()) {
    auto& it = all.emplace_back();
    it.dossier = rows.text(0);
    it.personne = rows.text(1);
    it.finding = rows.text(2);
    it.libelle = rows.text(3);
    it.affaire = rows.text(4);
    it.day = rows.date(5);
    it.late = rows.number(6) != 0;
    it.follow_up = read(rows, 7);
    it.rank = static_cast<std::uint32_t>(rows.number(13));
  }
}

}  // namespace

std::vector<Followed> put_off(VisibleBase& base, Date day, std::size_t most) {
  Cursor rows(base.base(), followed("s.geste = 'reporte' AND s.jusqu_au > ?1", "s.jusqu_au, s.id"));
  rows.bind(1, day.days);
  rows.bind(2, static_cast<std::int64_t>(most));
  std::vector<Followed> all;
  read_followed(rows, all);
  return all;
}

std::vector<Followed> in_charge_of(VisibleBase& base, const std::string& account, std::size_t most) {
  std::vector<Followed> all;
  for (const auto* fits : {"s.geste = 'passe' AND s.a = ?1", "s.geste = 'charge' AND s.compte = ?1"}) {
    Cursor rows(base.base(), followed(fits, "s.id DESC"));
    rows.bind(1, std::string_view(account));
    rows.bind(2, static_cast<std::int64_t>(most));
    read_followed(rows, all);
  }
  return all;
}

}  // namespace filrouge::banc
