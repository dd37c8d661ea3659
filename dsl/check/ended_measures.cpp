#include "dsl/check/ended_measures.hpp"

#include <algorithm>

#include "dsl/check/names.hpp"

namespace filrouge::dsl {

void read_ended_measures(Checking& checking) {
  auto& vocabulary = checking.model.vocabulary;
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto node : checking.modules[m].declarations) {
      if (!node.is(NodeKind::event_type)) continue;
      const auto ended = node.child(NodeKind::measure_ended);
      if (!ended) continue;
      const auto own = checking.names.resolve(NameKind::event, node.text(), m, node);
      if (own.size() != 1) continue;
      auto& decl = vocabulary.events[own.front()->index];
      for (const auto name : ended) {
        if (!name.is(NodeKind::name)) continue;
        for (const auto* event : checking.names.resolve(NameKind::event, name.text(), m, name))
          if (const auto type = static_cast<EventTypeId>(event->index);
              std::ranges::find(decl.ends, type) == decl.ends.end())
            decl.ends.push_back(type);
      }
      if (ended.text().empty()) continue;
      const auto id = vocabulary.find_field(ended.text());
      const auto* field = id ? decl.field(*id) : nullptr;
      if (!field)
        checking.report(Code::field_not_of_event, ended, {ended.text(), checking.text(decl.name)});
      else if (field->type != ValueType::date)
        checking.report(Code::wrong_type, ended, {"une date", "le champ « " + ended.text() + " »"});
      else
        checking.means_field(ended, static_cast<EventTypeId>(own.front()->index), *id), decl.ends_on = *id;
    }
}

}  // namespace filrouge::dsl
