#include "tests/bench/flat_sqlite.hpp"

#include <sqlite3.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace filrouge::bench {

struct FlatSqlite::Handles {
  sqlite3* base = nullptr;
  sqlite3_stmt* question = nullptr;

  ~Handles() {
    sqlite3_finalize(question);
    sqlite3_close(base);
  }
  sqlite3_stmt* prepared(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(base, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(base));
    return statement;
  }
  void say(const std::string& sql) {
    if (sqlite3_exec(base, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
      throw std::runtime_error(sqlite3_errmsg(base));
  }
};

FlatSqlite::FlatSqlite(const std::vector<FlatCase>& cases) : handles_(std::make_unique<Handles>()) {
  sqlite3_open(":memory:", &handles_->base);
  std::string table = "CREATE TABLE plat(", values = "INSERT INTO plat VALUES(";
  for (const auto* column : flat_columns) {
    table += std::string(column) + " INTEGER,";
    values += "?,";
  }
  table.back() = values.back() = ')';
  handles_->say(table + "; BEGIN");
  auto* insert = handles_->prepared(values);
  for (const auto& c : cases) {
    sqlite3_reset(insert);
    int column = 0;
    for (const auto value : flat_row(c)) {
      ++column;
      if (value == FlatCase::none)
        sqlite3_bind_null(insert, column);
      else
        sqlite3_bind_int(insert, column, value);
    }
    sqlite3_step(insert);
  }
  sqlite3_finalize(insert);
  handles_->say("COMMIT");
  std::ifstream file(std::string(FILROUGE_SOURCE_DIR) + "/tests/bench/flat.sql");
  handles_->question = handles_->prepared({std::istreambuf_iterator<char>(file), {}});
}
FlatSqlite::~FlatSqlite() = default;

FlatCounts FlatSqlite::counts() {
  FlatCounts counts{};
  sqlite3_reset(handles_->question);
  if (sqlite3_step(handles_->question) != SQLITE_ROW)
    throw std::runtime_error(sqlite3_errmsg(handles_->base));
  for (std::size_t r = 0; r < counts.size(); ++r)
    counts[r] = static_cast<std::uint64_t>(sqlite3_column_int64(handles_->question, static_cast<int>(r)));
  return counts;
}

}  // namespace filrouge::bench
