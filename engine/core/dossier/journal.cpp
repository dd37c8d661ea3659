#include "engine/core/dossier/journal.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace filrouge {
namespace {

constexpr std::size_t first_bucket_count = 64;

}  // namespace

std::int16_t Journal::only_person() const {
  if (persons.size() == 1) return 0;
  std::int16_t only = -1;
  for (std::size_t p = 0; p < persons.size(); ++p) {
    if (!persons[p].in_chain && !persons[p].lacks) continue;
    if (only >= 0) return -1;
    only = static_cast<std::int16_t>(p);
  }
  return only;
}

std::string_view Journal::text(Symbol symbol) const {
  if (symbol < shared_->size()) return shared_->text(symbol);
  const auto [begin, length] = spans_[symbol - shared_->size()];
  return std::string_view(texts_).substr(begin, length);
}

Symbol Journal::intern(std::string_view text) {
  if (text.empty()) return 0;
  if (const auto shared = shared_->find(text)) return shared;
  if (buckets_.size() < 2 * (spans_.size() + 1) || indexed_ < spans_.size()) index_texts();
  auto slot = std::hash<std::string_view>{}(text) % buckets_.size();
  while (const auto entry = buckets_[slot]) {
    const auto [begin, length] = spans_[entry - 1];
    if (std::string_view(texts_).substr(begin, length) == text) return shared_->size() + entry - 1;
    slot = (slot + 1) % buckets_.size();
  }
  spans_.emplace_back(static_cast<std::uint32_t>(texts_.size()), static_cast<std::uint32_t>(text.size()));
  texts_.append(text);
  buckets_[slot] = indexed_ = static_cast<std::uint32_t>(spans_.size());
  return shared_->size() + static_cast<Symbol>(spans_.size()) - 1;
}

void Journal::index_texts() {
  buckets_.assign(std::max(first_bucket_count, std::bit_ceil(2 * (spans_.size() + 1))), 0);
  indexed_ = 0;
  for (const auto& [begin, length] : spans_) {
    auto slot =
        std::hash<std::string_view>{}(std::string_view(texts_).substr(begin, length)) % buckets_.size();
    while (buckets_[slot]) slot = (slot + 1) % buckets_.size();
    buckets_[slot] = ++indexed_;
  }
}

std::string_view Journal::departement_on(Date day, Date known) const {
  std::string_view there;
  for (const auto& residence : residences)
    if (residence.from <= known && (there.empty() || residence.from <= day)) there = residence.departement;
  return there;
}

void Journal::clear(const Vocabulary& vocabulary) {
  shared_ = &vocabulary.symbols;
  dossier.clear();
  departement.clear();
  residences.clear();
  territoire.clear();
  known = next_restated = whole_from = {};
  organisme.clear();
  matricule.clear();
  persons.clear();
  events.clear();
  corrections.clear();
  attributes.clear();
  coverage.clear();
  covered_types.clear();
  fields.clear();
  references.clear();
  remarks.clear();
  texts_.clear();
  spans_.clear();
  if (indexed_ > 0) std::fill(buckets_.begin(), buckets_.end(), 0);
  indexed_ = 0;
}

}  // namespace filrouge
