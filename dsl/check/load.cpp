#include "dsl/check/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "dsl/grammar/parse.hpp"
#include "dsl/source/limits.hpp"
#include "engine/core/text/digest.hpp"

namespace filrouge::dsl {
namespace {

namespace fs = std::filesystem;

struct Found {
  std::string shown;
  fs::path path, root;
};

bool is_rules(const fs::path& path) {
  const auto name = path.filename().string();
  return name.ends_with(".fil") || name.ends_with(".fil.md");
}

std::vector<Found> find_files(const fs::path& path) {
  std::vector<Found> files;
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    files.push_back({path.filename().generic_string(), path, path.parent_path()});
    return files;
  }
  for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, error), end;
       it != end; it.increment(error)) {
    if (error) break;
    if (it->is_regular_file(error) && is_rules(it->path()))
      files.push_back({it->path().lexically_relative(path).generic_string(), it->path(), path});
  }
  std::ranges::sort(files, {}, &Found::shown);
  return files;
}

std::optional<std::string> read_text(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > 2 * limits::file_bytes)
    return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Beside the rule file, or under the root of the rules.
std::optional<DatedFile> open_dated(const Found& from, const std::string& written) {
  for (const auto& base : {from.path.parent_path(), from.root}) {
    const auto path = (base / fs::path(written)).lexically_normal();
    const auto text = read_text(path);
    if (!text) continue;
    auto shown = path.lexically_relative(from.root.lexically_normal()).generic_string();
    return DatedFile{shown.empty() ? written : shown, *text};
  }
  return std::nullopt;
}

std::string digest_of(const SourceSet& sources, const std::vector<DatedFile>& dated) {
  std::map<std::string, const std::string*> texts;
  for (std::uint32_t i = 0; i < sources.size(); ++i) texts.emplace(sources[i].path(), &sources[i].text());
  for (const auto& file : dated) texts.emplace(file.shown, &file.text);
  Sha256 digest;
  for (const auto& [name, text] : texts) {
    // Lengths keep the border between a name and a text from being moved.
    digest.add(fmt::format("{}:{}:{}:", name.size(), name, text->size()));
    digest.add(*text);
  }
  return "sha256:" + digest.hex();
}

}  // namespace

Checked load_rules(std::span<const std::filesystem::path> paths, SourceSet& sources,
                   Diagnostics& diagnostics) {
  std::vector<Found> of_file;
  std::vector<Tree> trees;
  for (const auto& path : paths) {
    const auto files = find_files(path);
    if (files.empty()) {
      const auto file = sources.add(path.generic_string(), {}, diagnostics);
      of_file.resize(file + 1);
      diagnostics.report(Code::no_rule_files, {file, 0, 0}, {path.generic_string()});
    }
    for (const auto& found : files) {
      const auto file = sources.load(found.path, found.shown, diagnostics);
      if (!file) continue;
      of_file.resize(*file + 1);
      of_file[*file] = found;
      trees.push_back(parse(sources, *file, diagnostics));
    }
  }
  // A tree with errors lacks names: checking it would say that all the others are wrong.
  if (diagnostics.has_errors()) return {};
  auto checked = check_rules(sources, trees, diagnostics, [&](std::uint32_t file, const std::string& path) {
    return file < of_file.size() ? open_dated(of_file[file], path) : std::nullopt;
  });
  checked.model.digest = digest_of(sources, checked.dated);
  return checked;
}

Checked load_rules(std::span<const std::filesystem::path> paths, Diagnostics& diagnostics) {
  SourceSet sources;
  return load_rules(paths, sources, diagnostics);
}

}  // namespace filrouge::dsl
