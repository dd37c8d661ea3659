#include "dsl/lsp/analysis.hpp"

#include <algorithm>
#include <utility>

namespace filrouge::lsp {
namespace {

std::vector<std::shared_ptr<const ParsedText>> texts_of(const std::vector<CheckedFile>& files) {
  std::vector<std::shared_ptr<const ParsedText>> texts;
  for (const auto& file : files) texts.push_back(file.text);
  return texts;
}

}  // namespace

std::string_view the_kind(dsl::ThingKind kind) {
  switch (kind) {
    case dsl::ThingKind::state:
      return "l'état";
    case dsl::ThingKind::delai:
      return "le délai";
    case dsl::ThingKind::field:
      return "le champ";
    default:
      return dsl::the_kind(static_cast<dsl::NameKind>(kind));
  }
}

std::string_view last_part(std::string_view name) {
  return name.substr(name.rfind('.') + 1);  // npos + 1 is 0
}

Analysis::Analysis(std::vector<CheckedFile> checked, const dsl::OpenDated& values)
    : files(std::move(checked)), rules(texts_of(files), values) {
  for (std::uint32_t i = 0; i < files.size(); ++i) numbers_.emplace(files[i].path, i);
  const auto& all = rules.mentions.all();
  of_thing_.resize(rules.mentions.things().size());
  for (std::uint32_t i = 0; i < all.size(); ++i) of_thing_[all[i].thing].push_back(i);
  if (!rules.program) return;
  const auto& known = rules.model().rules;
  for (std::uint32_t i = 0; i < known.size(); ++i)
    rule_of_line_.emplace(std::pair(known[i].file, known[i].line), i);
}

std::uint32_t Analysis::number(const std::filesystem::path& path) const {
  const auto found = numbers_.find(path);
  return found == numbers_.end() ? none : found->second;
}

std::span<const Analysis::Mention> Analysis::at(std::uint32_t file, std::uint32_t offset) const {
  const auto& all = rules.mentions.all();
  // Mentions do not cross; those of one place stand together.
  auto end = std::ranges::upper_bound(all, std::pair(file, offset), {}, [](const Mention& one) {
    return std::pair(one.at.file, one.at.begin);
  });
  if (end == all.begin()) return {};
  const auto& last = *(end - 1);
  if (last.at.file != file || last.at.end < offset) return {};
  auto begin = end - 1;
  while (begin != all.begin() && (begin - 1)->at.file == file && (begin - 1)->at.begin == last.at.begin)
    --begin;
  return {&*begin, static_cast<std::size_t>(end - begin)};
}

std::vector<const Analysis::Mention*> Analysis::of(std::uint32_t thing) const {
  std::vector<const Mention*> found;
  for (const auto index : of_thing_[thing]) found.push_back(&rules.mentions.all()[index]);
  return found;
}

std::uint32_t Analysis::find(dsl::ThingKind kind, std::string_view name) const {
  const auto& things = rules.mentions.things();
  const auto found =
      std::ranges::find_if(things, [&](const Thing& one) { return one.kind == kind && one.name == name; });
  return found == things.end() ? none : static_cast<std::uint32_t>(found - things.begin());
}

dsl::SourceRange Analysis::name_of(const Mention& mention) const {
  const auto& text = files[mention.at.file].text->file().text();
  auto end = mention.at.end;
  const std::string_view written(text.data() + mention.at.begin, mention.at.end - mention.at.begin);
  auto length = written.size();
  for (auto beyond = mention.beyond; beyond > 0; --beyond) {
    const auto dot = written.substr(0, length).rfind('.');
    if (dot == std::string_view::npos) break;
    length = dot;
  }
  end = mention.at.begin + static_cast<std::uint32_t>(length);
  // A module's name is whole.
  if (thing(mention).kind == dsl::ThingKind::module || thing(mention).kind == dsl::ThingKind::conventions)
    return {mention.at.file, mention.at.begin, end};
  const auto dot = written.substr(0, length).rfind('.');
  const auto begin = dot == std::string_view::npos ? 0 : dot + 1;
  return {mention.at.file, mention.at.begin + static_cast<std::uint32_t>(begin), end};
}

const RuleInfo* Analysis::rule_at(std::uint32_t file, std::uint32_t line) const {
  const auto found = rule_of_line_.find({files[file].text->file().path(), line});
  return found == rule_of_line_.end() ? nullptr : &rules.model().rules[found->second];
}

}  // namespace filrouge::lsp
