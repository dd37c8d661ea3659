#include <SQLiteCpp/Statement.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "engine/formats/dossier_json.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "engine/store/schema.hpp"
#include "tests/store/known_words.hpp"
#include "tests/store/temporary_base.hpp"

using namespace filrouge;

namespace {

const Vocabulary& words() {
  static const auto known =
      known_words({"montant_du", "commune", "soumission_droits_devoirs", "etat_droit"},
                  {{"orientation", {"structure", "par_defaut", "rang", "motif", "parcours"}}, {"cer_signe"}});
  return known;
}

ImportFile file(const std::string& digest, const std::string& rules = {}) {
  return {"essai.ndjson", "ndjson", digest, 10, rules, "2026-11-21T05:00:00"};
}

ImportCounts bring(Base& base, const std::string& digest, std::vector<std::string_view> dossiers,
                   std::vector<Reject>* rejects = nullptr) {
  Import import(base, words());
  REQUIRE_FALSE(import.begin_file(file(digest)));
  for (const auto json : dossiers) {
    const auto refused = import.merge(record(json), 1);
    if (rejects) rejects->insert(rejects->end(), refused.begin(), refused.end());
  }
  const auto counts = import.counts();
  import.commit();
  return counts;
}

std::vector<std::string> all(Base& base, const Selection& selection = {}) {
  DossierRows rows(base, selection);
  RecordBuilder builder;
  std::vector<std::string> lines;
  while (rows.next(builder)) lines.push_back(to_json(builder.record));
  return lines;
}

constexpr std::string_view full =
    R"({"schema":1,"dossier":"64-2","departement":"64","territoire":"Adour BAB","organisme":"CAF","matricule":"1234567",)"
    R"("couverture":[{"source":"webrsa","types":["orientation","cer_signe"],"du":"2019-01-01"}],)"
    R"("attributs":[{"nom":"montant_du","valeur":646.50,"le":"2024-01-01","connu_le":"2024-02-01"},{"nom":"commune","valeur":null}],)"
    R"("personnes":[{"id":"p1","role":"demandeur","naissance":"1987-03-02","attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2024-01-01"}]},{"id":"p2"}],)"
    R"("evenements":[{"id":"e1","type":"orientation","le":"2024-02-02","connu_le":"2024-02-05","personne":"p1","reference":"R","references":{"saisine":["s","S-\"2\""],"courrier":"c"},)"
    R"("champs":{"structure":"« L'Été » \"x\" \\ \n","par_defaut":false,"rang":2,"motif":null},"source":{"systeme":"w","objet":"o","cle":"k"},"origine":"flux"},)"
    R"({"id":"e2","type":"correction","le":"2024-02-03","champs":{"cible":"e1","champs":{"rang":3}}},)"
    R"({"id":"e3","type":"annulation","le":"2024-02-04","champs":{"annule":"e2"}}]})";

}  // namespace

TEST_CASE("Une base est un fichier : ce qui ne garderait rien est refusé", "[store]") {
  const auto refusal = [](const std::string& path) -> std::string {
    try {
      Base base(path, BaseAccess::write);
    } catch (const StoreError& error) {
      return error.what();
    }
    return {};
  };
  for (const auto* path : {"", " ", "\t"}) CHECK(refusal(path).find("est vide") != std::string::npos);
  for (const auto* path : {":memory:", "file::memory:", "file:essai.db?mode=memory"})
    CHECK(refusal(path).find("rien n'y serait gardé") != std::string::npos);
  const TemporaryBase pipe;
  REQUIRE(mkfifo(pipe.name().c_str(), 0600) == 0);
  CHECK(refusal(pipe.name()).find("n'est pas un fichier ordinaire") != std::string::npos);
  const auto folder = std::filesystem::temp_directory_path().string();
  CHECK(refusal(folder).find("est un dossier") != std::string::npos);
  CHECK(refusal(folder + "/filrouge-absent/essai.db").find("n'existe pas") != std::string::npos);
}

