#include "dsl/check/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "dsl/check/partial.hpp"
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
    // A text that is no rule would be shown line by line, each of them wrong.
    if (!fs::exists(path, error) || is_rules(path))
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

/// Where rules may read: under the folders given to the command, and in the « parametres » that stands beside
/// or above them when they are a part of a larger set. Rules come from others: a path they write, or a link
/// among them, must show nothing else of the disk.
class Grounds {
 public:
  explicit Grounds(std::span<const fs::path> given) {
    for (const auto& path : given) {
      std::error_code error;
      // What the person names is trusted, a link included: what stands beside it too.
      const auto given_folder = fs::is_directory(path, error) ? path : path.parent_path();
      const auto folder = fs::weakly_canonical(fs::absolute(given_folder / ".", error), error);
      allowed_.push_back(folder);
      for (auto above = folder;; above = above.parent_path()) {
        // The folder itself may be a link that leads anywhere.
        const auto values = above / "parametres";
        if (fs::is_directory(fs::symlink_status(values, error))) {
          allowed_.push_back(values);
          break;
        }
        if (above == above.parent_path()) break;
      }
    }
  }

  /// Links followed. Absent: judged by what of the path is there.
  bool hold(const fs::path& path) const {
    std::error_code error;
    const auto real = fs::weakly_canonical(fs::absolute(path, error), error);
    return !error && std::ranges::any_of(allowed_, [&](const fs::path& ground) {
      return std::ranges::mismatch(ground, real).in1 == ground.end();
    });
  }

 private:
  std::vector<fs::path> allowed_;
};

bool is_yaml(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".yaml" || ending == ".yml";
}

/// Beside the rule file, or under the root of the rules.
DatedAnswer open_dated(const Found& from, const std::string& written, const Grounds& grounds) {
  if (fs::path(written).is_absolute()) return DatedFault::absolute;
  if (!is_yaml(written)) return DatedFault::not_yaml;
  const auto from_root = [&](const fs::path& path) {
    return path.lexically_normal().lexically_relative(from.root.lexically_normal());
  };
  auto fault = DatedFault::outside;
  bool by_link = false;
  for (const auto& base : {from.path.parent_path(), from.root}) {
    const auto path = base / fs::path(written);
    if (!grounds.hold(path)) {
      const auto written_inside = from_root(path);
      by_link = by_link || (!written_inside.empty() && *written_inside.begin() != "..");
      continue;
    }
    std::error_code error;
    const auto real = fs::canonical(path, error);
    if (error) {
      if (fault == DatedFault::outside) fault = DatedFault::absent;
      continue;
    }
    if (!is_yaml(real)) return DatedFault::not_yaml;
    auto text = read_text(real);
    if (!text) {
      fault = DatedFault::unreadable;
      continue;
    }
    auto shown = from_root(path).generic_string();
    return DatedFile{shown.empty() ? written : shown, std::move(*text)};
  }
  return by_link ? DatedFault::outside : fault;
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
  const Grounds grounds(paths);
  std::vector<Found> of_file;
  std::vector<Tree> trees;
  std::vector<std::uint32_t> unread;
  const auto refused = [&](std::string shown, Code code) {
    const auto file = sources.add(shown, {}, diagnostics);
    diagnostics.report(code, {file, 0, 0}, {std::move(shown)});
    unread.push_back(file);
  };
  for (const auto& path : paths) {
    const auto files = find_files(path);
    if (files.empty()) refused(path.generic_string(), Code::no_rule_files);
    for (const auto& found : files) {
      if (found.path != path && !grounds.hold(found.path)) {
        refused(found.shown, Code::link_outside);
        continue;
      }
      const auto errors_before = diagnostics.errors();
      const auto file = sources.load(found.path, found.shown, diagnostics);
      if (file) {
        of_file.resize(*file + 1);
        of_file[*file] = found;
        trees.push_back(parse(sources, *file, diagnostics));
      }
      if (diagnostics.errors() > errors_before) unread.push_back(sources.size() - 1);
    }
  }
  const OpenDated open = [&](std::uint32_t file, const std::string& path) {
    return file < of_file.size() ? open_dated(of_file[file], path, grounds) : DatedAnswer(DatedFault::absent);
  };
  if (!unread.empty()) {
    if (sources.size() > unread.size()) check_in_part(sources, std::move(trees), unread, diagnostics, open);
    return {};
  }
  auto checked = check_rules(sources, trees, diagnostics, open);
  checked.model.digest = digest_of(sources, checked.dated);
  return checked;
}

Checked load_rules(std::span<const std::filesystem::path> paths, Diagnostics& diagnostics) {
  SourceSet sources;
  return load_rules(paths, sources, diagnostics);
}

}  // namespace filrouge::dsl
