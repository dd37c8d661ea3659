#include "tests/apps/histoires_support.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/story.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/session/loaded_rules.hpp"

namespace filrouge::histoires {

namespace fs = std::filesystem;

const Program& shipped() {
  static const std::vector<fs::path> paths = {fs::path(FILROUGE_SOURCE_DIR) / "rules"};
  static const LoadedRules rules(paths, dsl::Extent::to_run);
  if (!rules.program) FAIL(rules.errors);
  return *rules.program;
}

namespace {

fs::path folder() {
  return fs::path(FILROUGE_SOURCE_DIR) / "examples/dossiers";
}

Date day(std::string_view iso) {
  const auto date = parse_iso_date(iso);
  if (!date) FAIL("not a day: " << iso);
  return *date;
}

bool named(const Finding& finding, std::string_view rule, std::string_view instance) {
  if (!instance.empty() && finding.instance != instance) return false;
  return finding.code == rule || finding.code.ends_with("." + std::string(rule));
}

}  // namespace

std::string Day::state(std::string_view procedure, std::string_view instance) const {
  for (const auto& one : findings_)
    if (one.nature == "etat" && one.procedure.ends_with(procedure) && one.instance == instance)
      return one.etat;
  return {};
}

std::string Day::line(std::string_view rule, std::string_view instance) const {
  std::string lines;
  for (const auto& one : findings_) {
    if (!named(one, rule, instance)) continue;
    if (!lines.empty()) lines += " ; ";
    lines += one.date.empty() ? "-" : one.date;
    if (!one.date_opposable.empty()) lines += "/" + one.date_opposable;
    lines += " " + one.statut;
  }
  return lines;
}

bool Day::irregular(std::string_view text) const {
  return std::ranges::any_of(findings_, [&](const Finding& one) {
    return one.nature == "irregularite" && one.libelle.find(text) != std::string::npos;
  });
}

const Finding* Day::proposal(std::string_view text) const {
  const auto found = std::ranges::find_if(findings_, [&](const Finding& one) {
    return one.nature == "proposition" && one.libelle.find(text) != std::string::npos;
  });
  return found == findings_.end() ? nullptr : &*found;
}

std::size_t Day::proposals_about(std::string_view procedure) const {
  return static_cast<std::size_t>(std::ranges::count_if(findings_, [&](const Finding& one) {
    return one.nature == "proposition" && one.procedure.ends_with(procedure);
  }));
}

const Finding& Day::finding(std::string_view rule, std::string_view instance) const {
  const auto found =
      std::ranges::find_if(findings_, [&](const Finding& one) { return named(one, rule, instance); });
  if (found == findings_.end()) FAIL("nothing is said of " << rule);
  return *found;
}

bool Day::to_do(std::string_view text) const {
  return std::ranges::any_of(findings_, [&](const Finding& one) {
    return one.nature == "action" && one.statut == "en_cours" && one.libelle.find(text) != std::string::npos;
  });
}

bool Day::missing(std::string_view rule, std::string_view fact, std::string_view instance) const {
  return std::ranges::any_of(findings_, [&](const Finding& one) {
    return named(one, rule, instance) && std::ranges::find(one.manquants, fact) != one.manquants.end();
  });
}

bool Day::missing_for(std::string_view text, std::string_view fact) const {
  return std::ranges::any_of(findings_, [&](const Finding& one) {
    return one.libelle.find(text) != std::string::npos &&
           std::ranges::find(one.manquants, fact) != one.manquants.end();
  });
}

std::size_t Day::count(std::string_view nature) const {
  return static_cast<std::size_t>(std::ranges::count(findings_, nature, &Finding::nature));
}

Story::Story(std::string_view name) {
  const auto begins = std::string(name) + "-";
  for (const auto& entry : fs::directory_iterator(folder())) {
    if (!entry.path().filename().string().starts_with(begins)) continue;
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    read(text.str());
    return;
  }
  FAIL("no dossier " << name);
}

Story Story::written(std::string_view dossier) {
  Story story;
  story.read(dossier);
  return story;
}

void Story::read(std::string_view dossier) {
  DossierJsonReader reader;
  Record record;
  if (const auto refused = reader.read(dossier, record)) FAIL(display(*refused));
  bind(record, shipped().model.vocabulary, journal_);
  for (const auto& remark : journal_.remarks) FAIL_CHECK(remark.text);
}

void Story::replay(Date asked, Date known, Evaluation& evaluation) const {
  Replay replay(shipped());
  replay.run(journal_, asked, known, evaluation);
  replay.note_steps(evaluation);
}

Day Story::on(std::string_view asked, std::string_view known) const {
  Evaluation evaluation;
  replay(day(asked), day(known.empty() ? asked : known), evaluation);
  std::vector<Finding> findings;
  publish(shipped(), journal_, evaluation, findings);
  return Day(std::move(findings));
}

Day Story::on(Date asked) const {
  return on(iso_date(asked));
}

std::string Story::told(std::string_view asked) const {
  Evaluation evaluation;
  replay(day(asked), day(asked), evaluation);
  return tell(shipped(), journal_, evaluation);
}

std::pair<Date, Date> Story::span() const {
  const auto [first, last] = std::ranges::minmax(journal_.events, {}, &JournalEvent::on);
  return {first.on, last.on};
}

std::vector<std::string> all_stories() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder()))
    if (const auto file = entry.path().filename().string(); file.ends_with(".json"))
      names.push_back(file.substr(0, file.find('-')));
  std::ranges::sort(names);
  return names;
}

}  // namespace filrouge::histoires
