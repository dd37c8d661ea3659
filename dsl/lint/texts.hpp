#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dsl/check/view.hpp"
#include "dsl/lint/remarks.hpp"

namespace filrouge::dsl {

using NameSet = std::set<std::string, std::less<>>;

/// A module as its files write it.
struct ModuleText {
  View heading;
  std::vector<View> declarations;
  NameSet words;  ///< every name it writes but those it declares, part by part: « rsa », « cer », « signe »
  NameSet declared;  ///< what it declares, simple names
};

/// What a rule set names, told by what names are for. A name is counted wherever it might be meant: what is
/// said to be unused is so of anything of that name.
struct Texts {
  std::vector<ModuleText> modules;
  NameSet events, fields, roles, others;  ///< of rules; `others`: names that stand alone, of whatever kind
  NameSet told;                           ///< of scénarios and of the index, of whatever kind
  NameSet ends;                           ///< délais whose end is read

  explicit Texts(const std::vector<Tree>& trees);
  bool mentions(const NameSet& kind, std::string_view name) const {
    return kind.contains(name) || others.contains(name) || told.contains(name);
  }
};

/// The last part of a qualified name.
std::string_view simple(std::string_view name);
/// The name that a node declares, as its file writes it.
std::string written(const SourceSet& sources, View node);
/// Is it of words alone: what dossiers may say, which other systems write, whoever reads it?
bool is_vocabulary(const ModuleText& module);

void remark_unused(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics);
void remark_imports(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics);
void remark_delais(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics);
void remark_lengths(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics);
void remark_values(const Reviewed& rules, Diagnostics& diagnostics);
void remark_scenarios(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics);
void remark_unread(const Reviewed& rules, Diagnostics& diagnostics);
void remark_labels(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics);
void remark_worlds(const Reviewed& rules, const Texts& texts, Diagnostics& diagnostics);

}  // namespace filrouge::dsl
