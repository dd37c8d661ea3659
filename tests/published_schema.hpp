#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <regex>
#include <stdexcept>
#include <string>

#include "engine/core/calendar/date.hpp"
#include "engine/core/text/utf8.hpp"

/// The part of JSON Schema 2020-12 that the published schemas use, of what filrouge reads and of what it
/// writes; those of others too (SARIF).
class PublishedSchema {
 public:
  explicit PublishedSchema(const std::filesystem::path& path) {
    std::ifstream file(path);
    root_ = Json::parse(file);
  }

  /// What does not hold, and where; empty when all does. Throws at a word of the schema it does not know:
  /// what it asks would be passed over.
  std::string broken(const nlohmann::json& value) const { return broken(value, root_, ""); }
  bool accepts(const nlohmann::json& value) const { return broken(value).empty(); }

 private:
  using Json = nlohmann::json;

  static bool has_type(const Json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    if (type == "null") return value.is_null();
    throw std::runtime_error("type de schéma inconnu du test : " + type);
  }

  std::string broken(const Json& value, const Json& schema, const std::string& at) const {
    if (schema.is_boolean()) return schema.get<bool>() ? std::string() : at + " n'est pas prévu";
    for (const auto& [word, rule] : schema.items())
      if (auto said = broken_rule(value, schema, word, rule, at); !said.empty()) return said;
    return {};
  }

  std::string broken_rule(const Json& value, const Json& schema, const std::string& word, const Json& rule,
                          const std::string& at) const {
    const auto unless = [&](bool holds, const std::string& what) {
      return holds ? std::string() : at + " " + what + " : " + value.dump();
    };
    if (word == "$ref")
      return broken(value, root_.at(Json::json_pointer(rule.get<std::string>().substr(1))), at);
    if (word == "type") {
      const auto types = rule.is_array() ? rule : Json::array({rule});
      return unless(
          std::any_of(types.begin(), types.end(), [&](const Json& one) { return has_type(value, one); }),
          "n'a pas le type prévu");
    }
    if (word == "const") return unless(value == rule, "n'est pas la valeur prévue");
    if (word == "enum")
      return unless(std::find(rule.begin(), rule.end(), value) != rule.end(), "n'est pas un des mots prévus");
    if (word == "anyOf")
      return unless(std::any_of(rule.begin(), rule.end(),
                                [&](const Json& one) { return broken(value, one, at).empty(); }),
                    "n'est d'aucune des formes prévues");
    if (word == "oneOf")
      return unless(std::count_if(rule.begin(), rule.end(),
                                  [&](const Json& one) { return broken(value, one, at).empty(); }) == 1,
                    "n'est pas d'une seule des formes prévues");
    if (value.is_number()) {
      if (word == "minimum") return unless(value >= rule, "est trop petit");
      if (word == "maximum") return unless(value <= rule, "est trop grand");
    }
    if (word == "if") {
      const char* const branch = broken(value, rule, at).empty() ? "then" : "else";
      return schema.contains(branch) ? broken(value, schema[branch], at) : std::string();
    }
    if (value.is_string()) {
      const auto& text = value.get_ref<const std::string&>();
      if (word == "minLength")
        return unless(filrouge::utf8_count(text) >= rule.get<std::size_t>(), "est trop court");
      if (word == "maxLength")
        return unless(filrouge::utf8_count(text) <= rule.get<std::size_t>(), "est trop long");
      if (word == "pattern")
        return unless(std::regex_search(text, std::regex(rule.get<std::string>())),
                      "n'a pas la forme prévue");
      if (word == "format" && rule == "date")
        return unless(filrouge::parse_iso_date(text).has_value(), "n'est pas une date");
      if (word == "format" && (rule == "uri" || rule == "uri-reference")) {
        const std::regex all(R"(([A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)");
        const bool absolute = std::regex_search(text, std::regex("^[A-Za-z][A-Za-z0-9+.-]*:"));
        return unless(std::regex_match(text, all) && (absolute || rule == "uri-reference"),
                      "n'est pas une adresse");
      }
    }
    if (value.is_array()) {
      if (word == "minItems") return unless(value.size() >= rule.get<std::size_t>(), "a trop peu d'éléments");
      if (word == "uniqueItems" && rule.get<bool>()) {
        for (std::size_t i = 0; i < value.size(); ++i)
          if (std::find(value.begin(), value.begin() + static_cast<std::ptrdiff_t>(i), value[i]) !=
              value.begin() + static_cast<std::ptrdiff_t>(i))
            return at + " a deux fois le même élément : " + value[i].dump();
      }
      if (word == "maxItems") return unless(value.size() <= rule.get<std::size_t>(), "a trop d'éléments");
      if (word == "items")
        for (const auto& item : value)
          if (auto said = broken(item, rule, at + "[]"); !said.empty()) return said;
    }
    if (value.is_object()) {
      const auto known = schema.value("properties", Json::object());
      if (word == "required")
        for (const auto& name : rule)
          if (!value.contains(name.get<std::string>())) return at + "/" + name.get<std::string>() + " manque";
      if (word == "properties" || word == "additionalProperties")
        for (const auto& [name, inside] : value.items()) {
          if (known.contains(name) != (word == "properties")) continue;
          const auto& asked = word == "properties" ? rule.at(name) : rule;
          if (auto said = broken(inside, asked, at + "/" + name); !said.empty()) return said;
        }
    }
    constexpr std::string_view of_one_kind[] = {"minLength",
                                                "maxLength",
                                                "pattern",
                                                "format",
                                                "minimum",
                                                "maximum",
                                                "minItems",
                                                "maxItems",
                                                "uniqueItems",
                                                "default",
                                                "definitions",
                                                "items",
                                                "required",
                                                "properties",
                                                "then",
                                                "else",
                                                "description",
                                                "title",
                                                "additionalProperties"};
    if (!word.starts_with('$') && std::ranges::find(of_one_kind, word) == std::end(of_one_kind))
      throw std::runtime_error("mot de schéma inconnu du test : " + word);
    return {};
  }

  Json root_;
};
