#include "apps/serveur/pages/act_writing.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "apps/serveur/acte/consequence.hpp"
#include "apps/serveur/acte/record_act.hpp"
#include "apps/serveur/banc/base_in_place.hpp"
#include "apps/serveur/banc/said_again.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/act_fields.hpp"
#include "apps/serveur/pages/consequence_panel.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "engine/core/dossier/as_known.hpp"
#include "engine/core/dossier/departement.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/store/base.hpp"

namespace filrouge::pages {
namespace {

using acte::Recorded;

/// What a form carries besides the fields of the act.
constexpr const char* stamp_field = "timbre";
constexpr const char* key_field = "cle";
constexpr const char* shown_field = "apercu";
constexpr const char* confirm_field = "confirme";
constexpr const char* button_field = "faire";
constexpr const char* type_field = "type";
constexpr std::string_view save_button = "enregistrer";

constexpr std::size_t key_bytes = 16;

std::string drawn_key() {
  std::array<unsigned char, key_bytes> drawn{};
  randombytes_buf(drawn.data(), drawn.size());
  return hexadecimal(drawn);
}

bool is_key(std::string_view text) {
  return text.size() == 2 * key_bytes && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

acte::Submitted fields_of(const http::Fields& form) {
  acte::Submitted fields;
  const std::array ours = {std::string_view(stamp_field),
                           std::string_view(key_field),
                           std::string_view(shown_field),
                           std::string_view(confirm_field),
                           std::string_view(button_field),
                           std::string_view(type_field),
                           http::token_field};
  for (const auto& [name, values] : form)
    if (std::ranges::find(ours, name) == ours.end())
      for (const auto& value : values) fields.emplace_back(name, value);
  return fields;
}

class SentForm {
 public:
  SentForm(Bench& bench, const http::Request& request, const FormDossier& dossier, const ActWriting& writing)
      : bench_(bench),
        request_(request),
        dossier_(dossier),
        writing_(writing),
        key_(drawn_key()),
        stamp_(dossier.held.stamp) {}

  http::Response fresh(const acte::Submitted& values) {
    values_ = values;
    return page(200);
  }

  http::Response sent() {
    const auto& form = request_.form;
    values_ = fields_of(form);
    const bool saves = form.text(button_field) == save_button;
    const auto seen = read_stamp(form.text(stamp_field));
    const auto& key = form.text(key_field);
    const bool is_ours = seen && is_key(key);
    const auto* before = is_ours ? act_of(key) : nullptr;
    // Once corrected or annulled, the form would be refused for having nothing left to change.
    if (before && saves && !writing_.of_another.empty()) return recorded_before(before->id);

    read_ = writing_.read(values_);
    if (!is_ours) {
      notice_ =
          "Ce formulaire n'est plus celui que cette page donne : rien n'est enregistré. Relisez-le, "
          "puis recommencez.";
      return page(422);
    }
    if (!read_.act) {
      key_ = key;
      return page(422);
    }
    if (before) {
      if (saves && *seen != stamp_) return save(key, *seen);
    } else if (*seen != stamp_) {
      return moved(acte::Recorded{Recorded::Outcome::moved, {}, since(*seen), {}}, saves ? 409 : 200);
    } else {
      key_ = key;
    }
    foresee();
    if (before && !saves)
      notice_ = "Ce formulaire a déjà été enregistré (" + before->id +
                ") : l'enregistrer encore ferait un acte de plus.";
    if (!saves) return page(200);
    if (before || form.text(shown_field) != digest()) {
      notice_ = form.text(shown_field).empty()
                    ? "Voici d'abord ce que cet acte change : rien n'est encore enregistré."
                    : "Le formulaire a changé depuis que sa conséquence a été montrée : la voici de nouveau. "
                      "Rien n'est encore enregistré.";
      return page(200);
    }
    is_confirmed_ = form.text(confirm_field) == "oui";
    if (consequence_->has_blocking && !is_confirmed_) {
      lacks_confirmation_ = true;
      return page(422);
    }
    return save(key, *seen);
  }

 private:
  const RawEvent* act_of(const std::string& key) const {
    const auto& events = dossier_.held.record.events;
    const auto found = std::ranges::find_if(events, [&](const RawEvent& event) {
      return event.source.object == "banc" && event.source.key == key;
    });
    return found == events.end() ? nullptr : &*found;
  }

  std::vector<ActAdded> since(const DossierStamp& seen) {
    const auto base = bench_.visible.lend(signed_in(request_).sight());
    return added_since(base->base(), dossier_.number, seen);
  }

  /// What the act would change, of what is held now.
  void foresee() {
    auto act = *read_.act;
    act.id = acte::next_act_id(dossier_.held.record);
    consequence_ = acte::consequence(dossier_.forms->program(), dossier_.held.record, act, dossier_.today);
  }

  /// Of all that decides what is shown of the consequence: the fields, the dossier, the rules, the day.
  std::string digest() const {
    Sha256 sum;
    const auto add = [&](std::string_view text) {
      sum.add(std::to_string(text.size()));
      sum.add("\n");
      sum.add(text);
    };
    for (const auto& [key, value] : values_) {
      if (value.empty()) continue;
      add(key);
      add(value);
    }
    add(to_text(stamp_));
    add(dossier_.model().digest);
    add(iso_date(dossier_.today));
    return sum.hex();
  }

  http::Response save(const std::string& key, const DossierStamp& seen) {
    key_ = key;
    const auto& who = signed_in(request_).who;
    const auto what = audited();
    Recorded done;
    try {
      tell_audit(bench_, request_, writing_.kind, dossier_.number, what);
      Base base(banc::base_in_place(bench_.base), BaseAccess::write);
      done = acte::record_act(base, dossier_.model(), dossier_.number, *read_.act,
                              {who.name, moment_text(bench_), key, seen, read_.reason});
      if (done.outcome == Recorded::Outcome::recorded)
        banc::said_again(base, dossier_.forms->program(), dossier_.today, dossier_.number);
    } catch (const StoreError& error) {
      // What it says may name the file of the base, which is no secret of anybody's.
      not_written(what);
      if (!consequence_) foresee();
      is_error_ = true;
      notice_ = std::string("La base n'a pas pris l'acte : ") + error.what() +
                ". Rien n'est enregistré ; ce que vous avez écrit est resté, recommencez dans un instant.";
      return page(503);
    }
    if (done.outcome == Recorded::Outcome::recorded) {
      bench_.written();
      const auto& told = writing_.of_another.empty() ? done.id : writing_.of_another;
      return http::see_other(
          act_address(dossier_.number, told, "?enregistre=" + http::percent_encoded(done.id)));
    }
    not_written(what);
    if (done.outcome == Recorded::Outcome::already) return recorded_before(done.id);
    if (done.outcome == Recorded::Outcome::moved) return moved(done, 409);
    if (!consequence_) foresee();
    is_error_ = true;
    notice_ = done.sentence(dossier_.model().vocabulary);
    return page(422);
  }

  std::string audited() const {
    if (writing_.of_another.empty()) return writing_.form.name;
    return read_.act->cancels ? "annulation" : "correction : " + writing_.form.name;
  }
  /// The audit was told before; it is not to count an act that is not there.
  void not_written(const std::string& what) {
    tell_audit(bench_, request_, writing_.kind, dossier_.number, what + " : rien n'a été écrit");
  }

  http::Response recorded_before(const std::string& id) {
    cadre::Page page;
    page.title = "Déjà enregistré";
    Recorded done{Recorded::Outcome::already, id, {}, {}};
    page.body.add(cadre::notice(cadre::Notice::info, done.sentence(dossier_.model().vocabulary)));
    page.body.open("p", {{"class", "actions"}});
    const auto there = act_address(dossier_.number, id);
    page.body.element("a", {{"class", "bouton"}, {"href", there}}, "Voir l'acte");
    const auto back = dossier_address(dossier_.number);
    page.body.element("a", {{"class", "bouton -second"}, {"href", back}}, "Le dossier");
    page.body.close();
    return framed(bench_, request_, std::move(page));
  }

  /// Something was written meanwhile: the form is kept, told again what it changes of what is there now.
  http::Response moved(const Recorded& told, unsigned status) {
    const auto base = bench_.visible.lend(signed_in(request_).sight());
    // Read again: the write may have come after this page read the dossier.
    const auto now = banc::held_dossier(*base, dossier_.number);
    if (!now) return not_found(bench_, request_);
    key_ = drawn_key();
    notice_ = told.sentence(dossier_.model().vocabulary);
    if (now->stamp == dossier_.held.stamp) {
      foresee();
    } else {
      stamp_ = now->stamp;
      auto act = *read_.act;
      act.id = acte::next_act_id(now->record);
      consequence_ = acte::consequence(dossier_.forms->program(), now->record, act, dossier_.today);
    }
    return page(status);
  }

  http::Response page(unsigned status) {
    cadre::Page page;
    page.title = writing_.title;
    page.asked = page.known = dossier_.today;
    auto& body = page.body;
    body.add(writing_.head);
    if (!notice_.empty())
      body.add(cadre::notice(is_error_ ? cadre::Notice::error : cadre::Notice::attention, notice_));
    body.add(error_summary(writing_.form, read_.errors));
    if (!writing_.form.notice.empty())
      body.add(cadre::notice(cadre::Notice::attention, writing_.form.notice));
    const auto action = writing_.action + "#consequence";
    body.open("form", {{"method", "post"}, {"action", action}, {"autocomplete", "off"}});
    body.add(cadre::token_field(signed_in(request_).who.csrf));
    const auto hidden = [&](const char* name, std::string_view value) {
      body.lone("input", {{"type", "hidden"}, {"name", name}, {"value", value}});
    };
    if (writing_.of_another.empty()) hidden(type_field, writing_.form.name);
    hidden(stamp_field, to_text(stamp_));
    hidden(key_field, key_);
    if (consequence_) hidden(shown_field, digest());
    body.open("div", {{"class", "deux"}}).open("div");
    body.add(act_fields(writing_.form, values_, read_.errors));
    body.open("p", {{"class", "actions"}});
    body.element(
        "button",
        {{"class", consequence_ ? "bouton -second" : "bouton"}, {"name", button_field}, {"value", "voir"}},
        (consequence_ ? "Voir de nouveau ce que " : "Voir ce que ") + that() + " change");
    body.close().close();
    write_consequence(body);
    body.close().close();
    return framed(bench_, request_, std::move(page), status);
  }

  std::string that() const { return writing_.of_another.empty() ? "cet acte" : "cela"; }

  void write_consequence(cadre::Html& body) {
    // The form is sent to #consequence, which is there once there is something to read in it.
    const std::string_view id = consequence_ ? "consequence" : "consequence-a-venir";
    body.open("aside", {{"class", "consequence"}, {"aria-labelledby", id}});
    body.element("h2", {{"id", id}, {"tabindex", "-1"}}, "Ce que " + that() + " change");
    if (!consequence_) {
      body.element("p", {{"class", "petit"}},
                   "Remplissez, puis demandez ce que l'acte change : ce qui devient dû, ce qui s'ouvre ou se "
                   "ferme, ce qui serait irrégulier. Rien n'est enregistré avant un second clic.");
      body.close();
      return;
    }
    if (lacks_confirmation_)
      body.add(
          cadre::notice(cadre::Notice::error,
                        "Rien n'est enregistré : une irrégularité est bloquante, et la case qui confirme "
                        "l'acte, à côté du bouton, n'est pas cochée."));
    for (const auto& warning : read_.warnings) body.add(cadre::notice(cadre::Notice::attention, warning));
    body.add(consequence_lines(*consequence_));
    body.open("div", {{"class", "decider"}});
    if (consequence_->has_blocking) write_confirmation(body);
    body.open("p", {{"class", "actions"}});
    body.element("button", {{"class", "bouton"}, {"name", button_field}, {"value", save_button}},
                 writing_.saves);
    body.close().close().close();
  }

  void write_confirmation(cadre::Html& body) {
    body.open("fieldset", {{"class", lacks_confirmation_ ? "champ -faux" : "champ"}});
    body.element("legend", "Une irrégularité est bloquante");
    body.element(
        "p", {{"class", "aide"}, {"id", "confirme-aide"}},
        "Un acte qui a eu lieu s'enregistre, même irrégulier : le dossier dit ce qui s'est passé, et "
        "l'irrégularité y reste visible.");
    if (lacks_confirmation_)
      body.element("p", {{"class", "erreur"}, {"id", "confirme-erreur"}},
                   "Cochez cette case pour l'enregistrer ; ou ne l'enregistrez pas, s'il n'a pas eu lieu.");
    body.open("label", {{"class", "choix"}});
    std::vector<cadre::Attribute> attributes{
        {"type", "checkbox"}, {"name", confirm_field}, {"value", "oui"}, {"aria-required", "true"}};
    attributes.push_back(
        {"aria-describedby", lacks_confirmation_ ? "confirme-aide confirme-erreur" : "confirme-aide"});
    if (lacks_confirmation_) attributes.push_back({"aria-invalid", "true"});
    if (is_confirmed_) attributes.push_back({"checked", ""});
    body.lone("input", attributes).element("span", "J'enregistre cet acte tel qu'il a eu lieu").close();
    body.close();
  }

  Bench& bench_;
  const http::Request& request_;
  const FormDossier& dossier_;
  const ActWriting& writing_;
  acte::Submitted values_;
  acte::ReadAct read_;
  std::optional<acte::Consequence> consequence_;  ///< none: not told yet
  std::string key_;
  DossierStamp stamp_;
  std::string notice_;
  bool is_error_ = false;
  bool is_confirmed_ = false, lacks_confirmation_ = false;
};

}  // namespace

std::string FormDossier::departement() const {
  return departement_or_as_written(head_as_known(held.record).departement);
}

std::optional<FormDossier> form_dossier(Bench& bench, const http::Request& request, FormsInForce& forms,
                                        const std::string& what_for) {
  const auto& number = request.parameters.text("numero");
  const auto base = bench.visible.lend(signed_in(request).sight());
  if (!base->shows(number)) return std::nullopt;
  tell_audit(bench, request, acces::AuditKind::lecture_dossier, number, what_for);
  auto held = banc::held_dossier(*base, number);
  if (!held) return std::nullopt;
  return FormDossier{forms.now(), number, std::move(*held), bench.today()};
}

http::Response shown_form(Bench& bench, const http::Request& request, const FormDossier& dossier,
                          const ActWriting& writing, const acte::Submitted& values) {
  return SentForm(bench, request, dossier, writing).fresh(values);
}

http::Response sent_form(Bench& bench, const http::Request& request, const FormDossier& dossier,
                         const ActWriting& writing) {
  return SentForm(bench, request, dossier, writing).sent();
}

std::string act_address(std::string_view dossier, std::string_view act, std::string_view more) {
  return dossier_address(dossier, "/acte/" + http::percent_encoded(act) + std::string(more));
}

}  // namespace filrouge::pages
