#include "engine/identity/renaming.hpp"

#include <algorithm>

namespace filrouge {

std::size_t rename_persons(Record& record, const std::vector<PersonCall>& calls) {
  const auto called = [&](const std::string& told) -> const PersonCall* {
    const auto found = std::ranges::find(calls, told, &PersonCall::told);
    return found == calls.end() ? nullptr : &*found;
  };
  const auto is_refused = [&](const std::string& told) {
    const auto* call = called(told);
    return call && call->kind == PersonCall::Kind::refused;
  };
  std::erase_if(record.persons, [&](const RawPerson& person) { return is_refused(person.id); });
  const auto gone =
      std::erase_if(record.events, [&](const RawEvent& event) { return is_refused(event.person); });
  for (auto& person : record.persons)
    if (const auto* call = called(person.id)) person.id = call->called;
  for (auto& event : record.events)
    if (const auto* call = called(event.person)) event.person = call->called;
  return gone;
}

void rename_acts(Record& record, const std::map<std::string, std::string>& names) {
  if (names.empty()) return;
  const auto rename = [&](std::string& id) {
    if (const auto found = names.find(id); found != names.end()) id = found->second;
  };
  for (auto& event : record.events) {
    rename(event.id);
    rename(event.target);
    for (auto& reference : event.references) rename(reference.value.text);
  }
}

}  // namespace filrouge
