#include <cstdint>
#include <string>

#include "engine/core/text/utf8.hpp"
#include "engine/session/loaded_rules.hpp"
#include "tests/fuzz/must.hpp"

/// A YAML file of dated values, read by a parameter of each type.

using namespace filrouge;

namespace {

const RuleText rules[] = {{"essai.fil", R"(module essai
  en vigueur du 2024-01-01
paramètre somme : montant dans « valeurs.yaml »
paramètre part : taux dans « valeurs.yaml »
paramètre seuil : entier dans « valeurs.yaml »
paramètre longueur : durée dans « valeurs.yaml »
paramètre jour : date dans « valeurs.yaml »
paramètre mot : texte dans « valeurs.yaml »
paramètre vrai : booléen dans « valeurs.yaml »
)"}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto told = [&] {
    const LoadedRules loaded(
        rules, [&](const std::string&) { return text; }, dsl::Extent::whole);
    must(loaded.program.has_value() != loaded.diagnostics.has_errors(),
         "des règles sans faute sont un programme");
    return loaded.model().digest + dsl::render_text(loaded.sources, loaded.diagnostics);
  };
  const auto first = told();
  must(first == told(), "deux fois les mêmes valeurs, deux fois la même réponse");
  must(first_bad_utf8(first) == std::string::npos, "ce qui est dit est en UTF-8");
  return 0;
}
