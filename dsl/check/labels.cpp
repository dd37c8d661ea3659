#include "dsl/check/labels.hpp"

#include <algorithm>
#include <vector>

#include "dsl/check/names.hpp"

namespace filrouge::dsl {
namespace {

struct Read {
  LabelDecl label;
  View node;
};

void add(std::vector<EventTypeId>& types, const std::vector<EventTypeId>& more) {
  for (const auto type : more)
    if (std::ranges::find(types, type) == types.end()) types.push_back(type);
}

bool said_otherwise(Checking& checking, const Read& one, const Read& other) {
  if (one.label.any == other.label.any && one.label.cites() == other.label.cites()) return false;
  checking.report(Code::declared_twice, other.node, {"l'étiquette", other.node.text()})
      .suggesting(Phrase("l'une désigne des événements, l'autre tout acte, ou rien : gardez l'une des deux",
                         "one names events, the other any act, or none: keep one of them"))
      .also(one.node.range(), Phrase("déclarée ici", "declared here"));
  return true;
}

}  // namespace

void read_labels(Checking& checking) {
  std::vector<Read> read;
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto node : checking.modules[m].declarations) {
      if (!node.is(NodeKind::reference_label)) continue;
      Read one{{checking.intern(node.text()), checking.departement(m), m, {}, node.number() == 2}, node};
      one.label.annotation = annotation_of(checking, node, m);
      checking.model.vocabulary.tell_word(one.label.name, written_name(checking, node));
      bool good = true;
      for (const auto name : node) {
        if (!name.is(NodeKind::name)) continue;
        const auto events = checking.names.resolve(NameKind::event, name.text(), m, name);
        good = good && !events.empty();
        for (const auto* event : events) add(one.label.types, {static_cast<EventTypeId>(event->index)});
      }
      if (!good) continue;
      const auto same = std::ranges::find_if(read, [&](const Read& other) {
        return other.label.name == one.label.name && other.label.departement == one.label.departement;
      });
      if (same == read.end())
        read.push_back(std::move(one));
      else if (!said_otherwise(checking, *same, one))
        add(same->label.types, one.label.types);
    }
  for (auto& local : read) {
    if (local.label.departement.empty()) continue;
    const auto common = std::ranges::find_if(read, [&](const Read& other) {
      return other.label.name == local.label.name && other.label.departement.empty();
    });
    if (common != read.end() && !said_otherwise(checking, *common, local))
      add(local.label.types, common->label.types);
  }
  for (auto& one : read) checking.model.vocabulary.add_label(std::move(one.label));
}

}  // namespace filrouge::dsl
