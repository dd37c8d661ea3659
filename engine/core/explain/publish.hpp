#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/explain/act_names.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// Turns compact findings into the public ones: names, ISO dates, the articles with their status, and one or
/// two sentences of plain French that tell the arithmetic of the date. What the rules say in many of them is
/// written once, in forms whose blanks the dossiers fill. Its memory grows with the rules, not with the
/// caseload. One a thread.
class Publisher {
 public:
  explicit Publisher(const Program& program) : program_(program), acts_(program) {}

  /// Findings of one form have in common the members that come of the rules and not of the dossier:
  /// procedure, etat, nature, code, statut, faculte, objectif_interne, gravite, retard_de, role, decideur,
  /// fondement, regime, rule_file, rule_line, rule_digest; and libelle, unless the dossier completes it.
  /// Forms are numbered from 0.
  std::uint32_t form_of(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding);
  /// Those members; the others are empty.
  const Finding& form(std::uint32_t number) const { return forms_[number]; }
  /// Writes the others, in a finding that may have been another: all of them, but a libelle that nothing
  /// completes.
  void fill(std::uint32_t form, const Journal& journal, const Evaluation& evaluation,
            const CompactFinding& compact, Finding& finding);

  void publish(const Journal& journal, const Evaluation& evaluation, const CompactFinding& compact,
               Finding& out);
  /// All those of the evaluation, in the same order.
  void publish(const Journal& journal, const Evaluation& evaluation, std::vector<Finding>& out);

 private:
  /// Where the libelle of a finding comes from.
  enum class Title : std::uint8_t {
    circle,
    cost,
    handed_over,
    too_early,
    perhaps_early,
    rule,
    detail,
    state,
    nature
  };
  /// What makes a form: all that its members depend on.
  struct Key {
    Nature nature;
    Statut statut;
    Severity severity;
    Title title;
    bool faculty, internal_target;
    std::uint16_t procedure;
    StateId state;
    RoleId role, decider;
    Symbol delay_of, detail;
    const std::string* label;

    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Kept {
    Key key;
    std::uint32_t next;  ///< of the same rule; none_id: the last
  };

  Title title_of(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding) const;
  std::string title(const Key& key, std::string_view state) const;
  Finding printed(const Key& key, RuleId rule) const;

  const Program& program_;
  ActNames acts_;
  std::vector<std::uint32_t> first_;  ///< [rule + 1; 0: of none]: its first form
  std::vector<Kept> kept_;            ///< [form]
  std::deque<Finding> forms_;         ///< [form]
};

/// The findings of one evaluation, for who publishes no other.
void publish(const Program& program, const Journal& journal, const Evaluation& evaluation,
             std::vector<Finding>& out);

/// Is its procédure over? What is said of it is then history.
bool is_over(const Program& program, const Instance& instance);
/// « p1 », « p1#2 », « e3 », the dossier's own id for « pour chaque dossier ».
std::string instance_name(const Journal& journal, const Instance& instance);

}  // namespace filrouge
