#pragma once

#include <cstddef>
#include <functional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "engine/formats/workbook_package.hpp"

/// The XML of workbooks, read tag by tag so that a sheet is never held whole. Namespaces are known by the
/// names they qualify: `x:row` and `row` are one.
namespace filrouge {

std::string_view local_name(std::string_view qualified);
pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name);
std::string_view attribute_of(const pugi::xml_node& node, std::string_view name);

/// A small part of a workbook, whole. Throws FormatError when it is not well formed, or declares types of its
/// own (<!DOCTYPE).
pugi::xml_document parsed_part(const WorkbookPackage& package, const std::string& part);

/// Walks the tags of a UTF-8 XML text. Comments, instructions and the text between tags are passed over.
/// Throws FormatError when the text is cut, badly nested, not UTF-8, or declares types (<!DOCTYPE).
class XmlScanner {
 public:
  /// The next bytes of the text; 0 at its end.
  using Read = std::function<std::size_t(char*, std::size_t)>;
  /// What to do of what cannot be read: throws.
  using Refuse = std::function<void(const std::string& why)>;

  XmlScanner(Read read, Refuse refuse, std::size_t longest_element);

  enum class Tag { open, close, alone, end };
  /// The next tag; `alone` is <c/>.
  Tag next();
  /// The local name of the tag just met.
  std::string_view name() const { return name_; }
  /// How many elements the tag just met stands in.
  std::size_t depth() const { return open_.size() - (tag_ == Tag::open ? 1 : 0); }
  /// The tag just met, open or alone, with its attributes and nothing inside.
  pugi::xml_node tag();
  /// The element that the tag just met opens, whole; the next tag is the one after it. It lasts until the
  /// next call.
  pugi::xml_node element();

 private:
  bool fill();
  std::size_t find(std::string_view text, std::size_t from);
  std::size_t find_tag_end(std::size_t from);
  Tag step();
  pugi::xml_node parsed(std::string_view text);
  [[noreturn]] void fail(const std::string& why) const;

  Read read_;
  Refuse refuse_;
  std::size_t longest_;
  std::string buffer_;
  std::size_t at_ = 0;                         ///< just after the tag last met
  std::size_t tag_at_ = 0;                     ///< where it begins
  std::size_t kept_from_ = std::string::npos;  ///< where the element being gathered begins
  bool exhausted_ = false;
  bool began_ = false;
  Tag tag_ = Tag::end;
  std::string name_;
  std::vector<std::string> open_;  ///< qualified names
  pugi::xml_document document_;
};

}  // namespace filrouge
