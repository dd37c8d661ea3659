#include <fmt/format.h>

#include "engine/core/calendar/date.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/grouped_digits.hpp"
#include "engine/reports/simulation_report.hpp"

namespace filrouge {
namespace {

std::string or_nothing(std::string_view text, std::string_view nothing) {
  return std::string(text.empty() ? nothing : text);
}

std::string severity_for_people(std::string_view severity) {
  return or_nothing(severity, "sans gravité");
}

std::string days_shown(const SimulationGroup& group) {
  if (!group.least)
    return group.name == "devient_connue" ? "la date devient connue" : "la date n'est plus connue";
  const auto signed_days = [](std::int32_t days) {
    return fmt::format("{} {}", days < 0 ? "−" : "+", days < 0 ? -days : days);
  };
  const auto least = *group.least, greatest = *group.greatest;
  constexpr auto no_end = SimulationGroup::no_end;
  if (least == greatest) return signed_days(least) + (least > 1 || least < -1 ? " jours" : " jour");
  if (least == -no_end) return signed_days(greatest) + " jours et au-delà";
  if (greatest == no_end) return signed_days(least) + " jours et au-delà";
  // From the smallest move to the greatest, whichever way it goes.
  const bool earlier = least < 0;
  return fmt::format("de {} à {} jours", signed_days(earlier ? greatest : least),
                     signed_days(earlier ? least : greatest));
}

}  // namespace

SimulationWords::SimulationWords(const Model& before, const Model& after) : before_(before), after_(after) {
  for (const auto* model : {&after, &before}) {
    for (const auto& procedure : model->procedures) {
      const std::string name(model->text(procedure.name));
      labels_.try_emplace(name, shown(procedure.label));
      for (const auto& state : procedure.states)
        states_.try_emplace(
            name + '\n' + std::string(model->text(state.name)),
            state.label.empty() ? shown(std::string(model->text(state.name))) : shown(state.label));
    }
    for (const auto& control : model->controls)
      labels_.try_emplace(model->rules[control.rule].code, shown(control.label));
  }
}

std::string_view SimulationWords::label(std::string_view name) const {
  const auto known = labels_.find(name);
  return known == labels_.end() ? name : std::string_view(known->second);
}

std::string SimulationWords::state(std::string_view procedure, std::string_view name) const {
  const auto known = states_.find(std::string(procedure) + '\n' + std::string(name));
  return known == states_.end() ? std::string(name) : known->second;
}

std::string SimulationWords::role(std::string_view name) const {
  if (name.empty()) return "personne";
  for (const auto& role : after_.roles)
    if (after_.text(role.name) == name) return role_shown(after_, name);
  return role_shown(before_, name);
}

std::string SimulationWords::group(SimulationAxis axis, const SimulationGroup& group) const {
  const auto move = [](const std::string& from, const std::string& to) { return from + " → " + to; };
  switch (axis) {
    case SimulationAxis::nature:
      return std::string(nature_for_people(group.name));
    case SimulationAxis::procedure:
      return or_nothing(label(group.name), "hors de toute procédure");
    case SimulationAxis::territoire:
      return or_nothing(group.name, "territoire inconnu");
    case SimulationAxis::role:
      return role(group.name);
    case SimulationAxis::days:
      return days_shown(group);
    case SimulationAxis::statut:
      return move(or_nothing(statut_for_people(group.name), "sans statut"),
                  or_nothing(statut_for_people(group.to), "sans statut"));
    case SimulationAxis::severity:
      return move(severity_for_people(group.name), severity_for_people(group.to));
    case SimulationAxis::role_move:
      return move(role(group.name), role(group.to));
    case SimulationAxis::state:
      return std::string(label(group.procedure)) + " : " +
             move(state(group.procedure, group.name), state(group.procedure, group.to));
  }
  return {};
}

SimulationAxisWords words_of(SimulationAxis axis) {
  switch (axis) {
    case SimulationAxis::nature:
      return {"Par nature de constat", "Nature"};
    case SimulationAxis::procedure:
      return {"Par procédure", "Procédure"};
    case SimulationAxis::territoire:
      return {"Par territoire", "Territoire"};
    case SimulationAxis::role:
      return {"Par rôle", "Rôle qui agit"};
    case SimulationAxis::days:
      return {"De combien les dates bougent", "Décalage"};
    case SimulationAxis::statut:
      return {"Statuts", "D'un statut à l'autre"};
    case SimulationAxis::severity:
      return {"Gravités", "D'une gravité à l'autre"};
    case SimulationAxis::role_move:
      return {"Rôles", "D'un rôle à l'autre"};
    case SimulationAxis::state:
      return {"États des procédures", "D'un état à l'autre"};
  }
  return {};
}

std::vector<std::string> simulation_head(const SimulationReport& report) {
  const auto& result = report.result;
  std::vector<std::string> lines;
  lines.push_back(fmt::format("Au {}, d'après ce qui était connu le {}.", people_date(report.asked),
                              people_date(report.known)));
  lines.push_back(fmt::format("Avant : {} ({}).", report.before_paths, report.before.digest));
  lines.push_back(fmt::format("Après : {} ({}).", report.after_paths, report.after.digest));
  std::string chosen;
  if (!report.departement.empty()) chosen += ", département " + report.departement;
  if (!report.territoire.empty()) chosen += ", territoire " + report.territoire;
  if (result.compared_hidden)
    lines.push_back(
        fmt::format("Dossiers comparés{} : nombre masqué, il dirait combien ne changent pas.", chosen));
  else
    lines.push_back(fmt::format("{} {}{}.", grouped_digits(result.compared),
                                result.compared > 1 ? "dossiers comparés" : "dossier comparé", chosen));
  if (report.rejects > 0)
    lines.push_back(fmt::format("{} : comptées nulle part.",
                                counted(report.rejects, "ligne rejetée", "lignes rejetées")));
  if (result.given_up_count > 0) {
    auto line = fmt::format(
        "{} à évaluer sous l'un des deux jeux de règles : rien n'en est comparé ; --budget permet plus de "
        "pas",
        counted(result.given_up_count, "dossier trop coûteux", "dossiers trop coûteux"));
    constexpr std::size_t most = 20;
    for (std::size_t i = 0; i < result.given_up.size() && i < most; ++i)
      line += (i == 0 ? " : " : ", ") + result.given_up[i];
    lines.push_back(line + (result.given_up.size() > most ? "…" : "."));
  }
  lines.insert(lines.end(), report.head.begin(), report.head.end());
  if (result.anonymous)
    lines.push_back(fmt::format(
        "Ce ne sont que des nombres de dossiers ; moins de {}, et ce qui permettrait de les retrouver, est "
        "masqué. Aucun dossier n'est cité.",
        result.minimum_group));
  else
    lines.emplace_back(
        "Des dossiers sont cités : ce sont des données personnelles, à ne pas diffuser. --publier n'en cite "
        "aucun et "
        "masque les petits nombres.");
  return lines;
}

std::string simulation_sum(const SimulationReport& report) {
  const auto& result = report.result;
  if (!result.anything_changes()) {
    if (result.compared == 0 && !result.compared_hidden) return "Aucun dossier n'a été comparé.";
    // Of those that could not be compared, nothing is known.
    if (result.given_up_count > 0)
      return fmt::format("Rien ne change dans ce qui a été comparé ; {}.",
                         counted(result.given_up_count, "dossier n'a pu l'être", "dossiers n'ont pu l'être"));
    return "Rien ne change.";
  }
  const auto& total = result.total;
  std::string sum = total.touched.hidden ? std::string("Le nombre de dossiers touchés est masqué")
                                         : fmt::format("{} {}", grouped_digits(total.touched.dossier_count),
                                                       total.touched.dossier_count > 1 ? "dossiers touchés"
                                                                                       : "dossier touché");
  if (!result.compared_hidden && !total.touched.hidden && result.compared > 0)
    sum += fmt::format(" sur {}", grouped_digits(result.compared));
  if (result.anonymous) return sum + ".";
  return sum +
         fmt::format(
             " ; {} changent. Constats : {} avant − {} qui disparaissent + {} qui apparaissent = {} après.",
             counted(total.touched.findings, "constat", "constats"), grouped_digits(total.before),
             grouped_digits(total.of(ChangeKind::goes).findings),
             grouped_digits(total.of(ChangeKind::appears).findings), grouped_digits(total.after));
}

std::string cases_sentence(const SimulationReport& report) {
  return fmt::format(
      "{} : pour chaque sorte de changement le premier dossier lu du cas le plus fréquent, puis un de chaque "
      "autre règle touchée, les plus fréquentes d'abord, puis les premiers dossiers lus où quelque chose "
      "change. "
      "Seul ce qui change y est ; « filrouge expliquer --dossier N » raconte le reste.",
      counted(report.cases.size(), "dossier", "dossiers"));
}

}  // namespace filrouge
