#include "apps/serveur/acces/audit.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "apps/serveur/acces/access_error.hpp"
#include "apps/serveur/acces/audit_chain.hpp"
#include "apps/serveur/acces/audit_check.hpp"
#include "tests/serveur/temporary_access.hpp"

using namespace filrouge;
using namespace filrouge::acces;
using Kind = AuditFault::Kind;

namespace {

const Author marie{"m.dupont", "referent"};

/// Ten readings, and the head that was kept outside after them.
struct TenReadings : TemporaryAccess {
  AuditHead head;
  TenReadings() {
    AccessFile file(base());
    Audit audit(file);
    for (int i = 1; i <= 10; ++i)
      audit.append(marie, AuditKind::lecture_dossier, "64-000" + std::to_string(1000 + i), "page du dossier",
                   noon + std::chrono::seconds(i));
    head = audit.head();
  }
  /// As who has the file, and not the key.
  void tamper(const std::string& sql) const {
    SQLite::Database database(file(), SQLite::OPEN_READWRITE);
    database.exec("DROP TRIGGER IF EXISTS audit_ne_change_pas; DROP TRIGGER IF EXISTS audit_ne_perd_rien;");
    database.exec(sql);
  }
  std::vector<AuditFault> faults(bool with_head = false) const {
    AccessFile file(base(), {}, KeyCheck::any);
    const std::vector<AuditHead> heads{head};
    return check_audit(file, with_head ? std::span(heads) : std::span<const AuditHead>{}).faults;
  }
};

void is_one(const std::vector<AuditFault>& faults, Kind kind, std::uint64_t from, std::uint64_t to) {
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].kind == kind);
  CHECK(faults[0].from == from);
  CHECK(faults[0].to == to);
  CHECK(!faults[0].said.empty());
}

}  // namespace

TEST_CASE("un journal que personne n'a touché est entier, tête comprise, et se continue") {
  TenReadings place;
  CHECK(place.faults(true).empty());
  {
    AccessFile file(place.base());
    Audit audit(file);
    CHECK(audit.append(marie, AuditKind::edition, {}, "", noon) == 11);
  }
  CHECK(place.faults(true).empty());
}

TEST_CASE("une entrée retouchée est nommée, quelle que soit la colonne") {
  for (const auto* change :
       {"compte = 'x'", "heure = heure + 1", "role = 'cadre'", "quoi = 'acte'", "detail = ''",
        "cle_dossier = NULL", "cle_dossier = (SELECT cle_dossier FROM audit WHERE numero = 3)"}) {
    TenReadings place;
    place.tamper(std::string("UPDATE audit SET ") + change + " WHERE numero = 7");
    INFO(change);
    is_one(place.faults(), Kind::rewritten, 7, 7);
  }
}

TEST_CASE("une entrée retirée au milieu, ou au début, est nommée") {
  TenReadings place;
  place.tamper("DELETE FROM audit WHERE numero IN (4, 5)");
  is_one(place.faults(), Kind::removed, 4, 5);
  TenReadings first;
  first.tamper("DELETE FROM audit WHERE numero = 1");
  is_one(first.faults(), Kind::removed, 1, 1);
}

TEST_CASE("retirée et les suivantes renumérotées, le journal ne se suit plus") {
  TenReadings place;
  place.tamper(
      "DELETE FROM audit WHERE numero = 4; UPDATE audit SET numero = numero + 100 WHERE numero > 4;"
      "UPDATE audit SET numero = numero - 101 WHERE numero > 100;"
      "UPDATE sqlite_sequence SET seq = 9 WHERE name = 'audit'");
  const auto faults = place.faults();
  REQUIRE(!faults.empty());
  CHECK(faults[0].kind == Kind::rewritten);
  CHECK(faults[0].from == 4);
}