TEST_CASE("ce qui entre dans la base en ressort octet pour octet, dans l'ordre des dossiers") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  const auto counts =
      bring(base, "a", {full, R"({"dossier":"64-10"})", R"({"dossier":"64-3","territoire":"Béarn"})"});
  CHECK(counts.new_dossiers == 3);
  CHECK(counts.new_persons == 2);
  CHECK(counts.new_events == 3);
  CHECK(all(base) == std::vector<std::string>{R"({"schema":1,"dossier":"64-10"})", std::string(full),
                                              R"({"schema":1,"dossier":"64-3","territoire":"Béarn"})"});

  SECTION("un seul dossier, un territoire, une part") {
    CHECK(all(base, {"64-2", {}, {}, {}}) == std::vector<std::string>{std::string(full)});
    CHECK(all(base, {"64-4", {}, {}, {}}).empty());
    CHECK(all(base, {{}, "Béarn", {}, {}}).size() == 1);
    CHECK(all(base, {{}, {}, "64", {}}) == std::vector<std::string>{std::string(full)});
    std::size_t shared = 0;
    for (std::uint32_t i = 1; i <= 4; ++i) shared += all(base, {{}, {}, {}, {i, 4}}).size();
    CHECK(shared == 3);
  }
  SECTION("la même chose une seconde fois ne change rien") {
    const auto again = bring(base, "b", {full});
    CHECK(again.unchanged_dossiers == 1);
    CHECK(again.changed_dossiers == 0);
    CHECK(again.unchanged_events == 3);
    CHECK(again.new_events == 0);
    CHECK(again.rejects == 0);
    CHECK(all(base)[1] == full);
  }
  SECTION("le même fichier est reconnu") {
    Import import(base, words());
    CHECK(import.begin_file(file("a")) == "2026-11-21T05:00:00");
  }
  SECTION("les vues montrent des dates") {
    SQLite::Statement query(
        base.database(),
        "SELECT le || ' ' || json_extract(champs, '$.rang') FROM vue_evenements WHERE id = 'e1'");
    REQUIRE(query.executeStep());
    CHECK(query.getColumn(0).getString() == "2024-02-02 2");
  }
}

TEST_CASE("un export plus complet ajoute, et ne réécrit pas") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, "a", {R"({"dossier":"d","attributs":[{"nom":"etat_droit","valeur":"2","le":"2024-01-01"}],
    "evenements":[{"id":"e1","type":"orientation","le":"2024-02-02","champs":{"parcours":"social"}}]})"});
  std::vector<Reject> rejects;
  const auto counts = bring(base, "b", {R"({"dossier":"d","territoire":"Pau",
    "attributs":[{"nom":"etat_droit","valeur":"2","le":"2024-01-01","jusqu_au":"2024-03-31"},{"nom":"etat_droit","valeur":"4","le":"2024-04-01"}],
    "personnes":[{"id":"p1","role":"demandeur"}],
    "evenements":[{"id":"e1","type":"orientation","le":"2024-02-03","champs":{"parcours":"professionnel"}},
                  {"id":"e2","type":"cer_signe","le":"2024-03-01"}]})"},
                            &rejects);
  CHECK(counts.changed_dossiers == 1);
  CHECK(counts.new_events == 1);
  REQUIRE(rejects.size() == 1);
  CHECK(rejects[0].where == "evenements/e1");
  CHECK_THAT(rejects[0].reason, Catch::Contains("(le, connu_le, champs/parcours)"));
  CHECK(
      all(base)[0] ==
      R"({"schema":1,"dossier":"d","ensuite":[{"territoire":"Pau"}],"attributs":[{"nom":"etat_droit","valeur":"2","le":"2024-01-01"},)"
      R"({"nom":"etat_droit","valeur":"2","le":"2024-01-01","jusqu_au":"2024-03-31"},)"
      R"({"nom":"etat_droit","valeur":"4","le":"2024-04-01"}],"personnes":[{"id":"p1","role":"demandeur"}],)"
      R"("evenements":[{"id":"e1","type":"orientation","le":"2024-02-02","champs":{"parcours":"social"}},{"id":"e2","type":"cer_signe","le":"2024-03-01"}]})");
  SQLite::Statement kept(base.database(), "SELECT count(*), min(ligne) FROM rejets");
  REQUIRE(kept.executeStep());
  CHECK(kept.getColumn(0).getInt() == 1);

  SECTION("deux systèmes ne partagent pas leurs identifiants") {
    const auto said_by = [](const std::string& system, const std::string& type) {
      return R"({"dossier":"d","evenements":[{"id":"12","type":")" + type +
             R"(","le":"2024-05-01","source":{"systeme":")" + system + R"("}}]})";
    };
    bring(base, "c", {said_by("iodas", "bilan")});
    rejects.clear();
    bring(base, "d", {said_by("webrsa", "relance")}, &rejects);
    REQUIRE(rejects.size() == 1);
    CHECK_THAT(rejects[0].reason, Catch::Contains("du système « iodas »") && Catch::Contains("préfixe"));
  }
  SECTION("une correction qui ferme un cercle est refusée") {
    bring(
        base, "c",
        {R"({"dossier":"d","evenements":[{"id":"c1","type":"correction","le":"2024-05-01","champs":{"cible":"c2"}}]})"});
    rejects.clear();
    bring(
        base, "d",
        {R"({"dossier":"d","evenements":[{"id":"c2","type":"correction","le":"2024-05-01","champs":{"cible":"c1"}}]})"},
        &rejects);
    REQUIRE(rejects.size() == 1);
    CHECK_THAT(rejects[0].reason, Catch::Contains("cercle"));
  }
}

