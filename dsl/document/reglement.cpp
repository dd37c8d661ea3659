#include "dsl/document/reglement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "dsl/document/markdown.hpp"
#include "dsl/document/rule_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/opened_name.hpp"

namespace filrouge::dsl {
namespace {

/// « 60 jours glissants », « 1 semaine civile ».
std::string agreed_period(const std::string& length, bool civil) {
  const bool one = length.starts_with("1 "), feminine = length.find("semaine") != std::string::npos;
  return length + (civil ? " civil" : " glissant") + (feminine ? "e" : "") + (one ? "" : "s");
}

class Writer {
 public:
  Writer(const Program& program, const ReglementOf& of)
      : program_(program),
        model_(program.model),
        of_(of),
        shown_(of_modules()),
        linked_(of.linked ? shown_ : std::vector<bool>()),
        words_(program, linked_) {}

  Reglement write() {
    // The law first: what is local or of a dispositif builds on it.
    std::vector<std::uint32_t> order(model_.modules.size());
    std::iota(order.begin(), order.end(), 0u);
    std::vector<bool> national(order.size());
    for (const auto& rule : model_.rules)
      if (rule.file.starts_with("national/")) national[rule.module] = true;
    std::ranges::stable_partition(order, [&](std::uint32_t m) { return national[m]; });
    for (const auto m : order)
      if (shown_[m]) module(m, national[m]);
    roles();
    to_verify();
    made_.page = opening() + page_;
    return std::move(made_);
  }

 private:
  std::vector<bool> of_modules() const {
    std::vector<bool> shown;
    for (const auto& module : model_.modules)
      shown.push_back(
          (of_.departement.empty() || program_.applies(module, of_.departement)) &&
          (of_.module.empty() || module.name == of_.module || module.name.starts_with(of_.module + ".")));
    return shown;
  }

  std::string opening() const {
    std::size_t procedures = 0, controls = 0;
    for (const auto& one : model_.procedures) procedures += shown_[one.module];
    for (const auto& one : model_.controls) controls += shown_[model_.rules[one.rule].module];
    const auto counted = [](std::size_t n, const char* what) {
      return fmt::format("{} {}{}", n, what, n > 1 ? "s" : "");
    };
    auto text = std::string("# Règlement\n\n");
    if (!of_.departement.empty())
      text += fmt::format("Pour les dossiers du département {}. ", of_.departement);
    text += fmt::format("{}, {}, {}. Une règle « à vérifier » ne conclut rien seule.\n",
                        counted(made_.modules.size(), "module"), counted(procedures, "procédure"),
                        counted(controls, "contrôle"));
    if (!model_.digest.empty()) text += fmt::format("\nEmpreinte des règles : `{}`.\n", model_.digest);
    return text;
  }

  bool in(RuleId rule, std::uint32_t module) const {
    return rule != none_id && model_.rules[rule].module == module;
  }

  static std::string period(Date from, Date to) {
    if (!from.known() && !to.known()) return {};
    if (!to.known()) return "depuis le " + french_date(from);
    if (!from.known()) return "jusqu'au " + french_date(to);
    return fmt::format("du {} au {}", french_date(from), french_date(to));
  }

