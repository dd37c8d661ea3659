#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace filrouge::cadre {

/// The name of an element or of an attribute: written in the program, never read from elsewhere.
class Word {
 public:
  consteval Word(const char* text) : text_(text) {
    if (text_.empty()) throw "an empty name";
    for (const char c : text_)
      if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-')
        throw "not the name of an element or of an attribute";
    // The pages are sent with a policy that would not let them act.
    if (text_ == "style" || text_.substr(0, 2) == "on") throw "neither style nor script stands in a page";
  }
  constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// An attribute; its value is escaped when written. Of `href`, `src`, `action` and `formaction`, only an
/// address of ours or of https is taken: any other throws std::logic_error.
struct Attribute {
  Word name;
  std::string_view value;
};
/// `{{"class", "qui"}}`, or a list made as one goes.
class Attributes : public std::span<const Attribute> {
 public:
  Attributes() = default;
  Attributes(std::initializer_list<Attribute> list) : span(list.begin(), list.size()) {}
  Attributes(const std::vector<Attribute>& list) : span(list) {}
};

/// HTML being written. All it is given to say is escaped, and what is not seen is shown as what it is; what
/// is opened is closed in order.
class Html {
 public:
  /// « <p class="qui"> », until close().
  Html& open(Word name, Attributes attributes = {});
  /// The last one opened. Throws std::logic_error when none is.
  Html& close();
  Html& text(std::string_view text);
  /// An element and all it says.
  Html& element(Word name, std::string_view text) { return element(name, {}, text); }
  Html& element(Word name, Attributes attributes, std::string_view text) {
    return open(name, attributes).text(text).close();
  }
  /// One that HTML never closes: input, br, img… Throws std::logic_error of any other; in a drawing, all are
  /// closed.
  Html& lone(Word name, Attributes attributes = {});
  Html& link(std::string_view address, std::string_view text) {
    return element("a", {{"href", address}}, text);
  }
  Html& add(const Html& more);
  /// A drawing that a room of ours made, an <svg> element, added as it is: who made it has escaped its texts.
  /// Throws std::logic_error of anything else, and of one that would act: script, style, link.
  Html& drawing(std::string_view svg);

  /// What is written. Throws std::logic_error when something is still open.
  const std::string& str() const;

 private:
  void begin(Word name, Attributes attributes);
  std::string text_;
  std::vector<std::string_view> open_;
};

}  // namespace filrouge::cadre
