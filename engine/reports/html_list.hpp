#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reports/html_dossier.hpp"
#include "engine/reports/html_index.hpp"
#include "engine/reports/html_page.hpp"
#include "engine/reports/ordered_texts.hpp"

namespace filrouge {

/// The work list for a browser: one page, or, when that would list more than a page may, an index and pages
/// by territoire. A dossier stands on one page alone, with all its lines; of a territoire of several pages,
/// the first holds the dossiers whose most urgent line is the most urgent. Memory does not grow with it, but
/// by what a territoire's name and counts take.
class HtmlList {
 public:
  /// `most_lines`: that a page may list; none: a single page, however long.
  HtmlList(const Model& model, std::optional<std::uint64_t> most_lines)
      : words_(model), most_lines_(most_lines), page_(words_) {}

  HtmlList(const HtmlList&) = delete;
  HtmlList& operator=(const HtmlList&) = delete;

  /// In the run's order.
  void add(const HtmlDossier& dossier);

  /// What it lists, a group of lines once.
  std::uint64_t lines() const { return lines_; }
  bool has_pages() const { return most_lines_ && lines_ > *most_lines_; }

  /// Of a list of one page.
  void write(std::ostream& out, const RunEnvelope& envelope);

  /// Where the pages of a list that has several are written.
  struct Pages {
    std::string index, folder;  ///< names of the index, and of the folder beside it where the pages stand
    std::function<void(const std::string& name, const std::function<void(std::ostream&)>& fill)> write;
  };
  /// How many pages were written, the index apart, which is written last, to `index`.
  std::size_t write_pages(std::ostream& index, const RunEnvelope& envelope, const Pages& pages);

 private:
  class Writing;

  std::size_t count(const HtmlDossier& dossier);
  void add_by_territoire(const HtmlDossier& dossier, std::string_view packed);

  HtmlWords words_;
  std::optional<std::uint64_t> most_lines_;
  HtmlPage page_;
  OrderedTexts in_order_;       ///< of a list that may have several pages, while one is enough
  OrderedTexts by_territoire_;  ///< once it needs several
  std::map<std::string, std::size_t, std::less<>> territoires_;
  std::vector<TerritoireTally> tallies_;
  std::uint64_t lines_ = 0;
  std::string packed_;
  HtmlDossier unpacked_;
};

/// The element by which a file is known as this page of this list.
std::string html_page_mark(const std::string& index, const std::string& page);

}  // namespace filrouge
