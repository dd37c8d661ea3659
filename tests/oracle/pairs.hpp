#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/replay/replay.hpp"
#include "tests/oracle/rules_under_test.hpp"

/// A rule set and a dossier drawn together: everything that must hold of the two.
namespace filrouge::oracle {

/// What does not hold. `kind` tells one fault from another (which check, whose line, of which rule), `family`
/// the same without the rule.
struct Fault {
  std::string kind, family, told;
};

/// One rule set ready for its dossiers: what is made once for all of them.
class Bench {
 public:
  explicit Bench(std::unique_ptr<Rules> rules, std::uint64_t seed);
  ~Bench();

  const Rules& rules() const { return *rules_; }
  const Evaluation& evaluation() const { return evaluation_; }  ///< the last dossier's
  /// Machines that open one another made so many lines of the last that the slow evaluator was not asked.
  bool too_large() const { return evaluation_.findings.size() > most_lines; }

  /// What each check finds, or that of one family when it is named. `die` draws which costly ones are made.
  std::vector<Fault> examine(const Record& record, Date asked, Date known, std::uint64_t die,
                             const std::string& only = {});

 private:
  struct Variant;
  static constexpr std::size_t most_lines = 5000;

  std::optional<Fault> same_again(const Record& record, Date asked, Date known);
  std::optional<Fault> ids_apart();
  std::optional<Fault> causes(const Journal& journal);
  std::optional<Fault> against_oracle(const Record& record, Date asked, Date known);
  std::optional<Fault> other_order(const Record& record, Date asked, Date known, std::uint64_t die);
  std::optional<Fault> no_foresight(const Record& record, Date asked, Date known, std::uint64_t die,
                                    bool every);
  std::optional<Fault> sees_ahead(const Record& record, std::size_t kept, Date known);
  std::optional<Fault> announced(const Record& record, Date asked, std::uint64_t die);
  std::optional<Fault> lines_announced(const Record& record, Date asked, std::uint64_t die);
  std::optional<Fault> pauses_add_up(const Record& record, Date asked, Date known);
  std::optional<Fault> machines_apart(const Record& record, Date asked, Date known);

  std::unique_ptr<Rules> rules_;
  std::unique_ptr<Replay> reused_;
  Evaluation evaluation_;
  std::vector<std::string> lines_;  ///< published, of the last evaluation
  std::unique_ptr<Variant> fewer_pauses_, fewer_procedures_;
};

/// Rules and dossier made as small as the fault allows, then told in full: ready to become a test.
std::string shrunk(const std::string& text, const Record& record, Date asked, Date known, std::uint64_t die,
                   std::uint64_t seed, const Fault& fault);

}  // namespace filrouge::oracle
