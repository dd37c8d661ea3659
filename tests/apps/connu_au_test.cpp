#include <SQLiteCpp/Statement.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <functional>
#include <numeric>
#include <optional>
#include <random>
#include <set>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "tests/apps/histoires_support.hpp"
#include "tests/flux_sample.hpp"

using namespace filrouge;
using namespace filrouge::histoires;

namespace {

constexpr const char* donnees = FILROUGE_SOURCE_DIR "/tests/formats/donnees/";

/// A base in a file of its own, gone with the test.
class Caseload {
 public:
  Caseload() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("filrouge-connu-" + std::to_string(getpid()) + "-" + std::to_string(count++) + ".db");
    clean();
  }
  ~Caseload() { clean(); }

  void flux(const std::string& name) {
    CnafFlux flux(donnees + name);
    take(flux, name);
  }
  void flux(const FluxSample& sample) {
    std::istringstream text(sample.text());
    const auto name = sample.created + sample.type;
    CnafFlux flux(text, name);
    take(flux, name);
  }

  void file(const std::string& imported_on, std::string_view dossier) {
    Base base(path_.string(), BaseAccess::write);
    Import import(base, shipped().model.vocabulary);
    import.begin_file({"saisie.ndjson", "ndjson", imported_on, 1, {}, imported_on + "T05:00:00"});
    DossierJsonReader reader;
    Record record;
    if (const auto refused = reader.read(dossier, record)) FAIL(display(*refused));
    for (const auto& conflict : import.merge(record)) FAIL(display(conflict));
    import.commit();
  }

  /// What is said on a day from what was known on it, as the contract writes it.
  std::string said(std::string_view day) const { return said_in({}, day); }
  std::string said_in(const std::string& territoire, std::string_view day) const {
    const auto asked = *parse_iso_date(day);
    Base base(path_.string(), BaseAccess::read);
    Selection selection;
    selection.territoire = territoire;
    selection.known = asked;
    Journal journal;
    std::string lines;
    DossierJournals journals(base, shipped().model.vocabulary, journal, selection);
    while (journals.next()) say(journal, asked, lines);
    CHECK(lines == said_of_rows(base, selection));
    return lines;
  }

  std::string written() const {
    Base base(path_.string(), BaseAccess::read);
    DossierRows rows(base);
    RecordBuilder builder;
    std::string lines;
    while (rows.next(builder)) lines += to_json(builder.record) + "\n";
    return lines;
  }

  /// The attributes and the events of the base, whatever their ranks.
  std::multiset<std::string> rows() const {
    Base base(path_.string(), BaseAccess::read);
    std::multiset<std::string> lines;
    for (const auto* sql :
         {"SELECT dossier, personne, nom, valeur, le, jusqu_au, connu_le FROM vue_attributs",
          "SELECT dossier, id, type, le, connu_le, du, au, champs, cible, annule, "
          "source_objet, source_cle, origine FROM vue_evenements",
          "SELECT dossier, source, types, du, au, connu_le FROM vue_couvertures"}) {
      SQLite::Statement row(base.database(), sql);
      while (row.executeStep()) {
        std::string line;
        for (int column = 0; column < row.getColumnCount(); ++column)
          line += row.getColumn(column).getString() + " | ";
        lines.insert(line);
      }
    }
    return lines;
  }

 private:
  void take(CnafFlux& flux, const std::string& name) {
    static int files = 0;  // no two have the same digest
    Base base(path_.string(), BaseAccess::write);
    Import import(base, shipped().model.vocabulary);
    import.begin_file({name, "cnaf", std::to_string(files++), 1, {}, "2026-11-21T05:00:00"});
    import.begin_flux(*flux.flux());
    Record record;
    Reject reject;
    while (flux.next(record, reject) == ReadStatus::record)
      for (const auto& refused : import.observe(record, *flux.seen_on(), flux.line())) FAIL(display(refused));
    import.end_flux(*flux.flux());
    import.commit();
  }

