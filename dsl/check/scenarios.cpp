#include "dsl/check/scenarios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "dsl/check/open_choices.hpp"

namespace filrouge::dsl {
namespace {

filrouge::Severity severity_of(View node) {
  if (node.text().starts_with("bloquant")) return filrouge::Severity::blocking;
  if (node.text().starts_with("majeur")) return filrouge::Severity::major;
  return node.text().starts_with("mineur") ? filrouge::Severity::minor : filrouge::Severity::info;
}

/// Empty: it depends on where the dossier is, one département or territoire setting a target and another not.
std::string nature_of(const Delai& delai) {
  if (delai.as_soon_as_possible && delai.length != none_id) return {};
  return std::string(nature_name(delai.as_soon_as_possible ? Nature::action : facts_of(delai.kind).nature));
}

/// Procédures in the order a scénario thinks of them: its module's (`own_count` of them), those it sees, the
/// others.
std::vector<std::uint16_t> by_closeness(const Checking& c, std::uint32_t module, std::size_t& own_count) {
  std::vector<std::uint16_t> own, seen, others;
  for (std::uint16_t p = 0; p < c.procedures.size(); ++p) {
    const auto& draft = c.procedures[p];
    if (c.names.apart(module, draft.part.module)) continue;
    const bool visible = !c.names.find(NameKind::procedure, draft.name, module).empty();
    const bool adds =
        std::ranges::any_of(draft.parts, [&](const Part& part) { return part.module == module; });
    (c.model.modules[draft.part.module].name == c.model.modules[module].name || adds ? own
     : visible                                                                       ? seen
                                                                                     : others)
        .push_back(p);
  }
  own_count = own.size();
  own.insert(own.end(), seen.begin(), seen.end());
  own.insert(own.end(), others.begin(), others.end());
  return own;
}

class ExpectationReader {
 public:
  ExpectationReader(Checking& checking, Expressions& expressions, std::uint32_t module)
      : c_(checking),
        expressions_(expressions),
        module_(module),
        near_(by_closeness(checking, module, own_count_)) {}

  std::optional<Expectation> read(View node) {
    Expectation line;
    line.line = c_.sources[node.range().file].position(node.range().begin).line;
    using Kind = Expectation::Kind;
    switch (node.kind()) {
      case NodeKind::expect_state:
        line.kind = Kind::state;
        return state(node, std::move(line));
      case NodeKind::expect_delai:
        line.kind = Kind::delai;
        return delai(node, std::move(line));
      case NodeKind::expect_action: {
        line.kind = Kind::action;
        line.nature = "action";
        line.label = label_of(node);
        if (const auto by = node.child(NodeKind::by_role)) {
          if (c_.names.resolve(NameKind::role, by.text(), module_, by).empty()) return std::nullopt;
          line.role = by.text();
        }
        return line;
      }
      case NodeKind::expect_irregularity:
        line.kind = Kind::irregularity;
        line.nature = "irregularite";
        line.label = label_of(node);
        if (const auto severity = node.child(NodeKind::severity))
          line.severity = severity_name(severity_of(severity));
        return line;
      case NodeKind::expect_proposal: {
        line.kind = Kind::proposal;
        line.nature = "proposition";
        line.label = label_of(node);
        if (const auto name = node.child(NodeKind::name)) {
          if (c_.names.resolve(NameKind::event, name.text(), module_, name).empty()) return std::nullopt;
          line.name = name.text();
        }
        return line;
      }
      case NodeKind::expect_none:
        line.kind = Kind::none;
        line.nature = node.text();
        return line;
      case NodeKind::expect_missing:
        line.kind = Kind::missing;
        line.nature = "donnee_manquante";
        for (const auto name : node) line.names.push_back(name.text());
        return line;
      case NodeKind::expect_nature:
        line.kind = Kind::nature;
        line.nature = node.text();
        line.label = label_of(node);
        return line;
      case NodeKind::expect_next:
        line.kind = Kind::next_change;
        line.date = Date{static_cast<std::int32_t>(node.first().number())};
        return line;
      case NodeKind::expect_value:
        line.kind = Kind::value;
        return value(node, std::move(line));
      case NodeKind::expect_count:
        line.kind = Kind::count;
        return count(node, std::move(line));
      case NodeKind::nothing_else:
        line.kind = Kind::nothing_else;
        return line;
      default:
        return std::nullopt;
    }
  }

