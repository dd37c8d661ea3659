#pragma once

#include <string>

namespace filrouge {

/// The account of the machine that runs the command: its name, or its number when it has none.
std::string unix_account();

}  // namespace filrouge
