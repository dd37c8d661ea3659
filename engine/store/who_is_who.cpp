#include "engine/store/who_is_who.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/identity/matricule.hpp"
#include "engine/identity/renaming.hpp"
#include "engine/store/binding.hpp"

namespace filrouge {
namespace {

bool is_flux(const std::string& system) {
  return system == flux_system;
}

}  // namespace

WhoIsWho::WhoIsWho(Base& base, DossierLookup& lookup)
    : lookup_(lookup),
      any_name_(base.database(), "SELECT 1 FROM noms LIMIT 1"),
      by_name_(base.database(), "SELECT dossier FROM noms WHERE systeme = coalesce(?1, '') AND nom = ?2"),
      by_matricule_(
          base.database(),
          "SELECT DISTINCT dossier FROM foyers WHERE matricule = ?1 AND dossier <> ?2 AND (organisme "
          "= coalesce(?3, '') OR organisme = '' OR ?3 IS NULL) ORDER BY dossier"),
      by_key_(base.database(),
              "SELECT DISTINCT dossier FROM personnes WHERE cle_nir = ?1 AND dossier <> ?2 ORDER BY dossier"),
      creator_(base.database(),
               "SELECT i.systeme FROM dossiers d JOIN imports i ON i.id = d.import WHERE d.dossier = ?1"),
      other_name_(base.database(),
                  "SELECT 1 FROM noms WHERE dossier = ?1 AND systeme = coalesce(?2, '') AND nom <> ?3"),
      add_name_(base.database(), "INSERT OR REPLACE INTO noms VALUES(coalesce(?1, ''), ?2, ?3)"),
      add_household_(base.database(),
                     "INSERT OR IGNORE INTO foyers VALUES(?1, coalesce(?2, ''), coalesce(?3, ''), ?4)"),
      person_names_(base.database(),
                    "SELECT nom, personne FROM noms_personnes WHERE dossier = ?1 AND systeme = coalesce(?2, "
                    "'') AND foyer = ?3"),
      add_person_name_(base.database(),
                       "INSERT OR IGNORE INTO noms_personnes VALUES(?1, coalesce(?2, ''), ?3, ?4, ?5)"),
      acts_told_as_(base.database(), "SELECT id FROM evenements WHERE dossier = ?1 AND dit_sous = ?2"),
      seen_by_this_(base.database(), "SELECT 1 FROM vus WHERE dossier = ?1 AND import = ?2"),
      add_decision_(
          base.database(),
          "INSERT INTO rapprochements(fait_le, auteur, decision, dossier, personne, systeme, nom, "
          "autre, motif, import) SELECT ?1, 'filrouge', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 WHERE NOT "
          "EXISTS (SELECT 1 FROM rapprochements WHERE decision = ?2 AND dossier = ?3 AND personne IS "
          "?4 AND systeme IS ?5 AND nom IS ?6 AND autre IS ?7 AND suite IS NULL)") {}

void WhoIsWho::begin(std::string system, std::uint64_t import, std::string now) {
  system_ = std::move(system);
  import_ = import;
  now_ = std::move(now);
  counts = {};
  any_name_.reset();
  names_settled_ = any_name_.executeStep();
}

/// False when it was written already.
bool WhoIsWho::decide(const Decision& decision) {
  Binding(add_decision_)
      .text(now_)
      .copy(decision.kind)
      .text(decision.dossier)
      .text(decision.person)
      .text(system_)
      .text(decision.name)
      .text(decision.other)
      .text(decision.reason)
      .number(import_);
  return add_decision_.exec() > 0;
}

/// None in a base older than what says it.
std::optional<std::string> WhoIsWho::creator(const std::string& dossier) {
  Binding(creator_).text(dossier);
  if (!creator_.executeStep()) return std::nullopt;
  return creator_.getColumn(0).getString();
}

bool WhoIsWho::created_by_this_system(const std::string& dossier) {
  return creator(dossier).value_or(std::string()) == system_;
}

bool WhoIsWho::named_by_this_system(const std::string& dossier, const std::string& name) {
  if (created_by_this_system(dossier)) return true;
  Binding(other_name_).text(dossier).text(system_).text(name);
  return other_name_.executeStep();
}

std::vector<Candidate> WhoIsWho::candidates(const Record& incoming, const std::string& matricule,
                                            const std::string& organisme) {
  std::vector<std::string> dossiers;
  Binding(by_matricule_).text(matricule).text(incoming.dossier).text(organisme);
  while (by_matricule_.executeStep()) dossiers.push_back(by_matricule_.getColumn(0).getString());
  std::vector<Candidate> found;
  for (const auto& dossier : dossiers) {
    RecordBuilder builder;
    if (!lookup_.find(dossier, builder)) continue;
    // A number the dossier had once, and was told otherwise since, finds it no more.
    if (normalised_matricule(head_as_known(builder.record).matricule) != matricule) continue;
    found.push_back({std::move(builder.record), named_by_this_system(dossier, incoming.dossier)});
  }
  return found;
}

/// Where no number of the caisse names the household (the MSA's is a NIR), its applicant may.
std::vector<Candidate> WhoIsWho::of_same_applicant(const Record& incoming, const std::string& organisme) {
  std::vector<Candidate> found;
  for (const auto& person : incoming.persons) {
    const auto told = person_as_known(person);
    if (told.nir_key.empty() || fold(told.role) != "demandeur") continue;
    for (const auto& dossier : elsewhere(told.nir_key, incoming.dossier)) {
      RecordBuilder builder;
      if (!lookup_.find(dossier, builder) || fold(head_as_known(builder.record).organisme) != organisme)
        continue;
      const auto is_applicant = [&](const RawPerson& other) {
        const auto known = person_as_known(other);
        return known.nir_key == told.nir_key && fold(known.role) == "demandeur";
      };
      if (std::ranges::none_of(builder.record.persons, is_applicant)) continue;
      // One flux that shows two households shows two.
      Binding(seen_by_this_).text(dossier).number(import_);
      const bool two_names =
          is_flux(system_) ? seen_by_this_.executeStep() : named_by_this_system(dossier, incoming.dossier);
      found.push_back({std::move(builder.record), two_names});
    }
  }
  return found;
}

std::vector<std::string> WhoIsWho::elsewhere(const std::string& nir_key, const std::string& dossier) {
  Binding(by_key_).text(nir_key).text(dossier);
  std::vector<std::string> dossiers;
  while (by_key_.executeStep()) dossiers.push_back(by_key_.getColumn(0).getString());
  return dossiers;
}

void WhoIsWho::note_moves(const Record& held, const Record& incoming) {
  for (const auto& person : incoming.persons) {
    const auto key = person_as_known(person).nir_key;
    const auto is_she = [&](const RawPerson& known) { return person_as_known(known).nir_key == key; };
    if (key.empty() || std::ranges::any_of(held.persons, is_she)) continue;
    for (const auto& dossier : elsewhere(key, incoming.dossier))
      counts.corrected +=
          decide({"corrige", incoming.dossier, person.id, person.id, dossier,
                  "elle est aussi dans le dossier" + after_noun(dossier) +
                      ", par son NIR sous la clé : elle a changé de foyer, ou est dans les deux"});
  }
}

std::string WhoIsWho::settled_name(const std::string& told) {
  if (!names_settled_) return {};
  Binding(by_name_).text(system_).text(told);
  return by_name_.executeStep() ? by_name_.getColumn(0).getString() : std::string();
}

std::string WhoIsWho::household_of(const Record& incoming) {
  const auto head = head_as_known(incoming);
  const auto matricule = normalised_matricule(head.matricule);
  const auto calls = matricule.empty()
                         ? call_household(incoming, of_same_applicant(incoming, fold(head.organisme)),
                                          "même demandeur, par son NIR sous la clé")
                         : call_household(incoming, candidates(incoming, matricule, fold(head.organisme)));
  std::string found;
  for (const auto& call : calls)
    if (call.kind == HouseholdCall::Kind::joined) found = call.dossier;
  if (!found.empty()) {
    Binding(add_name_).text(system_).text(incoming.dossier).text(found).run();
    names_settled_ = true;
  }
  decide_all(found.empty() ? incoming.dossier : found, incoming.dossier, calls);
  return found;
}

void WhoIsWho::decide_all(const std::string& dossier, const std::string& name,
                          const std::vector<HouseholdCall>& calls) {
  for (const auto& call : calls) {
    switch (call.kind) {
      case HouseholdCall::Kind::joined:
        counts.joined += decide({"joint", dossier, {}, name, {}, call.reason});
        break;
      case HouseholdCall::Kind::separated:
        counts.separated += decide({"separe", dossier, {}, name, call.dossier, call.reason});
        break;
      case HouseholdCall::Kind::doubted:
        counts.doubted += decide({"doute", dossier, {}, name, call.dossier, call.reason});
        break;
      case HouseholdCall::Kind::entered:
        break;
    }
  }
}

/// For a household whose number another program gave to another one first.
std::string WhoIsWho::own_number(const std::string& told) const {
  return (system_.empty() ? "autre" : system_) + "-" + told;
}

bool WhoIsWho::is_number_of(const std::string& dossier, const std::string& told) const {
  return dossier == told || dossier == own_number(told);
}

std::string WhoIsWho::other_number(const Record& held, const Record& incoming) {
  // What no program names speaks of the base's own numbers; an older base does not know who named them.
  if (system_.empty()) return {};
  const auto named_by = creator(held.dossier);
  if (!named_by || *named_by == system_) return {};
  const auto call = call_same_number(incoming, held);
  if (call.kind == HouseholdCall::Kind::joined) return {};
  auto number = own_number(incoming.dossier);
  name_to_keep_ = {incoming.dossier, number};
  decide_all(number, incoming.dossier, {call});
  return number;
}

void WhoIsWho::keep_name() {
  if (name_to_keep_.told.empty()) return;
  Binding(add_name_).text(system_).text(name_to_keep_.told).text(name_to_keep_.called).run();
  names_settled_ = true;
  name_to_keep_ = {};
}

void WhoIsWho::doubt_again(const Record& now) {
  const auto head = head_as_known(now);
  const auto matricule = normalised_matricule(head.matricule);
  if (matricule.empty()) return;
  auto calls = call_household(now, candidates(now, matricule, fold(head.organisme)));
  for (auto& call : calls)
    if (call.kind == HouseholdCall::Kind::joined) {
      call.kind = HouseholdCall::Kind::doubted;
      call.reason += ", appris après que chacun eut son dossier";
    }
  decide_all(now.dossier, now.dossier, calls);
}

std::vector<NamedPerson> WhoIsWho::known_names(const std::string& dossier, const std::string& told_as) {
  std::vector<NamedPerson> names;
  Binding(person_names_).text(dossier).text(system_).text(told_as);
  while (person_names_.executeStep())
    names.push_back({person_names_.getColumn(0).getString(), person_names_.getColumn(1).getString()});
  return names;
}

std::vector<PersonCall> WhoIsWho::settle_persons(const Record& held, Record& incoming,
                                                 const std::string& told_as) {
  std::vector<PersonCall> refused;
  if (held.dossier.empty()) return refused;
  const bool elsewhere = !is_number_of(incoming.dossier, told_as);
  const auto naming = elsewhere                                                   ? Naming::foreign
                      : !is_flux(system_) && created_by_this_system(held.dossier) ? Naming::same_program
                                                                                  : Naming::same_dossier;
  const auto calls = call_persons(held, incoming, known_names(held.dossier, told_as), naming);
  for (const auto& call : calls) {
    const Decision decision{"joint", held.dossier, call.called, call.told, {}, call.reason};
    switch (call.kind) {
      case PersonCall::Kind::same:
      case PersonCall::Kind::entered:
        break;
      case PersonCall::Kind::joined:
        counts.joined += decide(decision);
        break;
      case PersonCall::Kind::corrected: {
        auto corrected = decision;
        corrected.kind = "corrige";
        counts.corrected += decide(corrected);
        break;
      }
      case PersonCall::Kind::doubted: {
        auto doubted = decision;
        doubted.kind = "doute";
        doubted.other = call.doubted_with;
        counts.doubted += decide(doubted);
        break;
      }
      case PersonCall::Kind::refused:
        refused.push_back(call);
        continue;
    }
    if (elsewhere && !is_flux(system_))
      Binding(add_person_name_)
          .text(held.dossier)
          .text(system_)
          .text(told_as)
          .text(call.told)
          .text(call.called)
          .run();
  }
  const auto acts = rename_persons(incoming, calls);
  if (acts > 0)
    refused.back().reason += " ; " + counted(acts, "acte n'est pas pris", "actes ne sont pas pris");
  return refused;
}

void WhoIsWho::settle_acts(const Record& held, Record& incoming, const std::string& told_as) {
  if (held.dossier.empty() || is_number_of(incoming.dossier, told_as)) return;
  std::set<std::string> own, taken;
  Binding(acts_told_as_).text(held.dossier).text(told_as);
  while (acts_told_as_.executeStep()) own.insert(acts_told_as_.getColumn(0).getString());
  for (const auto& event : held.events) taken.insert(event.id);
  std::map<std::string, std::string> names;
  for (const auto& id : own)
    if (id.starts_with(told_as + "/")) names.emplace(id.substr(told_as.size() + 1), id);
  for (const auto& event : incoming.events)
    if (taken.contains(event.id) && !own.contains(event.id))
      names.emplace(event.id, told_as + "/" + event.id);
  rename_acts(incoming, names);
}

void WhoIsWho::remember(const std::string& dossier, const RawHeadRestated& head) {
  const auto matricule = normalised_matricule(head.matricule);
  if (matricule.empty()) return;
  Binding(add_household_).text(matricule).copy(fold(head.organisme)).text(head.caisse).text(dossier).run();
}

}  // namespace filrouge
