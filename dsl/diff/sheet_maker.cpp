#include "dsl/diff/sheet_maker.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/document/rule_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/plain_bound.hpp"
#include "engine/core/text/digest.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {

std::string_view aspect_words(Aspect aspect) {
  constexpr std::string_view words[] = {
#define FILROUGE_ASPECT(aspect, name, words) words,
#include "dsl/diff/aspect.def"
#undef FILROUGE_ASPECT
  };
  return words[static_cast<std::size_t>(aspect)];
}

std::string_view aspect_name(Aspect aspect) {
  constexpr std::string_view names[] = {
#define FILROUGE_ASPECT(aspect, name, words) name,
#include "dsl/diff/aspect.def"
#undef FILROUGE_ASPECT
  };
  return names[static_cast<std::size_t>(aspect)];
}

namespace {

struct KindWords {
  std::string_view words, name;
};
constexpr KindWords kinds[] = {{"module", "module"},
                               {"conventions", "conventions"},
                               {"acte", "evenement"},
                               {"champ", "champ"},
                               {"acte qui pèse sur la personne", "poids"},
                               {"attribut", "attribut"},
                               {"étiquette", "etiquette"},
                               {"rôle", "role"},
                               {"paramètre", "parametre"},
                               {"valeur", "valeur"},
                               {"définition", "definition"},
                               {"table", "table"},
                               {"ligne", "ligne"},
                               {"procédure", "procedure"},
                               {"état", "etat"},
                               {"délai", "delai"},
                               {"suite", "suite"},
                               {"exigence", "exigence"},
                               {"geste", "geste"},
                               {"rappel", "rappel"},
                               {"contrôle", "controle"},
                               {"garantie", "garantie"},
                               {"indicateur", "indicateur"},
                               {"entrée d'index", "index"},
                               {"scénario", "scenario"}};

}  // namespace

std::string_view sheet_words(SheetKind kind) {
  return kinds[static_cast<std::size_t>(kind)].words;
}
std::string_view sheet_name(SheetKind kind) {
  return kinds[static_cast<std::size_t>(kind)].name;
}

SheetMaker::SheetMaker(const Program& program, const std::vector<Scenario>& scenarios, const Places& places,
                       const Naming& naming)
    : program_(program),
      model_(program.model),
      scenarios_(scenarios),
      places_(places),
      naming_(naming),
      former_(program.model, naming) {}

std::vector<Sheet> SheetMaker::all() {
  std::vector<Sheet> sheets;
  for (std::uint32_t m = 0; m < model_.modules.size(); ++m) sheets.push_back(module(m));
  for (std::uint16_t p = 0; p < model_.procedures.size(); ++p) sheets.push_back(procedure(p));
  return sheets;
}

Sheet SheetMaker::sheet(SheetKind kind, std::string noun, const std::string& name) const {
  Sheet it;
  it.kind = kind;
  it.group = std::string(sheet_name(kind));
  it.told = name.empty() ? noun : noun + " « " + name + " »";
  it.noun = std::move(noun);
  return it;
}

void SheetMaker::of_rule(Sheet& sheet, RuleId rule, RuleId owner) const {
  if (rule == none_id) return;
  const auto& info = model_.rules[rule];
  sheet.rule = rule;
  sheet.at = {info.file, info.line};
  sheet.departement = model_.modules[info.module].departement;
  sheet.note = info.note;
  for (const auto& reference : info.basis)
    if (!reference.lent) {
      sheet.article = reference.text;
      break;
    }
  const auto* above = owner == none_id ? nullptr : &model_.rules[owner];
  const auto same = [](const BasisRef& a, const BasisRef& b) {
    return a.text == b.text && a.said_verified == b.said_verified && a.read == b.read;
  };
  const auto own = [](const std::vector<BasisRef>& all) {
    std::vector<BasisRef> kept;
    std::ranges::copy_if(all, std::back_inserter(kept), [](const BasisRef& it) { return !it.lent; });
    return kept;
  };
  const auto basis = own(info.basis);
  add_basis(sheet, basis, above && std::ranges::equal(basis, own(above->basis), same));
  if (const auto days = RuleWords::period(info.in_force_from, info.in_force_to);
      !days.empty() || (above && (above->in_force_from.known() || above->in_force_to.known()))) {
    Line line;
    line.aspect = Aspect::in_force;
    line.key = line.words = days.empty() ? "toujours" : days;
    line.inherited =
        above && above->in_force_from == info.in_force_from && above->in_force_to == info.in_force_to;
    sheet.lines.push_back(std::move(line));
  }
}

void SheetMaker::of_annotation(Sheet& sheet, const Annotation& annotation) const {
  sheet.note = annotation.note;
  if (!annotation.basis.empty()) sheet.article = annotation.basis.front().text;
  add_basis(sheet, annotation.basis, false);
}

void SheetMaker::add_basis(Sheet& sheet, const std::vector<BasisRef>& basis, bool inherited) const {
  if (basis.empty()) return;
  Line texts, status;
  texts.aspect = Aspect::basis;
  status.aspect = Aspect::status;
  texts.inherited = status.inherited = inherited;
  std::vector<std::string> said;
  for (const auto& one : basis) {
    texts.words += (texts.words.empty() ? "" : ", ") + one.text;
    auto words = std::string(one.said_verified ? "vérifié" : "à vérifier") +
                 (one.read.empty() ? "" : " « " + one.read + " »");
    if (std::ranges::find(said, words) == said.end()) said.push_back(std::move(words));
  }
  texts.key = texts.words;
  status.key = status.words = listed(said);
  sheet.lines.push_back(std::move(texts));
  sheet.lines.push_back(std::move(status));
}

