#pragma once

#include <array>
#include <optional>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "tests/prove/breaks.hpp"

namespace filrouge::prove {

/// How far journals are enumerated.
struct Reach {
  std::size_t acts = 3;         ///< after the opening one
  std::size_t journals = 600;   ///< looked at; the shortest first
  std::size_t days_an_act = 7;  ///< tried for each
  std::int32_t wait = 70;       ///< days looked at after the last act
};

/// What the journals of a procédure opened by an act show, one after the other: the first that breaks each
/// garantie. The acts are those of the vocabulary, with each word a field may have and none; their days,
/// those on which the engine says that something turns, the eves and the morrows. Rests on the engine alone.
class Enumerator {
 public:
  explicit Enumerator(const Program& program) : program_(program), breaks_(program), replay_(program) {}

  /// For each garantie of the model, in order: a journal that breaks it; nothing if none was found.
  std::vector<std::optional<Record>> look(Date first, const Reach& reach);
  std::size_t looked_at() const { return looked_at_; }
  /// Does that journal break that garantie?
  std::optional<Break> broken_by(const Guarantee& guarantee, const Record& record, std::int32_t wait);

 private:
  std::vector<RawEvent> alphabet() const;
  std::vector<Date> days_after(const Record& record, const Reach& reach);

  const Program& program_;
  Breaks breaks_;
  Replay replay_;
  Journal journal_;
  Evaluation answer_;
  std::size_t looked_at_ = 0;
};

}  // namespace filrouge::prove
