#include "apps/filrouge/importer.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/filrouge/system_import.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/files/file_error.hpp"
#include "engine/files/rights.hpp"
#include "engine/files/secret_file.hpp"
#include "engine/formats/csv_rows.hpp"
#include "engine/formats/open_file.hpp"
#include "engine/formats/proposed_page.hpp"
#include "engine/formats/workbook_dossiers.hpp"
#include "engine/identity/nir_key.hpp"
#include "engine/intake/file_intake.hpp"
#include "engine/intake/understood.hpp"
#include "engine/store/demonstration.hpp"
#include "engine/store/import.hpp"
#include "engine/store/nir_key_held.hpp"
#include "engine/systems/system.hpp"

namespace filrouge {
namespace {

/// As the base calls the files of those of rdv-insertion: what it calls « rdv-insertion » is a database.
constexpr const char* webhooks = "webhooks";

struct Options {
  std::string format;
  std::string correspondence;
  std::string proposed;  ///< the file to propose a page for
  std::string sheet;
  std::string base;
  std::string group;
  std::vector<std::string> files, rules;
  std::string nir_key_file;
  std::optional<NirKey> nir_key;
  bool change_key = false;
  bool lacks_key = false;  ///< the base compares NIRs under a key, which is not given
  SystemChoice system;
  bool strict = false;
  bool trial = false;
  bool new_numbers = false;
  bool demonstration = false;
};

FormatError unread_format(const std::string& what) {
  return FormatError(fmt::format(
      "{} ; formats lus : ndjson, csv et classeur (avec --correspondance), cnaf, rdv-insertion (ses "
      "webhooks) ; et, avec --url, webrsa, rdv-insertion, carnet-de-bord\n"
      "  Un export d'un autre logiciel s'enregistre en CSV ou en classeur XLSX, puis s'importe avec "
      "--depuis csv ou --depuis classeur.",
      what));
}

/// « --depuis rdv-insertion » with a file, and no database.
bool reads_webhooks(const Options& options) {
  return options.format == "rdv-insertion" && options.system.url.empty() && !options.files.empty();
}

bool reads_database(const Options& options) {
  return std::ranges::count(systems::system_names(), options.format) > 0 && !reads_webhooks(options);
}

std::string format_of(const Options& options, const std::string& file) {
  if (reads_webhooks(options)) return webhooks;
  if (!options.format.empty()) return options.format;
  if (auto format = format_named(file); !format.empty()) return format;
  throw unread_format(
      fmt::format("{} : « {} » ne dit pas de quel format est ce fichier, dites-le par --depuis", file,
                  std::filesystem::path(file).extension().string()));
}

IntakeFile given(const Options& options, const std::string& file) {
  IntakeFile it{file, file, format_of(options, file)};
  it.sheet = options.sheet;
  it.departement = options.system.departement;
  it.nir_key = options.nir_key ? &*options.nir_key : nullptr;
  it.lacks_key = options.lacks_key;
  it.new_numbers = options.new_numbers;
  const bool is_table = it.format == "csv" || it.format == "classeur";
  if (is_table && !options.correspondence.empty()) it.page = read_correspondence(options.correspondence);
  return it;
}

void list(const Reject& reject) {
  recount(display(reject) + "\n");
}

void import_file(Import& import, Base& base, const Options& options, const Model& rules,
                 const std::string& file, IntakeTally& tally) {
  Progress progress(file);
  const IntakeWatch watch{list, [](const std::string& line) { recount(line + "\n"); },
                          [&progress] { progress.step(); }};
  bring_file(import, base, rules, given(options, file), utc_now(), tally, watch);
}

void print_tally(const IntakeTally& tally, const Options& options) {
  for (const auto& line : told(tally, options.base)) recount(line + "\n");
}

/// What a pipe tells is told once: it is not looked into first.
bool told_once(const std::string& file) {
  namespace fs = std::filesystem;
  return file == "-" || (fs::exists(file) && !fs::is_regular_file(file) && !fs::is_directory(file));
}

/// The rules whose words the base keeps. Without any the import is refused: all would be left out, or all
/// kept, names and numbers that nobody reads included.
std::unique_ptr<LoadedRules> known_words(const Options& options) {
  const auto paths = rule_paths(options.rules);
  if (options.rules.empty() && !std::filesystem::exists(paths.front())) {
    say("la base ne garde que les attributs et les champs que des règles connaissent, et il n'y a ici ni "
        "« rules » ni règles installées ({}) : donnez-les par --regles DOSSIER. Rien n'a été fait.\n",
        paths.front().string());
    return nullptr;
  }
  return load_runnable(options.rules, "fr");
}

/// Nobody is recognised by her NIR under two keys.
void hold_key(Base& base, Options& options) {
  if (!options.nir_key) {
    options.lacks_key = !nir_key_held(base).empty();
    if (options.lacks_key)
      say("remarque : {} compare les NIR sous une clé ; sans --cle-nir, ceux de ces fichiers ne sont pas "
          "lus\n",
          options.base);
    return;
  }
  if (const auto erased = hold_nir_key(base, options.nir_key->id(), options.change_key); erased > 0)
    say("la clé a changé : {} de l'ancienne ; réimportez les fichiers qui les donnent\n",
        counted(erased, "empreinte de NIR est effacée", "empreintes de NIR sont effacées"));
}

/// Dossiers read in the database of another system: `importer --depuis webrsa --url …`.
int bring_from_system(Options& options, IntakeTally& tally) {
  if (!options.files.empty())
    throw FormatError(
        "--depuis " + options.format +
        " lit une base de données, que dit --url : ne donnez pas de fichier avec elle" +
        (options.format == "rdv-insertion" ? " (sans --url, c'est un fichier de webhooks)" : ""));
  auto choice = options.system;
  choice.name = options.format;
  SystemImport source(std::move(choice));
  const auto rules = known_words(options);
  if (!rules) return exit_bad_input;
  Base base(options.base, BaseAccess::write, rights_of(options.group));
  if (const auto open = open_to_all(options.base); !open.empty()) say("remarque : {}\n", open);
  Import import(base, rules->model().vocabulary);
  source.bring(base, import, rules->model().digest, list);
  for (const auto& [what, often] : import.left_out().said)
    tally.remarks[source.name() + ": " + what] += often;
  tally.left_out += import.left_out().count;
  tally.add(import.counts());
  if (options.strict && tally.counts.rejects > 0) {
    say("{} et --strict : rien n'est écrit dans {}\n", counted(tally.counts.rejects, "rejet", "rejets"),
        options.base);
    return exit_bad_input;
  }
  import.commit();
  tally.typed_anew += import.typed_anew();
  base.settle();
  print_tally(tally, options);
  return exit_done;
}

/// What can be seen to be unreadable is refused before anything is written.
void check(Options& options) {
  if (!options.system.url.empty())
    throw FormatError(
        "--url dit où est une base de données : donnez aussi --depuis (webrsa, rdv-insertion, "
        "carnet-de-bord)");
  if (options.files.empty())
    throw FormatError(
        "aucun fichier à importer : donnez-en un, ou la base d'un logiciel : --depuis webrsa --url "
        "postgresql://…");
  constexpr std::string_view formats[] = {"ndjson", "csv", "classeur", "cnaf"};
  if (!options.format.empty() && !reads_webhooks(options) &&
      std::ranges::find(formats, options.format) == std::end(formats))
    throw unread_format(fmt::format("le format « {} » n'est pas lu", options.format));
  if (options.change_key && options.strict)
    throw FormatError(
        "--changer-cle efface ce qui était gardé sous l'ancienne clé, ce que --strict ne saurait défaire : "
        "donnez l'un sans l'autre");
  if (options.change_key && options.nir_key_file.empty())
    throw FormatError("--changer-cle demande --cle-nir FICHIER, la nouvelle clé");
  if (!options.nir_key_file.empty())
    options.nir_key.emplace(read_secret(options.nir_key_file, NirKey::least_bytes));
  for (const auto& file : options.files) {
    const auto format = format_of(options, file);
    if (!options.sheet.empty() && format != "classeur")
      throw FormatError(file + " : --feuille ne va qu'avec un classeur, et ce fichier se lit comme " +
                        format);
    if (!told_once(file) || format == "classeur") open_source(given(options, file));
  }
}

/// The files as they would be understood.
int try_out(Options& options) {
  return reading([&] {
    if (reads_database(options))
      throw FormatError(
          "--essai lit des fichiers ; la base d'un logiciel se lit en place, sans rien y écrire");
    check(options);
    const auto rules = known_words(options);
    if (!rules) return exit_bad_input;
    const auto output = open_output({}, Tells::persons, options.files);
    std::uint64_t rejects = 0;
    for (const auto& file : options.files) {
      const auto source = open_source(given(options, file));
      rejects += show_understood(output->stream(), *source, rules->model().vocabulary, file).rejects;
    }
    output->keep();
    return options.strict && rejects > 0 ? exit_bad_input : exit_done;
  });
}

int bring(Options& options, IntakeTally& tally) {
  if (reads_database(options)) return bring_from_system(options, tally);
  check(options);
  const auto rules = known_words(options);
  if (!rules) return exit_bad_input;
  const auto& model = rules->model();
  Base base(options.base, BaseAccess::write, rights_of(options.group));
  if (options.demonstration) mark_demonstration(base);
  if (const auto open = open_to_all(options.base); !open.empty()) say("remarque : {}\n", open);
  hold_key(base, options);
  if (options.strict) {
    // One transaction for all the files: a single reject, and nothing is kept of any.
    Import import(base, model.vocabulary);
    for (const auto& file : options.files) import_file(import, base, options, model, file, tally);
    if (tally.counts.rejects > 0) {
      say("{} et --strict : rien n'est écrit dans {}\n", counted(tally.counts.rejects, "rejet", "rejets"),
          options.base);
      return exit_bad_input;
    }
    import.commit();
    tally.typed_anew += import.typed_anew();
  } else {
    for (const auto& file : options.files) {
      Import import(base, model.vocabulary);
      import_file(import, base, options, model, file, tally);
      import.commit();
      tally.typed_anew += import.typed_anew();
    }
  }
  if (!base.settle())
    say("remarque : « {} » est lue en ce moment : d'ici la fin de cette lecture, une copie de ce "
        "seul fichier n'aurait pas tout\n",
        options.base);
  print_tally(tally, options);
  return exit_done;
}

/// A first page of correspondences, for the file as it is named.
int propose(const Options& options) {
  if (!options.base.empty() || !options.files.empty()) {
    say("« --proposer FICHIER » va seul : il écrit une page et n'importe rien ; retirez {}\n",
        options.base.empty() ? "les autres fichiers" : "--base");
    return exit_bad_input;
  }
  const auto& file = options.proposed;
  return reading([&] {
    if (format_of(options, file) != "classeur") {
      fmt::print("{}", proposed_page(std::make_unique<CsvRows>(open_file(file), file, CsvLayout{}), file));
      return exit_done;
    }
    const auto workbook = open_workbook(file);
    const auto tab = choose_sheet(workbook->package(), workbook->tabs(), options.sheet);
    fmt::print("{}", proposed_page(workbook->rows(tab, {}), file));
    if (!options.sheet.empty())
      fmt::print(
          "# Cette feuille se dit à l'import par --feuille, ou ici par « feuille: », sous « fichier ».\n");
    return exit_done;
  });
}

int import_all(Options& options) {
  IntakeTally tally;
  const int code = reading([&] { return bring(options, tally); });
  const int failure = account_lost();
  if (failure == 0 || code != exit_done) return code;
  say("l'import est fait, et reste fait ; son compte rendu n'a pas pu être écrit en entier : {} (les "
      "rejets sont dans la table « rejets » de {})\n",
      system_reason(failure), options.base);
  return exit_bad_input;
}

}  // namespace

void add_importer(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("importer", "Verse dans une base les fichiers d'autres logiciels")->alias("import");
  auto* files = verb->add_option("fichiers", options->files,
                                 "Fichiers à importer ; « - » pour l'entrée standard (NDJSON)")
                    ->check(written_path())
                    ->required();
  auto* base = verb->add_option("--base", options->base, "Base SQLite ; elle est créée si elle n'existe pas")
                   ->check(written_path())
                   ->required();
  verb->add_option(
      "--depuis", options->format,
      "Format : ndjson, csv, classeur (XLSX, ODS, XLS) ou cnaf (flux mensuel VRSB0801) ; sinon d'après "
      "le nom du fichier. webrsa, rdv-insertion, carnet-de-bord : la base que dit --url ; rdv-insertion avec "
      "un fichier, sans --url : ses webhooks, un par ligne (NDJSON)");
  add_system_options(*verb, options->system);
  // Those systems have a database instead; what is lacking is said in their words.
  verb->get_option("--url")->each([files](const std::string&) { files->required(false); });
  verb->get_option("--depuis")->each([files](const std::string& format) {
    if (std::ranges::count(systems::system_names(), format) > 0) files->required(false);
  });
  verb->add_option("--correspondance", options->correspondence,
                   "Pour un CSV ou un classeur : ce que contient chaque colonne (YAML)")
      ->check(written_path());
  verb->add_option(
      "--feuille", options->sheet,
      "D'un classeur, la feuille à lire : son nom, ou son rang ; sinon celles que nomme la page, ou la "
      "seule visible qui soit remplie");
  verb->add_option_function<std::string>(
          "--proposer",
          [options, files, base](const std::string& file) {
            options->proposed = file;
            files->required(false);
            base->required(false);
          },
          "Seul : écrit une première page --correspondance d'après les titres de ce CSV ou de ce classeur, "
          "à vérifier ligne à ligne")
      ->check(written_path());
  add_group_option(*verb, options->group);
  verb->add_option("--regles", options->rules,
                   "Fichiers ou dossiers de règles, dont la base garde les mots ; par défaut ./rules, sinon "
                   "les règles installées")
      ->check(written_path());
  verb->add_option(
          "--cle-nir", options->nir_key_file,
          "Clé secrète (32 octets au moins, droits 600) sous laquelle les NIR se comparent sans être gardés")
      ->check(written_path());
  verb->add_flag(
      "--changer-cle", options->change_key,
      "La clé de --cle-nir remplace celle de la base : ce qui était gardé sous l'ancienne est effacé");
  verb->add_flag_callback(
      "--essai",
      [options, base] {
        options->trial = true;
        base->required(false);
      },
      "N'écrit rien : dit comment les premières lignes seraient comprises, ce qui est laissé de côté et "
      "pourquoi");
  verb->add_flag("--strict", options->strict, "Un seul rejet, et rien n'est écrit (code 2)");
  verb->add_flag("--demonstration", options->demonstration,
                 "La base, neuve, est de dossiers inventés : un compte de démonstration peut s'y ouvrir")
      ->needs(base);
  verb->add_flag("--nouveaux", options->new_numbers,
                 "Crée aussi un dossier dont le numéro est presque celui d'un dossier connu");
  verb->footer(
      "Exemple :\n  filrouge importer --depuis cnaf --base rsa64.db RSABEM_2026-10.xml\n"
      "Importer deux fois le même fichier ne change rien. Codes : 0 fait, 2 entrée illisible ou refusée.");
  verb->callback([options, &exit_code] {
    exit_code = !options->proposed.empty() ? propose(*options)
                : options->trial           ? try_out(*options)
                                           : import_all(*options);
  });
}

}  // namespace filrouge
