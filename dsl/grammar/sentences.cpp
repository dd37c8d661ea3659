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
constexpr step act{action};

const auto length_value = called("une durée comme 60 jours")[sum];
const auto state_name = called("un nom d'état")[name];

// --- sentences over a history
const auto each = node(K::each)[kw("chaque") > event];
const auto limits =
    *whole[-comma >> (node(K::since)[kw("depuis") > sum] | node(K::within)[kw("dans") > length_value] |
                      node(K::at_least)[kw("au moins") > length_value])];
const auto must_be_preceded = node(K::must_be_preceded)[kw("doit etre precedee de") > event >> limits];
const auto must_be_followed = node(K::must_be_followed)[kw("doit etre suivie de") > event >> limits];
const auto not_before =
    node(K::not_before)[kw("ne peut intervenir avant") >
                        called("une date, comme 10 jours après un événement")[date_value]];
const auto never = node(K::never)[kw("jamais") > event > kw("pendant") > state_name];
const auto never_without =
    node(K::never_without)[kw("jamais") > state_name >> *(kw("ni") > state_name) > kw("sans") > any >>
                           -(-comma >> kw("sauf irregularite bloquante ce jour-la") >> flag(1))];
const auto always_running =
    node(K::always_running)[kw("dans tout etat non final") >> -(of > called("un nom de procédure")[name]) >
                            comma > kw("un delai court ou une suite est ecrite")];
const auto same_field = node(K::same_field)[(kw("du meme") | (kw("de la meme") >> flag(1))) >
                                            called("un champ de l'acte, comme nature")[set_name]];
const auto at_most_per =
    node(K::at_most_per)[kw("au plus") > step(words::set_count) > event >> -whole[-comma >> same_field] >>
                         -comma > kw("par") > length_value >
                         called("« glissants » ou « civils »")
                             [((kw("glissants") | kw("glissant") | kw("glissantes") | kw("glissante")) >>
                               as("glissants")) |
                              ((kw("civils") | kw("civil") | kw("civiles") | kw("civile")) >> as("civils"))]];
const auto if_broken = node(
    K::if_broken)[kw("sinon") > called("une action, comme « irrégularité »")[act] >> *whole[-comma >> act]];

// --- what carries them
bool without_follows(Cursor& first, Cursor last, Builder&) {
  for (auto at = first; at != last; ++at)
    if (at->is("sans")) return true;
  return false;
}
const auto one_line = (step(without_follows) >> never_without) | never | at_most_per | always_running | each;
const auto header =
    set_name >> -label >>
    -(colon > called("une phrase : jamais …, au plus …, chaque …, dans tout état non final …")[one_line]);
const auto control = node(K::control)[kw("controle") > header];
const auto guarantee = node(K::guarantee)[kw("garantie") > header];

}  // namespace

bool sentence(NodeKind kind, Cursor& first, Cursor last, Builder& builder) {
  const auto with = [&](const auto& rule) { return run(rule, first, last, builder); };
  switch (kind) {
    case K::control:
      return with(control);
    case K::guarantee:
      return with(guarantee);
    case K::each:
      return with(each);
    case K::must_be_preceded:
      return with(must_be_preceded);
    case K::must_be_followed:
      return with(must_be_followed);
    case K::not_before:
      return with(not_before);
    case K::never:
      return with((step(without_follows) >> never_without) | never);
    case K::at_most_per:
      return with(at_most_per);
    case K::if_broken:
      return with(if_broken);
    case K::always_running:
      return with(always_running);
    default:
      return false;
  }
}

}  // namespace filrouge::dsl::grammar
