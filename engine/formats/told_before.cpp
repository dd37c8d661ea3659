#include "engine/formats/told_before.hpp"

#include "engine/core/text/digest.hpp"

namespace filrouge {
namespace {

constexpr std::size_t most_told = 1'000'000;

/// Two values that one hash in four thousand millions takes for the same are one contradiction missed.
std::uint32_t short_hash(std::string_view value) {
  const auto hash = stable_hash(value);
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

}  // namespace

std::uint64_t ToldBefore::otherwise(std::uint64_t what, std::string_view value) const {
  const auto found = told_.find(what);
  return found != told_.end() && found->second.hash != short_hash(value) ? found->second.line : 0;
}

void ToldBefore::tell(std::uint64_t what, std::string_view value, std::uint64_t line) {
  if (told_.size() >= most_told) {
    told_.clear();
    forgot_ = true;
  }
  told_.try_emplace(what, Value{short_hash(value), static_cast<std::uint32_t>(line)});
}

}  // namespace filrouge
