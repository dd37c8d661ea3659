#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include "apps/serveur/http/percent.hpp"
#include "tests/serveur/served_bench.hpp"

/// What the bench says it has written is there, whenever it is killed: once, whole, and told in the audit.
/// FILROUGE_ECRITURES=1000x100 draws another count of writes and of kills, FILROUGE_GRAINE other draws.
namespace {

using namespace filrouge;
using namespace filrouge::pages;

constexpr int dossier_count = 6;
constexpr int day_count = 60;

Date today() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return {static_cast<std::int32_t>(now.time_since_epoch().count())};
}

std::string number_of(int dossier) {
  return fmt::format("64-K{}", dossier);
}
std::string household(int dossier, Date asked) {
  const auto day = [&](int before) { return iso_date(asked - before); };
  return fmt::format(
      R"({{"schema":1,"dossier":"{}","departement":"64","territoire":"Adour BAB","personnes":[{{"id":"p1","role":"demandeur","attributs":[{{"nom":"soumission_droits_devoirs","valeur":true,"le":"{}"}}]}}],"evenements":[)"
      R"({{"id":"e1","type":"contrat_engagement_signe","le":"{}","du":"{}","personne":"p1","champs":{{"heures_semaine":15}}}},)"
      R"({{"id":"e2","type":"manquement_constate","le":"{}","personne":"p1","reference":"M-{}","champs":{{"nature":"non_respect"}}}}]}})"
      "\n",
      number_of(dossier), day(300), day(200), day(200), day(70), dossier);
}

void put(FormFields& fields, const std::string& name, const std::string& value) {
  std::erase_if(fields, [&](const auto& field) { return field.first == name; });
  fields.emplace_back(name, value);
}
std::string sent(const FormFields& fields, const std::string& name) {
  for (const auto& [key, value] : fields)
    if (key == name) return value;
  return {};
}

/// A write that somebody asked for.
struct Asked {
  std::string account, kind, dossier, detail;
  std::string mark;  ///< the key of its form, the reason of a follow-up: what finds it in the base
  enum class Told { nothing, written, refused } told = Told::nothing;
};

/// What the clerks share: they write until enough is written by all.
struct Office {
  const ServedBench& bench;
  std::size_t enough;
  std::atomic<std::size_t> written{0};
  std::atomic<bool> closed{false};  ///< they go home, whatever is left

  bool open() const { return written < enough && !closed; }
};

/// Somebody who writes and writes, from the pages.
class Clerk {
 public:
  Clerk(Office& office, std::string session, std::string account, std::string other, unsigned seed)
      : office_(office),
        browser_(office.bench, std::move(session)),
        account_(std::move(account)),
        other_(std::move(other)),
        draw_(seed) {}

  void work() {
    while (office_.open()) {
      try {
        switch (drawn(10)) {
          case 0:
          case 1:
            correct();
            break;
          case 2:
          case 3:
          case 4:
            follow();
            break;
          default:
            record();
        }
      } catch (const Cut&) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
    }
  }

  std::vector<Asked> asked;
  std::vector<std::string> surprises;  ///< answers that no page should have given

 private:
  int drawn(int below) { return std::uniform_int_distribution<int>(0, below - 1)(draw_); }
  std::string drawn_day() { return iso_date(today() - 1 - drawn(day_count)); }
  void surprise(const std::string& doing, const Answer& answer) {
    const auto at = answer.body.find("<main");
    surprises.push_back(fmt::format("{}: {} {}", doing, answer.status, answer.body.substr(at, 3000)));
  }

  void record() {
    static const std::vector<std::pair<std::string, FormFields>> kinds = {
        {"courrier_envoye", {{"champs.objet", "information_prealable"}, {"champs.mode", "lrar"}}},
        {"courrier_envoye", {{"champs.objet", "relance"}, {"champs.mode", "simple"}}},
        {"observation_beneficiaire", {}},
        {"mise_en_conformite", {}},
        {"appreciation", {{"champs.objet", "motif_legitime"}, {"champs.conclusion", "oui"}}}};
    const auto& [type, values] = kinds[static_cast<std::size_t>(drawn(static_cast<int>(kinds.size())))];
    const auto dossier = drawn(dossier_count);
    const auto page = "/dossiers/" + number_of(dossier) + "/acte";
    const auto opened = browser_.get(fmt::format("{}?affaire=M-{}&personne=p1&type={}", page, dossier, type));
    if (opened.status != 200) return surprise("GET " + page, opened);
    auto fields = opened.form(page);
    put(fields, "le", drawn_day());
    for (const auto& [name, value] : values) put(fields, name, value);
    save(page, fields, {account_, "acte", number_of(dossier), type, {}});
  }

