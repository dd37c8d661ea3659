#pragma once

#include <boost/spirit/home/x3.hpp>
#include <functional>

#include "dsl/grammar/builder.hpp"
#include "dsl/grammar/words.hpp"

/// Spirit X3 parsers over words. None has an attribute: what they read goes to the Builder found in the
/// context. A rule that may fail after making a node stands in `node`, `around` or `whole`, which take the
/// node back.
namespace filrouge::dsl::grammar {

namespace x3 = boost::spirit::x3;

struct builder_tag;

template <typename Context>
Builder& builder_of(const Context& context) {
  return x3::get<builder_tag>(context).get();
}

/// One word or one keyword of several words.
struct keyword : x3::parser<keyword> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  const char* text;

  constexpr explicit keyword(const char* text) : text(text) {}
  template <typename Context, typename RContext, typename Attribute>
  bool parse(Cursor& first, const Cursor& last, const Context& context, RContext&, Attribute&) const {
    if (first != last && first->is(text)) return ++first, true;
    builder_of(context).note(first, text, true);
    return false;
  }
};

struct sign : x3::parser<sign> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  const char* text;

  constexpr explicit sign(const char* text) : text(text) {}
  template <typename Context, typename RContext, typename Attribute>
  bool parse(Cursor& first, const Cursor& last, const Context& context, RContext&, Attribute&) const {
    if (first != last && first->is_sign(text)) return ++first, true;
    builder_of(context).note(first, text, true);
    return false;
  }
};

/// A step of words.hpp, or a whole part of the grammar compiled elsewhere.
struct step : x3::parser<step> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  words::Step run;

  constexpr step(words::Step run) : run(run) {}
  template <typename Context, typename RContext, typename Attribute>
  bool parse(Cursor& first, const Cursor& last, const Context& context, RContext&, Attribute&) const {
    return run(first, last, builder_of(context));
  }
};

/// Fits anywhere, and gives the open node its text.
struct as : x3::parser<as> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  const char* text;

  constexpr explicit as(const char* text) : text(text) {}
  template <typename Context, typename RContext, typename Attribute>
  bool parse(Cursor&, const Cursor&, const Context& context, RContext&, Attribute&) const {
    builder_of(context).text() = text;
    return true;
  }
};

/// Fits anywhere, and adds bits to the number of the open node.
struct flag : x3::parser<flag> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  std::int64_t bits;

  constexpr explicit flag(std::int64_t bits) : bits(bits) {}
  template <typename Context, typename RContext, typename Attribute>
  bool parse(Cursor&, const Cursor&, const Context& context, RContext&, Attribute&) const {
    builder_of(context).number() |= bits;
    return true;
  }
};

/// Fits anywhere, and makes the last node the child of a new one.
/// It cannot be taken back: only where nothing after it may fail softly.
struct wrapped : x3::parser<wrapped> {
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  NodeKind kind;

  constexpr explicit wrapped(NodeKind kind) : kind(kind) {}
  template <typename Context, typename RContext, typename Attribute>
  bool parse(Cursor&, const Cursor&, const Context& context, RContext&, Attribute&) const {
    builder_of(context).wrap(kind);
    return true;
  }
};

enum class Shape : std::uint8_t {
  node,          ///< what the subject makes become the children of one node
  around,        ///< the same, the node made just before being the first child
  name_or_node,  ///< `node`, but a `name` when nothing follows the name
  enclosing,     ///< no node: that just made takes in the parentheses around it
  whole,         ///< no node: only takes back what was made when the subject fails
  called,        ///< expected under one phrase, instead of each word it may begin with
  deeper,        ///< one level of nesting
  nested,        ///< one level of nesting between parentheses, where the outer modes do not hold
  values,        ///< with Builder::values_only
  bounds,        ///< with Builder::simple_lengths
};

template <Shape shape, typename Subject>
struct directive : x3::unary_parser<Subject, directive<shape, Subject>> {
  using base = x3::unary_parser<Subject, directive<shape, Subject>>;
  using attribute_type = x3::unused_type;
  static constexpr bool has_attribute = false;
  NodeKind kind;
  const char* phrase;

