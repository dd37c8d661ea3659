#include "apps/filrouge/rapprochements.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "apps/filrouge/caller.hpp"
#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/output_options.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/csv_cell.hpp"
#include "engine/store/matches.hpp"

namespace filrouge {
namespace {

struct Options {
  std::string base;
  WhichMatches which;
  std::uint64_t join = 0, separate = 0;
  std::string author;
  std::string format = "texte";
  OutputOptions output;
};

bool stands_to_settle(const Match& match) {
  return match.decision == "doute" && match.settled_by == 0;
}

std::string in_words(const Match& match) {
  if (match.settled_by != 0) return fmt::format("remplacé par le n° {}", match.settled_by);
  static const std::map<std::string, std::string> words{
      {"joint", "joint"}, {"separe", "séparé"}, {"corrige", "corrigé"}, {"doute", "à trancher"}};
  return words.at(match.decision);
}

std::string said_of(const Match& match) {
  const auto source = match.system.empty() ? std::string() : " de " + match.system;
  const auto named = match.name.empty() ? std::string() : fmt::format("« {} »{}", match.name, source);
  if (match.person.empty()) {
    if (match.decision == "joint") return fmt::format("{} est le dossier {}", named, match.dossier);
    if (match.decision == "doute")
      return fmt::format("le dossier {}{} est peut-être le dossier {}", match.dossier, source, match.other);
    return fmt::format("le dossier {}{} n'est pas le dossier {}", match.dossier, source, match.other);
  }
  const auto whom = fmt::format("dossier {}, personne {}", match.dossier, match.person);
  if (match.decision == "doute")
    return fmt::format("{} ({}) : peut-être la personne {}", whom, named, match.other);
  if (match.decision == "separe")
    return fmt::format("{} ({}) : n'est pas la personne {}", whom, named, match.other);
  return fmt::format("{} : c'est {}", whom, named);
}

void write_text(std::ostream& out, const std::vector<Match>& all, const Options& options) {
  std::size_t to_settle = 0;
  for (const auto& match : all) {
    out << fmt::format("n° {} · {} · {} par {}\n    {}\n    {}\n", match.id, in_words(match),
                       match.made_on.substr(0, 10), visible_line(match.author), visible_line(said_of(match)),
                       visible_line(match.reason));
    if (!stands_to_settle(match)) continue;
    ++to_settle;
    out << fmt::format("    → --joindre {0} si c'est la même chose, --separer {0} sinon\n", match.id);
  }
  out << (all.empty() ? (options.which.doubts_only ? "Aucun doute à trancher.\n" : "Aucun rapprochement.\n")
                      : fmt::format("{}, dont {} à trancher.\n",
                                    counted(all.size(), "rapprochement", "rapprochements"), to_settle));
}

void write_csv(std::ostream& out, const std::vector<Match>& all) {
  out << "numero;fait_le;auteur;decision;dossier;personne;systeme;nom;autre;motif;suite\r\n";
  for (const auto& match : all) {
    out << match.id;
    for (const auto* text : {&match.made_on, &match.author, &match.decision, &match.dossier, &match.person,
                             &match.system, &match.name, &match.other, &match.reason})
      out << ';' << csv_cell(*text);
    out << ';' << (match.settled_by ? std::to_string(match.settled_by) : std::string()) << "\r\n";
  }
}

void write_json(std::ostream& out, const std::vector<Match>& all) {
  auto list = nlohmann::ordered_json::array();
  const auto told = [](const std::string& text) {
    return text.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(text);
  };
  for (const auto& match : all)
    list.push_back({{"numero", match.id},
                    {"fait_le", match.made_on},
                    {"auteur", match.author},
                    {"decision", match.decision},
                    {"dossier", told(match.dossier)},
                    {"personne", told(match.person)},
                    {"systeme", told(match.system)},
                    {"nom", told(match.name)},
                    {"autre", told(match.other)},
                    {"motif", match.reason},
                    {"suite", match.settled_by ? nlohmann::ordered_json(match.settled_by)
                                               : nlohmann::ordered_json(nullptr)}});
  out << list.dump(1) << "\n";
}

int list(const Options& options) {
  Base base(options.base, BaseAccess::read);
  const auto all = matches(base, options.which);
  const auto output = open_output(options.output, Tells::persons, {&options.base, 1});
  if (options.format == "csv")
    write_csv(output->stream(), all);
  else if (options.format == "json")
    write_json(output->stream(), all);
  else
    write_text(output->stream(), all, options);
  output->keep();
  return exit_done;
}

/// « 64-1/p1 », or what it is when that may be a name.
std::string shown(const std::string& who) {
  const auto slash = who.find('/');
  const auto dossier = who.substr(0, slash);
  const auto person = slash == std::string::npos ? std::string() : who.substr(slash + 1);
  return (is_number_like(dossier) ? dossier : "l'un") +
         (person.empty() ? "" : "/" + (is_number_like(person) ? person : std::string("une personne")));
}

int settle(const Options& options) {
  Base base(options.base, BaseAccess::write);
  const Settler settler{options.author.empty() ? unix_account() : options.author, utc_now()};
  const auto joins = options.join != 0;
  const auto done = joins ? join(base, options.join, settler) : separate(base, options.separate, settler);
  base.settle();
  recount(visible_line(joins ? fmt::format("{} est désormais dans {}", shown(done.other), shown(done.dossier))
                             : fmt::format("{} et {} sont deux", shown(done.dossier), shown(done.other))) +
          fmt::format(" : {}. C'est la décision n° {}, que --{} {} défait.\n",
                      counted(done.rows, "ligne a changé de place", "lignes ont changé de place"),
                      done.decision, joins ? "separer" : "joindre", done.decision));
  if (done.read_again > 0)
    recount(fmt::format(
        "Ce que les deux disaient pareil n'était écrit qu'une fois : réimportez {} des deux sources "
        "pour que chacun l'ait.\n",
        counted(done.read_again, "fichier", "fichiers")));
  return exit_done;
}

int run(const Options& options) {
  if (options.join != 0 && options.separate != 0) {
    say("--joindre et --separer ne vont pas ensemble : une décision à la fois. Rien n'a été fait.\n");
    return exit_bad_input;
  }
  return reading(
      [&] { return options.join != 0 || options.separate != 0 ? settle(options) : list(options); });
}

}  // namespace

void add_rapprochements(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("rapprochements",
                         "Dit qui a été reconnu d'une source à l'autre, pourquoi, et ce qui reste à trancher")
          ->alias("matches");
  verb->add_option("--base", options->base, "Base SQLite")->check(written_path())->required();
  verb->add_option("--dossier", options->which.dossier,
                   "Ceux de ce dossier, sous quelque nom qu'il soit dit");
  verb->add_flag("--doutes", options->which.doubts_only, "Seulement les doutes que personne n'a tranchés");
  verb->add_option("--joindre", options->join,
                   "Tranche : c'est le même foyer, la même personne (numéro de la liste)")
      ->check(CLI::PositiveNumber);
  verb->add_option("--separer", options->separate,
                   "Tranche : ce sont deux foyers, deux personnes ; ou défait une jonction")
      ->check(CLI::PositiveNumber);
  verb->add_option("--par", options->author, "Qui tranche ; par défaut le compte qui lance la commande");
  verb->add_option("--format", options->format, "texte, csv ou json")
      ->check(CLI::IsMember({"texte", "csv", "json"}));
  add_output_options(*verb, options->output);
  verb->footer(
      "Exemple :\n  filrouge rapprochements --base rsa64.db --doutes\n  filrouge rapprochements --base "
      "rsa64.db "
      "--joindre 12 --par m.dupont\n"
      "Un doute ne joint jamais de lui-même ; ce qui est tranché se défait par la décision contraire.");
  verb->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace filrouge
