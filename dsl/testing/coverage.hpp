#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"

namespace filrouge::dsl {

/// What scénarios went through, over what there is: states entered, clauses that moved or spoke, délais
/// started; of each guard what it was found, of each délai the days on which it was looked at.
struct Coverage {
  struct Share {
    std::string kind;  ///< « états », « transitions », « délais », « gardes », « jours des délais »
    std::size_t seen = 0, total = 0;
    std::vector<std::string> unseen;  ///< codes, in order; of a side, « code : inconnue »
  };
  /// A guard (true, false, unknown) or a délai (before its last day, that day, after it).
  struct Sides {
    std::string code, file;
    std::uint32_t line = 0;
    std::string told;  ///< the guard as it is written; the délai by its name
    std::array<bool, 3> seen{};
  };
  std::vector<Share> shares;
  std::vector<Sides> guards, delais;
};

/// The words of the sides, in order.
inline constexpr std::array<const char*, 3> guard_sides = {"vraie", "fausse", "inconnue"};
inline constexpr std::array<const char*, 3> delai_sides = {"à temps", "le dernier jour", "en retard"};

/// Everything scénarios can go through, by rule, as it is gathered.
class Shown {
 public:
  explicit Shown(const Program& program);

  void add(const std::vector<RuleId>& rules);
  /// One answer; the days of a dossier are compared when it ends.
  void add(const Evaluation& evaluation);
  void end_of_dossier();
  void add(const Shown& other);
  std::vector<std::uint8_t>* guards() { return &guards_; }

  std::vector<RuleId> reached() const;
  /// States entered, by their rank among all those of the program; procédures opened, by their own.
  const std::vector<bool>& entered() const { return entered_; }
  const std::vector<bool>& opened() const { return opened_; }
  Coverage coverage() const;

 private:
  const Program& program_;
  std::vector<bool> passed_, entered_, opened_;
  std::vector<std::uint8_t> guards_, delais_;  ///< [rule]: a bit a side
  std::vector<Date> asked_;                    ///< of the dossier at hand
  std::map<RuleId, std::vector<Date>> ends_;   ///< the last days its délais were found to have
};

}  // namespace filrouge::dsl
