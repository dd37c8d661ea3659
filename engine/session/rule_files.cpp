#include "engine/session/rule_files.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

#include "dsl/source/limits.hpp"

namespace filrouge {

namespace fs = std::filesystem;

namespace {

bool is_rules(const fs::path& path) {
  const auto name = path.filename().string();
  return name.ends_with(".fil") || name.ends_with(".fil.md");
}

std::optional<std::string> read_text(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) > 2 * dsl::limits::file_bytes)
    return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

bool is_yaml(const fs::path& path) {
  const auto ending = path.extension();
  return ending == ".yaml" || ending == ".yml";
}

}  // namespace

std::vector<RuleFile> find_rule_files(const fs::path& path) {
  std::vector<RuleFile> files;
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
  std::ranges::sort(files, {}, &RuleFile::shown);
  return files;
}

Grounds::Grounds(std::span<const fs::path> given) {
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

bool Grounds::hold(const fs::path& path) const {
  std::error_code error;
  const auto real = fs::weakly_canonical(fs::absolute(path, error), error);
  return !error && std::ranges::any_of(allowed_, [&](const fs::path& ground) {
    return std::ranges::mismatch(ground, real).in1 == ground.end();
  });
}

dsl::DatedAnswer ValueFiles::open(const RuleFile& from, const std::string& written) {
  if (fs::path(written).is_absolute()) return dsl::DatedFault::absolute;
  if (!is_yaml(written)) return dsl::DatedFault::not_yaml;
  const auto from_root = [&](const fs::path& path) {
    return path.lexically_normal().lexically_relative(from.root.lexically_normal());
  };
  auto fault = dsl::DatedFault::outside;
  bool by_link = false;
  for (const auto& base : {from.path.parent_path(), from.root}) {
    const auto path = base / fs::path(written);
    if (!grounds_.hold(path)) {
      const auto written_inside = from_root(path);
      by_link = by_link || (!written_inside.empty() && *written_inside.begin() != "..");
      continue;
    }
    std::error_code error;
    const auto real = fs::canonical(path, error);
    if (error) {
      if (fault == dsl::DatedFault::outside) fault = dsl::DatedFault::absent;
      continue;
    }
    if (!is_yaml(real)) return dsl::DatedFault::not_yaml;
    auto read = texts_.find(real);
    if (read == texts_.end()) {
      auto text = read_text(real);
      if (!text) {
        fault = dsl::DatedFault::unreadable;
        continue;
      }
      read = texts_.emplace(real, std::move(*text)).first;
    }
    auto shown = from_root(path).generic_string();
    return dsl::DatedFile{shown.empty() ? written : shown, read->second};
  }
  return by_link ? dsl::DatedFault::outside : fault;
}

}  // namespace filrouge
