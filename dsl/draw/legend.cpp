#include "dsl/draw/legend.hpp"

#include <algorithm>

namespace filrouge::dsl {

const std::vector<SignMeaning>& sign_meanings() {
  static const std::vector<SignMeaning> all = {
      {Sign::state, "cadre simple", "où en est l'affaire ; dessous, ce qui y court ou s'y propose"},
      {Sign::end, "double cadre", "une fin, rien ne court plus"},
      {Sign::sanction, "cadre épais et bandeau noir", "l'allocation est touchée"},
      {Sign::from_any, "cadre arrondi en pointillé",
       "dit une fois, vaut dans chaque état qui n'est pas une fin"},
      {Sign::protected_time, "fond gris, barre à gauche",
       "un temps protégé, celui de la personne : rien ne peut être décidé contre elle avant sa fin"},
      {Sign::proposal, "« Propose »", "le programme propose, une personne décide"},
      {Sign::act, "trait plein", "un acte, ou un fait"},
      {Sign::time, "tirets", "la fin d'un temps (terme, délai dépassé), sans acte de personne"},
      {Sign::local_arrow, "trait double", "ajouté par le texte d'un département, qui est nommé"},
      {Sign::local_state, "cadre carré en pointillé", "un état ajouté par le texte d'un département"},
      {Sign::return_to, "« retour à … »",
       "l'affaire revient à cet état, qui est plus haut : la flèche n'est pas tracée"},
      {Sign::cut, "« … »", "la suite est au règlement (filrouge documenter)"},
  };
  return all;
}

bool bears(const Drawing& it, Sign sign) {
  const auto some_box = [&](auto&& is) { return std::ranges::any_of(it.boxes, is); };
  const auto some_line = [&](LineKind kind) {
    return some_box([&](const Box& box) {
      return std::ranges::any_of(box.lines, [&](const BoxLine& one) { return one.kind == kind; });
    });
  };
  const auto some_arrow = [&](auto&& is) { return std::ranges::any_of(it.arrows, is); };
  switch (sign) {
    case Sign::state:
    case Sign::act:
      return true;
    case Sign::end:
      return some_box([](const Box& box) { return box.final; });
    case Sign::sanction:
      return some_box([](const Box& box) { return box.sanction; });
    case Sign::from_any:
      return some_box([](const Box& box) { return box.kind == BoxKind::from_any; });
    case Sign::protected_time:
      return some_line(LineKind::protected_time);
    case Sign::proposal:
      return some_line(LineKind::proposal);
    case Sign::time:
      return some_arrow([](const Arrow& arrow) { return arrow.stroke == Stroke::time; });
    case Sign::local_arrow:
      return some_arrow([](const Arrow& arrow) { return !arrow.local.empty(); });
    case Sign::local_state:
      return some_box([](const Box& box) { return !box.local.empty(); });
    case Sign::return_to:
      return tells_returns(it);
    case Sign::cut:
      return it.cut;
  }
  return false;
}

bool comes_back(const Drawing& it, const Arrow& arrow) {
  return arrow.to < arrow.from && it.boxes[arrow.from].kind == BoxKind::state && !it.boxes[arrow.to].final &&
         !arrow.reasons.empty();
}

bool tells_returns(const Drawing& it) {
  constexpr std::ptrdiff_t few = 2;
  return std::ranges::count_if(it.arrows, [&](const Arrow& one) { return comes_back(it, one); }) > few;
}

}  // namespace filrouge::dsl
