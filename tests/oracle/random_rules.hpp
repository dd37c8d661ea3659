#pragma once

#include <cstdint>
#include <string>

namespace filrouge::oracle {

/// Rules nobody would keep, as an officer would write them: a small vocabulary, then one to four procédures
/// with their délais, and contrôles, drawn from what the language holds (docs/langage.md). They stand alone:
/// loaded by `from_text`, with the dated values of `drawn_values`. The checker accepts most draws; `attempt`
/// tells the draws of one seed apart.
/// What an evaluation does not run is not drawn: garanties, indicateurs, articles and dispositifs, scénarios.
std::string random_rules(std::uint64_t seed, std::uint64_t attempt = 0);

/// The YAML file the rules drawn may name (« dans « valeurs.yaml » »), the same for all.
const std::string& drawn_values();

}  // namespace filrouge::oracle
