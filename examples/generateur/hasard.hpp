#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace filrouge::generateur {

/// Un hasard qui se rejoue : xoshiro256**, ensemencé par splitmix64. Tout est entier, rien ne dépend de la
/// machine ni de la bibliothèque : la même graine et le même rang donnent la même suite partout. Chaque
/// dossier a la sienne, si bien que le dossier n° 12 est le même dans une base de vingt dossiers et dans une
/// base d'un million. À qui s'en sert : jamais deux tirages dans les arguments d'un même appel, leur ordre
/// varie d'un compilateur à l'autre.
class Hasard {
 public:
  Hasard(std::uint64_t graine, std::uint64_t rang) {
    std::uint64_t etat = graine * 0x9E3779B97F4A7C15ULL + rang * 0xD1B54A32D192ED03ULL + 1;
    for (auto& mot : mots_) {
      etat += 0x9E3779B97F4A7C15ULL;
      std::uint64_t z = etat;
      z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
      z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
      mot = z ^ (z >> 31);
    }
  }

  std::uint64_t tire() {
    const std::uint64_t resultat = tourne(mots_[1] * 5, 7) * 9;
    const std::uint64_t t = mots_[1] << 17;
    mots_[2] ^= mots_[0];
    mots_[3] ^= mots_[1];
    mots_[1] ^= mots_[2];
    mots_[0] ^= mots_[3];
    mots_[2] ^= t;
    mots_[3] = tourne(mots_[3], 45);
    return resultat;
  }

  /// De `bas` à `haut`, bornes comprises.
  int entre(int bas, int haut) {
    const auto largeur = static_cast<std::uint64_t>(haut - bas) + 1;
    return bas + static_cast<int>(((tire() >> 32) * largeur) >> 32);
  }

  /// Vrai tant de fois sur cent.
  bool sur_cent(int fois) { return entre(0, 99) < fois; }
  /// Vrai tant de fois sur mille.
  bool sur_mille(int fois) { return entre(0, 999) < fois; }

  /// Un élément d'une liste, tous aussi fréquents.
  template <class T, std::size_t N>
  const T& parmi(const std::array<T, N>& liste) {
    return liste[static_cast<std::size_t>(entre(0, static_cast<int>(N) - 1))];
  }

  /// Le rang tiré selon des poids entiers.
  template <std::size_t N>
  std::size_t selon(const std::array<int, N>& poids) {
    int total = 0;
    for (const int p : poids) total += p;
    int reste = entre(0, total - 1);
    for (std::size_t rang = 0; rang < N; ++rang) {
      if (reste < poids[rang]) return rang;
      reste -= poids[rang];
    }
    return N - 1;
  }

 private:
  static std::uint64_t tourne(std::uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
  std::array<std::uint64_t, 4> mots_{};
};

}  // namespace filrouge::generateur
