#include "dsl/diff/naming.hpp"

namespace filrouge::dsl {
namespace {

/// Words of a département are its own: two may give one name.
std::string with_its_place(std::string name, const std::string& departement) {
  return departement.empty() ? name : name + "@" + departement;
}

}  // namespace

std::string Naming::own(Bears what, std::uint32_t index) const {
  const auto text = [&](Symbol name) { return std::string(model_->text(name)); };
  const auto& vocabulary = model_->vocabulary;
  switch (what) {
    case Bears::module:
      return model_->modules[index].name;
    case Bears::event:
      return with_its_place(text(vocabulary.events[index].name), vocabulary.events[index].departement);
    case Bears::attribute:
      return with_its_place(text(vocabulary.attributes[index].name),
                            vocabulary.attributes[index].departement);
    case Bears::label:
      return with_its_place(text(vocabulary.labels[index].name), vocabulary.labels[index].departement);
    case Bears::role:
      return with_its_place(text(model_->roles[index].name),
                            model_->modules[model_->roles[index].module].departement);
    case Bears::parameter:
      return text(model_->parameters[index].name);
    case Bears::definition:
      return text(model_->definitions[index].name);
    case Bears::table:
      return text(model_->tables[index].name);
    case Bears::procedure:
      return text(model_->procedures[index].name);
    case Bears::state:
    case Bears::delai:
      break;
  }
  return {};
}

std::string Naming::own_state(std::uint16_t procedure, StateId state) const {
  const auto& it = model_->procedures[procedure];
  return own(Bears::procedure, procedure) + "/" + std::string(model_->text(it.states[state].name));
}

std::string Naming::own_delai(std::uint16_t procedure, std::uint16_t delai) const {
  const auto& it = model_->procedures[procedure];
  const auto& one = it.delais[delai];
  return (one.state == no_id ? own(Bears::procedure, procedure) + "/" : own_state(procedure, one.state)) +
         "/" + std::string(model_->text(one.name));
}

std::string Naming::known(Bears what, const std::string& own, std::string unless_renamed) const {
  const auto key = std::pair(what, own);
  if (masked_.contains(key)) return "?";
  const auto found = renamed_.find(key);
  return found == renamed_.end() ? std::move(unless_renamed) : found->second;
}

std::uint32_t Naming::module_of(Bears what, std::uint32_t index) const {
  switch (what) {
    case Bears::parameter:
      return model_->rules[model_->parameters[index].rule].module;
    case Bears::definition:
      return model_->rules[model_->definitions[index].rule].module;
    case Bears::table:
      return model_->rules[model_->tables[index].rule].module;
    case Bears::procedure:
      return model_->procedures[index].module;
    default:
      return none_id;
  }
}

std::string Naming::of(Bears what, std::uint32_t index) const {
  auto name = own(what, index);
  auto unless_renamed = name;
  if (const auto module = module_of(what, index); module != none_id)
    unless_renamed =
        of(Bears::module, module) + name.substr(std::min(model_->modules[module].name.size(), name.size()));
  return known(what, name, std::move(unless_renamed));
}

std::string Naming::of_state(std::uint16_t procedure, StateId state) const {
  return known(Bears::state, own_state(procedure, state),
               std::string(model_->text(model_->procedures[procedure].states[state].name)));
}

std::string Naming::of_delai(std::uint16_t procedure, std::uint16_t delai) const {
  const auto& it = model_->procedures[procedure].delais[delai];
  return (it.state == no_id ? std::string() : of_state(procedure, it.state)) + "/" +
         known(Bears::delai, own_delai(procedure, delai), std::string(model_->text(it.name)));
}

}  // namespace filrouge::dsl
