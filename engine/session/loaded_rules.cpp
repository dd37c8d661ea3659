#include "engine/session/loaded_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "dsl/check/partial.hpp"
#include "dsl/grammar/parse.hpp"
#include "dsl/source/as_written.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/session/rule_files.hpp"

namespace filrouge {
namespace {

std::string digest_of(const dsl::SourceSet& sources, const std::vector<dsl::DatedFile>& dated) {
  std::vector<std::pair<std::string_view, std::string_view>> texts;
  for (std::uint32_t i = 0; i < sources.size(); ++i) texts.emplace_back(sources[i].path(), sources[i].text());
  for (const auto& file : dated) texts.emplace_back(file.shown, file.text);
  std::ranges::sort(texts);
  Sha256 digest;
  for (const auto& [name, text] : texts) {
    // Lengths keep the border between a name and a text from being moved.
    digest.add(fmt::format("{}:{}:{}:", name.size(), name, text.size()));
    digest.add(text);
  }
  return "sha256:" + digest.hex();
}

dsl::Scenarios scenarios_for(dsl::Extent extent) {
  return extent == dsl::Extent::to_run ? dsl::Scenarios::left_out : dsl::Scenarios::read;
}

}  // namespace

LoadedRules::LoadedRules(std::span<const std::filesystem::path> paths, dsl::Extent extent) {
  const Grounds grounds(paths);
  std::vector<RuleFile> of_file;
  std::vector<dsl::Tree> read;
  std::vector<std::uint32_t> unread;
  std::set<std::filesystem::path> met;
  for (const auto& path : paths) {
    const auto files = find_rule_files(path);
    if (files.empty()) refuse(path.generic_string(), dsl::Code::no_rule_files, unread);
    for (const auto& found : files) {
      if (found.path != path && !grounds.hold(found.path)) {
        refuse(found.shown, dsl::Code::link_outside, unread);
        continue;
      }
      std::error_code unknown;
      if (const auto real = std::filesystem::canonical(found.path, unknown);
          !unknown && !met.insert(real).second)
        continue;
      const auto errors_before = diagnostics.errors();
      const auto file = sources.load(found.path, found.shown, diagnostics);
      if (file) {
        of_file.resize(*file + 1);
        of_file[*file] = found;
        read.push_back(dsl::parse(sources, *file, diagnostics, scenarios_for(extent)));
      }
      if (diagnostics.errors() > errors_before) unread.push_back(sources.size() - 1);
    }
  }
  ValueFiles values(grounds);
  const auto open = [&](std::uint32_t file, const std::string& written) {
    return file < of_file.size() ? values.open(of_file[file], written)
                                 : dsl::DatedAnswer(dsl::DatedFault::absent);
  };
  check(std::move(read), unread, open, extent);
}

LoadedRules::LoadedRules(std::span<const RuleText> texts, const ValuesByName& values, dsl::Extent extent) {
  std::vector<dsl::Tree> read;
  std::vector<std::uint32_t> unread;
  if (texts.empty()) refuse("(mémoire)", dsl::Code::no_rule_files, unread);
  for (const auto& [name, text] : texts) {
    const auto errors_before = diagnostics.errors();
    const auto file = sources.add(name, text, diagnostics);
    read.push_back(dsl::parse(sources, file, diagnostics, scenarios_for(extent)));
    if (diagnostics.errors() > errors_before) unread.push_back(file);
  }
  const auto open = [&](std::uint32_t, const std::string& written) -> dsl::DatedAnswer {
    auto text = values ? values(written) : std::nullopt;
    if (!text) return dsl::DatedFault::absent;
    return dsl::DatedFile{written, std::move(*text)};
  };
  check(std::move(read), unread, open, extent);
}

LoadedRules::LoadedRules(std::span<const std::shared_ptr<const ParsedText>> texts,
                         const dsl::OpenDated& values) {
  std::vector<dsl::Tree> read;
  std::vector<std::uint32_t> unread;
  if (texts.empty()) refuse("(mémoire)", dsl::Code::no_rule_files, unread);
  for (const auto& text : texts) {
    dsl::Diagnostics already;
    const auto file = sources.add(text->file().path(), text->file().text(), already);
    read.push_back(text->tree_as(file));
    for (auto& told : text->diagnostics_as(file)) diagnostics.add(std::move(told));
    if (text->diagnostics.has_errors()) unread.push_back(file);
  }
  check(std::move(read), unread, values, dsl::Extent::whole, &mentions);
}

void LoadedRules::refuse(const std::string& shown, dsl::Code code, std::vector<std::uint32_t>& unread) {
  const auto file = sources.add(shown, {}, diagnostics);
  diagnostics.report(code, {file, 0, 0}, {shown});
  unread.push_back(file);
}

void LoadedRules::check(std::vector<dsl::Tree> read, std::span<const std::uint32_t> unread,
                        const dsl::OpenDated& open, dsl::Extent extent, dsl::Mentions* follow) {
  if (unread.empty()) {
    checked = dsl::check_rules(sources, read, diagnostics, open, extent, dsl::Scenarios::read, follow);
    checked.model.digest = digest_of(sources, checked.dated);
  } else if (sources.size() > unread.size()) {
    dsl::check_in_part(sources, read, unread, diagnostics, open, scenarios_for(extent), follow);
  }
  dsl::say_names_as_written(sources, read, diagnostics);
  if (diagnostics.has_errors())
    errors = dsl::render_text(sources, diagnostics);
  else
    program.emplace(checked.model);
  if (extent == dsl::Extent::whole) trees = std::move(read);
}

}  // namespace filrouge
