#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "engine/core/calendar/date.hpp"

/// The part of JSON Schema that the published schemas of what filrouge writes use.
class PublishedSchema {
 public:
  explicit PublishedSchema(const std::filesystem::path& path) {
    std::ifstream file(path);
    root_ = Json::parse(file);
  }
  /// What does not hold, by its path; empty when all does.
  std::string broken(const nlohmann::json& value) const { return broken(value, root_, ""); }

 private:
  using Json = nlohmann::json;

  static bool has_type(const Json& value, const std::string& type) {
    return (type == "string" && value.is_string()) || (type == "null" && value.is_null()) ||
           (type == "object" && value.is_object()) || (type == "array" && value.is_array()) ||
           (type == "integer" && value.is_number_integer()) || (type == "number" && value.is_number()) ||
           (type == "boolean" && value.is_boolean());
  }

  std::string broken(const Json& value, const Json& schema, const std::string& at) const {
    if (const auto to = schema.find("$ref"); to != schema.end())
      return broken(value, root_.at(Json::json_pointer(to->get<std::string>().substr(1))), at);
    if (const auto type = schema.find("type"); type != schema.end()) {
      const auto types = type->is_array() ? *type : Json::array({*type});
      bool one = false;
      for (const auto& name : types) one = one || has_type(value, name.get<std::string>());
      if (!one) return at + " n'a pas le type prévu : " + value.dump();
    }
    if (const auto words = schema.find("enum");
        words != schema.end() && std::find(words->begin(), words->end(), value) == words->end())
      return at + " n'est pas un des mots prévus : " + value.dump();
    if (schema.value("format", "") == "date" && value.is_string() &&
        !filrouge::parse_iso_date(value.get<std::string>()))
      return at + " n'est pas une date : " + value.dump();
    if (value.is_object()) {
      for (const auto& name : schema.at("required"))
        if (!value.contains(name.get<std::string>())) return at + "/" + name.get<std::string>() + " manque";
      for (const auto& [name, inside] : value.items()) {
        if (!schema.at("properties").contains(name)) return at + "/" + name + " n'est pas prévu";
        if (auto said = broken(inside, schema.at("properties").at(name), at + "/" + name); !said.empty())
          return said;
      }
    }
    if (value.is_array())
      for (const auto& item : value)
        if (auto said = broken(item, schema.at("items"), at + "[]"); !said.empty()) return said;
    return {};
  }

  Json root_;
};
