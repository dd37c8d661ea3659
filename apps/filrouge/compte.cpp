#include "apps/filrouge/compte.hpp"

#include <fmt/format.h>

#include <functional>
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
#include "apps/filrouge/typed_password.hpp"
#include "apps/serveur/acces/access.hpp"
#include "apps/serveur/acces/access_error.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/files/rights.hpp"
#include "engine/reports/csv_cell.hpp"
#include "engine/store/demonstration.hpp"

namespace filrouge {
using namespace acces;

namespace {

struct Options {
  std::string base, file;
  std::string name, role;
  std::vector<std::string> territoires;
  bool everywhere = false;
  std::string role_metier;
  bool no_role_metier = false;
  std::string password_from;
  bool draw = false, demonstration = false;
  bool open_only = false;
  std::string format = "texte";
  OutputOptions output;
};

Author author() {
  return {"ligne de commande", "machine:" + unix_account()};
}

struct Password {
  std::string text;
  bool drawn = false;
};

Password password(const Options& options) {
  if (options.draw || options.demonstration) return {drawn_password(), true};
  if (options.password_from.empty()) return {typed_password(visible_line(options.name))};
  if (options.password_from != "-")
    if (const auto open = open_to_all(options.password_from); !open.empty()) say("remarque : {}\n", open);
  return {password_of(options.password_from)};
}

std::string where(const AccountRights& rights) {
  return rights.everywhere            ? "partout"
         : rights.territoires.empty() ? "aucun territoire"
                                      : listed(rights.territoires);
}

std::string in_words(const Account& account) {
  return visible_line(
      fmt::format("{}, {}{}{}", word_of(account.rights.role), where(account.rights),
                  account.rights.role_metier.empty() ? "" : ", " + account.rights.role_metier,
                  account.must_change ? ", mot de passe à changer à la première entrée" : ""));
}

std::string said_once(const Password& password) {
  return password.drawn ? fmt::format("Son mot de passe, dit cette seule fois : {}\n", password.text)
                        : std::string();
}

int add(const Options& options) {
  if (options.demonstration) {
    Base base(options.base, BaseAccess::read);
    if (!is_demonstration(base)) {
      say("« {} » n'est pas une base de démonstration : --demonstration n'y ouvre pas de compte. Ôtez "
          "l'option ; "
          "--tirer tire aussi un mot de passe, à changer à la première entrée\n",
          options.base);
      return exit_bad_input;
    }
  }
  Access access(options.base, options.file);
  const auto chosen = password(options);
  // Who typed it or drew it knows it.
  const auto made = access.accounts.add(options.name,
                                        {role_named(options.role).value_or(Role::lecture), options.everywhere,
                                         options.territoires, options.role_metier},
                                        chosen.text, !options.demonstration, author(), this_second());
  recount(fmt::format("Compte {} ajouté : {}.\n", made.name, in_words(made)) + said_once(chosen));
  return exit_done;
}

int change(const Options& options) {
  if (options.role.empty() && options.territoires.empty() && !options.everywhere &&
      options.role_metier.empty() && !options.no_role_metier) {
    say("rien à changer : dites --role, --territoire ou --partout, --role-metier ou --sans-role-metier\n");
    return exit_bad_input;
  }
  Access access(options.base, options.file);
  const auto there = access.accounts.find(options.name);
  auto rights =
      there ? there->rights : AccountRights{Role::lecture, true, {}, {}};  // change() says it is not there
  if (!options.role.empty()) rights.role = role_named(options.role).value_or(rights.role);
  if (options.everywhere || !options.territoires.empty()) {
    rights.everywhere = options.everywhere;
    rights.territoires = options.territoires;
  }
  if (!options.role_metier.empty() || options.no_role_metier) rights.role_metier = options.role_metier;
  const auto changed = access.accounts.change(options.name, rights, author(), this_second());
  recount(fmt::format("Compte {} : {}.\n", changed.name, in_words(changed)));
  return exit_done;
}

int set_password(const Options& options) {
  Access access(options.base, options.file);
  const auto chosen = password(options);
  access.accounts.set_password(options.name, chosen.text, true, author(), this_second());
  recount(fmt::format(
              "Le mot de passe de {} est changé ; ses sessions sont finies, et il devra en prendre un autre "
              "à la première entrée.\n",
              account_name(options.name).value_or(options.name)) +
          said_once(chosen));
  return exit_done;
}

int close(const Options& options) {
  Access access(options.base, options.file);
  access.accounts.close(options.name, author(), this_second());
  recount(fmt::format("Compte {} fermé ; ses sessions sont finies.\n",
                      account_name(options.name).value_or(options.name)));
  return exit_done;
}

int reopen(const Options& options) {
  Access access(options.base, options.file);
  access.accounts.reopen(options.name, author(), this_second());
  recount(fmt::format("Compte {} rouvert, avec les droits et le mot de passe qu'il avait.\n",
                      account_name(options.name).value_or(options.name)));
  return exit_done;
}

void write_text(std::ostream& out, const std::vector<Account>& all) {
  for (const auto& account : all)
    out << fmt::format("{} · {} · {}\n", account.name, in_words(account),
                       account.closed ? "fermé le " + utc_text(*account.closed).substr(0, 10)
                                      : "ouvert le " + utc_text(account.created).substr(0, 10));
  out << (all.empty() ? "Aucun compte : « filrouge compte ajouter » en ouvre un.\n"
                      : counted(all.size(), "compte", "comptes") + ".\n");
}

void write_csv(std::ostream& out, const std::vector<Account>& all) {
  out << "compte;role;territoires;role_metier;mot_de_passe_a_changer;ouvert_le;ferme_le\r\n";
  for (const auto& account : all)
    out << account.name << ';' << word_of(account.rights.role) << ';' << csv_cell(where(account.rights))
        << ';' << csv_cell(account.rights.role_metier) << ';' << (account.must_change ? "oui" : "non") << ';'
        << utc_text(account.created) << ';' << (account.closed ? utc_text(*account.closed) : "") << "\r\n";
}

void write_json(std::ostream& out, const std::vector<Account>& all) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& account : all)
    list.push_back({{"compte", account.name},
                    {"role", word_of(account.rights.role)},
                    {"partout", account.rights.everywhere},
                    {"territoires", account.rights.territoires},
                    {"role_metier", account.rights.role_metier.empty()
                                        ? nlohmann::ordered_json(nullptr)
                                        : nlohmann::ordered_json(account.rights.role_metier)},
                    {"mot_de_passe_a_changer", account.must_change},
                    {"ouvert_le", utc_text(account.created)},
                    {"ferme_le", account.closed ? nlohmann::ordered_json(utc_text(*account.closed))
                                                : nlohmann::ordered_json(nullptr)}});
  out << list.dump(1) << "\n";
}

