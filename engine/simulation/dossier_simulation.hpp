#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/simulation/change_kind.hpp"
#include "engine/simulation/pairing.hpp"

namespace filrouge {

/// One finding that is not the same on both sides.
struct FindingChange {
  std::uint32_t before = none_id, after = none_id;  ///< in the evaluation of each side
  ChangeKinds kinds;
  std::optional<std::int32_t> days;  ///< by how many its date moves, when both are known
  bool dated = false;  ///< its date was not known, and is; when `days` says nothing: it is known no more
};

/// Plays one dossier after another under both rule sets, on one day, and says what differs. One a thread; the
/// two programs are shared.
class DossierSimulation {
 public:
  struct Asked {
    Date day, known;
    Allowance allowance = {};
  };
  DossierSimulation(const TwoPrograms& programs, const Asked& asked);

  /// The same dossier typed by each vocabulary, or twice the same journal when there is but one.
  void run(const Journal& before, const Journal& after);

  /// Was it too costly on one side? Nothing is then compared.
  bool given_up() const { return evaluation(Side::before).given_up() || evaluation(Side::after).given_up(); }
  const std::vector<FindingChange>& changes() const { return changes_; }
  /// none_id: there is none.
  std::uint32_t next_action(Side side) const { return next_[index(side)]; }
  bool next_action_changes() const { return next_changes_; }
  const Program& program(Side side) const { return programs_.program(side); }
  const Evaluation& evaluation(Side side) const { return of_[index(side)].evaluation; }
  /// The members of a finding that come of the rules (Publisher::form); they last as long as this.
  const Finding& form(Side side, std::uint32_t finding) const;
  /// The whole finding, in words.
  void publish(Side side, std::uint32_t finding, Finding& out);

  /// How many findings of each form every dossier compared had: Publisher's number, and the form.
  struct FormCount {
    const Finding* form;
    std::uint64_t count;
  };
  std::vector<FormCount> form_counts(Side side) const;

 private:
  struct OneSide {
    OneSide(const Program& program, const Allowance& allowance)
        : replay(program, allowance), publisher(program) {}
    Replay replay;
    Publisher publisher;
    Evaluation evaluation;
    const Journal* journal = nullptr;
    std::vector<std::uint32_t> forms;   ///< [finding]
    std::vector<std::uint64_t> counts;  ///< [form]
  };
  static std::size_t index(Side side) { return static_cast<std::size_t>(side); }

  ChangeKinds differ(const FindingPair& pair);
  ChangeKinds forms_differ(std::uint32_t before, std::uint32_t after);
  bool shows_otherwise(const CompactFinding& before, const CompactFinding& after) const;
  bool lacks_otherwise(const CompactFinding& before, const CompactFinding& after) const;
  bool next_differs();

  const TwoPrograms& programs_;
  Asked asked_;
  std::array<OneSide, 2> of_;
  Pairing pairing_;
  std::vector<FindingChange> changes_;
  std::array<std::uint32_t, 2> next_{none_id, none_id};
  bool next_changes_ = false;
  std::unordered_map<std::uint64_t, ChangeKinds> of_forms_;  ///< of two forms compared before
};

}  // namespace filrouge
