#include "tests/oracle/generated.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>
#include <string>

#include "engine/formats/dossier_json.hpp"

namespace filrouge::oracle {

std::vector<Record> generated_dossiers(unsigned seed, unsigned count, const std::string& options) {
  const auto program = std::filesystem::path(FILROUGE_BINARY_DIR) / "bin/filrouge_generateur";
  REQUIRE(std::filesystem::exists(program));
  const auto command = program.string() + " --graine " + std::to_string(seed) + " --dossiers " +
                       std::to_string(count) + " " + options;
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  REQUIRE(pipe);
  std::string text;
  for (int c = std::fgetc(pipe.get()); c != EOF; c = std::fgetc(pipe.get()))
    text.push_back(static_cast<char>(c));
  DossierJsonReader reader;
  std::istringstream lines(text);
  std::vector<Record> records;
  for (std::string line; std::getline(lines, line);) REQUIRE_FALSE(reader.read(line, records.emplace_back()));
  REQUIRE(records.size() == count);
  return records;
}

unsigned asked_count(unsigned usual) {
  const char* asked = std::getenv("FILROUGE_GENERES");
  return asked ? static_cast<unsigned>(std::strtoul(asked, nullptr, 10)) : usual;
}

}  // namespace filrouge::oracle
