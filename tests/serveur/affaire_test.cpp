// What the bench shows of one affaire: its ten steps, its page, its timeline, the explanation for the person.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <map>
#include <set>

#include "apps/serveur/affaire/affaire_view.hpp"
#include "apps/serveur/affaire/person_explanation.hpp"
#include "apps/serveur/affaire/proof_strip.hpp"
#include "apps/serveur/affaire/timeline_svg.hpp"
#include "tests/serveur/support.hpp"

using namespace filrouge;
using namespace filrouge::serveur;
using essais::day;
using essais::Read;

namespace {

constexpr std::string_view head =
    R"({"dossier": "64-1", "departement": "64", "territoire": "Adour BAB", "personnes": [{"id": "p1", "role": "demandeur"}],
"attributs": [{"nom": "taille_foyer", "valeur": 1}, {"nom": "majoration", "personne": "p1", "valeur": false},
{"nom": "soumission_droits_devoirs", "personne": "p1", "valeur": true}], "evenements": [
{"id": "c", "type": "contrat_engagement_signe", "le": "2025-07-07", "personne": "p1", "champs": {"heures_semaine": 15}},
{"id": "m", "type": "manquement_constate", "le": "2026-03-02", "personne": "p1", "reference": "M-1", "champs": {"nature": "non_respect", "engagement": "atelier", "commis_le": "2026-02-26"}})";
// Handed over on 4 March + 10 days: Saturday the 14th, put off to Monday 16 March 2026.
constexpr std::string_view letter = R"(,
{"id": "l", "type": "courrier_envoye", "le": "2026-03-04", "personne": "p1", "reference": "M-1", "champs": {"objet": "information_prealable", "mode": "remise"}})";
constexpr std::string_view handed = R"(,
{"id": "r", "type": "courrier_remis", "le": "2026-03-04", "personne": "p1", "references": {"courrier": "l"}})";
constexpr std::string_view appraised = R"(,
{"id": "a", "type": "appreciation", "le": "2026-03-17", "personne": "p1", "reference": "M-1", "champs": {"objet": "motif_legitime", "conclusion": "non"}})";

/// One month from 1 April: last day 30 April 2026.
std::string decision(std::string_view id, std::string_view on) {
  return R"(,
{"id": ")" +
         std::string(id) + R"(", "type": "decision_cd", "le": ")" + std::string(on) +
         R"(", "personne": "p1", "du": "2026-04-01", "reference": "M-1", "champs": {"mesure": "suspension", "taux": "30 %", "duree": "1 mois", "motivation": true, "voies_recours": true}})";
}

constexpr std::string_view notified = R"(,
{"id": "n", "type": "courrier_envoye", "le": "2026-03-19", "personne": "p1", "reference": "M-1", "champs": {"objet": "decision", "mode": "lrar", "voies_et_delais": true}},
{"id": "np", "type": "courrier_presente", "le": "2026-03-21", "personne": "p1", "references": {"courrier": "n"}},
{"id": "nr", "type": "courrier_retire", "le": "2026-03-24", "personne": "p1", "references": {"courrier": "n"}})";
constexpr std::string_view cut = R"(,
{"id": "x", "type": "suspension_versement", "le": "2026-04-01", "connu_le": "2026-04-13", "champs": {"motif": "CG", "effet": "2026-04-01"}})";
constexpr std::string_view resumed = R"(,
{"id": "v", "type": "reprise_versement", "le": "2026-05-01", "connu_le": "2026-05-12", "champs": {"effet": "2026-05-01"}})";

Read read(std::string_view asked, std::initializer_list<std::string_view> parts) {
  std::string json(head);
  for (const auto part : parts) json += part;
  return Read(json + "]}", day(asked));
}

const StepShown& step(const ProofStrip& strip, ProofStep which) {
  return strip.now().steps[static_cast<std::size_t>(which)];
}

