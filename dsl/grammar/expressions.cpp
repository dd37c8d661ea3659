#include "dsl/grammar/expressions.hpp"

#include "dsl/grammar/parsers.hpp"

// Every level is factored, `b >> *(operator > b)`: no alternative reads again what another has read, and time
// stays linear.
namespace filrouge::dsl::grammar {
namespace {

using K = NodeKind;
using kw = keyword;

struct expression_class;
struct value_class;
struct primary_class;
struct negation_class;
struct amount_class;
const x3::rule<expression_class> any = "expression";
const x3::rule<negation_class> negation = "condition";
const x3::rule<value_class> defaulted = "valeur";
const x3::rule<amount_class> sum = "montant";
const x3::rule<primary_class> primary = "terme";

constexpr step pattern_step{pattern};
constexpr step query_step{query};

bool constraints_follow(Cursor&, Cursor, Builder& builder) {
  return !builder.values_only;
}

const auto list = sign("(") > nested[any % comma] > sign(")");

// --- patterns
const auto constraint =
    node(K::field_constraint)[step(words::constraint_follows) >> set_field >>
                              ((colon > values[deeper[sum]]) |
                               (kw("parmi") >> sign("(") > nested[any % comma] > sign(")")))];
const auto pattern_flag =
    node(K::pattern_flag)[(kw("non annule") >> as("non_annule")) |
                          (kw("de la meme personne") >> as("meme_personne")) |
                          (kw("du foyer") >> as("foyer")) | (kw("du dossier") >> as("dossier")) |
                          ((kw("de cette affaire") >> as("instance")) |
                           (kw("de cette affaire ou d'avant") >> as("instance_ou_avant")) |
                           (kw("toutes affaires") >> as("toutes_affaires")) |
                           (kw("de l'affaire") >> as("affaire_de") > of > deeper[primary]))];
const auto tail = *whole[-comma >> (pattern_flag | constraint)];
const auto event_pattern = node(K::pattern)[step(words::set_name) >> tail];

const auto restriction =
    node(K::such_that)[kw("dont") > deeper[any]] | node(K::since)[kw("depuis") > deeper[sum]] |
    node(K::before)[kw("avant") > deeper[sum]] |
    node(K::consecutive)[(kw("consecutifs de meme") > name) | kw("consecutifs") | kw("consecutives")];
const auto full_query = node(K::query)[pattern_step >> *whole[-comma >> restriction]];

// --- primaries
const auto number_of = node(K::count)[kw("nombre de") > query_step];
const auto exists = node(K::exists)[kw("il existe") > query_step];
const auto none = node(K::none)[(kw("aucun") | kw("aucune")) >> query_step];
const auto first_of = node(K::first)[(kw("premier") | kw("premiere")) >> query_step];
const auto last_of = node(K::last)[(kw("dernier") | kw("derniere")) >> query_step];
const auto queries = number_of | exists | none | first_of | last_of;
const auto cumulated =
    node(K::cumulated_length)[kw("duree cumulee de") > query_step > kw("en") >
                              called("« jours » ou « mois »")[(kw("jours") >> as("jours")) |
                                                              (kw("mois") >> as("mois"))]];
const auto sum_in_force = node(
    K::sum_in_force)[kw("somme des") > set_name >>
                     (((kw("en vigueur du foyer") >> flag(1)) |
                       (kw("en vigueur") >> -(kw("du foyer") >> flag(1)))) >>
                          -(of > query_step) |
                      (called("« en vigueur », ou « de » et des événements")[of] >> flag(2) > query_step))];
const auto choices =
    node(K::latest)[kw("le plus tardif de") > list] | node(K::earliest)[kw("le premier de") > list];
const auto days = node(K::notification_of)[kw("notification") >> of > deeper[primary]] |
                  node(K::day_of)[kw("le jour de") > deeper[primary]] |
                  node(K::function_of_date)[step(words::function_of_date) > deeper[primary]] |
                  node(K::end_of)[kw("fin de") > set_name] | node(K::entry_day)[kw("entree")] |
                  node(K::start_day)[kw("debut") >> -kw("de l'instance")] | node(K::today)[kw("aujourd'hui")];
const auto state_words = node(K::in_state)[kw("dans l'etat") > set_name];
const auto conditional =
    node(K::conditional)[kw("si") > deeper[any] > kw("alors") > deeper[any] > kw("sinon") > deeper[any]];

const auto status_word =
    node(K::name)[(kw("en cours") >> as("en_cours")) |
                  ((kw("depassee") | kw("depasse") | kw("en retard")) >> as("depassee")) |
                  ((kw("finie") | kw("fini")) >> as("finie")) | ((kw("tenue") | kw("tenu")) >> as("tenue"))];
const auto after_name =
    node(K::delai_status)[step(words::status_follows) >> set_name >> status_word] |
    node(K::linked_in_state)[step(words::linked_follows) >> name >> kw("liee dans l'etat") > name] |
    node(K::call)[step(words::call_follows) >> set_name >> sign("(") > nested[-(any % comma)] > sign(")")] |
    node(K::field_of)[step(words::of_follows) >> set_field >> of > deeper[primary]];
const auto named = after_name | step(words::bare_field) |
                   name_or(K::pattern)[set_name >> -whole[step(constraints_follow) >> tail]];

const auto literal = step(words::quantity) | date | step(words::text) |
                     node(K::unknown_literal)[kw("inconnu") | kw("inconnue")] |
                     node(K::boolean_literal)[(kw("oui") >> flag(1)) | kw("non")];
const auto parenthesis = enclosing[sign("(") > nested[any] > sign(")")];
const auto negative = node(K::unary)[sign("-") >> as("-") > deeper[primary]];

const auto primary_def =
    called("une valeur, un nom ou une date")[articles >> (parenthesis | literal | negative | queries |
                                                          cumulated | sum_in_force | choices | days |
                                                          state_words | conditional | named)];

// --- levels
const auto at_day = primary >> *around(K::at_day)[kw("au jour de") > deeper[primary]];
const auto product = at_day >> *around(K::binary)[sign("*") >> as("*") > at_day];
const auto sum_def = product >>
                     *around(K::binary)[((sign("+") >> as("+")) | (sign("-") >> as("-"))) > product];
const auto shifted =
    sum >>
    -around(K::binary)[((kw("apres") >> as("apres")) | (kw("avant") >> as("avant"))) > deeper[defaulted]];
const auto defaulted_def = shifted >> *around(K::binary)[kw("a defaut") >> as("a_defaut") > shifted];

const auto known = kw("connu") | kw("connue") | kw("connus") | kw("connues");
const auto unknown = kw("inconnu") | kw("inconnue") | kw("inconnus") | kw("inconnues");
const auto compared =
    around(K::binary)[((sign("=") >> as("=")) | (sign("≠") >> as("≠")) | (sign("<") >> as("<")) |
                       (sign("≤") >> as("≤")) | (sign(">") >> as(">")) | (sign("≥") >> as("≥"))) > defaulted];
const auto among = around(K::among)[kw("parmi") > list];
const auto is_not = around(K::among)[kw("n'est pas") >> flag(1) >> kw("parmi") > list] |
                    around(K::is_known)[kw("n'est pas") >> known >> flag(1)] |
                    around(K::is_known)[kw("n'est pas") >> unknown] |
                    around(K::binary)[kw("n'est pas") >> as("≠") > defaulted];
const auto is =
    around(K::is_known)[-kw("est") >> known] | around(K::is_known)[-kw("est") >> unknown >> flag(1)] |
    around(K::among)[kw("est") >> kw("parmi") > list] | around(K::binary)[kw("est") >> as("=") > defaulted];
const auto bounded = around(K::between)[-kw("est") >> kw("entre") > bounds[sum] > kw("et") > sum];
const auto inside = around(K::in_table)[kw("dans") >> name];
const auto comparison = defaulted >> -(compared | among | is_not | bounded | is | inside);
const auto negation_def =
    node(K::unary)[kw("non") >> step(words::operand_follows) >> as("non") > deeper[negation]] | comparison;
const auto conjunction = negation >> *around(K::binary)[-comma >> kw("et") >> as("et") > negation];
const auto any_def = conjunction >> *around(K::binary)[-comma >> kw("ou") >> as("ou") > conjunction];

BOOST_SPIRIT_DEFINE(any, negation, defaulted, sum, primary)

const auto given_value = node(K::field_value)[set_field >> colon > values[deeper[sum]]];

}  // namespace

bool expression(Cursor& first, Cursor last, Builder& builder) {
  return run(any, first, last, builder);
}
bool value(Cursor& first, Cursor last, Builder& builder) {
  return run(defaulted, first, last, builder);
}
bool amount(Cursor& first, Cursor last, Builder& builder) {
  return run(sum, first, last, builder);
}
bool field_constraint(Cursor& first, Cursor last, Builder& builder) {
  return run(called("un champ et ses mots, comme mesure parmi (suspension, radiation)")[constraint], first,
             last, builder);
}

bool pattern(Cursor& first, Cursor last, Builder& builder) {
  return run(called("un événement, comme orientation")[articles >> event_pattern], first, last, builder);
}
bool query(Cursor& first, Cursor last, Builder& builder) {
  return run(full_query, first, last, builder);
}
bool field_value(Cursor& first, Cursor last, Builder& builder) {
  return run(given_value, first, last, builder);
}

}  // namespace filrouge::dsl::grammar