  void module(std::uint32_t m, bool national) {
    const auto& it = model_.modules[m];
    const auto title = it.title.empty() ? it.name : it.title;
    std::string body;
    std::swap(body, page_);
    parameters(m);
    definitions(m);
    for (const auto& table : model_.tables)
      if (in(table.rule, m)) this->table(table);
    for (std::uint16_t p = 0; p < model_.procedures.size(); ++p)
      if (model_.procedures[p].module == m) page_ += procedure_page(words_, p, shown_);
    controls(m);
    guarantees(m);
    indicators(m);
    std::swap(body, page_);
    if (body.empty()) return;  // words and roles, which other modules show where they serve
    const auto anchor = of_.linked ? "module." + it.name : std::string();
    const auto mark =
        anchor.empty() ? std::string() : fmt::format("{}{}{}", anchor_open, anchor, anchor_close);
    page_ += fmt::format("\n## {}{}\n\n", mark, cell(title));
    made_.modules.push_back({national                 ? std::string("Textes nationaux")
                             : it.departement.empty() ? std::string("Parcours et dispositifs")
                                                      : "Département " + it.departement,
                             anchor, title});
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
      page_ += fmt::format("- {}**{}**", words_.anchor(parameter.rule), cell(opened_name(parameter.label)));
      const auto written = [&](const Value& value) { return words_.value(value, parameter.type); };
      std::vector<const DatedValue*> values;
      for (const auto& value : parameter.values)
        if (value.departement.empty() || of_.departement.empty() || value.departement == of_.departement)
          values.push_back(&value);
      const auto count =
          std::ranges::count_if(values, [](const DatedValue* value) { return value->departement.empty(); });
      if (count > 3) {
        const auto& last = **std::ranges::find_if(values.rbegin(), values.rend(),
                                                  [](const DatedValue* v) { return v->departement.empty(); });
        page_ += fmt::format(" : {} valeurs datées ; la dernière, depuis le {} : {}", count,
                             french_date(last.from), written(last.value));
      } else {
        for (const auto* value : values)
          page_ += fmt::format(
              "{}{}{}", value == values.front() ? " : " : " ; ", written(value->value),
              (value->from.known() ? " depuis le " + french_date(value->from) : "") +
                  (value->departement.empty() ? "" : " (département " + value->departement + ")"));
      }
      if (!parameter.possible.empty()) {
        std::vector<std::string> possible;
        for (const auto& value : parameter.possible) possible.push_back(written(value));
        page_ += fmt::format(" ; le texte peut vouloir dire {}", fmt::join(possible, " ou "));
      }
      page_ += words_.basis(parameter.rule) + "\n";
    }
  }

