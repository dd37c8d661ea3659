#pragma once

#include <functional>
#include <iosfwd>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/files/output.hpp"

namespace filrouge {

/// The pages of a file that has several: they stand in a folder beside it, « liste-pages » of « liste.html »,
/// with its owner, its group and its rights. All appear or none does, and those of an earlier run go: a page
/// is known by its mark, and nothing else in the folder is touched. Throws FileError.
class PageFolder {
 public:
  /// What a page of this name holds in its first bytes, and no other file does.
  using Mark = std::function<std::string(const std::string& page)>;

  /// `index` must outlive it, and be a file. `rights` as asked for the index.
  PageFolder(Output& index, const Rights& rights, Mark mark);
  ~PageFolder();
  PageFolder(const PageFolder&) = delete;
  PageFolder& operator=(const PageFolder&) = delete;

  /// Without what stands before it.
  const std::string& name() const { return name_; }
  /// A page, which nobody sees yet. Refused where a file stands that is no page of these.
  void write(const std::string& page, const std::function<void(std::ostream&)>& fill);
  /// The pages take their names, then the index; those of earlier runs go. `meanwhile` stands in the place of
  /// an index that was there: what is left of a run that is killed just then does not pass for a list.
  /// What could not be taken away, as a person would name it: pages, or the folder when it cannot be opened.
  std::vector<std::string> keep(std::string_view meanwhile);

 private:
  std::string shown(const std::string& page) const;
  bool is_ours(const std::string& page) const;
  /// Why it is not open; empty when it is.
  std::string open_folder();
  void make_folder();
  void make_partial();
  void check_free(const std::string& page) const;
  std::vector<std::string> take_away_others();
  [[noreturn]] void refuse(const std::string& why) const;

  Output& index_;
  const Rights& rights_;
  Mark mark_;
  std::string name_, path_, partial_;
  int folder_ = -1;   ///< open when the folder is there
  int writing_ = -1;  ///< the folder within it where pages wait; held
  std::set<std::string> pages_;
  bool made_ = false, named_ = false;
};

}  // namespace filrouge
