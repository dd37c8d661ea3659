#include "tests/oracle/random_rules.hpp"

#include "tests/oracle/rules_writer.hpp"

namespace filrouge::oracle {

void RulesWriter::line(int indent, std::string_view words) {
  if (silent_) return;
  text_.append(static_cast<std::size_t>(2 * indent), ' ');
  text_ += words;
  text_ += '\n';
}

std::string RulesWriter::label() {
  return "« Texte " + std::to_string(++named_) + " »";
}

std::string RulesWriter::day(int from_year, int years) {
  const auto first = *civil_date(from_year, 1, 1);
  return iso_date(first + static_cast<std::int32_t>(below(static_cast<std::uint64_t>(365 * years))));
}

/// What any rule may carry: its own fondement, a statut, the days it is in force.
void RulesWriter::grounds(int indent, std::uint64_t status_once_in, std::uint64_t force_once_in) {
  if (one_in(status_once_in)) {
    if (one_in(2)) line(indent, "fondement « article " + std::to_string(++named_) + " »");
    line(indent, one_in(3) ? "statut vérifié « lu »" : "statut à vérifier « à lire »");
  }
  if (one_in(force_once_in)) {
    const auto from = day(2023, 2);
    line(indent, "en vigueur du " + from + (one_in(2) ? " au " + day(2025, 1) : std::string()));
  }
}

std::string RulesWriter::write() {
  letters_ = one_in(3);
  module("essai");
  vocabulary();
  roles();
  parameters();
  definitions();
  tables();
  const auto count = 1 + below(3) + (one_in(8) ? 1 : 0);
  for (std::size_t p = 0; p < count; ++p) procedures_.push_back(plan_procedure(p));
  for (std::size_t p = 0; p < count; ++p) {
    linked_from_ = p + 1;
    if (one_in(9)) {
      // A version, then the next, with months that no text covers between them.
      procedure(procedures_[p], p, "du 2023-01-01 au " + day(2024, 1));
      procedure(procedures_[p], p, "du " + day(2025, 1));
    } else {
      procedure(procedures_[p], p, one_in(12) ? "du " + day(2023, 2) : std::string());
    }
  }
  controls();
  if (one_in(7)) local_module();
  return text_;
}

std::string random_rules(std::uint64_t seed, std::uint64_t attempt) {
  return RulesWriter(seed * 6364136223846793005u + attempt * 1442695040888963407u + 11).write();
}

const std::string& drawn_values() {
  static const std::string text = R"(nom: somme_datee
unite: euros
valeurs:
  - valeur: 100
    source: avant
    verifie: oui
  - depuis: 2024-04-01
    valeur: 250.50
    source: ensuite
    verifie: non
  - depuis: 2025-01-01
    valeur: 300
    source: enfin
    verifie: oui
)";
  return text;
}

}  // namespace filrouge::oracle
