#include "apps/filrouge/absents.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/standard_streams.hpp"

namespace filrouge {
namespace {

struct Absent {
  const char* verb;
  const char* alias;
  const char* does;
};

constexpr Absent absents[] = {
    {"prouver", "prove", "prouver les garanties sur toutes les histoires"},
    {"formater", "fmt", "remettre les règles en forme"},
    {"simuler", "simulate", "comparer deux jeux de règles sur des dossiers"},
    {"comparer", "diff", "dire ce qui change entre deux versions des règles"},
};

}  // namespace

void add_absents(CLI::App& app, int& exit_code) {
  for (const auto& absent : absents) {
    auto* verb = app.add_subcommand(absent.verb, fmt::format("Absent de cette version ({})", absent.does))
                     ->allow_extras();
    if (*absent.alias) verb->alias(absent.alias);
    verb->callback([&exit_code, &absent] {
      say("« {} » ({}) n'existe pas dans cette version de filrouge. Rien n'a été fait.\n", absent.verb,
          absent.does);
      exit_code = exit_bad_input;
    });
  }
}

}  // namespace filrouge
