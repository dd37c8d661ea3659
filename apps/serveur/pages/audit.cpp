#include "apps/serveur/pages/audit.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <utility>

#include "apps/serveur/acces/access_error.hpp"
#include "apps/serveur/acces/audit_check.hpp"
#include "apps/serveur/banc/hidden_numbers.hpp"
#include "apps/serveur/cadre/choice_field.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/table.hpp"
#include "apps/serveur/http/percent.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/moment_words.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/csv_cell.hpp"

namespace filrouge::pages {
namespace {

constexpr std::size_t page_length = 100;
constexpr std::size_t most_exported = 50'000;

const char* said_of(acces::AuditKind kind) {
  using Kind = acces::AuditKind;
  switch (kind) {
    case Kind::connexion:
      return "entrée";
    case Kind::refus:
      return "entrée refusée";
    case Kind::deconnexion:
      return "sortie";
    case Kind::lecture_dossier:
      return "dossier lu";
    case Kind::lecture_liste:
      return "liste lue";
    case Kind::acte:
      return "acte écrit";
    case Kind::correction:
      return "correction";
    case Kind::suivi:
      return "suivi";
    case Kind::import:
      return "import";
    case Kind::compte:
      return "compte";
    case Kind::rapprochement:
      return "rapprochement";
    case Kind::conservation:
      return "conservation";
    case Kind::edition:
      return "fichier sorti";
    case Kind::regles:
      return "règles";
    case Kind::lecture_journal:
      break;
  }
  return "journal lu";
}

std::string kind_words(const std::string& word) {
  const auto kind = acces::audit_kind_named(word);
  return kind ? said_of(*kind) : word;
}

acces::Moment start_of(Date day) {
  return acces::moment_of(std::int64_t{day.days} * 86'400);
}

/// « 30 novembre 2026, 23:49:12 »: the caption says of which hours.
std::string clock_words(acces::Moment at) {
  const auto text = acces::utc_text(at);
  return people_date(text.substr(0, 10)) + ", " + text.substr(11, 8);
}

/// What is looked for, as the address says it.
struct Search {
  acces::AuditQuestion question;
  std::string account, kind, dossier, from, until;
  std::string wrong_field{}, wrong{};

  std::string address(std::string_view path, std::uint64_t before) const {
    std::string text;
    const auto add = [&](const char* name, const std::string& value) {
      if (!value.empty())
        text += (text.empty() ? "?" : "&") + std::string(name) + "=" + http::percent_encoded(value);
    };
    add("compte", account);
    add("quoi", kind);
    add("dossier", dossier);
    add("du", from);
    add("au", until);
    if (before > 0) add("avant", std::to_string(before));
    return std::string(path) + text;
  }

  /// What it asks, for the audit of the audit: never a number of dossier.
  std::string told() const {
    std::string said;
    const auto add = [&](const char* what, const std::string& value) {
      if (!value.empty()) said += std::string(said.empty() ? " : " : ", ") + what + value;
    };
    add("compte ", question.account);
    add("", question.kind ? std::string(word_of(*question.kind)) : "");
    add("du ", question.from ? from : "");
    add("au ", question.until ? until : "");
    add("", dossier.empty() ? "" : "un dossier");
    return said;
  }
};

Search read_search(const http::Fields& query) {
  Search it;
  it.account = query.text("compte");
  it.kind = query.text("quoi");
  it.dossier = query.text("dossier");
  it.from = query.text("du");
  it.until = query.text("au");
  it.question.most = page_length;
  it.question.dossier = it.dossier;
  if (!it.account.empty()) it.question.account = acces::account_name(it.account).value_or(it.account);
  it.question.kind = acces::audit_kind_named(it.kind);
  const auto day = [&](const char* field, const std::string& text, std::optional<acces::Moment>& into,
                       int more) {
    if (text.empty()) return;
    if (const auto read = parse_iso_date(text)) {
      into = start_of(*read + more);
      return;
    }
    it.wrong_field = field;
    it.wrong = "Il faut une date comme 2026-04-02 ; elle n'est pas prise en compte.";
  };
  day("du", it.from, it.question.from, 0);
  day("au", it.until, it.question.until, 1);
  const auto& before = query.text("avant");
  std::from_chars(before.data(), before.data() + before.size(), it.question.before);
  return it;
}

class AuditPage {
 public:
  AuditPage(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        visitor_(signed_in(request)),
        base_(bench.visible.lend(visitor_.sight())) {}

  http::Response list() {
    const auto search = read_search(request_.query);
    auto entries = found(search.question);
    tell(acces::AuditKind::lecture_journal, search, entries);
    auto page = begun("Le journal d'audit");
    auto& body = page.body;
    body.element("p", {{"class", "chapeau"}}, "Qui a fait quoi ? Lire ce journal y est écrit aussi.");
    if (!visitor_.who.everywhere)
      body.add(cadre::notice(cadre::Notice::info,
                             "Les numéros des dossiers que votre compte ne voit pas ne sont pas montrés."));
    write_filters(body, search);
    write_entries(body, search, entries);
    body.element("h2", "Ce journal est-il entier ?");
    body.open("form", {{"method", "post"}, {"action", "/audit/verifier"}});
    body.add(cadre::token_field(visitor_.who.csrf));
    body.element("p", "Chaque ligne est enchaînée à la précédente : une ligne changée ou retirée se voit.");
    body.open("p", {{"class", "actions"}})
        .element("button", {{"class", "bouton -second"}}, "Vérifier le journal")
        .close();
    body.close();
    return framed(bench_, request_, std::move(page));
  }

  /// It changes nothing, but for the line that says who asked: it is not for a link to set off.
  http::Response verify() {
    tell_audit(bench_, request_, acces::AuditKind::lecture_journal, {}, "vérification");
    const auto check = acces::check_audit(bench_.access.file, {});
    auto page = begun("Vérification du journal d'audit");
    auto& body = page.body;
    if (check.whole()) {
      body.add(cadre::notice(cadre::Notice::info,
                             counted(check.entries, "ligne relue", "lignes relues") +
                                 " : le journal est entier, aucune n'a été changée ni retirée."));
    } else {
      body.add(cadre::notice(cadre::Notice::error,
                             "Le journal n'est pas entier : prévenez la personne déléguée à la "
                             "protection des données, et gardez ce fichier tel qu'il est."));
      body.open("ul");
      for (const auto& fault : check.faults) body.element("li", fault.said);
      body.close();
    }
    body.element(
        "p", {{"class", "petit"}},
        "Une fin coupée par qui peut écrire dans le fichier ne se voit qu'avec une tête gardée ailleurs : "
        "« filrouge audit » en écrit, et s'en sert.");
    body.open("p").link("/audit", "Revenir au journal").close();
    return framed(bench_, request_, std::move(page));
  }

  http::Response csv() {
    auto search = read_search(request_.query);
    search.question.before = 0;
    search.question.most = most_exported;
    const auto entries = found(search.question);
    tell(acces::AuditKind::edition, search, entries);
    std::string text = "\xEF\xBB\xBFnumero;quand;compte;role;quoi;dossier;detail\r\n";
    for (const auto& entry : entries) {
      text += std::to_string(entry.number);
      for (const auto& cell : {acces::utc_text(entry.at), entry.account, entry.role, entry.what,
                               dossier_of(entry), entry.detail})
        text += ";" + csv_cell(cell);
      text += "\r\n";
    }
    if (entries.size() == most_exported)
      text += fmt::format(";;;;;;{} lignes au plus : cherchez par jours pour avoir les autres\r\n",
                          most_exported);
    return http::download(std::move(text), "text/csv; charset=utf-8", "audit.csv");
  }

 private:
  cadre::Page begun(std::string title) const {
    cadre::Page page;
    page.title = std::move(title);
    page.current = "/audit";
    return page;
  }

  /// A dossier of elsewhere is as one that nobody ever opened.
  std::vector<acces::AuditEntry> found(const acces::AuditQuestion& question) {
    if (!question.dossier.empty() && !banc::may_name(*base_, question.dossier)) return {};
    return bench_.access.audit.search(question);
  }

  std::string dossier_of(const acces::AuditEntry& entry) {
    if (entry.forgotten) return "(dossier effacé)";
    if (entry.dossier.empty() || banc::may_name(*base_, entry.dossier)) return entry.dossier;
    return "(autre dossier)";
  }

  /// A number that the audit never met is not written in it: it may be that of a dossier erased.
  void tell(acces::AuditKind kind, const Search& search, const std::vector<acces::AuditEntry>& entries) {
    const bool known = !search.dossier.empty() && !entries.empty();
    tell_audit(bench_, request_, kind, known ? search.dossier : std::string(),
               (kind == acces::AuditKind::edition ? "journal d'audit, CSV" : "recherche") + search.told());
  }

  void write_filters(cadre::Html& body, const Search& search) {
    const auto error_of = [&](const char* field) {
      return search.wrong_field == field ? search.wrong : std::string();
    };
    body.open("form", {{"class", "filtres"}, {"method", "get"}, {"action", "/audit"}});
    cadre::ChoiceField account{
        "compte", "Compte", {{"", "tous"}, {"ligne de commande", "ligne de commande"}}, search.account};
    for (const auto& one : bench_.access.accounts.list()) account.choices.push_back({one.name, one.name});
    body.add(cadre::choice_field(account));
    cadre::ChoiceField kind{"quoi", "Quoi", {{"", "tout"}}, search.kind};
    for (const auto one : acces::every_audit_kind())
      kind.choices.push_back({std::string(word_of(one)), said_of(one)});
    body.add(cadre::choice_field(kind));
    cadre::Field dossier{"dossier", "Dossier"};
    dossier.value = search.dossier;
    body.add(cadre::field(dossier));
    for (const auto& [name, label, value] :
         {std::tuple{"du", "Du", search.from}, std::tuple{"au", "Au", search.until}}) {
      cadre::Field day{name, label};
      day.type = "date";
      day.value = value;
      day.error = error_of(name);
      body.add(cadre::field(day));
    }
    body.element("button", {{"class", "bouton -second"}}, "Chercher").close();
  }

  void write_entries(cadre::Html& body, const Search& search, const std::vector<acces::AuditEntry>& entries) {
    body.element("h2", "Lignes");
    if (entries.empty()) {
      body.element("p", search.question.before > 0 ? "Il n'y en a pas d'autre."
                                                   : "Aucune ne répond à cette recherche.");
    } else {
      cadre::Table table(body, "journal", "Le plus récent d'abord ; heures UTC",
                         {"N°", "Quand", "Compte", "Quoi", "Dossier", "Détail"});
      for (const auto& entry : entries) {
        table.row(std::to_string(entry.number)).cell(clock_words(entry.at));
        table.cell(visible_line(entry.account) + (entry.role.empty() ? "" : " (" + entry.role + ")"));
        const auto dossier = dossier_of(entry);
        table.cell(kind_words(entry.what))
            .cell(dossier.empty() ? "—" : dossier)
            .cell(visible_line(entry.detail));
      }
      table.end();
    }
    body.open("nav", {{"class", "pages"}, {"aria-label", "Pages"}}).open("ul");
    if (search.question.before > 0) body.open("li").link(search.address("/audit", 0), "Début").close();
    if (entries.size() == page_length) {
      const auto next = search.address("/audit", entries.back().number);
      body.open("li").element("a", {{"href", next}, {"rel", "next"}}, "Plus anciennes").close();
    }
    body.open("li").link(search.address("/audit.csv", 0), "Sortir en CSV").close();
    if (visitor_.who.may(acces::Right::retention))
      body.open("li").link("/conservation", "Conservation").close();
    body.close().close();
  }

  Bench& bench_;
  const http::Request& request_;
  const SignedIn& visitor_;
  banc::VisibleBases::Lent base_;
};

}  // namespace

std::vector<http::Route> audit_routes(Bench& bench) {
  const auto asked = right(acces::Right::read_audit);
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/audit", asked,
                        [&bench](const http::Request& request) { return AuditPage(bench, request).list(); }));
  routes.push_back(page(http::Method::get, "/audit.csv", asked,
                        [&bench](const http::Request& request) { return AuditPage(bench, request).csv(); }));
  routes.push_back(page(http::Method::post, "/audit/verifier", asked, [&bench](const http::Request& request) {
    return AuditPage(bench, request).verify();
  }));
  return routes;
}

}  // namespace filrouge::pages
