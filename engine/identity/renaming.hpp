#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/identity/persons.hpp"

namespace filrouge {

/// Gives the persons of `record` and those its acts speak of the names that were settled; takes out those
/// refused, with their acts. Gives how many acts went.
std::size_t rename_persons(Record& record, const std::vector<PersonCall>& calls);

/// Gives acts other identifiers, and to those of `record` that cite or correct them.
void rename_acts(Record& record, const std::map<std::string, std::string>& names);

}  // namespace filrouge
