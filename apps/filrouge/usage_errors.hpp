#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace filrouge {

/// What a bad command line is told: in French, with the option meant and an example of the verb.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace filrouge
