#pragma once

#include <map>
#include <set>
#include <string>

#include "engine/core/model/model.hpp"

namespace filrouge::dsl {

/// What bears a name that another rule may write.
enum class Bears : std::uint8_t {
  module,
  event,
  attribute,
  label,
  role,
  parameter,
  definition,
  table,
  procedure,
  state,
  delai
};

/// By what name each thing of a model is known when two models are put side by side: its own, or, of a thing
/// renamed, the one it had before. Names are folded and qualified.
class Naming {
 public:
  explicit Naming(const Model& model) : model_(&model) {}

  /// What the model calls so is called `before` in the other.
  void rename(Bears what, const std::string& own, const std::string& before) {
    renamed_[{what, own}] = before;
  }
  /// No name is known of it: what it says is looked at, and nothing of how it is called.
  void mask(Bears what, const std::string& own) { masked_.insert({what, own}); }

  // The key by which `rename` and `mask` know a thing.
  std::string own(Bears what, std::uint32_t index) const;
  std::string own_state(std::uint16_t procedure, StateId state) const;
  std::string own_delai(std::uint16_t procedure, std::uint16_t delai) const;

  // The name it has on both sides.
  std::string of(Bears what, std::uint32_t index) const;
  std::string of_state(std::uint16_t procedure, StateId state) const;
  std::string of_delai(std::uint16_t procedure, std::uint16_t delai) const;

 private:
  std::string known(Bears what, const std::string& own, std::string unless_renamed) const;
  /// The module of what is qualified by it; none_id: its name is common to all.
  std::uint32_t module_of(Bears what, std::uint32_t index) const;

  const Model* model_;
  std::map<std::pair<Bears, std::string>, std::string> renamed_;
  std::set<std::pair<Bears, std::string>> masked_;
};

}  // namespace filrouge::dsl