  void definitions(std::uint32_t m) {
    bool first = true;
    for (const auto& definition : model_.definitions) {
      if (!in(definition.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Définitions\n\n";
      page_ += fmt::format(
          "- {}**{}** : {}{}\n", words_.anchor(definition.rule), cell(opened_name(definition.label)),
          words_.expr(definition.body, words_.wording_anywhere()), words_.basis(definition.rule));
    }
  }

  void table(const Table& table) {
    const auto basis = words_.basis(table.rule);
    page_ += fmt::format("\n### {}Table : {}\n\n{}\n\n|", words_.anchor(table.rule),
                         cell(opened_name(table.label)), basis.empty() ? "" : basis.substr(basis.find('*')));
    const auto anywhere = words_.wording_anywhere();
    for (const auto input : table.inputs) page_ += " " + words_.expr(input, anywhere) + " |";
    for (const auto output : table.outputs)
      page_ += fmt::format(" **{}** |", cell(model_.vocabulary.told(model_.text(output))));
    page_ += "\n|";
    for (std::size_t i = 0; i < table.inputs.size() + table.outputs.size(); ++i) page_ += "---|";
    page_ += "\n";
    for (const auto& row : table.rows) {
      page_ += "|";
      for (const auto& it : row) {
        std::vector<std::string> values;
        for (const auto& value : it.values) values.push_back(words_.value(value));
        page_ += it.kind == TableCell::Kind::any       ? std::string(" – |")
                 : it.kind == TableCell::Kind::unknown ? std::string(" inconnu |")
                                                       : fmt::format(" {} |", fmt::join(values, ", "));
      }
      page_ += "\n";
    }
    page_ += table.first_match ? "\nLa première ligne qui convient est la bonne.\n"
                               : "\nUne ligne, et une seule, convient.\n";
  }

  void controls(std::uint32_t m) {
    bool first = true;
    for (const auto& control : model_.controls) {
      if (!in(control.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Contrôles\n\n";
      const auto of = control.each == none_id ? no_id : model_.patterns[control.each].type;
      const auto wording = words_.wording(no_id, of);
      page_ +=
          fmt::format("- {}**{}** : {}{}.{}\n", words_.anchor(control.rule), cell(shown(control.label)),
                      sentence_of(control, wording), words_.led_by(control.rule), words_.basis(control.rule));
      for (const auto& one : control.if_broken)
        if (one.kind != ActionKind::irregularity || one.label != control.label ||
            one.severity != Severity::blocking)
          page_ += fmt::format("  - sinon : {}\n", action_words(words_, nullptr, one, wording));
    }
  }

  std::string sentence_of(const Control& control, const Wording& wording) const {
    const auto expr = [&](ExprId id) { return words_.expr(id, wording); };
    const auto each = words_.pattern(control.each, wording);
    const auto other = [&] { return joined_by_of(words_.pattern(control.other, wording)); };
    std::string text = "chaque " + each;
    switch (control.sentence) {
      case Sentence::preceded:
        text += " doit être précédé " + other();
        break;
      case Sentence::followed:
        text += " doit être suivi " + other();
        break;
      case Sentence::not_before:
        return text + " ne peut intervenir avant " + words_.day(control.condition, wording);
      case Sentence::required:
        return text + " exige " + expr(control.condition);
      case Sentence::never_during:
        return fmt::format("jamais {} pendant « {} »", each,
                           cell(shown(model_.procedures[control.procedure].states[control.state].label)));
      case Sentence::at_most:
        return fmt::format("au plus {} {} par {}", control.limit, each,
                           agreed_period(expr(control.per), control.civil));
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
      const auto& procedure = model_.procedures[guarantee.procedure];
      page_ += fmt::format("- {}**{}** ({}) : ", words_.anchor(guarantee.rule), cell(shown(guarantee.label)),
                           words_.link(procedure.rule, cell(shown(procedure.label))));
      if (guarantee.kind == GuaranteeKind::always_running) {
        page_ += "dans tout état non final, un délai court ou une suite est écrite";
      } else {
        std::string states;
        for (const auto state : guarantee.states)
          states +=
              (states.empty() ? "jamais « " : " ni « ") + cell(shown(procedure.states[state].label)) + " »";
        page_ += states + " sans " + words_.expr(guarantee.without, words_.wording(guarantee.procedure)) +
                 (guarantee.unless_blocking_that_day ? ", sauf irrégularité bloquante ce jour-là" : "");
      }
      page_ += "." + words_.basis(guarantee.rule) + "\n";
    }
  }

  void indicators(std::uint32_t m) {
    bool first = true;
    for (const auto& indicator : model_.indicators) {
      if (!in(indicator.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Indicateurs\n\n";
      page_ += fmt::format("- **{}**{}\n", cell(shown(indicator.label)), words_.basis(indicator.rule));
    }
  }

  /// Who holds the roles that depend on the dossier.
  void roles() {
    bool first = true;
    for (const auto& role : model_.roles) {
      if (role.cases.empty()) continue;
      if (std::exchange(first, false)) page_ += "\n## Qui agit, selon le dossier\n\n";
      page_ += fmt::format("- **{}** :", cell(shown(role.label)));
      for (const auto& one : role.cases)
        page_ += fmt::format("{} {}{}", &one == &role.cases.front() ? "" : " ;", words_.role(one.role),
                             one.condition == none_id
                                 ? std::string(role.cases.size() > 1 ? " sinon" : "")
                                 : " quand " + words_.expr(one.condition, words_.wording(no_id)));
      page_ += ".\n";
    }
  }

  /// References no one has read yet, and where they are relied upon.
  void to_verify() {
    std::map<std::string, std::vector<std::string>> places;
    for (const auto& rule : model_.rules) {
      if (!shown_[rule.module]) continue;
      for (const auto& reference : rule.basis) {
        if (reference.verified) continue;
        auto& list = places[reference.text];
        const auto& module = model_.modules[rule.module];
        const auto& name = module.title.empty() ? module.name : module.title;
        if (std::ranges::find(list, name) == list.end()) list.push_back(name);
      }
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
  const ReglementOf& of_;
  std::vector<bool> shown_, linked_;
  RuleWords words_;
  std::string page_;
  Reglement made_;
};

}  // namespace

Reglement reglement(const Program& program, const ReglementOf& of) {
  return Writer(program, of).write();
}

}  // namespace filrouge::dsl