TEST_CASE("deux entrées échangées se voient") {
  TenReadings place;
  place.tamper(
      "UPDATE audit SET numero = 100 WHERE numero = 2; UPDATE audit SET numero = 2 WHERE numero = 3;"
      "UPDATE audit SET numero = 3 WHERE numero = 100;"
      "UPDATE sqlite_sequence SET seq = 10 WHERE name = 'audit'");
  const auto faults = place.faults();
  REQUIRE(!faults.empty());
  CHECK(faults[0].kind == Kind::rewritten);
  CHECK(faults[0].from == 2);
}

TEST_CASE("une fin coupée se voit au compteur, et, le compteur remis, à la tête gardée au-dehors") {
  TenReadings place;
  place.tamper("DELETE FROM audit WHERE numero > 7");
  is_one(place.faults(), Kind::cut, 8, 10);
  TenReadings hidden;
  hidden.tamper(
      "DELETE FROM audit WHERE numero > 7; UPDATE sqlite_sequence SET seq = 7 WHERE name = 'audit'");
  CHECK(hidden.faults().empty());
  is_one(hidden.faults(true), Kind::cut, 8, 10);
  // Written over since, it is another entry that has that number.
  {
    AccessFile file(hidden.base());
    Audit audit(file);
    for (int i = 0; i < 5; ++i) audit.append(marie, AuditKind::edition, {}, "", noon);
  }
  is_one(hidden.faults(true), Kind::other_head, 10, 10);
}

TEST_CASE("une fin coupée n'est pas recouverte par ce qui suit") {
  TenReadings place;
  place.tamper("DELETE FROM audit WHERE numero > 7");
  {
    AccessFile file(place.base());
    Audit audit(file);
    CHECK(audit.append(marie, AuditKind::edition, {}, "", noon) == 11);
  }
  is_one(place.faults(), Kind::removed, 8, 10);
}

TEST_CASE(
    "un journal refait sous une autre clé se voit à la clé, et à la tête si la clé est remplacée aussi") {
  TenReadings place;
  TemporaryAccess forger;
  { AccessFile made(forger.base()); }
  const auto forged = AccessKey::read(forger.key());
  {
    SQLite::Database database(place.file(), SQLite::OPEN_READWRITE);
    database.exec("DROP TRIGGER audit_ne_change_pas; UPDATE audit SET compte = 'un.autre' WHERE numero = 7");
    AccessKey::Bytes before{};
    for (int number = 1; number <= 10; ++number) {
      SQLite::Statement read(
          database, "SELECT heure, compte, role, quoi, cle_dossier, detail FROM audit WHERE numero = ?");
      read.bind(1, number);
      REQUIRE(read.executeStep());
      before = chained(
          forged, before,
          {static_cast<std::uint64_t>(number), read.getColumn(0).getInt64(), read.getColumn(1).getString(),
           read.getColumn(2).getString(), read.getColumn(3).getString(), read.getColumn(4).getString(),
           read.getColumn(5).getString()});
      SQLite::Statement write(database, "UPDATE audit SET mac = ? WHERE numero = ?");
      write.bind(1, before.data(), static_cast<int>(before.size()));
      write.bind(2, number);
      write.exec();
    }
  }
  is_one(place.faults(), Kind::rewritten, 1, 10);
  // With the key changed for the forger's as well.
  std::filesystem::copy_file(forger.key(), place.key(), std::filesystem::copy_options::overwrite_existing);
  is_one(place.faults(), Kind::other_key, 0, 0);
  CHECK_THROWS_AS(AccessFile(place.base()), AccessError);
  place.tamper("UPDATE reglages SET valeur = '" + forged.id() + "' WHERE nom = 'cle'");
  CHECK(place.faults().empty());
  is_one(place.faults(true), Kind::other_head, 10, 10);
}

TEST_CASE("le journal refuse une retouche de mégarde") {
  TenReadings place;
  SQLite::Database database(place.file(), SQLite::OPEN_READWRITE);
  CHECK_THROWS(database.exec("UPDATE audit SET compte = 'x' WHERE numero = 1"));
  CHECK_THROWS(database.exec("DELETE FROM audit WHERE numero = 1"));
}

