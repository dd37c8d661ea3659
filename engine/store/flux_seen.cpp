#include "engine/store/flux_seen.hpp"

#include <algorithm>
#include <string_view>

#include "engine/core/text/wording.hpp"
#include "engine/store/binding.hpp"

namespace filrouge {
namespace {

/// Identifiers of other sources may hold blanks.
constexpr char separator = '\n';

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : std::string(1, separator)) + name;
  return text;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    names.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return names;
}

std::string_view called(std::string_view act, bool many) {
  if (act == "suspension_versement") return many ? "suspensions" : "suspension";
  if (act == "reduction_appliquee") return many ? "réductions" : "réduction";
  if (act == "cloture_droit") return many ? "clôtures" : "clôture";
  return "refus";
}

// « CAF 641 » is in the list of caisses of an import.
#define FILROUGE_MONTH_OF_CAISSE "nature = 'M' AND instr(', ' || caisse || ', ', ', ' || ?1 || ', ') > 0"

}  // namespace

std::string caisse_name(const std::string& organisme, const std::string& number) {
  return number.empty() ? organisme : organisme + " " + number;
}

FluxSeen::FluxSeen(SQLite::Database& database)
    : database_(database),
      past_(database, "SELECT reference, cree_le, personnes, actes FROM vus WHERE dossier = ?1"),
      saw_(database,
           "INSERT INTO vus(dossier, reference, cree_le, personnes, actes, import) VALUES(?1,?2,?3,?4,?5,?6) "
           "ON CONFLICT DO UPDATE SET personnes = excluded.personnes, actes = excluded.actes"),
      observed_(database,
                "UPDATE dossiers SET observe_le = ?2 WHERE dossier = ?1 AND coalesce(observe_le, ?2) <= ?2"),
      drop_state_(database,
                  "DELETE FROM attributs WHERE dossier = ?1 AND personne IS ?2 AND nom = ?3 AND le = ?4 AND "
                  "connu_le = ?5"),
      drop_event_(database, "DELETE FROM evenements WHERE dossier = ?1 AND id = ?2"),
      month_before_(database,
                    "SELECT max(cree_le) FROM imports WHERE cree_le < ?2 AND " FILROUGE_MONTH_OF_CAISSE),
      month_after_(database,
                   "SELECT 1 FROM imports WHERE (cree_le > ?2 OR (cree_le = ?2 AND reference > ?3)) "
                   "AND " FILROUGE_MONTH_OF_CAISSE),
      // Gone: last seen by a flux made before this one, and not gone already when the month before came.
      gone_(
          database,
          "SELECT v.vu, count(*) FROM (SELECT dossier, max(reference) AS vu, max(cree_le) AS cree FROM vus "
          "GROUP BY dossier) v JOIN dossiers d USING(dossier) LEFT JOIN (SELECT dossier, organisme, caisse, "
          "max(rang) FROM entetes WHERE caisse IS NOT NULL GROUP BY dossier) e USING(dossier) WHERE "
          "cree < ?2 AND cree >= ?3 AND coalesce(e.organisme, d.organisme) || ' ' || coalesce(e.caisse, "
          "d.caisse) = ?1 GROUP BY vu ORDER BY vu DESC"),
      describe_(database,
                "UPDATE imports SET nature = ?2, reference = ?3, cree_le = ?4, jusqu_au = ?3, caisse = ?5 "
                "WHERE id = ?1") {}

#undef FILROUGE_MONTH_OF_CAISSE

void FluxSeen::begin(std::uint64_t import, const FluxIdentity& flux) {
  import_ = import;
  flux_ = flux;
  caisses_.clear();
}

std::vector<Sighting> FluxSeen::past(const std::string& dossier) {
  Binding(past_).text(dossier);
  std::vector<Sighting> sightings;
  while (past_.executeStep())
    sightings.push_back({Date{past_.getColumn(0).getInt()}, Date{past_.getColumn(1).getInt()},
                         split(past_.getColumn(2).getText()), split(past_.getColumn(3).getText())});
  past_.reset();
  return sightings;
}

bool FluxSeen::take_out(Record& held, const Observation& observation) {
  for (const auto& [person, row] : observation.repeated) {
    Binding(drop_state_).text(held.dossier).text(person).text(row.name).day(row.from).day(row.known).run();
    const auto of = std::ranges::find(held.persons, person, &RawPerson::id);
    auto& rows = person.empty() || of == held.persons.end() ? held.attributes : of->attributes;
    std::erase(rows, row);
  }
  for (const auto& id : observation.replaced) {
    Binding(drop_event_).text(held.dossier).text(id).run();
    std::erase_if(held.events, [&](const RawEvent& event) { return event.id == id; });
  }
  return !observation.repeated.empty() || !observation.replaced.empty();
}

