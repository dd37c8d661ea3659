#include "dsl/document/reglement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "dsl/document/markdown.hpp"
#include "engine/core/explain/phrase.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::dsl {
namespace {

class Writer {
 public:
  explicit Writer(const Program& program) : program_(program), model_(program.model) {}

  std::string write() {
    page_ = "# Règlement\n\n";
    page_ += fmt::format(
        "{} modules, {} procédures, {} contrôles. Une règle « à vérifier » ne conclut rien seule.\n",
        model_.modules.size(), model_.procedures.size(), model_.controls.size());
    // The law first: what is local or of a dispositif builds on it.
    std::vector<std::uint32_t> order(model_.modules.size());
    std::iota(order.begin(), order.end(), 0u);
    std::vector<bool> national(order.size());
    for (const auto& rule : model_.rules)
      if (rule.file.starts_with("national/")) national[rule.module] = true;
    std::ranges::stable_partition(order, [&](std::uint32_t m) { return national[m]; });
    for (const auto m : order) module(m);
    to_verify();
    return page_;
  }

 private:
  bool in(RuleId rule, std::uint32_t module) const {
    return rule != none_id && model_.rules[rule].module == module;
  }
  std::string expr(ExprId id) const { return cell(phrase(program_, id)); }
  std::string role(RoleId id) const {
    return id == no_id ? std::string() : cell(shown(model_.roles[id].label));
  }

  static std::string period(Date from, Date to) {
    if (!from.known() && !to.known()) return {};
    if (!to.known()) return "depuis le " + french_date(from);
    if (!from.known()) return "jusqu'au " + french_date(to);
    return fmt::format("du {} au {}", french_date(from), french_date(to));
  }

  /// « CASF L262-36 (vérifié) », when it is not what its owner already said.
  std::string basis(RuleId rule, RuleId owner = none_id) const {
    const auto& info = model_.rules[rule];
    std::string local;
    if (owner != none_id && info.module != model_.rules[owner].module)
      if (const auto& departement = model_.modules[info.module].departement; !departement.empty())
        local = " **(département " + departement + " seul)**";
    if (owner != none_id) {
      const auto& above = model_.rules[owner].basis;
      if (std::ranges::equal(info.basis, above, [](const BasisRef& a, const BasisRef& b) {
            return a.text == b.text && a.verified == b.verified;
          }))
        return local;
    }
    std::string text;
    for (const auto& reference : info.basis)
      text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", cell(reference.text),
                          reference.verified ? "vérifié" : "à vérifier");
    if (info.internal_target) text += text.empty() ? "objectif interne" : ", objectif interne";
    return text.empty() ? local : local + " — *" + text + "*";
  }

  void module(std::uint32_t m) {
    const auto& it = model_.modules[m];
    const auto title = it.title.empty() ? it.name : it.title;
    std::string body;
    std::swap(body, page_);
    parameters(m);
    definitions(m);
    tables(m);
    for (const auto& procedure : model_.procedures)
      if (procedure.module == m) this->procedure(procedure);
    controls(m);
    guarantees(m);
    indicators(m);
    std::swap(body, page_);
    if (body.empty()) return;  // words and roles, which other modules show where they serve
    page_ += fmt::format("\n## {}\n\n", title);
    std::vector<std::string> said;
    if (!it.regime.empty()) said.push_back("régime " + it.regime);
    if (!it.departement.empty()) said.push_back("département " + it.departement);
    if (const auto days = period(it.in_force_from, it.in_force_to); !days.empty())
      said.push_back("en vigueur " + days);
    page_ += fmt::format("`{}`{}{}\n", it.name, said.empty() ? "" : " : ", fmt::join(said, " ; "));
    page_ += body;
  }

