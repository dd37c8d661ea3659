#include "tests/bench/whole_command.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "tests/bench/child_process.hpp"

namespace filrouge::bench {
namespace {

const std::string rules = std::string(FILROUGE_SOURCE_DIR) + "/rules";

ChildCost filrouge(std::vector<std::string> words) {
  words.insert(words.begin(), FILROUGE_COMMANDE);
  const auto cost = run_child(words);
  if (cost.code > 1)
    throw std::runtime_error(fmt::format("« filrouge {} » a répondu {}", words[1], cost.code));
  return cost;
}

ChildCost checked(const std::string& dossiers, const std::string& format) {
  return filrouge(
      {"controler", "--regles", rules, "--dossiers", dossiers, "--au", "2026-11-21", "--format", format});
}

std::string written(const std::string& bench, const Folder& folder, std::size_t count) {
  const auto path = folder.file("ecrits.ndjson");
  if (run_child({bench, "--dossiers", std::to_string(count), "--ecrire", path}).code != 0)
    throw std::runtime_error("les dossiers n'ont pu être écrits : la place manque-t-elle sur le disque ?");
  return path;
}

std::string mebibytes(double mib) {
  return fmt::format("{:.0f} Mio", mib);
}

}  // namespace

void add_whole_commands(FigureTable& table, const std::string& bench, const Folder& folder,
                        std::size_t count) {
  const auto file = written(bench, folder, count);
  const auto base = folder.file("grand.sqlite");
  const auto imported = filrouge({"importer", "--regles", rules, "--base", base, file});
  std::filesystem::remove(file);
  const auto many = thousands(static_cast<double>(count)) + " dossiers, ";
  const auto add = [&](const std::string& what, const ChildCost& cost, const char* must = "",
                       const char* aim = "") {
    table.add({what, microseconds(cost.processor_us) + ", " + mebibytes(cost.peak_mib), must, aim, ""});
  };
  add(many + "importer", imported);
  add(many + "controler --format ndjson", checked(base, "ndjson"), "6 s", "4 s");
  add(many + "controler, la liste en texte", checked(base, "texte"), "moins de 100 Mio");
  add(many + "controler --format html, en une page", checked(base, "html"), "moins de 100 Mio");
  add(many + "controler --format html, une page par territoire",
      filrouge({"controler", "--regles", rules, "--dossiers", base, "--au", "2026-11-21", "--format", "html",
                "--sortie", folder.file("liste.html")}),
      "moins de 100 Mio");
  add(many + "indicateurs",
      filrouge({"indicateurs", "--regles", rules, "--dossiers", base, "--au", "2026-11-21"}));
  add("verifier les règles livrées", filrouge({"verifier", rules}));
  add("tester leurs scénarios", filrouge({"tester", rules}));
  std::filesystem::remove(base);
}

void print_growth_of_caseload(const std::string& bench, const Folder& folder, std::size_t most) {
  std::vector<std::string> sizes, each, memory;
  const auto rules_alone = checked("/dev/null", "ndjson").processor_us;
  for (std::size_t count = 1'000;; count = std::min(count * 10, most)) {
    count = std::min(count, most);
    const auto cost = checked(written(bench, folder, count), "ndjson");
    sizes.push_back(thousands(static_cast<double>(count)));
    each.push_back(microseconds((cost.processor_us - rules_alone) / static_cast<double>(count)));
    memory.push_back(mebibytes(cost.peak_mib));
    if (count == most) break;
  }
  print_growth_heading("dossiers, `controler --format ndjson` d'un fichier", sizes);
  print_growth_line("par dossier, sans le temps de lire les règles", each);
  print_growth_line("mémoire la plus haute", memory);
}

}  // namespace filrouge::bench
