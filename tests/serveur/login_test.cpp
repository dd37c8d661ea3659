#include "apps/serveur/acces/login.hpp"

#include <catch2/catch.hpp>
#include <thread>

#include "apps/serveur/acces/access_error.hpp"
#include "tests/serveur/temporary_access.hpp"

using namespace filrouge;
using namespace filrouge::acces;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const std::string office = "10.0.0.1";
const std::string elsewhere = "192.0.2.7";

struct Bench : TemporaryAccess, OpenedAccess {
  Bench() : OpenedAccess(static_cast<const TemporaryAccess&>(*this)) {
    accounts.add("m.dupont", {Role::referent, false, {"Adour BAB"}, {}}, good, false, by_hand, noon);
    accounts.add("chef", rights(Role::administration), good, false, by_hand, noon);
  }
  std::string entered(const std::string& name = "m.dupont", Moment now = noon) {
    const auto entrance = login.open(name, good, office, now);
    REQUIRE(entrance.token);
    return *entrance.token;
  }
};

}  // namespace

TEST_CASE("qui entre est reconnu avec ses droits, et le journal le dit") {
  Bench bench;
  const auto token = bench.entered("M.Dupont");
  const auto there = bench.sessions.resume(token, noon);
  REQUIRE(there);
  CHECK(there->visitor.name == "m.dupont");
  CHECK(there->visitor.role == Role::referent);
  CHECK(there->visitor.sees("Adour BAB"));
  CHECK(!there->visitor.sees("Béarn"));
  CHECK(!there->visitor.sees(""));
  CHECK(!there->token);
  CHECK(bench.audit.search({})[0].what == "connexion");
  bench.login.close(token, noon);
  CHECK(!bench.sessions.resume(token, noon));
  CHECK(bench.audit.search({})[0].what == "deconnexion");
  CHECK(!bench.sessions.resume("", noon));
  CHECK(!bench.sessions.resume(std::string(43, 'A'), noon));
}

TEST_CASE("une session finit après une demi-heure sans rien, et dix heures quoi qu'on fasse") {
  Bench bench;
  const auto token = bench.entered();
  CHECK(bench.sessions.resume(token, noon + minutes(29)));
  CHECK(bench.sessions.resume(token, noon + minutes(58)));
  CHECK(!bench.sessions.resume(token, noon + minutes(58 + 30)));
  const auto long_one = bench.entered("m.dupont", noon);
  for (int quarter = 1; quarter < 40; ++quarter)
    REQUIRE(bench.sessions.resume(long_one, noon + minutes(15 * quarter)));
  CHECK(bench.sessions.resume(long_one, noon + hours(10) - seconds(1)));
  CHECK(!bench.sessions.resume(long_one, noon + hours(10)));
}

TEST_CASE("des droits changés valent aussitôt, sous un autre jeton, et le premier n'ouvre plus rien") {
  Bench bench;
  const auto token = bench.entered();
  bench.accounts.change("m.dupont", {Role::cadre, false, {"Béarn"}, {}}, by_hand, noon);
  const auto there = bench.sessions.resume(token, noon);
  REQUIRE(there);
  REQUIRE(there->token);
  CHECK(*there->token != token);
  CHECK(there->visitor.role == Role::cadre);
  CHECK(!there->visitor.sees("Adour BAB"));
  CHECK(bench.sessions.form_is_of(*there->token, there->visitor.csrf));
  CHECK(!bench.sessions.resume(token, noon));
  const auto after = bench.sessions.resume(*there->token, noon);
  REQUIRE(after);
  CHECK(!after->token);
  // The ten hours run from the entrance.
  CHECK(after->visitor.ends == noon + hours(10));
}

