#include "dsl/source/as_written.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "dsl/source/source.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

constexpr std::string_view opening = "« ", closing = " »";

bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (c & 0x80) != 0;
}

/// Calls `each(word)` for the parts of a name, of a line, of a list.
template <class Each>
void for_each_word(std::string_view text, Each each) {
  for (std::size_t begin = 0; begin < text.size();) {
    if (!in_word(text[begin])) {
      ++begin;
      continue;
    }
    auto end = begin;
    while (end < text.size() && in_word(text[end])) ++end;
    each(begin, text.substr(begin, end - begin));
    begin = end;
  }
}

using Wanted = std::set<std::string, std::less<>>;

/// Every word of what is said.
Wanted words_of(const Diagnostics& diagnostics) {
  Wanted wanted;
  const auto add = [&](std::string_view text) {
    for_each_word(text, [&](std::size_t, std::string_view word) { wanted.emplace(word); });
  };
  for (const auto& one : diagnostics.in_order()) {
    for (const auto& argument : one.arguments) add(argument);
    for (const auto* phrase : {&one.expected, &one.suggestion}) {
      add(phrase->french), add(phrase->english);
      for (const auto& word : phrase->words) add(word);
    }
    for (const auto& label : one.labels) add(label.text.french), add(label.text.english);
  }
  return wanted;
}

class Spellings {
 public:
  /// Of the words that are to be said alone: the rules hold many more.
  Spellings(const SourceSet& sources, const std::vector<Tree>& trees, Wanted wanted)
      : wanted_(std::move(wanted)) {
    for (const auto& tree : trees)
      for (const auto& node : tree.nodes)
        if (!node.text.empty() && is_folded(node.text)) learn(sources, node);
  }

  /// The word as that file writes it, else as the first that writes it does.
  std::string_view of(std::string_view word, std::uint32_t file) const {
    const auto met = words_.find(word);
    if (met == words_.end()) return word;
    const auto here = std::ranges::find(met->second, file, &Spelling::file);
    return here != met->second.end() ? here->written : met->second.front().written;
  }

  std::string in(std::string_view text, std::uint32_t file) const {
    std::string said;
    std::size_t done = 0;
    for_each_word(text, [&](std::size_t at, std::string_view word) {
      (said += text.substr(done, at - done)) += of(word, file);
      done = at + word.size();
    });
    return said += text.substr(done);
  }

  /// In what stands between « and » only: the rest of a phrase names nothing.
  std::string in_quotes(std::string_view text, std::uint32_t file) const {
    std::string said;
    while (true) {
      const auto begin = text.find(opening);
      const auto end = begin == text.npos ? text.npos : text.find(closing, begin);
      if (end == text.npos) return said += text;
      (said += text.substr(0, begin)) += in(text.substr(begin, end - begin), file);
      text.remove_prefix(end);
    }
  }

 private:
  struct Spelling {
    std::uint32_t file;
    std::string written;
  };

  /// The parts of the node's name, where its clause writes them: a clause begins with its keyword and its
  /// name.
  void learn(const SourceSet& sources, const Node& node) {
    const std::string_view text = sources[node.range.file].text();
    const auto begin = std::min<std::size_t>(node.range.begin, text.size());
    const auto clause = text.substr(begin, std::min<std::size_t>(node.range.end - node.range.begin, 200));
    for_each_word(node.text, [&](std::size_t, std::string_view part) {
      if (!wanted_.contains(part)) return;
      auto& known = words_[std::string(part)];
      if (std::ranges::find(known, node.range.file, &Spelling::file) != known.end()) return;
      for_each_word(clause.substr(0, clause.find('\n')), [&](std::size_t, std::string_view word) {
        if (fold(word) == part && (known.empty() || known.back().file != node.range.file))
          known.push_back({node.range.file, std::string(word)});
      });
      if (known.empty()) words_.erase(std::string(part));
    });
  }

  Wanted wanted_;
  std::map<std::string, std::vector<Spelling>, std::less<>> words_;
};

/// « cer_signe », « rsa.cer.suite, rsa.saisine.suite »
bool only_names(std::string_view text) {
  char before = ' ';
  return std::ranges::all_of(text, [&](char c) {
    const bool fits =
        c == ' ' ? before == ',' : (c != ',' && in_word(c) && (c & 0x80) == 0) || c == '.' || c == ',';
    before = c;
    return fits;
  });
}

}  // namespace

void say_names_as_written(const SourceSet& sources, const std::vector<Tree>& trees,
                          Diagnostics& diagnostics) {
  if (diagnostics.in_order().empty()) return;
  const Spellings spellings(sources, trees, words_of(diagnostics));
  diagnostics.reword([&](Diagnostic& one) {
    const auto file = one.range.file;
    const auto reword = [&](std::string& text) { text = spellings.in_quotes(text, file); };
    for (auto& argument : one.arguments)
      argument = only_names(argument) ? spellings.in(argument, file) : spellings.in_quotes(argument, file);
    for (auto* phrase : {&one.expected, &one.suggestion}) {
      reword(phrase->french), reword(phrase->english);
      for (auto& word : phrase->words) word = spellings.in(word, file);
    }
    for (auto& label : one.labels) reword(label.text.french), reword(label.text.english);
  });
}

}  // namespace filrouge::dsl
