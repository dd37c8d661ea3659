#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/serveur/http/body.hpp"
#include "apps/serveur/http/entry.hpp"
#include "apps/serveur/http/fault.hpp"
#include "apps/serveur/http/gate.hpp"
#include "apps/serveur/http/hosts.hpp"
#include "apps/serveur/http/limits.hpp"
#include "apps/serveur/http/routes.hpp"
#include "apps/serveur/http/safe_headers.hpp"
#include "apps/serveur/http/upload.hpp"

namespace filrouge::http {

/// A request on its way through the server.
struct Asked {
  Request request;
  const Route* route = nullptr;
  std::size_t body_limit = 0;
  bool is_head = false;
  std::string method;  ///< as the log says it
  std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
};

/// What becomes of a request, whatever connection brought it, in this order: take, admit, the body, answer,
/// written. Nothing of it changes once the server runs; its steps are called from several threads.
class Desk {
 public:
  /// `gate` must outlive it.
  Desk(std::vector<Route> routes, Gate& gate, Hosts hosts, Limits limits, UploadFolder folder,
       FaultPage page);

  const Limits& limits() const { return limits_; }

  /// Headers that came: all that can be refused before asking who it is.
  std::optional<Fault> take(const Header& header, std::optional<std::uint64_t> length, bool is_chunked,
                            const Way& way, Asked& asked) const;
  /// Asks the Gate. The answer, if it is already that.
  std::optional<Response> admit(Asked& asked) const;
  Body body_of(const Asked& asked) const;
  std::chrono::milliseconds body_time(const Asked& asked) const;
  /// Checks the token of a write, and calls the handler.
  Response answer(Asked& asked) const;

  Response tell(const Fault& fault) const { return answer_to(fault, page_); }
  /// A fault of the program: logged under a number, which is told.
  Response tell_incident(const Asked& asked, const std::exception& thrown) const;
  /// What is sent, and logged.
  Message written(Response response, const Asked& asked, bool keep_alive) const;

 private:
  Routes routes_;
  Gate& gate_;
  Hosts hosts_;
  Limits limits_;
  UploadFolder folder_;
  FaultPage page_;
};

}  // namespace filrouge::http
