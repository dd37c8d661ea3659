#include "engine/core/model/axis.hpp"

#include <algorithm>
#include <array>

namespace filrouge {
namespace {

struct AxisWord {
  std::string_view word;
  AxisKind kind;
};
constexpr auto common_axes =
    std::to_array<AxisWord>({{"territoire", AxisKind::territoire},
                             {"departement", AxisKind::departement},
                             {"organisme", AxisKind::organisme},
                             {"mois", AxisKind::mois},
                             {"structure", AxisKind::structure},
                             {"referent", AxisKind::referent},
                             {"parcours", AxisKind::parcours},
                             {"organisme_orientation", AxisKind::organisme_orientation}});

}  // namespace

bool makes_groups(const FieldDecl& field) {
  return field.type == ValueType::enumeration || field.type == ValueType::text ||
         field.type == ValueType::boolean;
}

std::vector<std::string_view> grouping_fields(const Vocabulary& vocabulary, EventTypeId type) {
  std::vector<std::string_view> names;
  if (type == no_id) return names;
  for (const auto& field : vocabulary.events[type].fields)
    if (makes_groups(field)) names.push_back(vocabulary.field_name(field.id));
  return names;
}

std::optional<Axis> axis_named(const Vocabulary& vocabulary, EventTypeId start, std::string_view word) {
  Axis axis;
  if (const auto* common = std::ranges::find(common_axes, word, &AxisWord::word);
      common != common_axes.end()) {
    axis.kind = common->kind;
    return axis;
  }
  const auto id = vocabulary.find_field(word);
  const auto* decl = id && start != no_id ? vocabulary.events[start].field(*id) : nullptr;
  if (!decl || !makes_groups(*decl)) return std::nullopt;
  axis.kind = AxisKind::field;
  axis.field = *id;
  return axis;
}

std::string_view axis_word(const Vocabulary& vocabulary, const Axis& axis) {
  if (axis.kind == AxisKind::field) return vocabulary.field_name(axis.field);
  return std::ranges::find(common_axes, axis.kind, &AxisWord::kind)->word;
}

std::vector<std::string_view> axis_words(const Vocabulary& vocabulary, EventTypeId start) {
  std::vector<std::string_view> words;
  for (const auto& common : common_axes) words.push_back(common.word);
  for (const auto own : grouping_fields(vocabulary, start))
    if (std::ranges::find(words, own) == words.end()) words.push_back(own);
  return words;
}

}  // namespace filrouge