  void parameters(std::uint32_t m) {
    bool first = true;
    for (const auto& parameter : model_.parameters) {
      if (!in(parameter.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Valeurs\n\n";
      page_ += fmt::format("- **{}**", cell(shown(parameter.label)));
      const Journal nothing;
      const auto written = [&](const Value& value) { return plain_value(program_, nothing, value); };
      const auto count = std::ranges::count_if(
          parameter.values, [](const DatedValue& value) { return value.departement.empty(); });
      if (count > 3) {
        const auto& last = *std::ranges::find_if(parameter.values.rbegin(), parameter.values.rend(),
                                                 [](const DatedValue& v) { return v.departement.empty(); });
        page_ += fmt::format(" : {} valeurs datées ; la dernière, depuis le {} : {}", count,
                             french_date(last.from), written(last.value));
      } else {
        for (const auto& value : parameter.values)
          page_ +=
              fmt::format("{}{}{}", &value == &parameter.values.front() ? " : " : " ; ", written(value.value),
                          (value.from.known() ? " depuis le " + french_date(value.from) : "") +
                              (value.departement.empty() ? "" : " (département " + value.departement + ")"));
      }
      if (!parameter.possible.empty()) {
        std::vector<std::string> possible;
        for (const auto& value : parameter.possible) possible.push_back(written(value));
        page_ += fmt::format(" ; le texte peut vouloir dire {}", fmt::join(possible, " ou "));
      }
      page_ += basis(parameter.rule) + "\n";
    }
  }

  void definitions(std::uint32_t m) {
    bool first = true;
    for (const auto& definition : model_.definitions) {
      if (!in(definition.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Définitions\n\n";
      const auto& body = model_.exprs[definition.body];
      const auto text = body.op == Op::definition ? expr(model_.args[body.first_arg]) : expr(definition.body);
      page_ += fmt::format("- **{}** : {}{}\n", cell(shown(definition.label)), text, basis(definition.rule));
    }
  }

  void tables(std::uint32_t m) {
    for (const auto& table : model_.tables) {
      if (!in(table.rule, m)) continue;
      page_ += fmt::format("\n### Table : {}\n\n{}\n\n|", cell(shown(table.label)),
                           basis(table.rule).empty() ? "" : basis(table.rule).substr(5));
      for (const auto input : table.inputs) page_ += " " + expr(input) + " |";
      for (const auto output : table.outputs)
        page_ += fmt::format(" **{}** |", cell(std::string(model_.text(output))));
      page_ += "\n|";
      for (std::size_t i = 0; i < table.inputs.size() + table.outputs.size(); ++i) page_ += "---|";
      page_ += "\n";
      const Journal nothing;
      for (const auto& row : table.rows) {
        page_ += "|";
        for (const auto& it : row) {
          std::vector<std::string> values;
          for (const auto& value : it.values)
            values.push_back(value.kind == Value::Kind::boolean ? (value.lo ? "oui" : "non")
                             : value.kind == Value::Kind::symbol
                                 ? std::string(model_.text(static_cast<Symbol>(value.lo)))
                                 : plain_value(program_, nothing, value));
          page_ += it.kind == TableCell::Kind::any ? " – |"
                   : it.kind == TableCell::Kind::unknown
                       ? " inconnu |"
                       : fmt::format(" {} |", cell(fmt::format("{}", fmt::join(values, ", "))));
        }
        page_ += "\n";
      }
    }
  }

  void procedure(const Procedure& it) {
    page_ += fmt::format("\n### {}\n\n", shown(it.label));
    if (it.per == InstancePer::event)
      page_ += fmt::format("S'ouvre à chaque {}{}", cell(pattern_phrase(program_, it.trigger)),
                           it.of == Scope::dossier ? ", pour le dossier" : ", pour la personne");
    else
      page_ += fmt::format("Pour chaque {}{}", it.per == InstancePer::person ? "personne" : "dossier",
                           it.predicate == none_id ? std::string() : " quand " + expr(it.predicate));
    if (it.governing != none_id) page_ += fmt::format(", selon le droit du jour de {}", expr(it.governing));
    page_ += "." + basis(it.rule) + "\n";
    for (const auto d : it.instance_delais) delai(it, it.delais[d]);
    for (const auto& state : it.states) {
      if (state.final) continue;
      page_ += fmt::format("\n#### {}{}\n\n", shown(state.label), state.initial ? " (au départ)" : "");
      for (const auto d : state.delais) delai(it, it.delais[d]);
      for (const auto& one : state.clauses) clause(it, one);
    }
    if (!it.from_any.empty()) {
      page_ += "\n#### À tout moment\n\n";
      for (const auto& one : it.from_any) clause(it, one);
    }
    std::vector<std::string> ends;
    for (const auto& state : it.states)
      if (state.final) ends.push_back(cell(shown(state.label)));
    if (!ends.empty()) page_ += fmt::format("\nFins possibles : {}.\n", fmt::join(ends, ", "));
    for (const auto& seam : it.seams)
      page_ += fmt::format("\nLe {}, ce qui est dans « {} » passe à « {} ».\n", french_date(seam.on),
                           shown(it.states[seam.from].label), shown(it.states[seam.to].label));
  }

  std::string length_and_point(const Delai& it) const {
    if (it.as_soon_as_possible) return "dès que possible";
    const auto start = it.point == none_id ? std::string() : expr(it.point);
    switch (facts_of(it.kind).heading) {
      case DelaiHeading::span:
        return fmt::format("du jour de {}, {} {}", start, it.until == none_id ? "pendant" : "jusqu'au",
                           expr(it.until == none_id ? it.length : it.until));
      case DelaiHeading::bounds: {
        std::string text;
        if (it.minimum != none_id) text += "au moins " + expr(it.minimum);
        if (it.maximum != none_id) text += (text.empty() ? "" : ", ") + ("au plus " + expr(it.maximum));
        return text + (start.empty() ? "" : " depuis " + start);
      }
      case DelaiHeading::recurrence: {
        std::string text;
        if (it.target_every != none_id) text += "objectif tous les " + expr(it.target_every);
        if (it.limit_every != none_id)
          text += (text.empty() ? "" : ", ") + ("au plus tard tous les " + expr(it.limit_every));
        if (!it.ordinals.empty())
          text += fmt::format("aux rangs {} ({})", fmt::join(it.ordinals, ", "),
                              french_duration(it.ordinal_unit));
        return text + (start.empty() ? "" : " depuis " + start);
      }
      default:
        if (it.until != none_id) return "le " + expr(it.until);
        return fmt::format("{} {} {}", expr(it.length), it.backwards ? "avant" : "après", start);
    }
  }

  void delai(const Procedure& procedure, const Delai& it) {
    page_ += fmt::format("- **{}** : {}, {}", facts_of(it.kind).title, cell(shown(it.label)),
                         length_and_point(it));
    if (it.franc != Choice::no) page_ += it.franc == Choice::yes ? ", franc" : ", franc ou non (incertain)";
    if (it.proroge != Choice::no)
      page_ += it.proroge == Choice::yes ? ", reporté si samedi, dimanche ou férié" : ", report incertain";
    if (it.for_person) page_ += ", au bénéfice de la personne";
    if (it.against_person) page_ += ", opposé à la personne";
    if (!it.kept_by.empty()) page_ += " ; tenu par " + patterns(it.kept_by);
    if (!it.forbids.empty()) page_ += " ; interdit " + patterns(it.forbids);
    if (!it.lifted_by.empty()) page_ += " ; levé par " + patterns(it.lifted_by);
    if (!it.interrupted_by.empty()) page_ += " ; recommence à " + patterns(it.interrupted_by);
    if (it.role != no_id) page_ += " ; " + role(it.role);
    if (it.delay_of != 0)
      page_ += fmt::format(" ; retard : {}", cell(plain_name(program_, model_.text(it.delay_of))));
    page_ += "." + basis(it.rule, procedure.rule) + "\n";
    for (const auto& action : it.if_overdue) this->action("si dépassé", procedure, action);
    for (const auto& action : it.if_unknown) this->action("si la date est inconnue", procedure, action);
    for (const auto& action : it.if_target_missed)
      this->action("si l'objectif n'est pas tenu", procedure, action);
    for (const auto& action : it.if_out_of_bounds) this->action("hors bornes", procedure, action);
  }

  std::string patterns(const std::vector<PatternId>& list) const {
    std::string text;
    for (const auto id : list) text += (text.empty() ? "" : " ou ") + cell(pattern_phrase(program_, id));
    return text;
  }

  void clause(const Procedure& procedure, const Clause& it) {
    std::string when;
    switch (it.kind) {
      case ClauseKind::on_event:
        when = (it.otherwise ? "Sinon, dès " : "Dès ") + cell(pattern_phrase(program_, it.pattern));
        break;
      case ClauseKind::at_end:
        when = "À la fin de « " + cell(shown(procedure.delais[it.delai].label)) + " »";
        break;
      case ClauseKind::on_condition:
        when = "Dès que " + expr(it.condition);
        break;
      case ClauseKind::on_entry:
        when = "À l'entrée";
        break;
      case ClauseKind::while_true:
        when = "Tant que " + expr(it.condition);
        break;
    }
    if ((it.kind == ClauseKind::on_event || it.kind == ClauseKind::at_end) && it.condition != none_id)
      when += ", quand " + expr(it.condition);
    page_ += "- " + when;
    if (it.target != no_id) page_ += fmt::format(" → **{}**", cell(shown(procedure.states[it.target].label)));
    page_ += "." + basis(it.rule, procedure.rule) + "\n";
    for (const auto& requirement : it.requirements)
      page_ += fmt::format(
          "  - exigé : {} (sinon irrégularité {})\n",
          cell(requirement.label.empty() ? phrase(program_, requirement.condition) : requirement.label),
          severity(requirement.severity));
    for (const auto& one : it.actions) action("", procedure, one);
  }

  static const char* severity(Severity severity) {
    return severity == Severity::blocking ? "bloquante"
           : severity == Severity::major  ? "majeure"
           : severity == Severity::minor  ? "mineure"
                                          : "pour information";
  }

  void action(std::string_view when, const Procedure& procedure, const Action& it) {
    std::string text;
    switch (it.kind) {
      case ActionKind::go_to:
        text = "→ **" + cell(shown(procedure.states[it.target].label)) + "**";
        break;
      case ActionKind::to_do:
        text = "à faire : " + cell(it.label);
        break;
      case ActionKind::irregularity:
        text = fmt::format("irrégularité {} : {}", severity(it.severity), cell(it.label));
        break;
      case ActionKind::proposal:
        text = fmt::format("proposition, qu'une personne décide : {} {}",
                           cell(pattern_phrase(program_, it.proposal)), cell(it.label));
        break;
      case ActionKind::open_question:
        text = "question ouverte : " + cell(it.label);
        break;
      case ActionKind::ask_fact: {
        for (const auto fact : it.facts) text += (text.empty() ? "à demander : " : ", ") + expr(fact);
        break;
      }
      case ActionKind::transitional:
        text = "droit transitoire : " + cell(it.label);
        break;
      case ActionKind::open_linked:
        text = "ouvre : " + cell(shown(model_.procedures[it.procedure].label));
        break;
      case ActionKind::reset:
        text = "remet à zéro « " + cell(shown(procedure.delais[it.delai].label)) + " »";
        break;
      case ActionKind::remind_every:
        text = "rappel : " + cell(it.label);
        break;
    }
    if (const auto who = role(it.role); !who.empty()) text += " (" + who + ")";
    page_ += fmt::format("  - {}{}\n", when.empty() ? std::string() : std::string(when) + " : ", text);
  }

  void controls(std::uint32_t m) {
    bool first = true;
    for (const auto& control : model_.controls) {
      if (!in(control.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Contrôles\n\n";
      page_ += fmt::format("- **{}** : {}.{}\n", cell(shown(control.label)), sentence_of(control),
                           basis(control.rule));
    }
  }

  std::string sentence_of(const Control& control) const {
    const auto each = cell(pattern_phrase(program_, control.each));
    const auto other = [&] { return cell(pattern_phrase(program_, control.other)); };
    std::string text = "chaque " + each;
    switch (control.sentence) {
      case Sentence::preceded:
        text += " doit être précédé de " + other();
        break;
      case Sentence::followed:
        text += " doit être suivi de " + other();
        break;
      case Sentence::not_before:
        return text + " ne peut intervenir avant " + expr(control.condition);
      case Sentence::required:
        return text + " exige : " + expr(control.condition);
      case Sentence::never_during:
        return fmt::format("jamais {} pendant « {} »", each,
                           shown(model_.procedures[control.procedure].states[control.state].label));
      case Sentence::at_most:
        return fmt::format("au plus {} {} par {}{}", control.limit, each, expr(control.per),
                           control.civil ? ", civils" : ", glissants");
    }
    if (control.since != none_id) text += " depuis " + expr(control.since);
    if (control.within != none_id) text += " dans " + expr(control.within);
    if (control.at_least != none_id) text += " au moins " + expr(control.at_least) + " avant";
    return text;
  }

  void guarantees(std::uint32_t m) {
    bool first = true;
    for (const auto& guarantee : model_.guarantees) {
      if (!in(guarantee.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Garanties\n\n";
      page_ += fmt::format("- **{}**{}\n", cell(shown(guarantee.label)), basis(guarantee.rule));
    }
  }

  void indicators(std::uint32_t m) {
    bool first = true;
    for (const auto& indicator : model_.indicators) {
      if (!in(indicator.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Indicateurs\n\n";
      page_ += fmt::format("- **{}**{}\n", cell(shown(indicator.label)), basis(indicator.rule));
    }
  }

  /// References no one has read yet, and where they are relied upon.
  void to_verify() {
    std::map<std::string, std::vector<std::string>> places;
    for (const auto& rule : model_.rules)
      for (const auto& reference : rule.basis) {
        if (reference.verified) continue;
        auto& list = places[reference.text];
        const auto& module = model_.modules[rule.module];
        const auto& name = module.title.empty() ? module.name : module.title;
        if (std::ranges::find(list, name) == list.end()) list.push_back(name);
      }
    if (places.empty()) return;
    page_ +=
        "\n## À vérifier\n\nCes références n'ont pas été lues dans leur texte : aucune règle ne conclut sur "
        "elles seules.\n\n";
    for (const auto& [reference, modules] : places)
      page_ += fmt::format("- {} : {}\n", cell(reference), cell(fmt::format("{}", fmt::join(modules, ", "))));
  }

  const Program& program_;
  const Model& model_;
  std::string page_;
};

}  // namespace

std::string reglement(const Program& program) {
  return Writer(program).write();
}

}  // namespace filrouge::dsl
