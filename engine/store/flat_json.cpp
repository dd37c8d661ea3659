#include "engine/store/flat_json.hpp"

#include <charconv>

#include "engine/core/text/utf8.hpp"
#include "engine/store/base.hpp"

namespace filrouge {
namespace {

void append_string(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += digits[(c >> 4) & 0xF];
      out += digits[c & 0xF];
    } else {
      out += c;
    }
  }
  out += '"';
}

bool looks_like_a_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.front() >= '0' && text.front() <= '9' &&
         text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
}

void append_value(std::string& out, const RawValue& value) {
  switch (value.kind) {
    case RawValue::Kind::null:
      out += "null";
      break;
    case RawValue::Kind::boolean:
      out += value.text == "true" ? "true" : "false";
      break;
    case RawValue::Kind::number:
      if (looks_like_a_number(value.text)) {
        out += value.text;
        break;
      }
      [[fallthrough]];
    case RawValue::Kind::text:
      append_string(out, value.text);
      break;
  }
}

}  // namespace

std::string flat_json(const std::vector<RawField>& fields) {
  std::string out;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto same = [&](std::size_t other) {
      return other < fields.size() && fields[other].name == fields[i].name;
    };
    const bool listed_before = i > 0 && same(i - 1), goes_on = same(i + 1);
    if (!listed_before) {
      out += out.empty() ? '{' : ',';
      append_string(out, fields[i].name);
      out += ':';
      if (goes_on) out += '[';
    } else {
      out += ',';
    }
    append_value(out, fields[i].value);
    if (listed_before && !goes_on) out += ']';
  }
  if (!out.empty()) out += '}';
  return out;
}

void FlatJsonCursor::fail() const {
  throw StoreError("une colonne « champs » ou « refs » de la base n'est pas un objet JSON simple");
}

void FlatJsonCursor::start(std::string_view text) {
  text_ = text;
  at_ = 0;
  first_ = true;
  listed_ = false;
}

void FlatJsonCursor::skip_blanks() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r'))
    ++at_;
}

std::string_view FlatJsonCursor::string(std::string& unescaped) {
  if (peek() != '"') fail();
  const auto begin = ++at_;
  const auto stop = text_.find_first_of("\"\\", begin);
  if (stop == std::string_view::npos) fail();
  if (text_[stop] == '"') {
    at_ = stop + 1;
    return text_.substr(begin, stop - begin);
  }
  unescaped.assign(text_.substr(begin, stop - begin));
  for (at_ = stop; peek() != '"'; ++at_) {
    if (at_ >= text_.size()) fail();
    if (text_[at_] != '\\') {
      unescaped += text_[at_];
      continue;
    }
    ++at_;
    switch (peek()) {
      case 'n':
        unescaped += '\n';
        break;
      case 'r':
        unescaped += '\r';
        break;
      case 't':
        unescaped += '\t';
        break;
      case 'b':
        unescaped += '\b';
        break;
      case 'f':
        unescaped += '\f';
        break;
      case 'u': {
        unsigned code = 0;
        if (at_ + 4 >= text_.size()) fail();
        const auto [end, bad] = std::from_chars(text_.data() + at_ + 1, text_.data() + at_ + 5, code, 16);
        if (bad != std::errc{} || end != text_.data() + at_ + 5) fail();
        append_utf8(unescaped, code);
        at_ += 4;
        break;
      }
      case '"':
      case '\\':
      case '/':
        unescaped += text_[at_];
        break;
      default:
        fail();
    }
  }
  ++at_;
  return unescaped;
}

bool FlatJsonCursor::next() {
  skip_blanks();
  if (listed_) {
    if (peek() == ',') {
      ++at_;
      skip_blanks();
      value = string(unescaped_value_);
      return true;
    }
    if (peek() != ']') fail();
    ++at_;
    listed_ = false;
    skip_blanks();
  }
  if (first_) {
    if (text_.empty()) return false;
    if (peek() != '{') fail();
    ++at_;
    skip_blanks();
    if (peek() == '}') {
      text_ = {};
      return false;
    }
    first_ = false;
  } else {
    if (text_.empty()) return false;
    if (peek() == '}') {
      text_ = {};
      return false;
    }
    if (peek() != ',') fail();
    ++at_;
    skip_blanks();
  }
  name = string(unescaped_name_);
  skip_blanks();
  if (peek() != ':') fail();
  ++at_;
  skip_blanks();
  listed_ = peek() == '[';
  if (listed_) {
    ++at_;
    skip_blanks();
  }
  if (listed_ || peek() == '"') {
    kind = RawValue::Kind::text;
    value = string(unescaped_value_);
    return true;
  }
  const auto begin = at_;
  at_ = std::min(text_.find_first_of(",} \t\r\n", begin), text_.size());
  value = text_.substr(begin, at_ - begin);
  if (value == "true" || value == "false") {
    kind = RawValue::Kind::boolean;
  } else if (value == "null") {
    kind = RawValue::Kind::null;
    value = {};
  } else if (looks_like_a_number(value)) {
    kind = RawValue::Kind::number;
  } else {
    fail();
  }
  return true;
}

}  // namespace filrouge
