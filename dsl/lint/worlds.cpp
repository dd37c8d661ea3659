#include <algorithm>
#include <map>

#include "dsl/lint/texts.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/text/fold.hpp"

/// One word for two things, or two words for one: the name says a world and the label another; two things of
/// one kind, which one reader meets together, are shown by the same words.
namespace filrouge::dsl {
namespace {

struct Worlds {
  std::string_view word, is, other, other_is;
};
constexpr Worlds worlds[] = {
#define FILROUGE_WORLDS(word, is, other, other_is) {word, is, other, other_is},
#include "dsl/lint/worlds.def"
#undef FILROUGE_WORLDS
};

/// Whole words of a folded text, `_`, blanks and apostrophes alike.
bool says(std::string_view text, std::string_view words) {
  std::string open = " " + fold(text) + " ";
  std::ranges::replace_if(
      open, [](char c) { return c == '_' || c == '\'' || c == '-' || c == ',' || c == '.'; }, ' ');
  return open.find(" " + std::string(words) + " ") != open.npos;
}

/// Two texts that follow one another in time give their names to the same things.
bool never_together(View one, View other) {
  const auto days = [](View module) {
    Period period;
    if (const auto written = module.child(NodeKind::in_force); written && written.first()) {
      period.from = Date{static_cast<std::int32_t>(written.first().number())};
      if (const auto to = written.first().next()) period.to = Date{static_cast<std::int32_t>(to.number())};
    }
    return period;
  };
  return !first_common_day(days(one), days(other)).known();
}

/// What a person may meet in a list or a règlement without its name.
bool is_shown(NodeKind kind) {
  return kind == NodeKind::event_type || kind == NodeKind::attribute_decl || kind == NodeKind::field_decl ||
         kind == NodeKind::role_decl || kind == NodeKind::state || kind == NodeKind::procedure ||
         kind == NodeKind::control || kind == NodeKind::indicator || delai_kind(kind).has_value();
}

class TwoWorlds {
 public:
  TwoWorlds(const Reviewed& rules, Diagnostics& diagnostics) : rules_(rules), diagnostics_(diagnostics) {}

  void look(View node) {
    if (is_shown(node.kind()))
      if (const auto label = node.child(NodeKind::label)) names(node, label);
    for (const auto child : node) look(child);
  }

 private:
  void names(View node, View label) {
    for (const auto& pair : worlds)
      for (const bool swapped : {false, true}) {
        const auto named = swapped ? pair.other : pair.word, shown = swapped ? pair.word : pair.other;
        if (!says(node.text(), named) || says(node.text(), shown) || !says(label.text(), shown) ||
            says(label.text(), named))
          continue;
        diagnostics_
            .report(Code::two_worlds, label.range(),
                    {written(rules_.sources, node), std::string(swapped ? pair.other_is : pair.is),
                     "« " + label.text() + " »", std::string(swapped ? pair.is : pair.other_is)})
            .suggesting({"gardez le même mot dans le nom et dans le libellé",
                         "keep one word in the name and in the label"});
        return;
      }
  }

  const Reviewed& rules_;
  Diagnostics& diagnostics_;
};

}  // namespace

void remark_worlds(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  TwoWorlds two(rules, diagnostics);
  struct Shown {
    View node, module;
  };
  std::map<std::pair<NodeKind, std::string>, Shown> shown;
  for (const auto& module : texts.modules) {
    const auto place = module.heading.child(NodeKind::departement);
    for (const auto node : module.declarations) {
      if (node.is(NodeKind::scenario) || node.is(NodeKind::topic)) continue;
      two.look(node);
      const auto label = node.child(NodeKind::label);
      // What a département declares is met by its own readers: two of them may say the same.
      if (!label || place ||
          (!node.is(NodeKind::event_type) && !node.is(NodeKind::role_decl) &&
           !node.is(NodeKind::attribute_decl)))
        continue;
      const auto [first, is_new] =
          shown.try_emplace({node.kind(), fold(label.text())}, Shown{node, module.heading});
      const auto other = first->second;
      if (is_new || other.node.text() == node.text() || never_together(other.module, module.heading))
        continue;
      diagnostics
          .report(Code::same_label, label.range(),
                  {written(rules.sources, other.node), written(rules.sources, node), label.text()})
          .suggesting(
              {"dites dans l'un des deux ce qui le distingue", "say in one of them what tells it apart"})
          .also(other.node.range(), {"l'autre est ici", "the other is here"});
    }
  }
}

}  // namespace filrouge::dsl
