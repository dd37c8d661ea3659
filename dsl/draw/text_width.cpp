#include "dsl/draw/text_width.hpp"

#include <algorithm>

#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

/// Thousandths of an em of U+0020 to U+007E.
constexpr short ascii_widths[] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361,  318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635,  611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352,  635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,  525, 636, 337, 636, 838};

double width_of(std::string_view text, const Utf8Character& character, std::size_t at) {
  const auto code = character.code;
  if (code >= 0x20 && code < 0x7F) return ascii_widths[code - 0x20] / 1000.;
  if (code < 0x20 || character.length == 0) return 1;
  if (code == 0xA0 || code == 0x202F) return .318;
  if (code == 0x2019) return .318;
  if (code >= 0x300 && code < 0x370) return 0;
  // An accent changes no width: « é » is as wide as « e ».
  if (code < 0x250)
    if (const auto plain = fold(text.substr(at, character.length));
        !plain.empty() && plain[0] >= 'a' && plain[0] <= 'z')
      return (code < 0xE0 ? .08 : 0) + static_cast<double>(plain.size()) * .64;
  return code < 0x1100 ? .75 : 1.05;
}

bool joins_before(std::string_view word) {
  static constexpr std::string_view signs[] = {"»", ":", ";", "?", "!", "%", "€", "—",
                                               "–", "=", "≠", "<", ">", "≤", "≥"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return word.starts_with(sign); });
}

/// The words between which a line may be cut.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  bool open = false;
  while (!text.empty()) {
    const auto blank = std::min(text.find(' '), text.size());
    if (const auto word = text.substr(0, blank); !word.empty()) {
      if (!words.empty() && (open || joins_before(word)))
        words.back().append("\xC2\xA0").append(word);
      else
        words.emplace_back(word);
      open = word.ends_with("«");
    }
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
  return words;
}

}  // namespace

double text_width(std::string_view text) {
  double width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = utf8_at(text, at);
    width += width_of(text, character, at);
    at += std::max<std::size_t>(character.length, 1);
  }
  return width;
}

std::vector<std::string> wrapped(std::string_view text, double width) {
  std::vector<std::string> lines;
  double filled = 0;
  for (auto& word : words_of(text)) {
    auto wide = text_width(word);
    if (!lines.empty() && filled + .318 + wide <= width) {
      lines.back().append(" ").append(word);
      filled += .318 + wide;
      continue;
    }
    std::string_view rest = word;
    while (wide > width) {
      std::size_t at = 0;
      double taken = 0;
      while (at < rest.size()) {
        const auto character = utf8_at(rest, at);
        const auto more = width_of(rest, character, at);
        if (at != 0 && taken + more > width) break;
        taken += more;
        at += std::max<std::size_t>(character.length, 1);
      }
      lines.emplace_back(rest.substr(0, at));
      rest.remove_prefix(at);
      wide = text_width(rest);
    }
    if (rest.empty()) continue;
    lines.emplace_back(rest);
    filled = wide;
  }
  return lines;
}

}  // namespace filrouge::dsl
