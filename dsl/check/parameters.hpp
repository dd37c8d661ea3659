#pragma once

#include <yaml-cpp/node/node.h>

#include <map>
#include <string>
#include <vector>

#include "dsl/check/expressions.hpp"

namespace filrouge::dsl {

/// Reads parameters: written values, dated values of YAML files, values a département sets.
void read_parameters(Checking& checking, Expressions& expressions);

/// A YAML file of dated values, read once: thousands of parameters may stand in it, or name it in vain.
struct YamlValues {
  YAML::Node alone{YAML::NodeType::Undefined};  ///< the values of one parameter; else
  std::vector<std::string> names;               ///< those it names, folded, in their order
  std::map<std::string, YAML::Node> by_name;
  int fault_line = 0;
  std::string fault;  ///< why it cannot be read, at that line; empty: it can
};
/// By the name messages give them.
using YamlFiles = std::map<std::string, YamlValues>;
/// Values of one parameter in a YAML file (docs/langage.md, « Paramètres datés »). What is wrong is said at
/// `at`.
std::vector<DatedValue> read_dated_values(Checking& checking, YamlFiles& files, View at,
                                          const DatedFile& file, const std::string& parameter,
                                          ValueType type);

/// Each day the module is in force must have a value.
void check_periods(Checking& checking, View at, const std::string& name,
                   const std::vector<DatedValue>& values, std::uint32_t module);

/// The value of an expression that must be written out; nothing (said) when it is computed.
std::optional<Value> written_value(Checking& checking, Expressions& expressions, View node,
                                   std::uint32_t module, ValueType type);

/// What « fixer … à … » says in that module: the value, where and from when it holds, on what it rests.
DatedValue said_locally(const Checking& checking, View node, std::uint32_t module, const Value& value);
/// « territoire » where no département is named: refused (true, and says so).
bool names_a_territoire_of_nowhere(Checking& checking, View node, std::uint32_t module);
/// Are the two for the same dossiers? For some same day?
bool same_place(const DatedValue& a, const DatedValue& b);
bool held_together(const DatedValue& a, const DatedValue& b);

/// « fixer »: values a local module gives, once every parameter is read.
void read_local_values(Checking& checking, Expressions& expressions);

}  // namespace filrouge::dsl