  void correct() {
    if (mine_.empty()) return record();
    const auto& [dossier, act, type] = mine_[static_cast<std::size_t>(drawn(static_cast<int>(mine_.size())))];
    const auto page = fmt::format("/dossiers/{}/acte/{}/corriger", dossier, act);
    const auto opened = browser_.get(page);
    if (opened.status != 200) return surprise("GET " + page, opened);
    auto fields = opened.form(page);
    auto day = drawn_day();
    while (day == sent(fields, "le")) day = drawn_day();
    put(fields, "le", day);
    put(fields, "motif", "mal recopié");
    save(page, fields, {account_, "correction", dossier, "correction : " + type, {}});
  }

  /// The two clicks, and the second again when nobody answered it.
  void save(const std::string& page, FormFields fields, Asked it) {
    put(fields, "faire", "voir");
    const auto shown = browser_.post(page, fields);
    if (shown.status != 200) return surprise("POST voir " + page, shown);
    fields = shown.form(page);
    if (shown.says("name=\"confirme\"")) put(fields, "confirme", "oui");
    put(fields, "faire", "enregistrer");
    it.mark = sent(fields, "cle");
    asked.push_back(it);
    const auto place = asked.size() - 1;
    const bool stays = drawn(4) != 0;
    for (;;) {
      try {
        const auto saved = browser_.post(page, fields);
        if (saved.status == 303 || saved.says("Déjà enregistré")) {
          asked[place].told = Asked::Told::written;
          ++office_.written;
          if (it.kind == "acte" && saved.status == 303) remember(it, saved.location);
        } else {
          asked[place].told = Asked::Told::refused;
          // Somebody else wrote in the dossier meanwhile, or holds the base.
          if (saved.status != 409 && saved.status != 503) surprise("POST " + page, saved);
        }
        return;
      } catch (const Cut&) {
        if (!stays || office_.closed) return;  // what became of it, nobody was told
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    }
  }

  void remember(const Asked& it, const std::string& location) {
    const auto begin = location.find("/acte/") + 6;
    mine_.push_back({it.dossier, location.substr(begin, location.find('?') - begin), it.detail});
  }

  void follow() {
    const auto list = browser_.get("/?role=tous");
    if (list.status != 200) return surprise("GET /", list);
    std::vector<std::string> lines;
    for (auto at = list.body.find("href=\"/dossiers/"); at != std::string::npos;
         at = list.body.find("href=\"/dossiers/", at + 1)) {
      const auto address = list.body.substr(at + 6, list.body.find('"', at + 6) - at - 6);
      if (address.find("/suivi/") != std::string::npos) lines.push_back(address);
    }
    if (lines.empty()) return;
    const auto& page = lines[static_cast<std::size_t>(drawn(static_cast<int>(lines.size())))];
    const auto opened = browser_.get(page);
    if (opened.status == 404) return;  // settled since the list was read
    if (opened.status != 200) return surprise("GET " + page, opened);
    auto fields = opened.form(page);
    const bool passes = drawn(4) != 0;
    const auto mark = fmt::format("motif {} {}", account_, asked.size());
    put(fields, "geste", passes ? "passe" : "reporte");
    put(fields, "motif", mark);
    if (passes)
      put(fields, "a", other_);
    else
      put(fields, "jour", iso_date(today() + 1 + drawn(9)));
    const auto begin = std::string("/dossiers/").size();
    asked.push_back({account_, "suivi", page.substr(begin, page.find('/', begin) - begin),
                     passes ? "passe" : "reporte", mark});
    const auto place = asked.size() - 1;
    const auto saved = browser_.post(page, fields);
    asked[place].told = saved.status == 303 ? Asked::Told::written : Asked::Told::refused;
    if (saved.status == 303) ++office_.written;
    if (saved.status != 303 && saved.status != 404 && saved.status != 503) surprise("POST " + page, saved);
  }

  struct Mine {
    std::string dossier, act, type;
  };

  Office& office_;
  Browser browser_;
  std::string account_, other_;
  std::mt19937 draw_;
  std::vector<Mine> mine_;
};

std::string whole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What finds each write in the base, with how often it is there.
std::map<std::string, int> found_in(const std::string& base) {
  SQLite::Database database(base, SQLite::OPEN_READONLY);
  std::map<std::string, int> all;
  for (const auto* sql :
       {"SELECT source_cle FROM vue_evenements WHERE source_objet = 'banc'", "SELECT motif FROM suivis"}) {
    SQLite::Statement rows(database, sql);
    while (rows.executeStep()) ++all[rows.getColumn(0).getString()];
  }
  return all;
}

/// How often the audit tells that this account did that of that dossier.
std::map<std::string, int> told_in(acces::Access& access) {
  std::map<std::string, int> all;
  acces::AuditQuestion question;
  question.most = 1000;
  for (;;) {
    const auto entries = access.audit.search(question);
    for (const auto& entry : entries)
      ++all[fmt::format("{} {} {} {}", entry.account, entry.what, entry.dossier, entry.detail)];
    if (entries.size() < question.most) return all;
    question.before = entries.back().number;
  }
}

struct Campaign {
  std::size_t writes = 60, kills = 6;
  unsigned seed = 2026;
  Campaign() {
    if (const auto* said = std::getenv("FILROUGE_ECRITURES")) std::sscanf(said, "%zux%zu", &writes, &kills);
    if (const auto* said = std::getenv("FILROUGE_GRAINE")) seed = static_cast<unsigned>(std::atoi(said));
  }
};

}  // namespace

