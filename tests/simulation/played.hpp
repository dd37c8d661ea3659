#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/dossier/bind.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/session/loaded_rules.hpp"
#include "engine/simulation/case_choice.hpp"
#include "engine/simulation/simulation_tally.hpp"

namespace filrouge::simulated {

inline std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

inline const std::string first_rules = R"(module essai
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
rôle cheffe « Cheffe » institution departement
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
    échéance écrire : 40 jours après visite
      tenue par bilan
      à faire « Écrire » par cheffe
    dès bilan, aller à fini
  état fini final « Fini »
)";

/// The two sets, and dossiers played under both.
class Played {
 public:
  explicit Played(const std::string& after, const std::string& first = first_rules)
      : before_(loaded(first)),
        after_(loaded(after)),
        programs_(*before_->program, *after_->program),
        simulation_(programs_, {*parse_iso_date("2026-03-16"), *parse_iso_date("2026-03-16")}) {}

  /// Each change: its word, of which code, what it was and what it is.
  std::vector<std::string> changes(const std::string& acts, const std::string& dossier = "D1",
                                   const std::string& territoire = "Adour") {
    const auto record =
        read(R"({"schema":1,"dossier":")" + dossier + R"(","departement":"64","territoire":")" + territoire +
             R"(","personnes":[{"id":"p1","role":"demandeur"}],"evenements":[)" + acts + "]}");
    Journal& one = journal_;
    Journal& other = other_;
    bind(record, before_->model().vocabulary, one);
    bind(record, after_->model().vocabulary, other);
    simulation_.run(one, programs_.one_vocabulary() ? one : other);
    SimulatedDossier told;
    told.fill(simulation_, one);
    tally.add(told);
    std::vector<std::string> lines;
    for (const auto& change : simulation_.changes()) {
      Finding was, is;
      if (change.before != none_id) simulation_.publish(Side::before, change.before, was);
      if (change.after != none_id) simulation_.publish(Side::after, change.after, is);
      const auto& shown = change.after == none_id ? was : is;
      std::string line;
      for (std::size_t k = 0; k < change_kinds; ++k)
        if (change.kinds.has(static_cast<ChangeKind>(k)))
          line += std::string(words_of(static_cast<ChangeKind>(k)).word) + " ";
      line += shown.code.substr(shown.code.rfind('.') + 1) + " " + shown.nature;
      if (change.days) line += " " + std::to_string(*change.days);
      if (change.kinds.has(ChangeKind::statut)) line += " " + was.statut + ">" + is.statut;
      if (change.kinds.has(ChangeKind::state)) line += " " + was.etat + ">" + is.etat;
      lines.push_back(line);
    }
    return lines;
  }
  /// What is next on each side, when it changes.
  std::string next() {
    if (!simulation_.next_action_changes()) return "la même";
    std::string text;
    for (const auto side : both_sides) {
      Finding finding;
      if (simulation_.next_action(side) != none_id)
        simulation_.publish(side, simulation_.next_action(side), finding);
      text += (side == Side::after ? " > " : "") + finding.libelle + " " + finding.date;
    }
    return text;
  }
  DossierSimulation& simulation() { return simulation_; }
  const Journal& journal() const { return journal_; }
  const Model& model(Side side) const { return (side == Side::before ? before_ : after_)->model(); }
  SimulationResult counted() {
    for (const auto side : both_sides) tally.add_all(side, simulation_.form_counts(side));
    return tally.result();
  }

  SimulationTally tally;

 private:
  static std::unique_ptr<LoadedRules> loaded(const std::string& text) {
    const std::vector<RuleText> texts = {{"essai.fil", text}};
    auto rules = std::make_unique<LoadedRules>(texts, ValuesByName{}, dsl::Extent::to_run);
    INFO(rules->errors);
    REQUIRE(rules->program);
    return rules;
  }
  static Record read(const std::string& json) {
    DossierJsonReader reader;
    Record record;
    REQUIRE_FALSE(reader.read(json, record));
    return record;
  }

  std::unique_ptr<LoadedRules> before_, after_;
  TwoPrograms programs_;
  Journal journal_, other_;
  DossierSimulation simulation_;
};

inline const std::string visited = R"({"id":"e1","type":"visite","le":"2026-03-02","personne":"p1"})";
inline const std::string answered =
    visited + R"(,{"id":"e2","type":"bilan","le":"2026-03-14","personne":"p1"})";

}  // namespace filrouge::simulated
