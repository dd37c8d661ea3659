#include <optional>
#include <string_view>

#include "dsl/grammar/words.hpp"

namespace filrouge::dsl::words {
namespace {

constexpr std::int64_t longest_months = 1'200;
constexpr std::int64_t longest_days = 36'500;

enum class Unit : std::uint8_t {
  none,
  hours,
  days,
  weeks,
  worked_days,
  workable_days,
  months,
  years,
  rate,
  money
};

struct Quantity {
  Unit unit = Unit::none;
  std::int64_t months = 0;
  std::int64_t days = 0;  ///< or hours, or hundredths of a percent, or centimes
  std::string digits;     ///< without unit
};

bool whole(const Token& token) {
  return token.kind == TokenKind::number && token.text.find('.') == std::string::npos;
}

/// The unit at the cursor, and how many days or months one of it is.
Unit unit_at(Cursor& at, Cursor last, std::int64_t& factor) {
  factor = 1;
  if (at == last) return Unit::none;
  if (at->is_sign("%")) return ++at, Unit::rate;
  if (at->is_sign("€") || at->is("euro") || at->is("euros")) return ++at, Unit::money;
  if (at->is("jour") || at->is("jours")) {
    ++at;
    if (at != last && (at->is("ouvre") || at->is("ouvres"))) return ++at, Unit::worked_days;
    if (at != last && (at->is("ouvrable") || at->is("ouvrables"))) return ++at, Unit::workable_days;
    return Unit::days;
  }
  if (at->is("heure") || at->is("heures")) return ++at, Unit::hours;
  if (at->is("semaine") || at->is("semaines")) return factor = 7, ++at, Unit::weeks;
  if (at->is("mois")) return ++at, Unit::months;
  if (at->is("an") || at->is("ans") || at->is("annee") || at->is("annees"))
    return factor = 12, ++at, Unit::years;
  return Unit::none;
}

/// « 12.5 » in hundredths: 1250. Nothing with more than two decimals.
std::optional<std::int64_t> hundredths(std::string_view digits) {
  const auto point = digits.find('.');
  auto decimals = point == std::string_view::npos ? std::string() : std::string(digits.substr(point + 1));
  if (decimals.size() > 2) return std::nullopt;
  decimals.resize(2, '0');
  return std::stoll(std::string(digits.substr(0, point)) + decimals);
}

void give_unit(Quantity& quantity, Unit unit, std::int64_t factor, Cursor first, Cursor end,
               Builder& builder) {
  quantity.unit = unit;
  if (unit == Unit::none) return;
  if (unit == Unit::rate || unit == Unit::money) {
    if (const auto value = hundredths(quantity.digits))
      quantity.days = *value;
    else
      builder.diagnostics().report(Code::too_precise, builder.range(first, end),
                                   {builder.written(first, end)});
    return;
  }
  const auto point = quantity.digits.find('.');
  if (point != std::string::npos) {
    builder.diagnostics()
        .report(Code::length_not_whole, builder.range(first, end), {builder.written(first, end)})
        .expecting({"un nombre entier d'heures, de jours, de semaines, de mois ou d'années",
                    "a whole number of hours, days, weeks, months or years"});
    quantity.digits.resize(point);
  }
  const auto value = std::stoll(quantity.digits) * factor;
  const bool months = unit == Unit::months || unit == Unit::years;
  (months ? quantity.months : quantity.days) = value;
  if (value > (months ? longest_months : longest_days)) {
    builder.diagnostics().report(Code::length_too_large, builder.range(first, end),
                                 {builder.written(first, end)});
    (months ? quantity.months : quantity.days) = 1;
  }
}

/// « et 15 jours » after months; within « entre … et … », only if another « et » follows.
void add_days(Quantity& quantity, Cursor& at, Cursor last, Builder& builder) {
  auto next = at;
  const bool joined = next != last && next->is("et");
  if (joined) ++next;
  if (next == last || !whole(*next)) return;
  const auto number = next++;
  std::int64_t factor = 1;
  const auto unit = unit_at(next, last, factor);
  if (unit != Unit::days && unit != Unit::weeks) return;
  if (joined && builder.simple_lengths && (next == last || !next->is("et"))) return;
  Quantity days{Unit::none, 0, 0, number->text};
  give_unit(days, Unit::days, factor, number, next, builder);
  quantity.days = days.days;
  at = next;
}

void make_leaf(const Quantity& quantity, Cursor first, Cursor end, Builder& builder) {
  switch (quantity.unit) {
    case Unit::none: {
      const auto point = quantity.digits.find('.');
      builder.leaf(NodeKind::number_literal, first, end,
                   point == std::string::npos ? std::string() : quantity.digits,
                   std::stoll(quantity.digits.substr(0, point)));
      return;
    }
    case Unit::rate:
      return builder.leaf(NodeKind::rate_literal, first, end, {}, quantity.days);
    case Unit::money:
      return builder.leaf(NodeKind::money_literal, first, end, {}, quantity.days);
    default:
      break;
  }
  auto days = quantity.days == 0 && quantity.months != 0 ? std::string() : std::to_string(quantity.days);
  const auto counted = [&](Unit unit, const char* word) {
    if (quantity.unit == unit) days += (days.empty() ? "" : " ") + std::string(word);
  };
  counted(Unit::hours, "heures");
  counted(Unit::worked_days, "ouvres");
  counted(Unit::workable_days, "ouvrables");
  counted(Unit::weeks, "semaines");
  counted(Unit::years, "ans");
  builder.leaf(NodeKind::duration_literal, first, end, std::move(days), quantity.months);
}

Quantity read(Cursor& at, Cursor last, Builder& builder, Unit& unit, std::int64_t& factor) {
  const auto first = at;
  Quantity quantity{Unit::none, 0, 0, at->text};
  ++at;
  unit = unit_at(at, last, factor);
  give_unit(quantity, unit, factor, first, at, builder);
  if (unit == Unit::months || unit == Unit::years) add_days(quantity, at, last, builder);
  return quantity;
}

/// « 48 h après contact », « 48 h »: not a time, nor « 48 heures » either, which is told.
bool is_a_length(Cursor hours, Cursor at, Cursor last) {
  return std::stoll(hours->text) > 23 || (at != last && (at->is("apres") || at->is("avant")));
}

/// « 14 h 30 », « 14h30 », « 14:30 », « 14 h »: a time, as dossiers give it.
bool time_of_day(Cursor& first, Cursor last, Builder& builder) {
  auto at = first;
  if (!whole(*at++) || at == last) return false;
  std::string text = first->text;
  const bool joined = at->text.size() > 1 && at->text.front() == 'h' &&
                      at->text.find_first_not_of("0123456789", 1) == std::string::npos;
  if (joined) {
    text += at++->text;
  } else if (at->is("h") || at->is_sign(":")) {
    const bool colon = at++->is_sign(":");
    text += ':';
    if (at != last && whole(*at))
      text += at++->text;
    else if (colon)
      return false;
    else if (is_a_length(first, at, last))
      return false;
    else
      text += "00";
  } else {
    return false;
  }
  builder.leaf(NodeKind::text_literal, first, at, text);
  first = at;
  return true;
}

}  // namespace

bool quantity(Cursor& first, Cursor last, Builder& builder) {
  if (first == last || first->kind != TokenKind::number) {
    builder.note(first, "un nombre, une durée comme 2 mois, un taux ou une somme", false);
    return false;
  }
  if (time_of_day(first, last, builder)) return true;
  auto at = first;
  Unit unit = Unit::none, second_unit = Unit::none;
  std::int64_t factor = 1;
  auto low = read(at, last, builder, unit, factor);
  const auto low_end = at;
  if (at == last || !at->is("a") || at + 1 == last || (at + 1)->kind != TokenKind::number) {
    make_leaf(low, first, at, builder);
    first = at;
    return true;
  }
  // « 30 % à 50 % », « 1 à 4 mois »: the first may borrow the unit of the second.
  const auto second = ++at;
  builder.open(NodeKind::interval, first);
  const auto high = read(at, last, builder, second_unit, factor);
  if (unit == Unit::none) give_unit(low, second_unit, factor, first, low_end, builder);
  make_leaf(low, first, low_end, builder);
  make_leaf(high, second, at, builder);
  builder.close(at);
  first = at;
  return true;
}

}  // namespace filrouge::dsl::words
