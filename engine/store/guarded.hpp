#pragma once

#include <SQLiteCpp/Exception.h>

#include <string>

#include "engine/store/base.hpp"
#include "engine/store/sqlite_reason.hpp"

namespace filrouge {

/// Does the work; what SQLite refuses of it is told as a StoreError, after `what` could not be done.
template <typename Work>
auto guarded(const char* what, Work work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw StoreError(std::string(what) + " : " + sqlite_reason(error));
  }
}

}  // namespace filrouge