void SheetMaker::seal(Sheet& sheet) const {
  std::vector<std::string> all;
  for (const auto& line : sheet.lines)
    if (!line.inherited)
      all.push_back(fmt::format("{}:{}={}", static_cast<int>(line.aspect), line.of, line.key));
  for (const auto& part : sheet.parts) all.push_back("{" + part.identity + "|" + part.digest + "}");
  // What has an order keeps it.
  std::ranges::stable_sort(all);
  std::string order;
  for (const auto& part : sheet.parts)
    if (!part.sequence.empty()) order += part.sequence + "<" + part.digest + ">";
  sheet.digest = std::string(sheet_name(sheet.kind)) + "|" + sheet.group + "|" +
                 fmt::format("{}", fmt::join(all, ";")) + order;
  // The whole of a procédure is long: what stands for it need not be.
  Sha256 hash;
  hash.add(sheet.digest);
  sheet.digest = hash.hex();
}

void SheetMaker::add(Sheet& sheet, Aspect aspect, std::string key, std::string words) {
  Line line;
  line.aspect = aspect;
  line.key = std::move(key);
  line.words = std::move(words);
  sheet.lines.push_back(std::move(line));
}

void SheetMaker::add_text(Sheet& sheet, Aspect aspect, const std::string& text) {
  if (!text.empty()) add(sheet, aspect, text, text);
}

void SheetMaker::add_expression(Sheet& sheet, Aspect aspect, ExprId id, const Wording& wording, bool as_day) {
  if (id == none_id) return;
  Line line;
  line.aspect = aspect;
  line.form = former_.expression(id, wording.procedure);
  line.key = line.form->key();
  line.words = as_day ? day_phrase(model_, id, wording) : phrase(model_, id, wording);
  sheet.lines.push_back(std::move(line));
}

void SheetMaker::add_patterns(Sheet& sheet, Aspect aspect, const std::vector<PatternId>& patterns,
                              const Wording& wording) {
  if (patterns.empty()) return;
  Line line;
  line.aspect = aspect;
  std::vector<std::string> words;
  for (const auto id : patterns) {
    line.items.insert(former_.pattern(id, wording.procedure)->key());
    words.push_back(pattern_phrase(model_, id, wording));
  }
  for (const auto& item : line.items) line.key += item + ";";
  line.words = listed(words, " ou ");
  sheet.lines.push_back(std::move(line));
}

void SheetMaker::add_pattern(Sheet& sheet, Aspect aspect, PatternId pattern, const Wording& wording) {
  if (pattern != none_id) add_patterns(sheet, aspect, {pattern}, wording);
}

void SheetMaker::add_label(Sheet& sheet, const std::string& label, std::string_view name) const {
  if (!label.empty() && fold(label) != fold(name)) add(sheet, Aspect::label, label, "« " + label + " »");
}

std::string SheetMaker::role(RoleId id) const {
  return id == no_id ? std::string() : shown(model_.roles[id].label);
}
std::string SheetMaker::role_key(RoleId id) const {
  return id == no_id ? std::string() : naming_.of(Bears::role, id);
}

std::string SheetMaker::roles(const Action& action) const {
  auto text = role(action.role);
  if (action.second_role != no_id)
    text += (action.jointly ? ", conjointement avec " + role(action.second_role)
                            : ", sous couvert " + joined_by_of(role(action.second_role)));
  return text;
}

bool SheetMaker::of_an_institution(RoleId role, Symbol delay_of) const {
  return delay_of != 0 || (role != no_id && model_.roles[role].institution != 0);
}

std::string SheetMaker::value_words(const Value& value, ValueType type) const {
  if (value.kind == Value::Kind::symbol) {
    const auto text = model_.text(static_cast<Symbol>(value.lo));
    return type == ValueType::text ? "« " + std::string(text) + " »" : model_.vocabulary.told_word(text);
  }
  return value.known() ? plain_span(value) : "aucune valeur";
}

std::string SheetMaker::value_key(const Value& value) const {
  if (value.kind == Value::Kind::symbol) return fold(model_.text(static_cast<Symbol>(value.lo)));
  return fmt::format("{}:{}:{}:{}", static_cast<int>(value.kind), static_cast<int>(value.days),
                     value.known() ? value.lo : 0, value.known() ? value.hi : 0);
}

const Weight* SheetMaker::weight_of(const Pattern& pattern) {
  for (const auto& weight : model_.weights) {
    if (weight.act.type != pattern.type) continue;
    // All that the pattern may be is among what weighs.
    const bool surely = std::ranges::all_of(weight.act.constraints, [&](const Constraint& asked) {
      std::set<std::string> weighing;
      for (const auto value : asked.values) weighing.insert(former_.expression(value, no_id)->key());
      return std::ranges::any_of(pattern.constraints, [&](const Constraint& said) {
        return said.field == asked.field && std::ranges::all_of(said.values, [&](ExprId value) {
                 return weighing.contains(former_.expression(value, no_id)->key());
               });
      });
    });
    if (surely) return &weight;
  }
  return nullptr;
}

bool SheetMaker::weighs(PatternId pattern) {
  return pattern != none_id && weight_of(model_.patterns[pattern]) != nullptr;
}

}  // namespace filrouge::dsl
