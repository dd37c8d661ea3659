#include "apps/filrouge/output.hpp"

#include <filesystem>
#include <iostream>

#include "engine/formats/ndjson.hpp"

namespace filrouge {

Output::Output(const std::string& path) : path_(path) {
  if (path_.empty()) return;
  file_.open(path_ + ".partiel", std::ios::binary);
  if (!file_) throw FormatError("« " + path_ + " » ne peut pas être écrit");
}

Output::~Output() {
  std::error_code ignored;
  if (!path_.empty() && !kept_) std::filesystem::remove(path_ + ".partiel", ignored);
}

std::ostream& Output::stream() {
  return path_.empty() ? std::cout : file_;
}

void Output::keep() {
  stream().flush();
  if (!stream())
    throw FormatError("« " + (path_.empty() ? std::string("la sortie standard") : path_) +
                      " » n'a pas pu être écrit en entier");
  if (path_.empty()) return;
  file_.close();
  std::filesystem::rename(path_ + ".partiel", path_);
  kept_ = true;
}

}  // namespace filrouge
