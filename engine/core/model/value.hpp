#pragma once

#include <cstdint>

#include "engine/core/calendar/date.hpp"
#include "engine/core/calendar/duration.hpp"
#include "engine/core/model/symbols.hpp"

namespace filrouge {

/// True, false, or not known: the third is neither compliant nor a fault.
enum class Truth : std::uint8_t { no, yes, unknown };

constexpr Truth operator!(Truth t) {
  return t == Truth::unknown ? t : t == Truth::yes ? Truth::no : Truth::yes;
}
constexpr Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : Truth::yes;
}
constexpr Truth either(Truth a, Truth b) {
  return !both(!a, !b);
}

enum class ValueType : std::uint8_t {
  none,
  boolean,
  integer,
  date,
  month,
  time,
  money,
  rate,
  duration,
  enumeration,
  text,
  reference,
  event
};

/// A value of the rules or of a dossier. `lo` and `hi` are its least and greatest possible values: they
/// differ while a letter waits at the post office, for a parameter « à vérifier », and for a legal interval;
/// comparisons conclude only when every value between them does.
struct Value {
  enum class Kind : std::uint8_t {
    unknown,  ///< lo = the Symbol naming the fact that is missing, 0 if none
    null,     ///< known to be empty
    boolean,  ///< 0 or 1
    integer,
    date,      ///< days since 1970-01-01
    time,      ///< minutes since midnight
    money,     ///< centimes
    rate,      ///< hundredths of a percent: 30 % is 3000
    duration,  ///< pack_duration
    symbol,    ///< an enumerated word, a text or a reference
    event      ///< rank of an event in the Journal
  };
  Kind kind = Kind::unknown;
  DayKind days = DayKind::calendar;                ///< of a duration
  WrittenIn written = WrittenIn::months_and_days;  ///< of a duration
  std::int64_t lo = 0;
  std::int64_t hi = 0;

  constexpr bool known() const { return kind != Kind::unknown; }
  constexpr bool exact() const { return known() && lo == hi; }

  static constexpr Value missing(Symbol fact = 0) { return between(Kind::unknown, fact, fact); }
  /// Unknown only because the event it speaks of did not happen.
  static constexpr Value absent(Symbol event) { return between(Kind::unknown, event, -1); }
  constexpr bool is_absent() const { return kind == Kind::unknown && hi == -1; }
  /// This value when it is unknown, with what it lacks; an unknown that lacks nothing when it is known.
  constexpr Value unknown() const { return known() ? missing() : *this; }
  static constexpr Value between(Kind kind, std::int64_t least, std::int64_t greatest) {
    Value value;
    value.kind = kind;
    value.lo = least;
    value.hi = greatest;
    return value;
  }
  static constexpr Value of(Kind kind, std::int64_t v) { return between(kind, v, v); }
  static constexpr Value of(bool b) { return of(Kind::boolean, b ? 1 : 0); }
  static constexpr Value of(Date d) { return d.known() ? of(Kind::date, d.days) : missing(); }
  static constexpr Value of(Date from, Date to) { return between(Kind::date, from.days, to.days); }
  static constexpr Value of(Truth t) { return t == Truth::unknown ? missing() : of(t == Truth::yes); }
  /// Months in the high half, days in the low half: packed durations of one kind compare as « months before
  /// days ».
  static constexpr std::int64_t pack_duration(Duration d) {
    return static_cast<std::int64_t>(d.months) * (std::int64_t{1} << 32) + d.days;
  }
  static constexpr Duration unpack_duration(std::int64_t v, DayKind kind) {
    return {static_cast<std::int32_t>(v >> 32), static_cast<std::int32_t>(v & 0xFFFFFFFF), kind};
  }
  static constexpr Value of(Duration d) {
    return {Kind::duration, d.kind, d.written, pack_duration(d), pack_duration(d)};
  }
  /// Its least or its greatest length, as the text counts it.
  constexpr Duration length(bool greatest = false) const {
    auto length = unpack_duration(greatest ? hi : lo, days);
    length.written = written;
    return length;
  }
  constexpr Date earliest() const { return {static_cast<std::int32_t>(lo)}; }
  constexpr Date latest() const { return {static_cast<std::int32_t>(hi)}; }
  /// A day of which one side alone is known: « pas avant le … », « au plus tard le … ».
  constexpr bool half_open() const { return kind == Kind::date && filrouge::half_open(earliest(), latest()); }

  /// The same value, however its length is written.
  friend constexpr bool operator==(const Value& a, const Value& b) {
    return a.kind == b.kind && a.days == b.days && a.lo == b.lo && a.hi == b.hi;
  }
};

}  // namespace filrouge
