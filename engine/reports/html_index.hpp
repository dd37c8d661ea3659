#pragma once

#include <array>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/reports/findings_json.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge {

/// What the dossiers of a territoire come to, as their pages list it.
struct TerritoireTally {
  std::string territoire;  ///< empty: their file says none
  std::uint64_t dossiers = 0, given_up = 0;
  std::array<std::uint64_t, settled_begins> listed{};  ///< [rank] a group of lines once
  std::vector<std::string> pages;                      ///< links to its pages; none: nothing to list
};

/// The page that leads to those of each territoire. No script.
void write_html_index(std::ostream& out, const RunEnvelope& envelope,
                      std::vector<TerritoireTally> territoires);

/// What stands in its place while the pages are being replaced.
std::string html_meanwhile();

}  // namespace filrouge
