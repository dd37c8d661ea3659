#include "dsl/check/weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace filrouge::dsl {
namespace {

/// The law's sanctions, by the names the common vocabulary gives them.
struct KnownSanction {
  std::string_view event, field;
  std::array<std::string_view, 5> words;
};
constexpr auto known_sanctions = std::to_array<KnownSanction>({
    {"radiation_liste", "", {}},
    {"suspension_versement", "", {}},
    {"amende_notifiee", "", {}},
    {"decision_cd", "mesure", {"reduction", "suspension", "suppression", "radiation", "amende"}},
});

void assume_weights(Checking& checking) {
  auto& vocabulary = checking.model.vocabulary;
  for (const auto& known : known_sanctions) {
    Weight weight;
    weight.assumed = true;
    weight.act.type = vocabulary.find_event(known.event);
    if (weight.act.type == no_id) continue;
    const auto field = vocabulary.find_field(known.field);
    if (!known.field.empty() && !field) continue;
    if (field) {
      Constraint constraint{*field, {}};
      for (const auto word : known.words)
        if (const auto symbol = vocabulary.symbols.find(word))
          constraint.values.push_back(
              checking.pool.literal(Value::of(Value::Kind::symbol, symbol), ValueType::enumeration));
      weight.act.constraints.push_back(std::move(constraint));
    }
    checking.model.weights.push_back(std::move(weight));
  }
}

const Constraint* on(const Pattern& pattern, FieldId field) {
  const auto found = std::ranges::find(pattern.constraints, field, &Constraint::field);
  return found == pattern.constraints.end() ? nullptr : &*found;
}

bool literal(const Model& model, ExprId id) {
  return model.exprs[id].op == Op::literal;
}

bool same_value(const Model& model, ExprId a, ExprId b) {
  if (!literal(model, a) || !literal(model, b)) return false;
  const auto& x = model.values[model.exprs[a].data];
  const auto& y = model.values[model.exprs[b].data];
  return x.kind == y.kind && x.lo == y.lo && x.hi == y.hi;
}

bool one_of(const Model& model, ExprId value, const Constraint& constraint) {
  return std::ranges::any_of(constraint.values,
                             [&](ExprId other) { return same_value(model, value, other); });
}

class WeightReader {
 public:
  WeightReader(Checking& checking, Expressions& expressions) : c_(checking), expressions_(expressions) {}

  void read(View event, View node, std::uint32_t module) {
    const auto declared = c_.names.find(NameKind::event, event.text(), module);
    if (declared.empty()) return;
    Place place;
    place.module = module;
    Weight weight;
    weight.act.type = static_cast<EventTypeId>(declared.front()->index);
    weight.preparatory = node.number() == 1;
    bool said = false, good = true;
    for (const auto child : node) {
      if (child.is(NodeKind::field_constraint))
        good = expressions_.constrain(child, place, weight.act) && good;
      if (child.is(NodeKind::appraisal)) {
        said = true;
        for (const auto pattern : child)
          if (const auto id = expressions_.pattern(pattern, place))
            weight.appraisals.push_back(c_.model.patterns[*id]);
          else
            good = false;
      }
      if (child.is(NodeKind::legal_interval))
        for (const auto name : child) add_table(name, module, weight);
    }
    weight.annotation = annotation_of(c_, node, module);
    if (!said)
      lacks(event, node,
            "ce que la loi veut d'abord : « après appreciation, … », ou « aucune appréciation »");
    if (weight.article().empty()) lacks(event, node, "l'article qui le dit : « fondement CASF … »");
    if (!good || !said || weight.article().empty()) return;
    weight.pattern = expressions_.pool().pattern(weight.act);
    c_.model.weights.push_back(std::move(weight));
  }

 private:
  void lacks(View event, View node, const char* what) {
    c_.report(
        Code::missing_part, node,
        {fmt::format("{}, {}", event.text(), node.number() == 1 ? "préparatoire" : "défavorable"), what});
  }

  /// The table of a text that is not read with this one bounds nothing here.
  void add_table(View name, std::uint32_t module, Weight& weight) {
    const auto dot = name.text().rfind('.');
    if (dot != std::string::npos &&
        c_.names.find(NameKind::module, std::string_view(name.text()).substr(0, dot), module).empty())
      return;
    for (const auto* found : c_.names.resolve(NameKind::table, name.text(), module, name))
      weight.tables.push_back(found->index);
  }

  Checking& c_;
  Expressions& expressions_;
};

}  // namespace

void read_weights(Checking& checking, Expressions& expressions) {
  WeightReader reader(checking, expressions);
  bool said = false;
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto event : checking.modules[m].declarations) {
      if (!event.is(NodeKind::event_type)) continue;
      for (const auto node : event) {
        if (!node.is(NodeKind::weight)) continue;
        said = true;
        reader.read(event, node, m);
      }
    }
  if (!said) assume_weights(checking);
}

bool within(const Model& model, const Pattern& narrow, const Pattern& wide) {
  return narrow.type == wide.type && std::ranges::all_of(wide.constraints, [&](const Constraint& limit) {
           const auto* said = on(narrow, limit.field);
           return said && std::ranges::all_of(said->values,
                                              [&](ExprId value) { return one_of(model, value, limit); });
         });
}

bool may_meet(const Model& model, const Pattern& a, const Pattern& b) {
  return a.type == b.type && std::ranges::all_of(b.constraints, [&](const Constraint& limit) {
           const auto* said = on(a, limit.field);
           return !said || std::ranges::any_of(said->values, [&](ExprId value) {
             return !literal(model, value) || one_of(model, value, limit);
           });
         });
}

bool surely_adverse(const Checking& checking, const Pattern& act) {
  const auto& model = checking.model;
  const auto adverse = [&](const Pattern& one) {
    return std::ranges::any_of(checking.model.weights, [&](const Weight& weight) {
      return !weight.preparatory && within(model, one, weight.act);
    });
  };
  if (adverse(act)) return true;
  // « mesure parmi (suspension, amende) »: each word may weigh by a line of its own.
  return std::ranges::any_of(act.constraints, [&](const Constraint& constraint) {
    return std::ranges::all_of(constraint.values, [&](ExprId value) {
      return adverse({act.type, {{constraint.field, {value}}}, false});
    });
  });
}

std::vector<const Weight*> weights_of(const Checking& checking, const Pattern& act) {
  std::vector<const Weight*> found;
  for (const auto& weight : checking.model.weights)
    if (may_meet(checking.model, act, weight.act)) found.push_back(&weight);
  return found;
}

}  // namespace filrouge::dsl