TEST_CASE("un mot de passe changé, un compte fermé, finissent les sessions") {
  Bench bench;
  const auto token = bench.entered();
  bench.accounts.set_password("m.dupont", other, true, by_hand, noon);
  CHECK(!bench.sessions.resume(token, noon));
  CHECK(!bench.login.open("m.dupont", good, office, noon).token);
  const auto again = bench.login.open("m.dupont", other, office, noon);
  REQUIRE(again.token);
  CHECK(bench.sessions.resume(*again.token, noon)->visitor.must_change);
  bench.accounts.close("m.dupont", by_hand, noon);
  CHECK(!bench.sessions.resume(*again.token, noon));
  CHECK(!bench.login.open("m.dupont", other, office, noon).token);
}

TEST_CASE("qui est là change son mot de passe en disant l'ancien, et ses autres sessions finissent") {
  Bench bench;
  const auto token = bench.entered();
  const auto elsewhere_open = bench.entered();
  CHECK(!bench.login.change_password(token, "ce n'est pas lui", other, office, noon).token);
  CHECK(bench.audit.search({})[0].what == "refus");
  CHECK_THROWS_AS(bench.login.change_password(token, good, "court", office, noon), AccessError);
  CHECK_THROWS_AS(bench.login.change_password(token, good, good, office, noon), AccessError);
  const auto changed = bench.login.change_password(token, good, other, office, noon);
  REQUIRE(changed.token);
  CHECK(bench.sessions.resume(*changed.token, noon));
  CHECK(!bench.sessions.resume(token, noon));
  CHECK(!bench.sessions.resume(elsewhere_open, noon));
  CHECK(bench.login.open("m.dupont", other, office, noon).token);
}

TEST_CASE("un formulaire n'est que de sa session") {
  Bench bench;
  const auto one = bench.entered();
  const auto two = bench.entered();
  const auto csrf = bench.sessions.resume(one, noon)->visitor.csrf;
  CHECK(bench.sessions.form_is_of(one, csrf));
  CHECK(!bench.sessions.form_is_of(two, csrf));
  CHECK(!bench.sessions.form_is_of(one, ""));
  CHECK(!bench.sessions.form_is_of(one, one));
}

TEST_CASE("un nom inconnu, un compte fermé, un mauvais mot de passe ont la même réponse, au même prix") {
  Bench bench;
  bench.accounts.add("parti", rights(Role::lecture), good, false, by_hand, noon);
  bench.accounts.close("parti", by_hand, noon);
  bench.hashing.closed_hash();
  for (const auto* name : {"m.dupont", "personne", "parti", "", "deux mots", "' OR 1 = 1 --"}) {
    INFO(name);
    const auto before = bench.hashing.computations();
    const auto entries = bench.audit.head().number;
    const auto entrance = bench.login.open(name, "un mauvais mot de passe", elsewhere, noon);
    CHECK(!entrance.token);
    CHECK(entrance.wait == 0);
    CHECK(bench.hashing.computations() == before + 1);
    CHECK(bench.audit.head().number == entries + 1);
  }
  CHECK(bench.audit.search({})[0].account.empty());
}

TEST_CASE("deux demandes à cheval sur une seconde comptent toutes deux") {
  Bench bench;
  for (const int second : {1, 0, 1})
    bench.login.open("m.dupont", "un mauvais mot de passe", elsewhere, noon + seconds(second));
  CHECK(bench.login.open("m.dupont", good, elsewhere, noon).wait > 0);
}

TEST_CASE("après trois échecs un compte attend, de plus en plus, et l'attente ne coûte rien") {
  Bench bench;
  auto now = noon;
  const auto fail = [&](const std::string& name = "m.dupont", const std::string& from = elsewhere) {
    return bench.login.open(name, "un mauvais mot de passe", from, now).wait;
  };
  CHECK(fail() == 0);
  CHECK(fail() == 0);
  CHECK(fail() == 1);
  const auto before = bench.hashing.computations();
  const auto entries = bench.audit.head().number;
  CHECK(bench.login.open("m.dupont", good, elsewhere, now).wait == 1);
  CHECK(bench.hashing.computations() == before);
  CHECK(bench.audit.head().number == entries);
  std::int64_t wait = 1;
  for (int i = 0; i < 20; ++i) {
    now += seconds(wait);
    wait = fail();
  }
  CHECK(wait == 15 * 60);
  // From another address as well, and after a restart.
  CHECK(bench.login.open("m.dupont", good, "198.51.100.1", now).wait == 15 * 60);
  OpenedAccess restarted(static_cast<const TemporaryAccess&>(bench));
  CHECK(restarted.login.open("m.dupont", good, elsewhere, now).wait == 15 * 60);
  CHECK(restarted.login.open("m.dupont", good, elsewhere, now + minutes(15)).token);
  // Entering ends it.
  now += minutes(15);
  CHECK(fail() == 0);
}

