#include <algorithm>
#include <catch2/catch.hpp>
#include <iostream>
#include <iterator>
#include <string_view>

#include "engine/core/calendar/delai.hpp"
#include "tests/oracle/comparison.hpp"
#include "tests/oracle/generated.hpp"

/// What the list of the demonstration says is missing, not resumed, without news: held against the dossiers
/// themselves, read apart from the rules. FILROUGE_SILENCES names each that is false.
using namespace filrouge;
using namespace filrouge::oracle;

namespace {

const Date asked = *civil_date(2026, 11, 29);

/// The dossier as a person reads it: what was cancelled is not there.
struct Read {
  const Record& record;

  bool counts(const RawEvent& event) const {
    return event.on <= asked && event.known <= asked &&
           std::ranges::none_of(record.events, [&](const RawEvent& other) {
             return other.cancels && other.target == event.id && other.known <= asked;
           });
  }
  bool hers(const RawEvent& event, const std::string& person) const {
    return counts(event) && (event.person.empty() || event.person == person);
  }
  const RawEvent* named(std::string_view id) const {
    for (const auto& event : record.events)
      if (event.id == id) return &event;
    return nullptr;
  }
  bool cites(const RawEvent& event, std::string_view id) const {
    const auto* act = named(id);
    const auto is_it = [&](std::string_view key) {
      return !key.empty() && (key == id || (act && key == act->reference));
    };
    return is_it(event.reference) || std::ranges::any_of(event.references, [&](const RawField& reference) {
             return is_it(reference.value.text);
           });
  }

  /// The letter the line asks for was sent: it names what the line is about.
  bool sent(const PlainFinding& line) const {
    const auto trigger = line.instance.substr(0, line.instance.find('#'));
    const auto* opened = named(trigger);
    if (opened && opened->type == "courrier_envoye") return true;
    const bool of_a_decision = line.code.find(".decision_cd.") != std::string::npos;
    // Called before the équipe: another letter than the one that tells what is reproached.
    const bool of_a_call = std::ranges::find(line.missing, "passage_ep") != line.missing.end();
    return std::ranges::any_of(record.events, [&](const RawEvent& event) {
      if (event.type != "courrier_envoye" || !hers(event, line.person)) return false;
      if (of_a_call) return said(event, "objet") == "convocation_ep" && (!opened || event.on >= opened->on);
      if (!of_a_decision) return said(event, "objet") == "information_prealable" && cites(event, trigger);
      return said(event, "objet") == "decision" &&
             std::ranges::any_of(line.facts, [&](const std::string& fact) { return cites(event, fact); });
    });
  }
  /// The payment resumed after the last measure taken against her before the line, or a reduction ended.
  bool resumed(const PlainFinding& line) const {
    const RawEvent* measure = nullptr;
    for (const auto& event : record.events)
      if (event.type == "decision_cd" && hers(event, line.person) && iso_date(event.on) <= line.date &&
          is_one_of(said(event, "mesure"), {"reduction", "suspension", "suppression"}) &&
          (!measure || event.on > measure->on))
        measure = &event;
    if (!measure) return false;
    const auto since = measure->from.known() ? measure->from : measure->on;
    if (std::ranges::any_of(record.events, [&](const RawEvent& event) {
          return event.type == "reprise_versement" && counts(event) && event.on >= since;
        }))
      return true;
    // Or the last reduction of the household is over, and nothing was cut since it began.
    const RawEvent* reduction = nullptr;
    for (const auto& event : record.events)
      if (event.type == "reduction_appliquee" && counts(event) && (!reduction || event.on >= reduction->on))
        reduction = &event;
    return reduction && reduction->to.known() && reduction->to >= since && reduction->to + 1 < asked &&
           std::ranges::none_of(record.events, [&](const RawEvent& event) {
             return event.type == "suspension_versement" && counts(event) && event.on > reduction->on;
           });
  }
  /// She was seen, wrote, or signed, in the six months before the day it was due.
  bool heard_of(const PlainFinding& line) const {
    const auto since = add_months(*parse_iso_date(line.date), -6);
    return std::ranges::any_of(record.events, [&](const RawEvent& event) {
      if (event.person != line.person || !counts(event) || event.on <= since) return false;
      if (event.type == "rendez_vous") return said(event, "statut") == "honore";
      if (is_one_of(event.type, {"audition", "passage_ep"})) return said(event, "presence") == "true";
      return is_one_of(event.type,
                       {"contact", "bilan", "diagnostic", "cer_signe", "ppae_signe",
                        "contrat_engagement_signe", "contrat_engagement_actualise", "mise_en_conformite",
                        "observation_beneficiaire", "demande_audition", "demande_reorientation"});
    });
  }
};

struct Count {
  const char* what;
  unsigned said = 0, wrong = 0;

