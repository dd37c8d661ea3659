#include "engine/reports/simulation_changes.hpp"

#include <fmt/format.h>

#include <utility>

#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/csv_cell.hpp"
#include "engine/reports/json_text.hpp"
#include "engine/reports/line_words.hpp"

namespace filrouge {
namespace {

constexpr std::size_t most_lines_of_a_case = 40;

std::vector<std::string_view> words(ChangeKinds kinds, std::string_view ChangeKindWords::*word) {
  std::vector<std::string_view> all;
  for (std::size_t k = 0; k < change_kinds; ++k)
    if (kinds.has(static_cast<ChangeKind>(k))) all.push_back(words_of(static_cast<ChangeKind>(k)).*word);
  return all;
}

/// What a title does not say, where that is what changes.
std::string besides(const Model& model, const Finding& finding, ChangeKinds kinds) {
  std::string text;
  if (kinds.has(ChangeKind::role)) {
    text += finding.role.empty() ? " — sans rôle" : " — " + role_shown(model, finding.role);
    if (!finding.decideur.empty()) text += ", décide : " + role_shown(model, finding.decideur);
    if (!finding.retard_de.empty()) text += ", retard : " + institution_shown(model, finding.retard_de);
  }
  if (kinds.has(ChangeKind::severity)) text += " — gravité : " + finding.gravite;
  return text;
}

/// What is put side by side of a finding: the name of the column, or of the member, without its side.
constexpr std::pair<std::string_view, std::string Finding::*> sided[] = {
    {"statut", &Finding::statut},     {"date", &Finding::date},
    {"heure", &Finding::heure},       {"borne", &Finding::borne},
    {"gravite", &Finding::gravite},   {"role", &Finding::role},
    {"decideur", &Finding::decideur}, {"retard_de", &Finding::retard_de},
    {"etat", &Finding::etat},         {"date_opposable", &Finding::date_opposable},
    {"libelle", &Finding::libelle},   {"explication", &Finding::explication},
    {"code", &Finding::code},         {"id", &Finding::id}};

}  // namespace

std::string kinds_shown(ChangeKinds kinds) {
  return listed(words(kinds, &ChangeKindWords::shown));
}

void SimulationChanges::publish(DossierSimulation& simulation, std::uint32_t before, std::uint32_t after,
                                Row& row) {
  row.before = before != none_id;
  row.after = after != none_id;
  if (row.before) simulation.publish(Side::before, before, before_);
  if (row.after) simulation.publish(Side::after, after, after_);
}

template <class Visit>
void SimulationChanges::each(DossierSimulation& simulation, Visit&& visit) {
  for (const auto& change : simulation.changes()) {
    Row row{.kinds = change.kinds, .days = change.days};
    publish(simulation, change.before, change.after, row);
    visit(row);
  }
  if (!simulation.next_action_changes()) return;
  Row row;
  row.kinds.add(ChangeKind::next_action);
  publish(simulation, simulation.next_action(Side::before), simulation.next_action(Side::after), row);
  visit(row);
}

std::string SimulationChanges::csv_heading() {
  std::string heading = std::string(byte_order_mark) +
                        "dossier;territoire;personne;procedure;instance;nature;changements;jours";
  for (const auto& [name, member] : sided) heading += fmt::format(";{0}_avant;{0}_apres", name);
  return heading + "\r\n";
}

void SimulationChanges::append_csv(DossierSimulation& simulation, const Journal& journal, std::string& out) {
  each(simulation, [&](const Row& row) {
    const auto& shown = row.after ? after_ : before_;
    for (const std::string_view text : {std::string_view(shown.dossier), std::string_view(journal.territoire),
                                        std::string_view(shown.personne), std::string_view(shown.procedure),
                                        std::string_view(shown.instance), std::string_view(shown.nature)})
      out += csv_cell(text) + ";";
    out += csv_cell(listed(words(row.kinds, &ChangeKindWords::word))) + ";" +
           (row.days ? std::to_string(*row.days) : "");
    for (const auto& [name, member] : sided)
      out += ";" + (row.before ? csv_cell(before_.*member) : "") + ";" +
             (row.after ? csv_cell(after_.*member) : "");
    out += "\r\n";
  });
}

void SimulationChanges::append_json(DossierSimulation& simulation, const Journal& journal, std::string& out) {
  const auto member = [&](std::string_view name, std::string_view text) {
    append(out, "\"", name, "\":");
    if (text.empty())
      out += "null";
    else
      append_json_text(text, out);
  };
  const auto side = [&](std::string_view name, bool there, const Finding& finding) {
    append(out, ",\"", name, "\":");
    if (!there) return append(out, "null");
    bool first = true;
    for (const auto& [word, of] : sided) {
      out += first ? '{' : ',';
      first = false;
      member(word, finding.*of);
    }
    out += '}';
  };
  each(simulation, [&](const Row& row) {
    const auto& shown = row.after ? after_ : before_;
    out += ",\n{";
    member("dossier", shown.dossier), out += ',';
    member("territoire", journal.territoire), out += ',';
    member("personne", shown.personne), out += ',';
    member("procedure", shown.procedure), out += ',';
    member("instance", shown.instance), out += ',';
    member("nature", shown.nature);
    out += ",\"changements\":[";
    bool first = true;
    for (const auto word : words(row.kinds, &ChangeKindWords::word)) {
      append(out, first ? "\"" : ",\"", word, "\"");
      first = false;
    }
    out += "],\"jours\":" + (row.days ? std::to_string(*row.days) : "null");
    side("avant", row.before, before_);
    side("apres", row.after, after_);
    out += '}';
  });
}

void SimulationChanges::tell(DossierSimulation& simulation, const Journal& journal, SimulationCase& told) {
  told = {};
  told.dossier = journal.dossier;
  told.territoire = journal.territoire;
  std::uint64_t gone_or_changed = 0;
  for (const auto& change : simulation.changes()) gone_or_changed += change.before != none_id;
  told.unchanged = simulation.evaluation(Side::before).findings.size() - gone_or_changed;
  const auto in_words = [&](Side side, const Row& row) -> SimulationCase::Told {
    const bool there = side == Side::before ? row.before : row.after;
    if (!there) return {};
    const auto& finding = side == Side::before ? before_ : after_;
    auto kinds = row.kinds;
    if (kinds.has(ChangeKind::next_action)) kinds.add(ChangeKind::role);  // whose it is
    return {title_shown(finding) + besides(simulation.program(side).model, finding, kinds),
            finding.explication};
  };
  each(simulation, [&](const Row& row) {
    if (row.kinds.has(ChangeKind::next_action)) {
      told.next_changes = true;
      told.next_before = in_words(Side::before, row);
      told.next_after = in_words(Side::after, row);
    } else if (told.lines.size() < most_lines_of_a_case) {
      told.lines.push_back({row.kinds, in_words(Side::before, row), in_words(Side::after, row)});
    } else {
      ++told.lines_left_out;
    }
  });
}

}  // namespace filrouge
