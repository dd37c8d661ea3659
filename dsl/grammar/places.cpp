#include "dsl/grammar/places.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "dsl/lexer/phrases.hpp"
#include "engine/core/model/delai_kind.hpp"

namespace filrouge::dsl::grammar {
namespace {

using K = NodeKind;

struct Opening {
  std::string_view keyword;
  K kind;
};

constexpr auto openings = std::to_array<Opening>({
#define FILROUGE_OPENING(words, kind) {words, K::kind},
#include "dsl/grammar/openings.def"
#undef FILROUGE_OPENING
#define FILROUGE_DELAI_KIND(kind, word, said, ...) {said, K::kind}, {said, K::expect_delai},
#include "engine/core/model/delai_kind.def"
#undef FILROUGE_DELAI_KIND
#define FILROUGE_NATURE(word, people, said, ...) {said, *said ? K::expect_nature : K::error},
#include "engine/core/model/nature.def"
#undef FILROUGE_NATURE
});

constexpr auto without_keyword = std::to_array<K>({K::given_attribute, K::expect_state});

bool one_of(K kind, std::initializer_list<K> kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

bool is_declaration(K kind) {
  return one_of(kind, {K::conventions, K::event_type, K::attribute_decl, K::reference_label, K::role_decl,
                       K::parameter, K::set_parameter, K::set_target, K::definition, K::table, K::procedure,
                       K::extend_procedure, K::control, K::guarantee, K::indicator, K::topic, K::scenario});
}
bool is_grounds(K kind) {
  return one_of(kind, {K::basis, K::status, K::in_force});
}
bool is_action(K kind) {
  return one_of(kind, {K::go_to, K::to_do, K::irregularity, K::proposal, K::open_question, K::ask_fact,
                       K::transitional, K::open_linked, K::reset});
}
bool is_transition(K kind) {
  return one_of(kind, {K::on_event, K::otherwise, K::on_condition, K::at_end_of, K::on_entry, K::while_true});
}
/// What is told by a label, and a clause, may be given a name that outlives their words.
bool bears_a_lasting_name(K kind) {
  return is_transition(kind) || one_of(kind, {K::to_do, K::irregularity, K::proposal, K::open_question,
                                              K::transitional, K::requirement, K::reminder});
}
bool is_sequel(K kind) {
  return one_of(kind, {K::if_overdue, K::if_target_missed, K::if_out_of_bounds, K::if_unknown});
}

/// A clause as a person names it, with its article.
std::string_view clause_name(K kind) {
  if (const auto delai = delai_kind(kind)) return facts_of(*delai).clause;
  switch (kind) {
    case K::file:
      return "le fichier, hors de toute clause";
    case K::module:
      return "un module";
    case K::conventions:
      return "des conventions";
    case K::event_type:
      return "un événement";
    case K::weight:
      return "« défavorable » ou « préparatoire »";
    case K::attribute_decl:
      return "un attribut";
    case K::reference_label:
      return "une étiquette";
    case K::role_decl:
      return "un rôle";
    case K::parameter:
      return "un paramètre";
    case K::set_parameter:
      return "« fixer »";
    case K::set_target:
      return "« fixer l'objectif »";
    case K::site:
      return "« territoire »";
    case K::definition:
      return "une définition";
    case K::table:
      return "une table";
    case K::procedure:
      return "une procédure";
    case K::extend_procedure:
      return "« complète procédure »";
    case K::extend_state:
      return "« complète état »";
    case K::state:
      return "un état";
    case K::from_any:
      return "« depuis tout état »";
    case K::on_event:
      return "« dès »";
    case K::expected:
      return "« attendu »";
    case K::otherwise:
      return "« sinon »";
    case K::on_condition:
      return "« dès que »";
    case K::at_end_of:
      return "« à la fin de »";
    case K::on_entry:
      return "« à l'entrée »";
    case K::while_true:
      return "« tant que »";
    case K::suspended_while:
      return "« suspendue pendant »";
    case K::if_overdue:
      return "« si dépassée »";
    case K::if_target_missed:
      return "« si objectif non tenu »";
    case K::if_out_of_bounds:
      return "« si hors bornes »";
    case K::if_unknown:
      return "« si la date est inconnue »";
    case K::control:
      return "un contrôle";
    case K::each:
      return "« chaque »";
    case K::if_broken:
      return "« sinon »";
    case K::guarantee:
      return "une garantie";
    case K::indicator:
      return "un indicateur";
    case K::topic:
      return "un article ou un dispositif";
    case K::scenario:
      return "un scénario";
    case K::expect:
      return "« au … attendre »";
    default:
      return {};
  }
}

}  // namespace

bool is_rule(NodeKind kind) {
  return kind == K::module || is_declaration(kind) || delai_kind(kind) || is_transition(kind) ||
         one_of(kind, {K::state, K::extend_state, K::from_any, K::expected, K::requirement});
}

bool holds(NodeKind parent, NodeKind child) {
  if (is_grounds(child) && parent != K::file && parent != K::scenario && parent != K::expect &&
      !is_sequel(parent) && !clause_name(parent).empty() &&
      !one_of(parent, {K::each, K::if_broken, K::suspended_while}))
    return child != K::in_force ||
           !one_of(parent, {K::attribute_decl, K::reference_label, K::role_decl, K::indicator, K::topic});
  if (child == K::lasting_name) return bears_a_lasting_name(parent);
  if (is_transition(parent))
    return is_action(child) || child == K::requirement ||
           (child == K::guard && one_of(parent, {K::on_event, K::at_end_of}));
  if (is_sequel(parent) || parent == K::if_broken) return is_action(child);
  if (const auto delai = delai_kind(parent))
    return one_of(child, {K::kept_by, K::interrupted_by, K::suspended_while, K::postponed_to, K::postponable,
                          K::renewable, K::reminder, K::to_do, K::forbids, K::lifted_by, K::severity,
                          K::delay_of, K::modifier}) ||
           is_sequel(child) || (child == K::go_to && may_lead_on(*delai));
  switch (parent) {
    case K::file:
      return child == K::module || is_declaration(child);
    case K::module:
      return one_of(child,
                    {K::title, K::regime, K::governing, K::led_by, K::conventions_use, K::uses,
                     K::extends_module, K::in_module, K::departement, K::written_for, K::source, K::licence});
    case K::conventions:
      return child == K::convention_line;
    case K::event_type:
      return one_of(child, {K::scope, K::letter_step, K::contradictory_step, K::event_thread,
                            K::measure_ended, K::weight, K::field_decl});
    case K::weight:
      return one_of(child, {K::appraisal, K::legal_interval});
    case K::attribute_decl:
      return child == K::scope;
    case K::role_decl:
      return child == K::role_case;
    case K::parameter:
      return one_of(child, {K::internal_target, K::local_bounds, K::possible_values});
    case K::table:
      return one_of(child, {K::table_row, K::policy});
    case K::procedure:
      return one_of(child, {K::per_person, K::per_dossier, K::per_event, K::governing, K::led_by, K::state,
                            K::final_states, K::from_any, K::seam}) ||
             delai_kind(child);
    case K::extend_procedure:
      return one_of(child, {K::state, K::extend_state, K::final_states, K::from_any, K::seam}) ||
             delai_kind(child);
    case K::state:
    case K::extend_state:
    case K::from_any:
      return is_transition(child) || child == K::expected || delai_kind(child);
    case K::suspended_while:
      return child == K::modifier;
    case K::control:
      return one_of(child, {K::led_by, K::each, K::never, K::at_most_per, K::if_broken});
    case K::each:
      return one_of(child, {K::must_be_preceded, K::must_be_followed, K::not_before, K::requirement});
    case K::guarantee:
      return one_of(child, {K::each, K::never, K::at_most_per, K::always_running, K::if_broken});
    case K::indicator:
      return one_of(child, {K::indicator_measure, K::by_axis, K::still_waiting, K::counted_from, K::left_by,
                            K::target, K::benchmark, K::minimum_group});
    case K::topic:
      return one_of(child, {K::source, K::encoded_by, K::without_rule, K::by_program});
    case K::scenario:
      return one_of(child, {K::given_attribute, K::given_person, K::given_event, K::expect, K::basis,
                            K::departement, K::site});
    case K::expect:
      return one_of(child, {K::expect_state, K::expect_delai, K::expect_action, K::expect_irregularity,
                            K::expect_proposal, K::expect_none, K::expect_missing, K::expect_nature,
                            K::expect_next, K::expect_count, K::nothing_else});
    default:
      return false;
  }
}

std::vector<NodeKind> kinds_of_line(const Token* first, const Token* last) {
  std::vector<NodeKind> kinds;
  // « durée de bornes(…) vaut 1 à 2 mois »: a value, whatever its first word.
  if (!first->is("au") && std::any_of(first, last, [](const Token& token) { return token.is("vaut"); }))
    return {K::expect_state};
  // « durée : durée » in an event: what stands before a colon is the name of a field, whatever the word.
  if (first->kind == TokenKind::word && last - first > 1 && (first + 1)->is_sign(":")) {
    if (first->is("attendu")) return {K::expected, K::field_decl};
    return {K::field_decl};
  }
  if (first->kind <= TokenKind::phrase || first->is_sign("|"))
    for (const auto& opening : openings)
      if (opening.keyword == first->text) kinds.push_back(opening.kind);
  if (first->kind == TokenKind::word)
    kinds.insert(kinds.end(), without_keyword.begin(), without_keyword.end());
  return kinds;
}

std::vector<std::string_view> keywords_under(NodeKind parent) {
  std::vector<std::string_view> words;
  for (const auto& opening : openings)
    if (holds(parent, opening.kind)) {
      const auto written = written_form(opening.keyword);
      if (std::ranges::find(words, written) == words.end()) words.push_back(written);
    }
  return words;
}

std::vector<std::string_view> words_of_no_scenario() {
  const auto first_word = [](const Opening& opening) {
    return opening.keyword.substr(0, opening.keyword.find_first_of(" '"));
  };
  std::vector<std::string_view> words, of_scenarios;
  for (const auto& opening : openings)
    if (holds(K::scenario, opening.kind) || holds(K::expect, opening.kind))
      of_scenarios.push_back(first_word(opening));
  for (const auto& opening : openings)
    if (opening.kind != K::scenario &&
        (is_declaration(opening.kind) ||
         one_of(opening.kind, {K::module, K::state, K::final_states, K::extend_state})) &&
        std::ranges::find(of_scenarios, first_word(opening)) == of_scenarios.end())
      words.push_back(first_word(opening));
  return words;
}

std::string places_of(NodeKind child) {
  std::string places;
  std::size_t count = 0;
  for (auto kind = 0; kind <= static_cast<int>(K::error); ++kind) {
    const auto name = clause_name(static_cast<K>(kind));
    if (name.empty() || !holds(static_cast<K>(kind), child)) continue;
    if (++count > 6) return places + "…";
    if (!places.empty()) places += ", ";
    places += name;
  }
  return places;
}

bool continues(const Token& first) {
  constexpr auto words = std::to_array<std::string_view>(
      {"et", "ou", "dont", "sans", "ni", "sauf", "alors", "depuis", "a defaut",
       "sauf irregularite bloquante ce jour-la", "sans effet contre la personne"});
  constexpr auto signs =
      std::to_array<std::string_view>({",", ")", "+", "-", "*", "=", "≠", "<", "≤", ">", "≥"});
  if (first.kind == TokenKind::sign) return std::ranges::find(signs, first.text) != signs.end();
  return first.kind <= TokenKind::phrase && std::ranges::find(words, first.text) != words.end();
}

}  // namespace filrouge::dsl::grammar
