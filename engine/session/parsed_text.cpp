#include "engine/session/parsed_text.hpp"

#include <utility>

#include "dsl/grammar/parse.hpp"

namespace filrouge {

ParsedText::ParsedText(std::string shown, std::string text) {
  const auto number = source.add(std::move(shown), std::move(text), diagnostics);
  tree = dsl::parse(source, number, diagnostics);
}

std::shared_ptr<const ParsedText> ParsedText::read(const std::filesystem::path& path, std::string shown) {
  auto text = std::make_shared<ParsedText>();
  const auto number = text->source.load(path, std::move(shown), text->diagnostics);
  if (number) text->tree = dsl::parse(text->source, *number, text->diagnostics);
  return text;
}

dsl::Tree ParsedText::tree_as(std::uint32_t number) const {
  auto copy = tree;
  for (auto& node : copy.nodes) node.range.file = number;
  return copy;
}

std::vector<dsl::Diagnostic> ParsedText::diagnostics_as(std::uint32_t number) const {
  auto told = diagnostics.in_order();
  for (auto& one : told) {
    one.range.file = one.mended.file = number;
    for (auto& label : one.labels) label.range.file = number;
  }
  return told;
}

}  // namespace filrouge
