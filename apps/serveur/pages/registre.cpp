#include "apps/serveur/pages/registre.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "apps/serveur/affaire/affaire_view.hpp"
#include "apps/serveur/banc/nights.hpp"
#include "apps/serveur/banc/register_list.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/dossier_reader.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/list_head.hpp"
#include "apps/serveur/pages/next_day.hpp"
#include "apps/serveur/pages/proof_cells.hpp"
#include "apps/serveur/pages/search_form.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/register_xlsx.hpp"

namespace filrouge::pages {
namespace {

/// What the address asks.
struct Filters {
  bool open = true;
  std::string type, role, territoire, after;

  std::string address(bool other_open, std::string_view other_after = {}, bool workbook = false) const {
    std::string text;
    const auto add = [&](const char* name, std::string_view value) {
      if (!value.empty())
        text += (text.empty() ? "?" : "&") + std::string(name) + "=" + http::percent_encoded(value);
    };
    add("etat", other_open ? "" : "close");
    add("type", type);
    add("role", role);
    add("territoire", territoire);
    add("apres", other_after);
    if (workbook) add("format", "xlsx");
    return "/affaires" + text;
  }
};

class Register {
 public:
  Register(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        rules_(bench.rules.now()),
        base_(bench.visible.lend(signed_in(request).sight())) {
    filters_.open = request.query.text("etat") != "close";
    filters_.type = request.query.text("type");
    filters_.role = request.query.text("role");
    filters_.territoire = request.query.text("territoire");
    filters_.after = request.query.text("apres");
  }

  http::Response operator()() {
    const auto night = banc::last_night(*base_);
    if (!night)
      return told(bench_, request_, 200, "Registre",
                  "Cette base n'a pas encore été évaluée : la première nuit est en cours, ou ne s'est pas "
                  "passée. « filrouge controler --depuis-derniere » la passe.");
    day_ = night->day;
    if (request_.query.text("format") == "xlsx") return workbook(*night);
    tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {}, "registre");
    auto page = page_of_today(bench_, "Registre des affaires", "/affaires");
    page.asked = page.known = day_;
    write_notices(page.body, *night);
    page.body.add(search_form());
    write_tabs(page.body);
    write_filters(page.body);
    write_list(page.body);
    return framed(bench_, request_, std::move(page));
  }

 private:
  using Views = std::map<serveur::AffaireKey, serveur::AffaireView>;
  /// Past so many, the steps of a workbook are left to the pages, and the workbook says so.
  static constexpr std::size_t most_read = 2'000;

  const Model& model() const { return rules_->model(); }

  banc::RegisterQuestion question() const {
    banc::RegisterQuestion question;
    question.open = filters_.open;
    question.type = filters_.type;
    question.role = filters_.role;
    question.territoire = filters_.territoire;
    question.after = filters_.after;
    return question;
  }

  /// The affaires of these rows as they stand on the day of the list, each dossier read once.
  std::map<std::string, Views> read(const std::vector<banc::RegisterRow>& rows) {
    std::map<std::string, Views> all;
    for (const auto& row : rows) all.try_emplace(row.dossier);
    DossierReader reader(*base_, rules_, day_, day_);
    for (auto& [dossier, views] : all) {
      const auto* found = reader.read(dossier);
      if (!found) continue;
      for (const auto& row : rows)
        if (row.dossier == dossier)
          if (const auto* thread = found->thread({row.personne, row.affaire}))
            views.emplace(thread->key, serveur::affaire_view(*found, *thread));
    }
    return all;
  }

  static const serveur::AffaireView* view_of(const std::map<std::string, Views>& all,
                                             const banc::RegisterRow& row) {
    const auto dossier = all.find(row.dossier);
    if (dossier == all.end()) return nullptr;
    const auto found = dossier->second.find({row.personne, row.affaire});
    return found == dossier->second.end() ? nullptr : &found->second;
  }

  std::string type_shown(const std::string& type) const {
    const auto id = model().vocabulary.find_event(type);
    const auto* decl = id == no_id ? nullptr : &model().vocabulary.events[id];
    return decl && !decl->label.empty() ? decl->label : model().vocabulary.told(type);
  }

  void write_notices(cadre::Html& html, const banc::LastNight& night) {
    html.element("p", {{"class", "chapeau"}},
                 "Où en est chaque affaire, au " + french_date(night.day) + ". " +
                     (filters_.open ? "La première date attendue d'abord." : "La dernière close d'abord."));
    add_night_notices(html, *base_, night, bench_.today(), "Ce registre est celui");
  }

  void write_tabs(cadre::Html& html) {
    html.open("nav", {{"class", "onglets"}, {"aria-label", "Affaires ouvertes ou closes"}}).open("ul");
    for (const bool open : {true, false}) {
      const auto address = filters_.address(open);
      std::vector<cadre::Attribute> attributes{{"href", address}};
      if (open == filters_.open) attributes.push_back({"aria-current", "page"});
      html.open("li").element("a", attributes, open ? "Ouvertes" : "Closes").close();
    }
    html.close().close();
  }

