#pragma once

#include "engine/core/model/model.hpp"

namespace filrouge::prove {

/// How many days a délai may last, whatever the day it starts on: from its start to its last day.
struct Span {
  std::int32_t least = 0, greatest = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

/// What is counted, as the model writes it.
struct Counted {
  Duration length;
  Choice franc = Choice::no;
  Choice proroge = Choice::no;
  Calendar calendar = Calendar::unknown;  ///< unknown: whichever it is
  bool backwards = false;  ///< « 2 mois avant … »: never put off, and its days are below zero
};

/// The exact least and greatest: each day that the engine computes with is tried as a start, in each calendar
/// that the délai may be counted in (with and without Good Friday where communes differ), franc and
/// prorogued or not where the text leaves it open. Hours are the days that they may touch, from any time of a
/// day.
Span span_of(const Counted& counted);

/// The same of a measure, whose first day counts: from its first day to its last.
Span span_of_measure(Duration length, Calendar calendar);

}  // namespace filrouge::prove
