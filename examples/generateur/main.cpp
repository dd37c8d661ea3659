#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <optional>
#include <string_view>

#include "examples/generateur/ecriture.hpp"

namespace {

using namespace filrouge;
using namespace filrouge::generateur;

constexpr std::string_view aide =
    R"(Fabrique des dossiers inventés, un par ligne, en JSON, sur la sortie standard.

  filrouge_generateur --graine N --dossiers N [--departement 64] [--territoire "Adour BAB"] [--au 2026-11-21]

  --graine N         la même graine donne les mêmes octets, sur toute machine (1)
  --dossiers N       combien de dossiers (1000)
  --departement NN   leur département (64)
  --territoire NOM   un seul territoire ; sans cela, tous ceux du département 64
  --au AAAA-MM-JJ    le jour de l'extraction, de 2013-01-01 à 2030-12-31 (2026-11-21)

Exemple : filrouge_generateur --graine 7 --dossiers 2000 --territoire "Adour BAB" > adour.ndjson
)";

/// Une demande qui ne va pas : ce qui a été lu, ce qui était attendu.
struct Refus {
  std::string texte;
};

std::uint64_t entier(std::string_view option, std::string_view texte, std::uint64_t plafond) {
  std::uint64_t valeur = 0;
  const auto [fin, erreur] = std::from_chars(texte.data(), texte.data() + texte.size(), valeur);
  if (erreur != std::errc{} || fin != texte.data() + texte.size() || valeur > plafond)
    throw Refus{fmt::format("{} attend un nombre entier de 0 à {}, pas « {} ». Exemple : {} 2000", option,
                            plafond, texte, option)};
  return valeur;
}

Date jour(std::string_view texte) {
  const auto lu = parse_iso_date(texte);
  if (!lu || *lu < *civil_date(2013, 1, 1) || *lu > *civil_date(2030, 12, 31))
    throw Refus{fmt::format(
        "--au attend un jour de 2013-01-01 à 2030-12-31, pas « {} ». Exemple : --au 2026-11-21", texte)};
  return *lu;
}

/// Rien quand l'aide est demandée.
std::optional<Demande> lit(int nombre, char** mots) {
  Demande demande;
  demande.au = *civil_date(2026, 11, 21);
  for (int i = 1; i < nombre; ++i) {
    const std::string_view option = mots[i];
    if (option == "--help" || option == "--aide" || option == "-h") return std::nullopt;
    constexpr std::string_view connues[] = {"--graine", "--dossiers", "--departement", "--territoire",
                                            "--au"};
    bool connue = false;
    for (const auto nom : connues) connue = connue || nom == option;
    if (!connue)
      throw Refus{fmt::format(
          "« {} » n'est pas une option. Options : --graine, --dossiers, --departement, --territoire, --au",
          option)};
    if (i + 1 >= nombre)
      throw Refus{fmt::format("{} attend une valeur. Exemple : {} {}", option, option,
                              option == "--au" ? "2026-11-21" : "64")};
    const std::string_view valeur = mots[++i];
    if (option == "--graine") demande.graine = entier(option, valeur, ~std::uint64_t{0});
    if (option == "--dossiers") demande.dossiers = entier(option, valeur, 9'999'999);
    if (option == "--departement") demande.departement = valeur;
    if (option == "--territoire") demande.territoire = valeur;
    if (option == "--au") demande.au = jour(valeur);
  }
  for (const char c : demande.departement)
    if (!((c >= '0' && c <= '9') || c == 'A' || c == 'B') || demande.departement.size() > 3)
      throw Refus{
          fmt::format("--departement attend un numéro comme 64, 2A ou 974, pas « {} »", demande.departement)};
  return demande;
}

int produit(const Demande& demande) {
  const Agenda agenda;
  Territoire impose = territoire_nomme(demande.territoire);
  const bool un_seul = !demande.territoire.empty() || demande.departement != "64";
  if (demande.territoire.empty() && un_seul) impose.nom = "Tout le département";
  Journal journal(agenda);
  Dossier dossier;
  Ecriture ecriture(agenda, demande, stdout);
  for (std::uint64_t rang = 1; rang <= demande.dossiers; ++rang) {
    tire_dossier(demande, agenda, un_seul ? &impose : nullptr, static_cast<int>(rang), dossier, journal);
    ecriture.dossier(dossier, journal);
  }
  if (ecriture.finit()) return 0;
  fmt::print(stderr, "filrouge_generateur : écriture interrompue ({})\n", std::strerror(errno));
  return 3;
}

}  // namespace

int main(int nombre, char** mots) {
  try {
    const auto demande = lit(nombre, mots);
    if (!demande) {
      fmt::print("{}", aide);
      return 0;
    }
    return produit(*demande);
  } catch (const Refus& refus) {
    fmt::print(stderr, "filrouge_generateur : {}\n\n{}", refus.texte, aide);
    return 2;
  } catch (const std::exception& faute) {
    fmt::print(stderr, "filrouge_generateur : faute du programme : {}\n", faute.what());
    return 3;
  }
}
