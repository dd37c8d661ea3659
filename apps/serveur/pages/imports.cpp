#include "apps/serveur/pages/imports.hpp"

#include <fmt/format.h>

#include <charconv>
#include <mutex>
#include <sstream>
#include <utility>

#include "apps/serveur/banc/base_in_place.hpp"
#include "apps/serveur/banc/doubts.hpp"
#include "apps/serveur/banc/hidden_numbers.hpp"
#include "apps/serveur/banc/import_log.hpp"
#include "apps/serveur/banc/source_report.hpp"
#include "apps/serveur/cadre/choice_field.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/table.hpp"
#include "apps/serveur/pages/finding_card.hpp"
#include "apps/serveur/pages/framed.hpp"
#include "apps/serveur/pages/moment_words.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/files/file_error.hpp"
#include "engine/formats/file_digest.hpp"
#include "engine/intake/file_intake.hpp"
#include "engine/intake/understood.hpp"
#include "engine/store/nir_key_held.hpp"

namespace filrouge::pages {
namespace {

constexpr std::size_t nights_shown = 7;
constexpr std::size_t runs_shown = 20;
constexpr std::size_t rejects_shown = 100;
constexpr std::size_t gone_shown = 50;
constexpr std::size_t lines_shown = 200;

/// One file at a time is brought in by this bench; another program's import is waited for by the base itself.
std::mutex one_import;

constexpr const char* shown_to_whom =
    "Cette page ne nomme que les dossiers que votre compte voit ; les autres n'y sont que comptés.";

std::int64_t number_in(const std::string& text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end && number > 0 ? number : 0;
}

const std::vector<cadre::Choice>& formats() {
  static const std::vector<cadre::Choice> all{{"", "d'après le nom du fichier"},
                                              {"cnaf", "flux mensuel de la CNAF (VRSB0801, XML)"},
                                              {"csv", "CSV, avec sa page de correspondances"},
                                              {"classeur", "classeur XLSX, ODS ou XLS, avec sa page"},
                                              {"ndjson", "NDJSON de filrouge"},
                                              {"webhooks", "webhooks de rdv-insertion (NDJSON)"}};
  return all;
}

std::string kind_of(const banc::ImportRun& run) {
  std::string said = run.format;
  if (run.format == "cnaf") said = run.nature == "M" ? "flux mensuel" : "flux quotidien";
  if (!run.caisse.empty()) said += " de la " + run.caisse;
  if (!run.system.empty() && run.format != "cnaf") said += " (" + run.system + ")";
  if (run.reference.known()) said += ", au " + french_date(run.reference);
  return said;
}

/// Words of the command line, as the page says them.
std::string for_the_page(std::string text) {
  const std::pair<std::string_view, std::string_view> said[] = {
      {"ajoutez --nouveaux", "cochez « Créer aussi les numéros presque pareils »"},
      {"--correspondance FICHIER.yaml", "une page de correspondances"},
      {"--depuis classeur", "le format « classeur »"},
      {"--depuis", "le choix du format"},
      {"--feuille", "le champ « Feuille »"},
      {" (filrouge rapprochements --base la base)", ""}};
  for (const auto& [command, page] : said)
    for (auto at = text.find(command); at != std::string::npos; at = text.find(command, at + page.size()))
      text.replace(at, command.size(), page);
  return text;
}

/// What the form holds, and what is wrong with it.
struct Asked {
  std::string format, sheet, departement, page, tried;
  bool new_numbers = false;
  std::string wrong_field, wrong;
};

void write_form(cadre::Html& body, const Asked& asked, const std::string& token) {
  body.element("h2", {{"id", "verser"}}, asked.tried.empty() ? "Verser un fichier" : "Verser ce fichier");
  body.open("form", {{"class", "formulaire"},
                     {"method", "post"},
                     {"action", "/imports"},
                     {"enctype", "multipart/form-data"}});
  body.add(cadre::token_field(token));
  if (!asked.tried.empty())
    body.lone("input", {{"type", "hidden"}, {"name", "essaye"}, {"value", asked.tried}});
  const auto error_of = [&](const char* name) {
    return asked.wrong_field == name ? asked.wrong : std::string();
  };
  cadre::Field file{"fichier", "Fichier"};
  file.type = "file";
  file.is_required = true;
  file.help = asked.tried.empty()
                  ? "64 Mio au plus. Il est d'abord lu sans rien écrire, et n'est gardé nulle part."
                  : "Choisissez de nouveau le même : il n'a pas été gardé. Un autre, ou lu autrement, sera "
                    "d'abord essayé.";
  file.error = error_of("fichier");
  body.add(cadre::field(file));
  cadre::ChoiceField format{"format", "Format", formats(), asked.format};
  format.error = error_of("format");
  body.add(cadre::choice_field(format));
  const bool is_filled = !asked.page.empty() || !asked.sheet.empty() || !asked.departement.empty() ||
                         asked.wrong_field == "page" || asked.wrong_field == "feuille";
  std::vector<cadre::Attribute> unfolded;
  if (is_filled) unfolded.push_back({"open", ""});
  body.open("details", unfolded);
  body.element("summary", "Pour un CSV, un classeur ou des webhooks");
  cadre::LongField page{"page", "Page de correspondances", asked.page};
  page.help =
      "Collez-y le texte de la page, qui dit ce que contient chaque colonne ; des pages prêtes sont livrées "
      "avec filrouge (rdv-insertion, carnet de bord, WebRSA, contacts de la CNAF).";
  page.error = error_of("page");
  body.add(cadre::long_field(page));
  cadre::Field sheet{"feuille", "Feuille d'un classeur"};
  sheet.value = asked.sheet;
  sheet.help = "Son nom, ou son rang ; sinon celle que dit la page.";
  sheet.error = error_of("feuille");
  body.add(cadre::field(sheet));
  cadre::Field departement{"departement", "Département de webhooks"};
  departement.value = asked.departement;
  departement.help = "Son numéro : « 64 ».";
  departement.error = error_of("departement");
  body.add(cadre::field(departement));
  body.close();
  body.open("div", {{"class", "champ"}});
  body.add(cadre::box("nouveaux", "nouveaux", "oui",
                      "Créer aussi les numéros presque pareils à celui d'un dossier connu",
                      asked.new_numbers));
  body.close();
  body.open("p", {{"class", "actions"}});
  body.element("button", {{"class", "bouton"}},
               asked.tried.empty() ? "Essayer, sans rien écrire" : "Importer");
  body.close().close();
}

class Imports {
 public:
  Imports(Bench& bench, const http::Request& request)
      : bench_(bench),
        request_(request),
        visitor_(signed_in(request)),
        rules_(bench.rules.now()),
        base_(bench.visible.lend(visitor_.sight())) {}