TEST_CASE("un dossier oublié ne se relie plus à rien, et le journal reste entier") {
  TenReadings place;
  {
    AccessFile file(place.base());
    Audit audit(file);
    AuditQuestion of_one;
    of_one.dossier = "64-0001004";
    const auto found = audit.search(of_one);
    REQUIRE(found.size() == 1);
    CHECK(found[0].number == 4);
    CHECK(found[0].account == "m.dupont");
    CHECK(audit.forget_dossier("64-0001004", by_hand, noon));
    CHECK(!audit.forget_dossier("64-0001004", by_hand, noon));
    CHECK(audit.search(of_one).empty());
    const auto all = audit.search({});
    REQUIRE(all.size() == 11);
    CHECK(all[0].what == "conservation");
    CHECK(all[7].number == 4);
    CHECK(all[7].forgotten);
    CHECK(all[7].dossier.empty());
    // Read again later, it is another one.
    audit.append(marie, AuditKind::lecture_dossier, "64-0001004", "", noon);
    CHECK(audit.search(of_one).size() == 1);
  }
  CHECK(place.faults(true).empty());
}

TEST_CASE("le numéro d'un dossier oublié n'est plus dans aucun fichier") {
  TemporaryAccess place;
  AccessFile file(place.base());
  Audit audit(file);
  audit.append(marie, AuditKind::acte, "64-0007777", "un acte du dossier 64-0007777, noté", noon);
  CHECK(place.bytes().find("64-0007777") != std::string::npos);
  CHECK(audit.search({})[0].detail == "un acte du dossier [le dossier], noté");
  audit.forget_dossier("64-0007777", by_hand, noon);
  CHECK(place.bytes().find("64-0007777") == std::string::npos);
}

TEST_CASE("le journal se cherche par compte, nature et jours, page à page") {
  TenReadings place;
  AccessFile file(place.base());
  Audit audit(file);
  audit.append({"a.martin", "cadre"}, AuditKind::edition, {}, "CSV", noon + std::chrono::hours(48));
  AuditQuestion by_account;
  by_account.account = "a.martin";
  CHECK(audit.search(by_account).size() == 1);
  AuditQuestion by_kind;
  by_kind.kind = AuditKind::lecture_dossier;
  CHECK(audit.search(by_kind).size() == 10);
  AuditQuestion by_day;
  by_day.from = noon + std::chrono::seconds(3);
  by_day.until = noon + std::chrono::seconds(5);
  CHECK(audit.search(by_day).size() == 2);
  AuditQuestion page;
  page.most = 4;
  std::vector<std::uint64_t> numbers;
  for (auto found = audit.search(page); !found.empty(); found = audit.search(page)) {
    for (const auto& entry : found) numbers.push_back(entry.number);
    page.before = found.back().number;
  }
  CHECK(numbers == std::vector<std::uint64_t>{11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1});
}

TEST_CASE("les têtes s'ajoutent à un fichier fermé aux autres, et se relisent, sauf une ligne coupée") {
  TenReadings place;
  const auto heads = place.beside("tetes");
  AccessFile file(place.base());
  Audit audit(file);
  append_head(heads, audit.head(), noon);
  audit.append(marie, AuditKind::edition, {}, "", noon);
  append_head(heads, audit.head(), noon);
  struct stat found {};
  REQUIRE(stat(heads.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  const auto read = read_heads(heads);
  REQUIRE(read.size() == 2);
  CHECK(read[0].number == 10);
  CHECK(read[0].mac == place.head.mac);
  CHECK(check_audit(file, read).whole());
  std::ofstream(heads, std::ios::app) << "12 abc";
  append_head(heads, audit.head(), noon);
  CHECK_THROWS_WITH(read_heads(heads), Catch::Contains("ligne 3"));
  // A file of something else is not spoilt by one.
  CHECK_THROWS_WITH(append_head(place.base(), audit.head(), noon), Catch::Contains("autre chose"));
  CHECK(std::filesystem::file_size(place.base()) == 8);
}
