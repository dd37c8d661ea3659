#include "apps/filrouge/importer.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
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
#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/formats/csv_dossiers.hpp"
#include "engine/formats/file_digest.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/store/import.hpp"
#include "engine/systems/system.hpp"

namespace filrouge {
namespace {

struct Options {
  std::string format;
  std::string correspondence;
  std::string base;
  std::string group;
  std::vector<std::string> files, rules;
  SystemChoice system;
  bool strict = false;
};

/// What the run says at its end.
struct Tally {
  ImportCounts counts;
  std::map<std::string, std::uint64_t> remarks;  ///< the same remark, whatever the dossier, with how often
  std::uint64_t left_out = 0;                    ///< what the rules do not know
  std::uint64_t typed_anew = 0;                  ///< dossiers that the base kept typed by other rules, or not

  void add(const ImportCounts& file) {
    counts.new_dossiers += file.new_dossiers;
    counts.changed_dossiers += file.changed_dossiers;
    counts.unchanged_dossiers += file.unchanged_dossiers;
    counts.new_persons += file.new_persons;
    counts.new_attributes += file.new_attributes;
    counts.new_events += file.new_events;
    counts.unchanged_events += file.unchanged_events;
    counts.rejects += file.rejects;
  }
};

FormatError unread_format(const std::string& what) {
  return FormatError(
      fmt::format("{} ; formats lus : ndjson, csv (avec --correspondance), cnaf ; et, avec --url, webrsa, "
                  "rdv-insertion, carnet-de-bord\n"
                  "  Un classeur XLSX ou un export d'un autre logiciel s'enregistre en CSV, puis s'importe "
                  "avec --depuis csv.",
                  what));
}

std::string format_of(const Options& options, const std::string& file) {
  if (!options.format.empty()) return options.format;
  const auto extension = std::filesystem::path(file).extension();
  if (extension == ".csv" || extension == ".txt") return "csv";
  if (extension == ".xml") return "cnaf";
  if (extension.empty() || extension == ".ndjson" || extension == ".jsonl" || extension == ".json")
    return "ndjson";
  throw unread_format(
      fmt::format("{} : « {} » ne dit pas de quel format est ce fichier, dites-le par --depuis", file,
                  extension.string()));
}

std::unique_ptr<DossierSource> open_source(const Options& options, const std::string& file,
                                           const std::string& format) {
  if (format == "csv") {
    if (options.correspondence.empty())
      throw FormatError(
          "un fichier CSV se lit avec --correspondance FICHIER.yaml, qui dit ce que contient chaque colonne "
          "(voir docs/importer.md)");
    return std::make_unique<CsvDossiers>(file, read_correspondence(options.correspondence));
  }
  if (format == "cnaf") return std::make_unique<CnafFlux>(file);
  return std::make_unique<DossierStream>(file);
}

/// `evenements/3/champs/lieux` and `evenements/7/champs/lieux` are one remark.
std::string without_ranks(const std::string& where) {
  std::string path;
  for (std::size_t at = 0; at <= where.size();) {
    const auto slash = std::min(where.find('/', at), where.size());
    const auto part = where.substr(at, slash - at);
    const bool rank = !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
    if (!path.empty()) path += '/';
    path += rank ? "…" : part;
    at = slash + 1;
  }
  return path;
}

void list(const Reject& reject) {
  recount(display(reject) + "\n");
}

void read_dossiers(Import& import, DossierSource& source, const std::string& file, Tally& tally) {
  Progress progress(file);
  Record record;
  Reject reject;
  for (auto status = source.next(record, reject); status != ReadStatus::end;
       status = source.next(record, reject)) {
    if (status == ReadStatus::reject) {
      import.reject(reject);
      list(reject);
      continue;
    }
    for (const auto& remark : record.remarks) {
      const auto path = without_ranks(remark.where);
      ++tally.remarks[file + ": " + (path.empty() ? "" : path + " : ") + remark.text];
    }
    const auto refused = source.seen_on()
                             ? import.observe(std::move(record), *source.seen_on(), source.line())
                             : import.merge(std::move(record), source.line());
    for (const auto& each : refused) list(each);
    progress.step();
  }
}

void import_file(Import& import, const Options& options, const Model& rules, const std::string& file,
                 Tally& tally) {
  const auto format = format_of(options, file);
  ImportFile identity{file, format, {}, 0, rules.digest, utc_now()};
  if (std::filesystem::is_regular_file(file)) {
    auto digest = file_digest(file);
    identity.bytes = digest.bytes;
    // Two files of nothing are not one file.
    if (digest.bytes > 0) identity.digest = std::move(digest.text);
  }
  if (const auto earlier = import.begin_file(identity)) {
    recount(
        fmt::format("{} : déjà importé{}, rien à faire\n", file, earlier->empty() ? "" : " le " + *earlier));
    return;
  }
  const auto source = open_source(options, file, format);
  read_dossiers(import, *source, file, tally);
  for (const auto& warning : source->warnings())
    recount(fmt::format("{} : attention : {}\n", file, visible_line(warning)));
  for (const auto& [what, often] : import.left_out().said) tally.remarks[file + ": " + what] += often;
  tally.left_out += import.left_out().count;
  tally.add(import.counts());
}

void print_tally(const Tally& tally, const Options& options) {
  for (const auto& [remark, count] : tally.remarks)
    recount(fmt::format("remarque : {}{}\n", visible_line(remark),
                        count > 1 ? fmt::format(" ({} fois)", count) : std::string()));
  const auto& counts = tally.counts;
  recount(fmt::format("{} : {}, {}, {}\n", options.base,
                      counted(counts.new_dossiers, "dossier nouveau", "dossiers nouveaux"),
                      counted(counts.changed_dossiers, "complété", "complétés"),
                      counted(counts.unchanged_dossiers, "inchangé", "inchangés")));
  recount(fmt::format(
      "  {}, {}, {} ({} déjà là)\n", counted(counts.new_persons, "personne nouvelle", "personnes nouvelles"),
      counted(counts.new_attributes, "attribut nouveau", "attributs nouveaux"),
      counted(counts.new_events, "événement nouveau", "événements nouveaux"), counts.unchanged_events));
  if (tally.left_out > 0)
    recount(fmt::format("  {} que les règles ne connaissent pas\n",
                        counted(tally.left_out, "élément laissé de côté", "éléments laissés de côté")));
  if (tally.typed_anew > 0)
    recount(fmt::format("  {} pour que ces règles les lisent plus vite\n",
                        counted(tally.typed_anew, "dossier déjà là, préparé", "dossiers déjà là, préparés")));
  recount(fmt::format("  {}\n", counted(counts.rejects, "rejet", "rejets")));
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

/// Dossiers read in the database of another system: `importer --depuis webrsa --url …`.
int bring_from_system(const Options& options, Tally& tally) {
  if (!options.files.empty())
    throw FormatError("--depuis " + options.format +
                      " lit une base de données, que dit --url : ne donnez pas de fichier avec elle");
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

int bring(const Options& options, Tally& tally) {
  if (std::ranges::count(systems::system_names(), options.format) > 0)
    return bring_from_system(options, tally);
  if (!options.system.url.empty())
    throw FormatError(
        "--url dit où est une base de données : donnez aussi --depuis (webrsa, rdv-insertion, "
        "carnet-de-bord)");
  if (options.files.empty())
    throw FormatError(
        "aucun fichier à importer : donnez-en un, ou la base d'un logiciel : --depuis webrsa --url "
        "postgresql://…");
  if (!options.format.empty() && options.format != "ndjson" && options.format != "csv" &&
      options.format != "cnaf")
    throw unread_format(fmt::format("le format « {} » n'est pas lu", options.format));
  // What can be seen to be unreadable is refused before anything is written.
  for (const auto& file : options.files) {
    const auto format = format_of(options, file);
    if (!told_once(file)) open_source(options, file, format);
  }
  const auto rules = known_words(options);
  if (!rules) return exit_bad_input;
  const auto& model = rules->model();
  Base base(options.base, BaseAccess::write, rights_of(options.group));
  if (const auto open = open_to_all(options.base); !open.empty()) say("remarque : {}\n", open);
  if (options.strict) {
    // One transaction for all the files: a single reject, and nothing is kept of any.
    Import import(base, model.vocabulary);
    for (const auto& file : options.files) import_file(import, options, model, file, tally);
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
      import_file(import, options, model, file, tally);
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

int import_all(const Options& options) {
  Tally tally;
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
  verb->add_option("fichiers", options->files, "Fichiers à importer ; « - » pour l'entrée standard (NDJSON)")
      ->check(written_path());
  verb->add_option("--base", options->base, "Base SQLite ; elle est créée si elle n'existe pas")
      ->check(written_path())
      ->required();
  verb->add_option(
      "--depuis", options->format,
      "Format : ndjson, csv ou cnaf (flux mensuel VRSB0801) ; sinon d'après le nom du fichier. webrsa, "
      "rdv-insertion, carnet-de-bord : la base que dit --url");
  add_system_options(*verb, options->system);
  verb->add_option("--correspondance", options->correspondence,
                   "Pour un CSV : ce que contient chaque colonne (YAML)")
      ->check(written_path());
  add_group_option(*verb, options->group);
  verb->add_option("--regles", options->rules,
                   "Fichiers ou dossiers de règles, dont la base garde les mots ; par défaut ./rules, sinon "
                   "les règles installées")
      ->check(written_path());
  verb->add_flag("--strict", options->strict, "Un seul rejet, et rien n'est écrit (code 2)");
  verb->footer(
      "Exemple :\n  filrouge importer --depuis cnaf --base rsa64.db RSABEM_2026-10.xml\n"
      "Importer deux fois le même fichier ne change rien. Codes : 0 fait, 2 entrée illisible ou refusée.");
  verb->callback([options, &exit_code] { exit_code = import_all(*options); });
}

}  // namespace filrouge
