#include "dsl/lsp/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/check/view.hpp"
#include "dsl/grammar/continuations.hpp"
#include "dsl/grammar/places.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::lsp {
namespace {

using dsl::ThingKind;
using K = dsl::NodeKind;

/// Of CompletionItemKind.
enum Shown {
  text = 1,
  field = 5,
  variable = 6,
  class_of = 7,
  module = 9,
  value = 12,
  word = 13,
  keyword = 14,
  function = 3,
  event = 23,
  constant = 21,
  role = 8,
  state = 20,
  method = 2
};

Shown shown_as(ThingKind kind) {
  switch (kind) {
    case ThingKind::module:
    case ThingKind::conventions:
      return module;
    case ThingKind::event:
      return event;
    case ThingKind::attribute:
      return variable;
    case ThingKind::field:
      return field;
    case ThingKind::role:
      return role;
    case ThingKind::parameter:
      return constant;
    case ThingKind::procedure:
      return class_of;
    case ThingKind::state:
      return state;
    case ThingKind::delai:
      return method;
    default:
      return function;
  }
}

/// The last declaration that begins before that place: what is written there is read from it on.
std::uint32_t declaration_before(const Document& document, std::uint32_t offset) {
  for (auto line = document.places.line_of(offset) + 1; line-- > 0;) {
    const auto begin = document.places.line_begin(line);
    const auto end = document.places.line_end(document.text, line);
    const auto written = std::string_view(document.text).substr(begin, std::min(end, offset) - begin);
    // A fence of Markdown: rules begin after it.
    if (written.starts_with("```"))
      return std::min<std::uint32_t>(begin + static_cast<std::uint32_t>(written.size()) + 1, offset);
    const auto [first, last] = word_at(
        document.text,
        begin + static_cast<std::uint32_t>(std::min(written.find_first_not_of(" \t"), written.size())));
    if (last > offset || first >= last) continue;
    dsl::Token opening;
    opening.kind = dsl::TokenKind::word;
    opening.text = fold(std::string_view(document.text).substr(first, last - first));
    // « conventions », « départ. »: words that begin other clauses too are no sure beginning.
    const auto kinds = dsl::grammar::kinds_of_line(&opening, &opening + 1);
    std::size_t declares = 0, others = 0;
    for (const auto kind : kinds) {
      const bool keyless = kind == K::given_attribute || kind == K::expect_state || kind == K::field_decl;
      if (!keyless) ++(dsl::grammar::holds(K::file, kind) ? declares : others);
    }
    if (declares > 0 && others == 0) return begin;
    if (opening.text == "complete" && written.find("proc") != std::string_view::npos) return begin;
  }
  return 0;
}

class Completing {
 public:
  Completing(Desk& desk, const Document& document, std::uint32_t offset)
      : desk_(desk), document_(document), word_(word_at(document.text, offset)) {
    word_.second = std::max(word_.second, offset);
    word_.first = std::min(word_.first, offset);
    const auto from = declaration_before(document, word_.first);
    const auto line = document.places.line_begin(document.places.line_of(word_.first));
    const auto column =
        units(std::string_view(document.text).substr(line, word_.first - line), Encoding::utf16) + 1;
    after_ = dsl::continuations(std::string_view(document.text).substr(from, word_.first - from), column);
    // What is asked in a comment or a text is no rule.
    const auto before = std::string_view(document.text).substr(line, word_.first - line);
    const auto opened = before.rfind("«"), closed = before.rfind("»");
    silent_ = (opened != std::string_view::npos && (closed == std::string_view::npos || closed < opened)) ||
              before.find("--") != std::string_view::npos;
  }

  Json answer() {
    if (silent_) return list();
    if (!fields_here()) {
      // « un nom » is said beside what says which.
      const bool said = std::ranges::any_of(after_.wanted, [](const auto& one) { return one != "un nom"; });
      for (const auto& wanted : after_.wanted)
        if (!said || wanted != "un nom") names(wanted);
      for (const auto& keyword : after_.keywords)
        if (keyword.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos)
          add(keyword, Shown::keyword, {}, '7');
    }
    if (after_.at_clause && inside(K::scenario)) names_of(ThingKind::attribute, '5');
    return list();
  }

 private:
  Json list() { return {{"isIncomplete", false}, {"items", std::move(items_)}}; }

  bool inside(K kind) const {
    return std::ranges::any_of(after_.open, [&](const auto& one) { return one.kind == kind; });
  }
  const std::string* open_name(K kind, K other = K::error) const {
    for (auto i = after_.open.size(); i-- > 0;)
      if (after_.open[i].kind == kind || after_.open[i].kind == other) return &after_.open[i].name;
    return nullptr;
  }