 private:
  std::optional<Expectation> state(View node, Expectation line) {
    std::vector<View> names;
    for (const auto child : node)
      if (child.is(NodeKind::name)) names.push_back(child);
    if (names.empty()) return std::nullopt;
    const auto wanted = names.size() == 1 ? names[0] : names[1];
    line.state = wanted.text();
    if (names.size() > 2) line.instance = names[2].text();
    std::vector<std::string_view> known;
    if (names.size() > 1) {
      const auto versions = c_.names.resolve(NameKind::procedure, names[0].text(), module_, names[0]);
      if (versions.empty()) return std::nullopt;
      for (const auto* version : versions) {
        for (const auto& one : c_.procedures[version->index].states) known.push_back(one.name);
        if (c_.procedures[version->index].state(line.state, departement()) == no_id) continue;
        c_.means_state(wanted, c_.procedures[version->index], line.state);
        if (line.procedures.empty()) line.procedures.push_back(version->name);
      }
    } else {
      for (const auto p : near_) {
        for (const auto& one : c_.procedures[p].states) known.push_back(one.name);
        const auto name = std::string(c_.model.text(c_.model.procedures[p].name));
        if (c_.procedures[p].state(line.state, departement()) != no_id &&
            std::ranges::find(line.procedures, name) == line.procedures.end()) {
          if (line.procedures.empty()) c_.means_state(wanted, c_.procedures[p], line.state);
          line.procedures.push_back(name);
        }
      }
      // The nearest only: another module may have a state of the same name.
      if (line.procedures.size() > 1) line.procedures.resize(1);
    }
    if (line.procedures.empty()) {
      c_.report(Code::unknown_name, wanted, {"l'état", line.state}).suggesting(suggest(line.state, known));
      return std::nullopt;
    }
    return line;
  }

  std::optional<Expectation> delai(View node, Expectation line) {
    line.name = node.text();
    if (const auto day = node.child(NodeKind::date_literal))
      line.date = Date{static_cast<std::int32_t>(day.number())};
    if (const auto status = node.child(NodeKind::expect_status)) line.status = status.text();
    std::vector<std::string_view> known;
    const auto dot = line.name.rfind('.');
    const auto simple = dot == std::string::npos ? line.name : line.name.substr(dot + 1);
    for (std::size_t n = 0; n < near_.size(); ++n) {
      const auto p = near_[n];
      const auto& draft = c_.procedures[p];
      if (n == own_count_ && !line.codes.empty()) break;  // its own module's are meant
      if (dot != std::string::npos &&
          !std::string(c_.model.text(c_.model.procedures[p].name)).ends_with(line.name.substr(0, dot)))
        continue;
      for (std::size_t d = 0; d < draft.delais.size(); ++d) {
        known.push_back(draft.delais[d].name);
        if (draft.delais[d].name != simple || d >= c_.model.procedures[p].delais.size()) continue;
        const auto& delai = c_.model.procedures[p].delais[d];
        c_.means_delai(node, draft, simple);
        const auto nature = nature_of(delai);
        line.nature =
            line.codes.empty() || line.nature == nature ? nature : std::string();  // of several natures: any
        line.codes.push_back(c_.model.rules[delai.rule].code);
      }
    }
    line.name = simple;
    if (line.codes.empty()) {
      c_.report(Code::unknown_name, node, {"le délai", line.name}).suggesting(suggest(line.name, known));
      return std::nullopt;
    }
    return line;
  }