TEST_CASE("la couverture s'étend de mois en mois") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  for (const auto* month :
       {R"("du":"2026-01-01","au":"2026-01-31")", R"("du":"2026-02-01","au":"2026-02-28")",
        R"("du":"2026-01-01","au":"2026-01-31")", R"("du":"2026-05-01","au":"2026-05-31")"}) {
    static int n = 0;
    bring(base, std::to_string(n++),
          {std::string(R"({"dossier":"d","couverture":[{"source":"cnaf",)") + month + "}]}"});
  }
  CHECK(
      all(base)[0] ==
      R"({"schema":1,"dossier":"d","couverture":[{"source":"cnaf","du":"2026-01-01","au":"2026-01-31"},{"source":"cnaf","du":"2026-02-01","au":"2026-02-28"},)"
      R"({"source":"cnaf","du":"2026-05-01","au":"2026-05-31"}]})");
}

TEST_CASE("un dossier complet le reste quand un fichier partiel le rejoint") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  bring(base, "journal", {R"({"dossier":"d","evenements":[{"type":"orientation","le":"2026-01-12"}]})"});
  bring(
      base, "rendez-vous",
      {R"({"dossier":"d","couverture":[{"source":"agenda","types":["rendez_vous"],"du":"2026-01-01","au":"2026-01-31"}],)"
       R"("evenements":[{"id":"r1","type":"rendez_vous","le":"2026-01-20"}]})"});
  CHECK(all(base)[0].find("couverture") == std::string::npos);
  CHECK(all(base)[0].find("rendez_vous") != std::string::npos);
}

TEST_CASE("un import abandonné ou tué ne laisse rien") {
  TemporaryBase place;
  {
    Base base(place.name(), BaseAccess::write);
    bring(base, "a", {R"({"dossier":"avant"})"});
    Import import(base, words());
    import.begin_file(file("b"));
    import.merge(record(R"({"dossier":"abandonne"})"));
  }
  for (int moment = 0; moment < 5; ++moment) {
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
      Base base(place.name(), BaseAccess::write);
      Import import(base, words());
      import.begin_file(file("c"));
      for (int i = 0; i < 2000 * moment; ++i)
        import.merge(record(R"({"dossier":"tue-)" + std::to_string(i) + R"("})"));
      [[maybe_unused]] const auto written = write(ready[1], "x", 1);
      pause();
      _exit(0);
    }
    char byte;
    REQUIRE(read(ready[0], &byte, 1) == 1);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(ready[0]);
    close(ready[1]);
    Base base(place.name(), BaseAccess::write);
    CHECK(all(base) == std::vector<std::string>{R"({"schema":1,"dossier":"avant"})"});
  }
}