bool tells(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("Une suspension régulière, reprise au terme : chaque étape est faite, et son acte est derrière",
          "[affaire]") {
  const auto dossier =
      read("2026-06-01", {letter, handed, appraised, decision("d", "2026-03-18"), notified, cut, resumed});
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  REQUIRE(strip.sanction);
  REQUIRE(strip.rounds.size() == 1);
  // The équipe is not consulted for a suspension since June 2025.
  CHECK(strip.signs() == "●●●●–●●●●●");
  CHECK(step(strip, ProofStep::time_over).from == day("2026-03-16"));
  CHECK(step(strip, ProofStep::notified).from == day("2026-03-24"));
  CHECK(step(strip, ProofStep::lifted).from == day("2026-04-30"));
  CHECK(step(strip, ProofStep::cut).acts.front().id == "x");
  for (const auto& one : strip.now().steps) {
    INFO(words_of(one.step).name);
    CHECK_FALSE(one.why.empty());
    if (one.proof != Proof::not_applicable) CHECK_FALSE(one.basis.empty());
  }
}

TEST_CASE("Ce qui vient après le jour demandé n'est pas fait", "[affaire]") {
  const auto dossier =
      read("2026-03-19", {letter, handed, appraised, decision("d", "2026-03-18"), notified, cut, resumed});
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  CHECK(strip.signs() == "●●●●–●◐○○○");
}

TEST_CASE("Une lettre partie, jamais présentée, ne prouve rien", "[affaire]") {
  const auto dossier = read("2026-06-01", {letter});
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  CHECK(strip.signs() == "●◐◐○–○○○○○");
  CHECK(tells(step(strip, ProofStep::presented).why, "remise inconnue"));
}

TEST_CASE("Décidée le dernier des dix jours : le temps de la personne manque, et la règle le dit",
          "[affaire]") {
  const auto dossier = read("2026-03-17", {letter, handed, decision("d", "2026-03-16")});
  const auto& thread = dossier.affaire("M-1");
  const auto strip = proof_strip(*dossier, thread);
  CHECK(step(strip, ProofStep::letter).proof == Proof::done);
  CHECK(step(strip, ProofStep::time_over).proof == Proof::lacking);
  CHECK(tells(step(strip, ProofStep::time_over).why, "Acte pris avant la fin du temps laissé"));
  const auto view = affaire_view(*dossier, thread);
  CHECK(view.blocking == 2);  // and the motif légitime, not appraised
  CHECK(tells(view.risk, "2 irrégularités bloquantes"));
}

TEST_CASE("Décidée sans lettre : ni lettre, ni présentation, ni temps, ni parole", "[affaire]") {
  const auto dossier = read("2026-03-18", {appraised, decision("d", "2026-03-18")});
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  CHECK(strip.signs() == "✕✕✕✕–●○○○○");
}

TEST_CASE("Écrire à la personne, et la lire, après avoir décidé ne répare rien", "[affaire]") {
  constexpr std::string_view heard_after = R"(,
{"id": "o", "type": "observation_beneficiaire", "le": "2026-03-12", "personne": "p1", "reference": "M-1"})";
  const auto dossier = read("2026-03-20", {decision("d", "2026-03-03"), letter, handed, heard_after});
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  CHECK(step(strip, ProofStep::letter).proof == Proof::lacking);
  CHECK(step(strip, ProofStep::presented).proof == Proof::lacking);
  CHECK(step(strip, ProofStep::heard).proof == Proof::lacking);
}

TEST_CASE("Ce qu'une source ne couvre pas est à prouver, non manquant", "[affaire]") {
  std::string json(head);
  json +=
      std::string(appraised) + decision("d", "2026-03-18") +
      R"(], "couverture": [{"source": "webrsa", "types": ["manquement_constate", "decision_cd", "appreciation"], "du": "2020-01-01", "au": "2026-12-31"}]})";
  const Read dossier(json, day("2026-03-18"));
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  CHECK(step(strip, ProofStep::letter).proof == Proof::to_prove);
  CHECK(step(strip, ProofStep::heard).proof == Proof::to_prove);
}

TEST_CASE("Entendue après la décision : elle ne l'avait pas été avant", "[affaire]") {
  constexpr std::string_view asked_and_heard = R"(,
{"id": "q", "type": "demande_audition", "le": "2026-03-10", "personne": "p1", "reference": "M-1"},
{"id": "h", "type": "audition", "le": "2026-03-25", "personne": "p1", "reference": "M-1", "champs": {"presence": true}})";
  const auto dossier =
      read("2026-04-01", {letter, handed, appraised, decision("d", "2026-03-18"), asked_and_heard});
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  CHECK(step(strip, ProofStep::heard).proof == Proof::lacking);
  CHECK(tells(step(strip, ProofStep::heard).why, "Audition demandée et non tenue"));
}

