#pragma once

#include <memory>

#include "tests/bench/flat.hpp"

namespace filrouge::bench {

/// The same rules in SQL, on a table in memory, through SQLite's C interface.
class FlatSqlite {
 public:
  explicit FlatSqlite(const std::vector<FlatCase>& cases);
  ~FlatSqlite();
  FlatSqlite(const FlatSqlite&) = delete;
  FlatSqlite& operator=(const FlatSqlite&) = delete;
  FlatCounts counts();

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace filrouge::bench
