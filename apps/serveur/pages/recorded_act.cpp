#include "apps/serveur/pages/recorded_act.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "apps/serveur/acte/submitted_value.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::pages {
namespace {

/// « Information préalable », « 80 % », « 2 mars 2026 ».
std::string shown_value(const Model& model, EventTypeId type, const RawField& field) {
  const auto& vocabulary = model.vocabulary;
  const auto id = vocabulary.find_field(fold(field.name));
  const auto* decl = id && type != no_id ? vocabulary.events[type].field(*id) : nullptr;
  if (field.value.kind == RawValue::Kind::null) return "su sans valeur";
  if (!decl) return people_date(field.value.text);
  const auto written = acte::value_in_form(vocabulary, *decl, field.value);
  if (decl->type == ValueType::enumeration) return vocabulary.told_word(written);
  if (decl->type == ValueType::date) return people_date(written);
  return decl->type == ValueType::money ? written + " €" : written;
}

class RecordedAct {
 public:
  RecordedAct(const FormDossier& dossier, const RawEvent& act)
      : dossier_(dossier),
        act_(act),
        now_(acte::as_corrected(dossier.held.record, act)),
        type_(dossier.model().vocabulary.find_event(fold(act.type), dossier.departement())) {
    if (type_ != no_id) form_ = dossier.forms->acts.form(type_, dossier.held.record, dossier.today);
  }

  void write(cadre::Html& html) {
    const auto& vocabulary = dossier_.model().vocabulary;
    html.open("dl", {{"class", "fiche"}});
    const auto line = [&](std::string_view title, std::string_view said) {
      if (!said.empty()) html.element("dt", title).element("dd", said);
    };
    const auto day = [&](std::string_view title, Date date) {
      if (date.known()) line(title, french_date(date));
    };
    day("Fait le", now_.on);
    day("Connu le", now_.known.known() ? now_.known : now_.on);
    day("Prévu le", now_.planned);
    day("Du", now_.from);
    day("Au", now_.to);
    line("Personne", now_.person);
    for (const auto& field : now_.fields) line(label_of(field), shown_value(dossier_.model(), type_, field));
    line("Numéro", now_.reference);
    if (acte::is_of_another(act_)) line("De l'acte", told(act_.target));
    for (const auto& reference : now_.references) {
      const auto label = vocabulary.told_word(fold(reference.name));
      line(reference.name.empty() ? "Cite" : "Cite, comme " + label, told(reference.value.text));
    }
    line("Identifiant", act_.id);
    if (!act_.source.system.empty()) line("Source", act_.source.system);
    html.close();
    write_since(html);
  }

  std::string title() const {
    if (acte::is_of_another(act_)) return act_.cancels ? "Annulation" : "Correction";
    return dossier_.model().vocabulary.told(fold(act_.type));
  }

 private:
  /// As its form calls it.
  std::string label_of(const RawField& field) const {
    const auto* asked = form_.field("champs." + fold(field.name));
    return asked ? asked->label : dossier_.model().vocabulary.told(fold(field.name));
  }

  std::string told(const std::string& id) const {
    const auto& record = dossier_.held.record;
    const auto found = std::ranges::find(record.events, id, &RawEvent::id);
    return found == record.events.end()
               ? id
               : acte::shown_act(dossier_.model().vocabulary, acte::as_corrected(record, *found));
  }

  /// What came after it, and says otherwise.
  void write_since(cadre::Html& html) {
    const auto& record = dossier_.held.record;
    const auto is_since = [&](const RawEvent& other) { return other.target == act_.id; };
    if (std::ranges::none_of(record.events, is_since)) return;
    html.element("h2", "Ce qui l'a corrigé ou annulé").open("ul");
    for (const auto& other : record.events) {
      if (!is_since(other)) continue;
      html.open("li").link(act_address(dossier_.number, other.id),
                           acte::shown_act(dossier_.model().vocabulary, other));
      if (acte::is_annulled(record, other.id)) html.text(", elle-même annulée");
      html.close();
    }
    html.close();
  }

  const FormDossier& dossier_;
  const RawEvent& act_;
  RawEvent now_;
  EventTypeId type_;
  acte::ActForm form_;
};

}  // namespace

http::Response recorded_act(Bench& bench, const http::Request& request, const FormDossier& dossier,
                            const RawEvent& act) {
  const auto& record = dossier.held.record;
  RecordedAct shown(dossier, act);
  cadre::Page page;
  page.title = shown.title();
  page.asked = page.known = dossier.today;
  auto& body = page.body;
  body.open("p", {{"class", "chapeau"}}).text("Dossier ");
  body.link(dossier_address(dossier.number), dossier.number).close();
  const auto& just = request.query.text("enregistre");
  if (std::ranges::find(record.events, just, &RawEvent::id) != record.events.end())
    body.add(cadre::notice(cadre::Notice::info, just == act.id ? "L'acte est enregistré (" + just + ")."
                                                               : "C'est enregistré (" + just +
                                                                     ") : l'acte se lit "
                                                                     "maintenant ainsi."));
  const bool annulled = acte::is_annulled(record, act.id);
  if (annulled)
    body.add(cadre::notice(cadre::Notice::attention,
                           "Cet acte a été annulé : il ne compte pas. Le dossier garde qu'on l'a cru."));
  shown.write(body);
  body.open("p", {{"class", "actions"}});
  const auto action = [&](std::string_view dress, const std::string& to, std::string_view words) {
    body.element("a", {{"class", dress}, {"href", to}}, words);
  };
  action("bouton", dossier_address(dossier.number), "Le dossier");
  if (signed_in(request).who.may(acces::Right::record_acts)) {
    if (!annulled && !acte::is_of_another(act))
      action("bouton -second", act_address(dossier.number, act.id, "/corriger"), "Corriger");
    if (!annulled) action("bouton -second", act_address(dossier.number, act.id, "/annuler"), "Annuler");
    const auto more = dossier_address(dossier.number, "/acte") +
                      (act.reference.empty() ? "" : "?affaire=" + http::percent_encoded(act.reference));
    body.element("a", {{"class", "bouton -second"}, {"href", more}, {"data-touche", "e"}},
                 "Enregistrer un autre acte");
  }
  body.close();
  return framed(bench, request, std::move(page));
}

}  // namespace filrouge::pages
