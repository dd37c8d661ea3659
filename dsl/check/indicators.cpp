#include "dsl/check/indicators.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/reads.hpp"

namespace filrouge::dsl {
namespace {

class IndicatorReader {
 public:
  IndicatorReader(Checking& checking, Expressions& expressions, View node, std::uint32_t module)
      : c_(checking), expressions_(expressions), node_(node), module_(module) {}

  void read() {
    const auto name = fmt::format("{}.{}", c_.model.modules[module_].name, node_.text());
    indicator_.name = c_.intern(name);
    const auto label = node_.child(NodeKind::label);
    indicator_.label = label ? label.text() : node_.text();
    indicator_.rule = add_rule(c_, node_, module_, name, c_.modules[module_].rule);
    place_.module = module_;
    place_.domain = Domain::person;
    place_.rule = indicator_.rule;
    for (const auto child : node_)
      if (child.is(NodeKind::indicator_measure)) {
        if (measure_)
          c_.report(Code::choice_made_twice, child, {node_.text(), "ce qu'il mesure"});
        else
          measure_ = child;
      }
    if (!measure_) {
      c_.report(Code::missing_part, node_,
                {node_.text(), "ce qu'il mesure : « médiane des jours de … à … »"});
      return;
    }
    if (!measure()) return;
    for (const auto child : node_) rest(child);
    // A delay among those who are through says nothing of those who still wait.
    if (is_delay() && !node_.has(NodeKind::still_waiting))
      c_.report(Code::missing_part, node_,
                {node_.text(), "ceux qui attendent encore : ajoutez « et nombre encore en attente »"});
    c_.model.indicators.push_back(std::move(indicator_));
  }

 private:
  /// It looks at the journal from outside: there are no affaires.
  bool navigates(ExprId id) const {
    return reads(c_.model, id, [&](const Expr& expr) {
      return facts_of(expr.op).reads == Reads::query &&
             c_.model.queries[expr.data].domain == Domain::affaire_of;
    });
  }
  bool is_delay() const {
    return indicator_.measure == IndicatorMeasure::median_days ||
           indicator_.measure == IndicatorMeasure::mean_days;
  }
  bool is_share() const {
    return indicator_.measure == IndicatorMeasure::share ||
           indicator_.measure == IndicatorMeasure::share_after ||
           indicator_.measure == IndicatorMeasure::share_in_states;
  }

  bool measure() {
    const auto& word = measure_.text();
    if (word == "nombre_etat" || word == "part_etat") return instances(word == "part_etat");
    if (word == "nombre_personnes" || word == "part_personnes") return persons(word == "part_personnes");
    indicator_.measure = word == "mediane"       ? IndicatorMeasure::median_days
                         : word == "moyenne"     ? IndicatorMeasure::mean_days
                         : word == "part"        ? IndicatorMeasure::share
                         : word == "part_apres"  ? IndicatorMeasure::share_after
                         : word == "repartition" ? IndicatorMeasure::breakdown
                         : word == "somme"       ? IndicatorMeasure::sum
                                                 : IndicatorMeasure::count;
    std::vector<QueryId> queries;
    std::vector<EventTypeId> types;
    for (const auto part : measure_) {
      if (!part.is(NodeKind::pattern) && !part.is(NodeKind::query)) continue;
      EventTypeId type = no_id;
      const auto query = expressions_.query(part, place_, &type);
      if (!query) return false;
      if (c_.model.queries[*query].consecutive) {
        c_.report(Code::meaningless_here, part, {"« consécutifs »", node_.text()});
        return false;
      }
      if (navigates(c_.pool.expr(Op::exists, ValueType::boolean, {}, *query))) {
        c_.report(Code::meaningless_here, part, {"« de l'affaire de … »", node_.text()});
        return false;
      }
      queries.push_back(*query);
      types.push_back(type);
    }
    // « part de A après B » names the end first.
    if (indicator_.measure == IndicatorMeasure::share_after) {
      std::swap(queries[0], queries[1]);
      std::swap(types[0], types[1]);
      if (const auto within = measure_.child(NodeKind::within)) {
        auto place = place_;
        place.current = types[0];
        indicator_.within = expressions_.duration(within.first(), place).id;
        if (indicator_.within == none_id) return false;
      }
    }
    indicator_.from = queries[0];
    if (queries.size() > 1) indicator_.to = queries[1];
    start_ = indicator_.measure == IndicatorMeasure::share ? types[1] : types[0];
    if (indicator_.measure == IndicatorMeasure::share && types[0] != types[1]) {
      const auto part = name_of(types[0]), all = name_of(types[1]);
      c_.report(Code::share_of_another, measure_, {part, all})
          .expecting(Phrase(fmt::format("« part de {} après {} », ou « part de {}, champ: valeur parmi {} »",
                                        part, all, all, all)));
      return false;
    }
    if (indicator_.measure == IndicatorMeasure::breakdown)
      return field([](const FieldDecl& decl) { return makes_groups(decl); },
                   "un champ dont les valeurs se répètent (un parmi (…), texte, oui ou non)");
    if (indicator_.measure == IndicatorMeasure::sum)
      return field(
          [](const FieldDecl& decl) {
            return decl.type == ValueType::integer || decl.type == ValueType::money;
          },
          "un champ qui s'additionne (un entier, un montant)");
    return true;
  }

