#pragma once

#include <string>
#include <vector>

namespace filrouge {

/// Rows of cells, the first to the left, the others to the right under their headings.
class TextGrid {
 public:
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string text() const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace filrouge