TEST_CASE("ce que le banc dit avoir écrit y est une fois, entier, tué à tout moment", "[coupures]") {
  const Campaign campaign;
  http::Place place;
  const auto base = place("banc.db"), out = place("dit");
  {
    std::ofstream dossiers(place("d.ndjson"));
    for (int i = 0; i < dossier_count; ++i) dossiers << household(i, today());
  }
  REQUIRE(
      run_filrouge({"importer", "--regles", FILROUGE_SOURCE_DIR "/rules", "--base", base, place("d.ndjson")},
                   out) == 0);
  acces::Access access(base);
  const auto session = [&](const std::string& name) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto account = access.accounts.add(name, {acces::Role::cadre, true, {}, {}},
                                             "quatre mots sans rapport", false, {"essai", ""}, now);
    return access.file.writing(
        [&](SQLite::Database& writing) { return access.sessions.open_in(writing, account.id, now); });
  };

  ServedBench bench(base, place("journal"));
  bench.start();
  Office office{bench, campaign.writes};
  Clerk camille(office, session("camille"), "camille", "dominique", campaign.seed);
  Clerk dominique(office, session("dominique"), "dominique", "camille", campaign.seed + 1);
  std::size_t killed = 0;
  {
    std::vector<std::jthread> at_work;
    for (auto* clerk : {&camille, &dominique}) at_work.emplace_back([clerk] { clerk->work(); });
    // Whatever is thrown here, they end.
    struct End {
      Office& office;
      ~End() { office.closed = true; }
    } end{office};
    std::mt19937 draw(campaign.seed + 2);
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(60 + campaign.writes);
    while (killed < campaign.kills && std::chrono::steady_clock::now() < limit) {
      // Spread over the writes; then at any moment of what is going on.
      if (office.written < campaign.writes * killed / campaign.kills) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        continue;
      }
      std::this_thread::sleep_for(std::chrono::microseconds(draw() % 60000));
      if (!bench.kill()) break;  // it fell of itself: fewer were killed than asked
      ++killed;
      bench.start();
    }
    while (office.written < campaign.writes && std::chrono::steady_clock::now() < limit)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  CHECK(bench.stop() == 0);
  CHECK(killed == campaign.kills);
  CHECK(office.written >= campaign.writes);
  INFO(whole(place("journal")).substr(0, 2000));

  const auto in_base = found_in(base);
  const auto in_audit = told_in(access);
  std::map<std::string, int> owed;
  std::size_t unknown = 0, unknown_there = 0, refused = 0;
  for (const auto* clerk : {&camille, &dominique}) {
    for (const auto& surprise : clerk->surprises) {
      INFO(surprise);
      CHECK(false);
    }
    for (const auto& it : clerk->asked) {
      const auto found = in_base.find(it.mark);
      const int times = found == in_base.end() ? 0 : found->second;
      INFO(it.account << " " << it.kind << " " << it.dossier << " " << it.detail << " " << it.mark);
      if (it.told == Asked::Told::written) {
        CHECK(times == 1);
        ++owed[fmt::format("{} {} {} {}", it.account, it.kind, it.dossier, it.detail)];
      } else if (it.told == Asked::Told::refused) {
        CHECK(times == 0);
        ++refused;
      } else {
        CHECK(times <= 1);
        ++unknown;
        unknown_there += static_cast<std::size_t>(times);
      }
    }
  }
  for (const auto& [what, count] : owed) {
    INFO(what);
    const auto told = in_audit.find(what);
    REQUIRE(told != in_audit.end());
    CHECK(told->second >= count);
  }

  for (const auto& file : {base, base + ".acces"}) {
    SQLite::Database database(file, SQLite::OPEN_READONLY);
    CHECK(database.execAndGet("PRAGMA integrity_check").getString() == "ok");
  }
  CHECK(run_filrouge({"audit", "--base", base, "--verifier"}, out) == 0);
  const std::string rules = FILROUGE_SOURCE_DIR "/rules", night = place("nuit"), all = place("tout");
  const auto day = iso_date(today());
  CHECK(run_filrouge({"controler", "--regles", rules, "--base", base, "--au", day, "--depuis-derniere",
                      "--format", "ndjson"},
                     night) == 0);
  CHECK(run_filrouge({"controler", "--regles", rules, "--dossiers", base, "--au", day, "--format", "ndjson"},
                     all) == 0);
  CHECK(!whole(all).empty());
  CHECK(whole(night) == whole(all));
  fmt::print(
      "{} écritures dites faites, {} coupures ; {} restées sans réponse, dont {} sont là ; {} refusées\n",
      office.written.load(), killed, unknown, unknown_there, refused);
}
