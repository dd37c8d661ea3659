#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "apps/serveur/banc/follow_up.hpp"
#include "apps/serveur/banc/register_list.hpp"
#include "apps/serveur/banc/said_line.hpp"
#include "apps/serveur/banc/work_queue.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/night/night.hpp"
#include "engine/session/loaded_rules.hpp"
#include "engine/store/import.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;
using namespace filrouge::banc;

namespace {

constexpr std::uint64_t most_rows_a_page = 500;

/// Two thousand generated dossiers of all the territoires of the 64, evaluated by the national rules on two
/// days.
class Caseload {
 public:
  static Caseload& get() {
    static Caseload one;
    return one;
  }
  std::string path() const { return place_.name(); }
  Date day() const { return *parse_iso_date("2026-11-30"); }

  /// What SQL itself says, read of the tables.
  std::vector<std::string> rows(const std::string& sql) {
    Base base(place_.name(), BaseAccess::read);
    Cursor read(base, sql);
    std::vector<std::string> rows;
    while (read.step()) rows.emplace_back(read.text(0));
    return rows;
  }

 private:
  Caseload() {
    const LoadedRules rules(
        std::vector<std::filesystem::path>{std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules"},
        dsl::Extent::to_run);
    REQUIRE(rules.program);
    const auto file = place_.name() + ".ndjson";
    const std::string made = std::string(FILROUGE_BINARY_DIR) +
                             "/bin/filrouge_generateur --graine 5 --dossiers 2000 --au 2026-11-30 > " + file;
    REQUIRE(std::system(made.c_str()) == 0);
    Base base(place_.name(), BaseAccess::write);
    {
      Import import(base, rules.model().vocabulary);
      import.begin_file({"essai.ndjson", "ndjson", "", 1, "", "2026-11-30T05:00:00"});
      DossierStream reader(file);
      Record record;
      Reject reject;
      while (reader.next(record, reject) != ReadStatus::end) import.merge(record);
      import.commit();
    }
    std::remove(file.c_str());
    for (const auto* on : {"2026-11-28", "2026-11-30"})
      pass_night(base, *rules.program, {*parse_iso_date(on), std::string(on) + "T05:00:00Z"}, {});
  }

  TemporaryBase place_;
};

std::string listed(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) all += (all.empty() ? "'" : ", '") + text + "'";
  return all;
}

/// All the pages of a list, one after the other, each within the rows it may read.
std::vector<std::string> all_pages(VisibleBase& base, QueueQuestion question) {
  std::vector<std::string> ids;
  for (int pages = 0; pages < 2000; ++pages) {
    const auto before = base.rows_read();
    const auto queue = work_queue(base, question);
    CHECK(base.rows_read() - before <= most_rows_a_page);
    for (const auto& line : queue.lines) ids.push_back(line.dossier + " " + line.id);
    if (queue.next.empty()) return ids;
    question.after = queue.next;
  }
  FAIL("une liste sans fin");
  return ids;
}

/// The same of the register.
std::vector<RegisterRow> whole_register(VisibleBase& base, RegisterQuestion question) {
  std::vector<RegisterRow> rows;
  do {
    const auto before = base.rows_read();
    auto page = register_page(base, question);
    CHECK(base.rows_read() - before <= most_rows_a_page);
    std::ranges::move(page.rows, std::back_inserter(rows));
    question.after = page.next;
  } while (!question.after.empty());
  return rows;
}

const std::vector<Sight>& sights() {
  static const std::vector<Sight> all = {{true, {}},
                                         {false, {"Adour BAB"}},
                                         {false, {"Pau Agglomération", "Adour BAB", "Est Béarn"}},
                                         {false, {"Nulle Part"}},
                                         {false, {}}};
  return all;
}

std::string where(const Sight& sight) {
  return sight.everywhere ? "1" : "territoire IN (" + listed(sight.territoires) + ")";
}

}  // namespace

