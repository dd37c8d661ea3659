#include "dsl/document/rule_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "dsl/document/articles.hpp"
#include "dsl/document/markdown.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::dsl {

RuleWords::RuleWords(const Program& program, const std::vector<bool>& linked, const std::string& departement)
    : program_(program), model_(program.model), linked_(linked), departement_(departement) {}

std::string RuleWords::expr(ExprId id, const Wording& wording, Beside beside) const {
  return cell(phrase(model_, id, wording, beside));
}
std::string RuleWords::day(ExprId id, const Wording& wording, Beside beside) const {
  return cell(day_phrase(model_, id, wording, beside));
}
std::string RuleWords::pattern(PatternId id, const Wording& wording) const {
  return cell(pattern_phrase(model_, id, wording));
}
std::string RuleWords::pattern(const Pattern& pattern, const Wording& wording) const {
  return cell(pattern_phrase(model_, pattern, wording));
}
std::string RuleWords::field(FieldId field, EventTypeId of, const Wording& wording) const {
  return cell(field_phrase(model_, field, of, wording));
}
std::string RuleWords::patterns(const std::vector<PatternId>& list, const Wording& wording) const {
  std::string text;
  for (const auto id : list) text += (text.empty() ? "" : " ou ") + pattern(id, wording);
  return text;
}

Wording RuleWords::wording(std::uint16_t procedure, EventTypeId current) const {
  auto wording = wording_in(model_, procedure);
  wording.current = current;
  // Several words that are one name stand out from those around them.
  const auto stressed = [this](RuleId rule, const std::string& name) {
    return std::string(stress_open).append(marked(rule, name)).append(stress_close);
  };
  wording.mark = [this, procedure, stressed](Named what, std::uint32_t index, std::string name) {
    switch (what) {
      case Named::parameter:
        return stressed(model_.parameters[index].rule, name);
      case Named::definition:
        return stressed(model_.definitions[index].rule, name);
      case Named::table:
        return stressed(model_.tables[index].rule, name);
      case Named::event: {
        const auto type = static_cast<EventTypeId>(index);
        return marked(event_anchor(type), model_.vocabulary.events[type].module, name);
      }
      case Named::procedure:
        return marked(model_.procedures[index].rule, name);
      case Named::delai:
        return procedure == no_id ? name : marked(model_.procedures[procedure].delais[index].rule, name);
      default:
        return name;
    }
  };
  return wording;
}

Wording RuleWords::wording_anywhere() const {
  auto anywhere = wording(no_id);
  anywhere.reach = Domain::instance;
  return anywhere;
}

std::string RuleWords::role(RoleId id) const {
  return id == no_id ? std::string() : cell(shown(model_.roles[id].label));
}

std::string RuleWords::led_by(RuleId rule) const {
  const auto id = model_.rules[rule].led_by;
  return id == no_id ? std::string() : " ; conduite par " + role(id);
}

std::string RuleWords::delay_of(Symbol institution) const {
  return institution == 0 ? std::string()
                          : " ; retard : " + cell(institution_shown(model_, model_.text(institution)));
}

std::string RuleWords::roles(const Action& action) const {
  auto text = role(action.role);
  if (action.second_role == no_id) return text;
  return text + (action.jointly ? ", conjointement avec " + role(action.second_role)
                                : ", sous couvert " + joined_by_of(role(action.second_role)));
}

std::string RuleWords::period(Date from, Date to) {
  if (!from.known() && !to.known()) return {};
  if (!to.known()) return "depuis le " + french_date(from);
  if (!from.known()) return "jusqu'au " + french_date(to);
  return fmt::format("du {} au {}", french_date(from), french_date(to));
}

std::string RuleWords::references(const std::vector<BasisRef>& list) {
  std::string text, of;
  const BasisRef* said = nullptr;
  const auto status = [&] {
    text += fmt::format(" ({}{}{})", said->said_verified ? "vérifié" : "à vérifier",
                        said->read.empty() ? "" : " : ", said->read);
  };
  for (const auto& reference : list) {
    if (reference.lent) continue;
    const bool same = said && said->said_verified == reference.said_verified && said->read == reference.read;
    if (said && !same) status(), of.clear();
    // « CASF L262-37, R262-68 », of one code.
    const auto code = code_of(reference.text);
    text += (said ? ", " : "") +
            (!code.empty() && code == of ? reference.text.substr(code.size()) : reference.text);
    of = code;
    said = &reference;
  }
  if (said) status();
  std::vector<std::string> lent;
  for (const auto& reference : list)
    if (reference.lent || (reference.said_verified && !reference.verified)) lent.push_back(reference.text);
  if (!lent.empty())
    text += fmt::format("{}repose sur ce qui reste à vérifier : {}", text.empty() ? "" : " ; ",
                        fmt::join(lent, ", "));
  return text;
}

std::string RuleWords::basis(const Annotation& annotation) {
  return annotation.basis.empty() ? std::string() : " — *" + cell(references(annotation.basis)) + "*";
}

