#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/expressions.hpp"

/// Events searched for: patterns, queries, what is counted, summed or found.
namespace filrouge::dsl {

std::optional<PatternId> Expressions::pattern(View node, const Place& place, Query* query) {
  return kept(ReadExpression::Kind::pattern, node, place, [&] { return read_pattern(node, place, query); });
}

std::optional<FieldId> Expressions::field_of(View node, EventTypeId type) {
  const auto& vocabulary = c_.model.vocabulary;
  const auto id = vocabulary.find_field(node.text());
  if (id && (*id < static_cast<FieldId>(BuiltinField::count) || vocabulary.events[type].field(*id)))
    return c_.means_field(node, type, *id), id;
  std::vector<std::string_view> fields;
  for (const auto& field : vocabulary.events[type].fields) fields.push_back(vocabulary.field_name(field.id));
  c_.report(Code::field_not_of_event, node, {node.text(), c_.text(vocabulary.events[type].name)})
      .expecting(Phrase(fields.empty() ? std::string("cet événement n'a pas de champ")
                                       : fmt::format("un de ses champs : {}", fmt::join(fields, ", "))))
      .suggesting(suggest(node.text(), fields));
  return std::nullopt;
}

bool Expressions::constrain(View node, const Place& place, Pattern& made) {
  const auto id = field_of(node, made.type);
  if (!id) return false;
  const auto* decl = c_.model.vocabulary.events[made.type].field(*id);
  Typed wanted;
  wanted.type = decl ? decl->type
                : *id == static_cast<FieldId>(BuiltinField::reference) ||
                        *id == static_cast<FieldId>(BuiltinField::personne) ||
                        *id == static_cast<FieldId>(BuiltinField::origine)
                    ? ValueType::text
                    : ValueType::date;
  if (wanted.type == ValueType::enumeration) wanted.words = &decl->allowed;
  Constraint constraint{*id, {}};
  bool good = true;
  for (const auto written : node) {
    const auto one = value(written, place, wanted);
    if (!one) {
      good = false;
      continue;
    }
    Typed subject = wanted;
    subject.id = one.id;  // only its type matters to compare
    if (!compare(written, Op::equal, subject, written, one, written)) good = false;
    constraint.values.push_back(one.id);
  }
  if (!constraint.values.empty()) made.constraints.push_back(std::move(constraint));
  return good;
}

std::optional<PatternId> Expressions::read_pattern(View node, const Place& place, Query* query) {
  auto& vocabulary = c_.model.vocabulary;
  Symbol letter_object = 0;
  const auto type = event_type(node, node.text(), place, &letter_object);
  if (type == no_id) {
    c_.names.resolve(NameKind::event, node.text(), place.module, node);
    return std::nullopt;
  }
  Pattern made;
  made.type = type;
  if (letter_object)
    made.constraints.push_back(
        {vocabulary.field_id("objet"),
         {pool().literal(Value::of(Value::Kind::symbol, letter_object), ValueType::enumeration)}});
  bool good = take_from_heading(node, type, place, made);
  for (const auto child : node) {
    if (child.is(NodeKind::pattern_flag)) {
      if (child.text() == "non_annule") made.not_cancelled = true;
      if (!query) {
        if (child.text() == "affaire_de")
          c_.report(Code::idle_clause, child, {"« de l'affaire de … »", "hors d'une recherche"})
              .suggesting(
                  Phrase("écrivez-le dans une condition : « quand (il existe …, de l'affaire de …) »"));
        continue;
      }
      if (child.text() == "meme_personne") query->domain = Domain::person;
      if (child.text() == "foyer" || child.text() == "dossier") query->domain = Domain::household;
      if (child.text() == "instance") query->domain = Domain::instance;
      if (child.text() == "instance_ou_avant") query->domain = Domain::instance_or_before;
      if (child.text() == "affaire_de") {
        query->domain = Domain::affaire_of;
        const auto whose = of_type(child.first(), place, ValueType::event, "un événement");
        query->whose = whose.id;
        good = good && whose;
      }
      continue;
    }
    if (child.is(NodeKind::field_constraint) && !constrain(child, place, made)) good = false;
  }
  if (!good) return std::nullopt;
  return pool().pattern(made);
}

std::optional<QueryId> Expressions::query(View node, const Place& place, EventTypeId* type) {
  return kept(ReadExpression::Kind::query, node, place, [&] { return read_query(node, place, type); });
}

/// In a procédure that an act opens, who looks for acts says among which: those of the affaire, or others.
/// Tells whether it says so.
bool Expressions::says_its_reach(View query, View pattern, const Place& place, Domain domain,
                                 EventTypeId event) {
  bool said = false, all_affaires = false;
  for (const auto child : pattern) {
    if (!child.is(NodeKind::pattern_flag) || child.text() == "non_annule") continue;
    (child.text() == "toutes_affaires" ? all_affaires : said) = true;
  }
  const std::string name(pattern.text());
  const bool by_an_act = place.trigger != no_id;
  if (all_affaires && domain != Domain::person) c_.report(Code::all_affaires_of_nobody, pattern, {name});
  if (domain == Domain::instance_or_before) {
    // A definition read on its own is of no procédure: those that name it are.
    if (!by_an_act && !place.any_event)
      c_.report(Code::before_no_affaire, pattern, {name})
          .suggesting(Phrase("dites « de la même personne, depuis … »"));
    else if (!query.child(NodeKind::since))
      c_.report(Code::before_since_when, pattern, {name})
          .suggesting(Phrase("ajoutez « , depuis 3 mois » : trois mois avant l'ouverture de l'affaire"));
  }
  if (by_an_act && !said && query.is(NodeKind::query) && place.domain == Domain::instance)
    c_.report(Code::reach_unsaid, pattern, {name})
        .expecting(
            Phrase("« de cette affaire », « de cette affaire ou d'avant, depuis … », « de l'affaire de "
                   "… », « de la même personne » ou « du foyer »"));
  const auto& events = c_.model.vocabulary.events;
  if (domain == Domain::person && said && !all_affaires && event < events.size() &&
      events[event].of_one_affaire)
    c_.report(Code::all_affaires_unsaid, pattern, {name})
        .suggesting(Phrase("dites « de cette affaire », ou « de la même personne, toutes affaires »"));
  return said;
}

std::optional<QueryId> Expressions::read_query(View node, const Place& place, EventTypeId* type) {
  const auto pattern_node =
      node.is(NodeKind::pattern) || node.is(NodeKind::name) ? node : node.child(NodeKind::pattern);
  Query made;
  made.domain = place.domain;
  const auto found = pattern(pattern_node ? pattern_node : node.first(), place, &made);
  if (!found) return std::nullopt;
  made.pattern = *found;
  const auto event = c_.model.patterns[*found].type;
  if (type) *type = event;
  made.reach_said =
      says_its_reach(node, pattern_node ? pattern_node : node.first(), place, made.domain, event);
  bool good = true;
  auto inside = place;
  inside.candidate = event;
  if (node.is(NodeKind::pattern) || node.is(NodeKind::name)) return pool().query(made);
  for (const auto child : node) {
    switch (child.kind()) {
      case NodeKind::such_that: {
        const auto condition_id = condition(child.first(), inside);
        if (condition_id == none_id)
          good = false;
        else if (made.such_that == none_id)
          made.such_that = condition_id;
        else
          made.such_that = pool().expr(Op::logical_and, ValueType::boolean, {made.such_that, condition_id});
        break;
      }
      case NodeKind::since:
        made.since = limit(child.first(), place);
        good = good && made.since != none_id;
        break;
      case NodeKind::before: {
        made.before = limit(child.first(), place);
        good = good && made.before != none_id;
        break;
      }
      case NodeKind::consecutive: {
        made.consecutive = true;
        if (const auto same = child.first()) {
          const auto id = field_of(same, event);
          good = good && id;
          if (id) made.same_field = *id;
        }
        break;
      }
      default:
        break;
    }
  }
  if (!good) return std::nullopt;
  return pool().query(made);
}

Typed Expressions::collection(View node, Op op, const Place& place) {
  EventTypeId type = no_id;
  const auto found = query(node.first(), place, &type);
  if (!found) return {};
  Typed typed{pool().expr(op, facts_of(op).type, {}, *found), facts_of(op).type};
  typed.event = type;
  return typed;
}

Typed Expressions::cumulated(View node, const Place& place) {
  const auto found = query(node.first(), place);
  if (!found) return {};
  const bool months = node.text() == "mois";
  const auto op = months ? Op::cumulated_months : Op::cumulated_days;
  Typed typed{pool().expr(op, facts_of(op).type, {}, *found), facts_of(op).type};
  if (months) typed.units = unit_months;
  return typed;
}

Typed Expressions::sum_in_force(View node, const Place& place) {
  auto wider = place;
  const bool in_force = node.number() != 2;
  if (in_force) wider.domain = node.number() == 1 ? Domain::household : Domain::person;
  // « somme des taux en vigueur »: plural or not, the field is that of an event of the query.
  auto field_name = node.text();
  const auto query_node = node.first();
  EventTypeId type = no_id;
  std::optional<QueryId> found;
  if (query_node) {
    found = query(query_node, wider, &type);
    if (!found) return {};
  }
  auto id = c_.model.vocabulary.find_field(field_name);
  if (!id && field_name.ends_with('s'))
    id = c_.model.vocabulary.find_field(field_name.substr(0, field_name.size() - 1));
  if (!found) {
    // Without a query, of the decisions: the only events with that field.
    for (EventTypeId t = 0; id && t < c_.model.vocabulary.events.size() && !found; ++t) {
      if (!c_.model.vocabulary.events[t].field(*id)) continue;
      Query all;
      all.pattern = pool().pattern({t, {}});
      all.domain = wider.domain;
      found = pool().query(all);
      type = t;
    }
  }
  const auto* decl = id && type != no_id ? c_.model.vocabulary.events[type].field(*id) : nullptr;
  if (!found || !decl) {
    c_.report(Code::field_not_of_event, node,
              {field_name, type == no_id ? std::string("aucun événement")
                                         : c_.text(c_.model.vocabulary.events[type].name)});
    return {};
  }
  if (decl->type != ValueType::rate && decl->type != ValueType::money && decl->type != ValueType::integer) {
    c_.report(Code::wrong_type, node,
              {"un taux, une somme ou un nombre à additionner", fmt::format("le champ « {} »", field_name)});
    return {};
  }
  c_.means_field(node, type, *id);
  return {pool().expr(in_force ? Op::sum_in_force : Op::sum, decl->type, {}, *found, *id), decl->type};
}

}  // namespace filrouge::dsl
