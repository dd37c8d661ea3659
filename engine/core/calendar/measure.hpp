#pragma once

#include "engine/core/calendar/delai.hpp"

namespace filrouge {

/// A measure (suspension, CER) is not a délai: its first day `from` counts and its last day is the eve of
/// `from` + length. Two months from 1 April end on 31 May; six months from 15 January on 14 July; six months
/// from 31 August on the eve of 28 February, that is 27 February (quantième 31 missing: last day of the
/// month, then its eve). Working days skip the holidays of that calendar.
Date measure_last_day(Date from, Duration length, Calendar calendar = Calendar::unknown,
                      bool vendredi_saint = false);

/// The first day of the month after that of `day`: « au 1er du mois suivant ».
Date first_of_next_month(Date day);

/// The day a right ends after `months` whole civil months in a row without payment, the first of them being
/// that of `first_unpaid` (R262-40): March, April, May and June unpaid end it on 1 July.
Date end_after_civil_months(Date first_unpaid, std::int32_t months);

}  // namespace filrouge
