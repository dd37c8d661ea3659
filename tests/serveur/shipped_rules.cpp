#include "tests/serveur/shipped_rules.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <vector>

#include "engine/session/loaded_rules.hpp"

namespace filrouge::livrees {

const Program& shipped() {
  static const std::vector<std::filesystem::path> paths = {std::filesystem::path(FILROUGE_SOURCE_DIR) /
                                                           "rules"};
  static const LoadedRules rules(paths, dsl::Extent::to_run);
  if (!rules.program) FAIL(rules.errors);
  return *rules.program;
}

Date day(std::string_view iso) {
  const auto date = parse_iso_date(iso);
  if (!date) FAIL("not a day: " << iso);
  return *date;
}

}  // namespace filrouge::livrees
