#pragma once

#include <SQLiteCpp/Statement.h>

#include <cstdint>
#include <string>

#include "engine/core/calendar/date.hpp"

namespace filrouge {

/// Binds the parameters of a statement one after the other: empty texts and unknown days are NULL.
class Binding {
 public:
  explicit Binding(SQLite::Statement& statement) : statement_(statement) {
    statement_.reset();
    statement_.clearBindings();
  }
  /// The text must live until the statement has run.
  Binding& text(const std::string& value) {
    ++index_;
    if (!value.empty()) statement_.bindNoCopy(index_, value);
    return *this;
  }
  /// Of what is never NULL: where nothing is said, an empty text. It must live as long too.
  Binding& place(const std::string& value) {
    statement_.bindNoCopy(++index_, value);
    return *this;
  }
  /// For a text made on the spot.
  Binding& copy(const std::string& value) {
    ++index_;
    if (!value.empty()) statement_.bind(index_, value);
    return *this;
  }
  Binding& day(Date value) {
    ++index_;
    if (value.known()) statement_.bind(index_, value.days);
    return *this;
  }
  Binding& number(std::uint64_t value) {
    statement_.bind(++index_, static_cast<std::int64_t>(value));
    return *this;
  }
  void run() { statement_.exec(); }

 private:
  SQLite::Statement& statement_;
  int index_ = 0;
};

}  // namespace filrouge