  static std::string said_of_rows(Base& base, const Selection& selection) {
    DossierRows rows(base, selection);
    Journal journal;
    JournalBuilder builder(shipped().model.vocabulary, journal, selection.known);
    std::string lines;
    while (rows.next(builder)) say(journal, selection.known, lines);
    return lines;
  }
  static void say(const Journal& journal, Date asked, std::string& lines) {
    Replay replay(shipped());
    Evaluation evaluation;
    std::vector<Finding> findings;
    replay.run(journal, asked, asked, evaluation);
    publish(shipped(), journal, evaluation, findings);
    for (const auto& finding : findings) lines += finding_json(finding) + "\n";
  }
  void clean() const {
    for (const auto* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_.string() + suffix);
  }
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("un flux plus récent ne change rien à ce qui était connu avant lui", "[connu_au][F13]") {
  Caseload caseload;
  caseload.flux("flux-2026-09.xml");  // créé le 6 octobre
  const auto before = caseload.said("2026-11-04");
  REQUIRE(before != "");
  CHECK(caseload.said("2026-10-05") == "");

  caseload.flux("flux-2026-10.xml");  // créé le 5 novembre
  CHECK(caseload.said("2026-11-04") == before);
  CHECK(caseload.said("2026-10-05") == "");
  CHECK(caseload.said("2026-11-05") != before);
}

TEST_CASE("une fin, une couverture, une personne, un département sus plus tard laissent la réponse d'avant",
          "[connu_au][F13]") {
  Caseload caseload;
  caseload.file("2026-03-02", R"({"dossier":"d","departement":"64","territoire":"Pau",
    "couverture":[{"source":"saisie","du":"2026-01-01","au":"2026-03-31"}],
    "personnes":[{"id":"p1","role":"demandeur","naissance":"2001-03-02",
      "attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-05"}]}],
    "evenements":[{"id":"e1","type":"orientation","le":"2026-01-20","personne":"p1","champs":{"parcours":"social"}}]})");
  const auto before = caseload.said("2026-05-10");
  const auto there = caseload.said_in("Pau", "2026-05-10");
  REQUIRE(before != "");
  CHECK(there == before);

  // None of these says since when it is known: it is since the day it is imported, the 1st of June.
  const std::string_view later = GENERATE(
      R"({"dossier":"d","personnes":[{"id":"p1","attributs":[
        {"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-05","jusqu_au":"2026-04-30"}]}]})",
      R"({"dossier":"d","couverture":[{"source":"saisie","du":"2026-04-01","au":"2026-06-30"}]})",
      R"({"dossier":"d","personnes":[{"id":"p1","role":"enfant","naissance":"2010-03-02"}]})",
      R"({"dossier":"d","departement":"67","territoire":"Strasbourg"})",
      R"({"dossier":"d","personnes":[{"id":"p2","role":"conjoint"}]})");
  CAPTURE(later);
  caseload.file("2026-06-01", later);
  CHECK(caseload.said("2026-05-10") == before);
  CHECK(caseload.said_in("Pau", "2026-05-10") == there);

  Caseload unchanged;
  unchanged.file("2026-03-02", R"({"dossier":"d","departement":"64","territoire":"Pau",
    "couverture":[{"source":"saisie","du":"2026-01-01","au":"2026-03-31"}],
    "personnes":[{"id":"p1","role":"demandeur","naissance":"2001-03-02",
      "attributs":[{"nom":"soumission_droits_devoirs","valeur":true,"le":"2026-01-05"}]}],
    "evenements":[{"id":"e1","type":"orientation","le":"2026-01-20","personne":"p1","champs":{"parcours":"social"}}]})");
  const auto today = caseload.said("2026-06-02");
  CHECK(today != unchanged.said("2026-06-02"));

  SECTION("la même chose redite ne s'ajoute pas") {
    const auto written = caseload.written();
    caseload.file("2026-06-03", later);
    CHECK(caseload.written() == written);
  }
  SECTION("écrit en JSON, puis relu, tout y est") {
    Caseload copy;
    copy.file("2026-06-02", caseload.written());
    CHECK(copy.written() == caseload.written());
    CHECK(copy.said("2026-05-10") == before);
    CHECK(copy.said("2026-06-02") == today);
  }
}

