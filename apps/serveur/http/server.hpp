#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "apps/serveur/http/fault.hpp"
#include "apps/serveur/http/gate.hpp"
#include "apps/serveur/http/limits.hpp"
#include "apps/serveur/http/route.hpp"

namespace filrouge::http {

struct ServerOptions {
  /// Addresses listened on, by number or « localhost ». Others than the loopback's ask for TLS.
  std::vector<std::string> hosts{"localhost"};
  std::uint16_t port = 0;          ///< 0: given by the system
  std::string certificate, key;    ///< PEM; both or none
  std::vector<std::string> names;  ///< answered for, beside the addresses: « banc.departement.fr »
  /// Socket of the reverse proxy (0660), which says who is signed in (X-Filrouge-Compte); empty: none.
  std::string socket;
  unsigned threads = 4;  ///< of the handlers
  Limits limits;
  std::string upload_folder;  ///< as UploadFolder takes it
  FaultPage fault_page;       ///< none: the plainest
};

/// HTTP/1.1 on sockets. It knows addresses, sizes and times; what is asked and answered is of the routes.
class Server {
 public:
  /// Listens at once; nothing is answered before run(). `gate` must outlive it. Throws ServerError, and
  /// FileError of the folder of uploads.
  Server(ServerOptions options, std::vector<Route> routes, Gate& gate);
  ~Server();

  /// « http://127.0.0.1:8064/ », one an address.
  const std::vector<std::string>& addresses() const;
  /// Of TCP; 0 when none is listened on.
  std::uint16_t port() const;

  /// Answers until stop(). Returns once what was being answered is.
  void run();
  /// From any thread, at any time: nothing new is heard, what is being answered is finished. Not from the
  /// handler of a signal.
  void stop();

 private:
  class Floor;
  std::unique_ptr<Floor> floor_;
};

}  // namespace filrouge::http
