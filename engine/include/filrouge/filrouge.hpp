#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "filrouge/allowance.hpp"
#include "filrouge/export.hpp"
#include "filrouge/finding.hpp"
#include "filrouge/rule_text.hpp"

/// filrouge as a library: load rules once, then ask them about dossiers. No global state, no clock, no
/// output: what is true depends only on the rules, the dossier and the two days given.
///
///     const auto rules = filrouge::RuleSet::load({filrouge::installed_rules()});
///     filrouge::Evaluator evaluator(rules);
///     for (const auto& finding : evaluator.evaluate(dossier_json, {"2026-11-21"})) …
namespace filrouge {

/// Rules that cannot be used: `what()` is every diagnostic of what runs, in French, as `filrouge verifier`
/// prints them. Scénarios, the index and the holes of tables stop no run: `filrouge verifier` alone looks at
/// them.
class FILROUGE_EXPORT RulesError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  ~RulesError() override;
};

/// A dossier or a day that cannot be read: says the place in the JSON, what was found, what was expected.
class FILROUGE_EXPORT DossierError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  ~DossierError() override;
};

/// A checked and compiled rule set. Read only: copies share it, and several threads may use one.
class FILROUGE_EXPORT RuleSet {
 public:
  /// Reads every *.fil and *.fil.md under the paths. Throws RulesError.
  static RuleSet load(std::span<const std::filesystem::path> paths);
  static RuleSet load(std::initializer_list<std::filesystem::path> paths) {
    return load(std::span(paths.begin(), paths.size()));
  }

  /// The same from memory: rules kept in a database, or generated. Nothing of the disk is read; `values`
  /// gives the YAML files that the rules name. Throws RulesError.
  ///
  ///     const std::vector<filrouge::RuleText> texts = {{"essai.fil", "module essai\n…"}};
  ///     const auto rules = filrouge::RuleSet::load_texts(texts);
  static RuleSet load_texts(std::span<const RuleText> texts, const ValuesByName& values = {});

  /// "sha256:…" of the rule files: the same rules everywhere have the same digest.
  const std::string& digest() const;

  struct Impl;

 private:
  explicit RuleSet(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<const Impl> impl_;
  friend class Evaluator;
};

/// What is asked: the day, and the day up to which facts were known (ISO; empty `known` = the day asked).
struct Question {
  std::string asked;
  std::string known = {};
};

/// Evaluates dossiers, one at a time, reusing its memory. One Evaluator a thread.
class FILROUGE_EXPORT Evaluator {
 public:
  explicit Evaluator(RuleSet rules);
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  /// What each evaluation may cost from now on, and the flag that stops it; `allowance.cancelled` must
  /// outlive the Evaluator. Without it: Allowance::usual_steps, and nobody stops it.
  void allow(const Allowance& allowance);

  /// The findings of one dossier (the contract's JSON), in the contract's order. Throws DossierError,
  /// Cancelled.
  std::vector<Finding> evaluate(std::string_view dossier_json, const Question& question);

  /// What in the dossier last evaluated was not understood (unknown keys, types, values), in French.
  const std::vector<std::string>& remarks() const;
  /// The next day on which the answer last given changes by itself; empty: never. Looked for when it is first
  /// asked,
  /// at the cost of one or two evaluations more.
  const std::string& next_change() const;

  /// The dossier told in plain French, every date with its arithmetic. Throws DossierError, Cancelled.
  std::string explain(std::string_view dossier_json, const Question& question);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// One finding as the contract's JSON, on one line.
FILROUGE_EXPORT std::string to_json(const Finding& finding);

/// Where the packs were installed.
FILROUGE_EXPORT std::filesystem::path installed_rules();

/// "0.1.0"
FILROUGE_EXPORT const char* version();

}  // namespace filrouge
