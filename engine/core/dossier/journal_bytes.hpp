#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/journal.hpp"

namespace filrouge {

/// A Journal as bytes that cost a copy to read, for whoever keeps dossiers typed beside what they say. They
/// are read by the vocabulary that typed them, in the version that wrote them, and for the dossier they were
/// written for; anything else, a bit changed included, is refused: the dossier is then typed anew.
class JournalBytes {
 public:
  /// To be raised when what is written changes, or what typing makes of a dossier: a test holds both.
  static constexpr int format = 2;

  /// The vocabulary must live as long, and learn no more names.
  explicit JournalBytes(const Vocabulary& vocabulary);

  /// Names the vocabulary, this version and this machine's bytes: what is written under one key is read under
  /// the same.
  std::int64_t key() const { return key_; }

  /// False when the journal says what the bytes have no room for: tens of thousands of acts, a day outside
  /// first_day…last_day, an amount beyond twenty million euros.
  bool write(const Journal& journal, std::string& bytes) const;
  /// False when these are not the bytes of that dossier: `journal` is then to be filled otherwise. Nothing is
  /// read beyond the bytes, and nothing is given that the vocabulary does not have, whatever they hold.
  bool read(std::string_view dossier, std::string_view bytes, Journal& journal) const;

  /// What the bytes begin with, of those that follow it.
  std::uint64_t seal(std::string_view dossier, std::string_view bytes) const;

 private:
  class Writing;
  class Reading;

  Value::Kind declared(EventTypeId type, FieldId field) const {
    return fields_[type * vocabulary_.field_count() + field];
  }
  const Vocabulary& vocabulary_;
  std::int64_t key_;
  std::vector<Value::Kind> fields_;      ///< of each event type, each field; `event`: it has no such field
  std::vector<Value::Kind> attributes_;  ///< of each attribute
};

}  // namespace filrouge
