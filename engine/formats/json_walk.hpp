#pragma once

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/dossier/reject.hpp"
#include "engine/core/text/nir.hpp"
#include "engine/core/text/quotable.hpp"
#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/dossier_json.hpp"

namespace filrouge {

/// Why a dossier is refused, and where in its text.
struct Refusal {
  const char* at;
  std::string reason;
};

/// What one of simdjson's errors means to the person who wrote the file.
std::string_view meaning(simdjson::error_code error);

/// Walks a JSON text key by key, knowing at every moment where it stands, to say it when something is wrong.
class JsonWalk {
 protected:
  using Keys = std::span<const std::string_view>;

  std::string where() const {
    std::string path;
    for (const auto& [name, rank] : path_) {
      if (!path.empty()) path += '/';
      path += name.empty() ? std::to_string(rank) : name;
    }
    return path;
  }

  Reject rejected(const char* at, std::string where, std::string reason, std::uint64_t first_line) const {
    Reject reject;
    at = std::clamp(at, text_.data(), text_.data() + text_.size());
    const auto before = text_.substr(0, static_cast<std::size_t>(at - text_.data()));
    reject.line = first_line + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    const auto start = before.rfind('\n');
    const auto row = start == std::string_view::npos ? before : before.substr(start + 1);
    reject.column = 1 + utf8_count(row);
    reject.dossier = record_->dossier;
    reject.where = std::move(where);
    reject.reason = std::move(reason);
    return reject;
  }

  void remark(std::string text) { record_->remarks.push_back({where(), std::move(text)}); }

  /// The path goes down a key, called by its rank (from 1) where a message may not repeat it.
  void enter_key(std::string_view key, std::size_t rank) {
    path_.emplace_back(is_plain_word(key) ? std::string(key) : "clé n° " + std::to_string(rank), 0);
  }

  /// Hands each key and value to `known(index in keys, value)`. Keys outside are remarks; a key met twice is
  /// refused.
  template <typename Known>
  void each_key(simdjson::ondemand::object object, Keys keys, Known known) {
    std::uint32_t met = 0;
    std::size_t rank = 0;
    std::unordered_set<std::string> unknown;
    for (auto field : object) {
      const char* const at = field.key().raw() - 1;  // its opening quote
      const std::string_view key = field.unescaped_key();
      ++rank;
      const auto index = static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
      enter_key(key, rank);
      if (index < keys.size()) {
        if (met & (1u << index)) throw Refusal{at, "cette clé est donnée deux fois"};
        met |= 1u << index;
        known(index, field.value());
      } else {
        if (!unknown.emplace(key).second) throw Refusal{at, "cette clé est donnée deux fois"};
        remark("clé inconnue, non retenue" + did_you_mean(key, keys).then());
      }
      path_.pop_back();
    }
  }

  /// Hands each element to `element(value, rank)`.
  template <typename Element>
  void each_element(simdjson::ondemand::value value, Element element) {
    if (is_null(value)) return;
    const char* const at = start(value);
    simdjson::ondemand::array array;
    if (value.get_array().get(array) == simdjson::INCORRECT_TYPE)
      throw Refusal{at, "attendu : une liste entre [ et ]"};
    std::size_t rank = 0;
    for (auto item : array) {
      path_.emplace_back(std::string(), rank);
      element(item.value(), rank);
      path_.pop_back();
      ++rank;
    }
  }

  simdjson::ondemand::object object_of(simdjson::ondemand::value value) {
    const char* const at = start(value);
    simdjson::ondemand::object object;
    const auto error = value.get_object().get(object);
    if (error == simdjson::INCORRECT_TYPE) throw Refusal{at, "attendu : un objet entre { et }"};
    if (error) throw simdjson::simdjson_error(error);
    return object;
  }

  static const char* start(simdjson::ondemand::value value) { return value.raw_json_token().data(); }

  static bool is_null(simdjson::ondemand::value value) {
    return value.raw_json_token().starts_with("null") && bool(value.is_null());
  }

  std::string text_of(simdjson::ondemand::value value) {
    const char* const at = start(value);
    if (*at == 'n' && bool(value.is_null())) return {};
    if (*at != '"') throw Refusal{at, "attendu : un texte entre guillemets"};
    return checked(at, value.get_string());
  }

  std::string checked(const char* at, std::string_view text) {
    if (text.size() > dossier_limits::text_bytes) throw Refusal{at, "ce texte dépasse 64 Kio"};
    if (text.find('\0') != std::string_view::npos) throw Refusal{at, "ce texte contient un caractère nul"};
    return std::string(text);
  }

  std::string required(simdjson::ondemand::value value, std::string_view what) {
    const char* const at = start(value);
    auto text = text_of(value);
    if (text.empty()) throw Refusal{at, std::string(what)};
    return text;
  }

  /// What names a dossier or a person, and is shown with each line about it.
  std::string name_of(simdjson::ondemand::value value) {
    const char* const at = start(value);
    auto text = text_of(value);
    if (holds_nir(text)) throw Refusal{at, std::string(nir_refused)};
    return text;
  }

  Date date_of(simdjson::ondemand::value value) {
    const char* const at = start(value);
    const auto text = text_of(value);
    if (text.empty() && *at == 'n') return {};
    const auto day = parse_iso_date(text);
    if (!day)
      throw Refusal{at, shown_value(text) +
                            " n'est pas une date : attendu année-mois-jour comme 2026-04-02, de 1900 à 2199"};
    return *day;
  }

  /// « 2026-04-02 », or « 2026-04-02T14:30 »: the local time of an act goes with its day.
  Date day_and_time_of(simdjson::ondemand::value value, std::string& time) {
    const char* const at = start(value);
    auto text = text_of(value);
    time = take_time(text);
    const auto day = parse_iso_date(text);
    if (!day && !text.empty())
      throw Refusal{at,
                    shown_value(text) +
                        " n'est pas une date : attendu année-mois-jour comme 2026-04-02, de 1900 à 2199 ; "
                        "ou avec l'heure locale, sans fuseau : 2026-04-02T14:30"};
    return day.value_or(Date{});
  }

  std::optional<RawValue> value_of(simdjson::ondemand::value value) {
    const char* const at = start(value);
    switch (*at) {
      case 'n':
        if (!bool(value.is_null())) throw simdjson::simdjson_error(simdjson::N_ATOM_ERROR);
        return RawValue{RawValue::Kind::null, {}};
      case 't':
      case 'f':
        return RawValue{RawValue::Kind::boolean, bool(value.get_bool()) ? "true" : "false"};
      case '"':
        return RawValue{RawValue::Kind::text, checked(at, value.get_string())};
      case '{':
      case '[':
        return std::nullopt;
      default:
        break;
    }
    std::string_view digits = value.raw_json_token();
    while (!digits.empty() && static_cast<unsigned char>(digits.back()) <= ' ') digits.remove_suffix(1);
    if (digits.size() > dossier_limits::number_digits) throw Refusal{at, "ce nombre a plus de 40 chiffres"};
    static_cast<void>(
        double(value.get_double()));  // refuses what is no JSON number; the digits themselves are kept
    return RawValue{RawValue::Kind::number, std::string(digits)};
  }

  std::string_view text_;
  Record* record_ = nullptr;
  std::vector<std::pair<std::string, std::size_t>> path_;  ///< left as it stands when a dossier is refused
};

}  // namespace filrouge