  void write_filters(cadre::Html& html) {
    html.open("form", {{"class", "filtres"}, {"method", "get"}, {"action", "/affaires"}});
    if (!filters_.open) html.lone("input", {{"type", "hidden"}, {"name", "etat"}, {"value", "close"}});
    html.open("div", {{"class", "champ"}}).element("label", {{"for", "type"}}, "Ouverte par");
    html.open("select", {{"id", "type"}, {"name", "type"}});
    add_option(html, "", "tout acte", filters_.type.empty());
    for (const auto& type : banc::register_types(*base_))
      add_option(html, type, type_shown(type), type == filters_.type);
    html.close().close();
    html.open("div", {{"class", "champ"}}).element("label", {{"for", "role"}}, "Conduite par");
    html.open("select", {{"id", "role"}, {"name", "role"}});
    add_option(html, "", "tous", filters_.role.empty());
    for (const auto& role : model().roles) {
      const auto name = model().text(role.name);
      add_option(html, name, role_shown(model(), name), name == filters_.role);
    }
    html.close().close();
    add_territoire_field(html, *base_, filters_.territoire);
    html.element("button", {{"class", "bouton -second"}}, "Montrer");
    const auto file = filters_.address(filters_.open, {}, true);
    html.element("a", {{"class", "bouton -second"}, {"href", file}}, "Classeur (XLSX)").close();
  }

  void write_list(cadre::Html& html) {
    const auto page = banc::register_page(*base_, question());
    if (page.rows.empty()) {
      html.element("p", filters_.after.empty() ? "Aucune affaire, d'après ce qui est connu."
                                               : "Il n'y a plus rien après.");
    } else {
      const auto views = read(page.rows);
      html.open("table", {{"class", "empile registre"}});
      html.element("caption", counted(page.rows.size(), "affaire", "affaires") +
                                  (page.next.empty() && filters_.after.empty() ? "" : " de cette page"));
      html.open("thead").open("tr");
      for (const auto* title :
           {"Affaire", "Ouverte", "État", "Les dix étapes", "Prochaine date", "Versement", "Irrégularités"})
        html.element("th", {{"scope", "col"}}, title);
      html.close().close().open("tbody");
      for (const auto& row : page.rows) write_row(html, row, view_of(views, row));
      html.close().close();
      write_legend(html);
    }
    if (page.next.empty() && filters_.after.empty()) return;
    html.open("nav", {{"class", "pages"}, {"aria-label", "Pages"}}).open("ul");
    if (!filters_.after.empty())
      html.open("li").link(filters_.address(filters_.open), "Début du registre").close();
    if (!page.next.empty()) {
      const auto next = filters_.address(filters_.open, page.next);
      html.open("li").element("a", {{"href", next}, {"rel", "next"}}, "Suite du registre").close();
    }
    html.close().close();
  }

  void write_legend(cadre::Html& html) {
    std::vector<std::string_view> names;
    for (std::size_t step = 0; step < serveur::proof_steps; ++step)
      names.push_back(serveur::words_of(static_cast<serveur::ProofStep>(step)).name);
    html.element("p", {{"class", "petit"}},
                 "Les dix étapes, dans leur ordre : " + listed(names) +
                     ". ● fait, ◐ à prouver, ○ à venir, ✕ manque, – sans objet.");
  }

  void write_row(cadre::Html& html, const banc::RegisterRow& row, const serveur::AffaireView* view) {
    html.open("tr").open("th", {{"scope", "row"}});
    html.link(affaire_address(row.affaire, row.dossier, row.personne), row.affaire);
    html.element("p", {{"class", "petit"}}, view ? view->kind : type_shown(row.type));
    html.open("p", {{"class", "petit"}}).link(dossier_address(row.dossier), row.dossier);
    html.text((row.personne.empty() ? ", le foyer" : ", " + row.personne) +
              (row.territoire.empty() ? "" : " · " + row.territoire));
    html.close().close();
    html.open("td", {{"data-titre", "Ouverte"}}).text(day_or_dash(row.opened)).close();
    html.open("td", {{"data-titre", "État"}});
    write_states(html, row, view);
    if (row.since.known()) html.element("p", {{"class", "petit"}}, "depuis le " + french_date(row.since));
    html.close();
    html.open("td", {{"data-titre", "Les dix étapes"}});
    if (view)
      html.add(proof_cell(view->strip));
    else
      html.element("span", {{"class", "petit"}}, "à relire");
    html.close();
    write_next(html, row, view);
    html.element("td", {{"data-titre", "Versement"}}, view ? payment_short(*view) : std::string("à relire"));
    html.open("td", {{"data-titre", "Irrégularités"}});
    write_irregularities(html, view ? view->blocking : row.blocking,
                         view ? view->blocking + view->major : row.irregularities, view ? view->doubtful : 0);
    html.close().close();
  }