namespace {

using Foyer = FluxSample::Foyer;

/// A foyer as four fluxes see it, in the order in which they were made.
using Seen = std::array<std::optional<Foyer>, 4>;

Foyer with(const std::function<void(Foyer&)>& change) {
  Foyer foyer;
  change(foyer);
  return foyer;
}

std::vector<Seen> stories() {
  const auto state = [](const char* code, const char* situation = "") {
    return with([&](Foyer& foyer) { foyer.state = code, foyer.situation = situation; });
  };
  const auto suspended =
      state("4",
            "<SuspensionVersement><MOTISUSVERSRSA>06</MOTISUSVERSRSA><DDSUSVERSRSA>2026-01-01"
            "</DDSUSVERSRSA></SuspensionVersement>");
  const auto closed =
      state("5", "<FinDroit><MOTICLORSA>RAU</MOTICLORSA><DTCLORSA>2026-01-01</DTCLORSA></FinDroit>");
  const auto asked_again =
      with([](Foyer& foyer) { foyer.request = "2026-02-10", foyer.number = "0640000009"; });
  const auto persons = [](std::vector<FluxSample::Person> listed) {
    return with([&](Foyer& foyer) { foyer.persons = std::move(listed); });
  };
  const auto couple = persons({{"DEM", "1988-04-09"}, {"CJT", "1990-11-30"}});
  const auto exchanged = persons({{"CJT", "1988-04-09", "0"}, {"DEM", "1990-11-30"}});
  const auto untold = persons({{"DEM", "1988-04-09", ""}, {"CJT", "1990-11-30", "0"}});
  const auto place = [](const char* commune, const char* departement) {
    return with([&](Foyer& foyer) { foyer.commune = commune, foyer.departement = departement; });
  };
  const auto reduced = [](const std::string& amount, const std::string& end) {
    return with([&](Foyer& foyer) {
      foyer.reduction = "<MTREDRSA>" + amount + "</MTREDRSA><DDREDRSA>2026-01-01</DDREDRSA>" +
                        (end.empty() ? "" : "<DFREDRSA>" + end + "</DFREDRSA>");
    });
  };
  const Foyer plain;
  return {
      // Payment suspended, then resumed; resumed for the daily flux, and already for the month made after it;
      // suspended at the end of the month, resumed three days later.
      {suspended, suspended, plain, plain},
      {suspended, plain, plain, suspended},
      {plain, plain, suspended, plain},
      // A closure withdrawn; then told again; withdrawn by the daily flux alone; another request after it.
      {closed, closed, closed, plain},
      {closed, plain, plain, closed},
      {closed, plain, closed, closed},
      {closed, asked_again, closed, asked_again},
      // Who, where, and what they owe, to and fro.
      {place("64445", "064"), place("64102", "064"), place("64445", "064"), place("64445", "064")},
      {place("64445", "064"), place("40192", "040"), place("40192", "040"), place("64445", "064")},
      {couple, plain, couple, plain},
      {couple, exchanged, couple, exchanged},
      {couple, untold, exchanged, untold},
      // A réduction whose end and amount change; one no longer told, then told again.
      {reduced("0000100.00", ""), reduced("0000100.00", "2026-03-31"), reduced("0000100.00", "2026-06-30"),
       reduced("0000090.00", "2026-06-30")},
      {reduced("0000100.00", "2026-03-31"), plain, reduced("0000080.00", ""), plain},
  };
}

/// Anything, absences included: a foyer that moves, parts, is closed, suspended and reduced as it likes.
std::vector<Seen> random_stories(std::size_t count) {
  std::mt19937 random(20260315);  // the same at each run
  const auto one_of = [&](const auto& choices) { return choices[random() % std::size(choices)]; };
  const std::string states[] = {"0", "1", "2", "2", "3", "4", "5", "6"};
  const std::string communes[] = {"64445", "64445", "64102"};
  const std::string departements[] = {"064", "064", "040"};
  const std::string subjects[] = {"1", "0", ""};
  const std::string situations[] = {
      "", "",
      "<SuspensionVersement><MOTISUSVERSRSA>06</MOTISUSVERSRSA><DDSUSVERSRSA>2026-01-01</DDSUSVERSRSA>"
      "</SuspensionVersement>",
      "<FinDroit><MOTICLORSA>RAU</MOTICLORSA><DTCLORSA>2026-01-01</DTCLORSA></FinDroit>",
      "<Refus><DTREFURSA>2026-01-05</DTREFURSA><MOTIREFURSA>F02</MOTIREFURSA></Refus>"};
  const std::string reductions[] = {"", "", "<MTREDRSA>0000100.00</MTREDRSA><DDREDRSA>2026-01-01</DDREDRSA>",
                                    "<MTREDRSA>0000100.00</MTREDRSA><DDREDRSA>2026-01-01</DDREDRSA>"
                                    "<DFREDRSA>2026-03-31</DFREDRSA>",
                                    "<DDREDRSA>2026-01-01</DDREDRSA><DFREDRSA>2026-06-30</DFREDRSA>"};
  const std::string requests[] = {"2025-11-03", "2025-11-03", "2026-02-10"};
  const std::string numbers[] = {"0640000001", "0640000001", "0640000009", ""};
  std::vector<Seen> stories(count);
  for (auto& story : stories)
    for (auto& seen : story) {
      if (random() % 6 == 0) continue;
      Foyer foyer;
      foyer.state = one_of(states);
      foyer.commune = one_of(communes);
      foyer.departement = one_of(departements);
      foyer.situation = one_of(situations);
      foyer.reduction = one_of(reductions);
      foyer.request = one_of(requests);
      foyer.number = one_of(numbers);
      if (random() % 5 == 0) foyer.leaves = "2026-03-01";
      const bool exchanged = random() % 4 == 0;
      foyer.persons = {{exchanged ? "CJT" : "DEM", "1988-04-09", one_of(subjects)}};
      if (random() % 2 == 0)
        foyer.persons.push_back({exchanged ? "DEM" : "CJT", "1990-11-30", one_of(subjects)});
      seen = foyer;
    }
  return stories;
}

/// The third flux, monthly, speaks of days before the second, daily, and is made after it.
std::vector<FluxSample> fluxes_of(const std::vector<Seen>& stories) {
  std::vector<FluxSample> fluxes = {{"2026-02-05", "2026-01-31", "M", {}},
                                    {"2026-03-03", "2026-03-03", "J", {}},
                                    {"2026-03-05", "2026-02-28", "M", {}},
                                    {"2026-04-04", "2026-03-31", "M", {}}};
  for (std::size_t story = 0; story < stories.size(); ++story)
    for (std::size_t flux = 0; flux < fluxes.size(); ++flux) {
      if (!stories[story][flux]) continue;
      auto& foyer = fluxes[flux].foyers.emplace_back(*stories[story][flux]);
      foyer.matricule = std::to_string(7700100 + story) + "00000000";
    }
  return fluxes;
}

/// What one has and the other has not, for a fault to be read.
std::string differences(const std::multiset<std::string>& one, const std::multiset<std::string>& other) {
  std::vector<std::string> lines;
  std::ranges::set_symmetric_difference(one, other, std::back_inserter(lines));
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("des flux importés dans n'importe quel ordre donnent une seule histoire", "[connu_au][flux]") {
  auto all = stories();
  std::ranges::move(random_stories(60), std::back_inserter(all));
  const auto fluxes = fluxes_of(all);
  std::vector<std::size_t> order(fluxes.size());
  std::iota(order.begin(), order.end(), 0);
  std::multiset<std::string> rows;
  std::string said;
  do {
    Caseload caseload;
    std::string imported;
    for (const auto which : order) {
      const auto& flux = fluxes[which];
      imported += flux.created + " ";
      INFO("importés : " << imported);
      const auto eve = iso_date(*parse_iso_date(flux.created) - 1);
      const auto before = which == order.front() ? std::string() : caseload.said(eve);
      caseload.flux(flux);
      // What was known before this flux was made does not change.
      CHECK((caseload.said(eve) == before));
    }
    INFO("importés : " << imported);
    std::string now;
    for (const auto* day : {"2026-02-04", "2026-02-20", "2026-03-04", "2026-03-20", "2026-04-20"})
      now += caseload.said(day);
    if (rows.empty()) {
      rows = caseload.rows();
      said = now;
    }
    CHECK(differences(caseload.rows(), rows) == "");
    CHECK((now == said));
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("un flux redonné n'ajoute rien", "[connu_au][flux]") {
  const auto fluxes = fluxes_of(stories());
  Caseload caseload;
  for (const auto& flux : fluxes) caseload.flux(flux);
  const auto rows = caseload.rows();
  for (const auto& again : fluxes) {
    caseload.flux(again);
    CHECK(differences(caseload.rows(), rows) == "");
  }
}

TEST_CASE("de deux personnes nées le même jour, celle qui reste est reconnue à son rôle", "[flux]") {
  Foyer couple, alone;
  couple.persons = {{"CJT", "1988-04-09", "0"}, {"DEM", "1988-04-09"}};
  const auto fluxes = fluxes_of({{couple, alone, couple, alone}});
  std::vector<std::size_t> order(fluxes.size());
  std::iota(order.begin(), order.end(), 0);
  std::multiset<std::string> rows;
  do {
    Caseload caseload;
    for (const auto which : order) caseload.flux(fluxes[which]);
    std::multiset<std::string> now;
    // Met alone first, the demandeur keeps the name she was given then.
    for (auto line : caseload.rows()) {
      const std::string_view role = "-demandeur";
      if (const auto at = line.find(role); at != std::string::npos) line.erase(at, role.size());
      now.insert(line);
    }
    if (rows.empty()) rows = now;
    CHECK(differences(now, rows) == "");
  } while (std::ranges::next_permutation(order).found);
}
