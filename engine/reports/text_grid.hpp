#pragma once

#include <string>
#include <vector>

namespace filrouge {

/// Rows of cells, the first to the left, the others to the right under their headings.
class TextGrid {
 public:
  /// Cells from this column on are to the left too.
  explicit TextGrid(std::size_t left_from = std::string::npos) : left_from_(left_from) {}

  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string text() const;

 private:
  std::size_t left_from_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace filrouge