TEST_CASE("ce qui est retiré d'une base n'est plus dans son fichier") {
  TemporaryBase place;
  std::string many;
  {
    Base base(place.name(), BaseAccess::write);
    for (int i = 0; i < 200; ++i)
      many += R"({"id":"e)" + std::to_string(i) +
              R"(","type":"orientation","le":"2024-02-02","champs":{"parcours":"PURGE-MOI"}},)";
    many.pop_back();
    const auto one = R"({"dossier":"64-PURGE","evenements":[)" + many + "]}";
    bring(base, "a", {R"({"dossier":"64-1"})", one});
    base.settle();
    base.database().exec("DELETE FROM dossiers WHERE dossier = '64-PURGE'");
  }
  std::ifstream file(place.path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  CHECK(bytes.find("64-1") != std::string::npos);
  CHECK(bytes.find("PURGE") == std::string::npos);
}

TEST_CASE("un import s'achève dans le fichier, ou dit qu'une lecture l'en empêche") {
  TemporaryBase place;
  Base writer(place.name(), BaseAccess::write);
  bring(writer, "a", {R"({"dossier":"a"})", R"({"dossier":"b"})"});
  CHECK(writer.settle());
  CHECK(std::filesystem::file_size(place.name() + "-wal") == 0);
  Base reader(place.name(), BaseAccess::read);
  DossierRows rows(reader);
  RecordBuilder builder;
  REQUIRE(rows.next(builder));
  bring(writer, "b", {R"({"dossier":"c"})"});
  bring(writer, "c", {R"({"dossier":"d"})"});
  CHECK_FALSE(writer.settle());
}

TEST_CASE("la base ne garde que ce que les règles connaissent, et dit le reste") {
  TemporaryBase place;
  Base base(place.name(), BaseAccess::write);
  constexpr std::string_view dossier =
      R"({"dossier":"d1","couverture":[{"source":"w","types":["orientation","Type Durand"]}],)"
      R"("attributs":[{"nom":"commune","valeur":"64102"},{"nom":"telephone","valeur":"06"},{"nom":"Jeanne Dupond","valeur":1}],)"
      R"("personnes":[{"id":"p1","attributs":[{"nom":"telephone","valeur":"07"}]}],)"
      R"("evenements":[{"id":"e1","type":"orientation","le":"2026-01-02","references":{"Dossier Durand":"S-1"},"champs":{"parcours":"social","Note Durand":"x"}},)"
      R"({"id":"e2","type":"visite","le":"2026-01-03","champs":{"parcours":"social"}},)"
      R"({"id":"e3","type":"Visite Durand","le":"2026-01-04"},)"
      R"({"id":"e4","type":"correction","le":"2026-01-05","champs":{"cible":"e1","champs":{"le":"2026-01-01","rang":1,"lieux":2}}},)"
      R"({"id":"e5","type":"correction","le":"2026-01-05","champs":{"cible":"e2","champs":{"rang":1}}}]})";
  const auto bring_under = [&](const Vocabulary& vocabulary, const std::string& rules,
                               std::vector<Reject>& rejects) -> std::optional<LeftOut> {
    Import import(base, vocabulary);
    if (import.begin_file(file("a", rules))) return std::nullopt;
    rejects = import.merge(record(dossier), 7);
    const auto left_out = import.left_out();
    import.commit();
    return left_out;
  };
  std::vector<Reject> rejects;
  const auto left_out = bring_under(words(), "règles", rejects);
  CHECK(
      all(base) ==
      std::vector<std::string>{
          R"({"schema":1,"dossier":"d1","couverture":[{"source":"w","types":["orientation","type_inconnu"]}],)"
          R"("attributs":[{"nom":"commune","valeur":"64102"}],"personnes":[{"id":"p1"}],)"
          R"("evenements":[{"id":"e1","type":"orientation","le":"2026-01-02","references":{"etiquette_inconnue":"S-1"},"champs":{"parcours":"social"}},)"
          R"({"id":"e2","type":"visite","le":"2026-01-03"},)"
          R"({"id":"e4","type":"correction","le":"2026-01-05","champs":{"cible":"e1","champs":{"le":"2026-01-01","rang":1}}},)"
          R"({"id":"e5","type":"correction","le":"2026-01-05","champs":{"cible":"e2"}}]})"});
  REQUIRE(rejects.size() == 1);
  CHECK(rejects[0].where == "evenements/2/type");
  CHECK(left_out->count == 9);
  CHECK(left_out->said.at("attribut « telephone » : les règles ne le connaissent pas ; non retenu") == 2);
  for (const auto& [what, often] : left_out->said) CHECK_THAT(what, !Catch::Contains("Du"));

  // Under the same rules the file is known; under others, what was left out is read.
  CHECK_FALSE(bring_under(words(), "règles", rejects));
  const auto more = known_words({"commune", "telephone"}, {{"orientation", {"parcours", "rang"}}});
  REQUIRE(bring_under(more, "autres règles", rejects));
  CHECK_THAT(all(base)[0], Catch::Contains(R"({"nom":"telephone","valeur":"06"})"));
}

