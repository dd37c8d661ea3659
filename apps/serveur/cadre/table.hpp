#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/cadre/html.hpp"

namespace filrouge::cadre {

/// A table in its frame: it has a caption, and at a narrow width each cell stands under its title.
class Table {
 public:
  /// `id`: of the caption, one in the page. The first column names the row.
  Table(Html& html, std::string_view id, std::string_view caption, std::vector<std::string> titles);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  /// Begins a row, named so.
  Table& row(const Html& name);
  Table& row(std::string_view name);
  /// The next cell of the row. `classes`: « chiffre » of a number.
  Table& cell(const Html& inside, std::string_view classes = {});
  Table& cell(std::string_view text, std::string_view classes = {});
  Table& number(std::uint64_t count) { return cell(std::to_string(count), "chiffre"); }
  /// Once, after the last row.
  void end();

 private:
  void end_row();

  Html& html_;
  std::vector<std::string> titles_;
  std::size_t column_ = 0;  ///< of the next cell; 0: no row is open
};

}  // namespace filrouge::cadre
