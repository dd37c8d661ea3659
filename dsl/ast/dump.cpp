#include "dsl/ast/dump.hpp"

#include <array>

namespace filrouge::dsl {
namespace {

/// In the order of NodeKind.
constexpr auto names = std::to_array<std::string_view>({
    "file", "module", "title", "regime", "departement", "source", "licence", "uses", "extends_module",
    "in_force", "governing", "conventions_use", "conventions", "convention_line", "event_type",
    "attribute_decl", "field_decl", "scope", "type", "label", "role_decl", "parameter", "yaml_path",
    "local_bounds", "possible_values", "internal_target", "set_parameter", "definition", "on_day", "table",
    "table_outputs", "table_row", "table_cell", "policy", "basis", "status", "procedure",
    "extend_procedure", "extend_state", "per_person", "per_dossier", "per_event", "state", "final_states",
    "from_any", "seam", "on_event", "otherwise", "on_condition", "at_end_of", "on_entry", "while_true",
    "guard", "requirement", "deadline", "waiting", "term", "bound", "measure", "rhythm", "length", "point",
    "at_date", "minimum", "maximum", "target_every", "limit_every", "at_ordinals", "modifier", "kept_by",
    "interrupted_by", "suspended_while", "postponed_to", "postponable", "renewable", "reminder", "forbids",
    "lifted_by", "if_overdue", "if_target_missed", "if_out_of_bounds", "if_unknown", "severity", "delay_of",
    "go_to", "to_do", "by_role", "irregularity", "proposal", "open_question", "ask_fact", "transitional",
    "open_linked", "reset", "control", "each", "must_be_preceded", "must_be_followed", "not_before",
    "never", "at_most_per", "since", "within", "at_least", "if_broken", "guarantee", "never_without",
    "always_running", "indicator", "indicator_measure", "by_axis", "still_waiting", "minimum_group",
    "scenario", "given_attribute", "given_person", "given_event", "expect", "expect_state", "expect_delai",
    "expect_status", "expect_action", "expect_irregularity", "expect_proposal", "expect_none",
    "expect_missing", "expect_nature", "expect_next", "nothing_else", "pattern", "field_constraint",
    "field_value", "pattern_flag", "query", "such_that", "before", "consecutive", "binary", "unary",
    "among", "is_known", "between", "in_table", "count", "exists", "none", "first", "last",
    "notification_of", "day_of", "end_of", "delai_status", "in_state", "linked_in_state", "entry_day",
    "start_day", "today", "field_of", "latest", "earliest", "conditional", "cumulated_length",
    "sum_in_force", "at_day", "call", "interval", "unknown_literal", "name", "number_literal",
    "text_literal", "date_literal", "duration_literal", "money_literal", "rate_literal", "boolean_literal",
    "error",
});
static_assert(names.size() == static_cast<std::size_t>(NodeKind::error) + 1);

void write(const Tree& tree, NodeId id, std::size_t depth, std::string& text) {
  const auto& node = tree[id];
  text.append(2 * depth, ' ');
  text += kind_name(node.kind);
  if (!node.text.empty()) text += " \"" + node.text + "\"";
  if (node.number != 0) text += " " + std::to_string(node.number);
  text += '\n';
  for (auto child = node.first_child; child != no_node; child = tree[child].next_sibling) write(tree, child, depth + 1, text);
}

}  // namespace

std::string_view kind_name(NodeKind kind) { return names[static_cast<std::size_t>(kind)]; }

std::string dump(const Tree& tree, NodeId root) {
  std::string text;
  if (root < tree.nodes.size()) write(tree, root, 0, text);
  return text;
}

}  // namespace filrouge::dsl
