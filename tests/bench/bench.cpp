#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string_view>

#include "engine/session/loaded_rules.hpp"
#include "tests/bench/growth.hpp"
#include "tests/bench/ratios.hpp"
#include "tests/bench/whole_command.hpp"

namespace {

using namespace filrouge;
using namespace filrouge::bench;

constexpr std::string_view help =
    R"(Mesure ce que coûte une réponse, en temps de processeur et en instructions (docs/mesures.md).

  filrouge_bench [--ratios] [--grand] [--dossiers N] [--paires N] [--plafond S]
  filrouge_bench --croissance [--dossiers N] [--plafond S]

  --ratios       le tableau des chiffres demandés, chacun à côté de ce à quoi il se compare (ce qui est fait sans option)
  --grand        et la commande entière sur 100 000 dossiers : quelques minutes, un gigaoctet sous TMPDIR
  --croissance   comment le temps croît avec les dossiers (jusqu'à N, ou 300 000 : un gigaoctet), les actes, les personnes, les règles
  --dossiers N   combien de dossiers sont rejoués (20000)
  --paires N     combien de fois les deux côtés d'un rapport sont joués l'un après l'autre (9)
  --plafond S    secondes de processeur après lesquelles un seul dossier est abandonné (5)
  --sans-instructions  sans callgrind, qui prend une minute
  --ecrire F     n'écrit que les dossiers mesurés, dans ce fichier
)";

enum class Asked { ratios, growth, caseload_alone };

struct Command {
  BenchOptions options;
  Asked asked = Asked::ratios;
  std::string write_in;
  bool dossiers_said = false;
};

double number(std::string_view option, std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value <= 0 || value > 10'000'000)
    throw std::runtime_error(fmt::format("{} attend un nombre plus grand que 0, pas « {} »", option, text));
  return value;
}

Command read(int count, char** words) {
  Command command;
  command.options.this_program = std::filesystem::read_symlink("/proc/self/exe").string();
  for (int i = 1; i < count; ++i) {
    const std::string_view option = words[i];
    const auto value = [&]() -> std::string_view {
      if (++i >= count) throw std::runtime_error(fmt::format("{} attend une valeur", option));
      return words[i];
    };
    if (option == "--ratios") {
    } else if (option == "--grand") {
      command.options.big = true;
    } else if (option == "--croissance") {
      command.asked = Asked::growth;
    } else if (option == "--dossiers") {
      command.options.dossiers = static_cast<std::size_t>(number(option, value()));
      command.dossiers_said = true;
    } else if (option == "--paires") {
      command.options.pairs = static_cast<std::size_t>(number(option, value()));
    } else if (option == "--plafond") {
      command.options.seconds = number(option, value());
    } else if (option == "--ecrire") {
      command.asked = Asked::caseload_alone;
      command.write_in = value();
    } else if (option == "--sans-instructions") {
      command.options.instructions = false;
    } else if (option == "--lire") {
      command.options.read_from = value();
    } else if (option == "--compter-dans") {
      command.options.count_in = value();
    } else {
      throw std::runtime_error(fmt::format("« {} » n'est pas une option\n\n{}", option, help));
    }
  }
  return command;
}

const std::filesystem::path rules = std::filesystem::path(FILROUGE_SOURCE_DIR) / "rules";

void print_growth(const Command& command, Date asked) {
  const Folder folder;
  print_growth_of_caseload(command.options.this_program, folder,
                           command.dossiers_said ? command.options.dossiers : 300'000);
  const std::vector paths = {rules};
  const LoadedRules all(paths, dsl::Extent::to_run);
  if (!all.program) throw std::runtime_error(all.errors);
  print_growth_of_acts(*all.program, asked, command.options.seconds);
  print_growth_of_persons(*all.program, asked, command.options.seconds);
  print_growth_of_rules(asked);
}

void write_alone(const Command& command) {
  const std::vector paths = {rules};
  const LoadedRules whole(paths, dsl::Extent::whole);
  write_caseload(command.options.dossiers, whole.checked.scenarios, command.write_in);
}

}  // namespace

int main(int count, char** words) {
  for (int i = 1; i < count; ++i)
    if (std::string_view(words[i]) == "--aide" || std::string_view(words[i]) == "--help")
      return fmt::print("{}", help), 0;
  try {
    const auto command = read(count, words);
    const Date day = *civil_date(2026, 11, 21);
    switch (command.asked) {
      case Asked::ratios:
        print_ratios(command.options, Folder(), day);
        break;
      case Asked::growth:
        print_growth(command, day);
        break;
      case Asked::caseload_alone:
        write_alone(command);
        break;
    }
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "filrouge_bench : {}\n", error.what());
    return 1;
  }
}
