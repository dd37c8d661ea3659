#include "engine/formats/ods_cell.hpp"

#include <algorithm>
#include <charconv>

#include "engine/core/text/characters.hpp"
#include "engine/formats/workbook_serial.hpp"
#include "engine/formats/workbook_xml.hpp"

namespace filrouge {
namespace {

constexpr std::size_t most_blanks = 1'000;

/// Blanks of XML, however many, are one; those that count are elements.
void append_characters(std::string& text, std::string_view written) {
  for (const char c : written) {
    const bool blank = is_ascii_blank(c);
    if (!blank)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
}

void append_text(std::string& text, const pugi::xml_node& node) {
  for (const auto& child : node.children()) {
    const auto name = local_name(child.name());
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      append_characters(text, child.value());
    } else if (name == "s") {
      std::size_t count = 1;
      const auto written = attribute_of(child, "c");
      std::from_chars(written.data(), written.data() + written.size(), count);
      text.append(std::min(count, most_blanks), ' ');
    } else if (name == "tab") {
      text += '\t';
    } else if (name == "line-break") {
      text += '\n';
    } else if (name != "annotation" && name != "note" && name != "ruby-text") {
      append_text(text, child);
    }
  }
}

/// The paragraphs of the cell itself: not those of a comment put on it.
std::string text_of(const pugi::xml_node& cell) {
  std::string text;
  bool first = true;
  for (const auto& child : cell.children()) {
    if (local_name(child.name()) != "p") continue;
    if (!first) text += '\n';
    first = false;
    std::string paragraph;
    append_text(paragraph, child);
    text += paragraph;
  }
  return text;
}

/// « PT14H30M00S ».
std::string hour_of(std::string_view duration) {
  double hours = 0, minutes = 0, seconds = 0;
  if (!duration.starts_with("PT")) return std::string(duration);
  duration.remove_prefix(2);
  while (!duration.empty()) {
    double number = 0;
    const auto* stopped = std::from_chars(duration.data(), duration.data() + duration.size(), number).ptr;
    const auto length = static_cast<std::size_t>(stopped - duration.data());
    if (length == 0 || length >= duration.size()) break;
    (duration[length] == 'H' ? hours : duration[length] == 'M' ? minutes : seconds) = number;
    duration.remove_prefix(length + 1);
  }
  constexpr double day = 86'400;
  return serial_hour((hours * 3'600 + minutes * 60 + seconds) / day).value_or("");
}

bool is_error_text(std::string_view text) {
  return text.starts_with("Err:") || text.starts_with("#N/") ||
         (text.starts_with('#') && (text.ends_with('!') || text.ends_with('?')));
}

/// A number whose format keeps its zeros is known by what it shows.
bool keeps_zeros(std::string_view shown, double number) {
  return shown.size() > 1 && shown.front() == '0' &&
         shown.find_first_not_of("0123456789") == std::string_view::npos && read_double(shown) == number;
}

}  // namespace

bool holds_value(const pugi::xml_node& cell) {
  return cell.first_child() || !attribute_of(cell, "value-type").empty() ||
         !attribute_of(cell, "formula").empty();
}

bool is_ods_cell(std::string_view name) {
  return name == "table-cell" || name == "covered-table-cell";
}

OdsCell read_ods_cell(const pugi::xml_node& cell) {
  OdsCell read;
  const auto type = attribute_of(cell, "value-type");
  const bool has_formula = !attribute_of(cell, "formula").empty();
  auto text = text_of(cell);
  bool says_error = false;
  for (const auto& attribute : cell.attributes())
    says_error = says_error || (local_name(attribute.name()) == "value-type" &&
                                std::string_view(attribute.value()) == "error");
  if (says_error || (has_formula && is_error_text(text))) {
    read.is_error = true;
  } else if (type == "float" || type == "currency" || type == "percentage") {
    const auto number = read_double(attribute_of(cell, "value"));
    if (!number || keeps_zeros(text, *number))
      read.text = text;
    else if (type == "percentage")
      read.text = plain_number(*number * 100) + " %";
    else
      read.number = number;
  } else if (type == "date") {
    read.text = spoken_instant(attribute_of(cell, "date-value"));
  } else if (type == "time") {
    read.text = hour_of(attribute_of(cell, "time-value"));
  } else if (type == "boolean") {
    read.text = attribute_of(cell, "boolean-value") == "true" ? "VRAI" : "FAUX";
  } else {
    const auto written = attribute_of(cell, "string-value");
    read.text = written.empty() ? text : std::string(written);
    read.is_uncomputed = has_formula && type.empty() && read.text.empty();
  }
  return read;
}

}  // namespace filrouge
