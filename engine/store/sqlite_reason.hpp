#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

namespace filrouge {

/// Why SQLite refused, and what to do of it, in words that follow « … : ». `extended` is its extended result
/// code; `words` are its own, for what nobody foresaw.
std::string sqlite_reason(int extended, const char* words);
std::string sqlite_reason(const SQLite::Exception& error);

}  // namespace filrouge