TEST_CASE("Une décision annulée n'a jamais compté ; la page la montre, et qui l'a annulée", "[affaire]") {
  constexpr std::string_view annulled = R"(,
{"id": "z", "type": "annulation", "le": "2026-04-20", "champs": {"annule": "d"}})";
  const auto dossier = read("2026-06-01", {letter, handed, appraised, decision("d", "2026-03-18"), notified,
                                           cut, annulled, resumed});
  const auto& thread = dossier.affaire("M-1");
  const auto strip = proof_strip(*dossier, thread);
  CHECK(step(strip, ProofStep::decision).proof != Proof::done);
  CHECK(step(strip, ProofStep::lifted).proof != Proof::done);
  const auto view = affaire_view(*dossier, thread);
  const auto shown = std::ranges::find(view.acts, "d", &ActShown::id);
  REQUIRE(shown != view.acts.end());
  CHECK(shown->cancelled);
  CHECK(shown->corrections == std::vector<std::string>{"annulé par z, connu le 20 avril 2026"});
  CHECK(view.measures.empty());
}

TEST_CASE("Annulée, reprise par une autre décision, levée : la bande suit la seconde", "[affaire]") {
  constexpr std::string_view annulled = R"(,
{"id": "z", "type": "annulation", "le": "2026-03-24", "champs": {"annule": "d1"}})";
  constexpr std::string_view lifted = R"(,
{"id": "le", "type": "levee_sanction", "le": "2026-04-15", "reference": "M-1", "champs": {"effet": "2026-04-13", "reversement": true}})";
  const auto dossier = read("2026-06-01", {letter, handed, appraised, decision("d1", "2026-03-18"), annulled,
                                           decision("d2", "2026-03-25"), cut, lifted, resumed});
  const auto& thread = dossier.affaire("M-1");
  const auto strip = proof_strip(*dossier, thread);
  CHECK(step(strip, ProofStep::decision).from == day("2026-03-25"));
  CHECK(step(strip, ProofStep::lifted).from == day("2026-04-13"));
  CHECK(step(strip, ProofStep::resumed).proof == Proof::done);
  const auto view = affaire_view(*dossier, thread);
  REQUIRE(view.measures.size() == 1);
  CHECK(view.measures.front().course == "levée");
  CHECK(view.measures.front().last == day("2026-04-12"));
}

TEST_CASE("Une seconde mesure a sa lettre et son audition : un second tour", "[affaire]") {
  // The first is over on 30 April 2026; the second letter is of 5 May, and no decision follows yet.
  constexpr std::string_view second = R"(,
{"id": "a2", "type": "appreciation", "le": "2026-05-04", "personne": "p1", "reference": "M-1", "champs": {"objet": "conformite", "conclusion": "non"}},
{"id": "l2", "type": "courrier_envoye", "le": "2026-05-05", "personne": "p1", "reference": "M-1", "champs": {"objet": "information_prealable", "mode": "remise"}},
{"id": "r2", "type": "courrier_remis", "le": "2026-05-05", "personne": "p1", "references": {"courrier": "l2"}})";
  const auto dossier = read(
      "2026-05-10", {letter, handed, appraised, decision("d", "2026-03-18"), notified, cut, resumed, second});
  const auto strip = proof_strip(*dossier, dossier.affaire("M-1"));
  REQUIRE(strip.rounds.size() == 2);
  CHECK(strip.rounds[0].steps[5].proof == Proof::done);
  CHECK(step(strip, ProofStep::letter).from == day("2026-05-05"));
  // 5 May + 10 days: Friday 15 May 2026.
  CHECK(step(strip, ProofStep::time_over).proof == Proof::to_come);
  CHECK(step(strip, ProofStep::decision).proof == Proof::to_come);
}

TEST_CASE("Une affaire qui ne mène à aucune sanction n'a aucune des dix étapes", "[affaire]") {
  const Read dossier(
      R"({"dossier": "64-2", "departement": "64", "personnes": [{"id": "p1", "role": "demandeur"}], "evenements": [
{"id": "o", "type": "orientation", "le": "2026-02-02", "personne": "p1", "champs": {"parcours": "social", "organisme": "Departement"}}]})",
      day("2026-03-01"));
  REQUIRE_FALSE(dossier->threads().empty());
  for (const auto& thread : dossier->threads()) {
    const auto strip = proof_strip(*dossier, thread);
    CHECK_FALSE(strip.sanction);
    CHECK(strip.signs() == "––––––––––");
  }
}

