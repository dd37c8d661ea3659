#include "tests/oracle/shrink.hpp"

#include <algorithm>
#include <sstream>
#include <vector>

namespace filrouge::oracle {
namespace {

using Lines = std::vector<std::string>;

Lines lines_of(const std::string& text) {
  Lines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string text_of(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += line + "\n";
  return text;
}

std::size_t indent(const std::string& line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

/// The first line after `i` that does not hang under it.
std::size_t block_end(const Lines& lines, std::size_t i) {
  auto end = i + 1;
  while (end < lines.size() && (lines[end].empty() || indent(lines[end]) > indent(lines[i]))) ++end;
  return end;
}

bool drop_blocks(Lines& lines, const std::function<bool(const std::string&)>& still) {
  bool dropped = false;
  for (auto i = lines.size(); i-- > 0;) {
    if (i >= lines.size()) continue;
    // A fault about a field or an attribute must not become one about what it is of.
    if (lines[i].find("portée ") == indent(lines[i]) && indent(lines[i]) > 0) continue;
    auto smaller = lines;
    smaller.erase(smaller.begin() + static_cast<std::ptrdiff_t>(i),
                  smaller.begin() + static_cast<std::ptrdiff_t>(block_end(lines, i)));
    if (!still(text_of(smaller))) continue;
    lines = std::move(smaller);
    dropped = true;
  }
  return dropped;
}

/// Where a parenthesis closes; npos when it does not.
std::size_t closing(const std::string& line, std::size_t open) {
  int depth = 0;
  for (auto i = open; i < line.size(); ++i) {
    if (line[i] == '(') ++depth;
    if (line[i] == ')' && --depth == 0) return i;
  }
  return std::string::npos;
}

/// The line without one of its parts, in every way worth trying, the shortest first.
std::vector<std::string> shorter(const std::string& line) {
  std::vector<std::string> all;
  std::vector<std::size_t> commas;
  int depth = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '(') ++depth;
    if (line[i] == ')') --depth;
    if (depth == 0 && line.compare(i, 2, ", ") == 0) commas.push_back(i);
  }
  for (std::size_t i = 0; i < commas.size(); ++i) {
    const auto end = i + 1 < commas.size() ? commas[i + 1] : line.size();
    all.push_back(line.substr(0, commas[i]) + line.substr(end));
  }
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '(') continue;
    const auto end = closing(line, i);
    if (end == std::string::npos) continue;
    const auto before = line.substr(0, i), after = line.substr(end + 1),
               inside = line.substr(i + 1, end - i - 1);
    for (const auto* simple : {"(1 = 1)", "(1 = 2)", "entrée", "aujourd'hui", "1 mois", "1"})
      if (inside.size() + 2 > std::string_view(simple).size() + 2) all.push_back(before + simple + after);
    // A part of it in place of the whole.
    for (auto inner = i + 1; inner < end; ++inner) {
      if (line[inner] != '(') continue;
      const auto inner_end = closing(line, inner);
      all.push_back(before + line.substr(inner, inner_end - inner + 1) + after);
      inner = inner_end;
    }
    for (const auto* from : {", dont ", ", depuis ", ", avant ", ", du ", ", de la même ", ", non annulé"})
      if (const auto at = inside.find(from); at != std::string::npos)
        all.push_back(before + "(" + inside.substr(0, at) + ")" + after);
  }
  std::ranges::stable_sort(all, {}, [](const std::string& one) { return one.size(); });
  std::erase_if(all, [&](const std::string& one) { return one.size() >= line.size(); });
  return all;
}

bool shorten_lines(Lines& lines, const std::function<bool(const std::string&)>& still) {
  bool shortened = false;
  for (std::size_t i = 0; i < lines.size(); ++i)
    for (bool again = true; again;) {
      again = false;
      for (auto& candidate : shorter(lines[i])) {
        auto smaller = lines;
        smaller[i] = candidate;
        if (!still(text_of(smaller))) continue;
        lines = std::move(smaller);
        again = shortened = true;
        break;
      }
    }
  return shortened;
}

}  // namespace

std::string shrink_rules(std::string text, const std::function<bool(const std::string&)>& still) {
  auto lines = lines_of(text);
  for (bool again = true; again;) {
    again = drop_blocks(lines, still);
    again = shorten_lines(lines, still) || again;
  }
  return text_of(lines);
}

Record shrink_record(Record record, const std::function<bool(const Record&)>& still) {
  const auto drop_one_of = [&](auto member) {
    bool dropped = false;
    for (std::size_t i = member(record).size(); i-- > 0;) {
      auto smaller = record;
      auto& list = member(smaller);
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
      if (!still(smaller)) continue;
      record = std::move(smaller);
      dropped = true;
    }
    return dropped;
  };
  for (bool again = true; again;) {
    again = drop_one_of([](Record & r) -> auto& { return r.events; });
    again = drop_one_of([](Record & r) -> auto& { return r.attributes; }) || again;
    again = drop_one_of([](Record & r) -> auto& { return r.coverage; }) || again;
    if (record.persons.size() > 1)
      again = drop_one_of([](Record & r) -> auto& { return r.persons; }) || again;
    for (std::size_t p = 0; p < record.persons.size(); ++p)
      again = drop_one_of([p](Record & r) -> auto& { return r.persons[p].attributes; }) || again;
    for (std::size_t e = 0; e < record.events.size(); ++e) {
      again = drop_one_of([e](Record & r) -> auto& { return r.events[e].fields; }) || again;
      again = drop_one_of([e](Record & r) -> auto& { return r.events[e].references; }) || again;
      auto smaller = record;
      auto& event = smaller.events[e];
      if (!event.from.known() && !event.to.known() && event.known == event.on && event.reference.empty())
        continue;
      event.from = event.to = event.planned = {};
      event.reference.clear();
      event.known = event.on;
      if (still(smaller)) record = smaller, again = true;
    }
  }
  return record;
}

}  // namespace filrouge::oracle