  /// Of an open affaire, where what goes on stands; of another, how it ended.
  static void write_states(cadre::Html& html, const banc::RegisterRow& row,
                           const serveur::AffaireView* view) {
    if (!view || view->states.empty()) {
      html.text(row.states);
      return;
    }
    html.open("ul", {{"class", "nue"}});
    for (const auto& state : view->states)
      if (state.over != view->open) html.element("li", state.etat);
    html.close();
  }

  static std::string day_or_dash(Date day) { return day.known() ? french_date(day) : std::string("—"); }

  void write_next(cadre::Html& html, const banc::RegisterRow& row, const serveur::AffaireView* view) {
    html.open("td", {{"data-titre", "Prochaine date"}});
    const auto day = view ? view->next_day : row.next;
    const auto& what = view && view->next_day.known() ? view->next : row.awaited;
    if (day.known()) {
      html.text((view && view->next_day.known() ? next_shown(*view) : french_date(day)) + " ");
      if (view) html.add(next_standing(*view, day_));
    }
    if (!what.empty())
      html.element("p", {{"class", "petit"}}, what + (view ? next_nature(*view) : std::string()));
    else if (!day.known())
      html.text("—");
    html.close();
  }

  static std::string payment_short(const serveur::AffaireView& view) {
    for (const auto* course : {"en cours", "à venir"})
      for (const auto& measure : view.measures)
        if (measure.course == course) return std::string(course) + " : " + measure.told;
    return view.measures.empty() ? "—" : "rien n'est retenu";
  }

  static void write_irregularities(cadre::Html& html, unsigned blocking, unsigned all, unsigned doubtful) {
    if (blocking > 0)
      html.add(cadre::label(cadre::Urgency::late, counted(blocking, "bloquante", "bloquantes"))).text(" ");
    if (all > blocking)
      html.add(cadre::label(cadre::Urgency::near, counted(all - blocking, "autre", "autres"))).text(" ");
    if (doubtful > 0)
      html.add(cadre::label(cadre::Urgency::doubt, counted(doubtful, "à vérifier", "à vérifier")));
    if (blocking + all + doubtful == 0) html.text("aucune vue");
  }

  http::Response workbook(const banc::LastNight& night) {
    tell_audit(bench_, request_, acces::AuditKind::edition, {}, "registre, classeur");
    RegisterXlsx book;
    banc::RegisterQuestion asked = question();
    asked.after.clear();
    std::size_t count = 0;
    do {
      const auto page = banc::register_page(*base_, asked);
      const auto views = count < most_read ? read(page.rows) : std::map<std::string, Views>{};
      for (const auto& row : page.rows) book.add(line_of(row, view_of(views, row), count++ < most_read));
      asked.after = page.next;
    } while (!asked.after.empty());
    std::vector<std::string> kept{filters_.open ? "Affaires ouvertes" : "Affaires closes"};
    if (!filters_.type.empty()) kept.push_back("Ouvertes par : " + type_shown(filters_.type));
    if (!filters_.role.empty()) kept.push_back("Conduites par : " + role_shown(model(), filters_.role));
    if (!filters_.territoire.empty()) kept.push_back("Territoire : " + filters_.territoire);
    if (!signed_in(request_).who.everywhere) kept.push_back("Territoires du compte qui l'a demandé");
    if (count > most_read)
      kept.push_back(
          fmt::format("Étapes et versement des {} premières affaires ; ceux des autres sont à la "
                      "page de chacune",
                      most_read));
    std::ostringstream bytes;
    book.write(bytes, {iso_date(night.day), night.made_at, model().digest, std::move(kept)});
    return http::download(std::move(bytes).str(),
                          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                          "registre-" + iso_date(night.day) + ".xlsx");
  }

  RegisterXlsxLine line_of(const banc::RegisterRow& row, const serveur::AffaireView* view,
                           bool is_read) const {
    RegisterXlsxLine line;
    line.affaire = row.affaire;
    line.dossier = row.dossier;
    line.personne = row.personne;
    line.territoire = row.territoire;
    line.kind = view ? view->kind : type_shown(row.type);
    line.opened = row.opened;
    line.states = row.states;
    line.since = row.since;
    line.next = view ? view->next_day : row.next;
    line.awaited = view && view->next_day.known() ? view->next : row.awaited;
    line.irregularities = row.irregularities;
    line.blocking = row.blocking;
    line.missing = row.missing;
    if (view) {
      line.steps = view->strip.sanction ? view->strip.signs() : "sans objet";
      line.wanting = view->strip.sanction ? proof_wanting(view->strip) : std::string();
      line.payment = payment_short(*view);
    } else {
      line.steps = is_read ? "à relire" : "à la page de l'affaire";
    }
    return line;
  }

  Bench& bench_;
  const http::Request& request_;
  std::shared_ptr<const LoadedRules> rules_;
  banc::VisibleBases::Lent base_;
  Date day_;
  Filters filters_;
};

}  // namespace

std::vector<http::Route> register_routes(Bench& bench) {
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/affaires", right(acces::Right::read_caseload),
                        [&bench](const http::Request& request) { return Register(bench, request)(); }));
  return routes;
}

}  // namespace filrouge::pages
