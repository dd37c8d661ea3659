#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "apps/serveur/acces/audit.hpp"
#include "apps/serveur/acte/act_form.hpp"
#include "apps/serveur/acte/read_act.hpp"
#include "apps/serveur/banc/held_dossier.hpp"
#include "apps/serveur/cadre/html.hpp"
#include "apps/serveur/http/request.hpp"
#include "apps/serveur/http/response.hpp"
#include "apps/serveur/pages/bench.hpp"
#include "apps/serveur/pages/forms_in_force.hpp"

/// How an act, a correction or an annulment comes from a form to the base: shown, told what it would change,
/// then recorded as it was told, or shown again with the reason.
namespace filrouge::pages {

/// The dossier of a form, as its account sees it.
struct FormDossier {
  std::shared_ptr<const FormsInForce::Forms> forms;
  std::string number;
  banc::HeldDossier held;
  Date today;

  const Model& model() const { return forms->model(); }
  std::string departement() const;
};
/// Of the « numero » of the address. Nothing when it may not be seen; the audit is told before it is read.
std::optional<FormDossier> form_dossier(Bench& bench, const http::Request& request, FormsInForce& forms,
                                        const std::string& what_for);

/// What is being written.
struct ActWriting {
  std::string title;   ///< of the page
  std::string action;  ///< where the form is sent
  cadre::Html head;    ///< what stands above the form
  acte::ActForm form;  ///< a form that asks for the reason has « motif »
  std::function<acte::ReadAct(const acte::Submitted&)> read;
  acces::AuditKind kind = acces::AuditKind::acte;
  std::string of_another;  ///< the act that is corrected or annulled; empty: a new act
  std::string saves;       ///< « Enregistrer »: the button that does it
};

/// The form holding these values, as nobody has sent it yet.
http::Response shown_form(Bench& bench, const http::Request& request, const FormDossier& dossier,
                          const ActWriting& writing, const acte::Submitted& values);
/// The form as it was sent: what it would change, or recorded (303 to the act).
http::Response sent_form(Bench& bench, const http::Request& request, const FormDossier& dossier,
                         const ActWriting& writing);

/// « /dossiers/64-1/acte/fil-3 », what follows added as it is.
std::string act_address(std::string_view dossier, std::string_view act, std::string_view more = {});

}  // namespace filrouge::pages