  http::Response list() {
    cadre::Page page = page_of_today(bench_, "Les imports", "/imports");
    auto& body = page.body;
    tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {}, "imports");
    body.element("p", {{"class", "chapeau"}}, "La nuit s'est-elle bien passée ?");
    if (!visitor_.who.everywhere) body.add(cadre::notice(cadre::Notice::info, shown_to_whom));
    write_links(body);
    write_nights(body);
    write_runs(body);
    write_gone(body);
    if (brings_in()) write_form(body, {}, visitor_.who.csrf);
    return framed(bench_, request_, std::move(page));
  }

  http::Response one() {
    const auto id = number_in(request_.parameters.text("numero"));
    const auto run = banc::import_made(*base_, id);
    if (!run) return not_found(bench_, request_);
    tell_audit(bench_, request_, acces::AuditKind::lecture_liste, {},
               fmt::format("rejets de l'import n° {}", id));
    cadre::Page page = page_of_today(bench_, fmt::format("Import n° {}", id), "/imports");
    auto& body = page.body;
    body.open("dl", {{"class", "fiche"}});
    const auto line = [&](const char* what, const std::string& said) {
      body.element("dt", what).element("dd", said);
    };
    line("Fichier", banc::without_hidden(*base_, run->file));
    line("Ce que c'est", kind_of(*run));
    line("Versé le", moment_words(run->made_at));
    line("Dossiers", std::to_string(run->dossiers));
    line("Événements", std::to_string(run->events));
    line("Rejets", std::to_string(run->rejects));
    body.close();
    if (run->replaced)
      body.add(cadre::notice(cadre::Notice::info,
                             "Ce fichier a été relu depuis avec une autre page : ce que cette lecture avait "
                             "écrit a été repris."));
    const auto after = number_in(request_.query.text("apres"));
    const auto rejected = banc::rejected_rows(*base_, id, after, rejects_shown);
    body.element("h2", "Rejets");
    if (rejected.rows.empty())
      body.element("p", after > 0             ? "Il n'y en a plus après."
                        : rejected.hidden > 0 ? "Aucun n'est d'un dossier que votre compte voit."
                                              : "Aucun : tout a été pris.");
    else
      write_rejects(body, rejected);
    if (rejected.hidden > 0)
      body.add(cadre::notice(cadre::Notice::info,
                             counted(rejected.hidden, "autre ligne refusée n'est pas d'un dossier",
                                     "autres lignes refusées ne sont pas de dossiers") +
                                 " que votre compte voit : un compte qui voit partout les lit."));
    body.open("nav", {{"class", "pages"}, {"aria-label", "Pages"}}).open("ul");
    body.open("li").link("/imports", "Tous les imports").close();
    if (rejected.next > 0) {
      const auto next = fmt::format("/imports/{}?apres={}", id, rejected.next);
      body.open("li").element("a", {{"href", next}, {"rel", "next"}}, "Suite").close();
    }
    body.close().close();
    return framed(bench_, request_, std::move(page));
  }

