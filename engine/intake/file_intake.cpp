#include "engine/intake/file_intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "engine/core/text/digest.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/cnaf_vrsb0801.hpp"
#include "engine/formats/file_digest.hpp"
#include "engine/formats/ndjson.hpp"
#include "engine/formats/open_file.hpp"
#include "engine/formats/rdv_insertion_webhooks.hpp"
#include "engine/formats/table_dossiers.hpp"
#include "engine/formats/workbook_dossiers.hpp"
#include "engine/formats/workbook_kind.hpp"
#include "engine/store/near_dossier.hpp"

namespace filrouge {
namespace {

/// Of a file of so few dossiers, a new number close to a known one is asked about.
constexpr std::size_t most_asked_about = 20;

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

/// Why a dossier that the base lacks is not made: it has one whose number is nearly the same.
std::optional<Reject> taken_for_another(Base& base, const std::string& file, const Record& record,
                                        std::uint64_t line) {
  const auto known = near_dossier(base, record.dossier);
  if (!known) return std::nullopt;
  return Reject{
      file,
      line,
      0,
      record.dossier,
      "dossier",
      fmt::format("la base n'a pas ce numéro, mais un autre, presque le même ; voulez-vous dire{} ? rien "
                  "n'est créé ; si c'est bien un autre dossier, ajoutez --nouveaux",
                  is_number_like(*known) ? " " + *known : " celui-là")};
}

void read_dossiers(Import& import, Base& base, DossierSource& source, const IntakeFile& file,
                   IntakeTally& tally, const IntakeWatch& watch) {
  struct Read {
    Record record;
    std::uint64_t line;
    std::string part;
  };
  const auto merge = [&](Read&& read) {
    auto& [record, line, part] = read;
    for (const auto& remark : record.remarks) {
      const auto path = without_ranks(remark.where);
      ++tally.remarks[file.name + ": " + (path.empty() ? "" : path + " : ") + remark.text];
    }
    auto refused = source.seen_on()    ? import.observe(std::move(record), *source.seen_on(), line)
                   : source.notifies() ? import.notified(std::move(record), tally.notified, line)
                                       : import.merge(std::move(record), line);
    for (auto& each : refused) {
      if (!part.empty()) each.where = part + (each.where.empty() ? "" : ", " + each.where);
      watch.reject(each);
    }
    watch.step();
  };
  // A system names its dossiers itself, and a caseload is no slip of the hand.
  bool few = !file.new_numbers && !source.seen_on() && !source.notifies();
  std::vector<Read> first;
  Record record;
  Reject reject;
  for (auto status = source.next(record, reject); status != ReadStatus::end;
       status = source.next(record, reject)) {
    if (status == ReadStatus::reject) {
      import.reject(reject);
      watch.reject(reject);
    } else if (few && first.size() < most_asked_about) {
      first.push_back({std::move(record), source.line(), source.part()});
    } else {
      few = false;
      for (auto& held : first) merge(std::move(held));
      first.clear();
      merge({std::move(record), source.line(), source.part()});
    }
  }
  for (auto& held : first) {
    if (const auto doubt = taken_for_another(base, file.name, held.record, held.line)) {
      import.ask(*doubt);
      watch.reject(*doubt);
    } else {
      merge(std::move(held));
    }
  }
}

}  // namespace

std::string format_named(const std::string& file) {
  const auto extension = std::filesystem::path(file).extension();
  if (extension == ".csv" || extension == ".txt") return "csv";
  if (extension == ".xml") return "cnaf";
  for (const auto* workbook : {".xlsx", ".xlsm", ".xlsb", ".ods", ".fods", ".xls"})
    if (fold(extension.string()) == workbook) return "classeur";
  if (extension.empty() || extension == ".ndjson" || extension == ".jsonl" || extension == ".json")
    return "ndjson";
  return {};
}

std::unique_ptr<DossierSource> open_source(const IntakeFile& file) {
  const auto& format = file.format;
  if (format == "csv" || format == "classeur") {
    if (!file.page)
      throw FormatError(
          fmt::format("{} : un {} se lit avec --correspondance FICHIER.yaml, qui dit ce que contient chaque "
                      "colonne (voir docs/importer.md)",
                      file.name, format == "csv" ? "fichier CSV" : "classeur"));
    if (format == "csv" && std::filesystem::is_regular_file(file.path) &&
        begins_as_workbook(*open_file(file.path)))
      throw FormatError(fmt::format(
          "{} : c'est un classeur, sous un nom de CSV ; importez-le par --depuis classeur", file.name));
    auto page = *file.page;
    page.nir_key = file.nir_key;
    if (file.name != file.path) page.file_name = file.name;
    if (format == "csv") return std::make_unique<TableDossiers>(file.path, page);
    return std::make_unique<WorkbookDossiers>(file.path, page, file.sheet);
  }
  if (format == "cnaf") return std::make_unique<CnafFlux>(file.path, file.nir_key);
  if (format == "webhooks") return std::make_unique<RdvInsertionWebhooks>(file.path, file.departement);
  return std::make_unique<DossierStream>(file.path, UnnamedActs::by_content);
}

void IntakeTally::add(const ImportCounts& file) {
  counts.new_dossiers += file.new_dossiers;
  counts.changed_dossiers += file.changed_dossiers;
  counts.unchanged_dossiers += file.unchanged_dossiers;
  counts.new_persons += file.new_persons;
  counts.new_attributes += file.new_attributes;
  counts.new_events += file.new_events;
  counts.unchanged_events += file.unchanged_events;
  counts.rejects += file.rejects;
  counts.joined += file.joined;
  counts.separated += file.separated;
  counts.corrected += file.corrected;
  counts.doubted += file.doubted;
}

bool bring_file(Import& import, Base& base, const Model& rules, const IntakeFile& file,
                const std::string& now, IntakeTally& tally, const IntakeWatch& watch) {
  ImportFile identity{file.name, file.format, {}, 0, rules.digest, now};
  if (std::filesystem::is_regular_file(file.path)) {
    auto digest = file_digest(file.path);
    identity.bytes = digest.bytes;
    // Two files of nothing are not one file.
    if (digest.bytes > 0) identity.digest = std::move(digest.text);
    // Another sheet of the same workbook is another reading.
    if (digest.bytes > 0 && !file.sheet.empty())
      identity.digest += fmt::format("/feuille:{:016x}", stable_hash(fold(file.sheet)));
  }
  // Given again with the key, the file will tell more.
  if (file.lacks_key && !identity.digest.empty()) identity.digest += "/sans-cle";
  const auto source = open_source(file);
  identity.system = source->named_by();
  identity.reading = source->reading();
  if (const auto earlier = import.begin_file(identity)) {
    watch.line(fmt::format("{} : déjà importé{}, rien à faire", file.name,
                           earlier->empty() ? "" : " le " + *earlier));
    return false;
  }
  if (import.counts().replaced_passes > 0)
    watch.line(fmt::format(
        "{} : la page a changé depuis qu'il a été lu : {}, et relu avec celle-ci ; ce que d'autres fichiers, "
        "importés depuis, disaient comme lui revient si vous les "
        "redonnez",
        file.name,
        counted(import.counts().replaced, "ligne retirée de la base", "lignes retirées de la base")));
  if (const auto flux = source->flux()) import.begin_flux(*flux);
  read_dossiers(import, base, *source, file, tally, watch);
  if (const auto flux = source->flux())
    for (const auto& news : import.end_flux(*flux)) watch.line(fmt::format("{} : {}", file.name, news));
  if (const auto unread = source->left_unread(); !unread.empty())
    watch.line(fmt::format("{} : {}", file.name, unread));
  for (const auto& warning : source->warnings())
    watch.line(fmt::format("{} : attention : {}", file.name, visible_line(warning)));
  for (const auto& [what, often] : import.left_out().said) tally.remarks[file.name + ": " + what] += often;
  tally.left_out += import.left_out().count;
  tally.add(import.counts());
  return true;
}

std::vector<std::string> told(const IntakeTally& tally, const std::string& base) {
  std::vector<std::string> lines;
  for (const auto& [remark, count] : tally.remarks)
    lines.push_back(fmt::format("remarque : {}{}", visible_line(remark),
                                count > 1 ? fmt::format(" ({} fois)", count) : std::string()));
  const auto& counts = tally.counts;
  lines.push_back(fmt::format("{} : {}, {}, {}", base,
                              counted(counts.new_dossiers, "dossier nouveau", "dossiers nouveaux"),
                              counted(counts.changed_dossiers, "complété", "complétés"),
                              counted(counts.unchanged_dossiers, "inchangé", "inchangés")));
  lines.push_back(fmt::format(
      "  {}, {}, {} ({} déjà là)", counted(counts.new_persons, "personne nouvelle", "personnes nouvelles"),
      counted(counts.new_attributes, "attribut nouveau", "attributs nouveaux"),
      counted(counts.new_events, "événement nouveau", "événements nouveaux"), counts.unchanged_events));
  if (tally.left_out > 0)
    lines.push_back(
        fmt::format("  {} que les règles ne connaissent pas",
                    counted(tally.left_out, "élément laissé de côté", "éléments laissés de côté")));
  if (const auto& told = tally.notified; told.corrected + told.cancelled + told.older > 0)
    lines.push_back(fmt::format("  actes déjà connus : {}, {}, {} plus vieux que ce qui est su, laissés",
                                counted(told.corrected, "correction", "corrections"),
                                counted(told.cancelled, "annulation", "annulations"),
                                counted(told.older, "état", "états")));
  if (tally.typed_anew > 0)
    lines.push_back(
        fmt::format("  {} pour que ces règles les lisent plus vite",
                    counted(tally.typed_anew, "dossier déjà là, préparé", "dossiers déjà là, préparés")));
  if (counts.joined + counts.separated + counts.corrected + counts.doubted > 0)
    lines.push_back(fmt::format("  qui est qui : {}, {}, {}, {} (filrouge rapprochements --base {})",
                                counted(counts.joined, "rapprochement", "rapprochements"),
                                counted(counts.separated, "séparation", "séparations"),
                                counted(counts.corrected, "correction", "corrections"),
                                counted(counts.doubted, "doute à trancher", "doutes à trancher"), base));
  lines.push_back(fmt::format("  {}", counted(counts.rejects, "rejet", "rejets")));
  return lines;
}

}  // namespace filrouge
