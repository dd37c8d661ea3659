#pragma once

#include <atomic>
#include <cstdint>
#include <stdexcept>

#include "filrouge/export.hpp"

namespace filrouge {

/// What the evaluation of one dossier may cost, and who may stop it.
struct Allowance {
  /// A dossier of ten acts takes some ten thousand steps, one of a thousand a billion at worst; this many,
  /// half a minute.
  static constexpr std::uint64_t usual_steps = 10'000'000'000;

  /// Expressions read, acts and instances looked at: never time, so that two machines stop at the same
  /// place. Past that many, nothing is concluded: one finding says that the dossier is too costly, and why.
  /// 0: without end.
  std::uint64_t steps = usual_steps;
  /// Looked at now and then, from whatever thread it is set; none: nobody stops it.
  const std::atomic<bool>* cancelled = nullptr;
};

/// Somebody stopped an evaluation before its end: there is no answer.
class FILROUGE_EXPORT Cancelled : public std::runtime_error {
 public:
  Cancelled() : std::runtime_error("l'évaluation a été arrêtée avant sa fin : aucune réponse") {}
};

}  // namespace filrouge
