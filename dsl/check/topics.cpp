#include "dsl/check/topics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace filrouge::dsl {
namespace {

/// A code without the « _2 » that tells versions apart, when the code before it exists.
std::string_view unversioned(const Checking& c, std::string_view code) {
  const auto underscore = code.rfind('_');
  if (underscore == std::string_view::npos || underscore + 1 == code.size() ||
      code.find_first_not_of("0123456789", underscore + 1) != std::string_view::npos)
    return code;
  const auto first = code.substr(0, underscore);
  return c.codes.contains(std::string(first)) ? first : code;
}

class TopicReader {
 public:
  explicit TopicReader(Checking& checking) : c_(checking) {
    for (const auto& rule : c_.model.rules) codes_.emplace_back(unversioned(c_, rule.code));
  }

  void read(View node, std::uint32_t module) {
    Topic topic;
    const auto name = fmt::format("{}.{}", c_.model.modules[module].name, node.text());
    topic.name = c_.intern(name);
    topic.dispositif = node.number() == 1;
    const auto label = node.child(NodeKind::label);
    topic.label = label ? label.text() : node.text();
    topic.rule = add_rule(c_, node, module, name, c_.modules[module].rule);
    std::vector<View> said;
    for (const auto child : node) {
      if (child.is(NodeKind::source)) topic.source = child.text();
      if (child.is(NodeKind::by_program)) topic.by_program = child.text();
      if (child.is(NodeKind::without_rule)) topic.without_rule = child.text();
      if (child.is(NodeKind::encoded_by))
        for (const auto rule : child) add_rules(topic, rule, module);
      if (child.is(NodeKind::encoded_by) || child.is(NodeKind::by_program) ||
          child.is(NodeKind::without_rule))
        if (said.empty() || said.back().kind() != child.kind()) said.push_back(child);
    }
    if (said.empty())
      c_.report(Code::topic_without_answer, node, {node.text()})
          .expecting(Phrase(
              "« encodé par » et des règles, « fait par le programme « … » », ou « sans règle « … » »"));
    else if (said.size() > 1)
      c_.report(Code::topic_answered_twice, said.back(), {node.text()});
    if (topic.dispositif && topic.source.empty())
      c_.report(Code::missing_part, node,
                {node.text(), "d'où il vient : « source « document 001, lignes 120 à 141 » »"});
    c_.model.topics.push_back(std::move(topic));
  }

 private:
  void add_rules(Topic& topic, View node, std::uint32_t module) {
    const auto& name = node.text();
    std::map<std::string_view, std::vector<RuleId>> own, others;
    const auto& here = c_.model.modules[module].name;
    for (RuleId id = 0; id < codes_.size(); ++id) {
      const std::string_view code = codes_[id];
      if (!ends_as(code, name) || c_.names.apart(module, c_.model.rules[id].module)) continue;
      const bool same = c_.model.modules[c_.model.rules[id].module].name == here;
      (same ? own : others)[code].push_back(id);
    }
    const auto& found = own.empty() ? others : own;
    if (found.empty()) {
      std::vector<std::string_view> known;
      for (RuleId id = 0; id < codes_.size(); ++id) {
        const std::string_view code = codes_[id];
        const auto dots = static_cast<std::size_t>(std::ranges::count(name, '.'));
        auto from = code.size();
        for (std::size_t i = 0; i <= dots && from != std::string_view::npos; ++i)
          from = from == 0 ? std::string_view::npos : code.rfind('.', from - 1);
        known.push_back(from == std::string_view::npos ? code : code.substr(from + 1));
      }
      c_.report(Code::unknown_name, node, {"la règle", name}).suggesting(suggest(name, known));
      return;
    }
    // A procédure before its states, a state before its délais: the shortest code is meant.
    const auto depth = [](std::string_view code) { return std::ranges::count(code, '.'); };
    auto least = depth(found.begin()->first);
    for (const auto& [code, ids] : found) least = std::min(least, depth(code));
    std::vector<std::string_view> meant;
    for (const auto& [code, ids] : found)
      if (depth(code) == least) meant.push_back(code);
    if (meant.size() > 1) {
      c_.report(Code::ambiguous_name, node, {fmt::format("{}", fmt::join(meant, ", ")), name})
          .suggesting(Phrase(fmt::format("écrivez davantage du nom, par exemple « {} »", meant.front())));
      return;
    }
    c_.mentions.mean_rule(node, meant.front());
    for (const auto id : found.at(meant.front()))
      if (std::ranges::find(topic.rules, id) == topic.rules.end()) topic.rules.push_back(id);
  }

  Checking& c_;
  std::vector<std::string> codes_;  ///< [rule], without version; topics do not name one another
};

}  // namespace

void read_topics(Checking& checking) {
  TopicReader reader(checking);
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto node : checking.modules[m].declarations)
      if (node.is(NodeKind::topic)) reader.read(node, m);
}

}  // namespace filrouge::dsl
