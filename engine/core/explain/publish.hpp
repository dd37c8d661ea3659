#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// A finding, and the form it was written in: those of one form have in common the members that come of the
/// rules and not of the dossier (procedure, etat, nature, code, statut, faculte, objectif_interne, gravite,
/// retard_de, role, decideur, fondement, regime, rule_file, rule_line, rule_digest).
struct Published {
  const Finding& finding;
  std::uint32_t form;  ///< from 0, one after the other
};

/// Turns compact findings into the public ones: names, ISO dates, the articles with their status, and one or
/// two sentences of plain French that tell the arithmetic of the date. What the rules say in many of them is
/// written once, in forms whose blanks the dossiers fill. Its memory grows with the rules, not with the
/// caseload. One a thread.
class Publisher {
 public:
  explicit Publisher(const Program& program) : program_(program) {}
  Publisher(Publisher&&) = default;

  /// A finding of the evaluation of that journal; it stands until the next one.
  Published publish(const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding);
  /// All of them, in the same order.
  void publish(const Journal& journal, const Evaluation& evaluation, std::vector<Finding>& out);

 private:
  /// What makes a form: all that its members depend on.
  struct Form {
    RuleId rule;
    Symbol delay_of;
    std::uint16_t procedure;
    StateId state;
    RoleId role, decider;
    Nature nature;
    Statut statut;
    Severity severity;
    bool faculty, internal_target;

    friend bool operator==(const Form&, const Form&) = default;
  };
  struct Hash {
    std::size_t operator()(const Form& form) const noexcept;
  };

  Finding fixed(const Form& form) const;
  std::uint32_t form_of(const CompactFinding& finding);

  const Program& program_;
  std::unordered_map<Form, std::uint32_t, Hash> forms_;
  std::deque<Finding> findings_;  ///< [form]: the last that was written in it
};

/// The findings of one evaluation, for who publishes no other.
void publish(const Program& program, const Journal& journal, const Evaluation& evaluation,
             std::vector<Finding>& out);

/// Is its procédure over? What is said of it is then history.
bool is_over(const Program& program, const Instance& instance);
/// « p1 », « p1#2 », « e3 », the dossier's own id for « pour chaque dossier ».
std::string instance_name(const Journal& journal, const Instance& instance);

}  // namespace filrouge
