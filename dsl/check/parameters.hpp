#pragma once

#include <yaml-cpp/node/node.h>

#include <map>

#include "dsl/check/expressions.hpp"

namespace filrouge::dsl {

/// Reads parameters: written values, dated values of YAML files, values a département sets.
void read_parameters(Checking& checking, Expressions& expressions);

/// YAML files by the name messages give them: many parameters may stand in one.
using YamlRoots = std::map<std::string, YAML::Node>;
/// Values of one parameter in a YAML file (docs/langage.md, « Paramètres datés »). What is wrong is said at
/// `at`.
std::vector<DatedValue> read_dated_values(Checking& checking, YamlRoots& roots, View at,
                                          const DatedFile& file, const std::string& parameter,
                                          ValueType type);

/// Each day the module is in force must have a value.
void check_periods(Checking& checking, View at, const std::string& name,
                   const std::vector<DatedValue>& values, std::uint32_t module);

/// « fixer »: values a local module gives, once every parameter is read.
void read_local_values(Checking& checking, Expressions& expressions);

}  // namespace filrouge::dsl
