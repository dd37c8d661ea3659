#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "apps/serveur/http/server.hpp"
#include "apps/serveur/pages/bench.hpp"
#include "apps/serveur/pages/bench_gate.hpp"
#include "engine/core/dossier/record.hpp"
#include "tests/serveur/http_support.hpp"

/// The bench itself, pages and door, on a base of its own with the rules that are shipped.
namespace filrouge::pages {

/// What a form sends, in its order; a name may come several times.
using FormFields = std::vector<std::pair<std::string, std::string>>;
std::string form_text(const FormFields& fields);

/// What came back.
struct Answer {
  int status = 0;
  std::string location;  ///< of a 303
  std::string body;

  bool says(std::string_view text) const { return body.find(text) != std::string::npos; }
  /// The value of the first input of that name, as a browser would send it; empty when there is none.
  std::string value_of(std::string_view name) const;
  /// What the first form that writes at this address holds before anybody touches it, without its buttons.
  FormFields form(std::string_view action) const;
};

/// A household of which a person is reproached something, on 2 March 2026 (affaire M-1).
std::string reproached(const std::string& number, const std::string& territoire);

class RunningBench;

/// Somebody at their browser, signed in.
class Seat {
 public:
  Seat(const RunningBench& bench, std::string token, std::string csrf)
      : bench_(bench), token_(std::move(token)), csrf_(std::move(csrf)) {}

  const std::string& csrf() const { return csrf_; }
  Answer get(const std::string& path) const;
  /// With the token of their session.
  Answer post(const std::string& path, FormFields fields) const;
  /// These fields alone.
  Answer post_bare(const std::string& path, const FormFields& fields) const;

 private:
  const RunningBench& bench_;
  std::string token_, csrf_;
};

/// A bench that runs until the end of the test, on a day that does not move.
class RunningBench {
 public:
  /// `dossiers`: JSON texts, imported as from a flux, and evaluated by a first night of that day.
  RunningBench(Date today, const std::vector<std::string>& dossiers);
  ~RunningBench();
  RunningBench(const RunningBench&) = delete;
  RunningBench& operator=(const RunningBench&) = delete;

  Bench& bench() { return *bench_; }
  std::uint16_t port() const { return server_->port(); }
  std::string host() const { return "127.0.0.1:" + std::to_string(port()); }
  const std::string& base() const { return base_; }

  /// A new account, and its session; `territoires` empty: everywhere.
  Seat seat(const std::string& name, acces::Role role, std::vector<std::string> territoires = {});
  /// Another day, as the clock of the server gives it; sessions do not end for it.
  void set_today(Date day) { today_ = day; }

  /// As the base has it now; fails the test when it has none.
  Record held(const std::string& dossier) const;
  /// How many entries of that kind the audit has of that dossier and account.
  std::size_t told(const std::string& dossier, const std::string& account, acces::AuditKind kind) const;
  /// What a query answers: one number, one text.
  std::int64_t number(const std::string& sql) const;
  std::string text(const std::string& sql) const;

 private:
  http::Place place_;
  std::string base_;
  Date today_;
  acces::Moment now_;
  std::unique_ptr<Bench> bench_;
  std::unique_ptr<BenchGate> gate_;
  std::unique_ptr<http::Server> server_;
  std::thread thread_;
};

}  // namespace filrouge::pages
