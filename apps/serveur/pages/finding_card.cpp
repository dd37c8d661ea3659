#include "apps/serveur/pages/finding_card.hpp"

#include <algorithm>

#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

std::string days(std::int32_t count) {
  return counted(static_cast<std::uint64_t>(count), "jour", "jours");
}

std::string standing_words(const Finding& finding, Date day, cadre::Urgency& urgency) {
  const auto due = parse_iso_date(finding.date);
  const auto* statut = statut_named(finding.statut);
  if (statut && statut->late) {
    urgency = cadre::Urgency::late;
    const auto late = due ? days_between(*due, day) : 0;
    return late > 0 ? "en retard de " + days(late) : "en retard";
  }
  const auto* nature = nature_named(finding.nature);
  if (nature && nature->family == NatureFamily::fault) {
    urgency = cadre::Urgency::late;
    return finding.gravite == "bloquante" ? "irrégularité bloquante" : "irrégularité";
  }
  if (nature && (nature->family == NatureFamily::doubt || nature->family == NatureFamily::lack)) {
    urgency = cadre::Urgency::doubt;
    return nature->family == NatureFamily::lack ? "à compléter" : "à trancher";
  }
  if (finding.statut == "incertaine") {
    urgency = cadre::Urgency::doubt;
    return "incertain";
  }
  if (finding.statut == "proche" || finding.statut == "a_venir") {
    urgency = finding.statut == "proche" ? cadre::Urgency::near : cadre::Urgency::to_do;
    if (!due) return std::string(statut_for_people(finding.statut));
    const auto left = days_between(day, *due);
    if (left < 0) return std::string(statut_for_people(finding.statut));
    // Of a day that is only a bound, no one is told that it is the day.
    const std::string bound = finding.borne == "pas_avant"      ? " au plus tôt"
                              : finding.borne == "au_plus_tard" ? " au plus tard"
                                                                : "";
    return (left == 0 ? "aujourd'hui" : left == 1 ? "demain" : "dans " + days(left)) + bound;
  }
  if (nature && nature->family == NatureFamily::task) {
    urgency = cadre::Urgency::to_do;
    return finding.nature == "proposition" ? "à apprécier" : "à faire";
  }
  if (finding.nature == "attente" && finding.statut == "en_cours") {
    urgency = cadre::Urgency::near;
    return "temps de la personne";
  }
  urgency = cadre::Urgency::closed;
  return finding.statut.empty() ? std::string(nature_for_people(finding.nature))
                                : std::string(statut_for_people(finding.statut));
}

}  // namespace

cadre::Html standing(const Finding& finding, Date day) {
  auto urgency = cadre::Urgency::to_do;
  const auto words = standing_words(finding, day, urgency);
  return cadre::label(urgency, words);
}

std::string who_acts(const Finding& finding, const Model& model) {
  std::string who;
  if (!finding.role.empty()) who = role_shown(model, finding.role);
  if (!finding.decideur.empty())
    who += (who.empty() ? "" : " · ") + std::string("décide : ") + role_shown(model, finding.decideur);
  const auto* statut = statut_named(finding.statut);
  if (!finding.retard_de.empty() && statut && statut->late)
    who +=
        (who.empty() ? "" : " · ") + std::string("retard : ") + institution_shown(model, finding.retard_de);
  return who;
}

cadre::Html card_body(const Finding& finding, const Model& model, Date day, std::string_view of_what) {
  cadre::Html html;
  html.open("p", {{"class", "quand"}}).add(standing(finding, day));
  if (!finding.date.empty()) {
    const bool due = finding.nature == "echeance" && finding.borne.empty();
    html.text(std::string(due ? " due le " : " ") + shown_day(finding));
  }
  if (finding.objectif_interne) html.text(" · objectif interne du service, sans effet pour la personne");
  html.close();
  if (!of_what.empty()) html.element("p", {{"class", "qui"}}, of_what);
  if (!finding.explication.empty()) html.element("p", {{"class", "pourquoi"}}, finding.explication);
  // The sentence may have said it.
  if (!finding.manquants.empty() && finding.explication.find("il manque") == std::string::npos) {
    std::string missing;
    for (const auto& one : finding.manquants)
      missing += (missing.empty() ? "" : ", ") + model.vocabulary.told(one);
    html.element("p", {{"class", "pourquoi"}}, "Il manque : " + missing + ".");
  }
  if (const auto who = who_acts(finding, model); !who.empty()) html.element("p", {{"class", "qui"}}, who);
  if (!finding.fondement.empty()) {
    html.open("details", {{"class", "petit"}}).element("summary", "Fondement").open("ul");
    for (const auto& reference : finding.fondement)
      html.element("li", reference.ref + (reference.verified ? "" : " (texte à vérifier)"));
    html.close().close();
  }
  return html;
}

std::string said_of(const banc::FollowUp& it) {
  using Gesture = banc::FollowUp::Gesture;
  std::string said;
  if (it.gesture == Gesture::taken) said = "Pris en charge par " + it.account;
  if (it.gesture == Gesture::passed_on) said = "Passé à " + it.to + " par " + it.account;
  if (it.gesture == Gesture::put_off)
    said = "Reporté au " + (it.until.known() ? french_date(it.until) : std::string("jour non dit")) +
           " par " + it.account;
  if (said.empty()) return said;
  return said + (it.reason.empty() ? "." : " : " + it.reason);
}

void write_act_links(cadre::Html& html, std::string_view dossier, std::string_view act,
                     std::string_view name) {
  const auto address = dossier_address(dossier, "/acte/" + http::percent_encoded(act));
  const auto which = " " + std::string(name) + " (" + std::string(act) + ")";
  html.open("a", {{"href", address + "/corriger"}}).text("Corriger");
  html.element("span", {{"class", "cache"}}, which).close().text(" · ");
  html.open("a", {{"href", address + "/annuler"}}).text("Annuler");
  html.element("span", {{"class", "cache"}}, which).close();
}

std::string dossier_address(std::string_view dossier, std::string_view more) {
  return "/dossiers/" + http::percent_encoded(dossier) + std::string(more);
}

std::string affaire_address(std::string_view affaire, std::string_view dossier, std::string_view personne) {
  return "/affaires/" + http::percent_encoded(affaire) + "?dossier=" + http::percent_encoded(dossier) +
         (personne.empty() ? "" : "&personne=" + http::percent_encoded(personne));
}

}  // namespace filrouge::pages
