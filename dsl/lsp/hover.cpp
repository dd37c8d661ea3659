#include "dsl/lsp/hover.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dsl/check/view.hpp"
#include "dsl/grammar/continuations.hpp"
#include "dsl/lexer/lexer.hpp"
#include "dsl/lsp/example_date.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge::lsp {
namespace {

using dsl::ThingKind;

/// The words of the clause a thing is declared by, on one line, and what a reader must know of it.
class Telling {
 public:
  Telling(const Desk& desk, const Analysis& names, std::uint32_t thing)
      : desk_(desk), names_(names), thing_(thing) {}

  std::string text() {
    const auto& thing = names_.rules.mentions.things()[thing_];
    const Analysis::Mention* declared = nullptr;
    std::size_t versions = 0;
    for (const auto* mention : names_.of(thing_))
      if (mention->declares && versions++ == 0) declared = mention;
    if (declared == nullptr) return {};
    const auto& file = names_.files[declared->at.file].text->file();
    const auto line = file.position(declared->at.begin).line;
    auto told = fmt::format("```fil\n{}\n```\n", clause_of(*declared));
    told += fmt::format("{} `{}`", the_kind(thing.kind), thing.name);
    if (versions > 1) told += fmt::format(", en {} versions", versions);
    told += fmt::format(" — {}, ligne {}\n", file.path(), line);
    if (desk_.good) rule(thing, told);
    return told;
  }

 private:
  std::string clause_of(const Analysis::Mention& declared) const {
    const auto& text = names_.files[declared.at.file].text->file().text();
    auto begin = text.rfind('\n', declared.at.begin);
    begin = begin == std::string::npos ? 0 : begin + 1;
    const auto end = std::min(text.find('\n', declared.at.end), text.size());
    auto line = text.substr(begin, end - begin);
    return line.substr(std::min(line.find_first_not_of(" \t"), line.size()));
  }

  /// What the last rules without error say of it.
  void rule(const Analysis::Thing& thing, std::string& told) const {
    const auto& good = *desk_.good;
    const auto there = good.find(thing.kind, thing.name);
    if (there == Analysis::none) return;
    for (const auto* mention : good.of(there)) {
      if (!mention->declares) continue;
      const auto line = good.files[mention->at.file].text->file().position(mention->at.begin).line;
      if (thing.kind == ThingKind::parameter) values(mention->at.file, line, told);
      if (const auto* rule = good.rule_at(mention->at.file, line)) {
        if (!rule->note.empty()) told += "\n" + rule->note + "\n";
        for (const auto& basis : rule->basis) {
          told += fmt::format("\nFondement : {} ({}", basis.text, basis.verified ? "vérifié" : "à vérifier");
          told += (basis.read.empty() ? "" : " : " + basis.read) + ")\n";
        }
        if (rule->in_force_from.known() || rule->in_force_to.known())
          told += fmt::format("\nEn vigueur{}{}\n",
                              rule->in_force_from.known() ? " du " + french_date(rule->in_force_from) : "",
                              rule->in_force_to.known() ? " au " + french_date(rule->in_force_to) : "");
      }
      if (thing.kind == ThingKind::delai) example(mention->at.file, line, told);
      return;
    }
  }

  static const Value* value_of(const Model& model, ExprId id) {
    if (id == none_id || id >= model.exprs.size()) return nullptr;
    const auto& expr = model.exprs[id];
    if (expr.op == Op::literal) return &model.values[expr.data];
    if (expr.op != Op::parameter) return nullptr;
    const Value* value = nullptr;
    for (const auto& dated : model.parameters[expr.data].values)
      if (dated.departement.empty()) value = &dated.value;
    return value;
  }

  void example(std::uint32_t file, std::uint32_t line, std::string& told) const {
    const auto& model = desk_.good->rules.model();
    const auto* info = desk_.good->rule_at(file, line);
    for (const auto& procedure : model.procedures)
      for (const auto& delai : procedure.delais) {
        if (delai.rule == none_id || &model.rules[delai.rule] != info) continue;
        const auto* length = value_of(model, delai.counted_by());
        if (length == nullptr || length->kind != Value::Kind::duration) return;
        const auto day = example_date(desk_.today, length->length(true),
                                      {.franc = delai.franc == Choice::yes,
                                       .proroge = delai.proroge == Choice::yes,
                                       .calendar = delai.calendar,
                                       .backwards = delai.backwards});
        if (!day.empty()) told += fmt::format("\n{} : {}\n", french_duration(length->length(true)), day);
        return;
      }
  }

  void values(std::uint32_t file, std::uint32_t line, std::string& told) const {
    const auto& model = desk_.good->rules.model();
    const auto* info = desk_.good->rule_at(file, line);
    for (const auto& parameter : model.parameters) {
      if (parameter.rule == none_id || &model.rules[parameter.rule] != info) continue;
      for (const auto& dated : parameter.values)
        if (dated.value.kind == Value::Kind::duration && dated.departement.empty()) {
          const auto length = dated.value.length();
          const auto day = example_date(desk_.today, length, {});
          if (!day.empty()) told += fmt::format("\n{} : {}\n", french_duration(length), day);
        }
      return;
    }
  }

  const Desk& desk_;
  const Analysis& names_;
  std::uint32_t thing_;
};

/// The length written at that place: « 1 mois et 15 jours ».
std::optional<std::pair<Duration, std::pair<std::uint32_t, std::uint32_t>>> length_at(std::string_view line,
                                                                                      std::size_t at) {
  dsl::Diagnostics unheard;
  dsl::SourceSet sources;
  const auto file = sources.add("(ici)", std::string(line), unheard);
  const auto tokens = dsl::lex(sources, file, unheard).all;
  for (std::size_t first = 0; first < tokens.size(); ++first) {
    if (tokens[first].kind != dsl::TokenKind::number || tokens[first].begin > at) continue;
    // The longest that reads as a length, and holds the place.
    for (auto last = std::min(first + 5, tokens.size() - 1); last > first; --last) {
      if (tokens[last].end < at) break;
      const auto length =
          parse_duration(line.substr(tokens[first].begin, tokens[last].end - tokens[first].begin));
      if (length) return std::pair(*length, std::pair(tokens[first].begin, tokens[last].end));
    }
  }
  return std::nullopt;
}

}  // namespace

Json hover(Desk& desk, const Document& document, std::uint32_t offset) {
  std::string told;
  auto [begin, end] = word_at(document.text, offset);
  if (desk.latest)
    for (const auto& mention : desk.mentions_at(*desk.latest, document, offset)) {
      const auto text = Telling(desk, *desk.latest, mention.thing).text();
      if (text.empty()) continue;
      if (!told.empty()) told += "\n---\n";
      told += text;
      if (told.size() > 8000) break;
    }
  if (told.empty()) {
    const auto line = document.places.line_of(offset);
    const auto start = document.places.line_begin(line);
    const auto text =
        std::string_view(document.text).substr(start, document.places.line_end(document.text, line) - start);
    if (const auto found = length_at(text, offset - start)) {
      told =
          fmt::format("{} : {}", french_duration(found->first), example_date(desk.today, found->first, {}));
      begin = start + found->second.first, end = start + found->second.second;
    }
  }
  if (told.empty()) return nullptr;
  return {{"contents", {{"kind", "markdown"}, {"value", visible(told)}}},
          {"range", desk.range(document, begin, end)}};
}

}  // namespace filrouge::lsp
