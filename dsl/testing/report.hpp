#pragma once

#include <string>

#include "dsl/testing/run.hpp"

namespace filrouge::dsl {

/// For a terminal: each scénario that fails, line by line, with what was found instead; then the counts.
/// `coverage` adds what no scénario goes through.
std::string test_text(const TestRun& run, bool coverage);
/// JUnit XML, for build servers.
std::string test_junit(const TestRun& run);
std::string test_json(const TestRun& run);

}  // namespace filrouge::dsl
