#include "dsl/check/partial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

using Words = std::set<std::string, std::less<>>;

std::string_view last_part(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

void add_words(std::string_view text, Words& words) {
  const auto folded = fold(text);
  const auto in_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
  };
  for (auto at = folded.begin(); at != folded.end();) {
    at = std::find_if(at, folded.end(), in_word);
    const auto end = std::find_if_not(at, folded.end(), in_word);
    if (at != end) words.emplace(at, end);
    at = end;
  }
}

/// Leaves the tree of a shorter text, that could have been written: what could not be read is gone, with what
/// stands under it.
void prune(Tree& tree) {
  for (auto& node : tree.nodes) {
    auto* link = &node.first_child;
    while (*link != no_node) {
      auto& child = tree[*link];
      if (child.kind == NodeKind::error)
        *link = child.next_sibling;
      else
        link = &child.next_sibling;
    }
  }
}

bool declares(NodeKind kind) {
  switch (kind) {
    case NodeKind::module:
    case NodeKind::conventions:
    case NodeKind::event_type:
    case NodeKind::field_decl:
    case NodeKind::attribute_decl:
    case NodeKind::role_decl:
    case NodeKind::parameter:
    case NodeKind::definition:
    case NodeKind::table:
    case NodeKind::procedure:
    case NodeKind::state:
      return true;
    default:
      return delai_kind(kind).has_value();
  }
}

/// What a file that does not read whole may have meant to say.
struct Unread {
  std::uint32_t file = 0;
  bool no_text = false;  ///< nothing of it can be read: it may declare anything
  Words spelled;         ///< every word of it: a name it declares is among them
  Words declared;        ///< what it declares for all that, though perhaps not all that stands under it
  std::size_t held_here = 0, held_elsewhere = 0;
};

/// How much what other files say weighs on a finding.
enum class Rests : std::uint8_t {
  alone,       ///< on its own clause
  on_a_name,   ///< on nobody declaring its argument of that rank
  on_content,  ///< on what stands under the names it speaks of
};

struct Weight {
  Rests rests;
  std::size_t argument = 0;
};

Weight weight_of(Code code) {
  switch (code) {
    case Code::unknown_name:
    case Code::ambiguous_name:
    case Code::module_not_used:
      return {Rests::on_a_name, 1};
    case Code::unknown_word:
    case Code::field_not_of_event:
    case Code::field_without_event:
    case Code::all_affaires_unsaid:
      return {Rests::on_a_name, 0};
    case Code::declared_twice:
    case Code::import_cycle:
    case Code::outside_module:
    case Code::not_constant:
    case Code::choice_made_twice:
    case Code::idle_clause:
    case Code::reversed_dates:
    case Code::bad_dated_values:
    case Code::unreadable_dated_values:
    case Code::dated_values_outside:
    case Code::missing_period:
    case Code::table_row_width:
    case Code::table_row_dead:
    case Code::no_basis:
    case Code::nothing_to_do:
    case Code::no_sequel:
    case Code::nothing_keeps:
    case Code::nothing_forbidden:
    case Code::no_initial:
    case Code::several_initial:
    case Code::no_instances:
    case Code::topic_without_answer:
    case Code::topic_answered_twice:
    case Code::role_case_dead:
    case Code::nobody_leads:
    case Code::nothing_expected:
      return {Rests::alone};
    default:
      return {Rests::on_content};
  }
}

/// Says that a clause lacks another, which a name held back may have taken with it.
bool speaks_of_neighbours(Code code) {
  switch (code) {
    case Code::otherwise_alone:
    case Code::missing_part:
    case Code::no_sequel:
    case Code::nothing_keeps:
    case Code::nothing_forbidden:
    case Code::nothing_to_do:
      return true;
    default:
      return false;
  }
}

class Sieve {
 public:
  Sieve(const SourceSet& sources, const std::vector<Tree>& trees, std::span<const std::uint32_t> unread)
      : sources_(sources), trees_(trees) {
    for (const auto file : unread) {
      Unread one;
      one.file = file;
      const auto& rules = sources[file].rules();
      one.no_text = rules.find_first_not_of(" \t\r\n") == std::string::npos;
      add_words(rules, one.spelled);
      for (const auto& tree : trees) {
        if (tree.nodes.empty() || tree[0].range.file != file) continue;
        for (const auto& node : tree.nodes)
          if (declares(node.kind)) one.declared.emplace(last_part(node.text));
      }
      unread_.push_back(std::move(one));
    }
  }

  std::vector<Unread>& unread() { return unread_; }

  /// Does it name what such a file declares, perhaps without all that stands under it?
  bool names_unread(const Diagnostic& told) const {
    return std::ranges::any_of(unread_, [&](const Unread& one) {
      return std::ranges::any_of(told.arguments, [&](const std::string& argument) {
        return one.declared.contains(last_part(argument));
      });
    });
  }