TEST_CASE("une liste se lit page après page, une fois chaque ligne, sans lire plus qu'elle ne montre",
          "[banc]") {
  auto& caseload = Caseload::get();
  VisibleBase base(caseload.path());
  struct Case {
    Wanted wanted;
    const char* rows;
    const char* order;
  };
  const auto day = std::to_string(caseload.day().days);
  const std::string week = "tete & 8 AND le BETWEEN " + day + " AND " + day + " + 7";
  const std::string fresh = "tete & 1 AND urgence < 7 AND dit_le = " + day;
  const Case cases[] = {{Wanted::everything, "mene & 1", "ordre, dossier, id"},
                        {Wanted::late, "tete & 2", "ordre, dossier, id"},
                        {Wanted::to_complete, "tete & 4", "ordre, dossier, id"},
                        {Wanted::this_week, week.c_str(), "le, ordre, dossier, id"},
                        {Wanted::fresh, fresh.c_str(), "ordre, dossier, id"}};
  for (const auto& sight : sights())
    for (const auto& [wanted, rows, order] : cases)
      for (const std::string role : {"", "referent_fil_rouge"}) {
        base.as(sight);
        QueueQuestion question{wanted, role, "", caseload.day(), "", 25};
        const auto of_the_role = role.empty()                   ? std::string()
                                 : wanted == Wanted::everything ? " AND role = '" + role + "'"
                                                                : " AND '" + role + "' IN (role, decideur)";
        const std::string said = role.empty() || wanted != Wanted::everything ? rows : "mene & 2";
        INFO(said << " " << role << " " << where(sight));
        CHECK(all_pages(base, question) ==
              caseload.rows("SELECT dossier || ' ' || id FROM constats WHERE fini_le IS NULL AND " + said +
                            of_the_role + " AND " + where(sight) + " ORDER BY " + order));
      }
  CHECK(caseload.rows("SELECT 1 FROM constats WHERE " + fresh).size() > 5);
}

TEST_CASE("les quatre comptes sont ceux des quatre listes", "[banc]") {
  auto& caseload = Caseload::get();
  VisibleBase base(caseload.path());
  for (const auto& sight : sights())
    for (const std::string role : {"", "referent_fil_rouge"}) {
      base.as(sight);
      const auto counts = queue_counts(base, role, "", caseload.day());
      const auto length = [&](Wanted wanted) {
        return all_pages(base, {wanted, role, "", caseload.day(), "", 25}).size();
      };
      INFO(role << " " << where(sight));
      CHECK(counts.late == length(Wanted::late));
      CHECK(counts.fresh == length(Wanted::fresh));
      CHECK(counts.this_week == length(Wanted::this_week));
      CHECK(counts.to_complete == length(Wanted::to_complete));
    }
}

TEST_CASE("le registre se lit page après page, ce qui est attendu d'abord en tête", "[banc]") {
  auto& caseload = Caseload::get();
  VisibleBase base(caseload.path());
  for (const auto& sight : sights())
    for (const bool open : {true, false}) {
      base.as(sight);
      RegisterQuestion question;
      question.open = open;
      std::vector<std::string> seen;
      for (const auto& row : whole_register(base, question))
        seen.push_back(row.dossier + " " + std::to_string(row.rank));
      INFO(open << " " << where(sight));
      CHECK(seen ==
            caseload.rows("SELECT dossier || ' ' || rang FROM affaires WHERE ouverte = " +
                          std::to_string(open) + " AND " + where(sight) +
                          " ORDER BY coalesce(CASE WHEN ouverte THEN prochaine END, 90000), CASE WHEN "
                          "ouverte THEN 0 ELSE -depuis END, dossier, rang"));
    }
}

TEST_CASE("le registre d'un rôle tient les affaires qu'il conduit", "[banc]") {
  auto& caseload = Caseload::get();
  VisibleBase base(caseload.path());
  for (const auto& sight : sights())
    for (const bool open : {true, false}) {
      base.as(sight);
      RegisterQuestion question;
      question.open = open;
      question.role = "referent_fil_rouge";
      std::vector<std::string> seen;
      for (const auto& row : whole_register(base, question))
        seen.push_back(row.dossier + " " + row.affaire + " " + row.personne);
      // Ce que dit le registre de la commande : un état d'une procédure que ce rôle conduit.
      const auto some = caseload.rows(
          "SELECT DISTINCT a.dossier || ' ' || a.affaire || ' ' || coalesce(a.personne, '') FROM affaires a "
          "JOIN "
          "conduites c ON c.dossier = a.dossier AND c.rang = a.rang AND c.role = 'referent_fil_rouge' WHERE "
          "a.ouverte = " +
          std::to_string(open) + " AND " + (sight.everywhere ? "1" : "a." + where(sight)));
      INFO(open << " " << where(sight));
      CHECK(std::set(seen.begin(), seen.end()) == std::set(some.begin(), some.end()));
      CHECK(seen.size() == some.size());
    }
  CHECK(caseload.rows("SELECT 1 FROM conduites WHERE role = 'referent_fil_rouge' AND ouverte = 1").size() >
        5);
  CHECK(caseload
            .rows("SELECT 1 FROM conduites c WHERE NOT EXISTS (SELECT 1 FROM affaires a WHERE a.dossier = "
                  "c.dossier AND a.rang = c.rang)")
            .empty());
}

