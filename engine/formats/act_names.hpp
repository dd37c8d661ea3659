#pragma once

#include <cstdint>
#include <string>

#include "engine/core/dossier/record.hpp"

namespace filrouge {

/// A digest of all that an act says, its type and its day apart.
std::uint64_t content_hash(const RawEvent& event);

/// The name of an act that its file gives none: where it comes from, its type, its day, and a digest of all
/// it says. The next export names it the same, wherever it stands there.
std::string name_by_content(const RawEvent& event);

/// Names so every act of the dossier that is `unnamed`, and what cites it by its rank (« e2 »). Of acts that
/// say the very same, each is one (« -2 » ends the name of the second), and a remark says so.
void name_acts_by_content(Record& record);

}  // namespace filrouge
