#include "apps/filrouge/compared_rules.hpp"

#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>

#include "apps/filrouge/git.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/session/rule_files.hpp"

namespace filrouge {

namespace fs = std::filesystem;

PassingFolder::PassingFolder() {
  auto pattern = (fs::temp_directory_path() / "filrouge-comparer-XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("pas de dossier temporaire où lire une révision");
  path_ = pattern;
}

PassingFolder::~PassingFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

namespace {

/// More than a rule set ever weighs.
constexpr std::size_t most_bytes = std::size_t{256} << 20;
/// How far above a file its rule set is looked for.
constexpr int levels_above = 6;

/// Why what was asked for can't be read, for the person who asked.
struct Refused {
  std::string why;
};

struct Name {
  std::string written;
  fs::path path;         ///< on the disk, or in the revision
  std::string revision;  ///< empty: on the disk
  bool path_said = false;
};

bool there(const fs::path& path) {
  std::error_code error;
  return fs::exists(path, error);
}

Name name_of(const std::string& written) {
  Name name{written, written, {}, true};
  if (there(written)) return name;
  const auto colon = written.find(':');
  name.revision = written.substr(0, colon);
  name.path_said = colon != std::string::npos;
  name.path = name.path_said ? fs::path(written.substr(colon + 1)) : fs::path();
  return name;
}

std::string first_line(const std::string& text) {
  auto line = text.substr(0, text.find('\n'));
  if (line.starts_with("fatal: ")) line.erase(0, 7);
  return visible_line(line);
}

std::string trimmed(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

bool is_rules(std::string_view path) {
  return path.ends_with(".fil") || path.ends_with(".fil.md");
}
bool is_values(std::string_view path) {
  return path.ends_with(".yaml") || path.ends_with(".yml");
}
bool is_under(const std::string& path, const std::string& folder) {
  return folder.empty() || path == folder || path.starts_with(folder + "/");
}

/// A revision of a repository.
class Revision {
 public:
  Revision(const Name& name, const fs::path& from) : name_(name), git_(from) {
    const auto top = git_.run({"rev-parse", "--show-toplevel"});
    if (top.absent)
      throw Refused{
          fmt::format("« {} » n'est ni un fichier ni un dossier, et git, qui saurait si c'est une révision, "
                      "n'est pas sur cette machine (apt-get install git)",
                      name.written)};
    if (!top.done)
      throw Refused{
          fmt::format("« {} » n'est ni un fichier ni un dossier, et « {} » n'est dans aucun dépôt "
                      "git où ce serait une révision (git : {})",
                      name.written, from.string(), first_line(top.error))};
    top_ = fs::path(trimmed(top.out));
    const auto commit =
        git_.run({"rev-parse", "--verify", "--quiet", "--end-of-options", name.revision + "^{commit}"});
    if (!commit.done || name.revision.empty()) throw Refused{unknown()};
    commit_ = trimmed(commit.out);
    const auto shown = git_.run({"show", "-s", "--format=%h %cs", commit_});
    const auto line = trimmed(shown.out);
    is_ = "révision " + line.substr(0, line.find(' '));
    if (const auto space = line.find(' '); space != std::string::npos)
      if (const auto day = parse_iso_date(line.substr(space + 1))) is_ += " du " + french_date(*day);
  }

  const fs::path& top() const { return top_; }
  const std::string& is() const { return is_; }

  /// The path from the root of the repository: as git reads it, or of what is on the disk.
  std::string inside(const fs::path& written) const {
    const auto text = written.generic_string();
    const bool from_here = text == "." || text == ".." || text.starts_with("./") || text.starts_with("../");
    if (!from_here && !written.is_absolute()) return normal(text);
    return of_disk(written);
  }
  std::string of_disk(const fs::path& path) const {
    std::error_code error;
    const auto real = fs::weakly_canonical(fs::absolute(path, error), error);
    const auto top = fs::weakly_canonical(top_, error);
    const auto relative = real.lexically_relative(top).generic_string();
    if (relative.empty() || relative == ".." || relative.starts_with("../"))
      throw Refused{fmt::format("« {} » n'est pas dans le dépôt git « {} », où « {} » serait une révision",
                                path.string(), top_.string(), name_.revision)};
    return normal(relative);
  }

  bool holds_rules(const std::string& path) const {
    return std::ranges::any_of(
        files(), [&](const File& one) { return is_rules(one.path) && is_under(one.path, path); });
  }

  /// The rules under `path`, and the values they may read, brought to the folder.
  void bring(const std::string& path, const fs::path& folder) const {
    std::vector<const File*> kept;
    std::size_t bytes = 0;
    for (const auto& one : files())
      if (wanted(one.path, path)) kept.push_back(&one), bytes += one.size;
    if (!holds_rules(path)) throw Refused{nothing(path)};
    if (bytes > most_bytes)
      throw Refused{fmt::format("« {} » : {} Mio de règles et de valeurs, plus que les {} qui se lisent",
                                name_.written, bytes >> 20, most_bytes >> 20)};
    std::string asked;
    for (const auto* one : kept) asked += one->id + "\n";
    const auto answer = git_.run({"cat-file", "--batch"}, asked);
    std::size_t at = 0;
    for (const auto* one : kept) {
      // « <id> blob <size> », a line, the bytes, a line.
      const auto end = answer.out.find('\n', at);
      if (!answer.done || end == std::string::npos || end + 1 + one->size > answer.out.size())
        throw Refused{fmt::format("« {} » : git n'a pas su rendre « {} » ({})", name_.written, one->path,
                                  first_line(answer.error))};
      const auto to = folder / one->path;
      fs::create_directories(to.parent_path());
      std::ofstream stream(to, std::ios::binary);
      stream.write(answer.out.data() + end + 1, static_cast<std::streamsize>(one->size));
      if (!stream.flush()) throw Refused{fmt::format("« {} » : pas de place où le lire", name_.written)};
      at = end + 1 + one->size + 1;
    }
  }

 private:
  struct File {
    std::string path, id;
    std::size_t size = 0;
  };

  static std::string normal(const std::string& path) {
    auto text = fs::path(path).lexically_normal().generic_string();
    while (text.ends_with('/')) text.pop_back();
    return text == "." ? std::string() : text;
  }

  static bool wanted(const std::string& file, const std::string& path) {
    if (is_rules(file)) return is_under(file, path);
    if (!is_values(file)) return false;
    const auto folder = is_rules(path) ? fs::path(path).parent_path() : fs::path(path);
    if (is_under(file, folder.generic_string())) return true;
    // « parametres » beside or above.
    for (auto above = folder;; above = above.parent_path()) {
      if (is_under(file, (above / "parametres").generic_string())) return true;
      if (above == above.parent_path() || above.empty()) return false;
    }
  }

  const std::vector<File>& files() const {
    if (files_) return *files_;
    files_.emplace();
    const auto answer = git_.run({"ls-tree", "-r", "-z", "-l", "--full-tree", commit_});
    if (!answer.done)
      throw Refused{
          fmt::format("« {} » : git n'a pas su la lire ({})", name_.written, first_line(answer.error))};
    for (std::size_t at = 0; at < answer.out.size();) {
      const auto end = std::min(answer.out.find('\0', at), answer.out.size());
      std::istringstream line(answer.out.substr(at, end - at));
      at = end + 1;
      std::string mode, type, id, size, path;
      line >> mode >> type >> id >> size;
      line.get();
      std::getline(line, path, '\0');
      if (!is_rules(path) && !is_values(path)) continue;
      // A link leads anywhere; a tree made by hand may write « .. ».
      const auto plain = fs::path(path).lexically_normal().generic_string();
      if (type != "blob" || !mode.starts_with("100") || plain != path || plain.starts_with("../") ||
          plain.starts_with("/")) {
        say("remarque : « {} » : « {} » est un lien, ou n'est pas un fichier : il n'est pas lu\n",
            name_.written, visible_line(path));
        continue;
      }
      files_->push_back({path, id, static_cast<std::size_t>(std::strtoull(size.c_str(), nullptr, 10))});
    }
    return *files_;
  }

  std::string unknown() const {
    auto why = fmt::format("« {} » n'est ni un fichier, ni un dossier, ni une révision de git",
                           name_.revision.empty() ? name_.written : name_.revision);
    const auto refs = git_.run({"for-each-ref", "--format=%(refname:short)"});
    std::vector<std::string> names;
    std::istringstream lines(refs.out);
    for (std::string one; std::getline(lines, one);) names.push_back(one);
    names.emplace_back("HEAD");
    std::vector<std::string_view> candidates(names.begin(), names.end());
    // « HEAD~400 », of a history of twelve.
    const auto bare = name_.revision.substr(0, name_.revision.find_first_of("~^@"));
    if (bare != name_.revision &&
        git_.run({"rev-parse", "--verify", "--quiet", "--end-of-options", bare + "^{commit}"}).done)
      return why + fmt::format(" : « {} » en est une, mais son histoire ne remonte pas si loin", bare);
    return why + did_you_mean(bare, candidates).then();
  }

  std::string nothing(const std::string& path) const {
    std::set<std::string> folders;
    for (const auto& one : files())
      if (is_rules(one.path))
        for (auto folder = fs::path(one.path); !folder.empty(); folder = folder.parent_path())
          folders.insert(folder.generic_string());
    const std::vector<std::string_view> candidates(folders.begin(), folders.end());
    auto why = fmt::format("« {} » : aucune règle sous « {} » à cette révision", name_.written,
                           path.empty() ? "." : path);
    if (const auto meant = did_you_mean(path, candidates); !meant.empty()) return why + meant.then();
    if (folders.empty()) return why + ", ni ailleurs";
    return why + fmt::format(" ; il y en a sous « {} »", *folders.begin());
  }

  Name name_;
  Git git_;
  fs::path top_;
  std::string commit_, is_;
  mutable std::optional<std::vector<File>> files_;
};

fs::path folder_of(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return path;
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// Of a file on the disk, the last folder in which what surrounds it is looked for: the one whoever asks is
/// in, never a whole disk.
fs::path last_folder(const fs::path& path) {
  std::error_code error;
  const auto real = fs::weakly_canonical(fs::absolute(path, error), error);
  const auto here = fs::weakly_canonical(fs::current_path(error), error);
  const bool beneath = std::ranges::mismatch(here, real).in1 == here.end();
  return beneath ? here : real.parent_path();
}

/// Reads the rules at a path, or, of a file that does not stand alone, those of the folders above it.
void load(ComparedRules& side, const fs::path& path, const fs::path& never_above) {
  const auto load_from = [&](const fs::path& from) {
    const std::vector<fs::path> paths{from};
    return std::make_unique<LoadedRules>(paths, dsl::Extent::whole);
  };
  side.rules = load_from(path);
  std::error_code error;
  if (fs::is_directory(path, error)) return;
  side.file = path.filename().generic_string();
  side.among_others = false;
  if (side.rules->program) return;
  const auto real = fs::weakly_canonical(fs::absolute(path, error), error);
  const auto limit = fs::weakly_canonical(never_above, error);
  auto folder = real.parent_path();
  for (int level = 0; level < levels_above && folder != folder.root_path(); ++level) {
    auto whole = load_from(folder);
    if (whole->program) {
      side.rules = std::move(whole);
      side.file = real.lexically_relative(folder).generic_string();
      side.among_others = true;
      return;
    }
    if (folder == limit) return;
    folder = folder.parent_path();
  }
}

std::unique_ptr<ComparedRules> read_side(const Name& name, const Name& other) {
  auto side = std::make_unique<ComparedRules>();
  side->name = name.written;
  if (name.revision.empty()) {
    // A path that is there wins; what it might have been is said.
    const auto also =
        Git(".").run({"rev-parse", "--verify", "--quiet", "--end-of-options", name.written + "^{commit}"});
    if (also.done && name.written != "." && name.written.find('/') == std::string::npos)
      say("remarque : « {0} » est un chemin et aussi une révision de git : c'est le chemin qui est lu ; pour "
          "la "
          "révision, écrivez « {0}:{1} »\n",
          name.written, other.revision.empty() ? other.path.generic_string() : std::string("rules"));
    load(*side, name.path, last_folder(name.path));
    return side;
  }
  const auto from = other.revision.empty() ? folder_of(other.path) : fs::path(".");
  const Revision revision(name, from);
  std::string path;
  if (name.path_said) {
    path = revision.inside(name.path);
  } else if (other.revision.empty()) {
    path = revision.of_disk(other.path);
  } else if (other.path_said) {
    path = revision.inside(other.path);
  } else {
    // As every verb: the rules of this folder.
    path = revision.of_disk(".");
    const auto rules = path.empty() ? std::string("rules") : path + "/rules";
    if (revision.holds_rules(rules)) path = rules;
  }
  if (!name.path_said) side->name = name.revision + ":" + (path.empty() ? "." : path);
  side->is = revision.is();
  side->folder = std::make_unique<PassingFolder>();
  revision.bring(path, side->folder->path());
  const auto at = path.empty() ? side->folder->path() : side->folder->path() / path;
  load(*side, at, side->folder->path());
  // Of a file that does not stand alone, the folders above it are brought in their turn.
  auto above = fs::path(path);
  for (int level = 0; level < levels_above && !side->rules->program && is_rules(path) && !above.empty();
       ++level) {
    above = above.parent_path();
    revision.bring(above.generic_string(), side->folder->path());
    load(*side, at, side->folder->path());
  }
  return side;
}

/// A file taken out of its rules: it is read among those of the other side, in the place of its like.
void read_among(ComparedRules& side, const Name& name, const ComparedRules& other,
                const fs::path& other_root) {
  side.folder = std::make_unique<PassingFolder>();
  std::error_code error;
  // The « parametres » beside or above them come too.
  auto base = other_root;
  while (!fs::is_directory(base / "parametres", error) && base != base.root_path()) base = base.parent_path();
  if (base == base.root_path()) base = other_root;
  const auto copy = [&](const fs::path& from) {
    for (fs::recursive_directory_iterator it(from, error), end; it != end; it.increment(error)) {
      if (error) break;
      const auto path = it->path().generic_string();
      if (!it->is_regular_file(error) || (!is_rules(path) && !is_values(path))) continue;
      const auto to = side.folder->path() / it->path().lexically_relative(base);
      fs::create_directories(to.parent_path());
      fs::copy_file(it->path(), to, fs::copy_options::overwrite_existing);
    }
  };
  copy(other_root);
  copy(base / "parametres");
  const auto root = side.folder->path() / other_root.lexically_relative(base);
  fs::copy_file(name.path, root / other.file, fs::copy_options::overwrite_existing);
  const std::vector<fs::path> paths{root};
  side.rules = std::make_unique<LoadedRules>(paths, dsl::Extent::whole);
  side.file = other.file;
  side.among_others = true;
}

/// The folder that a side was read from, of a file found in it.
fs::path root_of(const ComparedRules& side, const Name& name) {
  std::error_code error;
  auto real = fs::weakly_canonical(fs::absolute(name.path, error), error);
  for (auto left = fs::path(side.file); !left.empty(); left = left.parent_path()) real = real.parent_path();
  return real;
}

bool has_errors(const ComparedRules& side, const char* which) {
  if (side.rules->program) return false;
  say("{}", side.rules->errors);
  say("Les règles {} ({}) ont des erreurs : rien n'a été comparé.\n", which, side.name);
  return true;
}

}  // namespace

std::pair<std::unique_ptr<ComparedRules>, std::unique_ptr<ComparedRules>> compared_rules(
    const std::string& before, const std::string& after) {
  try {
    const auto a = name_of(before), b = name_of(after);
    auto one = read_side(a, b), other = read_side(b, a);
    if (!one->rules->program && a.revision.empty() && other->rules->program && other->among_others &&
        b.revision.empty())
      read_among(*one, a, *other, root_of(*other, b));
    else if (!other->rules->program && b.revision.empty() && one->rules->program && one->among_others &&
             a.revision.empty())
      read_among(*other, b, *one, root_of(*one, a));
    const bool bad = has_errors(*one, "d'avant"), also_bad = has_errors(*other, "d'après");
    if (bad || also_bad) return {};
    for (const auto* side : {one.get(), other.get()})
      if (side->among_others)
        say("remarque : « {} » ne se lit pas seul : il est lu avec les règles qui l'entourent, et ce qu'il "
            "dit est "
            "seul comparé\n",
            side->name);
    return {std::move(one), std::move(other)};
  } catch (const Refused& refused) {
    say("{}\n", refused.why);
  } catch (const fs::filesystem_error& fault) {
    say("un fichier n'a pas pu être lu ou écrit : {}\n", fault.code().message());
  }
  return {};
}

}  // namespace filrouge