  void add(const std::string& label, Shown kind, const std::string& detail, char rank) {
    if (!met_.insert(label).second) return;
    Json item{
        {"label", label},
        {"kind", static_cast<int>(kind)},
        {"sortText", std::string(1, rank) + fold(label)},
        // Accents are free: who types « evenement » finds « événement ».
        {"filterText", filtered(label)},
        {"textEdit", {{"range", desk_.range(document_, word_.first, word_.second)}, {"newText", label}}}};
    if (!detail.empty()) item["detail"] = detail;
    items_.push_back(std::move(item));
  }

  /// As its reader types it: with its accents if the word begun has some, else without.
  std::string filtered(const std::string& label) const {
    const auto begun = std::string_view(document_.text).substr(word_.first, word_.second - word_.first);
    return std::ranges::all_of(begun, [](char c) { return static_cast<unsigned char>(c) < 0x80; })
               ? fold(label)
               : label;
  }

  /// What the rules declare of that kind, as they write it.
  void names_of(ThingKind kind, char rank, std::string_view under = {}) {
    if (!desk_.latest) return;
    const auto& analysis = *desk_.latest;
    for (const auto& mention : analysis.rules.mentions.all()) {
      if (!mention.declares) continue;
      const auto& thing = analysis.thing(mention);
      if (thing.kind != kind) continue;
      const auto dot = thing.name.rfind('.');
      const auto owner =
          dot == std::string::npos ? std::string_view() : std::string_view(thing.name).substr(0, dot);
      if (!under.empty() && owner != under && !owner.ends_with("." + std::string(under))) continue;
      add(analysis.written(analysis.name_of(mention)), shown_as(kind),
          std::string(the_kind(kind)) + (owner.empty() ? std::string() : " de " + std::string(owner)), rank);
    }
  }

  /// States and délais of the procédure being written: as they stand in the buffer, then as they were
  /// checked.
  void of_procedure(ThingKind kind) {
    const auto* procedure = open_name(K::procedure, K::extend_procedure);
    if (procedure == nullptr) return names_of(kind, '2');
    const auto name = procedure->empty() ? procedure_name() : *procedure;
    if (name.empty()) return names_of(kind, '2');
    names_of(kind, '1', name);
  }
  /// « complète procédure X »: the name is a child of the clause.
  std::string procedure_name() const {
    const auto text = std::string_view(document_.text).substr(0, word_.first);
    const auto at = text.rfind("procédure ");
    if (at == std::string_view::npos) return {};
    const auto [begin, end] =
        word_at(document_.text, static_cast<std::uint32_t>(at + std::string_view("procédure ").size()));
    return std::string(last_part(fold(std::string_view(document_.text).substr(begin, end - begin))));
  }

  /// The event the words being written speak of: the last that they name; else that of the clause around.
  std::string event_named() const {
    if (!desk_.latest) return {};
    for (auto i = after_.words.size(); i-- > 0;) {
      const auto& token = after_.words[i];
      if (token.kind == dsl::TokenKind::word && is_event(token.text)) return token.text;
    }
    return {};
  }
  bool is_event(std::string_view name) const {
    const auto& things = desk_.latest->rules.mentions.things();
    return std::ranges::any_of(things, [&](const auto& one) {
      return one.kind == ThingKind::event && (one.name == name || dsl::ends_as(one.name, name));
    });
  }

  void fields_of(const std::string& event, char rank) {
    names_of(ThingKind::field, rank, event);
    for (const auto* common : {"le", "connu_le", "prevu_le", "du", "au", "personne", "reference", "origine"})
      add(common, Shown::field, "champ de tout événement", '6');
  }

  /// After « événement, »: a field of it and « : ». After « champ : »: a word of its enumeration. True when
  /// nothing else is meant.
  bool fields_here() {
    if (after_.words.empty()) return false;
    const auto& last = after_.words.back();
    const auto event = event_named();
    if (event.empty()) return false;
    const bool in_list = last.is_sign("(") || last.is_sign(",");
    // « champ : », « champ parmi (a, »
    for (auto i = after_.words.size(); i-- > 0;) {
      const auto& token = after_.words[i];
      const bool opens =
          (token.is_sign(":") && i + 1 == after_.words.size()) || (token.is("parmi") && in_list);
      if (token.is_sign(")")) break;
      if (opens && i > 0 && words_of(event, after_.words[i - 1].text)) return true;
      if (opens) break;
    }
    if (last.is_sign(",")) fields_of(event, '1');
    return false;
  }

