#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/anchor.hpp"
#include "dsl/check/checking.hpp"
#include "dsl/check/in_module.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

void take_status(BasisRef& reference, const BasisRef& said) {
  reference.verified = reference.said_verified = said.verified;
  reference.read = said.read;
}

/// Each « statut » speaks of the fondements written before it; one without statut takes its owner's.
void read_basis(RuleInfo& info, View node, const RuleInfo* owner) {
  std::size_t unsaid = 0;
  bool own_status = false, status_alone = false;
  BasisRef alone;
  for (const auto child : node) {
    if (child.is(NodeKind::basis)) {
      if (!child.first()) info.basis.push_back({child.text()});
      for (const auto reference : child) info.basis.push_back({reference.text()});
    } else if (child.is(NodeKind::status)) {
      own_status = true;
      BasisRef said;
      said.verified = child.number() == 1;
      said.read = label_of(child);
      if (unsaid == info.basis.size()) status_alone = true, alone = said;
      for (; unsaid < info.basis.size(); ++unsaid) take_status(info.basis[unsaid], said);
    } else if (child.is(NodeKind::internal_target) ||
               (child.is(NodeKind::modifier) &&
                child.number() == static_cast<int>(ModifierKind::internal_target))) {
      info.internal_target = true;
    }
  }
  const bool owner_verified = owner && owner->verified;
  if (info.basis.empty() && owner) {
    info.basis = owner->basis;
    if (own_status)
      for (auto& reference : info.basis) take_status(reference, alone);
  } else {
    for (; unsaid < info.basis.size(); ++unsaid)
      status_alone ? take_status(info.basis[unsaid], alone)
                   : void(info.basis[unsaid].verified = info.basis[unsaid].said_verified = owner_verified);
  }
  info.verified = !info.basis.empty();
  for (const auto& reference : info.basis) info.verified = info.verified && reference.verified;
}

/// What the lines of comment just above a line say; a blank line stands between it and those above `module`.
std::string note_above(const Checking& checking, View node) {
  const auto& file = checking.sources[node.range().file];
  const auto line = file.position(node.range().begin).line;
  const bool over_blank = node.is(NodeKind::module);
  const auto comment = [&](std::uint32_t at) -> std::string_view {
    auto text = file.line(at);
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    if (!text.starts_with("--") && !text.starts_with("#")) return {};
    text.remove_prefix(std::min(text.find_first_not_of("-# \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t\r") + 1);
  };
  auto first = line;
  if (over_blank && first > 1 && file.line(first - 1).find_first_not_of(" \t\r") == std::string_view::npos)
    --first;
  const auto last = first;
  while (first > 1 && !comment(first - 1).empty()) --first;
  std::string note;
  for (auto at = first; at < last; ++at) note += (note.empty() ? "" : " ") + std::string(comment(at));
  return note;
}

}  // namespace

Annotation annotation_of(const Checking& checking, View node, std::uint32_t module) {
  RuleInfo info;
  const auto& rules = checking.model.rules;
  if (node.has(NodeKind::basis)) read_basis(info, node, &rules[checking.modules[module].rule]);
  return {note_above(checking, node), std::move(info.basis)};
}

Period in_force_of(Checking& checking, View node, Period owner) {
  const auto written = node.child(NodeKind::in_force);
  if (!written) return owner;
  Period period;
  const auto from = written.first();
  if (from) period.from = Date{static_cast<std::int32_t>(from.number())};
  if (from && from.next()) period.to = Date{static_cast<std::int32_t>(from.next().number())};
  if (period.from.known() && period.to.known() && period.to < period.from) {
    checking.report(Code::reversed_dates, written)
        .suggesting(Phrase(fmt::format("du {} au {} ?", french_date(period.to), french_date(period.from))));
    return owner;
  }
  // A part is never in force when the whole is not.
  if (owner.from.known() && (!period.from.known() || period.from < owner.from)) period.from = owner.from;
  if (owner.to.known() && (!period.to.known() || period.to > owner.to)) period.to = owner.to;
  return period;
}

RuleId add_rule(Checking& checking, View node, std::uint32_t module, std::string code, RuleId owner,
                std::string_view word, View logic) {
  RuleInfo info;
  const auto& file = checking.sources[node.range().file];
  info.file = file.path();
  info.line = file.position(node.range().begin).line;
  info.module = module;
  info.note = note_above(checking, node);
  const auto* parent = owner == none_id ? nullptr : &checking.model.rules[owner];
  info.internal_target = parent && parent->internal_target;
  read_basis(info, node, parent);
  const auto period =
      in_force_of(checking, node, parent ? Period{parent->in_force_from, parent->in_force_to} : Period{});
  info.in_force_from = period.from;
  info.in_force_to = period.to;
  const auto given = node.child(NodeKind::lasting_name);
  const auto added = [&](View pattern) {
    return said_once(checking, module, event_named(checking, pattern.text(), module), pattern);
  };
  info.anchor = anchor_of(logic && !given ? logic : node, word.empty() ? std::string_view(code) : word,
                          parent ? parent->anchor : 0, period.from,
                          checking.modules[module].said_once.empty() ? Added{} : Added(added));
  if (given) {
    const auto [first, is_new] = checking.lasting_names.try_emplace(info.anchor, given.range());
    if (!is_new && first->second.begin != given.range().begin)
      checking.report(Code::declared_twice, given,
                      {"au même endroit le repère", written_name(checking, given)});
  }
  checking.rule_labels.push_back(label_of(node));
  const auto times = ++checking.codes[code];
  info.code = times == 1 ? std::move(code) : fmt::format("{}_{}", code, times);
  checking.model.rules.push_back(std::move(info));
  return static_cast<RuleId>(checking.model.rules.size() - 1);
}

std::string excerpt(const Checking& checking, View node) {
  const auto range = node.range();
  const auto& text = checking.sources[range.file].text();
  std::string line;
  for (auto i = range.begin; i < range.end && i < text.size(); ++i) {
    const bool space = text[i] == ' ' || text[i] == '\n' || text[i] == '\t' || text[i] == '\r';
    if (!space)
      line += text[i];
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string written_name(const Checking& checking, View node) {
  const auto text = excerpt(checking, node);
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find_first_of(" :,(", begin), text.size());
    if (auto word = text.substr(begin, end - begin); fold(word) == node.text()) return word;
    begin = end + 1;
  }
  return node.text();
}

}  // namespace filrouge::dsl
