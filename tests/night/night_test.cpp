#include "engine/night/night.hpp"

#include <SQLiteCpp/Statement.h>

#include <catch2/catch.hpp>

#include "engine/session/loaded_rules.hpp"
#include "engine/store/import.hpp"
#include "engine/store/stored_lines.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

const LoadedRules& rules() {
  static const std::vector<RuleText> texts = {{"essai.fil", R"(module essai
  tous les départements
  conduite par référente
  conventions essai
  fondement « essai »
  statut vérifié « essai »
conventions essai
  délais de l'administration : non francs, non prorogés
  délais de la personne : non francs, non prorogés
  fondement « essai »
rôle référente « Référente » institution departement
événement visite « Visite »
  portée personne
événement bilan « Bilan »
  portée personne
procédure suivi « Suivi »
  une instance par visite, pour la personne
  état ouvert initial « Ouvert »
    échéance voir : 10 jours après visite
      tenue par bilan
      à faire « Faire le bilan » par référente
    dès bilan, aller à fini
  état fini final « Fini »
)"}};
  static const LoadedRules loaded(texts, {}, dsl::Extent::to_run);
  INFO(loaded.errors);
  REQUIRE(loaded.program);
  return loaded;
}

/// A base followed night after night.
class Followed {
 public:
  void tell(const std::string& dossier, const std::string& act, const std::string& territoire = "Adour") {
    Base base(place_.name(), BaseAccess::write);
    Import import(base, rules().model().vocabulary);
    import.begin_file({"essai.ndjson", "ndjson", "", 1, "", "2026-03-01T05:00:00"});
    const auto refused = import.merge(
        record(R"({"schema":1,"dossier":")" + dossier + R"(","departement":"64","territoire":")" +
               territoire + R"(","personnes":[{"id":"p1","role":"demandeur"}],"evenements":[)" + act + "]}"),
        1);
    REQUIRE(refused.empty());
    import.commit();
  }
  NightTally night(const std::string& on, bool whole = false) {
    Base base(place_.name(), BaseAccess::write);
    return pass_night(base, *rules().program, {*parse_iso_date(on), on + "T04:00:00Z", whole}, {});
  }
  /// The rows of that request, their columns between spaces; days as days of March 2026.
  std::vector<std::string> rows(const std::string& sql) {
    Base base(place_.name(), BaseAccess::read);
    SQLite::Statement read(base.database(), sql);
    std::vector<std::string> rows;
    while (read.executeStep()) {
      auto& row = rows.emplace_back();
      for (int i = 0; i < read.getColumnCount(); ++i)
        row += (i ? " " : "") + (read.getColumn(i).isNull() ? "-" : read.getColumn(i).getString());
    }
    return rows;
  }
  /// What was said of the délai: its statut, the day it was first said, the day it no longer was, and since
  /// when it has that statut.
  std::vector<std::string> deadline() {
    return rows(
        "SELECT statut, strftime('%d', dit_le * 86400, 'unixepoch'), strftime('%d', fini_le * 86400, "
        "'unixepoch'), strftime('%d', statut_le * 86400, 'unixepoch') FROM constats WHERE nature = "
        "'echeance' "
        "ORDER BY dossier, dit_le");
  }
  std::string lines() {
    Base base(place_.name(), BaseAccess::read);
    std::string all;
    each_stored(base, {}, [&](const StoredLines& answer) {
      for (const auto line : answer.lines) all.append(line).append("\n");
    });
    return all;
  }
  std::string path() const { return place_.name(); }
  void exec(const std::string& sql) {
    Base base(place_.name(), BaseAccess::write);
    base.database().exec(sql);
  }
  std::vector<std::string> counts() {
    return rows("SELECT territoire, role, quoi, jour, nombre FROM decomptes ORDER BY 1, 2, 3, 4");
  }

 private:
  TemporaryBase place_;
};

const std::string visit = R"({"id":"e1","type":"visite","personne":"p1","le":"2026-03-02"})";
const std::string report = R"({"id":"e2","type":"bilan","personne":"p1","le":"2026-03-20"})";
using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("une ligne garde le jour où elle fut dite d'abord, et celui où elle ne l'est plus", "[nuit]") {
  Followed base;
  base.tell("64-1", visit);
  // Dite par les règles depuis le 2, elle n'est vue que la nuit du 5.
  base.night("2026-03-05");
  CHECK(base.deadline() == Rows{"a_venir 05 - 05"});
  const auto late = base.night("2026-03-13");
  CHECK(base.deadline() == Rows{"depassee 05 - 13"});
  CHECK(late.moved == 1);
  base.tell("64-1", R"({"id":"k1","type":"annulation","le":"2026-03-15","champs":{"annule":"e1"}})");
  base.night("2026-03-15");
  CHECK(base.deadline() == Rows{"depassee 05 15 13"});
  // L'annulation annulée, la même chose est dite de nouveau : une ligne de plus, l'ancienne reste.
  base.tell("64-1", R"({"id":"k2","type":"annulation","le":"2026-03-18","champs":{"annule":"k1"}})");
  base.night("2026-03-18");
  CHECK(base.deadline() == Rows{"depassee 05 15 13", "depassee 18 - 18"});
}