  http::Response sent() {
    if (!brings_in())
      return told(
          bench_, request_, 403, "Le fichier n'est pas versé",
          "Un fichier peut dire de n'importe quel dossier qu'il est de votre territoire : un compte "
          "qui ne voit pas partout n'en verse pas. Demandez-le à un compte qui voit partout, ou à qui "
          "administre le banc.");
    Asked asked;
    const auto& form = request_.form;
    asked.format = form.text("format");
    asked.sheet = form.text("feuille");
    asked.departement = form.text("departement");
    asked.page = form.text("page");
    std::erase(asked.page, '\r');  // ends of lines as browsers send them
    asked.new_numbers = !form.text("nouveaux").empty();
    const auto refused = [&](const char* field, const std::string& why) {
      asked.wrong_field = field;
      asked.wrong = why;
      auto page = page_of_today(bench_, "Verser un fichier", "/imports");
      write_form(page.body, asked, visitor_.who.csrf);
      return framed(bench_, request_, std::move(page), 422);
    };
    if (!request_.upload || request_.upload->field != "fichier")
      return refused("fichier", "Choisissez le fichier à verser.");
    const auto& upload = *request_.upload;
    IntakeFile file{upload.path(), visible_line(upload.filename), asked.format};
    if (file.format.empty()) file.format = format_named(upload.filename);
    bool is_known = false;
    for (const auto& format : formats())
      is_known = is_known || (!format.value.empty() && format.value == file.format);
    if (!is_known)
      return refused("format", "Le nom du fichier ne dit pas de quel format il est : choisissez-le.");
    file.sheet = asked.sheet;
    file.departement = asked.departement;
    file.new_numbers = asked.new_numbers;
    if (!file.sheet.empty() && file.format != "classeur")
      return refused("feuille", "Une feuille ne se dit que d'un classeur.");
    const bool is_table = file.format == "csv" || file.format == "classeur";
    if (is_table && asked.page.empty())
      return refused("page",
                     "Un CSV ou un classeur se lit avec une page de correspondances : collez-la ici.");
    std::unique_lock alone(one_import, std::try_to_lock);
    if (!alone)
      return refused(
          "fichier",
          "Un autre fichier est en train d'être versé depuis le banc : un seul à la fois. Renvoyez "
          "celui-ci dans une minute.");
    try {
      if (is_table) {
        try {
          file.page = parse_correspondence(asked.page, "page");
        } catch (const FormatError& error) {
          return refused("page", error.what());
        }
      }
      file.lacks_key = !nir_key_held(base_->base()).empty();
      const auto as_read = reading_of(file, asked);
      if (form.text("essaye") != as_read) return tried(file, asked, as_read);
      return brought(file);
    } catch (const FormatError& error) {
      // « page:4: … » is of the page that was pasted.
      const auto said = told_of(file, error.what());
      return refused(is_table && said.starts_with("page:") ? "page" : "fichier", said);
    } catch (const FileError& error) {
      return refused("fichier", told_of(file, error.what()));
    }
  }