TEST_CASE("une lecture voit la base telle qu'elle était à son début") {
  TemporaryBase place;
  Base writer(place.name(), BaseAccess::write);
  bring(writer, "a", {R"({"dossier":"a"})", R"({"dossier":"b"})"});
  Base reader(place.name(), BaseAccess::read);
  DossierRows rows(reader);
  RecordBuilder builder;
  REQUIRE(rows.next(builder));
  bring(writer, "b",
        {R"({"dossier":"c"})", R"({"dossier":"b","evenements":[{"type":"deces","le":"2024-01-01"}]})"});
  REQUIRE(rows.next(builder));
  CHECK(builder.record.events.empty());
  CHECK_FALSE(rows.next(builder));
}

TEST_CASE("une base du premier schéma est mise à jour, et ce qu'elle tient reste connu depuis toujours",
          "[store][F13]") {
  TemporaryBase place;
  {
    SQLite::Database old(place.name(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    old.exec(store_schema::migrations[0]);
    old.exec("PRAGMA application_id = " + std::to_string(store_schema::application_id));
    old.exec("PRAGMA user_version = 1");
    old.exec("INSERT INTO dossiers(dossier, territoire) VALUES('d', 'Pau')");
    old.exec("INSERT INTO personnes VALUES('d', 0, 'p1', 'demandeur', NULL)");
    old.exec("INSERT INTO couvertures VALUES('d', 0, 'cnaf', NULL, 20454, 20484)");
  }
  CHECK_THROWS_WITH(Base(place.name(), BaseAccess::read), Catch::Contains("ancien schéma"));
  Base base(place.name(), BaseAccess::write);
  const std::string held =
      R"({"schema":1,"dossier":"d","territoire":"Pau","couverture":[{"source":"cnaf","du":"2026-01-01","au":"2026-01-31"}],)";
  CHECK(all(base)[0] == held + R"("personnes":[{"id":"p1","role":"demandeur"}]})");
  bring(base, "a", {R"({"dossier":"d","personnes":[{"id":"p1","role":"conjoint"}]})"});
  CHECK(
      all(base)[0] ==
      held +
          R"("personnes":[{"id":"p1","role":"demandeur","ensuite":[{"connu_le":"2026-11-21","role":"conjoint"}]}]})");
}

TEST_CASE("ce qui n'est pas une base filrouge se dit") {
  TemporaryBase place;
  CHECK_THROWS_WITH(Base(place.name(), BaseAccess::read), Catch::Contains("fichier absent"));
  SECTION("un fichier quelconque") {
    std::ofstream(place.path) << "ceci n'est pas une base, mais un texte assez long pour tromper personne";
    CHECK_THROWS_WITH(Base(place.name(), BaseAccess::write), Catch::Contains("n'est pas une base"));
  }
  SECTION("une autre base SQLite") {
    {
      SQLite::Database(place.name(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE).exec("CREATE TABLE t(x)");
    }
    CHECK_THROWS_WITH(Base(place.name(), BaseAccess::write), Catch::Contains("n'est pas une base filrouge"));
  }
  SECTION("une base plus récente") {
    { Base(place.name(), BaseAccess::write).database().exec("PRAGMA user_version = 99"); }
    CHECK_THROWS_WITH(Base(place.name(), BaseAccess::write), Catch::Contains("plus récente"));
  }
}