TEST_CASE("n'est évalué que ce qui a pu changer", "[nuit]") {
  Followed base;
  for (const auto* dossier : {"64-1", "64-2", "64-3"}) base.tell(dossier, visit);
  CHECK(base.night("2026-03-05").evaluated == 3);
  CHECK(base.night("2026-03-06").evaluated == 0);
  base.tell("64-2", report);
  CHECK(base.night("2026-03-07").evaluated == 1);
  // Une ligne touchée à la main compte comme un import.
  base.exec("UPDATE evenements SET le = le + 1 WHERE dossier = '64-3'");
  CHECK(base.night("2026-03-07").evaluated == 1);
  base.exec(
      "DROP TRIGGER journal_evenements_change; UPDATE evenements SET le = le + 1 WHERE dossier = '64-3'");
  const auto whole = base.night("2026-03-08");
  CHECK(whole.evaluated == 3);
  CHECK(whole.reason.find("refaite à la main") != std::string::npos);
}

TEST_CASE("les décomptes sont ceux des lignes, quoi qu'il arrive aux dossiers", "[nuit]") {
  Followed base;
  base.tell("64-1", visit, "Adour");
  base.tell("64-2", visit, "Béarn");
  base.night("2026-03-05");
  const auto due = std::to_string(parse_iso_date("2026-03-12")->days);
  const auto has = [&](const std::string& row) {
    const auto all = base.counts();
    return std::ranges::find(all, row) != all.end();
  };
  CHECK(has("* referente attendu " + due + " 2"));
  CHECK(has("Adour referente attendu " + due + " 1"));
  base.tell("64-2", "", "Adour");  // il déménage
  base.night("2026-03-06");
  CHECK(has("Adour referente attendu " + due + " 2"));
  base.night("2026-03-13");
  CHECK(has("* referente echu 0 2"));
  CHECK_FALSE(has("* referente attendu " + due + " 2"));
  // Un dossier retiré emporte ses lignes, et n'est plus compté.
  base.exec("DELETE FROM dossiers WHERE dossier = '64-1'");
  base.night("2026-03-14");
  CHECK(has("* referente echu 0 1"));
  CHECK(base.rows("SELECT DISTINCT dossier FROM constats") == Rows{"64-2"});
}

TEST_CASE("ce que la nuit garde d'abîmé n'est pas lu, et se refait", "[nuit]") {
  Followed base;
  base.tell("64-1", visit);
  base.night("2026-03-05");
  CHECK_THROWS_WITH(base.night("2026-03-04"), Catch::Contains("ne revient pas en arrière"));
  CHECK(base.rows("SELECT count(*) FROM nuits") == Rows{"1"});
  CHECK(base.lines().find("\"echeance\"") != std::string::npos);
  for (const auto* damaged : {"x''", "x'00'", "substr(constats, 1, 40)", "zeroblob(90)"}) {
    base.exec(std::string("UPDATE paroles SET constats = ") + damaged);
    CHECK_THROWS_WITH(base.lines(), Catch::Contains("--depuis-derniere --tout"));
    base.night("2026-03-05", true);
    CHECK(base.lines().find("\"echeance\"") != std::string::npos);
  }
}

TEST_CASE("ce qui est relu dans d'autres conditions que la nuit est à relire par elle", "[nuit]") {
  Followed base;
  base.tell("64-1", visit);
  base.tell("64-2", visit);
  base.night("2026-03-05");
  const auto again = [&](std::uint64_t budget) {
    Base written(base.path(), BaseAccess::write);
    const std::string one = "64-1";
    say_again(written, *rules().program, *parse_iso_date("2026-03-05"), std::span(&one, 1), budget);
  };
  again(Allowance::usual_steps);
  CHECK(base.night("2026-03-05").evaluated == 0);
  again(Allowance::usual_steps - 1);
  CHECK(base.night("2026-03-05").evaluated == 1);
}

TEST_CASE("un dossier relu pour un jour d'après est redit pour le jour de la nuit", "[nuit]") {
  Followed base;
  base.tell("64-1", visit);
  base.night("2026-03-05");
  {
    Base written(base.path(), BaseAccess::write);
    const std::string one = "64-1";
    say_again(written, *rules().program, *parse_iso_date("2026-03-20"), std::span(&one, 1));
  }
  CHECK(base.deadline() == Rows{"depassee 05 - 20"});
  CHECK(base.night("2026-03-06").evaluated == 1);
  CHECK(base.deadline() == Rows{"a_venir 05 - 06"});
}

TEST_CASE("le registre dit le jour d'un acte comme il est corrigé", "[nuit]") {
  Followed base;
  base.tell("64-1", visit);
  base.tell(
      "64-1",
      R"({"id":"k1","type":"correction","le":"2026-03-04","champs":{"cible":"e1","champs":{"le":"2026-02-20"}}})");
  base.night("2026-03-05");
  CHECK(base.rows("SELECT date(ouverte_le * 86400, 'unixepoch') FROM affaires") == Rows{"2026-02-20"});
  CHECK(base.rows("SELECT count(*) FROM affaires WHERE acte LIKE '%20 février 2026%'") == Rows{"1"});
}
