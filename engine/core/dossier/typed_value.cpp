#include "engine/core/dossier/typed_value.hpp"

#include <charconv>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

/// "646.52" or "646,5" in units of 10^-decimals; nothing when it is no number or has more digits than that
/// (zeros aside).
std::optional<std::int64_t> scaled_number(std::string_view text, int decimals) {
  bool negative = false;
  if (!text.empty() && text.front() == '-') {
    negative = true;
    text.remove_prefix(1);
  }
  const auto point = text.find_first_of(".,");
  const auto whole = text.substr(0, point);
  auto fraction = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  while (static_cast<int>(fraction.size()) > decimals && fraction.back() == '0') fraction.remove_suffix(1);
  if (whole.empty() || whole.size() > 12 || static_cast<int>(fraction.size()) > decimals) return std::nullopt;
  std::int64_t number = 0;
  for (const char c : whole) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  for (int i = 0; i < decimals; ++i) {
    const char c = i < static_cast<int>(fraction.size()) ? fraction[static_cast<std::size_t>(i)] : '0';
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return negative ? -number : number;
}

std::optional<std::int64_t> rate(RawValue::Kind kind, std::string_view text) {
  if (kind == RawValue::Kind::text && text.ends_with('%')) {
    text.remove_suffix(1);
    return scaled_number(trimmed(text), 2);
  }
  // A bare number is a share of one: 0.8 is 80 %. Above 1 one cannot tell 80 from 80 %.
  const auto share = scaled_number(text, 4);
  if (!share || *share > 10000) return std::nullopt;
  return share;
}

}  // namespace

std::optional<Value> typed_value(RawValue::Kind kind, std::string_view text, ValueType type,
                                 const std::vector<Symbol>& allowed, const Symbols& symbols,
                                 const std::function<Symbol(std::string_view)>& intern) {
  using Kind = RawValue::Kind;
  if (kind == Kind::null) return Value::of(Value::Kind::null, 0);
  text = trimmed(text);
  switch (type) {
    case ValueType::boolean: {
      if (kind == Kind::number) return std::nullopt;
      if (text == "true" || text == "oui") return Value::of(true);
      if (text == "false" || text == "non") return Value::of(false);
      return std::nullopt;
    }
    case ValueType::integer: {
      const auto number = scaled_number(text, 0);
      if (!number || kind == Kind::boolean) return std::nullopt;
      return Value::of(Value::Kind::integer, *number);
    }
    case ValueType::date: {
      const auto day = parse_iso_date(text);
      if (!day) return std::nullopt;
      return Value::of(*day);
    }
    case ValueType::month: {
      if (text.size() != 7) return std::nullopt;
      const auto day = parse_iso_date(std::string(text) + "-01");
      if (!day) return std::nullopt;
      return Value::of(*day);
    }
    case ValueType::time: {
      const auto minutes = parse_time_of_day(text);
      if (!minutes) return std::nullopt;
      return Value::of(Value::Kind::time, *minutes);
    }
    case ValueType::money: {
      const auto cents = scaled_number(text, 2);
      if (!cents || kind == Kind::boolean) return std::nullopt;
      return Value::of(Value::Kind::money, *cents);
    }
    case ValueType::rate: {
      const auto share = rate(kind, text);
      if (!share) return std::nullopt;
      return Value::of(Value::Kind::rate, *share);
    }
    case ValueType::duration: {
      const auto length = parse_duration(text);
      if (!length) return std::nullopt;
      return Value::of(*length);
    }
    case ValueType::enumeration: {
      const auto word = find_folded(text, [&](std::string_view folded) { return symbols.find(folded); });
      for (const auto symbol : allowed)
        if (symbol == word) return Value::of(Value::Kind::symbol, word);
      return std::nullopt;
    }
    default:
      if (text.empty()) return Value::of(Value::Kind::null, 0);
      return Value::of(Value::Kind::symbol, intern(text));
  }
}

std::string_view expected_form(ValueType type) {
  switch (type) {
    case ValueType::boolean:
      return "true ou false (oui ou non)";
    case ValueType::integer:
      return "un nombre entier";
    case ValueType::date:
      return "une date comme 2026-04-02";
    case ValueType::month:
      return "un mois comme 2026-04";
    case ValueType::time:
      return "une heure comme \"14:30\" ou « 14 h 30 »";
    case ValueType::money:
      return "une somme en euros comme \"646.52\"";
    case ValueType::rate:
      return "un taux comme \"80 %\" ou 0.8";
    case ValueType::duration:
      return "une durée comme \"2 mois\"";
    case ValueType::enumeration:
      return "un des mots prévus";
    default:
      return "un texte";
  }
}

}  // namespace filrouge
