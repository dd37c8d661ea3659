#include "dsl/source/source.hpp"

#include <algorithm>
#include <fstream>

#include "dsl/source/diagnostic.hpp"
#include "dsl/source/limits.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::dsl {
namespace {

void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (text[i] != '\n') text[i] = ' ';
}

/// The length of the fence a line begins with (``` or ~~~, three or more, at most three spaces before), or 0.
std::size_t fence_length(std::string_view line, char& mark, std::string_view& info) {
  std::size_t i = 0;
  while (i < line.size() && i < 4 && line[i] == ' ') ++i;
  if (i > 3 || i >= line.size() || (line[i] != '`' && line[i] != '~')) return 0;
  mark = line[i];
  const auto begin = i;
  while (i < line.size() && line[i] == mark) ++i;
  if (i - begin < 3) return 0;
  info = line.substr(i);
  while (!info.empty() && (info.front() == ' ' || info.front() == '\t')) info.remove_prefix(1);
  while (!info.empty() && (info.back() == ' ' || info.back() == '\t' || info.back() == '\r'))
    info.remove_suffix(1);
  return i - begin;
}

/// Leaves only the inside of ```fil fences. Gives where the one that is never closed begins.
std::optional<std::size_t> blank_prose(std::string& text) {
  bool in_rules = false;
  std::size_t opened_at = 0;
  std::size_t opening = 0;
  char opening_mark = '`';
  for (std::size_t begin = 0; begin < text.size();) {
    auto end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    char mark = 0;
    std::string_view info;
    const auto length = fence_length(std::string_view(text).substr(begin, end - begin), mark, info);
    if (opening == 0 && length != 0) {
      opening = length;
      opening_mark = mark;
      opened_at = begin;
      in_rules = info == "fil" || info.starts_with("fil ");
      blank(text, begin, end);
    } else if (opening != 0 && length >= opening && mark == opening_mark && info.empty()) {
      opening = 0;
      in_rules = false;
      blank(text, begin, end);
    } else if (!in_rules) {
      blank(text, begin, end);
    }
    begin = end + 1;
  }
  return in_rules ? std::optional(opened_at) : std::nullopt;
}

std::uint32_t offset32(std::size_t offset) {
  return static_cast<std::uint32_t>(offset);
}

}  // namespace

SourceFile::SourceFile(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), rules_(text_), line_starts_{0} {
  for (std::size_t i = 0; i < text_.size(); ++i)
    if (text_[i] == '\n') line_starts_.push_back(offset32(i + 1));
  if (rules_.starts_with(byte_order_mark)) blank(rules_, 0, byte_order_mark.size());
  if (path_.ends_with(".md")) blank_prose(rules_);
}

void SourceFile::blank_rules() {
  blank(rules_, 0, rules_.size());
}

Position SourceFile::position(std::uint32_t offset) const {
  offset = std::min(offset, offset32(text_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  std::uint32_t column = 1;
  auto i = line_starts_[line - 1];
  if (i == 0 && text_.starts_with(byte_order_mark)) i = offset32(byte_order_mark.size());
  column +=
      static_cast<std::uint32_t>(utf8_count(std::string_view(text_).substr(i, std::max(i, offset) - i)));
  // An offset inside a character is shown at that character.
  if (offset < text_.size() && utf8_continues(text_[offset]) && column > 1) --column;
  return {line, column};
}

std::string_view SourceFile::line(std::uint32_t number) const {
  if (number == 0 || number > line_count()) return {};
  const auto begin = line_starts_[number - 1];
  const auto end = number < line_count() ? line_starts_[number] - 1 : offset32(text_.size());
  auto line = std::string_view(text_).substr(begin, end - begin);
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (begin == 0 && line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  return line;
}

std::uint32_t SourceSet::add(std::string path, std::string text, Diagnostics& diagnostics) {
  const auto file = size();
  if (text.size() > limits::file_bytes) {
    const auto megabytes = std::to_string(limits::file_bytes >> 20);
    text.resize(0);
    files_.emplace_back(std::move(path), std::move(text));
    diagnostics.report(Code::file_too_large, {file, 0, 0}, {megabytes});
    return file;
  }
  files_.emplace_back(std::move(path), std::move(text));
  auto& source = files_.back();
  auto prose = source.path().ends_with(".md") ? source.text() : std::string();
  if (const auto fence = blank_prose(prose)) {
    const auto end = std::min(source.text().find('\n', *fence), source.text().size());
    diagnostics
        .report(Code::unexpected_end, {file, offset32(*fence), offset32(end)},
                {source.text().substr(*fence, end - *fence)})
        .suggesting(
            {"ajoutez une ligne « ``` » après sa dernière règle : la suite serait lue comme des règles",
             "add a line « ``` » after its last rule: the rest would be read as rules"});
    source.blank_rules();
    return file;
  }
  const std::string_view whole = source.text();
  if (whole.starts_with("\xFF\xFE") || whole.starts_with("\xFE\xFF")) {
    diagnostics.report(Code::utf16_file, {file, 0, 1});
    source.blank_rules();
    return file;
  }
  for (std::size_t i = 0; i < whole.size();) {
    const auto length = utf8_at(whole, i).length;
    if (length != 0 && whole[i] != '\0') {
      i += length;
      continue;
    }
    if (whole[i] == '\0') {
      diagnostics.report(Code::nul_byte, {file, offset32(i), offset32(i + 1)});
    } else {
      constexpr std::string_view digits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(whole[i]);
      diagnostics.report(Code::bad_utf8, {file, offset32(i), offset32(i + 1)},
                         {std::string{digits[byte >> 4], digits[byte & 15u]}});
    }
    source.blank_rules();
    break;
  }
  return file;
}

std::optional<std::uint32_t> SourceSet::load(const std::filesystem::path& path, std::string shown,
                                             Diagnostics& diagnostics) {
  std::error_code failure;
  const auto bytes = std::filesystem::file_size(path, failure);
  std::ifstream stream(path, std::ios::binary);
  if (failure || !stream) {
    const auto file = add(shown, {}, diagnostics);
    diagnostics.report(Code::unreadable_file, {file, 0, 0}, {shown});
    return std::nullopt;
  }
  std::string text;
  text.resize(static_cast<std::size_t>(std::min<std::uintmax_t>(bytes, limits::file_bytes + 1)));
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return add(std::move(shown), std::move(text), diagnostics);
}

}  // namespace filrouge::dsl
