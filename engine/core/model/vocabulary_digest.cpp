#include "engine/core/model/vocabulary_digest.hpp"

#include <array>
#include <bit>

#include "engine/core/text/digest.hpp"

namespace filrouge {
namespace {

/// Of names and numbers, in an order that is always the same.
class Digest {
 public:
  Digest& add(std::string_view text) {
    add(text.size());
    hash_ = stable_hash(text, hash_);
    return *this;
  }
  Digest& add(std::size_t number) {
    const auto bytes =
        std::bit_cast<std::array<char, sizeof(std::uint32_t)>>(static_cast<std::uint32_t>(number));
    hash_ = stable_hash({bytes.data(), bytes.size()}, hash_);
    return *this;
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = stable_hash({});
};

}  // namespace

std::uint64_t vocabulary_digest(const Vocabulary& vocabulary, std::string_view besides) {
  Digest digest;
  digest.add(besides);
  digest.add(vocabulary.symbols.size());
  for (Symbol s = 0; s < vocabulary.symbols.size(); ++s) digest.add(vocabulary.symbols.text(s));
  digest.add(vocabulary.field_count());
  for (std::size_t f = 0; f < vocabulary.field_count(); ++f)
    digest.add(vocabulary.field_symbol(static_cast<FieldId>(f)));
  const auto typed = [&](const auto& declared) {
    digest.add(static_cast<std::size_t>(declared.type)).add(declared.allowed.size());
    for (const auto word : declared.allowed) digest.add(word);
  };
  digest.add(vocabulary.events.size());
  for (const auto& event : vocabulary.events) {
    digest.add(event.name).add(event.departement).add(static_cast<std::size_t>(event.scope));
    digest.add(event.fields.size());
    for (const auto& field : event.fields) typed(field), digest.add(field.id);
  }
  digest.add(vocabulary.attributes.size());
  for (const auto& attribute : vocabulary.attributes) {
    digest.add(attribute.name).add(attribute.departement).add(static_cast<std::size_t>(attribute.scope));
    typed(attribute);
  }
  digest.add(vocabulary.labels.size());
  for (const auto& label : vocabulary.labels) digest.add(label.name).add(label.departement);
  const auto texts = vocabulary.texts();
  digest.add(texts.size());
  for (const auto& [folded, symbol] : texts) digest.add(folded).add(symbol);
  return digest.value();
}

}  // namespace filrouge
