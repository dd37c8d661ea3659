#include "dsl/grammar/clauses.hpp"
#include "dsl/grammar/expressions.hpp"
#include "dsl/grammar/parsers.hpp"

namespace filrouge::dsl::grammar {
namespace {

using K = NodeKind;
using kw = keyword;

constexpr step any{expression};
constexpr step event{pattern};
constexpr step role{by_role};
constexpr step act{action};
constexpr step demands{requirements};

const auto state_name = called("un nom d'état")[set_name];
const auto named_state = called("un nom d'état")[name];
const auto message = called("un texte entre « et »")[label];

// --- actions
const auto severity_word = called(
    "bloquante, majeure, mineure ou info")[(kw("bloquante") >> as("bloquante")) |
                                           (kw("majeure") >> as("majeure")) |
                                           (kw("mineure") >> as("mineure")) | (kw("info") >> as("info"))];
const auto severity_node = node(K::severity)[severity_word];
const auto role_node = node(
    K::by_role)[kw("par") > called("un rôle, comme référent_unique")[set_name] >>
                -((kw("sous couvert de") | (kw("conjointement avec") >> flag(1))) > called("un rôle")[name])];
const auto whose_delay =
    node(K::delay_of)[kw("retard de") > called("une institution, comme Département")[set_name]];
const auto go_to = node(K::go_to)[kw("aller a") > state_name >> -label];
const auto to_do =
    node(K::to_do)[kw("a faire") > message >> -role >> -whole[-comma >> kw("des que possible") >> flag(1)]];
const auto irregularity =
    node(K::irregularity)[kw("irregularite") >> -severity_node > message >> -whole[-comma >> whose_delay]];
const auto proposal =
    node(K::proposal)[kw("proposer") > event >>
                      -whole[-comma >> kw("dans") >> called("un nom de table")[name]] >> -label >> -role];
const auto question = node(K::open_question)[kw("question ouverte") > message];
const auto ask = node(K::ask_fact)[kw("demander") > (any % comma)];
const auto transitional = node(K::transitional)[kw("droit transitoire") > message];
const auto open_linked = node(K::open_linked)[kw("ouvrir") > called("un nom de procédure")[name]];
const auto reset = node(K::reset)[kw("remettre a zero") > name];
const auto any_action =
    go_to | to_do | irregularity | proposal | question | ask | transitional | open_linked | reset;

// « exige motivation, sinon « Décision non motivée », majeure »; the message may also follow at once.
const auto requirement = node(K::requirement)[any >> -(label | whole[-comma >> kw("sinon") >> label]) >>
                                              -whole[-comma >> severity_node]];
const auto requirement_list = kw("exige") > (called("ce qui est exigé")[requirement] % comma);

// --- transitions
const auto guard = node(K::guard)[kw("quand") > any];
const auto lasting_name = node(K::lasting_name)[kw("repere") > set_name];
const auto items = *whole[-comma >> (act | demands)];
const auto or_others = *whole[-comma >> kw("ou") >> event];
const auto on_event = node(K::on_event)[kw("des") > event >> or_others >> -whole[-comma >> guard] >> items];
const auto expected = node(K::expected)[kw("attendu") > colon > event >> or_others];
const auto otherwise = node(K::otherwise)[kw("sinon") >> items];
const auto on_condition = node(K::on_condition)[kw("des que") > any >> items];
const auto at_end_of = node(
    K::at_end_of)[kw("a la fin de") > called("un nom de délai")[name] >> -whole[-comma >> guard] >> items];
const auto on_entry = node(K::on_entry)[kw("a l'entree") >> items];
const auto while_true = node(K::while_true)[kw("tant que") > any >> items];

// --- procédures and states
const auto qualities = (kw("initial") >> flag(1)) | (kw("final") >> flag(2)) | (kw("sanction") >> flag(4));
const auto state =
    node(K::state)[kw("etat") > (*qualities >> state_name) >> *qualities >> -label >> *qualities];
const auto procedure_node =
    node(K::procedure)[kw("procedure") > called("un nom de procédure")[set_name] >> -label];
const auto extend_procedure =
    node(K::extend_procedure)[kw("complete procedure") > called("un nom de procédure")[name]];
const auto extend_state = node(K::extend_state)[kw("complete etat") > (named_state % comma)];
const auto per_person =
    node(K::per_person)[kw("pour chaque personne") >> -(kw("soumise aux droits et devoirs") >> flag(1)) >>
                        -(-comma >> kw("quand") > any)];
const auto per_dossier = node(K::per_dossier)[kw("pour chaque dossier") >> -(-comma >> kw("quand") > any)];
const auto per_event = node(
    K::per_event)[kw("une instance par") > event >> -whole[-comma >> ((kw("pour la personne") >> flag(1)) |
                                                                      (kw("pour le dossier") >> flag(2)))]];
const auto governing = node(K::governing)[kw("selon le droit du jour de") > any];
const auto final_states = node(K::final_states)[kw("etats finaux") > (named_state % comma)];
const auto from_any =
    node(K::from_any)[(kw("depuis tout etat non final") >> flag(1)) | kw("depuis tout etat")];
const auto seam = node(
    K::seam)[kw("le") > date > comma > kw("toute instance dans") > named_state > kw("passe a") > named_state];

}  // namespace

bool action(Cursor& first, Cursor last, Builder& builder) {
  return run(any_action, first, last, builder);
}
bool requirements(Cursor& first, Cursor last, Builder& builder) {
  return run(requirement_list, first, last, builder);
}
bool by_role(Cursor& first, Cursor last, Builder& builder) {
  return run(role_node, first, last, builder);
}
bool severity(Cursor& first, Cursor last, Builder& builder) {
  return run(severity_node, first, last, builder);
}

bool procedure(NodeKind kind, Cursor& first, Cursor last, Builder& builder) {
  const auto with = [&](const auto& rule) { return run(rule, first, last, builder); };
  switch (kind) {
    case K::procedure:
      return with(procedure_node);
    case K::extend_procedure:
      return with(extend_procedure);
    case K::extend_state:
      return with(extend_state);
    case K::per_person:
      return with(per_person);
    case K::per_dossier:
      return with(per_dossier);
    case K::per_event:
      return with(per_event);
    case K::governing:
      return with(governing);
    case K::state:
      return with(state);
    case K::final_states:
      return with(final_states);
    case K::from_any:
      return with(from_any);
    case K::seam:
      return with(seam);
    case K::on_event:
      return with(on_event);
    case K::expected:
      return with(expected);
    case K::otherwise:
      return with(otherwise);
    case K::on_condition:
      return with(on_condition);
    case K::at_end_of:
      return with(at_end_of);
    case K::on_entry:
      return with(on_entry);
    case K::while_true:
      return with(while_true);
    case K::guard:
      return with(guard);
    case K::lasting_name:
      return with(lasting_name);
    case K::requirement:
      return requirements(first, last, builder);
    case K::delay_of:
      return with(whose_delay);
    case K::go_to:
    case K::to_do:
    case K::irregularity:
    case K::proposal:
    case K::open_question:
    case K::ask_fact:
    case K::transitional:
    case K::open_linked:
    case K::reset:
      return with(act >> *whole[-comma >> (act | demands)]);
    default:
      return false;
  }
}

}  // namespace filrouge::dsl::grammar
