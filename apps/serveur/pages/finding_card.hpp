#pragma once

#include <string>
#include <string_view>

#include "apps/serveur/banc/follow_up.hpp"
#include "apps/serveur/cadre/html.hpp"
#include "engine/core/calendar/date.hpp"
#include "engine/core/model/model.hpp"
#include "filrouge/finding.hpp"

namespace filrouge::pages {

/// « ▲ en retard de 25 jours »: how far a line has come, on that day. Internal targets say they are.
cadre::Html standing(const Finding& finding, Date day);

/// When, why and on what grounds: the paragraphs under the title of a line. The articles stand behind a
/// click, with whether each text was read.
/// `of_what`: of which affaire, dossier and person it is; empty where the page says so already.
cadre::Html card_body(const Finding& finding, const Model& model, Date day, std::string_view of_what = {});

/// « Référent fil rouge · décide : présidente du conseil départemental »; empty: nobody in particular.
std::string who_acts(const Finding& finding, const Model& model);

/// « Pris en charge par camille : … »: what somebody last did about a line; empty: nothing that is to be
/// said.
std::string said_of(const banc::FollowUp& follow_up);

/// « Corriger · Annuler »: the pages where an act of a dossier is put right. An act is never erased.
void write_act_links(cadre::Html& html, std::string_view dossier, std::string_view act,
                     std::string_view name);

/// The address of a page of that dossier: « /dossiers/64-0001449 », what follows added as it is.
std::string dossier_address(std::string_view dossier, std::string_view more = {});
/// « /affaires/M-2026-133?dossier=64-0001449&personne=p1 »
std::string affaire_address(std::string_view affaire, std::string_view dossier, std::string_view personne);

}  // namespace filrouge::pages
