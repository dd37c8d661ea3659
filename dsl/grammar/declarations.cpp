#include "dsl/grammar/clauses.hpp"
#include "dsl/grammar/expressions.hpp"
#include "dsl/grammar/parsers.hpp"

namespace filrouge::dsl::grammar {
namespace {

using K = NodeKind;
using kw = keyword;

constexpr step any{expression};
constexpr step sum{amount};
constexpr step given{field_value};
constexpr step event_pattern{pattern};
constexpr step constraint{field_constraint};
constexpr step rest{words::rest};
constexpr step set_text{words::set_text};

const auto names = name % comma;
const auto title_text = called("un texte entre « et »")[set_text];

// --- modules
const auto module = node(K::module)[kw("module") > set_name];
const auto title = node(K::title)[kw("titre") > title_text];
const auto regime = node(K::regime)[kw("regime") > title_text];
const auto departement =
    node(K::departement)[kw("departement") >
                         called("un numéro de département, comme 64 ou 2A")[step(words::set_number)]];
const auto written_for = node(K::written_for)[kw("national") | (kw("tous les departements") >> flag(1))];
const auto source = node(K::source)[kw("source") > rest];
const auto licence = node(K::licence)[kw("licence") > rest];
const auto uses = node(K::uses)[kw("utilise") > names];
const auto extends = node(K::extends_module)[kw("etend") > names];
const auto in_module = node(K::in_module)[kw("dans ce module") > comma > constraint];
const auto in_force = node(K::in_force)[kw("en vigueur du") > date >> -(kw("au") > date)];
const auto conventions_use = node(K::conventions_use)[kw("conventions") > set_name];
const auto status =
    node(K::status)[kw("statut") >
                    called("« vérifié » ou « à vérifier »")[((kw("verifie") | kw("verifiee")) >> flag(1)) |
                                                            (kw("a") >> kw("verifier") >>
                                                             -(kw("depuis") > kw("le") > date))] >>
                    -label];
const auto basis = node(K::basis)[kw("fondement") > step(words::references)] >> -(comma > status);

// --- conventions
const auto conventions = node(K::conventions)[kw("conventions") > set_name];
const auto convention_line = node(K::convention_line)
    [((kw("delais de l'administration") >> as("administration")) |
      (kw("delais de la personne") >> as("personne")) | (kw("fin de mois") >> as("fin_de_mois"))) > colon >
     called("« franc », « non franc », « prorogé », « non prorogé »…")[step(modifier)] >>
     *(comma > called("« franc », « non franc », « prorogé », « non prorogé »…")[step(modifier)])];

// --- vocabulary
const auto plain_type =
    (kw("texte") >> as("texte")) | (kw("entier") >> as("entier")) | (kw("booleen") >> as("booleen")) |
    (kw("date") >> as("date")) | (kw("mois") >> as("mois")) | (kw("duree") >> as("duree")) |
    (kw("montant") >> as("montant")) | (kw("taux") >> as("taux")) | (kw("reference") >> as("reference"));
// The label of a word is rare: it is not offered where « , » or « ) » is missing.
bool text_follows(Cursor& first, Cursor last, Builder&) {
  return first != last && first->kind == TokenKind::text;
}
const auto enumeration = kw("un parmi") >> as("enum") > sign("(") >
                         ((step(words::enum_value) >> -(step(text_follows) >> label)) % comma) > sign(")");
const auto type = called(
    "un type : texte, entier, booléen, date, mois, durée, montant, taux, référence ou un parmi (…)")[node(
    K::type)[enumeration | plain_type]];
const auto event = node(K::event_type)[kw("evenement") > set_name >> -label];
const auto scope =
    node(K::scope)[kw("portee") > called("dossier, personne, séance ou libre")
                                      [(kw("dossier") >> as("dossier")) | (kw("personne") >> as("personne")) |
                                       (kw("seance") >> as("seance")) | (kw("libre") >> as("libre"))]];
const auto field = node(K::field_decl)[set_field >> colon > type >> -(kw("facultatif") >> flag(1)) >> -label];
const auto letter_step = node(K::letter_step)[kw("vie d'un courrier") > colon > step(words::letter_step)];
const auto contradictory_step =
    node(K::contradictory_step)[kw("etape contradictoire") > called("un texte entre « et »")[label] >>
                                -whole[-comma >> given]];
const auto event_thread =
    node(K::event_thread)[kw("affaire distincte") | (kw("pour toute affaire qui l'attend") >> flag(1)) |
                          (kw("propre a une affaire") >> flag(2))];
const auto measure_ended =
    node(K::measure_ended)[kw("met fin a") > names >> -(-comma >> kw("a la date de") > set_field)];
const auto weight =
    node(K::weight)[(kw("defavorable") | (kw("preparatoire") >> flag(1))) >> -(kw("quand") > constraint)];
const auto appraisal = node(K::appraisal)[(kw("apres") > event_pattern >> *(kw("ou") > event_pattern)) |
                                          (kw("aucune") > kw("appreciation") >> flag(1))];
const auto legal_interval = node(K::legal_interval)[kw("intervalle") > names];
const auto attribute = node(K::attribute_decl)[kw("attribut") > set_name >> -label > colon > type];
const auto reference_label =
    node(K::reference_label)[kw("etiquette") > set_name >
                             called("« désigne » et des événements ou « tout acte », ou « ne cite rien »")
                                 [(kw("designe tout acte") >> flag(2)) | (kw("designe") > names) |
                                  (kw("ne cite rien") >> flag(1))]];
const auto role =
    node(K::role_decl)[kw("role") > set_name >> -label >> -(-comma >> kw("institution") > name)];

const auto led_by = node(K::led_by)[kw("conduite par") > called("un rôle, comme référent_unique")[name]];
const auto role_case =
    node(K::role_case)[(kw("est") > called("un rôle, comme référent_unique")[name] > kw("quand") > any) |
                       (kw("sinon est") > called("un rôle, comme référent_unique")[name])];

// --- parameters, definitions, tables
const auto yaml_path = node(K::yaml_path)[called("le fichier des valeurs, entre « et »")[set_text]];
const auto parameter =
    node(K::parameter)[kw("parametre") > set_name > colon > type >
                       called("« = » et une valeur, ou « dans » et un fichier")[(sign("=") > any) |
                                                                                (kw("dans") > yaml_path)]];
const auto internal_target =
    node(K::internal_target)[kw("objectif interne") >> -(-comma >> kw("sans effet contre la personne"))];
const auto local_bounds =
    node(K::local_bounds)[kw("modifiable localement") >> -(kw("entre") > bounds[sum] > kw("et") > sum)];
const auto possible_values = node(K::possible_values)[kw("valeurs possibles") > (any % comma)];
const auto site = node(K::site)[kw("territoire") > called("le nom d'un territoire, entre « et »")[set_text]];
const auto of_a_site = -(comma > called("« territoire », et son nom entre « et »")[site]);
const auto set_parameter = node(K::set_parameter)[kw("fixer") > name > kw("a") > any >> of_a_site];
const auto set_target =
    node(K::set_target)[kw("fixer l'objectif") > of >
                        called("une échéance « dès que possible », comme accueil.à_recevoir.recevoir")[name] >
                        kw("a") > called("une durée, comme 15 jours")[any] >> of_a_site];
const auto on_day = node(K::on_day)[kw("au jour de") > sum];
const auto definition =
    node(K::definition)[kw("definition") > set_name >
                        ((-comma >> on_day >> colon >> any >> step(words::swap_last_two)) | (colon > any))];
const auto table = node(K::table)[kw("table") > set_name > sign("(") > names > sign(")") > kw("donne") >
                                  node(K::table_outputs)[names]];
const auto cell_end = step(words::at_cell_end);
const auto cell =
    node(K::table_cell)[whole[sign("-") >> cell_end >> flag(1)] |
                        whole[(kw("inconnu") | kw("inconnue")) >> cell_end >> flag(2)] | (any % comma)];
const auto row = node(K::table_row)[sign("|") > +(cell > sign("|"))];
const auto policy = node(
    K::policy)[kw("politique") > called("« unique » ou « première »")[(kw("unique") >> as("unique")) |
                                                                      (kw("premiere") >> as("premiere"))]];

// --- what the rules answer
const auto topic = node(K::topic)[((kw("dispositif") >> flag(1)) | kw("article")) > set_name >> -label];
const auto encoded_by =
    node(K::encoded_by)[kw("encode par") >
                        (called("le nom d'une règle, comme contractualisation.signer")[name] % comma)];
const auto without_rule =
    node(K::without_rule)[kw("sans regle") > called("pourquoi, entre « et »")[set_text]];
const auto by_program =
    node(K::by_program)[kw("fait par le programme") > called("ce qui le fait, entre « et »")[set_text]];

}  // namespace

bool declaration(NodeKind kind, Cursor& first, Cursor last, Builder& builder) {
  const auto with = [&](const auto& rule) { return run(rule, first, last, builder); };
  switch (kind) {
    case K::module:
      return with(module);
    case K::title:
      return with(title);
    case K::regime:
      return with(regime);
    case K::departement:
      return with(departement);
    case K::written_for:
      return with(written_for);
    case K::source:
      return with(source);
    case K::licence:
      return with(licence);
    case K::uses:
      return with(uses);
    case K::extends_module:
      return with(extends);
    case K::in_module:
      return with(in_module);
    case K::in_force:
      return with(in_force);
    case K::conventions_use:
      return with(conventions_use);
    case K::conventions:
      return with(conventions);
    case K::convention_line:
      return with(convention_line);
    case K::event_type:
      return with(event);
    case K::attribute_decl:
      return with(attribute);
    case K::reference_label:
      return with(reference_label);
    case K::field_decl:
      return with(field);
    case K::scope:
      return with(scope);
    case K::letter_step:
      return with(letter_step);
    case K::contradictory_step:
      return with(contradictory_step);
    case K::event_thread:
      return with(event_thread);
    case K::measure_ended:
      return with(measure_ended);
    case K::weight:
      return with(weight);
    case K::appraisal:
      return with(appraisal);
    case K::legal_interval:
      return with(legal_interval);
    case K::role_decl:
      return with(role);
    case K::led_by:
      return with(led_by);
    case K::role_case:
      return with(role_case);
    case K::parameter:
      return with(parameter);
    case K::internal_target:
      return with(internal_target);
    case K::local_bounds:
      return with(local_bounds);
    case K::possible_values:
      return with(possible_values);
    case K::set_parameter:
      return with(set_parameter);
    case K::set_target:
      return with(set_target);
    case K::site:
      return with(site);
    case K::definition:
      return with(definition);
    case K::table:
      return with(table);
    case K::table_row:
      return with(row);
    case K::policy:
      return with(policy);
    case K::topic:
      return with(topic);
    case K::encoded_by:
      return with(encoded_by);
    case K::without_rule:
      return with(without_rule);
    case K::by_program:
      return with(by_program);
    case K::basis:
      return with(basis);
    case K::status:
      return with(status);
    default:
      return false;
  }
}

}  // namespace filrouge::dsl::grammar
