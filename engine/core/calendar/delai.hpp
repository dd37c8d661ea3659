#pragma once

#include <string>
#include <vector>

#include "engine/core/calendar/duration.hpp"
#include "engine/core/calendar/holidays.hpp"

namespace filrouge {

/// How a délai is counted. Nothing here has a legal default: rules choose, and say why.
struct Counting {
  bool franc =
      false;  ///< neither the first nor the last day counts: one day more (CE 409579, 452878, 472836)
  bool proroge = false;  ///< ending a Saturday, a Sunday or a holiday, it runs to the next day that is none
                         ///< (art. 642 CPC)
  Calendar calendar = Calendar::unknown;
  bool vendredi_saint = false;  ///< the commune keeps Good Friday (Alsace-Moselle)
  bool backwards = false;       ///< counted back from the start; never put off
};

struct ComputedDelai {
  Date raw;    ///< last day before franc and prorogation
  Date franc;  ///< with the franc day, when there is one; else `raw`
  Date end;    ///< the last day of the délai: an act on it is on time
  bool beyond_known_years =
      false;  ///< it ends outside first_day…last_day: the dates are the nearest day known, not its end
};

/// The day of that quantième `months` later (earlier if negative), else the last day of that month (art. 641
/// al. 2 CPC).
Date add_months(Date day, std::int32_t months);

/// The first day from `day` on that is no Saturday, Sunday or holiday. With an unknown calendar only weekends
/// are known.
Date proroge(Date day, Calendar calendar, bool vendredi_saint = false);

/// The starting day does not count; months from quantième to quantième; months before days; working days skip
/// those that are not. Beyond the years the engine knows, the last day it knows.
ComputedDelai compute_delai(Date start, Duration length, Counting counting);

/// A duration added to a day, or taken from it, quantième à quantième, without prorogation. What is counted
/// from the first or the last day, which stand for all that is beyond, is beyond too.
Date after(Date day, Duration length, Calendar calendar, bool vendredi_saint = false);
Date before(Date day, Duration length, Calendar calendar);

/// The reasoning, one sentence each: the start, the length, the holidays that are no working days, the
/// missing quantième, the franc day, the prorogation and why.
std::vector<std::string> delai_steps(Date start, Duration length, Counting counting);

/// The same in one line: « Départ : mercredi 4 mars 2026 (non compté). 10 jours : samedi 14 mars 2026. Samedi
/// : reporté au lundi 16 mars 2026. »
std::string explain_delai(Date start, Duration length, Counting counting);

}  // namespace filrouge
