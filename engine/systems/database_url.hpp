#pragma once

#include <string>

namespace filrouge {

/// Where the database of another system is, as the person at the keyboard told it.
struct DatabaseUrl {
  std::string connection;  ///< for libpq
  std::string shown;       ///< host, port and base alone: what messages and the account of imports may repeat
};

/// Reads postgresql://…, and refuses it when it holds a password, before anything is opened and without
/// saying it again: an address stays in the history of a shell and in the list of processes. Throws
/// FormatError.
DatabaseUrl read_database_url(const std::string& text);

}  // namespace filrouge
