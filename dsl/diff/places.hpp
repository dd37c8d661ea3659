#pragma once

#include <map>
#include <string>
#include <vector>

#include "dsl/ast/ast.hpp"
#include "dsl/diff/sheet.hpp"
#include "dsl/source/source.hpp"

namespace filrouge::dsl {

struct DatedFile;

/// Where the texts write what the model keeps without its line: words of the vocabulary, roles, conventions,
/// values; and what scénarios say, line by line.
class Places {
 public:
  Places(const SourceSet& sources, const std::vector<DatedFile>& dated);

  /// A declaration of that kind and folded name, in that module.
  WrittenAt declared(NodeKind kind, const std::string& module, const std::string& name) const;
  /// A field of that event, the nth weight of it.
  WrittenAt in_event(const std::string& module, const std::string& event, const std::string& part) const;
  /// « fixer » in one of these modules; `simple`: the name of the paramètre, without its module.
  WrittenAt set_locally(const std::string& module, const std::string& simple,
                        const std::string& territoire) const;
  /// A value of a YAML file, by its first day (ISO; empty: since ever).
  WrittenAt dated(const std::string& simple, const std::string& day) const;

  struct ScenarioLines {
    std::vector<std::pair<std::string, std::string>> given, expected;  ///< key, as written
  };
  const ScenarioLines* scenario(const std::string& file, std::uint32_t line) const;

 private:
  void read(const SourceFile& file, const Tree& tree);
  void read_dated(const DatedFile& file);

  std::map<std::string, WrittenAt> at_;
  std::map<std::pair<std::string, std::uint32_t>, ScenarioLines> scenarios_;
};

}  // namespace filrouge::dsl
