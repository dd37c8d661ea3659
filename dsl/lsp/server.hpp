#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>

#include "engine/core/calendar/date.hpp"

namespace filrouge::lsp {

struct ServerOptions {
  std::optional<std::filesystem::path>
      rules;                   ///< the folder of the rules; else the client's, or its « rules »
  std::filesystem::path home;  ///< where a path that is not whole begins
  Date today;                  ///< of the example dates
  const char* version = "";
};

/// Serves one client on two streams until it leaves: 0 when it said so before, else 1.
int serve(std::istream& in, std::ostream& out, const ServerOptions& options);

}  // namespace filrouge::lsp
