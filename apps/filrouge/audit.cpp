#include "apps/filrouge/audit.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "apps/filrouge/caller.hpp"
#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/question.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/serveur/acces/audit.hpp"
#include "apps/serveur/acces/audit_check.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/csv_cell.hpp"

namespace filrouge {
using namespace acces;

namespace {

struct Options {
  std::string base, file;
  bool check = false;
  std::string heads, head_to;
  std::string dossier, account, kind, from, until;
  std::string format = "texte";
  OutputOptions output;
};

int check(const Options& options) {
  AccessFile file(options.base, options.file, KeyCheck::any);
  const auto heads = options.heads.empty() ? std::vector<AuditHead>{} : read_heads(options.heads);
  const auto checked = check_audit(file, heads);
  if (!checked.whole()) {
    std::string told = "Le journal n'est pas entier :\n";
    for (const auto& fault : checked.faults) told += "  " + fault.said + "\n";
    if (!options.head_to.empty()) told += "Sa tête n'est pas écrite.\n";
    recount(told);
    return exit_found;
  }
  recount(fmt::format(
      "Le journal est entier : {}{}.\n", counted(checked.entries, "entrée", "entrées"),
      heads.empty()
          ? std::string()
          : ", d'accord avec " + counted(heads.size(), "tête gardée", "têtes gardées") + " au-dehors"));
  if (heads.empty())
    recount("Sans --tetes, une fin coupée par qui peut écrire dans le fichier d'accès ne se verrait pas.\n");
  if (!options.head_to.empty()) append_head(options.head_to, Audit(file).head(), this_second());
  return exit_done;
}

int write_head(const Options& options) {
  AccessFile file(options.base, options.file);
  const auto head = Audit(file).head();
  append_head(options.head_to, head, this_second());
  recount(fmt::format("Tête écrite dans « {} » : entrée {}.\n", visible_line(options.head_to), head.number));
  return exit_done;
}

std::string dossier_in_words(const AuditEntry& entry) {
  return entry.forgotten ? "un dossier oublié" : entry.dossier.empty() ? "" : "dossier " + entry.dossier;
}

void write_entry(std::ostream& out, const AuditEntry& entry, const std::string& format) {
  if (format == "csv") {
    out << entry.number << ';' << utc_text(entry.at);
    for (const auto* text : {&entry.account, &entry.role, &entry.what, &entry.dossier})
      out << ';' << csv_cell(*text);
    out << ';' << (entry.forgotten ? "oui" : "non") << ';' << csv_cell(entry.detail) << "\r\n";
  } else if (format == "ndjson") {
    const auto told = [](const std::string& text) {
      return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
    };
    out << nlohmann::ordered_json{{"numero", entry.number},
                                  {"heure", utc_text(entry.at)},
                                  {"compte", told(entry.account)},
                                  {"role", told(entry.role)},
                                  {"quoi", entry.what},
                                  {"dossier", told(entry.dossier)},
                                  {"dossier_oublie", entry.forgotten},
                                  {"detail", told(entry.detail)}}
               .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
        << "\n";
  } else {
    std::string line = fmt::format("{} · {} · {}", entry.number, utc_text(entry.at),
                                   entry.account.empty() ? "nom inconnu" : entry.account);
    if (!entry.role.empty()) line += " (" + entry.role + ")";
    line += " · " + entry.what;
    for (const auto& part : {dossier_in_words(entry), entry.detail})
      if (!part.empty()) line += " · " + part;
    out << visible_line(line) << "\n";
  }
}

bool asked(const Options& options, AuditQuestion& question) {
  question.dossier = options.dossier;
  question.account = options.account;
  if (!options.kind.empty()) question.kind = audit_kind_named(options.kind);
  Date from, until;
  if (!read_day(options.from, "--du", {}, from) || !read_day(options.until, "--au", {}, until)) return false;
  const auto start = [](Date day) { return Moment(std::chrono::sys_days(std::chrono::days(day.days))); };
  if (from.known()) question.from = start(from);
  if (until.known()) question.until = start(until + 1);
  if (!from.known() || !until.known() || from <= until) return true;
  say("--du : le {} vient après le --au, le {}\n", iso_date(from), iso_date(until));
  return false;
}

int search(const Options& options) {
  AuditQuestion question;
  if (!asked(options, question)) return exit_bad_input;
  AccessFile file(options.base, options.file);
  Audit audit(file);
  auto page = audit.search(question);
  // Told before it is shown; of a number that is nobody's, no key is made.
  audit.append({"ligne de commande", "machine:" + unix_account()}, AuditKind::lecture_journal,
               page.empty() ? std::string() : options.dossier, options.account.empty() ? "" : "d'un compte",
               this_second());
  const std::vector<std::string> read{options.base, file.path(), file.key_path()};
  const auto output = open_output(options.output, Tells::persons, read);
  auto& out = output->stream();
  if (options.format == "csv") out << "numero;heure;compte;role;quoi;dossier;dossier_oublie;detail\r\n";
  std::uint64_t count = 0;
  for (; !page.empty(); page = audit.search(question)) {
    for (const auto& entry : page) write_entry(out, entry, options.format);
    count += page.size();
    question.before = page.back().number;
  }
  if (options.format == "texte")
    out << (count == 0 ? "Aucune entrée.\n"
                       : counted(count, "entrée", "entrées") + ", la dernière d'abord ; heures UTC.\n");
  output->keep();
  return exit_done;
}

int run(const Options& options) {
  return reading([&] {
    if (options.check || !options.heads.empty()) return check(options);
    return options.head_to.empty() ? search(options) : write_head(options);
  });
}

std::vector<std::string> kind_words() {
  std::vector<std::string> words;
  for (const auto kind : every_audit_kind()) words.emplace_back(word_of(kind));
  return words;
}

}  // namespace

void add_audit(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("audit", "Dit qui a fait quoi au banc d'une base, et si ce journal est entier");
  verb->add_option("--base", options->base, "Base SQLite")->check(written_path())->required();
  verb->add_option("--acces", options->file, "Fichier d'accès ; par défaut celui de la base, BASE.acces")
      ->check(written_path());
  auto* check =
      verb->add_flag("--verifier", options->check,
                     "Relit la chaîne du journal : une entrée retouchée ou retirée est nommée (code 1)");
  auto* heads = verb->add_option("--tetes", options->heads,
                                 "Vérifie aussi contre les têtes gardées au-dehors : une fin coupée se voit")
                    ->check(written_path());
  auto* head_to =
      verb->add_option("--tete-vers", options->head_to,
                       "Ajoute la tête du journal, numéro et empreinte, à ce fichier, gardé ailleurs")
          ->check(written_path());
  for (auto* search :
       {verb->add_option("--dossier", options->dossier, "Qui a ouvert ou changé ce dossier, et quand"),
        verb->add_option("--compte", options->account, "Ce qu'a fait ce compte"),
        verb->add_option("--quoi", options->kind, "Une sorte d'entrée : lecture_dossier, refus, edition…")
            ->check(CLI::IsMember(kind_words())),
        verb->add_option("--du", options->from, "À partir de ce jour (2026-04-02, heure UTC)"),
        verb->add_option("--au", options->until, "Jusqu'à ce jour compris")})
    search->excludes(check)->excludes(heads)->excludes(head_to);
  verb->add_option("--format", options->format, "texte, csv ou ndjson")
      ->check(CLI::IsMember({"texte", "csv", "ndjson"}));
  add_output_options(*verb, options->output);
  verb->footer(
      "Exemple :\n  filrouge audit --base rsa64.db --dossier 64-0001234\n"
      "  filrouge audit --base rsa64.db --verifier --tetes /mnt/coffre/tetes --tete-vers /mnt/coffre/tetes\n"
      "Lire le journal s'y écrit aussi. Écrivez sa tête ailleurs chaque nuit : sans elle, une fin coupée ne "
      "se voit "
      "pas.");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace filrouge
