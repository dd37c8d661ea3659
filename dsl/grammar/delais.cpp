#include "dsl/grammar/clauses.hpp"
#include "dsl/grammar/expressions.hpp"
#include "dsl/grammar/parsers.hpp"

namespace filrouge::dsl::grammar {
namespace {

using K = NodeKind;
using kw = keyword;

constexpr step any{expression};
constexpr step date_value{value};
constexpr step sum{amount};
constexpr step event{pattern};
constexpr step role{by_role};
constexpr step act{action};

constexpr flag means(ModifierKind kind) {
  return flag(static_cast<std::int64_t>(kind));
}

// --- words that qualify
using M = ModifierKind;
const auto holiday_condition = kw("si") >> kw("samedi") >> comma >> kw("dimanche") >> kw("ou") >>
                               (kw("ferie") | kw("feries"));
const auto counting = ((kw("franc") | kw("francs")) >> means(M::franc)) |
                      (kw("non franc") >> means(M::not_franc)) |
                      (kw("franc incertain") >> means(M::franc_uncertain)) |
                      ((kw("proroge") | kw("prorogee") | kw("proroges") | kw("prorogees")) >>
                       -holiday_condition >> means(M::prorogued)) |
                      (kw("non proroge") >> means(M::not_prorogued)) |
                      (kw("prorogation incertaine") >> means(M::prorogation_uncertain)) |
                      (kw("calendrier") >> means(M::calendar) > step(words::calendar_name)) |
                      (kw("vendredi saint") >> means(M::vendredi_saint));
const auto purpose = (kw("objectif interne") >> -whole[-comma >> kw("sans effet contre la personne")] >>
                      means(M::internal_target)) |
                     (kw("au benefice de la personne") >> means(M::for_person)) |
                     (kw("oppose a la personne") >> means(M::against_person)) |
                     (kw("de l'instance") >> means(M::of_instance));
const auto repeating = (kw("borne incluse") >> means(M::inclusive)) |
                       (kw("borne exclue") >> means(M::exclusive)) |
                       ((kw("glissants") | kw("glissant") | kw("glissantes")) >> means(M::rolling)) |
                       ((kw("civils") | kw("civil") | kw("civiles")) >> means(M::civil)) |
                       ((kw("ancres") | kw("ancre") | kw("ancrees")) >> means(M::anchored)) |
                       ((kw("enchaines") | kw("enchaine") | kw("enchainees")) >> means(M::chained)) |
                       (kw("tolerance") >> means(M::tolerance) > called("une durée comme 7 jours")[sum]);
const auto pausing = (kw("par") >> ((kw("jours") >> means(M::by_days)) | (kw("mois") >> means(M::by_months)) |
                                    (kw("pause") >> means(M::per_pause)))) |
                     ((kw("cumules") | kw("cumule") | kw("cumulees")) >> means(M::cumulated)) |
                     (kw("au plus") >> means(M::at_most) > called("une durée comme 6 mois")[sum]);
const auto one_modifier = node(K::modifier)[counting | purpose | repeating | pausing];
constexpr step qualifier{modifier};
const auto qualifiers = *whole[-comma >> qualifier];

// --- what the heading of a délai says
const auto delai_name = called("un nom de délai")[set_name] >> -label;
const auto length_value = called("une durée comme 2 mois")[sum];
const auto start = called("un point de départ, comme orientation ou entrée")[date_value];
const auto from = (kw("apres") > node(K::point)[start]) | node(K::point)[kw("avant") >> flag(1) > start];
const auto length_and_point = node(K::length)[length_value] >
                              called("« après » ou « avant », et un point de départ")[from];
const auto as_soon = kw("des que possible") >> flag(1);
const auto length_or_soon = as_soon | length_and_point;
const auto length_or_date = called("une durée comme 2 mois, ou une date")[sum] >>
                            ((&(kw("apres") | kw("avant")) >> wrapped(K::length) > from) |
                             wrapped(K::at_date));
const auto length_or_until = called("une durée comme 2 mois, ou « jusqu'au » et une date")
    [node(K::at_date)[kw("jusqu'au") > sum] |
     (node(K::length)[length_value] > called("« après » ou « avant », et un point de départ")[from])];
const auto extremes =
    (kw("entre") > node(K::minimum)[bounds[length_value]] > kw("et") > node(K::maximum)[length_value]) |
    (node(K::minimum)[kw("au moins") > length_value] >>
     -whole[-comma >> node(K::maximum)[kw("au plus") > length_value]]) |
    node(K::maximum)[kw("au plus") > length_value];
const auto since = -whole[-comma >> (kw("depuis") | kw("apres")) >> node(K::point)[start]];
const auto extremes_since =
    called("« entre … et … », « au moins … » ou « au plus … »")[extremes] >> qualifiers >> since;
const auto span =
    kw("du") > node(K::point)[start] > called("« , pendant 2 mois » ou « , jusqu'au … »")[comma] >
    called("« pendant » et une durée, ou « jusqu'au » et une date")
        [node(K::length)[kw("pendant") > length_value] | node(K::at_date)[kw("jusqu'au") > sum]];
const auto every =
    (node(K::target_every)[kw("objectif tous les") > length_value] >>
     -whole[-comma >> node(K::limit_every)[(kw("au plus tard tous les") | kw("tous les")) > length_value]]) |
    node(K::limit_every)[(kw("au plus tard tous les") | kw("tous les")) > length_value];
const auto units = (kw("mois") >> as("mois")) | ((kw("semaines") | kw("semaine")) >> as("semaines")) |
                   ((kw("jours") | kw("jour")) >> as("jours"));
const auto rank = step(words::ordinal);
const auto at_ranks =
    node(K::at_ordinals)[(kw("aux") | kw("au")) > called("des rangs, comme 1er, 2e et 3e")[rank] >>
                         *whole[(comma | kw("et")) >> rank] >
                         called("« mois », « semaines » ou « jours »")[units]];
const auto recurrence =
    called("« tous les … », « objectif tous les … » ou « aux 1er, 2e … mois »")[every | at_ranks] >>
    qualifiers >> since;

// --- what a délai says
const auto events = event >> *whole[-comma >> kw("ou") >> event];
const auto on_day = node(K::on_day)[(kw("a la date de") | kw("au jour de")) > sum];
const auto even_before = node(K::kept_before)[kw("meme avant") > -comma > kw("depuis") > sum];
const auto kept_by =
    node(K::kept_by)[kw("tenue par") > events >> -whole[-comma >> on_day] >> -whole[-comma >> even_before]];
const auto interrupted_by = node(K::interrupted_by)[kw("interrompue par") > events];
const auto paused_state = articles >> kw("etat") > called("un nom d'état")[name];
const auto suspended_while =
    node(K::suspended_while)[kw("suspendue pendant") > (whole[paused_state] | any) >> qualifiers];
const auto guard = node(K::guard)[kw("quand") > any];
const auto postponed_to = node(K::postponed_to)[kw("reportee a") > date_value >> -whole[-comma >> guard]];
const auto postponable =
    node(K::postponable)[kw("reportable de") > length_value > kw("au plus") > kw("par") > event >>
                         -whole[-comma >> ((kw("ajoutes a la duree") >> as("duree")) |
                                           (kw("ajoutes a la fin") >> as("fin")))]];
const auto renewable = node(
    K::renewable)[kw("renouvelable") > step(words::set_count) > kw("fois") >
                  called(
                      "« sur décision » ou « tacitement »")[(-comma >> kw("sur decision") >> as("decision")) |
                                                            (-comma >> kw("tacitement") >> as("tacite"))] >>
                  -(kw("par") > event)];
const auto reminder =
    node(K::reminder)[kw("rappel") >
                      called("« 15 jours avant », « tous les 15 jours » ou « chaque mois »")
                          [(kw("tous les") >> as("tous_les") > sum) |
                           (kw("chaque mois") >> as("chaque_mois")) | (sum > kw("avant") > as("avant"))] >>
                      -label >> -role];
const auto forbids = node(K::forbids)[kw("interdit") > events];
const auto lifted_by = node(K::lifted_by)[kw("levee par") > events];
const auto items =
    called("une action, comme « à faire », « irrégularité » ou « aller à »")[act] >> *whole[-comma >> act];
const auto then = -(colon | comma) >> -items;
const auto if_overdue = node(K::if_overdue)[kw("si depassee") >> then];
const auto if_target_missed = node(K::if_target_missed)[kw("si objectif non tenu") >> then];
const auto if_out_of_bounds = node(K::if_out_of_bounds)[kw("si hors bornes") >> then];
const auto if_unknown = node(K::if_unknown)[kw("si la date est inconnue") >> then];
const auto at_the_end = kw("a la fin") >> -comma > items;
const auto severity_line = kw("gravite") > step(severity);

}  // namespace

bool modifier(Cursor& first, Cursor last, Builder& builder) {
  return run(one_modifier, first, last, builder);
}

bool delai(NodeKind kind, Cursor& first, Cursor last, Builder& builder) {
  const auto with = [&](const auto& rule) { return run(rule, first, last, builder); };
  if (const auto delai = delai_kind(kind)) {
    const auto headed = [&](const auto& heading) {
      return with(node(kind)[kw(facts_of(*delai).said) > delai_name > colon > heading >> qualifiers]);
    };
    switch (facts_of(*delai).heading) {
      case DelaiHeading::length:
        return headed(length_and_point);
      case DelaiHeading::length_or_soon:
        return headed(length_or_soon);
      case DelaiHeading::length_or_date:
        return headed(length_or_date);
      case DelaiHeading::length_or_until:
        return headed(length_or_until);
      case DelaiHeading::bounds:
        return headed(extremes_since);
      case DelaiHeading::span:
        return headed(span);
      case DelaiHeading::recurrence:
        return headed(recurrence);
    }
  }
  switch (kind) {
    case K::modifier:
      return with(qualifier >> *(-comma >> qualifier));
    case K::kept_by:
      return with(kept_by);
    case K::interrupted_by:
      return with(interrupted_by);
    case K::suspended_while:
      return with(suspended_while);
    case K::postponed_to:
      return with(postponed_to);
    case K::postponable:
      return with(postponable);
    case K::renewable:
      return with(renewable);
    case K::reminder:
      return with(reminder);
    case K::forbids:
      return with(forbids);
    case K::lifted_by:
      return with(lifted_by);
    case K::if_overdue:
      return with(if_overdue);
    case K::if_target_missed:
      return with(if_target_missed);
    case K::if_out_of_bounds:
      return with(if_out_of_bounds);
    case K::if_unknown:
      return with(if_unknown);
    case K::go_to:
      return with(at_the_end);
    case K::severity:
      return with(severity_line);
    default:
      return false;
  }
}

}  // namespace filrouge::dsl::grammar
