#pragma once

#include "engine/core/model/vocabulary.hpp"

namespace filrouge {

/// A vocabulary that knows those attributes, and of each event those fields; all texts.
struct KnownEvent {
  const char* type;
  std::vector<const char*> fields = {};
};

inline Vocabulary known_words(std::initializer_list<const char*> attributes,
                              std::initializer_list<KnownEvent> events) {
  Vocabulary words;
  for (const auto* name : attributes) {
    AttributeDecl decl;
    decl.name = words.symbols.intern(name);
    words.add_attribute(std::move(decl));
  }
  for (const auto& [type, fields] : events) {
    EventTypeDecl decl;
    decl.name = words.symbols.intern(type);
    for (const auto* field : fields) {
      auto& added = decl.fields.emplace_back();
      added.id = words.field_id(field);
    }
    words.add_event(std::move(decl));
  }
  return words;
}

}  // namespace filrouge
