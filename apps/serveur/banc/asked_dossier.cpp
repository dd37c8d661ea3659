#include "apps/serveur/banc/asked_dossier.hpp"

#include <utility>

#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/reports/urgency.hpp"
#include "engine/store/dossier_rows.hpp"

namespace filrouge::banc {

std::unique_ptr<AskedDossier> asked_dossier(VisibleBase& base, std::shared_ptr<const LoadedRules> rules,
                                            const std::string& dossier, Date day, Date known) {
  if (!base.shows(dossier)) return nullptr;
  auto asked = std::make_unique<AskedDossier>();
  asked->rules = std::move(rules);
  const auto& program = asked->program();
  JournalLookup lookup(base.base(), program.model.vocabulary, asked->journal, known);
  if (!lookup.find(dossier)) return nullptr;
  Replay replay(program);
  replay.run(asked->journal, day, known, asked->evaluation);
  replay.note_steps(asked->evaluation);
  publish(program, asked->journal, asked->evaluation, asked->findings);
  rank(program, asked->evaluation, asked->ranks);
  return asked;
}

}  // namespace filrouge::banc
