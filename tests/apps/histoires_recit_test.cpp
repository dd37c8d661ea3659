// What holds of every dossier on every day, and what the page about a sanction must tell (CRPA R311-3-1-2).
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "tests/apps/histoires_support.hpp"

using namespace filrouge;
using histoires::Story;

namespace {

bool tells(const std::string& page, std::string_view text) {
  return page.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("Aucun dossier, aucun jour : jamais un verdict", "[histoires]") {
  const std::set<std::string> natures = {"etat",
                                         "echeance",
                                         "attente",
                                         "terme",
                                         "duree",
                                         "rythme",
                                         "action",
                                         "irregularite",
                                         "proposition",
                                         "donnee_manquante",
                                         "evenement_inattendu",
                                         "evenement_ambigu",
                                         "droit_transitoire"};
  const auto names = histoires::all_stories();
  REQUIRE(names.size() == 25);
  for (const auto& name : names) {
    const Story story(name);
    const auto [first, last] = story.span();
    // Ten days apart: no délai of a person is shorter. A quarter of a year beyond the last act.
    for (Date day = first; day < last + 92; day = day + 10) {
      const auto answer = story.on(day);
      std::set<std::string> in_her_time;
      for (const auto& one : answer.findings()) {
        INFO(name << ", " << iso_date(day) << ", " << one.code << ", " << one.libelle);
        CHECK(natures.contains(one.nature));
        if (one.nature == "irregularite" || one.nature == "proposition") CHECK_FALSE(one.fondement.empty());
        if (one.nature == "attente" && (one.statut == "en_cours" || one.statut == "incertaine") && !one.close)
          in_her_time.insert(one.instance);
        if (one.nature != "proposition") continue;
        CHECK_FALSE(one.decideur.empty());
        // An interval of the law, never one value.
        if (!one.has_interval) continue;
        REQUIRE(one.intervalle.taux.size() == 2);
        CHECK(one.intervalle.taux[0] != one.intervalle.taux[1]);
        REQUIRE(one.intervalle.duree.size() == 2);
        CHECK(one.intervalle.duree[0] != one.intervalle.duree[1]);
      }
      // While her time runs, or its end is unknown, no measure is proposed.
      for (const auto& one : answer.findings())
        if (one.nature == "proposition" && one.has_interval) {
          INFO(name << ", " << iso_date(day) << ", " << one.libelle);
          CHECK_FALSE(in_her_time.contains(one.instance));
        }
    }
  }
}

TEST_CASE("Le récit d'une suppression dit les dix points", "[histoires]") {
  // H017 on 2 February 2026: a suppression may be proposed. Its dates are computed in
  // histoires_suites_test.cpp.
  const auto page = Story("H017").told("2026-02-02");
  // 1. The rule, its validity, its articles and whether they were read.
  CHECK(tells(page, "rsa.manquement.suite_du_manquement.persistance_constatee"));
  CHECK(tells(page, "national/rsa/manquement.fil:"));
  CHECK(tells(page, "en vigueur depuis le 1er juin 2025"));
  CHECK(tells(page, "CASF R262-69-1 (vérifié)"));
  CHECK(tells(page, "CASF R262-71 (à vérifier)"));
  // 2. The facts used, and those that are missing.
  CHECK(tells(page, "Faits utilisés : « Avis de l'équipe pluridisciplinaire » du 2 février 2026 (e21)"));
  CHECK(tells(page, "Faits manquants : Majoration"));
  // 3. The arithmetic: start, why it starts there, length, end.
  CHECK(tells(page, "Notification : remis en main propre ce jour-là"));
  CHECK(tells(page, "Départ : vendredi 9 janvier 2026 (non compté). 10 jours : lundi 19 janvier 2026"));
  CHECK(tells(page, "Premier jour compris, 2 mois : dernier jour le 31 décembre 2025"));
  // 4. The branches that were not taken.
  CHECK(tells(page, "Branches non prises"));
  CHECK(tells(page, "mesure parmi (maintien, avertissement, réorientation)"));
  // 5. The interval of the law.
  CHECK(tells(page, "30 % à 50 %"));
  CHECK(tells(page, "1 mois à 4 mois"));
  // 6. What kind of line it is, and who decides.
  CHECK(tells(page, "proposition"));
  CHECK(tells(page, "qui décide : Président du conseil départemental"));
  // 7. The steps of the contradictoire, done or absent.
  CHECK(tells(page, "Étapes contradictoires"));
  CHECK(tells(page, "3 septembre 2025 (e7), 7 janvier 2026 (e16)"));
  CHECK(tells(page, "audition demandée : absent du journal"));
  CHECK(tells(page, "avis de l'équipe pluridisciplinaire : 2 février 2026 (e21)"));
  // 8. The regime, and the day that chose it.
  CHECK(tells(page, "Régime depuis le 1er juin 2025"));
  CHECK(tells(page, "version choisie par le 14 août 2025"));
  // 9. What another fact would change.
  CHECK(tells(page, "Leur connaissance peut changer cette ligne"));
  CHECK(tells(page, "entre le 30 septembre 2025 et le 15 novembre 2025"));
  // 10. The digest that lets anyone find the same answer again; and that it is an advice.
  CHECK(tells(page, "sha256:"));
  CHECK(tells(page, "une personne décide"));
}

TEST_CASE("Le récit d'un pli en attente dit les deux dates", "[histoires]") {
  // Presented on 12 November 2026: ten days end on Monday 23 November at the earliest, on Monday 7 December
  // at the latest.
  const auto page = Story("H024").told("2026-11-21");
  CHECK(tells(page, "23 novembre 2026"));
  CHECK(tells(page, "7 décembre 2026"));
  CHECK(tells(page, "dimanche 22 novembre 2026"));
}

TEST_CASE("Les étapes contradictoires suivent le journal corrigé, et disent ce qui précède la saisine",
          "[histoires]") {
  const auto with = [](std::string_view acts) {
    return Story::written(
               R"({"dossier":"A","departement":"64","attributs":[{"nom":"etat_droit","valeur":"2","le":"2023-01-01"}],
                   "personnes":[{"id":"p1","role":"demandeur","attributs":[
                     {"nom":"soumission_droits_devoirs","valeur":true,"le":"2023-01-01"}]}],"evenements":[
                   {"id":"s","type":"saisine_ep","le":"2023-06-01","personne":"p1","reference":"S1",
                    "champs":{"theme":"defaut_conclusion"}},)" +
               std::string(acts) + "]}")
        .told("2023-06-25");
  };
  const auto cancelled = with(
      R"({"id":"l","type":"courrier_envoye","le":"2023-06-05","personne":"p1","reference":"S1",
          "champs":{"objet":"information_prealable"}},
         {"id":"x","type":"annulation","le":"2023-06-20","champs":{"annule":"l"}})");
  CHECK(tells(cancelled, "information préalable envoyée : absent du journal\n"));
  CHECK_FALSE(tells(cancelled, "information préalable envoyée : 5 juin 2023"));
  const auto earlier = with(
      R"({"id":"l","type":"courrier_envoye","le":"2023-05-20","personne":"p1",
          "champs":{"objet":"information_prealable"}})");
  CHECK(tells(earlier, "information préalable envoyée : avant l'ouverture, le 20 mai 2023 (l)\n"));
}

TEST_CASE("Les branches offertes sont celles du département du dossier", "[histoires]") {
  const auto in = [](std::string_view departement) {
    return Story::written(R"({"dossier":"A","departement":")" + std::string(departement) +
                          R"(","attributs":[{"nom":"etat_droit","valeur":"2","le":"2023-01-01"}],
                   "personnes":[{"id":"p1","role":"demandeur","attributs":[
                     {"nom":"soumission_droits_devoirs","valeur":true,"le":"2023-01-01"}]}],"evenements":[
                   {"id":"s","type":"saisine_ep","le":"2023-06-01","personne":"p1","reference":"S1",
                    "champs":{"theme":"defaut_conclusion"}}]})")
        .told("2023-06-25");
  };
  // Only in the Seine-Saint-Denis does a time granted by the commission close the case.
  CHECK(tells(in("93"), "dès « Délai accordé à la personne par la commission »"));
  CHECK_FALSE(tells(in("64"), "dès « Délai accordé à la personne par la commission »"));
}
