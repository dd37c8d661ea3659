#pragma once

#include <optional>
#include <string>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// What makes a dossier unusable whatever the rules: told to whoever sent it.
struct Incoherence {
  std::string where;   ///< "evenements/3/id"
  std::string reason;  ///< in French
};

/// The first of: two persons with one id, two contrary spans of one attribute, two events with one id, a
/// correction without target, corrections that correct one another in a circle. Nothing when the dossier
/// holds together.
std::optional<Incoherence> find_incoherence(const Record& record);

/// Of spans of one attribute that begin and are known the same day, do these two say another value, or
/// another end? Neither can then be believed (docs/engine-semantics.md). An end that only one says is no
/// contradiction.
bool contrary(const RawAttribute& one, const RawAttribute& other);
/// What is contrary in them, and how to mend it; `where` is the other one.
std::string contradiction(const RawAttribute& one, const RawAttribute& other, const std::string& where);

}  // namespace filrouge
