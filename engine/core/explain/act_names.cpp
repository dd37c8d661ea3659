#include "engine/core/explain/act_names.hpp"

#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

std::string name_of(const Program& program, EventTypeId type) {
  const auto& vocabulary = program.model.vocabulary;
  return type == no_id ? "événement non prévu"
                       : vocabulary.told(vocabulary.symbols.text(vocabulary.events[type].name));
}

void append_called(std::string_view name, const Journal& journal, const JournalEvent& event,
                   std::string& text) {
  append(text, "« ", name, " » du ");
  append_french_date(event.on, text);
  append(text, " (", journal.text(event.id), ")");
}

}  // namespace

std::string event_phrase(const Program& program, const Journal& journal, std::uint32_t rank) {
  std::string text;
  append_called(name_of(program, journal.events[rank].type), journal, journal.events[rank], text);
  return text;
}

void ActNames::append(const Journal& journal, std::uint32_t rank, std::string& text) {
  const auto& event = journal.events[rank];
  names_.resize(program_.model.vocabulary.events.size() + 1);
  auto& name = names_[event.type == no_id ? 0 : event.type + std::size_t{1}];
  if (name.empty()) name = name_of(program_, event.type);
  append_called(name, journal, event, text);
}

}  // namespace filrouge
