#pragma once

#include <cstdint>

#include "engine/core/dossier/record.hpp"
#include "engine/core/model/model.hpp"

namespace filrouge::oracle {

/// Numbers that depend on the seed alone (splitmix64): the same dossier on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t roll() {
    auto z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return roll() % n; }
  bool once_in(std::uint64_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

/// A dossier nobody would keep, drawn from the vocabulary of the rules: one or two persons, a score of events
/// among those the rules speak of, with fields that are there or not, letters and their facts, references,
/// corrections, late news, gaps of coverage. From 2024-01-01 on, over about two years.
Record random_dossier(const Model& model, std::uint64_t seed);

/// A dossier that presses where rules are fragile: several acts a day, letters sent again, corrections of
/// days and of fields, fields written as nothing, attributes that come and go, couples, days near the end of
/// a year.
Record bold_dossier(const Model& model, std::uint64_t seed);

/// The same dossier, its lines listed otherwise where their order says nothing: acts of one day keep theirs.
Record reordered(const Record& record, std::uint64_t seed);

}  // namespace filrouge::oracle
