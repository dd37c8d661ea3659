#include <cstdint>
#include <string>

#include "engine/core/text/utf8.hpp"
#include "engine/formats/correspondence.hpp"
#include "engine/formats/dossier_source.hpp"
#include "tests/fuzz/must.hpp"

/// A page of correspondences: read, or refused with a place and what was expected.

using namespace filrouge;

namespace {

std::string told(const std::string& text) {
  try {
    const auto page = parse_correspondence(text, "page.yaml");
    must(!page.files.empty(), "une page acceptée décrit un fichier");
    std::string said = page.system + " " + page.departement;
    for (const auto& file : page.files) {
      must(file.columns.contains("dossier"), "une entrée dit le numéro du dossier");
      said += "\n" + file.pattern;
      for (const auto& [key, rule] : file.columns) said += " " + key + "=" + rule.column + rule.constant;
    }
    for (const auto* name : {"orientations-2026.csv", "dossier/Contrats engagés.CSV",
                             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.csv"})
      said += " " + std::to_string(page.rules_for(name).size());
    return said;
  } catch (const FormatError& error) {
    const std::string said = error.what();
    must(said.starts_with("page.yaml:"), "un refus nomme la page");
    return said;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto first = told(text);
  must(first == told(text), "deux fois la même page, deux fois la même lecture");
  must(first_bad_utf8(first) == std::string::npos, "ce qui est dit est en UTF-8");
  return 0;
}