  template <class Fits>
  bool field(Fits&& fits, const char* wanted) {
    const auto name = measure_.child(NodeKind::name);
    const auto id = c_.model.vocabulary.find_field(name.text());
    const auto* decl = id ? c_.model.vocabulary.events[start_].field(*id) : nullptr;
    if (!decl) {
      c_.report(Code::field_not_of_event, name, {name.text(), name_of(start_)})
          .suggesting(suggest(name.text(), field_names()));
      return false;
    }
    if (!fits(*decl)) {
      c_.report(Code::wrong_type, name, {wanted, fmt::format("« {} »", name.text())});
      return false;
    }
    c_.means_field(name, start_, *id);
    indicator_.field = *id;
    indicator_.sum_of_money = decl->type == ValueType::money;
    return true;
  }

  std::vector<std::string_view> field_names() const {
    std::vector<std::string_view> names;
    for (const auto& field : c_.model.vocabulary.events[start_].fields)
      names.push_back(c_.model.vocabulary.field_name(field.id));
    return names;
  }

  bool instances(bool share) {
    indicator_.measure = share ? IndicatorMeasure::share_in_states : IndicatorMeasure::in_states;
    auto counted = measure_.first();
    if (counted.is(NodeKind::query)) counted = counted.first();
    const auto procedures = versions(counted, counted.text());
    if (procedures.empty()) return false;
    for (const auto state : measure_.child(NodeKind::in_states))
      if (!add_states(state, state.text(), procedures)) return false;
    if (share) {
      for (const auto name : measure_.child(NodeKind::whole)) {
        const auto found = versions(name, name.text());
        if (found.empty()) return false;
        indicator_.whole.insert(indicator_.whole.end(), found.begin(), found.end());
      }
      return part_of_whole();
    }
    return true;
  }

  bool persons(bool share) {
    indicator_.measure = share ? IndicatorMeasure::share_in_states : IndicatorMeasure::in_states;
    indicator_.of_persons = true;
    for (const auto name : measure_.child(NodeKind::in_states)) {
      const auto dot = name.text().rfind('.');
      if (dot != std::string::npos) {
        const auto procedures = versions(name, name.text().substr(0, dot));
        if (procedures.empty() || !of_persons(name, procedures) ||
            !add_states(name, name.text().substr(dot + 1), procedures))
          return false;
        continue;
      }
      std::vector<std::uint16_t> own;
      for (std::uint16_t p = 0; p < c_.procedures.size(); ++p)
        if (c_.procedures[p].part.module == module_ &&
            c_.procedures[p].state(name.text(), c_.departement(module_)) != no_id)
          own.push_back(p);
      if (own.empty()) {
        c_.report(Code::unknown_name, name, {"l'état", name.text()})
            .expecting(Phrase("un état de ce module, ou « procédure.état »"));
        return false;
      }
      if (!of_persons(name, own) || !add_states(name, name.text(), own)) return false;
    }
    if (!share) return true;
    for (const auto name : measure_.child(NodeKind::whole)) {
      const auto procedures = versions(name, name.text());
      if (procedures.empty() || !of_persons(name, procedures)) return false;
      indicator_.whole.insert(indicator_.whole.end(), procedures.begin(), procedures.end());
    }
    return part_of_whole();
  }

  std::vector<std::uint16_t> versions(View at, std::string_view name) {
    std::vector<std::uint16_t> found;
    for (const auto* one : c_.names.resolve(NameKind::procedure, name, module_, at))
      found.push_back(static_cast<std::uint16_t>(one->index));
    return found;
  }

  bool add_states(View at, std::string_view state, const std::vector<std::uint16_t>& procedures) {
    std::vector<std::string_view> states;
    bool found = false;
    for (const auto p : procedures) {
      for (const auto& one : c_.procedures[p].states) states.push_back(one.name);
      const auto id = c_.procedures[p].state(state, c_.departement(module_));
      if (id == no_id) continue;
      c_.means_state(at, c_.procedures[p], state);
      indicator_.states.push_back({p, id});
      found = true;
    }
    if (!found)
      c_.report(Code::unknown_name, at, {"l'état", std::string(state)}).suggesting(suggest(state, states));
    return found;
  }

  bool of_persons(View at, const std::vector<std::uint16_t>& procedures) {
    for (const auto p : procedures) {
      const auto& model = c_.model.procedures[p];
      if (model.per == InstancePer::person || (model.per == InstancePer::event && model.of == Scope::person))
        continue;
      c_.report(Code::not_of_persons, at, {c_.procedures[p].name})
          .expecting(Phrase(fmt::format("« nombre de {} dans l'état … »", c_.procedures[p].name)));
      return false;
    }
    return true;
  }