TEST_CASE("aucune vue ne montre un dossier d'un autre territoire", "[banc]") {
  auto& caseload = Caseload::get();
  VisibleBase base(caseload.path());
  const auto elsewhere = caseload.rows("SELECT dossier FROM evalues WHERE territoire = 'Est Béarn' LIMIT 1");
  REQUIRE(elsewhere.size() == 1);
  base.as({false, {"Adour BAB"}});
  CHECK_FALSE(base.shows(elsewhere.front()));
  CHECK(SaidLines(base, elsewhere.front()).count() == 0);
  CHECK(affaires_of_dossier(base, elsewhere.front()).empty());
  for (const auto* view : {"visibles", "mes_evalues", "mes_constats", "mes_affaires", "mes_conduites",
                           "mes_paroles", "mes_suivis"}) {
    Cursor rows(base.base(), std::string("SELECT count(*) FROM ") + view + " WHERE dossier = ?1");
    rows.restart(elsewhere.front());
    CHECK(rows.number(0) == 0);
  }
  // Un dossier qui ne dit pas le sien n'est vu que de qui voit partout.
  CHECK_FALSE(Sight{false, {"Adour BAB"}}.of(""));
  CHECK_FALSE(Sight{false, {""}}.of(""));
  CHECK(Sight{true, {}}.of(""));
  // Demander un autre territoire que les siens n'y donne pas.
  CHECK(all_pages(base, {Wanted::everything, "", "Est Béarn", caseload.day(), "", 25}).empty());
  base.as({false, {"Est Béarn"}});
  CHECK(base.shows(elsewhere.front()));
  CHECK(SaidLines(base, elsewhere.front()).count() > 0);
}

TEST_CASE("ce qui est reporté revient à son jour, et le cadre le voit d'ici là", "[banc]") {
  auto& caseload = Caseload::get();
  VisibleBase base(caseload.path());
  base.as({true, {}});
  const auto queue = work_queue(base, {Wanted::late, "", "", caseload.day(), "", 1});
  REQUIRE(queue.lines.size() == 1);
  const auto& line = queue.lines.front();
  FollowUp put;
  put.gesture = FollowUp::Gesture::put_off;
  put.account = "camille";
  put.at = "2026-11-30T08:00:00Z";
  put.until = caseload.day() + 3;
  put.reason = "rendez-vous le 2";
  record_follow_up(caseload.path(), line.dossier, line.id, put);
  const auto kept = follow_ups_of(base, line.dossier).at(line.id);
  CHECK(kept.hides(caseload.day() + 2));
  CHECK_FALSE(kept.hides(caseload.day() + 3));
  const auto seen = put_off(base, caseload.day(), 10);
  REQUIRE(seen.size() == 1);
  CHECK(seen.front().late);
  CHECK(seen.front().follow_up.reason == "rendez-vous le 2");
  base.as({false, {"Nulle Part"}});
  CHECK(put_off(base, caseload.day(), 10).empty());
  base.as({true, {}});
  put.gesture = FollowUp::Gesture::taken;
  record_follow_up(caseload.path(), line.dossier, line.id, put);
  CHECK(put_off(base, caseload.day(), 10).empty());
  // Prise en charge, puis passée : elle est à qui la tient en dernier.
  CHECK(in_charge_of(base, "camille", 10).size() == 1);
  put.gesture = FollowUp::Gesture::passed_on;
  put.to = "alix";
  record_follow_up(caseload.path(), line.dossier, line.id, put);
  CHECK(in_charge_of(base, "camille", 10).empty());
  REQUIRE(in_charge_of(base, "alix", 10).size() == 1);
  CHECK(in_charge_of(base, "alix", 10).front().finding == line.id);
}
