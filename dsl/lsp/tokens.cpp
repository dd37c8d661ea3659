#include "dsl/lsp/tokens.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "dsl/check/view.hpp"
#include "dsl/lexer/lexer.hpp"

namespace filrouge::lsp {
namespace {

using dsl::ThingKind;
using K = dsl::NodeKind;

enum class Type : std::uint32_t {
  keyword,
  comment,
  string,
  number,
  sign,
  type,
  state,
  event,
  property,
  variable,
  parameter,
  function,
  interface,
  space,
  method
};
constexpr auto type_names = std::to_array<const char*>(
    {"keyword", "comment", "string", "number", "operator", "class", "enumMember", "event", "property",
     "variable", "parameter", "function", "interface", "namespace", "method"});

Type type_of(ThingKind kind) {
  switch (kind) {
    case ThingKind::module:
    case ThingKind::conventions:
      return Type::space;
    case ThingKind::event:
      return Type::event;
    case ThingKind::attribute:
      return Type::variable;
    case ThingKind::role:
      return Type::interface;
    case ThingKind::parameter:
      return Type::parameter;
    case ThingKind::procedure:
      return Type::type;
    case ThingKind::state:
      return Type::state;
    case ThingKind::delai:
      return Type::method;
    case ThingKind::field:
      return Type::property;
    default:
      return Type::function;
  }
}

/// What a name is by the clause that writes it, before anybody says what it means.
std::optional<Type> written_as(K kind) {
  switch (kind) {
    case K::module:
      return Type::space;
    case K::event_type:
    case K::pattern:
    case K::given_event:
      return Type::event;
    case K::attribute_decl:
    case K::given_attribute:
      return Type::variable;
    case K::role_decl:
    case K::by_role:
      return Type::interface;
    case K::parameter:
      return Type::parameter;
    case K::procedure:
      return Type::type;
    case K::state:
    case K::go_to:
    case K::in_state:
      return Type::state;
    case K::field_decl:
    case K::field_constraint:
    case K::field_value:
    case K::field_of:
      return Type::property;
    case K::definition:
    case K::table:
    case K::control:
    case K::guarantee:
    case K::indicator:
    case K::topic:
    case K::scenario:
    case K::call:
      return Type::function;
    case K::name:
      return Type::variable;
    case K::end_of:
    case K::delai_status:
    case K::expect_delai:
      return Type::method;
    default:
      return dsl::delai_kind(kind) ? std::optional(Type::method) : std::nullopt;
  }
}

bool declares(K kind) {
  switch (kind) {
    case K::module:
    case K::event_type:
    case K::attribute_decl:
    case K::role_decl:
    case K::parameter:
    case K::procedure:
    case K::state:
    case K::field_decl:
    case K::definition:
    case K::table:
    case K::control:
    case K::guarantee:
    case K::indicator:
    case K::topic:
    case K::scenario:
      return true;
    default:
      return dsl::delai_kind(kind).has_value();
  }
}

struct Piece {
  std::uint32_t begin, end;
  Type type;
  std::uint32_t modifiers = 0;
};

}  // namespace

Json token_legend() {
  return {{"tokenTypes", type_names}, {"tokenModifiers", {"declaration"}}};
}

std::vector<std::uint32_t> tokens_of(const Desk& desk, Document& document, std::uint32_t begin,
                                     std::uint32_t end) {
  const auto& parsed = document.parsed();
  const auto& rules = parsed.file().rules();
  // By where the name begins.
  std::map<std::uint32_t, std::pair<Type, std::uint32_t>> names;
  for (const auto& node : parsed.tree.nodes) {
    if (node.name_begin == node.name_end) continue;
    const auto type = written_as(node.kind);
    if (!type) continue;
    auto& known = names.try_emplace(node.name_begin, *type, 0u).first->second;
    if (declares(node.kind)) known = {*type, 1};
  }
  if (desk.latest)
    if (const auto file = desk.latest->number(document.path); file != Analysis::none) {
      const Shift shift(desk.latest->files[file].text->file().text(), document.text);
      const auto& all = desk.latest->rules.mentions.all();
      auto it = std::ranges::lower_bound(all, file, {}, [](const auto& one) { return one.at.file; });
      for (; it != all.end() && it->at.file == file; ++it) {
        auto at = it->at;
        if (const auto known = shift.forth(at.begin, at.end) ? names.find(at.begin) : names.end();
            known != names.end() && it->beyond == 0)
          known->second.first = type_of(desk.latest->thing(*it).kind);
      }
    }

  std::vector<Piece> pieces;
  dsl::Diagnostics unheard;
  const auto tokens = dsl::lex(parsed.source, 0, unheard);
  std::uint32_t done = 0;
  // Between two words stand blanks, ends of lines and comments.
  const auto comments = [&](std::uint32_t until) {
    for (auto at = done; at < until;) {
      auto line_end = std::min<std::size_t>(rules.find('\n', at), until);
      const auto first = std::min(rules.find_first_not_of(" \t\r", at), line_end);
      if (first < line_end && (rules.compare(first, 2, "--") == 0 || rules[first] == '#')) {
        auto last = line_end;
        while (last > first && rules[last - 1] == '\r') --last;
        pieces.push_back(
            {static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last), Type::comment});
      }
      at = static_cast<std::uint32_t>(line_end + 1);
    }
    done = until;
  };
  for (const auto& token : tokens.all) {
    comments(token.begin);
    done = token.end;
    Piece piece{token.begin, token.end, Type::keyword};
    if (token.kind == dsl::TokenKind::text || token.kind == dsl::TokenKind::hyphenated)
      piece.type = Type::string;
    else if (token.kind == dsl::TokenKind::number || token.kind == dsl::TokenKind::date)
      piece.type = Type::number;
    else if (token.kind == dsl::TokenKind::sign)
      piece.type = Type::sign;
    else if (const auto known = names.find(token.begin); known != names.end())
      piece.type = known->second.first, piece.modifiers = known->second.second;
    pieces.push_back(piece);
  }
  comments(static_cast<std::uint32_t>(rules.size()));

  std::vector<std::uint32_t> data;
  std::uint32_t line_before = 0, column_before = 0;
  const std::string_view text = document.text;
  for (const auto& piece : pieces) {
    if (piece.end <= begin || piece.begin >= end) continue;
    const auto line = document.places.line_of(piece.begin);
    const auto start = document.places.line_begin(line);
    const auto column = units(text.substr(start, piece.begin - start), desk.encoding);
    const auto length = units(text.substr(piece.begin, piece.end - piece.begin), desk.encoding);
    data.insert(data.end(), {line - line_before, line == line_before ? column - column_before : column,
                             length, static_cast<std::uint32_t>(piece.type), piece.modifiers});
    line_before = line, column_before = column;
  }
  return data;
}

Json token_edits(const std::vector<std::uint32_t>& before, const std::vector<std::uint32_t>& now) {
  const auto most = std::min(before.size(), now.size());
  std::size_t kept = 0, tail = 0;
  while (kept < most && before[kept] == now[kept]) ++kept;
  while (tail < most - kept && before[before.size() - 1 - tail] == now[now.size() - 1 - tail]) ++tail;
  if (kept == before.size() && kept == now.size()) return Json::array();
  const std::vector<std::uint32_t> written(now.begin() + static_cast<std::ptrdiff_t>(kept),
                                           now.end() - static_cast<std::ptrdiff_t>(tail));
  return Json::array({{{"start", kept}, {"deleteCount", before.size() - kept - tail}, {"data", written}}});
}

}  // namespace filrouge::lsp
