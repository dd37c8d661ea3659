#include "engine/formats/workbook_xml.hpp"

#include <algorithm>
#include <stdexcept>

#include "engine/core/text/characters.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge {
namespace {

constexpr std::size_t chunk_bytes = std::size_t{1} << 16;
constexpr std::size_t deepest = 256;
constexpr auto nowhere = std::string::npos;
constexpr const char* declares_types =
    " déclare ses propres types (<!DOCTYPE) ; aucun tableur ne l'écrit, elle n'est pas lue";

}  // namespace

std::string_view local_name(std::string_view qualified) {
  const auto colon = qualified.rfind(':');
  return colon == std::string_view::npos ? qualified : qualified.substr(colon + 1);
}

pugi::xml_node child_of(const pugi::xml_node& node, std::string_view name) {
  for (const auto& child : node.children())
    if (local_name(child.name()) == name) return child;
  return {};
}

std::string_view attribute_of(const pugi::xml_node& node, std::string_view name) {
  for (const auto& attribute : node.attributes())
    if (local_name(attribute.name()) == name) return attribute.value();
  return {};
}

pugi::xml_document parsed_part(const WorkbookPackage& package, const std::string& part) {
  pugi::xml_document document;
  const auto text = package.whole(part);
  if (text.find("<!DOCTYPE") != std::string::npos)
    package.refuse(std::string("une de ses parties") + declares_types);
  if (!document.load_buffer(text.data(), text.size()))
    package.refuse("une de ses parties n'est pas du XML bien formé ; le classeur est abîmé");
  return document;
}

XmlScanner::XmlScanner(Read read, Refuse refuse, std::size_t longest_element)
    : read_(std::move(read)), refuse_(std::move(refuse)), longest_(longest_element) {}

void XmlScanner::fail(const std::string& why) const {
  refuse_(why);
  throw std::logic_error("a refusal throws");
}

bool XmlScanner::fill() {
  if (exhausted_) return false;
  const auto passed = std::min({kept_from_, tag_at_, buffer_.size()});
  buffer_.erase(0, passed);
  at_ -= std::min(at_, passed);
  tag_at_ -= passed;
  if (kept_from_ != nowhere) kept_from_ -= passed;
  if (buffer_.size() > longest_)
    fail("une ligne ou une balise y dépasse " + std::to_string(longest_ >> 20) + " Mio");
  const auto held = buffer_.size();
  buffer_.resize(held + chunk_bytes);
  const auto count = read_(buffer_.data() + held, chunk_bytes);
  buffer_.resize(held + count);
  exhausted_ = count == 0;
  return !exhausted_;
}

/// Where the text stands, counted from tag_at_ since a refill moves the buffer; nowhere when it does not.
std::size_t XmlScanner::find(std::string_view text, std::size_t from) {
  while (true) {
    const auto found = buffer_.find(text, tag_at_ + from);
    if (found != nowhere) return found - tag_at_;
    const auto unread = buffer_.size() - tag_at_;
    from = std::max(from, unread - std::min(unread, text.size() - 1));
    if (!fill()) return nowhere;
  }
}

std::size_t XmlScanner::find_tag_end(std::size_t from) {
  char quote = '\0';
  for (auto i = from;; ++i) {
    if (tag_at_ + i >= buffer_.size() && !fill()) return nowhere;
    const char c = buffer_[tag_at_ + i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      return i;
    } else if (c == '<') {
      return nowhere;
    }
  }
}

XmlScanner::Tag XmlScanner::step() {
  constexpr const char* cut = "elle s'arrête avant sa fin, ou ses balises sont mal formées";
  if (!began_) {
    began_ = true;
    fill();
    if (buffer_.starts_with("\xFE\xFF") || buffer_.starts_with("\xFF\xFE") ||
        std::string_view(buffer_).substr(0, 64).find('\0') != std::string_view::npos)
      fail("elle n'est pas en UTF-8");
    if (buffer_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
  }
  while (true) {
    // Between tags nothing is kept, save for an element that is being gathered.
    auto start = buffer_.find('<', at_);
    while (start == nowhere) {
      at_ = tag_at_ = buffer_.size();
      if (!fill()) {
        if (!open_.empty()) fail(cut);
        return Tag::end;
      }
      start = buffer_.find('<', at_);
    }
    tag_at_ = start;
    while (buffer_.size() - tag_at_ < 9 && fill()) {
    }
    const auto rest = std::string_view(buffer_).substr(tag_at_);
    const auto pass = [&](std::string_view closing, std::size_t opening) {
      const auto stop = find(closing, opening);
      if (stop == nowhere) fail(cut);
      at_ = tag_at_ + stop + closing.size();
    };
    if (rest.starts_with("<!--")) {
      pass("-->", 4);
    } else if (rest.starts_with("<![CDATA[")) {
      if (open_.empty()) fail(cut);
      pass("]]>", 9);
    } else if (rest.starts_with("<?")) {
      pass("?>", 2);
      auto told = buffer_.substr(tag_at_, at_ - tag_at_);
      std::transform(told.begin(), told.end(), told.begin(),
                     [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
      if (told.starts_with("<?xml ") && told.find("encoding") != nowhere && told.find("utf-8") == nowhere &&
          told.find("us-ascii") == nowhere)
        fail("elle n'est pas en UTF-8");
    } else if (rest.starts_with("<!")) {
      fail(std::string("elle") + declares_types);
    } else {
      break;
    }
  }
  const auto stop = find_tag_end(1);
  if (stop == nowhere) fail(cut);
  at_ = tag_at_ + stop + 1;
  auto inside = std::string_view(buffer_).substr(tag_at_ + 1, stop - 1);
  const bool closes = inside.starts_with('/');
  if (closes) inside.remove_prefix(1);
  const bool alone = !closes && inside.ends_with('/');
  if (alone) inside.remove_suffix(1);
  const auto length =
      static_cast<std::size_t>(std::find_if(inside.begin(), inside.end(), is_ascii_blank) - inside.begin());
  const auto qualified = inside.substr(0, length);
  if (qualified.empty()) fail(cut);
  name_ = local_name(qualified);
  if (closes) {
    if (open_.empty() || open_.back() != qualified) fail(cut);
    open_.pop_back();
    return Tag::close;
  }
  if (alone) return Tag::alone;
  if (open_.size() >= deepest) fail("ses balises s'emboîtent trop");
  open_.emplace_back(qualified);
  return Tag::open;
}

XmlScanner::Tag XmlScanner::next() {
  return tag_ = step();
}

pugi::xml_node XmlScanner::parsed(std::string_view text) {
  constexpr auto options = pugi::parse_default | pugi::parse_ws_pcdata;
  if (!document_.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8))
    fail("ses balises sont mal formées");
  return document_.first_child();
}

pugi::xml_node XmlScanner::tag() {
  auto text = buffer_.substr(tag_at_, at_ - tag_at_);
  if (tag_ == Tag::open) text.insert(text.size() - 1, "/");
  return parsed(text);
}

pugi::xml_node XmlScanner::element() {
  if (tag_ == Tag::alone) return tag();
  kept_from_ = tag_at_;
  const auto inside = open_.size();
  while (open_.size() >= inside)
    if (step() == Tag::end) fail("elle s'arrête avant sa fin");
  tag_ = Tag::close;
  const auto node = parsed(std::string_view(buffer_).substr(kept_from_, at_ - kept_from_));
  kept_from_ = nowhere;
  return node;
}

}  // namespace filrouge
