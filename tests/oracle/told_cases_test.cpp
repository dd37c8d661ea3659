#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "engine/formats/dossier_json.hpp"
#include "tests/oracle/by_hand.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/rules_under_test.hpp"

/// Dossiers told and worked out by hand (tests/cas/racontes), under the rules as they are: what a lawyer says
/// of them, day by day; the dates are counted on a calendar, not read from the program.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

struct Expected {
  const char *dossier, *asked, *nature, *instance, *says;
  const char* date = "";   ///< whichever: empty
  const char* known = "";  ///< the day asked: empty
};

/// What is said; a state is looked for by its name.
const Expected said[] = {
    // Refused: notified when presented, 3 September + 10 days = Sunday 13, so Monday 14.
    {"64-B01", "2026-11-21", "etat", "e7", "a_decider", "2026-09-14"},
    {"64-B01", "2026-11-21", "action", "e7", "Apprécier le motif légitime"},
    {"64-B02", "2026-11-21", "etat", "e7", "a_decider", "2026-09-14"},
    {"64-B21", "2026-11-21", "etat", "e7", "a_decider", "2026-09-14"},
    // The letter of saisine A does nothing for B; the opinion on B is taken as given on 16 February.
    {"64-B05", "2023-03-01", "etat", "e7", "allocation_suspendue", "2023-02-13"},
    {"64-B05", "2023-03-01", "duree", "e7", "Réduction ou suspension", "2023-03-31"},
    {"64-B05", "2023-03-01", "etat", "e8", "a_decider", "2023-02-16"},
    {"64-B05", "2023-03-01", "action", "e8", "Adresser le courrier d'information préalable"},
    {"64-B06", "2023-04-01", "irregularite", "e6", "sans avis de l'équipe"},
    {"64-B06", "2023-04-01", "irregularite", "e6", "Temps laissé à la personne"},
    // The 28th still is the person's, and the équipe's.
    {"64-B07a", "2023-03-01", "irregularite", "e6", "sans avis de l'équipe"},
    {"64-B07a", "2023-03-01", "irregularite", "e6", "Temps laissé à la personne"},
    {"64-B08", "2026-10-01", "etat", "e7", "allocation_suspendue"},
    {"64-B08", "2026-11-21", "etat", "e7", "sans_objet"},
    // 50 % and 50 %: the household has nothing left in October.
    {"64-B09", "2026-11-21", "irregularite", "e20", "Le total des taux en vigueur dans le foyer"},
    {"64-B10b", "2026-11-21", "proposition", "e7", "Suspendre l'allocation"},
    {"64-B11", "2024-06-01", "proposition", "e13", "Faculté de radier"},
    {"64-B11", "2026-11-21", "droit_transitoire", "e13", "droit transitoire"},
    {"64-B13", "2026-11-21", "echeance", "e7", "Vérifier que le versement a repris", "2026-09-17"},
    {"64-B13", "2026-11-21", "action", "e7", "Dire si les sommes suspendues sont reversées"},
    {"64-B15a", "2026-11-21", "droit_transitoire", "e6", "entre le 1er janvier et le 31 mai 2025"},
    {"64-B16b", "2026-11-21", "action", "e7", "Proposer une nouvelle orientation"},
    // The request was known too late to be seen then.
    {"64-B17", "2026-11-21", "irregularite", "e7", "Audition demandée et non tenue"},
    // Corrected, the correction corrected or cancelled: two months as a social orientation.
    {"64-B18a", "2023-03-15", "echeance", "p1", "Signer le CER", "2023-04-06"},
    {"64-B18b", "2023-03-15", "echeance", "p1", "Signer le CER", "2023-04-06"},
    {"64-B18a", "2023-02-20", "echeance", "p1", "Signer le CER", "2023-03-06", "2023-02-15"},
    {"64-B19b", "2026-11-21", "evenement_ambigu", "", ""},
    {"64-B19b", "2026-11-21", "etat", "e13", "allocation_suspendue"},
    {"64-B22b", "2026-11-21", "action", "e11", "Apprécier le motif légitime"},
    {"64-B23", "2026-11-21", "irregularite", "e7", "sa conformité n'avait pas été appréciée"},
    {"64-B23", "2026-11-21", "action", "e7", "Mettre fin à la suspension"},
    {"64-B25", "2026-11-21", "irregularite", "e13", "Montant au-dessus du plafond légal"},
    {"64-B25", "2026-11-21", "irregularite", "e13", "Durée hors de l'intervalle légal"},
    {"64-B26", "2026-11-21", "proposition", "e11", "Suspendre l'allocation"},
    {"64-B30", "2026-11-21", "irregularite", "e7", "Observations reçues après l'appréciation"},
    {"64-BR4", "2026-11-21", "etat", "e7", "clos", "2026-09-03"},
    // Back from an address nothing said was wrong, sent again: presented on the 3rd, collected on the 12th.
    {"33-C02", "2026-09-20", "attente", "m", "Dix jours", "2026-09-14"},
    {"33-C02", "2026-09-20", "donnee_manquante", "m", "Dix jours pour répondre"},
    {"33-C02", "2026-09-20", "donnee_manquante", "m", "Décidé avant la fin des dix jours"},
    // One number for both spouses: hers was handed over on the 10th, + 10 days = Sunday, so Monday 21.
    {"33-C04", "2026-09-20", "irregularite", "m2", "Dix jours pour répondre"},
    // The letter and the breach are of one day and of two sources.
    {"33-C05", "2026-10-10", "echeance", "m", "incertaine", "2026-09-17"},
    // Reduced until 31 December 2016, and nothing cut on 1 January: resumed. A flux that stops in November
    // does not show it.
    {"33-D01", "2017-01-01", "etat", "s", "suite_a_donner", "2016-12-31"},
    {"33-D01", "2026-11-21", "etat", "s", "levee", "2017-01-02"},
    {"33-D02", "2026-11-21", "etat", "s", "suite_a_relire_en_2025"},
    {"33-D02", "2017-04-01", "echeance", "s", "incertaine", "2017-02-28"},
    {"33-D03", "2026-11-21", "etat", "s", "levee", "2017-01-02"},
};

