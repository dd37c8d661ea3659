#include "dsl/lsp/desk.hpp"

#include <algorithm>
#include <utility>

#include "dsl/lsp/uri.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::lsp {

std::shared_ptr<const ParsedText> Document::shared() {
  if (!parsed_) parsed_ = std::make_shared<const ParsedText>(shown, text);
  return parsed_;
}

const ParsedText& Document::parsed() {
  return *shared();
}

void Document::set(std::string now) {
  text = std::move(now);
  places = Places(text);
  parsed_.reset();
}

Document* Desk::open_at(const std::filesystem::path& path) {
  for (auto& [uri, document] : documents)
    if (!document.path.empty() && document.path == path) return &document;
  return nullptr;
}

const Shift& Desk::shift(const Analysis& analysis, std::uint32_t file, const Document& document) const {
  auto& known = compared_[document.uri];
  const auto& before = analysis.files[file].text;
  if (known.before.lock() != before || known.version != document.version)
    known = {before, document.version, Shift(before->file().text(), document.text)};
  return known.shift;
}

std::optional<dsl::SourceRange> Desk::checked_place(const Analysis& analysis, const Document& document,
                                                    std::uint32_t offset) const {
  const auto file = analysis.number(document.path);
  if (file == Analysis::none || !shift(analysis, file, document).back(offset)) return std::nullopt;
  return dsl::SourceRange{file, offset, offset};
}

std::span<const Analysis::Mention> Desk::mentions_at(const Analysis& analysis, const Document& document,
                                                     std::uint32_t offset) const {
  // The beginning of the word is more often untouched than the place in it.
  const auto [begin, end] = word_at(document.text, offset);
  const auto place = checked_place(analysis, document, begin);
  if (!place || begin == end) return {};
  const auto found = analysis.at(place->file, place->begin);
  if (found.empty()) return {};
  const auto met = found.front().at;
  if (analysis.written(met) != std::string_view(document.text).substr(begin, end - begin)) return {};
  return found;
}

Json Desk::location(const Analysis& analysis, dsl::SourceRange range) {
  const auto& file = analysis.files[range.file];
  if (auto* open = open_at(file.path)) {
    if (!shift(analysis, range.file, *open).forth(range.begin, range.end)) return nullptr;
    return {{"uri", open->uri}, {"range", this->range(*open, range.begin, range.end)}};
  }
  const auto& text = file.text->file().text();
  return {{"uri", uri_of(file.path)}, {"range", Places(text).range(text, range.begin, range.end, encoding)}};
}

std::pair<std::uint32_t, std::uint32_t> word_at(std::string_view text, std::uint32_t offset) {
  const auto inside = [&](std::size_t at) {
    const auto c = utf8_at(text, at).code;
    return c == U'_' || c == U'.' || c == U'#' || (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') ||
           (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7) ||
           (c >= 0x300 && c <= 0x36F);
  };
  const auto before = [&](std::size_t at) {
    --at;
    while (at > 0 && utf8_continues(text[at])) --at;
    return at;
  };
  std::size_t begin = std::min<std::size_t>(offset, text.size()), end = begin;
  while (begin > 0 && inside(before(begin))) begin = before(begin);
  while (end < text.size() && inside(end)) end += std::max(utf8_at(text, end).length, 1u);
  while (end > begin && (text[end - 1] == '.' || text[end - 1] == '#')) --end;
  while (begin < end && (text[begin] == '.' || text[begin] == '#')) ++begin;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

dsl::SourceRange whole_of(const dsl::Tree& tree, dsl::NodeId node) {
  auto range = tree[node].range;
  for (auto child = tree[node].first_child; child != dsl::no_node; child = tree[child].next_sibling) {
    const auto inside = whole_of(tree, child);
    range.begin = std::min(range.begin, inside.begin);
    range.end = std::max(range.end, inside.end);
  }
  return range;
}

}  // namespace filrouge::lsp
