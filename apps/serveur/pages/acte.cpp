#include "apps/serveur/pages/acte.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "apps/serveur/acte/record_act.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/act_chooser.hpp"
#include "apps/serveur/pages/act_fields.hpp"
#include "apps/serveur/pages/act_writing.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/recorded_act.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::pages {
namespace {

using Forms = std::shared_ptr<FormsInForce>;

const RawEvent* act_of(const FormDossier& dossier, const std::string& id) {
  const auto& events = dossier.held.record.events;
  const auto found = std::ranges::find(events, id, &RawEvent::id);
  return found == events.end() ? nullptr : &*found;
}

cadre::Html head_of(const FormDossier& dossier, std::string_view more = {}) {
  cadre::Html html;
  html.open("p", {{"class", "chapeau"}}).text("Dossier ");
  html.link(dossier_address(dossier.number), dossier.number);
  if (!more.empty()) html.text(" · ").text(more);
  html.close();
  return html;
}

http::Response unknown_type(Bench& bench, const http::Request& request, const FormDossier& dossier,
                            const std::string& type) {
  cadre::Page page;
  page.title = "Ce type d'acte n'existe pas";
  page.body.add(cadre::notice(cadre::Notice::error,
                              "Les règles en vigueur ici n'ont pas d'acte nommé " + shown_word(type) + "."));
  page.body.open("p").link(dossier_address(dossier.number, "/acte"), "Choisir parmi les actes qu'elles ont");
  page.body.close();
  return framed(bench, request, std::move(page), 404);
}

/// What the address says beforehand. What weighs on the person is never chosen by an address.
acte::Submitted prefilled(const acte::ActForm& form, const http::Request& request, const FormDossier& dossier,
                          std::vector<std::string>& left_out) {
  auto values = initial_values(form);
  const auto put = [&](const acte::FormField& field, const std::string& value) {
    if (field.kind != acte::FieldKind::citation)
      std::erase_if(values, [&](const auto& one) { return one.first == field.key; });
    values.emplace_back(field.key, value);
  };
  for (const auto& [key, said] : request.query) {
    const auto* field = form.field(key);
    if (!field) continue;
    for (const auto& value : said) {
      const auto choice = std::ranges::find(field->choices, value, &acte::Choice::value);
      if (choice != field->choices.end() && choice->adverse)
        left_out.push_back(field->label);
      else if (!value.empty())
        put(*field, value);
    }
  }
  const auto& affaire = request.query.text("affaire");
  if (affaire.empty()) return values;
  const auto& events = dossier.held.record.events;
  if (std::ranges::find(events, affaire, &RawEvent::reference) != events.end()) {
    if (const auto* field = form.field("reference"); field && request.query.text("reference").empty())
      put(*field, affaire);
    return values;
  }
  // An affaire without a number is that of the act that opened it.
  for (const auto& field : form.fields)
    if (field.kind == acte::FieldKind::citation &&
        std::ranges::find(field.choices, affaire, &acte::Choice::value) != field.choices.end()) {
      put(field, affaire);
      break;
    }
  return values;
}

class NewAct {
 public:
  NewAct(Bench& bench, const http::Request& request, const FormDossier& dossier)
      : bench_(bench), request_(request), dossier_(dossier) {}

  http::Response asked() {
    const auto& type = request_.query.text("type");
    if (type.empty()) {
      acte::ExpectedOf of;
      of.affaire = request_.query.text("affaire");
      of.personne = request_.query.text("personne");
      return act_chooser(bench_, request_, dossier_, of);
    }
    auto writing = writing_of(type);
    if (!writing) return unknown_type(bench_, request_, dossier_, type);
    std::vector<std::string> left_out;
    const auto values = prefilled(writing->form, request_, dossier_, left_out);
    if (!left_out.empty())
      writing->head.add(cadre::notice(
          cadre::Notice::info,
          "Ce qui pèserait sur la personne ne se choisit pas par une adresse : remplissez vous-même « " +
              listed(left_out, " » et « ") + " »."));
    return shown_form(bench_, request_, dossier_, *writing, values);
  }

  http::Response sent() {
    const auto& type = request_.form.text("type");
    const auto writing = writing_of(type);
    if (!writing) return unknown_type(bench_, request_, dossier_, type);
    return sent_form(bench_, request_, dossier_, *writing);
  }

 private:
  std::optional<ActWriting> writing_of(const std::string& named) {
    const auto type = dossier_.model().vocabulary.find_event(fold(named), dossier_.departement());
    if (type == no_id) return std::nullopt;
    ActWriting writing;
    writing.form = dossier_.forms->acts.form(type, dossier_.held.record, dossier_.today);
    writing.title = "Enregistrer : " + writing.form.label;
    writing.action = dossier_address(dossier_.number, "/acte");
    writing.head = head_of(dossier_);
    writing.saves = "Enregistrer";
    writing.read = [this, form = writing.form](const acte::Submitted& submitted) {
      return acte::read_act(dossier_.model(), form, submitted, dossier_.held.record, dossier_.today);
    };
    return writing;
  }