FluxSeen::Tally& FluxSeen::tally_of(const std::string& caisse) {
  const auto [at, is_new] = caisses_.try_emplace(caisse);
  if (is_new) {
    Binding(month_before_).text(caisse).day(flux_.created);
    if (month_before_.executeStep() && !month_before_.getColumn(0).isNull())
      at->second.month_before = Date{month_before_.getColumn(0).getInt()};
    month_before_.reset();
  }
  return at->second;
}

void FluxSeen::saw(const std::string& dossier, const std::string& caisse, const std::vector<Sighting>& past,
                   const Observation& observation) {
  const auto& seen = observation.seen;
  const auto persons = joined(seen.persons);
  const auto acts = joined(seen.acts);
  Binding(saw_)
      .text(dossier)
      .day(seen.reference)
      .day(seen.created)
      .text(persons)
      .text(acts)
      .number(import_)
      .run();
  Binding(observed_).text(dossier).day(seen.reference).run();

  auto& tally = tally_of(caisse);
  ++tally.seen;
  if (past.empty()) {
    ++tally.fresh;
  } else {
    Date last;
    for (const auto& flux : past)
      if (flux.created < seen.created) last = std::max(last, flux.created);
    if (last.known() && last < tally.month_before) ++tally.back;
  }
  tally.reopened += observation.reopened;
  tally.corrected += observation.corrected;
  tally.requests += observation.new_request ? 1 : 0;
  for (const auto& type : observation.untold) ++tally.untold[type];
}

void FluxSeen::tell_gone(const std::string& caisse, const Tally& tally, std::uint64_t rejects,
                         std::vector<std::string>& lines) {
  Binding(month_after_).text(caisse).day(flux_.created).day(flux_.reference);
  const bool is_last = !month_after_.executeStep();
  month_after_.reset();
  if (!is_last) return;
  Binding(gone_).text(caisse).day(flux_.created).day(std::max(tally.month_before, first_day()));
  std::uint64_t gone = 0;
  std::vector<std::string> days;
  while (gone_.executeStep()) {
    const auto count = static_cast<std::uint64_t>(gone_.getColumn(1).getInt64());
    gone += count;
    days.push_back(french_date(Date{gone_.getColumn(0).getInt()}) + " (" + std::to_string(count) + ")");
  }
  gone_.reset();
  if (gone == 0) return;
  auto line = counted(gone, "foyer connu n'est plus", "foyers connus ne sont plus") +
              " dans le flux mensuel de la " + caisse + " : " + (gone > 1 ? "vus" : "vu") +
              " pour la dernière fois au ";
  if (days.size() == 1) days.front().erase(days.front().find(" ("));
  line += listed(days);
  if (rejects > 0)
    line += " (" +
            counted(rejects, "foyer rejeté de ce flux en est peut-être",
                    "foyers rejetés de ce flux en sont peut-être") +
            ")";
  lines.push_back(std::move(line));
}

std::vector<std::string> FluxSeen::end(const FluxIdentity& flux, std::uint64_t rejects) {
  std::vector<std::string> lines, names;
  for (const auto& [caisse, tally] : caisses_) {
    names.push_back(caisse);
    std::vector<std::string> news;
    const auto said = [&](std::uint64_t count, std::string_view one, std::string_view many) {
      if (count > 0) news.push_back(counted(count, one, many));
    };
    said(tally.fresh, "nouveau", "nouveaux");
    said(tally.back, "revenu après une absence", "revenus après une absence");
    said(tally.requests, "nouvelle demande", "nouvelles demandes");
    said(tally.reopened, "clôture, refus ou départ retiré", "clôtures, refus ou départs retirés");
    said(tally.corrected, "acte corrigé", "actes corrigés");
    lines.push_back("flux " + std::string(flux.monthly ? "mensuel" : "quotidien") + " de la " + caisse +
                    " au " + french_date(flux.reference) + ", fait le " + french_date(flux.created) + " : " +
                    counted(tally.seen, "foyer", "foyers") + (news.empty() ? "" : ", dont " + listed(news)));
    for (const auto& [type, count] : tally.untold)
      lines.push_back(counted(count, called(type, false), called(type, true)) +
                      " que le flux d'avant disait, et que celui-ci ne dit plus : rien n'est annulé pour "
                      "autant");
    if (flux.monthly && flux.whole) tell_gone(caisse, tally, rejects, lines);
  }
  Binding(describe_)
      .number(import_)
      .copy(flux.monthly ? "M" : "J")
      .day(flux.reference)
      .day(flux.created)
      .copy(listed(names))
      .run();
  if (flux.monthly && !flux.whole)
    lines.emplace_back(
        "ce flux ne contient pas ce qu'il annonce : les foyers qui n'y sont pas ne sont pas dits absents");
  return lines;
}

}  // namespace filrouge
