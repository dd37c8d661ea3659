#include "apps/filrouge/formater.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>

#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "dsl/format/changes.hpp"
#include "dsl/format/format.hpp"
#include "dsl/grammar/parse.hpp"
#include "engine/files/output.hpp"
#include "engine/session/rule_files.hpp"

namespace filrouge {
namespace {

constexpr std::size_t lines_shown = 3;  ///< of each file
constexpr const char* from_stdin = "-";

struct Options {
  std::vector<std::string> paths;
  bool check = false;
  std::string name;
  std::string language = "fr";
};

/// A file to lay out.
struct Text {
  std::string path;  ///< empty for standard input
  std::uint32_t file;
  dsl::Tree tree;
};

class Files {
 public:
  dsl::SourceSet sources;
  dsl::Diagnostics diagnostics;
  std::vector<Text> texts;

  void read(const std::vector<std::string>& given) {
    const std::vector<std::filesystem::path> paths(given.begin(), given.end());
    const Grounds grounds(paths);
    std::set<std::filesystem::path> met;
    for (const auto& path : paths) {
      const auto found = find_rule_files(path);
      if (found.empty()) refuse(path.generic_string(), dsl::Code::no_rule_files);
      for (const auto& one : found) {
        std::error_code unknown;
        const auto real = std::filesystem::canonical(one.path, unknown);
        if (one.path != path && !grounds.hold(one.path))
          refuse(one.shown, dsl::Code::link_outside);
        else if (unknown || met.insert(real).second)
          add(one.path.generic_string(), sources.load(one.path, one.shown, diagnostics));
      }
    }
  }

  void read_stdin(const std::string& name) {
    std::string text(std::istreambuf_iterator<char>(std::cin), {});
    add({}, sources.add(name.empty() ? "(entrée standard)" : name, std::move(text), diagnostics));
  }

 private:
  void refuse(const std::string& shown, dsl::Code code) {
    diagnostics.report(code, {sources.add(shown, {}, diagnostics), 0, 0}, {shown});
  }
  void add(std::string path, std::optional<std::uint32_t> file) {
    if (file) texts.push_back({std::move(path), *file, dsl::parse(sources, *file, diagnostics)});
  }
};

std::string counted(std::size_t count, const char* one, const char* several) {
  return fmt::format("{} {}", count, count < 2 ? one : several);
}

/// What would change in one file: its first lines, then how many others.
void show(const std::string& path, const std::vector<dsl::LayoutChange>& changes) {
  recount(fmt::format("{} : {}\n", path,
                      counted(changes.size(), "ligne serait changée", "lignes seraient changées")));
  for (const auto& change : std::span(changes).first(std::min(changes.size(), lines_shown))) {
    recount(fmt::format("  ligne {} : {}\n", change.line, change.reason));
    if (change.before != change.after)
      recount(fmt::format("    écrit    {}\n    devient  {}\n", change.before, change.after));
  }
  if (changes.size() > lines_shown)
    recount(fmt::format("  et {}\n", counted(changes.size() - lines_shown, "autre ligne", "autres lignes")));
}

void keep(const std::string& path, const std::string& text) {
  Output output(path, Tells::rules, Rights{});
  output.stream() << text;
  output.keep();
}

int lay_out(const Options& options) {
  const bool piped = options.paths.size() == 1 && options.paths.front() == from_stdin;
  if (!piped && std::ranges::find(options.paths, from_stdin) != options.paths.end()) {
    say("« - » (l'entrée standard) va seul : donnez des fichiers, ou « - »\n");
    return exit_bad_input;
  }
  for (const auto& path : options.paths)
    if (!piped && !std::filesystem::exists(path)) {
      say("« {} » n'existe pas ; il faut un fichier .fil ou un dossier qui en contient\n", path);
      return exit_bad_input;
    }
  Files files;
  if (piped)
    files.read_stdin(options.name);
  else
    files.read(options.paths);
  if (files.diagnostics.has_errors()) {
    say("{}", dsl::render_text(files.sources, files.diagnostics, language_of(options.language)));
    say("Les règles ont des erreurs : aucun fichier n'est changé.\n");
    return exit_bad_input;
  }

  std::size_t changed = 0, faults = 0;
  for (const auto& [path, file, tree] : files.texts) {
    const auto& before = files.sources[file].text();
    const auto& shown = piped ? files.sources[file].path() : path;
    const auto after = dsl::formatted(files.sources, file, tree);
    if (!after) {
      ++faults;
      say("« {} » est laissé tel quel : remis en forme, il ne se lirait plus de même. C'est un défaut du "
          "programme.\n",
          shown);
    }
    if (piped && !options.check) {
      keep({}, after.value_or(before));
      continue;
    }
    if (!after || *after == before) continue;
    ++changed;
    const auto changes = dsl::layout_changes(before, *after);
    if (options.check) {
      show(shown, changes);
    } else {
      keep(path, *after);
      recount(fmt::format("{} : {}\n", path,
                          counted(changes.size(), "ligne remise en forme", "lignes remises en forme")));
    }
  }
  if (faults != 0) return exit_fault;
  if (piped && !options.check) return exit_done;
  const auto unchanged = files.texts.size() - changed;
  const auto others = [&](const char* one, const char* several) {
    return unchanged == 0 ? std::string() : ", " + counted(unchanged, one, several);
  };
  if (changed == 0) {
    recount(fmt::format("{} : rien à changer.\n", counted(unchanged, "fichier", "fichiers")));
  } else if (options.check) {
    recount(fmt::format(
        "{}{}. Rien n'a été écrit.{}\n",
        counted(changed, "fichier serait remis en forme", "fichiers seraient remis en forme"),
        others("est déjà en ordre", "sont déjà en ordre"),
        piped ? "" : fmt::format(" Pour le faire : filrouge formater {}", fmt::join(options.paths, " "))));
  } else {
    recount(fmt::format("{}{}.\n", counted(changed, "fichier remis en forme", "fichiers remis en forme"),
                        others("inchangé", "inchangés")));
  }
  return options.check && changed != 0 ? exit_found : exit_done;
}

}  // namespace

void add_formater(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("formater",
                         "Remet les fichiers de règles en forme : retraits, blancs, guillemets, colonnes des "
                         "tables ; ni un mot, ni un commentaire ne change")
          ->alias("fmt");
  verb->add_option("chemins", options->paths,
                   "Fichiers .fil, .fil.md, ou dossiers ; « - » : l'entrée standard, vers la sortie standard")
      ->required()
      ->check(written_path());
  verb->add_flag("--controle", options->check,
                 "N'écrit rien : dit ce qui changerait (code de sortie 1 s'il y en a)");
  verb->add_option("--nom", options->name,
                   "Comment nommer l'entrée standard dans les messages ; un nom en .md la dit Markdown")
      ->check(written_path());
  verb->add_option("--langue", options->language, "Langue des messages d'erreur : fr ou en")
      ->check(CLI::IsMember({"fr", "en"}));
  verb->footer("Exemple : filrouge formater rules\n          filrouge formater --controle rules");
  verb->callback([options, &exit_code] { exit_code = reading([&] { return lay_out(*options); }); });
}

}  // namespace filrouge