int list(const Options& options) {
  Access access(options.base, options.file);
  auto all = access.accounts.list();
  if (options.open_only)
    std::erase_if(all, [](const Account& account) { return account.closed.has_value(); });
  const std::vector<std::string> read{options.base, access.file.path(), access.file.key_path()};
  const auto output = open_output(options.output, Tells::persons, read);
  if (options.format == "csv")
    write_csv(output->stream(), all);
  else if (options.format == "json")
    write_json(output->stream(), all);
  else
    write_text(output->stream(), all);
  output->keep();
  return exit_done;
}

std::vector<std::string> role_words() {
  std::vector<std::string> words;
  for (const auto role : every_role()) words.emplace_back(word_of(role));
  return words;
}

void add_name(CLI::App& action, Options& options) {
  action.add_option("nom", options.name, "Le nom du compte, comme m.dupont")->required();
}

CLI::Option* add_rights(CLI::App& action, Options& options) {
  auto* role = action.add_option("--role", options.role, "Ce qu'il fait : " + listed(role_words(), " ou "))
                   ->check(CLI::IsMember(role_words()));
  auto* places = action.add_option("--territoire", options.territoires,
                                   "Un territoire dont il voit les dossiers, comme les dossiers l'écrivent ; "
                                   "autant de fois qu'il en a");
  places->allow_extra_args(false);
  action.add_flag("--partout", options.everywhere, "Il voit les dossiers de tous les territoires")
      ->excludes(places);
  return role;
}