TEST_CASE("qui échoue exprès ailleurs ne retarde pas qui vient d'où il vient d'ordinaire") {
  Bench bench;
  bench.entered();
  for (int i = 0; i < 3; ++i)
    bench.login.open("m.dupont", "un mauvais mot de passe", elsewhere, noon + hours(1));
  CHECK(bench.login.open("m.dupont", good, elsewhere, noon + hours(1)).wait == 1);
  CHECK(bench.login.open("m.dupont", good, office, noon + hours(1)).token);
  // Nor does it give more tries from there.
  for (int i = 0; i < 3; ++i)
    bench.login.open("m.dupont", "un mauvais mot de passe", office, noon + hours(2));
  CHECK(bench.login.open("m.dupont", good, office, noon + hours(2)).wait == 1);
}

TEST_CASE("qui essaie des noms l'un après l'autre attend, d'où qu'il soit dans son réseau") {
  Bench bench;
  auto now = noon;
  const auto fail = [&](int i, const std::string& from) {
    return bench.login.open("nom" + std::to_string(i), "un mauvais mot de passe", from, now).wait;
  };
  for (int i = 0; i < 9; ++i) CHECK(fail(i, "2001:db8::" + std::to_string(i + 1)) == 0);
  CHECK(fail(9, "2001:db8::a") == 1);
  CHECK(bench.login.open("chef", good, "2001:db8::ffff", noon).wait == 1);
  CHECK(bench.login.open("chef", good, "2001:db8:0:1::1", noon).token);
  // The half-minutes forgive.
  now += seconds(30);
  CHECK(bench.login.open("m.dupont", good, "2001:db8::1", now).token);
  CHECK(fail(10, "2001:db8::b") == 1);
}

TEST_CASE("cent essais à la fois ne valent pas un seul essai") {
  Bench bench;
  std::vector<std::thread> threads;
  threads.reserve(16);
  for (int i = 0; i < 16; ++i)
    threads.emplace_back([&] { bench.login.open("m.dupont", "un mauvais mot de passe", elsewhere, noon); });
  for (auto& thread : threads) thread.join();
  CHECK(bench.hashing.computations() <= 2 + 1 + 3);  // two accounts made, the closed one, three tries
}

TEST_CASE("l'administrateur lève l'attente en donnant un mot de passe") {
  Bench bench;
  for (int i = 0; i < 3; ++i) bench.login.open("m.dupont", "un mauvais mot de passe", elsewhere, noon);
  CHECK(bench.login.open("m.dupont", good, elsewhere, noon).wait == 1);
  bench.accounts.set_password("m.dupont", other, true, by_hand, noon);
  CHECK(bench.login.open("m.dupont", other, elsewhere, noon).token);
}

TEST_CASE("ni mot de passe, ni jeton, ni nom essayé n'est dans un fichier") {
  Bench bench;
  const auto token = bench.entered();
  const auto csrf = bench.sessions.resume(token, noon)->visitor.csrf;
  bench.login.open("hunter2 tape dans la mauvaise case", "un mauvais mot de passe", elsewhere, noon);
  bench.accounts.set_password("chef", other, false, by_hand, noon);
  const auto bytes = bench.bytes();
  CHECK(bytes.find("m.dupont") != std::string::npos);
  for (const auto& secret : {good, other, token, csrf, std::string("hunter2"), std::string("un mauvais mot")})
    CHECK(bytes.find(secret) == std::string::npos);
}