std::string RuleWords::note(RuleId rule, std::string_view indent) const {
  return note(model_.rules[rule].note, indent);
}
std::string RuleWords::note(const std::string& text, std::string_view indent) {
  return text.empty() ? std::string() : fmt::format("{}- *Note : {}*\n", indent, cell(text));
}

std::string RuleWords::event_anchor(EventTypeId type) const {
  const auto& event = model_.vocabulary.events[type];
  return model_.modules[event.module].name + ".acte." + std::string(model_.text(event.name));
}

std::string RuleWords::basis(RuleId rule, RuleId owner) const {
  const auto& info = model_.rules[rule];
  std::string local;
  if (owner != none_id && info.module != model_.rules[owner].module)
    if (const auto& departement = model_.modules[info.module].departement; !departement.empty())
      local = " **(département " + cell(departement) + " seul)**";
  const auto& module = model_.modules[info.module];
  // What no rule holds is of its module, whose heading says it.
  const auto& above = model_.rules[owner == none_id ? module.rule : owner];
  std::string text;
  if (!std::ranges::equal(info.basis, above.basis, [](const BasisRef& a, const BasisRef& b) {
        return a.text == b.text && a.verified == b.verified && a.said_verified == b.said_verified &&
               a.read == b.read && a.lent == b.lent;
      }))
    text = cell(references(info.basis));
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : " ; ") + more; };
  if (info.internal_target && !above.internal_target) add("objectif interne");
  if (info.in_force_from != above.in_force_from || info.in_force_to != above.in_force_to)
    if (const auto days = period(info.in_force_from, info.in_force_to); !days.empty())
      add("en vigueur " + days);
  return text.empty() ? local : local + " — *" + text + "*";
}

bool RuleWords::tells(const DatedValue& value) const {
  return value.departement.empty() || departement_.empty() || value.departement == departement_;
}

std::string RuleWords::where_and_when(const DatedValue& value) const {
  std::string text;
  if (value.from.known()) text += " depuis le " + french_date(value.from);
  if (value.to.known()) text += " jusqu'au " + french_date(value.to);
  if (!value.territoire.empty())
    text +=
        fmt::format(" (territoire « {} », département {})", cell(value.territoire), cell(value.departement));
  else if (!value.departement.empty())
    text += " (département " + cell(value.departement) + ")";
  if (!value.source.empty())
    text += " — *" + cell(value.source) + (value.verified ? "" : " (à vérifier)") + "*";
  return text;
}

std::string RuleWords::targets(const Delai& delai) const {
  std::string text;
  if (!delai.as_soon_as_possible || delai.length == none_id) return text;
  for (const auto& one : model_.parameters[model_.exprs[delai.length].data].values)
    if (tells(one))
      text += (text.empty() ? "" : " ; ") + value(one.value, ValueType::duration) + where_and_when(one);
  return text;
}

std::string RuleWords::anchor(RuleId rule) const {
  if (rule == none_id || linked_.empty()) return {};
  return fmt::format("{}{}{}", anchor_open, model_.rules[rule].code, anchor_close);
}

std::string RuleWords::act_anchor(EventTypeId act) const {
  if (linked_.empty()) return {};
  return fmt::format("{}{}{}", anchor_open, event_anchor(act), anchor_close);
}

std::string RuleWords::drawing(RuleId procedure) const {
  if (linked_.empty()) return {};
  return fmt::format("\n{}{}{}\n", drawing_open, model_.rules[procedure].code, drawing_close);
}

std::string RuleWords::link(RuleId rule, const std::string& name) const {
  if (rule == none_id || linked_.empty() || !linked_[model_.rules[rule].module]) return name;
  return link(model_.rules[rule].code, model_.rules[rule].module, name);
}

std::string RuleWords::link(const std::string& code, std::uint32_t module, const std::string& name) const {
  if (linked_.empty() || !linked_[module]) return name;
  return fmt::format("[{}](#{})", name, code);
}

std::string RuleWords::marked(RuleId rule, const std::string& name) const {
  if (rule == none_id) return name;
  return marked(model_.rules[rule].code, model_.rules[rule].module, name);
}

std::string RuleWords::marked(const std::string& code, std::uint32_t module, const std::string& name) const {
  if (linked_.empty() || !linked_[module]) return name;
  return std::string(link_open).append(name).append(link_to).append(code).append(link_close);
}

std::string RuleWords::value(const Value& value, ValueType type) const {
  const Journal nothing;
  if (value.kind == Value::Kind::symbol) {
    const auto text = model_.text(static_cast<Symbol>(value.lo));
    return cell(type == ValueType::text ? std::string(text) : model_.vocabulary.told_word(text));
  }
  return cell(plain_value(program_, nothing, value));
}

std::string_view severity_word(Severity severity) {
  return severity == Severity::info ? "pour information" : severity_name(severity);
}

}  // namespace filrouge::dsl
