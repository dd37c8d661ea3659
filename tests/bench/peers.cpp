#include "tests/bench/peers.hpp"

#include <fmt/format.h>

#include <fstream>

#include "tests/bench/child_process.hpp"

namespace filrouge::bench {
namespace {

/// A program that reads the acts, computes, and says: microseconds of processor for all of them, then « délai
/// statut compte » a line.
struct Peer {
  const char* name;
  const char* program;
  const char* script;
  const char* november;  ///< what it took in November 2026, on these two cores
};
constexpr Peer peers[] = {{"JavaScript à la main (node)", "node", "history.mjs", "1,19 µs"},
                          {"DuckDB", "node", "history_duckdb.mjs", "1,62 µs"}};
constexpr int not_installed = 3;

Figure measured(const Peer& peer, const std::string& csv, const Tally& expected, std::size_t dossiers) {
  const auto november = fmt::format("relevé en novembre 2026 : {}", peer.november);
  const auto what = fmt::format("histoire, par dossier : {}", peer.name);
  const Figure absent{what, "non installé", {}, {}, november};
  if (!installed(peer.program)) return absent;
  const auto answer = csv + ".reponse";
  const auto script = fmt::format("{}/tests/bench/{}", FILROUGE_SOURCE_DIR, peer.script);
  const auto cost = run_child({peer.program, script, csv}, answer);
  if (cost.code == not_installed) return absent;
  if (cost.code != 0) return {what, fmt::format("a échoué (code {})", cost.code), {}, {}, november};
  std::ifstream file(answer);
  double us = 0;
  file >> us;
  Tally counts;
  std::uint64_t count = 0;
  for (std::string delai, statut; file >> delai >> statut >> count;) counts[delai + ' ' + statut] = count;
  require_equal(peer.name, counts, "le calcul à la main", expected);
  return {what, microseconds(us / static_cast<double>(dossiers)), {}, {}, november};
}

}  // namespace

std::vector<Figure> history_peers(const std::string& csv, const Tally& expected, std::size_t dossiers) {
  std::vector<Figure> figures;
  for (const auto& peer : peers) figures.push_back(measured(peer, csv, expected, dossiers));
  return figures;
}

}  // namespace filrouge::bench