  Bench& bench_;
  const http::Request& request_;
  const FormDossier& dossier_;
};

std::optional<ActWriting> correction_of(const FormDossier& dossier, const RawEvent& act) {
  auto form = acte::correction_form(dossier.forms->acts, dossier.held.record, act.id, dossier.today);
  if (!form) return std::nullopt;
  ActWriting writing;
  writing.form = std::move(*form);
  const auto shown =
      acte::shown_act(dossier.model().vocabulary, acte::as_corrected(dossier.held.record, act));
  writing.title = "Corriger un acte";
  writing.action = act_address(dossier.number, act.id, "/corriger");
  writing.head = head_of(dossier, shown);
  writing.head.element(
      "p",
      "Changez ce qui était faux. Rien n'est effacé : le dossier garde ce qu'on savait avant, "
      "et depuis quand on le sait autrement.");
  writing.kind = acces::AuditKind::correction;
  writing.of_another = act.id;
  writing.saves = "Enregistrer la correction";
  writing.read = [&dossier, form = writing.form, id = act.id](const acte::Submitted& submitted) {
    return acte::read_correction(dossier.model(), form, id, submitted, dossier.held.record, dossier.today);
  };
  return writing;
}

ActWriting annulment_of(const FormDossier& dossier, const RawEvent& act) {
  ActWriting writing;
  auto& form = writing.form;
  form.label = "Annulation";
  acte::FormField on;
  on.key = "le";
  on.kind = acte::FieldKind::day;
  on.label = "Annulé le";
  on.help = "Aujourd'hui si rien n'est dit.";
  acte::FormField reason;
  reason.key = "motif";
  reason.label = "Pourquoi";
  reason.help = "Ce qui était faux, et d'où on le sait ; sans nom ni adresse ni numéro de sécurité sociale.";
  reason.required = true;
  form.fields = {reason, on};
  writing.title = "Annuler un acte";
  writing.action = act_address(dossier.number, act.id, "/annuler");
  writing.head = head_of(
      dossier, acte::shown_act(dossier.model().vocabulary, acte::as_corrected(dossier.held.record, act)));
  writing.head.element(
      "p",
      "Une annulation dit que l'acte n'a pas eu lieu, ou n'est pas de ce dossier. Il n'est pas "
      "effacé : le dossier garde qu'on l'a cru, et jusqu'à quand.");
  writing.kind = acces::AuditKind::correction;
  writing.of_another = act.id;
  writing.saves = "Enregistrer l'annulation";
  writing.read = [&dossier, id = act.id](const acte::Submitted& submitted) {
    return acte::read_annulation(dossier.model(), id, submitted, dossier.held.record, dossier.today);
  };
  return writing;
}

/// A correction is itself corrected by an annulment, and another.
http::Response not_corrected(Bench& bench, const http::Request& request, const FormDossier& dossier,
                             const RawEvent& act) {
  cadre::Page page;
  page.title = "Cet acte ne se corrige pas";
  page.body.add(head_of(dossier, acte::shown_act(dossier.model().vocabulary, act)));
  page.body.add(cadre::notice(
      cadre::Notice::info,
      acte::is_of_another(act)
          ? "Une correction ou une annulation ne se corrige pas : annulez-la, puis enregistrez la bonne."
          : "Les règles en vigueur ici n'ont pas ce type d'acte : il ne peut qu'être annulé."));
  page.body.open("p", {{"class", "actions"}});
  const auto annul = act_address(dossier.number, act.id, "/annuler");
  page.body.element("a", {{"class", "bouton -second"}, {"href", annul}}, "L'annuler").close();
  return framed(bench, request, std::move(page), 409);
}

/// A page of a dossier, and of one of its acts when the address names one.
using OfAct = std::function<http::Response(const http::Request&, const FormDossier&, const RawEvent&)>;

http::Handler of_act(Bench& bench, const Forms& forms, const char* what_for, OfAct answer) {
  return [&bench, forms, what_for, answer = std::move(answer)](const http::Request& request) {
    const auto dossier = form_dossier(bench, request, *forms, what_for);
    const auto* act = dossier ? act_of(*dossier, request.parameters.text("id")) : nullptr;
    return act ? answer(request, *dossier, *act) : not_found(bench, request);
  };
}

}  // namespace

std::vector<http::Route> act_routes(Bench& bench) {
  using http::Method;
  const auto forms = std::make_shared<FormsInForce>(bench);
  const auto records = right(acces::Right::record_acts);
  const std::string acts = "/dossiers/{numero}/acte", one = acts + "/{id}";
  std::vector<http::Route> routes;
  for (const auto method : {Method::get, Method::post})
    routes.push_back(page(method, acts, records, [&bench, forms, method](const http::Request& request) {
      const auto dossier = form_dossier(bench, request, *forms, "pour enregistrer un acte");
      if (!dossier) return not_found(bench, request);
      NewAct act(bench, request, *dossier);
      return method == Method::get ? act.asked() : act.sent();
    }));
  routes.push_back(
      page(Method::get, one, right(acces::Right::read_caseload),
           of_act(bench, forms, "un acte",
                  [&bench](const http::Request& request, const FormDossier& dossier, const RawEvent& act) {
                    return recorded_act(bench, request, dossier, act);
                  })));
  for (const auto method : {Method::get, Method::post}) {
    const bool shows = method == Method::get;
    routes.push_back(page(method, one + "/corriger", records,
                          of_act(bench, forms, "pour corriger un acte",
                                 [&bench, shows](const http::Request& request, const FormDossier& dossier,
                                                 const RawEvent& act) {
                                   const auto writing = correction_of(dossier, act);
                                   if (!writing) return not_corrected(bench, request, dossier, act);
                                   return shows ? shown_form(bench, request, dossier, *writing,
                                                             initial_values(writing->form))
                                                : sent_form(bench, request, dossier, *writing);
                                 })));
    routes.push_back(page(method, one + "/annuler", records,
                          of_act(bench, forms, "pour annuler un acte",
                                 [&bench, shows](const http::Request& request, const FormDossier& dossier,
                                                 const RawEvent& act) {
                                   const auto writing = annulment_of(dossier, act);
                                   return shows ? shown_form(bench, request, dossier, writing, {})
                                                : sent_form(bench, request, dossier, writing);
                                 })));
  }
  return routes;
}

}  // namespace filrouge::pages
