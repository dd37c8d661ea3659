#include "dsl/grammar/clauses.hpp"
#include "dsl/grammar/expressions.hpp"
#include "dsl/grammar/parsers.hpp"

namespace filrouge::dsl::grammar {
namespace {

using K = NodeKind;
using kw = keyword;

constexpr step sum{amount};
constexpr step role{by_role};
constexpr step given{field_value};
constexpr step any{expression};
constexpr step qualifier{modifier};

const auto message = called("un texte entre « et »")[label];
const auto fields = *whole[-comma >> given];

// --- what is given
const auto scenario_node =
    node(K::scenario)[kw("scenario") > called("un nom de scénario")[set_name] >> -label];
const auto given_person =
    node(K::given_person)[kw("personne") > called("un nom de personne, comme p2")[set_name] >> -name >>
                          -(-comma >> (kw("ne") | kw("nee")) > kw("le") > date)];
const auto given_event =
    node(K::given_event)[kw("le") > date > called("un événement, comme orientation")[set_name] >> fields];
const auto given_attribute =
    node(K::given_attribute)[set_name > called("une valeur, comme 2, oui ou 64102")[values[sum]] >>
                             -(kw("le") > date) >> -(kw("jusqu'au") > date) >> fields];

// --- what is expected
/// « contractualisation de p2 dans pause »: the tree has the procédure, the state, then the instance.
bool instance_last(Cursor&, Cursor, Builder& builder) {
  if (builder.children() == 3) builder.swap_last_two();
  return true;
}
const auto due = (kw("due") | kw("du") | kw("fin")) > kw("le") > date;
const auto detail = due | (kw("jusqu'au") > date) | node(K::expect_status)[step(words::statut)];
const auto delai_node = node(K::expect_delai)
    [step(words::delai_kind) > called("un nom de délai")[set_name] >>
     -called("« due le … », « jusqu'au … » ou un statut, comme « proche » ou « en retard »")[detail] >>
     *(comma > detail)];
const auto severity_node = step(severity);
const auto action_node = node(K::expect_action)[(kw("action") | kw("a faire")) > message >> -role];
const auto irregularity = node(K::expect_irregularity)[kw("irregularite") >> -severity_node >> -label];
const auto proposal = node(K::expect_proposal)[kw("proposition") >> -name >> -label];
const auto none = node(K::expect_none)[(kw("aucune proposition") >> as("proposition")) |
                                       (kw("aucune irregularite") >> as("irregularite")) |
                                       (kw("aucune action") >> as("action"))];
const auto missing =
    node(K::expect_missing)[kw("donnee manquante") >
                            (called("le nom d'un fait, ou un texte entre « et »")[name | label] % comma)];
const auto nature = node(K::expect_nature)[step(words::nature) >> -label];
const auto next = node(K::expect_next)[kw("prochain changement") > kw("le") > date];
const auto nothing_else = node(K::nothing_else)[kw("et rien d'autre")];
bool worth_follows(Cursor& first, Cursor last, Builder&) {
  for (auto at = first; at != last; ++at)
    if (at->is("vaut")) return true;
  return false;
}
const auto worth = node(K::expect_value)[step(worth_follows) >> any > kw("vaut") >
                                         called("ce qu'elle vaut, comme 651,69 €")[any]];
const auto count = node(K::expect_count)
    [kw("compter") > called("une durée comme 2 mois")[sum] >> *(comma >> qualifier) >> -comma >
     called("« depuis le » ou « avant le », et une date")[(kw("depuis") | (kw("avant") >> flag(1))) >>
                                                          -kw("le") >> date] > sign(":") > date];
const auto until = node(K::expect_delai)[set_name >> (kw("jusqu'au") | (kw("due") >> kw("le"))) > date];
const auto instance_state = node(K::expect_state)[name >> -(of > name) >> kw("dans") >
                                                  called("un nom d'état")[name] >> step(instance_last)];
const auto plain_state = node(K::expect_state)[name];
const auto state = worth | until | instance_state | plain_state;
const auto expectation = delai_node | action_node | irregularity | proposal | none | missing | nature | next |
                         count | nothing_else | state;
const auto known = -comma >> kw("connu au") > date;
const auto expect =
    node(K::expect)[kw("au") > date >> -whole[known] >> -comma >
                    called("« attendre » ou « ne pas attendre »")[kw("attendre") |
                                                                  (kw("ne pas attendre") >> flag(1))] >>
                    -expectation];

}  // namespace

bool scenario(NodeKind kind, Cursor& first, Cursor last, Builder& builder) {
  const auto with = [&](const auto& rule) { return run(rule, first, last, builder); };
  switch (kind) {
    case K::scenario:
      return with(scenario_node);
    case K::given_person:
      return with(given_person);
    case K::given_event:
      return with(given_event);
    case K::given_attribute:
      return with(given_attribute);
    case K::expect:
      return with(expect);
    case K::expect_state:
      return with(state);
    case K::expect_delai:
      return with(delai_node);
    case K::expect_action:
      return with(action_node);
    case K::expect_irregularity:
      return with(irregularity);
    case K::expect_proposal:
      return with(proposal);
    case K::expect_none:
      return with(none);
    case K::expect_missing:
      return with(missing);
    case K::expect_nature:
      return with(nature);
    case K::expect_next:
      return with(next);
    case K::expect_count:
      return with(count);
    case K::nothing_else:
      return with(nothing_else);
    default:
      return false;
  }
}

}  // namespace filrouge::dsl::grammar
