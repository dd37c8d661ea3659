#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "engine/reports/findings_json.hpp"
#include "engine/reports/html_dossier.hpp"
#include "engine/reports/ordered_texts.hpp"

namespace filrouge {

/// What a page says of itself when it is one of several. Links are ready to be written; empty: none.
struct HtmlPlace {
  std::string territoire;
  std::size_t number = 1;  ///< of those of its territoire
  std::string mark;        ///< an element by which its file is known
  std::string index, previous, next;
};

/// A territoire in HTML; of dossiers whose file says none, what is missing.
std::string territoire_shown(std::string_view territoire);

/// A paragraph of as many lines; nothing of none.
std::string html_lines(const std::vector<std::string>& lines);

/// What the pages of a model call things, for their script. One for all of them.
struct HtmlWords {
  explicit HtmlWords(const Model& model);
  std::string elements;
};

/// One self-contained page: no other file, no network. Sorted by urgency, filtered by rôle, territoire,
/// nature and words; each finding unfolds to its explanation and to a timeline of its dossier; readable on
/// paper and on a phone. Every text is escaped. Memory does not grow with what is added.
class HtmlPage {
 public:
  /// `words` must outlive it.
  explicit HtmlPage(const HtmlWords& words) : words_(words) {}

  /// In the run's order.
  void add(const HtmlDossier& dossier);
  /// `place`: none when it is the whole list.
  void write(std::ostream& out, const RunEnvelope& envelope, const HtmlPlace* place = nullptr);

 private:
  const HtmlWords& words_;
  OrderedTexts dossiers_, findings_;
};

}  // namespace filrouge