  constexpr directive(const Subject& subject, NodeKind kind, const char* phrase)
      : base(subject), kind(kind), phrase(phrase) {}

  template <typename Context, typename RContext, typename Attribute>
  bool parse(Cursor& first, const Cursor& last, const Context& context, RContext& rcontext,
             Attribute&) const {
    auto& builder = builder_of(context);
    const auto start = first;
    const auto run = [&] { return this->subject.parse(first, last, context, rcontext, x3::unused); };
    if constexpr (shape == Shape::called) {
      const auto before = builder.notes().size();
      if (run()) return true;
      // Nothing of it was there: say what it is rather than the words it may begin with.
      if (builder.furthest() <= start) {
        if (!builder.every_note) builder.notes().resize(before);
        builder.note(start, phrase, false);
      }
      return false;
    } else if constexpr (shape == Shape::deeper) {
      builder.deeper(first);
      const bool fits = run();
      builder.shallower();
      return fits;
    } else if constexpr (shape == Shape::enclosing) {
      if (!run()) return false;
      builder.enclose(start, first);
      return true;
    } else if constexpr (shape == Shape::nested || shape == Shape::values || shape == Shape::bounds) {
      const bool values = builder.values_only, bounds = builder.simple_lengths;
      if constexpr (shape == Shape::nested) {
        builder.deeper(first);
        builder.values_only = builder.simple_lengths = false;
      } else if constexpr (shape == Shape::values) {
        builder.values_only = true;
      } else {
        builder.simple_lengths = true;
      }
      const bool fits = run();
      if constexpr (shape == Shape::nested) builder.shallower();
      builder.values_only = values;
      builder.simple_lengths = bounds;
      return fits;
    } else {
      const auto mark = builder.mark();
      if constexpr (shape != Shape::whole) builder.open(kind, first);
      if (!run()) {
        builder.rewind(mark);
        first = start;
        return false;
      }
      if constexpr (shape == Shape::around) builder.close_around_previous(first);
      if constexpr (shape == Shape::name_or_node) {
        if (builder.children() == 0) builder.rename_kind(NodeKind::name);
      }
      if constexpr (shape == Shape::node || shape == Shape::name_or_node) builder.close(first);
      return true;
    }
  }
};

template <Shape shape>
struct directive_maker {
  NodeKind kind = NodeKind::error;
  const char* phrase = "";

  template <typename Subject>
  constexpr auto operator[](const Subject& subject) const {
    using Parser = typename x3::extension::as_parser<Subject>::value_type;
    return directive<shape, Parser>(x3::as_parser(subject), kind, phrase);
  }
};

constexpr directive_maker<Shape::node> node(NodeKind kind) {
  return {kind, ""};
}
constexpr directive_maker<Shape::around> around(NodeKind kind) {
  return {kind, ""};
}
constexpr directive_maker<Shape::name_or_node> name_or(NodeKind kind) {
  return {kind, ""};
}
constexpr directive_maker<Shape::called> called(const char* phrase) {
  return {NodeKind::error, phrase};
}
constexpr directive_maker<Shape::enclosing> enclosing{};
constexpr directive_maker<Shape::whole> whole{};
constexpr directive_maker<Shape::deeper> deeper{};
constexpr directive_maker<Shape::nested> nested{};
constexpr directive_maker<Shape::values> values{};
constexpr directive_maker<Shape::bounds> bounds{};

constexpr step articles{words::articles};
constexpr step of{words::of};
constexpr step name{words::name};
constexpr step set_name{words::set_name};
constexpr step set_field{words::set_field};
constexpr step label{words::label};
constexpr step date{words::date};
constexpr sign comma{","};
constexpr sign colon{":"};

/// Runs a rule over a clause: true when it fits from `first` on. Throws x3::expectation_failure and TooDeep.
template <typename Rule>
bool run(const Rule& rule, Cursor& first, Cursor last, Builder& builder) {
  const auto mark = builder.mark();
  const auto start = first;
  if (x3::parse(first, last, x3::with<builder_tag>(std::ref(builder))[rule])) return true;
  builder.rewind(mark);
  first = start;
  return false;
}

}  // namespace filrouge::dsl::grammar
