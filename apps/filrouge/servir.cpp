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

#include "apps/filrouge/dossiers.hpp"
#include "apps/filrouge/exit_codes.hpp"
#include "apps/filrouge/paths.hpp"
#include "apps/filrouge/rules.hpp"
#include "apps/filrouge/standard_streams.hpp"
#include "apps/serveur/cadre/fault_document.hpp"
#include "apps/serveur/http/server.hpp"
#include "apps/serveur/http/server_error.hpp"
#include "apps/serveur/http/static_routes.hpp"
#include "engine/files/file_error.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

struct Options {
  std::string base;
  std::vector<std::string> rules;
  std::vector<std::string> hosts;
  std::uint16_t port = 8064;
  http::ServerOptions server;
};

/// Nobody has a right until accounts are kept, and nothing is written.
class ClosedGate : public http::Gate {
 public:
  std::variant<std::shared_ptr<const http::Visitor>, http::Response> admit(const http::Request&,
                                                                           http::Right) override {
    return fault({403, "Aucun compte n'est ouvert sur ce serveur.", {}});
  }
  bool verify_token(const http::Request&, std::string_view) override { return false; }

 private:
  static http::Response fault(const http::Fault& told) {
    return http::answer_to(told, http::plain_fault_page);
  }
};

std::string fault_page(const http::Fault& fault) {
  return cadre::fault_document(http::fault_title(fault.status), fault.text, fault.number);
}

/// All that the server answers: the pages of a room are added here.
std::vector<http::Route> routes() {
  auto all = http::static_routes();
  http::Route health;
  health.pattern = "/sante";
  health.handler = [](const http::Request&) { return http::plain_text("ok\n"); };
  all.push_back(std::move(health));
  return all;
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
  if (!options.base.empty()) Base(options.base, BaseAccess::read);
  if (!options.rules.empty() && !load_runnable(options.rules, "fr")) return exit_bad_input;

  options.server.port = options.port;
  options.server.fault_page = fault_page;
  const auto signals = kept_signals();
  ClosedGate gate;
  http::Server server(options.server, routes(), gate);
  for (const auto& address : server.addresses()) fmt::print("filrouge sert {}\n", address);
  if (!options.server.socket.empty()) fmt::print("filrouge sert la socket {}\n", options.server.socket);
  std::fflush(stdout);

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
  verb->add_option("--base", options->base, "Base SQLite")->check(written_path());
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