TEST_CASE("Le paiement dit ce qui est retenu, et jusqu'à quand", "[affaire]") {
  const auto told = [](std::string_view asked) {
    const auto dossier =
        read(asked, {letter, handed, appraised, decision("d", "2026-03-18"), notified, cut, resumed});
    return affaire_view(*dossier, dossier.affaire("M-1")).payment;
  };
  CHECK(tells(told("2026-03-20"), "À venir : suspension de 30 %"));
  CHECK(told("2026-04-30") ==
        "En vigueur le 30 avril 2026 : suspension de 30 %, pendant 1 mois à partir du 1er avril 2026 "
        "(dernier jour le 30 avril 2026).");
  CHECK(tells(told("2026-05-01"), "Rien n'est retenu le 1er mai 2026"));
}

TEST_CASE("La page de la personne : quatre titres de la loi, dix points, aucun identifiant", "[affaire]") {
  const auto dossier =
      read("2026-03-19", {letter, handed, appraised, decision("d1234", "2026-03-18"), notified});
  const auto page = person_explanation(*dossier, dossier.affaire("M-1"));
  REQUIRE(page.headings.size() == 5);
  for (std::size_t h = 0; h < 4; ++h) CHECK(page.headings[h].title.starts_with(std::to_string(h + 1) + "° "));
  int number = 0;
  std::string all;
  for (const auto& heading : page.headings)
    for (const auto& point : heading.points) {
      CHECK(point.number == ++number);
      CHECK_FALSE((point.paragraphs.empty() && point.items.empty()));
      for (const auto& text : point.paragraphs) all += text + '\n';
      for (const auto& text : point.items) all += text + '\n';
    }
  CHECK(number == 10);
  CHECK(tells(all, "suspension de 30 %"));
  CHECK(tells(all, "10 jours : samedi 14 mars 2026"));
  CHECK(tells(all, "CASF R262-69-1 : texte vérifié"));
  CHECK(tells(all, "2 mois à partir de sa notification"));
  CHECK(tells(all, std::string(left_to_the_departement)));
  CHECK_FALSE(tells(all, "d1234"));
  CHECK_FALSE(tells(all, "rsa."));
  CHECK_FALSE(tells(all, "decision_cd"));
}

TEST_CASE("La frise : un acte ou deux cents, des mots qui ne se touchent pas, ni style ni script",
          "[affaire]") {
  std::string many;
  for (int i = 0; i < 200; ++i) {
    const auto on = iso_date(day("2026-03-03") + i);
    many += R"(,
{"id": "s)" +
            std::to_string(i) + R"(", "type": "mise_en_conformite", "le": ")" + on +
            R"(", "personne": "p1", "reference": "M-1"})";
  }
  for (const auto& parts : {std::string(), many}) {
    const auto dossier = read("2026-11-21", {parts});
    const auto& thread = dossier.affaire("M-1");
    const auto frise = timeline_of(*dossier, thread, "f1");
    CHECK(frise.width <= 2400);
    CHECK(frise.height <= 900);
    CHECK(tells(frise.svg, "<title id=\"f1-titre\">"));
    CHECK_FALSE(tells(frise.svg, "style="));
    CHECK_FALSE(tells(frise.svg, "<script"));
    const auto acts = static_cast<std::size_t>(std::ranges::count(frise.rows, "acte", &TimelineRow::kind));
    CHECK(acts == thread.acts.size());
    // Of each line of words above the axis: none begins before the one before it ends.
    std::map<int, std::vector<std::pair<double, double>>> lines;
    for (std::size_t at = 0; (at = frise.svg.find("<text x=\"", at)) != std::string::npos; ++at) {
      const auto tag = frise.svg.substr(at, frise.svg.find("</text>", at) - at);
      double x = 0;
      int y = 0;
      REQUIRE(std::sscanf(tag.c_str(), "<text x=\"%lf\" y=\"%d\"", &x, &y) == 2);
      const auto words = tag.substr(tag.find('>') + 1);
      const auto wide = 6.5 * static_cast<double>(words.size());
      lines[y].push_back(tells(tag, "text-anchor=\"end\"") ? std::pair(x - wide, x) : std::pair(x, x + wide));
    }
    for (auto& [y, words] : lines) {
      std::ranges::sort(words);
      for (std::size_t w = 1; w < words.size(); ++w) {
        INFO("y " << y);
        CHECK(words[w - 1].second <= words[w].first);
      }
    }
  }
}

