#include <cstdint>
#include <sstream>
#include <string>

#include "engine/formats/table_dossiers.hpp"
#include "tests/fuzz/told_source.hpp"

/// A page of correspondences, a line `%%%` and a CSV file; without that line, the CSV is read by the page
/// below, which has every nature of cell.

using namespace filrouge;

namespace {

constexpr const char* page = R"(systeme: essai
departement: "64"
couverture: { types: [orientation], du: 2020-01-01, au: 2026-12-31 }
fichiers:
  - fichier: "*.csv"
    colonnes:
      dossier: { colonne: dossier, prefixe: "64-" }
      personne: personne
      type: { colonne: type, valeurs: { ori: orientation, cer: cer_signe }, sinon: contact }
      le: le
      connu_le: connu
      reference: reference
    champs:
      parcours: { colonne: parcours, valeurs: { soc: social, pro: professionnel } }
      montant: { colonne: montant, genre: nombre }
      urgent: { colonne: urgent, genre: booleen }
      recu_le: { colonne: recu, genre: date }
      mois: { colonne: mois, genre: mois }
    references:
      saisine: saisine
  - nature: personnes
    colonnes: { dossier: { colonne: dossier, prefixe: "64-" }, personne: personne, role: role, naissance: ne, le: le }
    attributs:
      montant: { colonne: montant, genre: nombre }
  - colonnes:
      dossier: { colonne: dossier, prefixe: "64-" }
      type: { constante: rendez_vous }
      le: rdv
      id: numero
)";
constexpr std::string_view cut = "%%%\n";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto at = text.find(cut);
  const auto rows = at == std::string::npos ? text : text.substr(at + cut.size());
  static const auto usual = parse_correspondence(page, "page.yaml");
  const auto told = [&] {
    std::istringstream input(rows);
    return told_source(
        [&] {
          return TableDossiers(
              input, "export.csv",
              at == std::string::npos ? usual : parse_correspondence(text.substr(0, at), "page.yaml"));
        },
        size);
  };
  must(told() == told(), "deux fois le même fichier, deux fois la même lecture");
  return 0;
}
