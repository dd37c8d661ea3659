#include "apps/serveur/banc/rules_in_force.hpp"

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "apps/serveur/banc/night_keeper.hpp"
#include "engine/store/cursor.hpp"
#include "tests/serveur/http_support.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;
using namespace filrouge::banc;

namespace {

std::string rules(const std::string& delay) {
  return "module essai\n  tous les départements\n  conduite par référente\n  conventions essai\n  fondement "
         "« essai »\n"
         "  statut vérifié « essai »\nconventions essai\n  délais de l'administration : non francs, non "
         "prorogés\n"
         "  délais de la personne : non francs, non prorogés\n  fondement « essai »\n"
         "rôle référente « Référente » institution departement\névénement visite « Visite »\n  portée "
         "personne\n"
         "événement bilan « Bilan »\n  portée personne\nprocédure suivi « Suivi »\n  une instance par "
         "visite, pour la personne\n  état ouvert initial « "
         "Ouvert »\n"
         "    échéance voir : " +
         delay + " après visite\n      tenue par bilan\n      à faire « Faire le bilan » par référente\n";
}

/// A rule file that changes: each writing is later than the one before.
class RuleFile {
 public:
  explicit RuleFile(const std::string& path) : path_(path) {}
  void write(const std::string& text) {
    std::ofstream(path_) << text;
    std::filesystem::last_write_time(path_, std::filesystem::file_time_type(std::chrono::hours(++hours_)));
  }

 private:
  std::string path_;
  int hours_ = 0;
};

}  // namespace

TEST_CASE("des règles qui ne se lisent plus laissent en vigueur celles d'avant, et le disent", "[banc]") {
  http::Place place;
  RuleFile file(place("essai.fil"));
  file.write(rules("10 jours"));
  RulesInForce force({std::filesystem::path(place("essai.fil"))});
  const auto before = force.now();
  CHECK_FALSE(force.refresh());
  CHECK(force.refused().empty());

  file.write("module essai\n  cela ne veut rien dire\n");
  CHECK_FALSE(force.refresh());
  CHECK(force.now() == before);
  CHECK(force.refused().find("essai.fil") != std::string::npos);

  file.write(rules("12 jours"));
  CHECK(force.refresh());
  CHECK(force.refused().empty());
  CHECK(force.now()->model().digest != before->model().digest);
  // Celles d'avant répondent encore à qui les tient.
  CHECK(before->program.has_value());
  CHECK_THROWS_AS(RulesInForce({std::filesystem::path(place("absentes"))}), RulesRefused);
}

TEST_CASE("les nuits se passent d'elles-mêmes : au démarrage, au changement de jour, de règles, de dossiers",
          "[banc]") {
  http::Place place;
  RuleFile file(place("essai.fil"));
  file.write(rules("10 jours"));
  RulesInForce force({std::filesystem::path(place("essai.fil"))});
  TemporaryBase made;
  { const Base base(made.name(), BaseAccess::write); }
  std::atomic<int> day = parse_iso_date("2026-11-30")->days;
  NightKeeper keeper(
      made.name(), force, [&] { return Date{day}; }, [] { return std::string("2026-11-30T05:00:00Z"); });
  const auto nights = [&] {
    Base base(made.name(), BaseAccess::read);
    Cursor count(base, "SELECT count(*) FROM nuits");
    count.step();
    return count.number(0);
  };
  const auto reaches = [&](int count) {
    for (int tries = 0; tries < 400 && nights() < count; ++tries) {
      keeper.wake();
      std::this_thread::sleep_for(std::chrono::milliseconds(25));
    }
    return nights();
  };
  CHECK(reaches(1) == 1);
  keeper.wake();
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  CHECK(nights() == 1);  // rien n'a changé
  day = day + 1;
  CHECK(reaches(2) == 2);
  file.write(rules("12 jours"));
  CHECK(reaches(3) == 3);
  {
    Base base(made.name(), BaseAccess::write);
    base.database().exec("INSERT INTO dossiers(dossier) VALUES('64-1')");
  }
  CHECK(reaches(4) == 4);
}