 private:
  /// Who reads only some dossiers would see any, by a file that moves it to their territoire.
  bool brings_in() const { return visitor_.who.everywhere || !visitor_.who.may(acces::Right::read_caseload); }

  /// What is tried is what is then brought in: this file, read this way.
  static std::string reading_of(const IntakeFile& file, const Asked& asked) {
    const auto way = file.format + "\n" + asked.sheet + "\n" + asked.departement + "\n" + asked.page + "\n" +
                     (asked.new_numbers ? "nouveaux" : "");
    return fmt::format("{}/{:016x}", file_digest(file.path).text, stable_hash(way));
  }

  /// A sentence about a file, which the person knows by its name, not by where the server read it.
  static std::string said_of(const IntakeFile& file, std::string text) {
    for (auto at = text.find(file.path); at != std::string::npos; at = text.find(file.path))
      text.replace(at, file.path.size(), file.name);
    return for_the_page(visible_line(text));
  }
  /// The same of what the base had to say of it.
  std::string told_of(const IntakeFile& file, const std::string& text) {
    return banc::without_hidden(*base_, said_of(file, text));
  }

  void write_links(cadre::Html& body) {
    if (!visitor_.who.may(acces::Right::settle_identity)) return;
    const auto doubts = banc::doubts_to_settle(*base_).size();
    body.open("p", {{"class", "actions"}});
    const auto words = doubts == 0
                           ? std::string("Qui est qui : rien à trancher")
                           : "Trancher " + counted(doubts, "doute sur qui est qui", "doutes sur qui est qui");
    body.element("a", {{"class", doubts == 0 ? "bouton -second" : "bouton"}, {"href", "/rapprochements"}},
                 words);
    body.close();
  }

  void write_nights(cadre::Html& body) {
    body.element("h2", "Les dernières nuits");
    const auto nights = banc::last_nights(*base_, nights_shown);
    if (nights.empty()) {
      body.element(
          "p", "Aucune nuit ne s'est encore passée : elle est en cours, ou la base est à l'instant créée.");
      return;
    }
    cadre::Table table(body, "nuits", "Ce que chaque nuit a évalué, la dernière d'abord",
                       {"Jour", "Passée le", "Évalués", "Nouveaux", "Changés", "Finis", "Pourquoi"});
    for (const auto& night : nights) {
      table.row(french_date(night.day)).cell(moment_words(night.made_at));
      table.cell(fmt::format("{} sur {}", night.evaluated, night.dossiers), "chiffre");
      table.number(night.appeared).number(night.moved).number(night.ended);
      table.cell(night.reason == "depuis la dernière" ? "ce qui avait pu changer" : night.reason);
    }
    table.end();
  }

  void write_runs(cadre::Html& body) {
    body.element("h2", "Ce qui a été versé");
    const auto before = number_in(request_.query.text("avant"));
    const auto runs = banc::imports_made(*base_, before, runs_shown + 1);
    if (runs.empty()) {
      body.element("p", before > 0 ? "Il n'y a rien avant." : "Rien n'a encore été versé dans cette base.");
      return;
    }
    cadre::Table table(body, "versements", "Fichiers et lectures de bases, le dernier d'abord",
                       {"Fichier", "Ce que c'est", "Versé le", "Dossiers", "Événements", "Rejets"});
    for (std::size_t i = 0; i < runs.size() && i < runs_shown; ++i) {
      const auto& run = runs[i];
      cadre::Html name;
      const auto file = banc::without_hidden(*base_, run.file);
      name.link(fmt::format("/imports/{}", run.id), file.empty() ? fmt::format("n° {}", run.id) : file);
      table.row(name).cell(kind_of(run)).cell(moment_words(run.made_at));
      table.number(run.dossiers).number(run.events);
      cadre::Html rejects;
      if (run.rejects > 0)
        rejects.add(cadre::label(cadre::Urgency::near, counted(run.rejects, "rejet", "rejets")));
      else
        rejects.text("0");
      table.cell(rejects, "chiffre");
    }
    table.end();
    if (runs.size() > runs_shown) {
      const auto next = fmt::format("/imports?avant={}", runs[runs_shown - 1].id);
      body.open("nav", {{"class", "pages"}, {"aria-label", "Pages"}}).open("ul").open("li");
      body.element("a", {{"href", next}, {"rel", "next"}}, "Plus anciens").close().close().close();
    }
    body.element("p", {{"class", "petit"}},
                 "Les actes écrits depuis le banc n'y sont pas : le journal d'audit les dit.");
  }

