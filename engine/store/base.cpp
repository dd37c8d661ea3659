#include "engine/store/base.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <chrono>
#include <thread>

#include "engine/store/base_schema.hpp"
#include "engine/store/schema.hpp"
#include "engine/store/sqlite_reason.hpp"

namespace filrouge {
namespace {

constexpr int busy_timeout_ms = 10'000;
constexpr int settle_timeout_ms = 1'000;  // who reads may read for minutes

SQLite::Database opened(BaseFile& file, const std::string& path) {
  try {
    // One thread per connection: without SQLite's own locks a scan is a sixth faster.
    return SQLite::Database(file.opened_as(), SQLite::OPEN_NOMUTEX | file.flags(), busy_timeout_ms);
  } catch (const SQLite::Exception& error) {
    file.forget();
    throw StoreError("la base « " + path + " » ne peut être ouverte : " + sqlite_reason(error));
  }
}

}  // namespace

int Base::current_version() {
  return static_cast<int>(store_schema::migrations.size());
}

Base::Base(const std::string& path, BaseAccess access, const Rights& rights)
    : path_(path), file_(path, access, rights), database_(opened(file_, path)) {
  try {
    version_ = version_there(access);
    if (access == BaseAccess::write) {
      if (version_ < current_version()) migrate(database_, path);
      version_ = current_version();
      begin_writing();
    } else {
      database_.exec("PRAGMA query_only = ON");
    }
    database_.exec("PRAGMA foreign_keys = ON");
  } catch (const SQLite::Exception& error) {
    file_.forget();
    throw StoreError("la base « " + path + " » ne répond pas : " + sqlite_reason(error));
  }
}

bool Base::keeps_journals() const {
  return version_ >= store_schema::with_journals;
}

bool Base::tells_identity() const {
  return version_ >= store_schema::with_identity;
}

bool Base::keeps_findings() const {
  return version_ >= store_schema::with_findings;
}

int Base::version_there(BaseAccess access) {
  // Another import may be making this base: its version and its tables are read of one state.
  SQLite::Transaction one_state(database_);
  const int version = checked_version(database_, path_, access);
  one_state.commit();
  return version;
}

void Base::begin_writing() {
  // Two who make one base together: SQLite does not wait by itself for the other to be done with this.
  constexpr std::chrono::milliseconds again{20};
  for (int left = busy_timeout_ms / static_cast<int>(again.count());; --left) {
    try {
      database_.exec("PRAGMA journal_mode = WAL");
      break;
    } catch (const SQLite::Exception& error) {
      if (error.getErrorCode() != SQLITE_BUSY || left == 0) throw;
      std::this_thread::sleep_for(again);
    }
  }
  database_.exec("PRAGMA synchronous = NORMAL");
  database_.exec("PRAGMA cache_size = -98304");
  // What is taken out of the base is no longer in the file.
  database_.exec("PRAGMA secure_delete = ON");
  database_.execAndGet("SELECT count(*) FROM sqlite_schema");  // makes the log, if it was not there
  file_.share_log();
}

bool Base::settle() {
  auto* database = database_.getHandle();
  sqlite3_busy_timeout(database, settle_timeout_ms);
  int in_log = 0, brought = 0;
  const int code =
      sqlite3_wal_checkpoint_v2(database, nullptr, SQLITE_CHECKPOINT_TRUNCATE, &in_log, &brought);
  sqlite3_busy_timeout(database, busy_timeout_ms);
  return code == SQLITE_OK || (code == SQLITE_BUSY && in_log >= 0 && in_log == brought);
}

void Base::check_still() const {
  if (file_.moved())
    throw StoreError("la base « " + path_ +
                     " » a été écrite pendant cette lecture : ne gardez rien de ce qui en est sorti, et "
                     "recommencez");
}

}  // namespace filrouge
