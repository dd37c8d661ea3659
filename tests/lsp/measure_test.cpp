#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <ctime>
#include <fstream>
#include <sstream>

#include "tests/lsp/client.hpp"

namespace filrouge::lsp_test {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

class Times {
 public:
  explicit Times(const char* what) : what_(what) {}
  ~Times() {
    if (wall_.empty()) return;
    tell("au mur", wall_);
    tell("processeur", processor_);
  }
  template <class Work>
  auto of(Work work) {
    const auto begin = Clock::now();
    const auto spent = std::clock();
    auto result = work();
    wall_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    processor_.push_back(1000.0 * static_cast<double>(std::clock() - spent) / CLOCKS_PER_SEC);
    return result;
  }

 private:
  void tell(const char* clock, std::vector<double>& all) const {
    std::ranges::sort(all);
    const auto rank = [&](double share) {
      return all[static_cast<std::size_t>(share * static_cast<double>(all.size() - 1))];
    };
    fmt::print("{:<46} {:<10} {:>4} fois   p50 {:>7.1f} ms   p95 {:>7.1f} ms   max {:>7.1f} ms\n", what_,
               clock, all.size(), rank(0.5), rank(0.95), all.back());
  }

  const char* what_;
  /// What the whole process spent: of what is answered while the rules are checked apart, that too.
  std::vector<double> wall_, processor_;
};

}  // namespace

// What docs/mesures.md tells: a file of 5 000 lines, written in, among all the rules.
TEST_CASE("answers on a file of five thousand lines within the whole of the rules", "[.mesure]") {
  Folder folder;
  const auto root = folder.path() / "rules";
  fs::copy(fs::path(FILROUGE_SOURCE_DIR) / "rules", root, fs::copy_options::recursive);
  // Real procédures, over and over, under a module of their own.
  std::ostringstream one;
  one << std::ifstream(root / "national/rsa/manquement.fil").rdbuf();
  const auto module = one.str();
  std::string text;
  std::size_t lines = 0;
  for (int copy = 0; lines < 5000; ++copy) {
    auto part = module;
    const auto name = part.find("module ") + 7;
    part.insert(part.find('\n', name), fmt::format("_mesure_{}", copy));
    lines += static_cast<std::size_t>(std::ranges::count(part, '\n'));
    text += part + "\n";
  }
  const auto path = root / "national/rsa/mesure.fil";
  std::ofstream(path) << text;

  Client client(root);
  Times first("ouverture : toutes les règles vérifiées"),
      reading("frappe → ce que dit la lecture du fichier"), whole("frappe → ce que disent toutes les règles"),
      hover("survol"), completing("mots proposés"), completing_now("mots proposés juste après une frappe"),
      defined("définition"), references("emplois"), symbols("plan du fichier"), tokens("couleurs du fichier");
  client.initialize();
  first.of([&] {
    client.open(path, text);
    return client.settle(), 0;
  });
  fmt::print("{} lignes ; {} constats\n", lines, client.diagnostics(path).size());
  const auto told = [&](int version) {
    return client.next([&](const Json& message) {
      return message.value("method", "") == "textDocument/publishDiagnostics" &&
             message["params"]["uri"] == uri(path) && message["params"].value("version", 0) == version;
    });
  };
  int version = 1;
  const auto middle = lines / 2;
  // A letter after another in a comment line, then in a clause.
  for (int i = 0; i < 100; ++i) {
    client.notify("textDocument/didChange", {{"textDocument", {{"uri", uri(path)}, {"version", ++version}}},
                                             {"contentChanges",
                                              {{{"range",
                                                 {{"start", {{"line", middle}, {"character", 0}}},
                                                  {"end", {{"line", middle}, {"character", 0}}}}},
                                                {"text", i % 2 ? "-" : "--"}}}}});
    const Json here{{"textDocument", {{"uri", uri(path)}}},
                    {"position", {{"line", middle + 3}, {"character", 12}}}};
    if (i % 3 == 0) completing_now.of([&] { return client.request("textDocument/completion", here); });
    reading.of([&] { return told(version); });
  }
  for (int i = 0; i < 8; ++i) {
    client.notify("textDocument/didChange", {{"textDocument", {{"uri", uri(path)}, {"version", ++version}}},
                                             {"contentChanges",
                                              {{{"range",
                                                 {{"start", {{"line", middle}, {"character", 0}}},
                                                  {"end", {{"line", middle}, {"character", 0}}}}},
                                                {"text", "-"}}}}});
    whole.of([&] { return client.settle(), 0; });
  }
  const Json file{{"textDocument", {{"uri", uri(path)}}}};
  for (std::size_t line = 10; line < lines; line += lines / 100) {
    Json here = file;
    here["position"] = {{"line", line}, {"character", 14}};
    hover.of([&] { return client.request("textDocument/hover", here); });
    completing.of([&] { return client.request("textDocument/completion", here); });
    defined.of([&] { return client.request("textDocument/definition", here); });
    here["context"] = {{"includeDeclaration", true}};
    references.of([&] { return client.request("textDocument/references", here); });
  }
  for (int i = 0; i < 20; ++i) {
    symbols.of([&] { return client.request("textDocument/documentSymbol", file); });
    tokens.of([&] { return client.request("textDocument/semanticTokens/full", file); });
  }
  client.leave();
}

}  // namespace filrouge::lsp_test
