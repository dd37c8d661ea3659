#include <algorithm>
#include <set>

#include "dsl/lint/texts.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/fold.hpp"

/// Scénarios that prove nothing. Without any rule no procédure lives: there is neither state, délai, action,
/// irregularity, proposal nor missing fact. A scénario all of whose lines deny (« aucune … », « et rien
/// d'autre », « ne pas attendre … ») holds then too, and so whatever rule is removed. It says something all
/// the same beside one of its module where that is said: the two show both sides of a rule.
namespace filrouge::dsl {
namespace {

bool denies(View expectation) {
  return expectation.is(NodeKind::expect_none) || expectation.is(NodeKind::nothing_else);
}

bool is_expectation(View node) {
  switch (node.kind()) {
    case NodeKind::expect_state:
    case NodeKind::expect_delai:
    case NodeKind::expect_action:
    case NodeKind::expect_irregularity:
    case NodeKind::expect_proposal:
    case NodeKind::expect_none:
    case NodeKind::expect_missing:
    case NodeKind::expect_nature:
    case NodeKind::expect_next:
    case NodeKind::expect_value:
    case NodeKind::expect_count:
    case NodeKind::nothing_else:
      return true;
    default:
      return false;
  }
}

/// Would a line hold of an empty rule set? A count (« compter … ») and a value rest on no procédure, and a
/// denied one of them is no denial of a rule.
bool holds_without_rules(View expect) {
  const bool negative = expect.number() == 1;
  for (const auto line : expect) {
    if (!is_expectation(line)) continue;
    if (line.is(NodeKind::expect_count) || line.is(NodeKind::expect_value)) return false;
    // « ne pas attendre aucune action » expects one.
    if (negative ? denies(line) : !denies(line)) return false;
    // What no rule expects is unexpected.
    if (negative && line.is(NodeKind::expect_nature)) return false;
  }
  return true;
}

/// Is it of that kind of thing that the line says that there is none?
bool is_denied(View line, NodeKind kind) {
  if (!denies(line)) return line.is(kind);
  const auto calls = kind == NodeKind::expect_irregularity || kind == NodeKind::expect_action ||
                     kind == NodeKind::expect_proposal || kind == NodeKind::expect_missing ||
                     kind == NodeKind::expect_nature;
  if (line.is(NodeKind::nothing_else)) return calls;
  return (line.text() == nature_name(Nature::irregularite) && kind == NodeKind::expect_irregularity) ||
         (line.text() == nature_name(Nature::action) && kind == NodeKind::expect_action) ||
         (line.text() == nature_name(Nature::proposition) && kind == NodeKind::expect_proposal);
}

void gather_labels(View node, std::vector<std::string>& labels) {
  if (node.is(NodeKind::label)) labels.push_back(fold(node.text()));
  for (const auto child : node) gather_labels(child, labels);
}

class Denied {
 public:
  Denied(const Texts& texts) {
    for (const auto& module : texts.modules)
      for (const auto node : module.declarations)
        if (!node.is(NodeKind::scenario) && !node.is(NodeKind::topic)) gather_labels(node, labels_);
  }
  bool said(std::string_view text) const {
    const auto wanted = fold(text);
    return std::ranges::any_of(labels_,
                               [&](const std::string& label) { return label.find(wanted) != label.npos; });
  }

 private:
  std::vector<std::string> labels_;
};

/// « ne pas attendre … » of words that no rule has.
void denied(View expect, const Denied& labels, Diagnostics& diagnostics) {
  for (const auto line : expect) {
    if (!line.is(NodeKind::expect_irregularity) && !line.is(NodeKind::expect_action)) continue;
    const auto label = line.child(NodeKind::label);
    if (label && !labels.said(label.text()))
      diagnostics.report(Code::denies_what_nothing_says, label.range(), {label.text()})
          .suggesting({"reprenez les mots mêmes de la règle dont vous voulez qu'elle se taise",
                       "take the very words of the rule that you want to be silent"});
  }
}

}  // namespace

void remark_scenarios(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  const Denied labels(texts);
  for (const auto& module : texts.modules) {
    std::set<NodeKind> said;
    for (const auto node : module.declarations)
      for (const auto expect : node)
        if (node.is(NodeKind::scenario) && expect.is(NodeKind::expect) && expect.number() != 1)
          for (const auto line : expect)
            if (is_expectation(line) && !denies(line)) said.insert(line.kind());
    for (const auto node : module.declarations) {
      if (!node.is(NodeKind::scenario)) continue;
      bool expects = false, needs_rules = false, shown = false;
      for (const auto expect : node) {
        if (!expect.is(NodeKind::expect)) continue;
        expects = true;
        needs_rules = needs_rules || !holds_without_rules(expect);
        for (const auto line : expect)
          shown = shown || std::ranges::any_of(said, [&](NodeKind kind) { return is_denied(line, kind); });
        if (expect.number() == 1) denied(expect, labels, diagnostics);
      }
      if (expects && !needs_rules && !shown)
        diagnostics.report(Code::holds_without_rules, node.range(), {written(rules.sources, node)})
            .expecting(
                {"au moins une ligne qu'une règle doit rendre vraie : un état (« attendre … dans … »), un "
                 "délai, "
                 "une action ; ou, dans ce module, un scénario où la règle dit ce que celui-ci nie",
                 "at least one line that a rule has to make true: a state, a délai, an action; or, in this "
                 "module, a scénario where the rule says what this one denies"});
    }
  }
}

}  // namespace filrouge::dsl