  /// The words a field may hold, read where the event declares it.
  bool words_of(const std::string& event, const std::string& field) {
    const auto& analysis = *desk_.latest;
    bool found = false;
    for (const auto& file : analysis.files) {
      const auto& tree = file.text->tree;
      if (tree.nodes.empty()) continue;
      for (const auto node : dsl::View(tree, 0)) {
        if (!node.is(K::event_type) || !dsl::ends_as(event, node.text())) continue;
        for (const auto one : node) {
          if (!one.is(K::field_decl) || one.text() != field) continue;
          const auto type = one.child(K::type);
          if (!type) continue;
          if (type.text() == "booleen")
            add("oui", Shown::value, {}, '1'), add("non", Shown::value, {}, '1'), found = true;
          for (const auto word : type)
            if (word.is(K::name)) {
              add(file.text->file().text().substr(word.range().begin, word.range().end - word.range().begin),
                  Shown::value, "mot de " + field, '1');
              found = true;
            }
        }
      }
    }
    return found;
  }

  void names(std::string_view wanted) {
    const auto says = [&](std::string_view words) { return wanted.find(words) != std::string_view::npos; };
    if (says("nom d'état")) {
      if (after_.clause != K::state) of_procedure(ThingKind::state);
    } else if (says("nom de délai")) {
      if (!dsl::delai_kind(after_.clause)) of_procedure(ThingKind::delai);
    } else if (says("rôle")) {
      names_of(ThingKind::role, '1');
    } else if (says("un événement")) {
      names_of(ThingKind::event, '1');
    } else if (says("nom de procédure")) {
      if (after_.clause != K::procedure) names_of(ThingKind::procedure, '1');
    } else if (says("nom de table")) {
      names_of(ThingKind::table, '1');
    } else if (says("nom d'une règle")) {
      for (const auto kind :
           {ThingKind::procedure, ThingKind::control, ThingKind::definition, ThingKind::parameter,
            ThingKind::table, ThingKind::indicator, ThingKind::state, ThingKind::delai})
        names_of(kind, '2');
    } else if (says("une valeur") || says("point de départ") || says("une date, comme")) {
      values();
    } else if (says("nom de champ") || says("un champ")) {
      const auto event = desk_.latest ? event_named() : std::string();
      if (!event.empty()) fields_of(event, '1');
    } else if (wanted == "un nom") {
      plain_name();
    }
  }

  /// What a bare name may mean, nearest first.
  void values() {
    if (!desk_.latest) return;
    if (const auto event = event_named(); !event.empty()) names_of(ThingKind::field, '1', event);
    if (inside(K::on_event))
      if (const auto event = event_of_clause(); !event.empty()) names_of(ThingKind::field, '1', event);
    names_of(ThingKind::definition, '2');
    names_of(ThingKind::parameter, '2');
    names_of(ThingKind::attribute, '3');
    names_of(ThingKind::event, '3');
    names_of(ThingKind::table, '4');
  }
  /// « dès orientation »: the event of the clause that the line stands under.
  std::string event_of_clause() const {
    auto line = document_.places.line_of(word_.first);
    while (line-- > 0) {
      const auto begin = document_.places.line_begin(line);
      const auto text = std::string_view(document_.text)
                            .substr(begin, document_.places.line_end(document_.text, line) - begin);
      const auto at = text.find_first_not_of(" \t");
      if (at == std::string_view::npos || !fold(text.substr(at, 5)).starts_with("des ")) continue;
      const auto [first, last] = word_at(document_.text, begin + static_cast<std::uint32_t>(at) + 5);
      return std::string(last_part(fold(std::string_view(document_.text).substr(first, last - first))));
    }
    return {};
  }

  void plain_name() {
    switch (after_.clause) {
      case K::uses:
      case K::extends_module:
        return modules();
      case K::conventions_use:
        return names_of(ThingKind::conventions, '1');
      case K::led_by:
      case K::role_case:
        return names_of(ThingKind::role, '1');
      case K::set_parameter:
        return names_of(ThingKind::parameter, '1');
      case K::measure_ended:
      case K::reference_label:
      case K::given_event:
      case K::expect_proposal:
        return names_of(ThingKind::event, '1');
      case K::reset:
        return of_procedure(ThingKind::delai);
      case K::expect:
      case K::expect_state:
        names_of(ThingKind::procedure, '2');
        return names_of(ThingKind::state, '3');
      case K::legal_interval:
        return names_of(ThingKind::table, '1');
      case K::set_target:
        return of_procedure(ThingKind::delai);
      default:
        return values();
    }
  }
  void modules() {
    if (!desk_.latest) return;
    for (const auto& mention : desk_.latest->rules.mentions.all())
      if (mention.declares && desk_.latest->thing(mention).kind == ThingKind::module)
        add(desk_.latest->written(mention.at), Shown::module, "le module", '1');
  }

  Desk& desk_;
  const Document& document_;
  std::pair<std::uint32_t, std::uint32_t> word_;
  dsl::Continuations after_;
  bool silent_ = false;
  Json items_ = Json::array();
  std::set<std::string> met_;
};

}  // namespace

Json completion(Desk& desk, const Document& document, std::uint32_t offset) {
  return Completing(desk, document, offset).answer();
}

}  // namespace filrouge::lsp