  void write_gone(cadre::Html& body) {
    body.element("h2", "Ce que chaque source ne dit plus");
    bool any = false;
    std::size_t rank = 0;
    const auto told = bench_.sources.told(*base_, bench_.today());
    for (const auto& source : told->sources) {
      const auto gone = banc::gone_and_seen(*base_, source);
      if (gone.empty()) continue;
      any = true;
      cadre::Table table(body, "partis" + std::to_string(++rank),
                         counted(gone.size(), "dossier que le ", "dossiers que le ") + source.name +
                             " ne montre plus" +
                             (gone.size() > gone_shown ? fmt::format(" ; les {} derniers", gone_shown) : ""),
                         {"Dossier", "Vu pour la dernière fois"});
      for (std::size_t i = 0; i < gone.size() && i < gone_shown; ++i)
        table.row(dossier_named(gone[i].dossier)).cell("dans le flux du " + french_date(gone[i].day));
      table.end();
    }
    if (!any) body.element("p", "Aucun dossier que votre compte voit n'a quitté un flux mensuel.");
  }

  cadre::Html dossier_named(const std::string& dossier) const {
    cadre::Html name;
    if (!dossier.empty() && visitor_.who.may(acces::Right::read_caseload))
      name.link(dossier_address(dossier), dossier);
    else
      name.text(dossier.empty() ? "—" : dossier);
    return name;
  }

  void write_rejects(cadre::Html& body, const banc::RejectedRows& rejected) {
    cadre::Table table(body, "rejets", "Lignes qui n'ont pas été prises, dans l'ordre du fichier",
                       {"Ligne", "Dossier", "Où", "Pourquoi"});
    for (const auto& row : rejected.rows) {
      table.row(row.line == 0 ? "—"
                              : fmt::format("{}{}", row.line,
                                            row.column > 0 ? fmt::format(", colonne {}", row.column) : ""));
      table.cell(dossier_named(row.dossier)).cell(visible_line(row.where));
      table.cell(for_the_page(visible_line(row.reason)));
    }
    table.end();
  }

  /// The file as it would be understood: nothing is written.
  http::Response tried(const IntakeFile& file, Asked asked, const std::string& as_read) {
    asked.tried = as_read;
    const auto source = open_source(file);
    std::ostringstream out;
    const auto counts = show_understood(out, *source, rules_->model().vocabulary, file.name);
    tell_audit(bench_, request_, acces::AuditKind::import, {},
               "essai d'un fichier (" + file.format + "), rien n'est écrit");
    auto page = page_of_today(bench_, "Essai, rien n'est écrit", "/imports");
    auto& body = page.body;
    body.add(
        cadre::notice(counts.rejects > 0 ? cadre::Notice::attention : cadre::Notice::info,
                      fmt::format("« {} » : {}, {}. Voici comment les premières lignes seraient comprises.",
                                  file.name, counted(counts.dossiers, "dossier lu", "dossiers lus"),
                                  counted(counts.rejects, "ligne refusée", "lignes refusées"))));
    if (file.lacks_key)
      body.add(
          cadre::notice(cadre::Notice::attention,
                        "Cette base compare les NIR sous une clé que le banc n'a pas : ceux de ce fichier "
                        "ne seront pas lus. « filrouge importer --cle-nir » les lit."));
    write_lines(body, file, out.str());
    if (counts.dossiers > 0) write_form(body, asked, visitor_.who.csrf);
    body.open("p").link("/imports", "Ne rien verser, revenir aux imports").close();
    return framed(bench_, request_, std::move(page));
  }

