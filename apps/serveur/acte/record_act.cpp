#include "apps/serveur/acte/record_act.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "apps/serveur/acte/read_act.hpp"
#include "engine/core/dossier/visitor.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/store/dossier_rows.hpp"
#include "engine/store/import.hpp"
#include "engine/store/merge.hpp"

namespace filrouge::acte {
namespace {

constexpr std::string_view bench = "banc";

/// Is the act of the base what this form says too?
bool says_the_same(const Record& held, const RawEvent& act) {
  Record told;
  told.dossier = held.dossier;
  told.events.push_back(act);
  const auto news = additions(held, told, {});
  return news.unchanged_events == 1;
}

}  // namespace

std::string Recorded::sentence(const Vocabulary& vocabulary) const {
  switch (outcome) {
    case Outcome::recorded:
      return fmt::format("L'acte est enregistré ({}).", id);
    case Outcome::already:
      return fmt::format("L'acte était déjà enregistré ({}) : il ne l'est qu'une fois.", id);
    case Outcome::refused:
      return "L'acte n'est pas enregistré : " + listed(refusals, " ; ");
    case Outcome::moved:
      break;
  }
  if (since.empty())
    return "Le dossier a changé depuis l'affichage du formulaire (ses personnes, ses attributs ou ce que ses "
           "sources en disent) : rien n'est enregistré ; relisez-le, puis recommencez.";
  std::vector<std::string> acts;
  for (const auto& act : since)
    acts.push_back(fmt::format(
        "« {} » du {} ({}), par « {} »{}", vocabulary.told(fold(act.type)), french_date(act.on), act.id,
        act.file,
        act.imported_at.empty() ? std::string() : " le " + people_date(act.imported_at.substr(0, 10))));
  return fmt::format(
      "Le dossier a changé depuis l'affichage du formulaire : {}. Rien n'est enregistré ; relisez, puis "
      "recommencez.",
      listed(acts, " et "));
}

Recorded record_act(Base& base, const Model& model, const std::string& dossier, RawEvent act,
                    const Submission& submission) {
  Recorded result;
  // The transaction is taken first: what is read after it nobody changes before it ends.
  Import import(base, model.vocabulary);
  RecordBuilder held;
  if (!DossierLookup(base).find(dossier, held))
    throw StoreError("la base n'a pas ce dossier : rien n'est enregistré");
  act.source = {{}, std::string(bench), submission.key};
  act.origin = "saisi";
  if (!submission.key.empty())
    for (const auto& event : held.record.events)
      if (event.source.object == bench && event.source.key == submission.key) {
        act.id = event.id;
        if (!says_the_same(held.record, act)) break;
        result.outcome = Recorded::Outcome::already;
        result.id = event.id;
        return result;
      }
  if (stamp(base, dossier) != submission.seen) {
    result.outcome = Recorded::Outcome::moved;
    result.since = added_since(base, dossier, submission.seen);
    return result;
  }
  act.id = next_act_id(held.record);
  result.id = act.id;
  ImportFile file;
  file.name = fmt::format("{} : {}", bench, submission.account);
  file.format = bench;
  file.system = bench;
  file.rules = model.digest;
  file.imported_at = submission.now;
  file.reading = submission.reason;
  import.begin_file(file);
  for (const auto& reject : import.enter(dossier, std::move(act))) result.refusals.push_back(reject.reason);
  for (const auto& [said, times] : import.left_out().said) result.refusals.push_back(said);
  if (result.refusals.empty() && import.counts().new_events != 1)
    result.refusals.emplace_back("la base n'en a rien gardé");
  if (!result.refusals.empty()) {
    result.id.clear();
    return result;  // nothing of it is written
  }
  import.commit();
  result.outcome = Recorded::Outcome::recorded;
  return result;
}

}  // namespace filrouge::acte