  void line(const Record& record, const PlainFinding& finding, bool is_wrong) {
    ++said;
    wrong += is_wrong;
    if (is_wrong && std::getenv("FILROUGE_SILENCES"))
      std::cout << "    à tort : " << record.dossier << " " << finding.instance << " " << finding.code << " "
                << finding.date << "\n";
  }
};

}  // namespace

/// The caisse did not do as decided: each way it strays is met in the demonstration, and said.
constexpr std::string_view strays[] = {"Vérifier avec la caisse la somme retenue",
                                       "un jour où aucune mesure ne court au foyer",
                                       "Versement coupé après la fin de la mesure"};

TEST_CASE("the list of the demonstration accuses nobody of what the dossier says was done", "[silences]") {
  REQUIRE(shipped_rules().errors == "");
  Count letters{"« Donnée manquante : Courrier envoyé »"}, payments{"« le versement n'a pas repris »"},
      news{"« aucune nouvelle depuis six mois »"}, unexpected{"événements inattendus"};
  unsigned strayed[std::size(strays)] = {};
  const auto options = "--territoire \"Adour BAB\" --au " + iso_date(asked);
  const auto dossiers = generated_dossiers(2026, 2000, options);
  for (const auto& record : dossiers) {
    const Read dossier{record};
    for (const auto& finding : replay(shipped_rules(), record, asked, asked)) {
      const auto missing = [&](std::string_view name) {
        return std::ranges::find(finding.missing, name) != finding.missing.end();
      };
      for (std::size_t i = 0; i < std::size(strays); ++i)
        strayed[i] += finding.label.find(strays[i]) != std::string::npos &&
                      (finding.nature == "irregularite" || finding.nature == "action");
      if (finding.nature == "evenement_inattendu") unexpected.line(record, finding, false);
      if (finding.nature == "donnee_manquante" && missing("courrier_envoye"))
        letters.line(record, finding, dossier.sent(finding));
      if (finding.statut == "depassee" && finding.label.find("versement a repris") != std::string::npos)
        payments.line(record, finding, dossier.resumed(finding));
      if (finding.statut == "depassee" && finding.label.find("depuis six mois") != std::string::npos)
        news.line(record, finding, dossier.heard_of(finding));
    }
  }
  std::cout << dossiers.size() << " dossiers, au " << iso_date(asked) << " :\n";
  for (const auto* count : {&letters, &payments, &news})
    std::cout << "  " << count->what << " : " << count->said << " dites, " << count->wrong << " à tort\n";
  std::cout << "  " << unexpected.what << " : " << unexpected.said << "\n";
  for (std::size_t i = 0; i < std::size(strays); ++i) {
    std::cout << "  « " << strays[i] << " » : " << strayed[i] << " dites\n";
    CHECK(strayed[i] > 0);
  }
  // None said, none could be wrong.
  for (const auto* count : {&letters, &payments, &news}) {
    CHECK(count->said > 0);
    CHECK(count->wrong == 0);
  }
  CHECK(unexpected.said < 40);
}