  std::optional<Expectation> value(View node, Expectation line) {
    Place place;
    place.module = module_;
    place.domain = Domain::person;
    const auto tested = expressions_.value(node.first(), place);
    if (!tested) return std::nullopt;
    const auto worth = expressions_.value(node.first().next(), place, tested);
    if (!worth) return std::nullopt;
    if (worth.type != ValueType::none && worth.type != tested.type) {
      c_.report(Code::wrong_type, node.first().next(), {type_name(tested, c_), type_name(worth, c_)});
      return std::nullopt;
    }
    line.expression = tested.id;
    line.worth = worth.id;
    line.name = excerpt(c_, node);
    return line;
  }

  std::optional<Expectation> count(View node, Expectation line) {
    const auto length = node.first();
    if (!length.is(NodeKind::duration_literal)) {
      c_.report(Code::wrong_type, length, {"une durée écrite, comme 2 mois", "autre chose"});
      return std::nullopt;
    }
    line.counted = length_of(length);
    const auto choices = read_choices(c_, node, "compter");
    line.counting.franc = choices.franc == Choice::yes;
    line.counting.proroge = choices.proroge == Choice::yes;
    line.counting.calendar = choices.calendar == Calendar::unknown ? Calendar::metropole : choices.calendar;
    line.counting.backwards = node.number() == 1;
    for (const auto child : node) {
      if (child.is(NodeKind::modifier) && child.number() == static_cast<int>(ModifierKind::vendredi_saint))
        line.counting.vendredi_saint = true;
      if (child.is(NodeKind::date_literal))
        (line.from.known() ? line.date : line.from) = Date{static_cast<std::int32_t>(child.number())};
    }
    line.name = excerpt(c_, node);
    return line;
  }

  const std::string& departement() const { return c_.departement(module_); }

  Checking& c_;
  Expressions& expressions_;
  std::uint32_t module_;
  std::size_t own_count_ = 0;
  std::vector<std::uint16_t> near_;
};

}  // namespace

Expected read_expected(Checking& checking, Expressions& expressions, View node, std::uint32_t module) {
  Expected expected;
  expected.line = checking.sources[node.range().file].position(node.range().begin).line;
  expected.negative = node.number() == 1;
  ExpectationReader reader(checking, expressions, module);
  for (const auto child : node) {
    if (child.is(NodeKind::date_literal)) {
      const Date day{static_cast<std::int32_t>(child.number())};
      (expected.asked.known() ? expected.known : expected.asked) = day;
    } else if (auto line = reader.read(child)) {
      // « aucune proposition », under « attendre P de X », is said of X: of another affaire there may be one.
      const auto* first = expected.lines.empty() ? nullptr : &expected.lines.front();
      if (line->kind == Expectation::Kind::none && first && first->kind == Expectation::Kind::state)
        line->procedures = first->procedures, line->instance = first->instance;
      expected.lines.push_back(std::move(*line));
    }
  }
  if (!expected.known.known()) expected.known = expected.asked;
  return expected;
}

std::vector<Scenario> read_scenarios(Checking& checking, Expressions& expressions) {
  std::vector<Scenario> scenarios;
  checking.named_by_scenario.clear();
  for (const auto& draft : checking.scenarios) {
    Scenario scenario;
    scenario.name = draft.node.text();
    scenario.module = checking.model.modules[draft.module].name;
    const auto label = draft.node.child(NodeKind::label);
    scenario.label = label ? label.text() : scenario.name;
    const auto& file = checking.sources[draft.node.range().file];
    scenario.file = file.path();
    scenario.line = file.position(draft.node.range().begin).line;
    scenario.record = read_given(checking, draft, scenario.name);
    for (const auto child : draft.node)
      if (child.is(NodeKind::expect))
        scenario.expected.push_back(read_expected(checking, expressions, child, draft.module));
    auto& named = checking.named_by_scenario;
    std::ranges::sort(named);
    named.erase(std::ranges::unique(named).begin(), named.end());
    scenario.named = std::exchange(named, {});
    if (scenario.expected.empty()) checking.report(Code::nothing_expected, draft.node, {scenario.name});
    scenarios.push_back(std::move(scenario));
  }
  return scenarios;
}

}  // namespace filrouge::dsl
