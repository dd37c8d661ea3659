#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

/// Rules, dossiers, pages and fluxes are lines: moving whole ones keeps what is written readable far more
/// often than moving bytes, and so reaches what lies behind the reader. Half of the time bytes are moved too.

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

using Random = std::minstd_rand;

std::vector<std::string> lines_of(const std::uint8_t* data, std::size_t size) {
  std::vector<std::string> lines(1);
  for (const auto byte : std::string_view(reinterpret_cast<const char*>(data), size)) {
    lines.back() += byte;
    if (byte == '\n') lines.emplace_back();
  }
  return lines;
}

std::size_t written(const std::vector<std::string>& lines, std::uint8_t* out, std::size_t max_size) {
  std::size_t size = 0;
  for (const auto& line : lines) {
    if (line.size() > max_size - size) break;
    std::memcpy(out + size, line.data(), line.size());
    size += line.size();
  }
  return size;
}

std::size_t below(Random& random, std::size_t bound) {
  return bound == 0 ? 0 : random() % bound;
}

/// A word of one line in the place of a word of another.
void swap_words(std::string& into, const std::string& from, Random& random) {
  const auto word = [&](const std::string& line) {
    const auto at = below(random, line.size());
    auto begin = line.find_last_of(" ,:\"<>()\n", at);
    begin = begin == std::string::npos ? 0 : begin + 1;
    const auto end = line.find_first_of(" ,:\"<>()\n", std::max(at, begin));
    return std::pair(begin, (end == std::string::npos ? line.size() : end) - begin);
  };
  if (into.empty() || from.empty()) return;
  const auto [at, length] = word(into);
  const auto [from_at, from_length] = word(from);
  into.replace(at, length, from, from_at, from_length);
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  Random random(seed + 1);
  if (random() % 2 == 0) return LLVMFuzzerMutate(data, size, max_size);
  auto lines = lines_of(data, size);
  const auto at = below(random, lines.size());
  const auto other = below(random, lines.size());
  const auto count = std::min(lines.size() - at, 1 + below(random, 4));
  const auto first = lines.begin() + static_cast<std::ptrdiff_t>(at);
  const std::vector<std::string> taken(first, first + static_cast<std::ptrdiff_t>(count));
  switch (random() % 5) {
    case 0:
      lines.erase(first, first + static_cast<std::ptrdiff_t>(count));
      break;
    case 1:
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(other), taken.begin(), taken.end());
      break;
    case 2:
      std::swap(lines[at], lines[other]);
      break;
    case 3:
      // Rules say by their indentation what belongs to what.
      if (random() % 2 == 0)
        lines[at].insert(0, 2, ' ');
      else if (lines[at].starts_with("  "))
        lines[at].erase(0, 2);
      break;
    default:
      swap_words(lines[at], lines[other], random);
  }
  return written(lines, data, max_size);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* a, std::size_t a_size,
                                                 const std::uint8_t* b, std::size_t b_size, std::uint8_t* out,
                                                 std::size_t max_size, unsigned seed) {
  Random random(seed + 1);
  auto lines = lines_of(a, a_size);
  const auto others = lines_of(b, b_size);
  const auto begin = below(random, others.size());
  const auto end = begin + 1 + below(random, others.size() - begin);
  lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(below(random, lines.size() + 1)),
               others.begin() + static_cast<std::ptrdiff_t>(begin),
               others.begin() + static_cast<std::ptrdiff_t>(end));
  return written(lines, out, max_size);
}
