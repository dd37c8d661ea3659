#include "apps/serveur/acces/accounts.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "apps/serveur/acces/access_error.hpp"
#include "tests/serveur/temporary_access.hpp"

using namespace filrouge;
using namespace filrouge::acces;
using Catch::Contains;

TEST_CASE("aucun compte n'est là d'avance, et un nom n'est qu'à un") {
  TemporaryAccess place;
  OpenedAccess access(place);
  CHECK(access.accounts.list().empty());
  const auto made =
      access.accounts.add("Élodie.M", {Role::referent, false, {"Adour BAB", "Béarn"}, "referent_fil_rouge"},
                          good, true, by_hand, noon);
  CHECK(made.name == "elodie.m");
  CHECK_THROWS_WITH(access.accounts.add("elodie.m", rights(Role::lecture), good, true, by_hand, noon),
                    Contains("déjà là"));
  const auto found = access.accounts.find("ELODIE.M");
  REQUIRE(found);
  CHECK(found->rights.territoires == std::vector<std::string>{"Adour BAB", "Béarn"});
  CHECK(found->rights.role_metier == "referent_fil_rouge");
  CHECK(found->must_change);
  for (const auto* wrong : {"a", "deux mots", "a/b", "1a", "", "<script>"})
    CHECK_THROWS_AS(access.accounts.add(wrong, rights(Role::lecture), good, true, by_hand, noon),
                    AccessError);
}

TEST_CASE("qui lit des dossiers dit lesquels") {
  TemporaryAccess place;
  OpenedAccess access(place);
  CHECK_THROWS_WITH(
      access.accounts.add("m.dupont", {Role::referent, false, {}, {}}, good, true, by_hand, noon),
      Contains("--partout"));
  CHECK_NOTHROW(
      access.accounts.add("chef", {Role::administration, false, {}, {}}, good, true, by_hand, noon));
  CHECK(!may(Role::administration, Right::read_caseload));
}

TEST_CASE("le dernier compte d'administration ouvert reste, et le reste") {
  TemporaryAccess place;
  OpenedAccess access(place);
  auto& accounts = access.accounts;
  accounts.add("chef", rights(Role::administration), good, false, by_hand, noon);
  CHECK_THROWS_WITH(accounts.close("chef", by_hand, noon), Contains("dernier compte d'administration"));
  CHECK_THROWS_WITH(accounts.change("chef", rights(Role::cadre), by_hand, noon),
                    Contains("dernier compte d'administration"));
  accounts.add("second", rights(Role::administration), good, false, by_hand, noon);
  accounts.close("chef", by_hand, noon);
  CHECK_THROWS_AS(accounts.close("second", by_hand, noon), AccessError);
  accounts.reopen("chef", by_hand, noon);
  CHECK_NOTHROW(accounts.close("second", by_hand, noon));
}

TEST_CASE("chaque changement d'un compte est au journal, celui qui est refusé non") {
  TemporaryAccess place;
  OpenedAccess access(place);
  access.accounts.add("m.dupont", rights(Role::lecture), good, false, by_hand, noon);
  access.accounts.change("m.dupont", rights(Role::cadre), by_hand, noon);
  access.accounts.set_password("m.dupont", other, false, by_hand, noon);
  access.accounts.close("m.dupont", by_hand, noon);
  CHECK_THROWS_AS(access.accounts.close("m.dupont", by_hand, noon), AccessError);
  CHECK_THROWS_AS(access.accounts.close("personne", by_hand, noon), AccessError);
  const auto told = access.audit.search({});
  REQUIRE(told.size() == 4);
  for (const auto& entry : told) {
    CHECK(entry.what == "compte");
    CHECK(entry.account == "ligne de commande");
    CHECK_THAT(entry.detail, Contains("m.dupont"));
  }
  CHECK_THAT(told[2].detail, Contains("lecture, partout devient cadre, partout"));
}

TEST_CASE("un mot de passe court, courant, en suite ou proche du nom est refusé avec la raison") {
  for (const auto* wrong :
       {"onze caract", "motdepasse2026!", "M0tDePasse2026", "azertyazerty", "Soleil123456", "aaaaaaaaaaaaa",
        "123456789012", "abcabcabcabc", "abcdefghijklm", "elodie.m2026!", "Élodie-M-2026!"})
    CHECK(!password_fault("elodie.m", wrong).empty());
  for (const auto* right : {"quatre mots sans rapport", "éàüéàüôîçèùï", "mon soleil à midi"})
    CHECK(password_fault("elodie.m", right) == "");
  CHECK_THAT(password_fault("elodie.m", "court"), Contains("douze caractères"));
  CHECK(password_fault("elodie.m", drawn_password()) == "");
  CHECK(drawn_password() != drawn_password());
}

TEST_CASE("un « é » d'un clavier et d'un autre ouvrent la même porte") {
  PasswordHashing hashing(PasswordCost::least());
  const auto hash = hashing.hash("l'\u00e9t\u00e9 indien revient");
  CHECK(hashing.matches(hash, "l'e\u0301te\u0301 indien revient"));
  CHECK(!hashing.matches(hash, "l'ete indien revient"));
}

TEST_CASE("le fichier et la clé ne sont qu'à leur propriétaire, et refusés s'ils s'ouvrent") {
  TemporaryAccess place;
  {
    OpenedAccess access(place);
    access.accounts.add("m.dupont", rights(Role::lecture), good, false, by_hand, noon);
    for (const auto& entry : std::filesystem::directory_iterator(place.folder)) {
      if (entry.path() == place.base()) continue;
      struct stat found {};
      REQUIRE(stat(entry.path().c_str(), &found) == 0);
      INFO(entry.path());
      CHECK((found.st_mode & 0777) == 0600);
    }
  }
  chmod(place.key().c_str(), 0640);
  CHECK_THROWS_WITH(OpenedAccess(place), Contains("ouverte à d'autres"));
  chmod(place.key().c_str(), 0600);
  chmod(place.file().c_str(), 0644);
  CHECK_THROWS_WITH(OpenedAccess(place), Contains("chmod 600"));
  chmod(place.file().c_str(), 0600);
  std::filesystem::remove(place.key());
  CHECK_THROWS_WITH(OpenedAccess(place), Contains("reprenez-la de la sauvegarde"));
  CHECK(!std::filesystem::exists(place.key()));
}

TEST_CASE("ni un autre fichier, ni celui d'un filrouge plus récent, n'est pris pour un fichier d'accès") {
  TemporaryAccess place;
  {
    SQLite::Database strange(place.file(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    strange.exec("CREATE TABLE photos(n)");
  }
  chmod(place.file().c_str(), 0600);
  CHECK_THROWS_WITH(OpenedAccess(place), Contains("n'est pas un fichier d'accès"));
  TemporaryAccess newer;
  { OpenedAccess access(newer); }
  {
    SQLite::Database database(newer.file(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA user_version = 99");
  }
  CHECK_THROWS_WITH(OpenedAccess(newer), Contains("plus récente"));
  TemporaryAccess nowhere;
  std::filesystem::remove(nowhere.base());
  CHECK_THROWS_WITH(OpenedAccess(nowhere), Contains("n'est pas là"));
  CHECK(!std::filesystem::exists(nowhere.file()));
}
