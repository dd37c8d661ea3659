#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/model/delai_kind.hpp"

/// The flat tree of a rule file: one vector of nodes, children linked by index. It says what the officer
/// wrote, clause by clause, and nothing of what it means: names are not resolved, types not known. The shape
/// of each node is written beside its kind: `text`, `number`, then the children in order ([x] optional, {x}
/// repeated).
namespace filrouge::dsl {

using NodeId = std::uint32_t;
constexpr NodeId no_node = 0xFFFFFFFF;

/// Where a node stands in its file: bytes [begin, end) of the whole text.
struct SourceRange {
  std::uint32_t file = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

enum class NodeKind : std::uint8_t {
  // --- files and declarations
  // -------------------------------------------------------------------------------------
  file,         ///< {declaration}; declarations belong to the last `module` before them
  module,       ///< text = qualified name; {title | regime | in_force | governing | conventions_use | uses |
                ///< extends_module | departement | written_for | source | licence | status | basis}
  title,        ///< text
  regime,       ///< text
  departement,  ///< text = "64"
  written_for,  ///< national (number 0), tous les départements (number 1)
  source,       ///< text = « seed 002 lignes 262 à 266 » as written
  licence,      ///< text
  uses,         ///< {name}: modules
  extends_module,   ///< {name}: modules this local one extends
  in_module,        ///< dans ce module: field_constraint, added to the patterns that leave it open
  in_force,         ///< date_literal [date_literal]: du … [au …], both days included
  governing,        ///< expression: « selon le droit du jour de … »
  conventions_use,  ///< name
  conventions,      ///< text = name; {modifier-holding convention_line | basis | status}
  convention_line,  ///< text = "administration" or "personne" or "fin_de_mois" ; number = ModifierKind bits
                    ///< in `modifier` children
  event_type,       ///< text = name, label child; [label] [scope] {field_decl} [basis]
  attribute_decl,   ///< text = name; [label] type [scope]
  reference_label,  ///< étiquette: text = name; désigne {name}: events; number 1 = « ne cite rien »,
                    ///< 2 = « désigne tout acte »
  field_decl,       ///< text = name; type [label]; number bit 0 = facultatif
  scope,            ///< text = "dossier", "personne", "seance", "libre"
  type,   ///< text = "texte" "entier" "booleen" "date" "mois" "duree" "montant" "taux" "reference" or "enum";
          ///< {name [label]} for enum
  label,  ///< text: a « … » title or label
  role_decl,        ///< text = name; label [name = institution] {role_case}
  role_case,        ///< est RÔLE quand COND: name expression; sinon est RÔLE: name
  parameter,        ///< text = name; type [expression value] [yaml_path] {basis | status | internal_target |
                    ///< local_bounds | possible_values}
  yaml_path,        ///< text = path relative to the rule file
  local_bounds,     ///< modifiable localement [entre expr et expr]: [expression expression]
  possible_values,  ///< {expression}: what an « à vérifier » value may also be
  internal_target,  ///< objectif interne [, sans effet contre la personne]
  set_parameter,    ///< fixer QNAME à EXPR[, territoire « … »]: name expression [site] {basis | status}
  set_target,       ///< fixer l'objectif de QNAME à EXPR[, territoire « … »]: the same
  site,             ///< territoire: text
  definition,       ///< text = name; expression [on_day] {basis | status}
  on_day,           ///< expression: « au jour de … »
  table,            ///< text = name; {name} inputs, table_outputs, {table_row}, [policy] {basis | status}
  table_outputs,    ///< {name}
  table_row,        ///< {table_cell}: one a column, inputs then outputs
  table_cell,  ///< {expression}: alternatives (a comma list); interval for « 30 % à 50 % »; number 1 = « - »
               ///< (any), 2 = « inconnu »
  policy,      ///< text = "unique" or "premiere"
  basis,  ///< fondement: text = the whole reference(s) as written; {label}: one child a reference (« CASF
          ///< L262-36 » or free text)
  status,  ///< statut: number 1 vérifié, 0 à vérifier; [date_literal since when it is] [label] where it was
           ///< read
  letter_step,         ///< vie d'un courrier: text = folded words of the model's letter_step.def
  contradictory_step,  ///< étape contradictoire: label [field_value]
  led_by,              ///< conduite par: name of a role
  event_thread,  ///< « affaire distincte » (number 0), « pour toute affaire qui l'attend » (1), « propre à
                 ///< une affaire » (2)
  measure_ended,  ///< met fin à: {name}: events; text = the field of « à la date de », empty when unsaid
  weight,     ///< défavorable (number 0), préparatoire (1) [quand champ parmi (…)]: [field_constraint]
              ///< {appraisal | legal_interval | basis | status}
  appraisal,  ///< après EVENT [ou EVENT]: {pattern}; number 1 = « aucune appréciation »
  legal_interval,  ///< intervalle TABLE: {name}
  // --- procédures
  // -------------------------------------------------------------------------------------------------
  procedure,         ///< text = name; [label] then clauses
  extend_procedure,  ///< complète procédure QNAME: name then clauses
  extend_state,      ///< complète état NOM: name then clauses
  per_person,  ///< pour chaque personne; number bit 0 = « soumise aux droits et devoirs »; [expression quand]
  per_dossier,  ///< pour chaque dossier; [expression quand]
  per_event,  ///< une instance par PATTERN; pattern; number 1 = « pour la personne », 2 = « pour le dossier
              ///< », 0 = by the event's scope
  state,      ///< text = name; number bits: 1 initial, 2 final, 4 sanction; [label] then clauses
  final_states,  ///< états finaux: {name}
  from_any,      ///< depuis tout état [non final]; number 1 = non final; then clauses
  seam,          ///< le DATE, toute instance dans A passe à B: date_literal name name
  on_event,  ///< dès: pattern [guard] {action} {requirement} {basis | status | in_force}; « dès a ou b »
             ///< gives one node an event
  expected,  ///< attendu : pattern {basis | status | in_force}; « attendu : a ou b » gives one node an event
  otherwise,     ///< sinon: {action} {requirement}; follows on_event of the same pattern
  on_condition,  ///< dès que EXPR: expression {action}
  at_end_of,     ///< à la fin de NOM: name [guard] {action} {requirement}
  on_entry,      ///< à l'entrée: {action}
  while_true,    ///< tant que EXPR: expression {action}
  guard,         ///< quand: expression
  lasting_name,  ///< repère: text = the name by which what is said keeps its identity
  requirement,   ///< exige: expression [label: sinon …] [severity]
// --- délais
// ------------------------------------------------------------------------------------------------------
// One for each kind: text = name; [label], what its heading says (DelaiHeading), {modifier} {child}; number 1
// = « dès que possible » (no length, no point)
#define FILROUGE_DELAI_KIND(kind, ...) kind,
#include "engine/core/model/delai_kind.def"
#undef FILROUGE_DELAI_KIND
  length,   ///< expression (a duration)
  point,    ///< expression (a date); number 1 = « avant » (backwards)
  at_date,  ///< expression (a date)
  minimum,
  maximum,  ///< expression
  target_every,
  limit_every,       ///< expression
  at_ordinals,       ///< text unit "mois" | "semaines" | "jours"; {number_literal}
  modifier,          ///< number = ModifierKind; [expression | name] its argument
  kept_by,           ///< tenue par: {pattern} [on_day] [kept_before]
  kept_before,       ///< expression (a date): « même avant, depuis … »
  interrupted_by,    ///< interrompue par: {pattern}
  suspended_while,   ///< suspendue pendant: expression or name of a state; {modifier: by_days, by_months,
                     ///< per_pause, cumulated, at_most}
  postponed_to,      ///< reportée à: expression [guard]
  postponable,       ///< reportable de EXPR au plus par PATTERN: expression pattern; text "duree" or "fin"
  renewable,         ///< renouvelable N fois: number = N; text "decision" or "tacite"; [pattern]
  reminder,          ///< rappel: text "avant", "tous_les" or "chaque_mois"; [expression] [label] [by_role]
  forbids,           ///< interdit: {pattern}
  lifted_by,         ///< levée par: {pattern}
  if_overdue,        ///< si dépassée: {action}
  if_target_missed,  ///< si objectif non tenu: {action}
  if_out_of_bounds,  ///< si hors bornes: {action}
  if_unknown,        ///< si la date est inconnue: {action}
  severity,          ///< text "bloquante" "majeure" "mineure" "info"
  delay_of,          ///< retard de: text = institution name
  // --- actions
  // -----------------------------------------------------------------------------------------------------
  go_to,          ///< aller à: text = state; [label]
  to_do,          ///< à faire: label [by_role]; number 1 = dès que possible
  by_role,        ///< par: text = role; [name] second role of « sous couvert de », « conjointement avec »
                  ///< (number 1)
  irregularity,   ///< irrégularité: [severity] label [delay_of]
  proposal,       ///< proposer: pattern [name: the table of its legal interval] [label] [by_role]
  open_question,  ///< question ouverte: label
  ask_fact,       ///< demander: {expression}
  transitional,   ///< droit transitoire: label
  open_linked,    ///< ouvrir PROC: name
  reset,          ///< remettre à zéro NOM: name
  // --- contrôles, garanties, indicateurs
  // ---------------------------------------------------------------------------
  control,           ///< text = name; [label] then one of the sentences below, {if_broken}, basis, status
  each,              ///< chaque PATTERN: pattern {must_follow | must_precede | not_before | requirement}
  must_be_preceded,  ///< doit être précédé(e) de: query-pattern [since] [within] [at_least]
  must_be_followed,  ///< doit être suivi(e) de: pattern [within]
  not_before,        ///< ne peut intervenir avant: expression (a date)
  never,             ///< jamais PATTERN pendant NOM: pattern name (state or procédure.état)
  at_most_per,  ///< au plus N PATTERN [du même CHAMP] par DURÉE: number N; pattern [same_field] expression;
                ///< text "glissants" or "civils"
  same_field,   ///< du même CHAMP: text the field; number 1 = « de la même »
  since,        ///< depuis: expression or pattern
  within,       ///< dans: expression
  at_least,     ///< au moins: expression
  if_broken,    ///< sinon: {action}
  guarantee,  ///< text = name; [label] then never_without | always_running | control sentences; basis, status
  never_without,   ///< jamais A ni B sans EXPR: {name} states, expression; number 1 = « sauf irrégularité
                   ///< bloquante ce jour-là »
  always_running,  ///< dans tout état non final [de PROC], un délai court ou une suite est écrite: [name]
  indicator,  ///< text = name; [label] indicator_measure [by_axis] {still_waiting | counted_from | left_by |
              ///< target | benchmark | minimum_group} basis
  indicator_measure,  ///< text "mediane" "moyenne": from, to; "nombre": query; "part": part, whole;
                      ///< "part_apres": to [within] from; "repartition": pattern name; "somme": name pattern;
                      ///< "nombre_etat": query in_states; "part_etat": pattern in_states whole;
                      ///< "nombre_personnes" "part_personnes": in_states [whole]
  in_states,          ///< dans l'état A ou B: {name}
  whole,              ///< parmi P ou Q: {name} procédures
  by_axis,        ///< {name}: territoire, organisme, structure, referent, mois, a field of the starting event
  still_waiting,  ///< et nombre encore en attente
  counted_from,   ///< compté depuis: expression (a date of the starting event)
  left_by,        ///< sortis de l'attente par: {pattern}
  target,         ///< cible: text "au_moins" "au_plus" "entre"; one or two literals
  benchmark,      ///< repère: label
  minimum_group,  ///< number
  // --- what the rules answer
  // -----------------------------------------------------------------------------------------
  topic,  ///< text = name; number 1 = dispositif, 0 = article; [label] then the clauses below, source, basis,
          ///< status
  encoded_by,    ///< encodé par: {name}: rules, qualified when ambiguous
  without_rule,  ///< sans règle: label, why
  by_program,    ///< fait par le programme: label, what does it
  // --- scénarios
  // ---------------------------------------------------------------------------------------------------
  scenario,         ///< text = name; [label] [departement] {given_attribute | given_event | expect} {basis}
  given_attribute,  ///< NOM VALEUR [le DATE] [jusqu'au DATE] [personne]: text = name; expression
                    ///< [date_literal] [date_literal]; [field_value]
  given_person,     ///< personne p2 conjoint: text = id; [name role] [date_literal birth]
  given_event,      ///< le DATE EVENT field: value, …: text = type; date_literal {field_value}
  expect,  ///< au DATE [, connu au DATE,] attendre …: date_literal [date_literal] {expectation}; number 1 = «
           ///< ne pas attendre »
  expect_state,   ///< [PROC [de INSTANCE]] dans ÉTAT | ÉTAT: one name: the state; two: procedure, state;
                  ///< three: procedure, state, instance
  expect_delai,   ///< the word of a kind, NOM [due|jusqu'au|fin le DATE] [statut]: text
                  ///< = name; [date_literal] [expect_status]
  expect_status,  ///< text: contract's statut ("a_venir", "depassee", "tenue", …)
  expect_action,  ///< action « … »: label [by_role]
  expect_irregularity,  ///< irrégularité [severity] « … »: [severity] [label]
  expect_proposal,      ///< proposition EVENT: [name] [label]
  expect_none,          ///< aucune proposition / aucune irrégularité / aucune action: text = nature
  expect_missing,       ///< donnée manquante a, b: {name or label}
  expect_nature,  ///< événement inattendu | événement ambigu | droit transitoire: text = nature; [label]
  expect_next,    ///< prochain changement le DATE: date_literal
  expect_value,   ///< EXPR vaut EXPR: two expressions
  expect_count,   ///< compter DURÉE {, modifier} depuis|avant le DATE : DATE: expression {modifier}
                  ///< date_literal date_literal; number 1 = avant
  nothing_else,   ///< et rien d'autre
  // --- patterns and expressions
  // ------------------------------------------------------------------------------------
  pattern,           ///< text = event name; {field_constraint} {pattern_flag}
  field_constraint,  ///< text = field; {expression}: equal to it, or « parmi » several; « oui », « non » are
                     ///< boolean_literal, whatever the field's type
  field_value,   ///< text = field (or personne, reference, du, au, connu_le, id, cible, annule); expression
  pattern_flag,  ///< text "non_annule" "meme_personne" "foyer" "dossier" "instance" "instance_ou_avant"
                 ///< "toutes_affaires"; "affaire_de": expression (an event)
  query,  ///< pattern {such_that} [since] [before] [consecutive]: after nombre de, il existe, aucun, premier,
          ///< dernier…
  such_that,    ///< dont: expression
  before,       ///< avant: expression
  consecutive,  ///< consécutifs [de même FIELD]: [name]
  binary,       ///< text: "et" "ou" "=" "≠" "<" "≤" ">" "≥" "+" "-" "*" "apres" "avant" "a_defaut"; two
                ///< expressions
  unary,        ///< text: "non" "-"; expression
  among,        ///< parmi: expression {expression}; number 1 = negated
  is_known,     ///< connu: expression; number 1 = inconnu
  between,      ///< entre: expression expression expression
  in_table,     ///< dans NOM: expression name
  count,
  exists,
  none,
  first,
  last,              ///< query
  notification_of,   ///< la notification de: expression (an event)
  day_of,            ///< le jour de: expression (an event)
  end_of,            ///< fin de NOM: text = délai (qualified or not)
  delai_status,      ///< NOM dépassée|en cours|finie|tenue: text = délai; name status
  in_state,          ///< dans l'état NOM: text
  linked_in_state,   ///< PROC liée dans l'état NOM: name name
  entry_day,         ///< entrée: day the current state was entered
  start_day,         ///< début: day the instance began
  function_of_date,  ///< premier jour du mois de, …: number = operation of the model; expression (a date)
  today,             ///< aujourd'hui (ce jour)
  field_of,          ///< X de Y: text = field; expression (an event: name, pattern, first/last query)
  latest,
  earliest,          ///< le plus tardif de ( … ), le premier de ( … ): {expression}
  conditional,       ///< si A alors B sinon C: three expressions
  cumulated_length,  ///< durée cumulée de QUERY: query; text "jours" or "mois"
  sum_in_force,  ///< somme des FIELD en vigueur [du foyer] [de QUERY]: text = field; [query]; number 1 = du
                 ///< foyer, 2 = of all the events, in force or not
  at_day,        ///< EXPR au jour de EXPR: two expressions
  call,          ///< NOM(args): text; {expression}: definition or table with arguments
  interval,      ///< A à B: two expressions
  unknown_literal,   ///< inconnu
  name,              ///< text = name, dots kept
  number_literal,    ///< number (text keeps the digits when decimal)
  text_literal,      ///< text; also a word with hyphens (« S-2024-118 »)
  date_literal,      ///< number = days since 1970-01-01
  duration_literal,  ///< number = months; text = days and kind "15" "15 ouvres" "15 ouvrables" (empty: no
                     ///< days), then what the text counts in: "91 semaines", "ans"
  money_literal,     ///< number = centimes
  rate_literal,      ///< number = hundredths of a percent (30 % = 3000)
  boolean_literal,   ///< number 0 or 1: oui, non
  error,             ///< a line that could not be read; already diagnosed
};

/// The kind of délai that a clause declares, if it declares one.
constexpr std::optional<DelaiKind> delai_kind(NodeKind kind) {
  switch (kind) {
#define FILROUGE_DELAI_KIND(kind, ...) \
  case NodeKind::kind:                 \
    return DelaiKind::kind;
#include "engine/core/model/delai_kind.def"
#undef FILROUGE_DELAI_KIND
    default:
      return std::nullopt;
  }
}

/// The words that qualify a délai.
enum class ModifierKind : std::uint8_t {
  franc,
  not_franc,
  franc_uncertain,  ///< franc · non franc · franc incertain
  prorogued,
  not_prorogued,
  prorogation_uncertain,
  calendar,         ///< calendrier NOM: argument name
  internal_target,  ///< objectif interne
  for_person,
  against_person,  ///< au bénéfice de la personne · opposée à la personne
  of_instance,     ///< de l'instance: survives its state
  inclusive,
  exclusive,  ///< borne incluse · borne exclue
  rolling,
  civil,  ///< glissants · civils
  anchored,
  chained,    ///< ancrés · enchaînés
  tolerance,  ///< tolérance DURÉE: argument expression
  by_days,
  by_months,  ///< par jours · par mois
  per_pause,
  cumulated,  ///< par pause · cumulés
  at_most,    ///< au plus DURÉE: argument expression
  tacit,
  decided,         ///< tacitement · sur décision
  vendredi_saint,  ///< Vendredi saint chômé selon la commune
};

struct Node {
  NodeKind kind = NodeKind::error;
  SourceRange range;  ///< from the clause's keyword to its last token
  NodeId first_child = no_node;
  NodeId next_sibling = no_node;
  std::string text;  ///< names folded (case, accents), qualified names with dots; « … » texts as written
  std::int64_t number = 0;
  /// Where the file writes `text`, when it is a name: bytes of the whole file; the same twice when it is
  /// none.
  std::uint32_t name_begin = 0, name_end = 0;
};

/// Who runs rules needs none of their scénarios.
enum class Scenarios : std::uint8_t {
  read,
  left_out  ///< but for their first lines
};

/// The tree of one file. Node 0 is the `file`.
struct Tree {
  std::vector<Node> nodes;

  const Node& operator[](NodeId id) const { return nodes[id]; }
  Node& operator[](NodeId id) { return nodes[id]; }
};

}  // namespace filrouge::dsl
