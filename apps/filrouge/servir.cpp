#include "apps/filrouge/servir.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "apps/filrouge/clock.hpp"
#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/serveur/banc/night_keeper.hpp"
#include "apps/serveur/cadre/fault_document.hpp"
#include "apps/serveur/http/server.hpp"
#include "apps/serveur/http/server_error.hpp"
#include "apps/serveur/pages/all_routes.hpp"
#include "apps/serveur/pages/bench.hpp"
#include "apps/serveur/pages/bench_gate.hpp"
#include "engine/files/file_error.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

struct Options {
  std::string base, access, link;
  std::vector<std::string> rules;
  std::vector<std::string> hosts;
  std::uint16_t port = 8064;
  http::ServerOptions server;
};

std::string fault_page(const http::Fault& fault) {
  return cadre::fault_document(http::fault_title(fault.status), fault.text, fault.number);
}

/// The signals that end the server, kept for who waits for them: the threads made after do not get them.
sigset_t kept_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return signals;
}

int serve(Options& options) {
  // A base or rules that cannot be read are told now, not to the first person of the morning.
  { const Base there(options.base, BaseAccess::read); }
  // Brought to the current schema, which the pages read.
  { const Base current(options.base, BaseAccess::write); }
  pages::Bench bench(options.base, options.access, rule_paths(options.rules), this_second, today);
  bench.link_template = options.link;
  bench.access.hashing.closed_hash();  // the first to be refused would wait for it

  options.server.port = options.port;
  options.server.fault_page = fault_page;
  const auto signals = kept_signals();
  pages::BenchGate gate(bench);
  banc::NightKeeper keeper(options.base, bench.rules, today, utc_now);
  bench.written = [&keeper] { keeper.wake(); };
  http::Server server(options.server, pages::all_routes(bench), gate);
  for (const auto& address : server.addresses()) fmt::print("filrouge sert {}\n", address);
  if (!options.server.socket.empty()) fmt::print("filrouge sert la socket {}\n", options.server.socket);
  std::fflush(stdout);
  if (bench.access.accounts.list().empty())
    say("aucun compte n'est ouvert, personne ne peut entrer : filrouge compte --base {} ajouter NOM --role "
        "administration\n",
        options.base);

  std::thread answering([&] { server.run(); });
  int signal = 0;
  sigwait(&signals, &signal);
  server.stop();
  answering.join();
  return exit_done;
}

int run(Options& options, bool has_hosts, bool has_port) {
  // The proxy of the socket is then the only one that speaks to it.
  if (has_hosts)
    options.server.hosts = options.hosts;
  else if (!options.server.socket.empty() && !has_port)
    options.server.hosts.clear();
  spdlog::set_level(spdlog::level::info);
  return reading([&] {
    try {
      return serve(options);
    } catch (const http::ServerError& error) {
      say("Le serveur ne démarre pas : {}\n", error.what());
    } catch (const banc::RulesRefused& error) {
      say("{}\n", error.what());
    } catch (const FileError& error) {
      say("Le serveur ne démarre pas : {}\n", error.what());
    }
    return exit_bad_input;
  });
}

}  // namespace

void add_servir(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  auto* verb = app.add_subcommand("servir", "Ouvre le banc des référents dans un navigateur")->alias("serve");
  verb->add_option("--base", options->base, "Base SQLite")->check(written_path())->required();
  verb->add_option("--acces", options->access,
                   "Fichier des comptes et du journal d'audit ; par défaut à côté de la base (.acces)")
      ->check(written_path());
  verb->add_option(
      "--lien", options->link,
      "Où le Département montre un dossier dans son logiciel : https://…/{matricule} ou {dossier}");
  verb->add_option("--regles", options->rules, "Dossiers ou fichiers de règles")->check(written_path());
  auto* hosts =
      verb->add_option("--hote", options->hosts,
                       "Adresse écoutée, en chiffres ; par défaut celles de cette machine seule (localhost). "
                       "Une autre demande --certificat et --cle");
  auto* port = verb->add_option("--port", options->port, "Port écouté ; 0 : donné par le système")
                   ->capture_default_str();
  auto* certificate = verb->add_option("--certificat", options->server.certificate,
                                       "Certificat PEM du serveur, suivi de ceux qui le garantissent")
                          ->check(written_path());
  auto* key = verb->add_option("--cle", options->server.key, "Clé PEM du certificat, lisible du serveur seul")
                  ->check(written_path());
  certificate->needs(key);
  key->needs(certificate);
  verb->add_option("--nom", options->server.names,
                   "Nom sous lequel le banc est ouvert, en plus des adresses : banc.departement.fr");
  verb->add_option("--socket", options->server.socket,
                   "Socket d'un mandataire inverse, qui dit qui est connecté (X-Filrouge-Compte) ; seule "
                   "écoutée si ni --hote ni --port n'est donné")
      ->check(written_path());
  verb->add_option("--fils", options->server.threads, "Pages répondues à la fois")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  verb->footer(
      "Exemple :\n  filrouge servir --base rsa64.db --regles rules\n"
      "L'adresse à ouvrir est dite dès que le serveur est prêt. Ctrl-C, ou SIGTERM, l'arrête une fois fini "
      "ce "
      "qui est en cours.");
  verb->callback([options, hosts, port, &exit_code] {
    exit_code = run(*options, hosts->count() != 0, port->count() != 0);
  });
}

}  // namespace filrouge
