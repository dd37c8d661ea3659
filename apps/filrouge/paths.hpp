#pragma once

#include <CLI/CLI.hpp>

namespace filrouge {

/// For every option that names a file or a folder: a blank one (an environment variable nobody set) would be
/// read as « here », « none » or a base that vanishes.
CLI::Validator written_path();

}  // namespace filrouge
