#include <algorithm>

#include "dsl/lint/spelling.hpp"
#include "dsl/lint/texts.hpp"
#include "dsl/source/source.hpp"
#include "engine/core/text/fold.hpp"

/// What people read: labels, and the names that stand for one where there is none.
namespace filrouge::dsl {
namespace {

/// Is it shown by its name, `_` opened, when it has no label?
bool shown_by_its_name(NodeKind kind) {
  return kind == NodeKind::event_type || kind == NodeKind::attribute_decl || kind == NodeKind::field_decl ||
         kind == NodeKind::state || kind == NodeKind::procedure || kind == NodeKind::control ||
         kind == NodeKind::indicator || kind == NodeKind::parameter || kind == NodeKind::definition ||
         kind == NodeKind::table || delai_kind(kind).has_value();
}

void learn(View node, Spelling& spelling) {
  if (node.is(NodeKind::label) || node.is(NodeKind::title) || node.is(NodeKind::basis) ||
      node.is(NodeKind::text_literal))
    spelling.learn(node.text());
  for (const auto child : node) learn(child, spelling);
}

class Labels {
 public:
  Labels(const Reviewed& rules, const Spelling& spelling, Diagnostics& diagnostics)
      : rules_(rules), spelling_(spelling), diagnostics_(diagnostics) {}

  void look(View node) {
    if (node.is(NodeKind::status) || node.is(NodeKind::basis)) return;
    if (node.is(NodeKind::label)) {
      if (!bare(node)) unaccented(node.range());
    } else if (shown_by_its_name(node.kind()) && !node.has(NodeKind::label)) {
      const auto name = written(rules_.sources, node);
      const std::string_view text = rules_.sources[node.range().file].text();
      const auto at = text.find(name, node.range().begin);
      if (at < node.range().end) {
        const auto begin = static_cast<std::uint32_t>(at);
        unaccented({node.range().file, begin, begin + static_cast<std::uint32_t>(name.size())});
      }
    }
    for (const auto child : node) look(child);
  }

 private:
  /// « cer_a_signer »
  bool bare(View label) {
    const auto& text = label.text();
    const bool identifier =
        text.find('_') != text.npos && text.find(' ') == text.npos && is_folded(fold(text));
    if (identifier)
      diagnostics_.report(Code::bare_label, label.range(), {text})
          .suggesting(
              {"écrivez-le comme on le dit : « CER à signer »", "write it as one says it: « CER à signer »"});
    return identifier;
  }

  void unaccented(SourceRange range) {
    const auto text =
        std::string_view(rules_.sources[range.file].text()).substr(range.begin, range.end - range.begin);
    for_each_word(text, [&](std::size_t at, std::string_view word) {
      auto better = spelling_.better(word);
      if (better.empty()) return;
      const auto begin = range.begin + static_cast<std::uint32_t>(at);
      const SourceRange place{range.file, begin, begin + static_cast<std::uint32_t>(word.size())};
      diagnostics_.report(Code::unaccented_label, place, {std::string(word), better})
          .suggesting({"écrivez « " + better + " »", "write « " + better + " »"})
          .mended_by(place, better);
    });
  }

  const Reviewed& rules_;
  const Spelling& spelling_;
  Diagnostics& diagnostics_;
};

}  // namespace

void remark_labels(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics) {
  Spelling spelling;
  for (const auto& tree : rules.trees) learn(View(tree, 0), spelling);
  Labels labels(rules, spelling, diagnostics);
  for (const auto& module : texts.modules)
    for (const auto node : module.declarations) labels.look(node);
}

}  // namespace filrouge::dsl
