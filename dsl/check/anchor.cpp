#include "dsl/check/anchor.hpp"

#include <algorithm>
#include <map>

#include "dsl/ast/dump.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

std::uint64_t with(std::uint64_t anchor, std::string_view text) {
  return stable_hash("\x1f", stable_hash(text, anchor));
}

std::uint64_t with(std::uint64_t anchor, std::int64_t number) {
  return with(anchor, std::to_string(number));
}

bool bears_a_name(NodeKind kind) {
  switch (kind) {
    case NodeKind::module:
    case NodeKind::procedure:
    case NodeKind::extend_procedure:
    case NodeKind::state:
    case NodeKind::extend_state:
    case NodeKind::final_states:
    case NodeKind::parameter:
    case NodeKind::set_parameter:
    case NodeKind::set_target:
    case NodeKind::definition:
    case NodeKind::table:
    case NodeKind::control:
    case NodeKind::guarantee:
    case NodeKind::indicator:
    case NodeKind::topic:
      return true;
    default:
      return delai_kind(kind).has_value();
  }
}

/// What is said of a rule rather than what it says.
bool beside_the_logic(NodeKind kind) {
  return kind == NodeKind::label || kind == NodeKind::basis || kind == NodeKind::status ||
         kind == NodeKind::source || kind == NodeKind::in_force || kind == NodeKind::lasting_name;
}

/// A part of its own, with its own anchor: an action, an « exige ».
bool part_of_its_own(NodeKind kind) {
  switch (kind) {
    case NodeKind::requirement:
    case NodeKind::go_to:
    case NodeKind::to_do:
    case NodeKind::irregularity:
    case NodeKind::proposal:
    case NodeKind::open_question:
    case NodeKind::ask_fact:
    case NodeKind::transitional:
    case NodeKind::open_linked:
    case NodeKind::reset:
    case NodeKind::reminder:
      return true;
    default:
      return false;
  }
}

std::uint64_t logic(View node, std::uint64_t anchor, const Added& added) {
  anchor = with(with(with(anchor, kind_name(node.kind())), fold(node.text())), node.number());
  if (added && node.is(NodeKind::pattern))
    for (const auto constraint : added(node)) anchor = logic(constraint, anchor, added);
  for (const auto child : node)
    if (!beside_the_logic(child.kind())) anchor = logic(child, anchor, added);
  return with(anchor, ")");
}

}  // namespace

std::uint64_t anchor_of(View node, std::string_view word, std::uint64_t owner, Date since,
                        const Added& added) {
  const bool named = bears_a_name(node.kind());
  auto anchor = with(with(named ? 0 : owner, kind_name(node.kind())), fold(word));
  if (named) return since.known() ? with(anchor, since.days) : anchor;
  if (const auto given = node.child(NodeKind::lasting_name)) return with(anchor, fold(given.text()));
  if (part_of_its_own(node.kind())) return logic(node, anchor, added);
  for (const auto child : node)
    if (!beside_the_logic(child.kind()) && !part_of_its_own(child.kind()))
      anchor = logic(child, anchor, added);
  return anchor;
}

void tell_apart(std::vector<Alike> parts) {
  std::map<std::uint64_t, std::vector<Alike>> by_anchor;
  for (const auto& part : parts) by_anchor[*part.anchor].push_back(part);
  for (auto& [anchor, alike] : by_anchor) {
    if (alike.size() == 1) continue;
    std::map<std::string, std::int64_t> times;
    for (const auto& part : alike) ++times[part.said];
    const bool word_for_word = times.size() == 1;
    times.clear();
    for (const auto& part : alike) {
      const auto time = times[part.said]++;
      if (!word_for_word) *part.anchor = with(*part.anchor, part.said);
      if (time > 0) *part.anchor = with(*part.anchor, time);
    }
  }
}

void settle_anchors(Checking& checking) {
  std::vector<Alike> all;
  for (RuleId id = 0; id < checking.model.rules.size(); ++id) {
    auto& rule = checking.model.rules[id];
    all.push_back(
        {&rule.anchor, checking.rule_labels[id] + "\x1f" + std::to_string(rule.in_force_from.days)});
  }
  tell_apart(std::move(all));
}

}  // namespace filrouge::dsl
