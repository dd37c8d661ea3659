#include "engine/identity/households.hpp"

#include <algorithm>

#include "engine/core/dossier/as_known.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/identity/matricule.hpp"
#include "engine/identity/persons.hpp"

namespace filrouge {
namespace {

using Kind = HouseholdCall::Kind;

bool both_and_differ(const std::string& one, const std::string& other) {
  return !one.empty() && !other.empty() && fold(one) != fold(other);
}

std::string shown(const std::string& number) {
  return is_number_like(number) ? number : "un texte";
}

enum class Common { somebody, nobody, untold };

/// Have the two a person in common? Untold: one of the two says of nobody when she was born.
Common in_common(const Record& one, const Record& other) {
  bool one_tells = false, other_tells = false;
  for (const auto& person : one.persons) {
    const auto told = person_as_known(person);
    if (!told.birth.known() && told.nir_key.empty()) continue;
    one_tells = true;
    for (const auto& candidate : other.persons) {
      const auto known = person_as_known(candidate);
      if (!known.birth.known() && known.nir_key.empty()) continue;
      other_tells = true;
      if (!told.nir_key.empty() && !known.nir_key.empty()) {
        if (told.nir_key == known.nir_key) return Common::somebody;
        continue;
      }
      if (told.birth == known.birth || mistyped(told.birth, known.birth)) return Common::somebody;
    }
  }
  return one_tells && other_tells ? Common::nobody : Common::untold;
}

HouseholdCall call_one(const RawHeadRestated& told, const Record& incoming, const Candidate& candidate,
                       const std::string& shared) {
  const auto known = head_as_known(candidate.held);
  HouseholdCall call{Kind::doubted, candidate.held.dossier, {}};
  if (both_and_differ(told.caisse, known.caisse)) {
    call.kind = Kind::separated;
    call.reason = shared + ", autre caisse (" + shown(told.caisse) + " et " + shown(known.caisse) +
                  ") : un matricule est un numéro d'une caisse";
  } else if ((told.caisse.empty() || known.caisse.empty()) &&
             both_and_differ(told.departement, known.departement)) {
    call.kind = Kind::separated;
    call.reason = shared + ", autre département (" + shown(told.departement) + " et " +
                  shown(known.departement) + ") : un matricule est un numéro d'une caisse";
  } else if (candidate.named_by_same_source) {
    call.reason = shared + ", et le même logiciel leur donne deux numéros";
  } else if (in_common(incoming, candidate.held) == Common::nobody) {
    call.reason = shared + ", et aucune personne née le même jour";
  } else {
    call.kind = Kind::joined;
    call.reason = shared +
                  std::string(told.organisme.empty() || known.organisme.empty() ? "" : ", même organisme") +
                  std::string(told.caisse.empty() || known.caisse.empty() ? "" : ", même caisse");
  }
  return call;
}

/// Do the two give two birth days to one person, or to the one applicant? A person more contradicts nothing.
bool contradict(const Record& one, const Record& other) {
  for (const auto& person : one.persons) {
    const auto told = person_as_known(person);
    for (const auto& candidate : other.persons) {
      const auto known = person_as_known(candidate);
      const bool same_place =
          candidate.id == person.id || (fold(told.role) == "demandeur" && fold(known.role) == "demandeur");
      const bool same_key = !told.nir_key.empty() && told.nir_key == known.nir_key;
      if (same_place && !same_key && told.birth.known() && known.birth.known() && told.birth != known.birth &&
          !mistyped(told.birth, known.birth))
        return in_common(one, other) != Common::somebody;
    }
  }
  return false;
}

}  // namespace

HouseholdCall call_same_number(const Record& incoming, const Record& held) {
  const auto told = head_as_known(incoming), known = head_as_known(held);
  const auto mine = normalised_matricule(told.matricule), theirs = normalised_matricule(known.matricule);
  HouseholdCall call{Kind::joined, held.dossier, {}};
  const bool other_caisse = both_and_differ(told.caisse, known.caisse);
  if ((other_caisse && !mine.empty() && mine == theirs) ||
      (!mine.empty() && !theirs.empty() && mine != theirs)) {
    call.kind = Kind::doubted;
    call.reason = "même numéro de dossier dans deux logiciels, et deux matricules";
  } else if (contradict(incoming, held)) {
    call.kind = Kind::doubted;
    call.reason = "même numéro de dossier dans deux logiciels, et un demandeur né un autre jour";
  }
  return call;
}

std::vector<HouseholdCall> call_household(const Record& incoming, const std::vector<Candidate>& candidates,
                                          std::string_view shared) {
  const auto told = head_as_known(incoming);
  std::vector<HouseholdCall> calls;
  for (const auto& candidate : candidates)
    calls.push_back(call_one(told, incoming, candidate, std::string(shared)));
  const auto joined = std::ranges::count(calls, Kind::joined, &HouseholdCall::kind);
  if (joined < 2) return calls;
  // Of several that fit, the one that has a person of this household is it, when it is alone.
  std::vector<std::size_t> with_somebody;
  for (std::size_t i = 0; i < calls.size(); ++i)
    if (calls[i].kind == Kind::joined && in_common(incoming, candidates[i].held) == Common::somebody)
      with_somebody.push_back(i);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    if (calls[i].kind != Kind::joined || (with_somebody.size() == 1 && with_somebody.front() == i)) continue;
    calls[i].kind = Kind::doubted;
    calls[i].reason = std::string(shared) + ", et plusieurs dossiers l'ont";
  }
  return calls;
}

}  // namespace filrouge
