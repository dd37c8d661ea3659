#include "apps/serveur/pages/dossier.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "apps/serveur/banc/ended_lines.hpp"
#include "apps/serveur/banc/follow_up.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/asked_affaire.hpp"
#include "apps/serveur/pages/asked_days_form.hpp"
#include "apps/serveur/pages/department_link.hpp"
#include "apps/serveur/pages/dossier_reader.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/proof_cells.hpp"
#include "apps/serveur/pages/who_looked.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/affaires_register.hpp"
#include "engine/reports/grouped.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge::pages {
namespace {

constexpr std::size_t most_ended = 100;

std::string day_or(Date day, const char* otherwise) {
  return day.known() ? french_date(day) : std::string(otherwise);
}

class DossierPage {
 public:
  DossierPage(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        rules_(bench.rules.now()),
        base_(bench.visible.lend(signed_in(request).sight())),
        days_(asked_days(bench, request)),
        number_(request.parameters.text("numero")),
        reader_(*base_, rules_, days_.asked, days_.known) {}

  http::Response operator()() {
    read_ = reader_.read(number_);
    if (!read_) return not_found(bench_, request_);
    tell_audit(bench_, request_, acces::AuditKind::lecture_dossier, number_, "dossier");
    const auto& who = signed_in(request_).who;
    may_record_ = days_.now && who.may(acces::Right::record_acts);
    may_follow_ = days_.now && who.may(acces::Right::follow_up);
    cadre::Page page;
    page.title = "Dossier " + number_;
    page.current = "/affaires";
    page.asked = days_.asked;
    page.known = days_.known;
    auto& html = page.body;
    html.add(asked_days_notice(days_, dossier_address(number_)));
    write_recorded(html);
    write_head(html);
    if (days_.now) write_not_understood(html);
    write_affaires(html);
    write_said(html);
    write_persons(html);
    write_attributes(html);
    write_acts(html);
    write_coverage(html);
    if (days_.now) write_ended(html);
    html.element("h2", "À un autre jour");
    html.add(asked_days_form(days_, dossier_address(number_)));
    html.add(who_looked(bench_, number_));
    return framed(bench_, request_, std::move(page));
  }

 private:
  const Model& model() const { return rules_->model(); }
  const Journal& journal() const { return read_->journal(); }

  /// Where a form of this dossier leads back to.
  void write_recorded(cadre::Html& html) {
    const auto& id = request_.query.text("enregistre");
    if (id.empty()) return;
    const auto& acts = journal().events;
    const auto found =
        std::ranges::find_if(acts, [&](const JournalEvent& it) { return journal().text(it.id) == id; });
    if (found == acts.end()) return;
    html.add(cadre::notice(cadre::Notice::info,
                           "Acte enregistré : " + read_->act_name(found->rank) + " (" + id + ")" +
                               (found->on.known() ? ", du " + french_date(found->on) : "") + "."));
  }

  std::string person(std::int16_t index) const {
    return index < 0 ? std::string()
                     : std::string(journal().text(journal().persons[static_cast<std::size_t>(index)].id));
  }
  std::string person_or_household(std::int16_t index) const {
    return index < 0 ? std::string("le foyer") : person(index);
  }

  void write_head(cadre::Html& html) {
    html.open("p", {{"class", "chapeau"}});
    std::string where = journal().departement.empty() ? "" : "Département " + journal().departement;
    const auto add = [&](const std::string& what) {
      if (!what.empty()) where += (where.empty() ? "" : " · ") + what;
    };
    add(journal().territoire);
    add(journal().organisme.empty() ? "" : model().vocabulary.told_word(journal().organisme));
    add(journal().matricule.empty() ? "" : "matricule " + journal().matricule);
    html.text(where.empty() ? "Rien n'est dit de son territoire ni de sa caisse" : where);
    const auto outside = department_link(bench_.link_template, number_, journal().matricule);
    if (!outside.empty())
      html.text(" · ").element("a", {{"href", outside}, {"rel", "noreferrer external"}},
                               "voir dans le logiciel du Département");
    html.close();
    if (journal().known.known() && journal().known > days_.known)
      html.add(cadre::notice(cadre::Notice::attention,
                             "Personne ne connaissait encore ce dossier à ce jour : il est connu depuis le " +
                                 french_date(journal().known) + "."));
    if (!may_record_) return;
    const auto record = dossier_address(number_, "/acte");
    html.open("p", {{"class", "actions"}});
    html.element("a", {{"class", "bouton"}, {"href", record}, {"data-touche", "e"}}, "Enregistrer un acte");
    html.close();
  }

  /// What the rules cannot read of it counts as not known: an officer would think it had been read.
  void write_not_understood(cadre::Html& html) {
    if (journal().remarks.empty()) return;
    html.add(
        cadre::notice(cadre::Notice::attention,
                      "Les règles ne comprennent pas tout ce que dit ce dossier : ce qui suit compte comme "
                      "inconnu, jusqu'à sa correction."));
    html.open("ul");
    for (const auto& remark : journal().remarks)
      html.element("li", (remark.event ? std::string(journal().text(remark.event)) + " : " : std::string()) +
                             remark.text);
    html.close();
  }

  void write_said(cadre::Html& html) {
    html.element("h2", days_.now ? "Ce qui en est dit aujourd'hui" : "Ce qui en était dit");
    const auto& findings = read_->findings();
    std::map<int, std::vector<GroupedLines>> by_rank;
    for (auto& group : grouped(findings)) {
      auto rank = read_->ranks()[group.front()];
      for (const auto f : group) rank = std::min(rank, read_->ranks()[f]);
      by_rank[rank].push_back(std::move(group));
    }
    if (by_rank.empty() || by_rank.begin()->first >= attention_ends)
      html.element("p", "Rien ne demande quelque chose, d'après ce qui est connu.");
    if (days_.now) follow_ups_ = banc::follow_ups_of(*base_, number_);
    for (const auto& [rank, groups] : by_rank) {
      const bool calls = rank < attention_ends;
      const std::string title(urgency_heading(rank));
      if (calls) {
        html.element("h3", title);
      } else {
        html.open("details").element("summary", title + " (" + std::to_string(groups.size()) + ")");
      }
      html.open("ol", {{"class", "taches"}});
      for (const auto& group : groups) write_card(html, group, calls);
      html.close();
      if (!calls) html.close();
    }
  }

  void write_card(cadre::Html& html, const GroupedLines& group, bool calls) {
    const auto& finding = read_->findings()[group.front()];
    html.open("li").open("article", {{"class", "affaire"}}).open("h4");
    if (finding.affaire.empty())
      html.text(finding.libelle);
    else
      html.link(affaire_here(finding.affaire, finding.personne), finding.libelle);
    html.close();
    if (!finding.affaire.empty() || !finding.personne.empty())
      html.element("p", {{"class", "qui"}},
                   (finding.affaire.empty() ? "" : "affaire " + finding.affaire) +
                       (finding.affaire.empty() || finding.personne.empty() ? "" : " · ") + finding.personne);
    html.add(card_body(finding, model(), days_.asked));
    std::vector<std::string> also;
    for (const auto f : group)
      if (const auto& title = read_->findings()[f].libelle;
          title != finding.libelle && std::ranges::find(also, title) == also.end())
        also.push_back(title);
    if (!also.empty()) html.element("p", {{"class", "petit"}}, "Dit aussi : " + listed(also) + ".");
    if (const auto found = follow_ups_.find(finding.id); found != follow_ups_.end())
      if (const auto said = said_of(found->second); !said.empty())
        html.element("p", {{"class", "petit"}}, said);
    if (may_follow_ && calls) {
      const auto follow = dossier_address(number_, "/suivi/" + http::percent_encoded(finding.id));
      html.open("p", {{"class", "actions"}});
      html.element("a", {{"class", "bouton -second"}, {"href", follow}}, "Suivre, reporter, passer").close();
    }
    html.close().close();
  }

  /// The page of an affaire on the same days.
  std::string affaire_here(const std::string& affaire, const std::string& personne) const {
    auto address = exact_affaire_address(affaire, number_, personne);
    if (!days_.now) address += "&au=" + iso_date(days_.asked) + "&connu_au=" + iso_date(days_.known);
    return address;
  }

  void begin_table(cadre::Html& html, std::string_view caption, std::initializer_list<const char*> titles) {
    html.open("table", {{"class", "empile"}}).element("caption", caption).open("thead").open("tr");
    for (const auto* title : titles) html.element("th", {{"scope", "col"}}, title);
    html.close().close().open("tbody");
  }

  void write_affaires(cadre::Html& html) {
    html.element("h2", "Affaires");
    const auto lines = affaires_of(read_->program(), journal(), read_->evaluation(), read_->findings(), {});
    if (lines.empty()) {
      html.element("p", "Aucune affaire n'a été ouverte, d'après ce qui est connu.");
      return;
    }
    begin_table(html, "Affaires, ouvertes d'abord",
                {"Affaire", "Personne", "Ouverte par", "État", "Les dix étapes", "Prochaine date"});
    for (const bool open : {true, false})
      for (const auto& line : lines)
        if (line.open == open) write_affaire(html, line);
    html.close().close();
  }

  void write_affaire(cadre::Html& html, const RegisterLine& line) {
    html.open("tr").open("th", {{"scope", "row"}});
    html.link(affaire_here(line.affaire, line.personne), line.affaire);
    html.element("p", {{"class", "petit"}}, line.open ? "ouverte" : "close").close();
    html.element("td", {{"data-titre", "Personne"}}, line.personne.empty() ? "le foyer" : line.personne);
    html.element("td", {{"data-titre", "Ouverte par"}}, line.acte);
    html.open("td", {{"data-titre", "État"}}).text(line.etats);
    if (!line.depuis.empty())
      html.element("p", {{"class", "petit"}}, "depuis le " + people_date(line.depuis));
    html.close().open("td", {{"data-titre", "Les dix étapes"}});
    if (const auto* thread = read_->thread({line.personne, line.affaire}))
      html.add(proof_cell(serveur::proof_strip(*read_, *thread)));
    else
      html.text("—");
    html.close().open("td", {{"data-titre", "Prochaine date"}});
    const auto* awaited = line.next ? line.next : line.to_do;
    if (line.next) html.text(shown_day(*line.next));
    if (line.next) html.text(" ").add(standing(*line.next, days_.asked));
    if (awaited) html.element("p", {{"class", "petit"}}, awaited->libelle);
    if (!awaited) html.text("—");
    html.close().close();
  }

  void write_persons(cadre::Html& html) {
    html.element("h2", "Personnes");
    if (journal().persons.empty()) {
      html.element("p", "Personne n'est dit de ce dossier.");
      return;
    }
    begin_table(html, "Personnes du foyer : des numéros, jamais des noms",
                {"Personne", "Rôle", "Naissance", "Suivie"});
    for (const auto& it : journal().persons) {
      html.open("tr").element("th", {{"scope", "row"}}, journal().text(it.id));
      const auto role = journal().text(it.role);
      html.element("td", {{"data-titre", "Rôle"}},
                   role.empty() ? std::string("non dit") : model().vocabulary.told_word(role));
      html.element("td", {{"data-titre", "Naissance"}}, day_or(it.birth, "non dite"));
      html.element("td", {{"data-titre", "Suivie"}},
                   it.in_chain && !it.lacks ? "oui"
                   : it.lacks               ? "non : son rôle ne dit pas si elle a des devoirs propres"
                                            : "non : elle n'a pas de devoirs propres");
      html.close();
    }
    html.close().close();
  }

  /// What is told of the household and of each person over time, as it was known: the last first, name by
  /// name.
  void write_attributes(cadre::Html& html) {
    html.element("h2", "Droit et situation");
    std::vector<const JournalAttribute*> seen;
    for (const auto& it : journal().attributes)
      if (!it.known.known() || it.known <= days_.known) seen.push_back(&it);
    if (seen.empty()) {
      html.element("p", "Rien n'en est dit.");
      return;
    }
    std::ranges::stable_sort(seen, [&](const auto* a, const auto* b) {
      if (a->person != b->person) return a->person < b->person;
      if (a->attribute != b->attribute) return a->attribute < b->attribute;
      return a->from > b->from;
    });
    begin_table(html, "Ce qui est dit du foyer, puis de chacun, le dernier d'abord",
                {"Quoi", "De qui", "Valeur", "Du", "Au", "Connu le"});
    for (const auto* it : seen) {
      const auto& decl = model().vocabulary.attributes[it->attribute];
      const bool holds =
          (!it->from.known() || it->from <= days_.asked) && (!it->to.known() || it->to >= days_.asked);
      html.open("tr").element(
          "th", {{"scope", "row"}, {"class", "phrase"}},
          decl.label.empty() ? model().vocabulary.told(model().text(decl.name)) : decl.label);
      html.element("td", {{"data-titre", "De qui"}}, person_or_household(it->person));
      html.open("td", {{"data-titre", "Valeur"}});
      html.element(holds ? cadre::Word("b") : cadre::Word("span"),
                   plain_value(read_->program(), journal(), it->value))
          .close();
      html.element("td", {{"data-titre", "Du"}}, day_or(it->from, "toujours"));
      html.element("td", {{"data-titre", "Au"}}, day_or(it->to, "maintenant"));
      html.element("td", {{"data-titre", "Connu le"}}, day_or(it->known, "toujours")).close();
    }
    html.close().close();
  }

  void write_acts(cadre::Html& html) {
    html.element("h2", "Parcours et actes");
    std::vector<std::uint32_t> acts;
    for (std::uint32_t rank = 0; rank < journal().events.size(); ++rank) {
      const auto& event = journal().events[rank];
      const auto known = event.known.known() ? event.known : event.on;
      if (!known.known() || known <= days_.known) acts.push_back(rank);
    }
    if (acts.empty()) {
      html.element("p", "Aucun acte n'est enregistré.");
      return;
    }
    std::ranges::stable_sort(acts, {}, [&](std::uint32_t rank) { return read_->act(rank).on; });
    begin_table(html, counted(acts.size(), "acte", "actes") + ", du plus ancien au plus récent",
                {"Le", "Acte", "De qui", "Ce qu'il dit", may_record_ ? "Corriger" : "Source"});
    for (const auto rank : acts) write_act(html, rank);
    html.close().close();
  }

  void write_act(cadre::Html& html, std::uint32_t rank) {
    const auto& event = read_->act(rank);
    const bool cancelled = read_->seen().cancelled(rank);
    const auto id = journal().text(event.id);
    const auto name =
        event.type == no_id ? std::string("Acte que les règles ne connaissent pas") : read_->act_name(rank);
    html.open("tr").open("th", {{"scope", "row"}}).text(day_or(event.on, "—"));
    if (event.known.known() && event.known > event.on)
      html.element("p", {{"class", "petit"}}, "connu le " + french_date(event.known));
    html.close().open("td", {{"data-titre", "Acte"}});
    html.element(cancelled ? cadre::Word("s") : cadre::Word("b"), name).text(" (" + std::string(id) + ")");
    if (cancelled) html.element("p", {{"class", "petit"}}, "annulé");
    for (const auto& it : journal().corrections)
      if (it.target == event.id && it.known <= days_.known && !it.cancels)
        html.element("p", {{"class", "petit"}}, "corrigé, connu le " + day_or(it.known, "—"));
    html.close();
    html.element(
        "td", {{"data-titre", "De qui"}},
        event.person_unknown ? "une personne que le dossier n'a pas" : person_or_household(event.person));
    const auto says = event.type == no_id ? std::string() : read_->act_says(rank);
    html.open("td", {{"data-titre", "Ce qu'il dit"}}).text(says.empty() ? "—" : says);
    if (event.reference)
      html.element("p", {{"class", "petit"}}, "référence " + std::string(journal().text(event.reference)));
    if (event.source && may_record_)
      html.element("p", {{"class", "petit"}}, "source : " + std::string(journal().text(event.source)));
    html.close();
    if (may_record_) {
      html.open("td", {{"data-titre", "Corriger"}});
      if (!cancelled) write_act_links(html, number_, id, name);
      html.close();
    } else {
      html.element("td", {{"data-titre", "Source"}}, event.source ? journal().text(event.source) : "—");
    }
    html.close();
  }

  void write_coverage(cadre::Html& html) {
    html.element("h2", "Ce dont les sources répondent");
    std::vector<const JournalCoverage*> seen;
    for (const auto& it : journal().coverage)
      if (!it.known.known() || it.known <= days_.known) seen.push_back(&it);
    if (seen.empty()) {
      html.element("p",
                   "Aucune source ne dit jusqu'où elle répond de ce dossier : ce qui n'y est pas est tenu "
                   "pour n'avoir pas eu lieu.");
      return;
    }
    begin_table(html, "Un acte absent de ces jours n'a pas eu lieu ; hors d'eux, personne ne le sait",
                {"Source", "Actes", "Du", "Au"});
    for (const auto* it : seen) {
      const auto source = journal().text(it->source);
      html.open("tr").element("th", {{"scope", "row"}}, source.empty() ? "non dite" : source);
      std::vector<std::string> types;
      for (std::uint32_t t = 0; t < it->type_count; ++t) {
        const auto id = journal().covered_types[it->first_type + t];
        if (id == no_id) continue;
        const auto& decl = model().vocabulary.events[id];
        types.push_back(decl.label.empty() ? model().vocabulary.told(model().text(decl.name)) : decl.label);
      }
      constexpr std::size_t most_types = 6;
      html.open("td", {{"data-titre", "Actes"}});
      if (it->type_count == 0) {
        html.text("tous");
      } else if (types.size() <= most_types) {
        html.text(listed(types));
      } else {
        html.open("details").element("summary", counted(types.size(), "type d'acte", "types d'actes"));
        html.text(listed(types)).close();
      }
      html.close();
      html.element("td", {{"data-titre", "Du"}}, day_or(it->from, "toujours"));
      html.element("td", {{"data-titre", "Au"}}, day_or(it->to, "sans fin")).close();
    }
    html.close().close();
  }

  void write_ended(cadre::Html& html) {
    const auto ended = banc::ended_lines(*base_, number_, most_ended);
    html.element("h2", "Ce qui n'est plus dit");
    if (ended.empty()) {
      html.element("p", "Rien de ce qui a été dit de ce dossier n'a cessé de l'être.");
      return;
    }
    html.open("details").element("summary", counted(ended.size(), "ligne", "lignes") +
                                                (ended.size() == most_ended ? ", les dernières" : ""));
    begin_table(html, "La dernière à cesser d'abord",
                {"Quoi", "Nature", "Affaire", "Dit depuis le", "N'est plus dit depuis le"});
    for (const auto& it : ended) {
      html.open("tr").open("th", {{"scope", "row"}, {"class", "phrase"}}).text(it.libelle);
      if (it.day.known()) html.element("p", {{"class", "petit"}}, "pour le " + french_date(it.day));
      html.close();
      html.element("td", {{"data-titre", "Nature"}}, nature_for_people(it.nature));
      html.element("td", {{"data-titre", "Affaire"}},
                   (it.affaire.empty() ? "—" : it.affaire) +
                       (it.personne.empty() ? std::string() : ", " + it.personne));
      html.element("td", {{"data-titre", "Dit depuis le"}}, day_or(it.said, "—"));
      html.element("td", {{"data-titre", "N'est plus dit depuis le"}}, day_or(it.ended, "—")).close();
    }
    html.close().close().close();
  }

  Bench& bench_;
  const http::Request& request_;
  std::shared_ptr<const LoadedRules> rules_;
  banc::VisibleBases::Lent base_;
  AskedDays days_;
  std::string number_;
  DossierReader reader_;
  const serveur::DossierRead* read_ = nullptr;
  std::map<std::string, banc::FollowUp> follow_ups_;
  bool may_record_ = false, may_follow_ = false;
};

}  // namespace

std::vector<http::Route> dossier_routes(Bench& bench) {
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/dossiers/{numero}", right(acces::Right::read_caseload),
                        [&bench](const http::Request& request) { return DossierPage(bench, request)(); }));
  return routes;
}

}  // namespace filrouge::pages
