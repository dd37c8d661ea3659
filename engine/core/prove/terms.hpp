#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "engine/core/machine/program.hpp"
#include "engine/core/prove/span.hpp"

/// What the rules can prove, over every history a dossier may have: no journal, no screen, no clock.
namespace filrouge::prove {

using TermId = std::uint32_t;

/// Two expressions that say the same thing are one term: definitions are opened, « a ≥ b » is « non a < b »,
/// « x parmi (a, b) » is « x = a ou x = b ». What is known of a fact where it stands in one rule is so known
/// in every other.
struct Term {
  Op op = Op::literal;
  ValueType type = ValueType::none;
  std::uint32_t data = 0, extra = 0;  ///< as of the expression; of a search: its place in Terms::searches
  std::vector<TermId> args;
  ExprId written = none_id;  ///< an expression that says it, to be told
  Value value = {};          ///< of a literal
};

/// A search through the journal, its conditions being terms.
struct Search {
  EventTypeId type = no_id;
  std::vector<std::pair<FieldId, std::vector<TermId>>> constraints;  ///< in order
  Domain domain = Domain::instance;
  TermId whose = none_id, such_that = none_id, since = none_id, before = none_id;
  bool consecutive = false;
  FieldId same_field = no_id;
  QueryId written = none_id;

  bool unbounded() const { return since == none_id && before == none_id && such_that == none_id; }
};

class Terms {
 public:
  explicit Terms(const Program& program) : program_(program) {}

  TermId of(ExprId expression);
  /// « field f of the act at hand is worth w »: what a pattern asks of an act.
  TermId field_is(FieldId field, TermId value);
  TermId current();
  /// The same, read at an act of that type: the last such act is the one at hand.
  TermId at_hand(TermId id, EventTypeId type);
  /// That field, of the act at hand.
  TermId field_of_current(TermId field);
  const Term& operator[](TermId id) const { return terms_[id]; }
  std::size_t size() const { return terms_.size(); }
  std::uint32_t search_of(QueryId query);
  const Search& search(std::uint32_t index) const { return searches_[index]; }
  std::size_t searches() const { return searches_.size(); }
  /// The words with which the rules compare that term.
  std::span<const Symbol> words(TermId id) const;
  /// Is each act that the first finds found by the second too?
  bool within(std::uint32_t one, std::uint32_t other) const;
  const Program& program() const { return program_; }
  TermId less(TermId one, TermId other);
  /// « length after day ».
  TermId after(TermId length, TermId day);
  /// Is it the same whatever comes later? Not of the last of something.
  bool stands(TermId id) const;
  /// As span_of, found once.
  Span span(const Counted& counted);

 private:
  struct Key {
    Op op;
    std::uint32_t data, extra;
    std::vector<TermId> args;
    auto operator<=>(const Key&) const = default;
  };
  struct SearchKey {
    EventTypeId type;
    std::vector<std::pair<FieldId, std::vector<TermId>>> constraints;
    Domain domain;
    TermId whose, such_that, since, before;
    bool consecutive;
    FieldId same_field;
    auto operator<=>(const SearchKey&) const = default;
  };
  TermId made(Op op, ValueType type, std::uint32_t data, std::uint32_t extra, std::vector<TermId> args,
              ExprId written);
  std::uint32_t made(Search search);
  TermId negated(TermId id, ExprId written);
  TermId literal(const Value& value, ValueType type, ExprId written);
  /// « x dans TABLE » as the rows that allow it; none_id: some cell is not of words, numbers or lengths.
  TermId within_table(const Expr& expr, ExprId written);
  bool not_later(TermId one, TermId other) const;

  const Program& program_;
  std::vector<Term> terms_;
  std::vector<Search> searches_;
  std::vector<TermId> of_expression_;
  std::map<Key, TermId> index_;
  std::map<SearchKey, std::uint32_t> search_index_;
  std::map<std::vector<std::int64_t>, TermId> literals_;
  std::map<TermId, std::vector<Symbol>> words_;
  std::map<std::pair<TermId, EventTypeId>, TermId> at_hand_;
  std::map<std::array<std::int32_t, 7>, Span> spans_;
};

}  // namespace filrouge::prove
