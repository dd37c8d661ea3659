#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "engine/core/machine/program.hpp"

namespace filrouge {

/// The two rule sets of a simulation.
enum class Side : std::uint8_t { before, after };
inline constexpr Side both_sides[] = {Side::before, Side::after};

/// Two programs, and common numbers for the names of their procédures and for the codes of their rules: what
/// has one name on both sides has one number, so that findings are matched without a text. Read only: the
/// threads share it. The programs must outlive it.
class TwoPrograms {
 public:
  TwoPrograms(const Program& before, const Program& after);

  const Program& program(Side side) const { return *of_[index(side)].program; }
  /// 0: no procédure.
  std::uint32_t procedure(Side side, std::uint16_t procedure) const {
    return procedure == no_id ? 0 : of_[index(side)].procedures[procedure];
  }
  /// 0: no rule.
  std::uint32_t code(Side side, RuleId rule) const {
    return rule == none_id ? 0 : of_[index(side)].codes[rule];
  }
  /// Do both type a dossier alike, so that it may be typed once for both?
  bool one_vocabulary() const { return one_vocabulary_; }

 private:
  struct Numbered {
    const Program* program;
    std::vector<std::uint32_t> procedures, codes;
  };
  static std::size_t index(Side side) { return static_cast<std::size_t>(side); }

  std::array<Numbered, 2> of_;
  bool one_vocabulary_;
};

}  // namespace filrouge
