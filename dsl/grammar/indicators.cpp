#include "dsl/grammar/clauses.hpp"
#include "dsl/grammar/expressions.hpp"
#include "dsl/grammar/parsers.hpp"

namespace filrouge::dsl::grammar {
namespace {

using K = NodeKind;
using kw = keyword;

constexpr step event{pattern};
constexpr step search{query};
constexpr step number{words::quantity};

const auto length_value = called("une durée comme 60 jours")[step(amount)];
const auto state_name = called("un nom d'état")[name];
const auto procedure_name = called("un nom de procédure")[name];

// --- what is measured
const auto days_between = event > kw("a") > event;
const auto in_states = node(K::in_states)[kw("dans l'etat") > state_name >> *(kw("ou") > state_name)];
const auto whole_of = node(K::whole)[kw("parmi") > procedure_name >> *(kw("ou") > procedure_name)];
const auto persons_counted = kw("personnes") >> as("nombre_personnes") > in_states;
const auto counted = search >> as("nombre") >> -(in_states >> as("nombre_etat"));
const auto persons_shared = kw("personnes") >> as("part_personnes") > in_states > whole_of;
const auto within = node(K::within)[kw("dans") > length_value];
const auto after_event = as("part_apres") >> ((within > kw("apres")) | kw("apres")) > event;
const auto shared = event > called("« parmi … », « dans … après … » ou « dans l'état … parmi … »")
                                [(kw("parmi") >> as("part") > event) |
                                 (in_states >> as("part_etat") > whole_of) | whole[after_event]];
const auto measure = node(K::indicator_measure)
    [(kw("mediane des jours de") >> as("mediane") > days_between) |
     (kw("moyenne des jours de") >> as("moyenne") > days_between) |
     (kw("nombre de") > (persons_counted | counted)) | (kw("part de") > (persons_shared | shared)) |
     (kw("somme des") >> as("somme") > called("un nom de champ")[name] > of > event) |
     (kw("repartition de") >> as("repartition") > event > kw("selon") > called("un nom de champ")[name])];

// --- what goes with it
const auto axes = node(
    K::by_axis)[kw("par") > (called("territoire, organisme, structure, référent ou mois")[name] % comma)];
const auto still_waiting = node(K::still_waiting)[kw("et nombre encore en attente")];
const auto counted_from =
    node(K::counted_from)[kw("compte depuis") >
                          called("une date, comme 10 jours après un événement")[step(value)]];
const auto left_by = node(K::left_by)[kw("sortis de l'attente par") > event >> *((comma | kw("ou")) > event)];
const auto target = node(
    K::target)[kw("cible") >
               called("« au moins … », « au plus … » ou « entre … et … »")
                   [(kw("au moins") >> as("au_moins") > number) | (kw("au plus") >> as("au_plus") > number) |
                    (kw("entre") >> as("entre") > bounds[number] > kw("et") > number)]];
const auto benchmark = node(K::benchmark)[kw("repere") > label];
const auto minimum_group = node(K::minimum_group)[kw("groupe minimal") > step(words::set_count)];

const auto heading = node(K::indicator)[kw("indicateur") > set_name >> -label >> -axes];
const auto measured = measure >> *whole[-comma >> (axes | still_waiting)];

}  // namespace

bool indicator(NodeKind kind, Cursor& first, Cursor last, Builder& builder) {
  const auto with = [&](const auto& rule) { return run(rule, first, last, builder); };
  switch (kind) {
    case K::indicator:
      return with(heading);
    case K::indicator_measure:
      return with(measured);
    case K::by_axis:
      return with(axes);
    case K::still_waiting:
      return with(still_waiting);
    case K::counted_from:
      return with(counted_from);
    case K::left_by:
      return with(left_by);
    case K::target:
      return with(target);
    case K::benchmark:
      return with(benchmark);
    case K::minimum_group:
      return with(minimum_group);
    default:
      return false;
  }
}

}  // namespace filrouge::dsl::grammar