  bool part_of_whole() {
    for (const auto& state : indicator_.states)
      if (std::ranges::find(indicator_.whole, state.procedure) == indicator_.whole.end()) {
        c_.report(Code::share_of_another, measure_,
                  {c_.procedures[state.procedure].name, c_.procedures[indicator_.whole.front()].name})
            .expecting(Phrase("après « parmi », les procédures dont sont les états"));
        return false;
      }
    return true;
  }

  void rest(View child) {
    switch (child.kind()) {
      case NodeKind::minimum_group:
        indicator_.minimum_group = static_cast<std::uint32_t>(child.number());
        break;
      case NodeKind::by_axis:
        for (const auto name : child) axis(name);
        break;
      case NodeKind::still_waiting:
        if (!is_delay())
          c_.report(Code::meaningless_here, child, {"« et nombre encore en attente »", node_.text()});
        break;
      case NodeKind::counted_from:
        if (!is_delay() && indicator_.measure != IndicatorMeasure::share_after) {
          c_.report(Code::meaningless_here, child, {"« compté depuis »", node_.text()});
          break;
        }
        {
          auto place = place_;
          place.current = start_;
          indicator_.counted_from = expressions_.date(child.first(), place);
          if (indicator_.counted_from != none_id && navigates(indicator_.counted_from))
            c_.report(Code::meaningless_here, child, {"« de l'affaire de … »", node_.text()});
        }
        break;
      case NodeKind::left_by:
        if (!is_delay() && indicator_.measure != IndicatorMeasure::share_after) {
          c_.report(Code::meaningless_here, child, {"« sortis de l'attente par »", node_.text()});
          break;
        }
        for (const auto pattern : child)
          if (const auto id = expressions_.pattern(pattern, place_)) indicator_.left_by.push_back(*id);
        break;
      case NodeKind::target:
        target(child);
        break;
      case NodeKind::benchmark:
        indicator_.benchmarks.push_back(child.first().text());
        break;
      default:
        break;
    }
  }

  void axis(View name) {
    const auto& vocabulary = c_.model.vocabulary;
    if (const auto axis = axis_named(vocabulary, start_, name.text())) {
      indicator_.axes.push_back(*axis);
      return;
    }
    const auto words = axis_words(vocabulary, start_);
    c_.report(Code::not_an_axis, name, {name.text()})
        .expecting(Phrase(fmt::format("{}", fmt::join(words, ", "))))
        .suggesting(suggest(name.text(), words));
  }

  void target(View node) {
    if (indicator_.measure == IndicatorMeasure::breakdown) {
      c_.report(Code::meaningless_here, node, {"une cible", node_.text()});
      return;
    }
    std::vector<std::int64_t> limits;
    for (const auto literal : node) {
      const auto limit = in_unit(literal);
      if (!limit) {
        c_.report(Code::wrong_type, literal,
                  {is_delay()                ? "un nombre de jours, comme 30 jours"
                   : is_share()              ? "un taux, comme 80 %"
                   : indicator_.sum_of_money ? "un montant, comme 500 €"
                                             : "un nombre",
                   fmt::format("« {} »", excerpt(c_, literal))});
        return;
      }
      limits.push_back(*limit);
    }
    auto& target = indicator_.target;
    target.has_least = node.text() != "au_plus";
    target.has_greatest = node.text() != "au_moins";
    if (target.has_least) target.least = limits.front();
    if (target.has_greatest) target.greatest = limits.back();
  }
  std::optional<std::int64_t> in_unit(View literal) const {
    if (is_delay()) {
      const auto& days = literal.text();
      if (!literal.is(NodeKind::duration_literal) || literal.number() != 0 ||
          !std::ranges::all_of(days, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
      return std::stoll(days);
    }
    const auto kind = is_share()                ? NodeKind::rate_literal
                      : indicator_.sum_of_money ? NodeKind::money_literal
                                                : NodeKind::number_literal;
    if (!literal.is(kind) || !literal.text().empty()) return std::nullopt;
    return literal.number();
  }

  std::string name_of(EventTypeId type) const { return c_.text(c_.model.vocabulary.events[type].name); }

  Checking& c_;
  Expressions& expressions_;
  View node_, measure_;
  std::uint32_t module_;
  Place place_;
  Indicator indicator_;
  EventTypeId start_ = no_id;  ///< of the starting event; none for a measure of states
};

}  // namespace

void read_indicators(Checking& checking, Expressions& expressions) {
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m)
    for (const auto node : checking.modules[m].declarations)
      if (node.is(NodeKind::indicator)) IndicatorReader(checking, expressions, node, m).read();
}

}  // namespace filrouge::dsl
