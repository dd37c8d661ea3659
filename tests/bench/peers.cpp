#include "tests/bench/peers.hpp"

#include <fmt/format.h>

#include <fstream>

#include "tests/bench/child_process.hpp"

namespace filrouge::bench {
namespace {

/// A program of node that reads the table, computes, and says: microseconds of processor for all of them,
/// then « délai statut compte » a line.
struct Peer {
  const char* name;
  std::vector<std::string> scripts;  ///< of this folder: the program, and what it is given
  const char* november;              ///< what it took in November 2026, on these two cores
};
constexpr int not_installed = 3;

Figure measured(const std::string& work, const Peer& peer, const std::string& csv, const Tally& expected,
                std::size_t dossiers) {
  Figure figure{fmt::format("{}, par dossier : {}", work, peer.name),
                "non installé",
                {},
                {},
                fmt::format("relevé en novembre 2026 : {}", peer.november)};
  if (!installed("node")) return figure;
  std::vector<std::string> words = {"node"};
  for (const auto& script : peer.scripts)
    words.push_back(fmt::format("{}/tests/bench/{}", FILROUGE_SOURCE_DIR, script));
  words.insert(words.begin() + 2, csv);
  const auto answer = csv + ".reponse";
  const auto cost = run_child(words, answer);
  if (cost.code == not_installed) return figure;
  if (cost.code != 0) {
    figure.value = fmt::format("a échoué (code {})", cost.code);
    return figure;
  }
  std::ifstream file(answer);
  double us = 0;
  file >> us;
  Tally counts;
  std::uint64_t count = 0;
  for (std::string delai, statut; file >> delai >> statut >> count;) counts[delai + ' ' + statut] = count;
  require_equal(peer.name, counts, "le calcul à la main", expected);
  figure.value = microseconds(us / static_cast<double>(dossiers));
  return figure;
}

}  // namespace

std::vector<Figure> history_peers(const std::string& csv, const Tally& expected, std::size_t dossiers) {
  const auto run = [&](const Peer& peer) { return measured("histoire", peer, csv, expected, dossiers); };
  return {run({"JavaScript à la main (node)", {"history.mjs"}, "1,19 µs"}),
          run({"DuckDB", {"duckdb.mjs", "history.sql"}, "1,62 µs"})};
}

std::vector<Figure> flat_peers(const std::string& csv, const Tally& expected, std::size_t dossiers) {
  return {measured("onze règles à plat", {"DuckDB", {"duckdb.mjs", "flat.sql"}, "0,127 µs"}, csv, expected,
                   dossiers),
          {"onze règles à plat, par dossier : PostgreSQL",
           "non mesuré",
           {},
           {},
           "le temps de son serveur ne se lit pas d'ici ; relevé en novembre 2026 : 0,24 µs"}};
}

}  // namespace filrouge::bench
