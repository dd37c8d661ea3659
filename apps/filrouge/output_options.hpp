#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <span>
#include <string>

#include "engine/files/output.hpp"

namespace filrouge {

/// Where a verb writes, and who may read it.
struct OutputOptions {
  std::string path;   ///< of `--sortie`; empty or « - » for standard output
  std::string group;  ///< of `--groupe`; empty for the owner alone
};

void add_output_options(CLI::App& verb, OutputOptions& options);
CLI::Option* add_group_option(CLI::App& verb, std::string& group);

/// Throws FileError, as Output does. `read` are the files the verb reads.
std::unique_ptr<Output> open_output(const OutputOptions& options, Tells tells,
                                    std::span<const std::string> read);

}  // namespace filrouge