void add_password(CLI::App& action, Options& options) {
  auto* from =
      action
          .add_option("--mot-de-passe-de", options.password_from,
                      "Fichier dont la première ligne est le mot de passe, « - » pour l'entrée standard ; "
                      "sinon il est demandé deux fois")
          ->check(written_path());
  action.add_flag("--tirer", options.draw, "Tire le mot de passe au hasard, et le dit une seule fois")
      ->excludes(from);
}

}  // namespace

void add_compte(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb =
      app.add_subcommand("compte", "Tient les comptes de qui peut entrer au banc d'une base, et y faire quoi")
          ->alias("account");
  verb->require_subcommand(1);
  verb->add_option("--base", options->base, "Base SQLite")->check(written_path())->required();
  verb->add_option("--acces", options->file, "Fichier d'accès ; par défaut celui de la base, BASE.acces")
      ->check(written_path());
  verb->footer(
      "Exemple :\n  filrouge compte --base rsa64.db ajouter m.dupont --role referent --territoire \"Adour "
      "BAB\"\n"
      "  filrouge compte --base rsa64.db lister\n"
      "« filrouge compte ajouter --help » montre les options d'une action. Chaque changement est au journal "
      "d'audit.");
  const auto action = [&](const char* name, const char* what, const char* example,
                          int (*work)(const Options&)) {
    auto* one = verb->add_subcommand(name, what);
    one->fallthrough();
    one->footer(std::string("Exemple : filrouge compte --base rsa64.db ") + example);
    one->callback([options, &exit_code, work] { exit_code = reading([&] { return work(*options); }); });
    return one;
  };
  auto* adding = action("ajouter", "Ouvre un compte",
                        "ajouter m.dupont --role referent --territoire \"Adour BAB\" --role-metier "
                        "referent_fil_rouge --tirer",
                        add);
  add_name(*adding, *options);
  add_rights(*adding, *options)->required();
  adding->add_option("--role-metier", options->role_metier,
                     "Le rôle qu'il tient dans les règles : sa liste est celle de ce rôle");
  add_password(*adding, *options);
  adding
      ->add_flag("--demonstration", options->demonstration,
                 "D'une base de démonstration : mot de passe tiré, dit une fois, qui n'a pas à être changé")
      ->excludes("--mot-de-passe-de");
  auto* listing = action("lister", "Dit les comptes", "lister --ouverts", list);
  listing->add_flag("--ouverts", options->open_only, "Sans les comptes fermés");
  listing->add_option("--format", options->format, "texte, csv ou json")
      ->check(CLI::IsMember({"texte", "csv", "json"}));
  add_output_options(*listing, options->output);
  auto* changing = action("changer", "Change ce qu'un compte peut faire, et où ; ce qui n'est pas dit reste",
                          "changer m.dupont --role cadre --partout", change);
  add_name(*changing, *options);
  add_rights(*changing, *options);
  auto* metier =
      changing->add_option("--role-metier", options->role_metier, "Le rôle qu'il tient dans les règles");
  changing->add_flag("--sans-role-metier", options->no_role_metier, "Il n'en tient plus")->excludes(metier);
  auto* renewing = action("mot-de-passe", "Donne un autre mot de passe, et lève l'attente après des échecs",
                          "mot-de-passe m.dupont --tirer", set_password);
  add_name(*renewing, *options);
  add_password(*renewing, *options);
  add_name(*action("fermer", "Ferme un compte, et finit ses sessions", "fermer m.dupont", close), *options);
  add_name(*action("rouvrir", "Rouvre un compte fermé", "rouvrir m.dupont", reopen), *options);
}

}  // namespace filrouge
