#pragma once

#include <string>
#include <string_view>

namespace filrouge::cadre {

/// The page of what is not answered: its title, what the person can do, the number to quote if there is one.
std::string fault_document(std::string_view title, std::string_view text, std::string_view number);

}  // namespace filrouge::cadre