  void write_lines(cadre::Html& body, const IntakeFile& file, const std::string& text) {
    std::istringstream in(text);
    body.open("ul", {});
    std::size_t count = 0;
    for (std::string line; std::getline(in, line);) {
      if (++count > lines_shown) continue;
      const auto begin = line.find_first_not_of(' ');
      if (begin != std::string::npos) body.element("li", said_of(file, line.substr(begin)));
    }
    if (count > lines_shown)
      body.element("li", counted(count - lines_shown, "autre ligne n'est pas montrée",
                                 "autres lignes ne sont pas montrées"));
    body.close();
  }

  http::Response brought(const IntakeFile& file) {
    tell_audit(bench_, request_, acces::AuditKind::import, {}, "verse un fichier (" + file.format + ")");
    IntakeTally tally;
    std::vector<std::string> lines;
    std::size_t rejects = 0;
    const IntakeWatch watch{[&rejects](const Reject&) { ++rejects; },
                            [&lines](const std::string& line) { lines.push_back(line); }, [] {}};
    std::int64_t id = 0;
    bool is_new = false;
    try {
      Base base(banc::base_in_place(bench_.base), BaseAccess::write);
      Import import(base, rules_->model().vocabulary);
      is_new = bring_file(import, base, rules_->model(), file, moment_text(bench_), tally, watch);
      import.commit();
      tally.typed_anew = import.typed_anew();
      base.settle();
    } catch (const StoreError& error) {
      return told(bench_, request_, 503, "Le fichier n'est pas versé",
                  std::string("La base n'a pu le prendre, et rien n'en est écrit : ") + error.what() +
                      ". Si un autre import est en cours, attendez sa fin et renvoyez le fichier.");
    }
    bench_.written();
    if (const auto runs = banc::imports_made(*base_, 0, 1); is_new && !runs.empty()) id = runs.front().id;
    auto page =
        page_of_today(bench_, is_new ? "Le fichier est versé" : "Ce fichier était déjà versé", "/imports");
    auto& body = page.body;
    body.add(cadre::notice(rejects > 0 ? cadre::Notice::attention : cadre::Notice::info,
                           is_new ? counted(tally.counts.rejects, "ligne refusée", "lignes refusées") +
                                        " ; les listes sont relues d'ici une minute."
                                  : "Rien n'est changé."));
    body.open("ul", {});
    for (const auto& line : lines) body.element("li", told_of(file, line));
    if (is_new)
      for (const auto& line : filrouge::told(tally, "la base")) body.element("li", told_of(file, line));
    body.close();
    body.open("p", {{"class", "actions"}});
    if (id > 0)
      body.element("a", {{"class", "bouton"}, {"href", fmt::format("/imports/{}", id)}},
                   "Voir cet import et ses rejets");
    body.element("a", {{"class", "bouton -second"}, {"href", "/imports"}}, "Revenir aux imports");
    body.close();
    return framed(bench_, request_, std::move(page));
  }

  Bench& bench_;
  const http::Request& request_;
  const SignedIn& visitor_;
  std::shared_ptr<const LoadedRules> rules_;
  banc::VisibleBases::Lent base_;
};

}  // namespace

std::vector<http::Route> import_routes(Bench& bench) {
  const auto asked = right(acces::Right::import_files);
  std::vector<http::Route> routes;
  routes.push_back(page(http::Method::get, "/imports", asked,
                        [&bench](const http::Request& request) { return Imports(bench, request).list(); }));
  routes.push_back(page(http::Method::get, "/imports/{numero}", asked,
                        [&bench](const http::Request& request) { return Imports(bench, request).one(); }));
  auto sending = page(http::Method::post, "/imports", asked,
                      [&bench](const http::Request& request) { return Imports(bench, request).sent(); });
  sending.accepts = {http::multipart_type};
  routes.push_back(std::move(sending));
  return routes;
}

}  // namespace filrouge::pages
