#include "tests/bench/flat.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "engine/core/replay/replay.hpp"
#include "tests/bench/caseload.hpp"
#include "tests/bench/flat_sqlite.hpp"
#include "tests/bench/replayed.hpp"

namespace filrouge::bench {
namespace {

/// The rules as filrouge tells them: a délai, and how far it has come.
struct FlatRule {
  const char* delai;
  Statut statut;
};
constexpr FlatRule flat_rules[] = {
    {"orienter", Statut::depassee},         {"orienter", Statut::proche},
    {"signer_emploi", Statut::depassee},    {"signer_social", Statut::depassee},
    {"renouveler", Statut::proche},         {"renouveler", Statut::depassee},
    {"rendre", Statut::depassee},           {"repondre", Statut::depassee},
    {"lever_le_premier", Statut::depassee}, {"lever_le_second", Statut::depassee},
    {"recontacter", Statut::depassee}};

std::vector<Record> records_of(const std::vector<FlatCase>& cases) {
  std::vector<Record> records;
  for (const auto& c : cases) {
    auto& record = records.emplace_back();
    record.dossier = std::to_string(records.size());
    const Date long_ago = *civil_date(2010, 1, 1);
    record.persons.push_back(
        {"p1",
         "demandeur",
         {},
         {{"soumis", {RawValue::Kind::boolean, c.subject ? "true" : "false"}, long_ago, {}, long_ago}}});
    const auto add = [&](const char* type, std::int32_t day, std::vector<RawField> fields = {}) {
      if (day == FlatCase::none) return;
      auto& event = record.events.emplace_back();
      event.type = type;
      event.on = event.known = Date{day};
      event.person = "p1";
      event.fields = std::move(fields);
    };
    const auto text = [](const char* name, std::string value) {
      return std::vector<RawField>{{name, {RawValue::Kind::text, std::move(value)}}};
    };
    add("ouverture", c.opening);
    add("orientation", c.orientation, text("voie", c.way == 1 ? "emploi" : "social"));
    if (c.contract != FlatCase::none) add("contrat", c.contract, text("terme_le", iso_date({c.term})));
    add("saisine", c.saisine);
    add("avis", c.avis);
    add("suspension", c.suspension, text("palier", c.tier == 1 ? "premier" : "second"));
    add("notification", c.notification);
    add("reponse", c.answer);
    add("contact", c.contact);
    std::ranges::stable_sort(record.events, {}, &RawEvent::on);
    for (std::size_t i = 0; i < record.events.size(); ++i) record.events[i].id = fmt::format("e{}", i + 1);
  }
  return records;
}

Tally counted_by_engine(const Program& program, const std::vector<Journal>& journals, Date asked) {
  auto tally = flat_tally({});
  Replay replay(program);
  Evaluation evaluation;
  for (const auto& journal : journals) {
    replay.run(journal, asked, asked, evaluation);
    for (const auto& finding : evaluation.findings) {
      if (finding.nature != Nature::echeance) continue;
      const auto& code = program.rule(finding.rule).code;
      const auto found =
          tally.find(fmt::format("{} {}", code.substr(code.rfind('.') + 1), statut_name(finding.statut)));
      if (found != tally.end()) ++found->second;
    }
  }
  return tally;
}

}  // namespace

Tally flat_tally(const FlatCounts& counts) {
  Tally tally;
  for (std::size_t r = 0; r < counts.size(); ++r)
    tally[fmt::format("{} {}", flat_rules[r].delai, statut_name(flat_rules[r].statut))] = counts[r];
  return tally;
}

FlatWorks flat_works(const Program& program, const std::vector<FlatCase>& cases, Date asked) {
  const auto journals =
      std::make_shared<const std::vector<Journal>>(journals_of(records_of(cases), program.model.vocabulary));
  const auto kept = std::make_shared<const std::vector<FlatCase>>(cases);
  const auto sqlite = std::make_shared<FlatSqlite>(cases);
  const auto hand = flat_tally(flat_by_hand(cases, asked));
  require_equal("filrouge", counted_by_engine(program, *journals, asked), "le calcul à la main", hand);
  require_equal("SQLite", flat_tally(sqlite->counts()), "le calcul à la main", hand);
  return {.engine = replayed("onze règles", program, journals, asked),
          .by_hand = {"onze règles à la main", cases.size(),
                      [=] {
                        const auto counts = flat_by_hand(*kept, asked);
                        keep(&counts);
                      }},
          .sqlite = {"onze règles en SQLite", cases.size(), [=] { keep(sqlite->counts()[0]); }}};
}

}  // namespace filrouge::bench