  /// The file that keeps the finding from being told; none when it is true whatever that file meant.
  Unread* holder(const Diagnostic& told) {
    for (auto& one : unread_)
      if (told.range.file == one.file || rests_on(told, one)) return &one;
    return nullptr;
  }

 private:
  bool rests_on(const Diagnostic& told, const Unread& one) const {
    if (std::ranges::any_of(told.labels, [&](const Label& label) { return label.range.file == one.file; }))
      return true;
    if (told.code == Code::open_choice) return one.no_text || its_conventions(told.range.file, one);
    const auto weight = weight_of(told.code);
    if (weight.rests == Rests::alone) return false;
    if (one.no_text) return true;
    if (weight.rests == Rests::on_a_name)
      return weight.argument < told.arguments.size() &&
             one.spelled.contains(last_part(told.arguments[weight.argument]));
    Words spoken_of;
    for (const auto& argument : told.arguments) add_words(argument, spoken_of);
    const auto& text = sources_[told.range.file].text();
    const auto begin = std::min<std::size_t>(told.range.begin, text.size());
    add_words(std::string_view(text).substr(begin, told.range.end - begin), spoken_of);
    return std::ranges::any_of(spoken_of,
                               [&](const std::string& word) { return one.declared.contains(word); });
  }

  /// Does a module of that file leave its choices to conventions the other may hold?
  bool its_conventions(std::uint32_t file, const Unread& one) const {
    for (const auto& tree : trees_) {
      if (tree.nodes.empty() || tree[0].range.file != file) continue;
      for (const auto& node : tree.nodes) {
        if (node.kind != NodeKind::conventions_use && node.kind != NodeKind::extends_module) continue;
        if (one.spelled.contains(last_part(node.text))) return true;
        for (auto child = node.first_child; child != no_node; child = tree[child].next_sibling)
          if (one.spelled.contains(last_part(tree[child].text))) return true;
      }
    }
    return false;
  }

  const SourceSet& sources_;
  const std::vector<Tree>& trees_;
  std::vector<Unread> unread_;
};

std::string counted(std::size_t here, std::size_t elsewhere, bool french) {
  const auto whole = here + elsewhere;
  const auto findings = [&](std::size_t count) {
    return fmt::format("{} {}", count,
                       french ? (count > 1 ? "constats" : "constat") : (count > 1 ? "findings" : "finding"));
  };
  const std::string held = french ? (whole > 1 ? " sont retenus" : " est retenu") : " held back";
  const std::string here_text = findings(here) + (french ? " sur lui" : " on it");
  const auto others = french ? " sur d'autres fichiers" : " on other files";
  if (elsewhere == 0) return here_text + held;
  if (here == 0) return findings(elsewhere) + others + held;
  return here_text + (french ? " et " : " and ") + std::to_string(elsewhere) + others + held;
}

/// Where the file first went wrong.
SourceRange first_fault(const Diagnostics& diagnostics, std::uint32_t file) {
  const SourceRange* first = nullptr;
  for (const auto& one : diagnostics.in_order())
    if (one.range.file == file && one.severity == Severity::error &&
        (!first || one.range.begin < first->begin))
      first = &one.range;
  return first ? *first : SourceRange{file, 0, 0};
}

}  // namespace

void check_in_part(const SourceSet& sources, std::vector<Tree> trees, std::span<const std::uint32_t> unread,
                   Diagnostics& diagnostics, const OpenDated& open, Scenarios scenarios, Mentions* mentions) {
  for (auto& tree : trees) prune(tree);
  Diagnostics said;
  check_rules(sources, trees, said, open, Extent::in_part, scenarios, mentions);
  Sieve sieve(sources, trees, unread);
  std::map<std::uint32_t, Unread*> holder_of_file;
  for (const auto& told : said.in_order())
    if (auto* holder = sieve.holder(told)) holder_of_file.emplace(told.range.file, holder);
  for (const auto& told : said.in_order()) {
    auto* holder = sieve.holder(told);
    if (const auto other = holder_of_file.find(told.range.file);
        !holder && speaks_of_neighbours(told.code) && other != holder_of_file.end())
      holder = other->second;
    if (holder) {
      if (told.severity == Severity::error)
        ++(told.range.file == holder->file ? holder->held_here : holder->held_elsewhere);
      continue;
    }
    auto& copy = diagnostics.report(told.code, told.range, told.arguments);
    // « cet événement n'a pas de champ » would only tell what was lost with the rest of the event.
    if (!sieve.names_unread(told)) copy.expected = told.expected;
    copy.suggestion = told.suggestion;
    copy.labels = told.labels;
    copy.mended = told.mended;
  }
  if (!sieve.unread().empty()) sieve.unread().front().held_elsewhere += said.dropped();
  for (const auto& one : sieve.unread())
    if (one.held_here + one.held_elsewhere > 0)
      diagnostics.report(Code::checked_in_part, first_fault(diagnostics, one.file),
                         {counted(one.held_here, one.held_elsewhere, true),
                          counted(one.held_here, one.held_elsewhere, false)});
}

}  // namespace filrouge::dsl