/// What must not be said.
const Expected unsaid[] = {
    {"64-B01", "2026-11-21", "proposition", "e7", ""},
    {"64-B05", "2023-03-01", "irregularite", "e7", ""},
    {"64-B05", "2023-03-01", "proposition", "e8", ""},
    {"64-B09", "2026-11-21", "irregularite", "e13", ""},
    {"64-B11", "2026-11-21", "proposition", "", ""},
    // 50 % lowered to 30 % in the open procédure asks for no second hearing, and is not counted as 80 %.
    {"64-B12", "2026-11-21", "irregularite", "", ""},
    {"64-B15a", "2026-11-21", "irregularite", "", ""},
    {"64-B16a", "2026-11-21", "action", "e7", "Proposer une nouvelle orientation"},
    {"64-B17", "2026-11-21", "irregularite", "", "Audition demandée", "", "2026-10-19"},
    {"64-B22b", "2026-11-21", "proposition", "e11", ""},
    {"64-B26", "2026-11-21", "proposition", "e7", ""},
    {"64-B28", "2026-11-21", "irregularite", "", ""},
    {"64-BR4", "2026-11-21", "echeance", "e7", "depassee"},
    // 50 % lowered to 30 % in April, and 20 % for the spouse: half, and no more.
    {"33-C01", "2023-04-01", "irregularite", "", ""},
    {"33-C02", "2026-09-20", "irregularite", "", ""},
    // 80 % announced on the 3rd, 30 % on the 10th: for 50 %, the first counts.
    {"33-C03", "2026-11-21", "irregularite", "", ""},
    {"33-C04", "2026-11-21", "irregularite", "m1", ""},
    {"33-C04", "2026-11-21", "evenement_ambigu", "", ""},
    {"33-C05", "2026-10-10", "echeance", "m", "depassee"},
    {"33-D01", "2026-11-21", "echeance", "s", "depassee"},
    {"33-D02", "2017-04-01", "echeance", "s", "depassee"},
};

const std::map<std::string, Record>& dossiers() {
  static const auto read = [] {
    std::map<std::string, Record> all;
    DossierJsonReader reader;
    std::ifstream file(FILROUGE_SOURCE_DIR "/tests/cas/racontes/dossiers.ndjson");
    Record record;
    for (std::string line; std::getline(file, line);)
      if (!line.empty() && !reader.read(line, record)) all[record.dossier] = record;
    return all;
  }();
  return read;
}

bool is_said(const Expected& expected) {
  const auto asked = day(expected.asked);
  const auto known = *expected.known ? day(expected.known) : asked;
  const auto found = dossiers().find(expected.dossier);
  REQUIRE(found != dossiers().end());
  const auto findings = replay(shipped_rules(), found->second, asked, known);
  return std::ranges::any_of(findings, [&](const PlainFinding& one) {
    return one.nature == expected.nature && (!*expected.instance || one.instance == expected.instance) &&
           (!*expected.date || one.date == expected.date) &&
           (one.label + one.state + one.statut).find(expected.says) != std::string::npos;
  });
}

std::string told(const Expected& one) {
  return std::string(one.dossier) + " au " + one.asked + " : " + one.nature + " " + one.instance + " « " +
         one.says + " » " + one.date;
}

}  // namespace

TEST_CASE("dossiers worked out by hand are told so, and so by both readings", "[told][F2][F5][F6][F7][H1]") {
  REQUIRE(shipped_rules().errors == "");
  for (const auto& expected : said) {
    INFO(told(expected));
    CHECK(is_said(expected));
  }
  for (const auto& expected : unsaid) {
    INFO("never: " << told(expected));
    CHECK_FALSE(is_said(expected));
  }
  for (const auto& [name, record] : dossiers())
    for (const auto* asked : {"2023-03-01", "2024-06-01", "2026-11-21"})
      CHECK(report(shipped_rules(), record, day(asked), day(asked)) == "");
}
