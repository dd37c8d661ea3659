#pragma once

#include <string>

namespace filrouge::banc {

/// The path of the base that is served, to be opened for writing: a base that left its place, moved or being
/// replaced, is not made anew there, empty. Throws StoreError.
const std::string& base_in_place(const std::string& path);

}  // namespace filrouge::banc