TEST_CASE("Un acte connu plus tard que son jour le montre, sur la frise et dans la liste", "[affaire]") {
  const auto dossier = read("2026-06-01", {letter, handed, appraised, decision("d", "2026-03-18"), cut});
  const auto& thread = dossier.affaire("M-1");
  const auto frise = timeline_of(*dossier, thread, "f");
  CHECK(tells(frise.svg, "connu le 13 avril 2026"));
  const auto view = affaire_view(*dossier, thread);
  const auto seen = std::ranges::find(view.acts, "x", &ActShown::id);
  REQUIRE(seen != view.acts.end());
  CHECK(seen->known == day("2026-04-13"));
}

TEST_CASE("Sur des dossiers inventés, la bande et les constats disent la même chose", "[affaire]") {
  unsigned affaires = 0, faults = 0, doubts = 0, lacking = 0;
  for (const unsigned seed : {7U, 41U}) {
    for (const auto& line : essais::generated(seed, 700, "2026-11-21")) {
      const Read dossier(line, day("2026-11-21"));
      for (const auto& thread : dossier->threads()) {
        const auto strip = proof_strip(*dossier, thread);
        INFO(dossier->journal().dossier << " " << thread.key.numero);
        affaires += strip.sanction;
        std::set<std::string> ids;
        for (const auto f : thread.findings) ids.insert(dossier->findings()[f].id);
        // What the rules accuse shows as lacking; what they doubt is not shown as done.
        for (const auto f : thread.findings) {
          const auto& compact = dossier->evaluation().findings[f];
          const auto& finding = dossier->findings()[f];
          const bool fault = compact.nature == Nature::irregularite && compact.severity == Severity::blocking;
          const bool doubt = compact.nature == Nature::donnee_manquante &&
                             judged_act(dossier->evaluation(), compact) != none_id;
          const auto accused = accused_step(finding.libelle);
          if (!accused || (!fault && !doubt)) continue;
          (fault ? faults : doubts) += 1;
          INFO(finding.libelle);
          REQUIRE(strip.sanction);
          CHECK(std::ranges::any_of(strip.rounds, [&](const ProofRound& round) {
            const auto& shown = round.steps[static_cast<std::size_t>(*accused)];
            const bool said = std::ranges::find(shown.findings, finding.id) != shown.findings.end();
            return said && (fault ? shown.proof == Proof::lacking : shown.proof != Proof::done);
          }));
        }
        for (const auto& round : strip.rounds)
          for (const auto& shown : round.steps) {
            INFO(words_of(shown.step).name << " " << proof_sign(shown.proof) << " " << shown.why);
            CHECK_FALSE(shown.why.empty());
            for (const auto& id : shown.findings) CHECK(ids.contains(id));
            if (shown.proof == Proof::done) CHECK(shown.from.known());
            lacking += shown.proof == Proof::lacking;
            // Done, it rests on an act, on a finding, or on the end of a measure.
            if (shown.proof == Proof::done && shown.step != ProofStep::lifted &&
                shown.step != ProofStep::heard && shown.step != ProofStep::time_over)
              CHECK_FALSE((shown.acts.empty() && shown.findings.empty()));
          }
      }
    }
  }
  // The caseload is not empty of what is asserted.
  CHECK(affaires > 100);
  CHECK(faults > 10);
  CHECK(doubts > 10);
  CHECK(lacking > 20);
}

TEST_CASE("Ce que les règles nomment d'une étape est dit de cette étape", "[affaire]") {
  // Names of the rules that speak of one of these are of a step, not of the decision in general.
  constexpr std::pair<std::string_view, ProofStep> named[] = {
      {"information préalable de la personne", ProofStep::letter},
      {"courrier d'information préalable", ProofStep::letter},
      {"fin du temps laissé à la personne", ProofStep::time_over},
      {"fin des dix jours", ProofStep::time_over},
      {"Audition demandée", ProofStep::heard},
      {"avis de l'équipe pluridisciplinaire, rendu ou réputé rendu", ProofStep::opinion},
      {"avis de l'équipe pluridisciplinaire, ni rendu", ProofStep::opinion},
      {"consultation de l'équipe pluridisciplinaire", ProofStep::opinion},
  };
  std::set<std::string> labels;
  for (const auto* requirement : essais::shipped().requirements) labels.insert(requirement->label);
  for (const auto& control : essais::shipped().model.controls)
    for (const auto& said : control.if_broken) labels.insert(said.label);
  unsigned met = 0;
  for (const auto& label : labels)
    for (const auto& [text, step] : named)
      if (tells(label, text)) {
        ++met;
        INFO(label);
        CHECK(accused_step(label) == step);
      }
  CHECK(met >= 8);
}
