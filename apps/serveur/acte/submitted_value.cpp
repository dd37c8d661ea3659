#include "apps/serveur/acte/submitted_value.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <vector>

#include "engine/core/dossier/typed_value.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::acte {
namespace {

/// Without the blanks that separate thousands, with a point for decimals.
std::string bare_number(std::string_view text) {
  std::string bare(text);
  for (const std::string_view blank : {" ", "\u00a0", "\u202f", "\u2009"})
    for (auto at = bare.find(blank); at != std::string::npos; at = bare.find(blank))
      bare.erase(at, blank.size());
  for (const std::string_view sign : {"€", "euros", "euro"})
    if (bare.ends_with(sign)) bare.resize(bare.size() - sign.size());
  for (auto& letter : bare)
    if (letter == ',') letter = '.';
  return bare;
}

bool is_number(std::string_view text) {
  const auto point = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
  };
  return digits(text.substr(0, point)) && (point == std::string_view::npos || digits(text.substr(point + 1)));
}

SubmittedValue refused(std::string expected, std::string suggestion = {}) {
  return {std::nullopt, std::move(expected), std::move(suggestion)};
}

SubmittedValue rate(std::string_view text) {
  constexpr auto expected = "un taux de 0 à 100, avec son signe : 80 %";
  const bool signed_so = text.ends_with('%');
  const auto number = bare_number(signed_so ? text.substr(0, text.size() - 1) : text);
  if (!is_number(number)) return refused(expected);
  // 0,8 may be 0,8 % or 80 %: nobody chooses in the place of who writes.
  if (!signed_so) return refused(expected, fmt::format("voulez-vous dire « {} % » ?", trimmed(text)));
  double share = 0;
  std::from_chars(number.data(), number.data() + number.size(), share);
  if (share > 100) return refused(expected);
  return {RawValue{RawValue::Kind::text, number + " %"}, {}, {}};
}

std::optional<Value> read_as(const Vocabulary& vocabulary, const FieldDecl& field, const RawValue& value) {
  return typed_value(value.kind, value.text, field.type, field.allowed, vocabulary.symbols,
                     [](std::string_view) { return Symbol{1}; });
}

/// 3750 is « 37,5 ».
std::string by_hundredths(std::int64_t hundredths) {
  auto text = fmt::format("{},{:02}", hundredths / 100, hundredths % 100);
  while (text.back() == '0') text.pop_back();
  if (text.back() == ',') text.pop_back();
  return text;
}

}  // namespace

std::optional<Date> submitted_day(std::string_view text) {
  text = trimmed(text);
  if (const auto iso = parse_iso_date(text)) return iso;
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) {
      if (text.empty() || (text.front() != '/' && text.front() != '.')) return std::nullopt;
      text.remove_prefix(1);
    }
    const auto read = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
    const auto digits = read.ptr - text.data();
    if (read.ec != std::errc() || parts[i] < 0 || (i < 2 ? digits > 2 : digits != 4)) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(digits));
  }
  if (!text.empty()) return std::nullopt;
  const auto day = civil_date(parts[2], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[0]));
  return day && *day >= first_day() && *day <= last_day() ? day : std::nullopt;
}

SubmittedValue submitted_value(const Vocabulary& vocabulary, const FieldDecl& field, std::string_view text) {
  text = trimmed(text);
  const auto kept = [](RawValue::Kind kind, std::string value) {
    return SubmittedValue{RawValue{kind, std::move(value)}, {}, {}};
  };
  const auto typed = [&](std::string_view written, RawValue::Kind kind = RawValue::Kind::text) {
    return typed_value(kind, written, field.type, field.allowed, vocabulary.symbols,
                       [](std::string_view) { return Symbol{1}; });
  };
  switch (field.type) {
    case ValueType::boolean: {
      const auto word = fold(text);
      if (word == "oui" || word == "true") return kept(RawValue::Kind::boolean, "true");
      if (word == "non" || word == "false") return kept(RawValue::Kind::boolean, "false");
      return refused("oui ou non");
    }
    case ValueType::integer: {
      auto number = bare_number(text);
      if (!is_number(number) || !typed(number, RawValue::Kind::number))
        return refused("un nombre entier, sans signe");
      return kept(RawValue::Kind::number, std::move(number));
    }
    case ValueType::money: {
      auto number = bare_number(text);
      if (!is_number(number) || !typed(number))
        return refused("une somme en euros, au centime près : 646,52");
      return kept(RawValue::Kind::text, std::move(number));
    }
    case ValueType::rate:
      return rate(text);
    case ValueType::date:
      if (const auto day = submitted_day(text)) return kept(RawValue::Kind::text, iso_date(*day));
      return refused("un jour qui existe : 30/11/2026 ou 2026-11-30");
    case ValueType::month: {
      std::string month(text);
      if (text.size() == 7 && text[2] == '/') month = fmt::format("{}-{}", text.substr(3), text.substr(0, 2));
      if (!typed(month)) return refused("un mois : 2026-11 ou 11/2026");
      return kept(RawValue::Kind::text, std::move(month));
    }
    case ValueType::duration:
      if (!typed(text)) return refused("une durée : 2 mois, 10 jours");
      return kept(RawValue::Kind::text, std::string(text));
    case ValueType::time:
      if (!typed(text)) return refused("une heure : 14 h 30 ou 14:30");
      return kept(RawValue::Kind::text, std::string(text));
    case ValueType::enumeration: {
      std::vector<std::string_view> words;
      std::vector<std::string> told;
      for (const auto symbol : field.allowed) {
        const auto word = vocabulary.symbols.text(symbol);
        words.push_back(word);
        told.push_back("« " + vocabulary.told_word(word) + " »");
        if (fold(text) == word || fold(text) == fold(vocabulary.told_word(word)))
          return kept(RawValue::Kind::text, std::string(word));
      }
      return refused("un de ces mots : " + listed(told, " ou "),
                     did_you_mean(text, words, Written::anything).french);
    }
    default:
      return kept(RawValue::Kind::text, std::string(text));
  }
}

std::string value_in_form(const Vocabulary& vocabulary, const FieldDecl& field, const RawValue& value) {
  const auto typed = read_as(vocabulary, field, value);
  if (!typed || !typed->known()) return value.text;
  switch (typed->kind) {
    case Value::Kind::null:
      return {};
    case Value::Kind::boolean:
      return typed->lo != 0 ? "oui" : "non";
    case Value::Kind::rate:
      return by_hundredths(typed->lo) + " %";
    case Value::Kind::money:
      return typed->lo % 100 == 0 ? std::to_string(typed->lo / 100)
                                  : fmt::format("{},{:02}", typed->lo / 100, typed->lo % 100);
    case Value::Kind::symbol:
      return field.type == ValueType::enumeration
                 ? std::string(vocabulary.symbols.text(static_cast<Symbol>(typed->lo)))
                 : value.text;
    default:
      return value.text;
  }
}

bool same_value(const Vocabulary& vocabulary, const FieldDecl& field, const RawValue& one,
                const RawValue& other) {
  if (one == other) return true;
  const auto a = read_as(vocabulary, field, one), b = read_as(vocabulary, field, other);
  const bool text = field.type == ValueType::text || field.type == ValueType::reference;
  return !text && a && b && *a == *b;
}

}  // namespace filrouge::acte
