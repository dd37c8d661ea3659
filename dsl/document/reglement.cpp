#include "dsl/document/reglement.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "dsl/document/delais_table.hpp"
#include "dsl/document/markdown.hpp"
#include "dsl/document/rule_words.hpp"
#include "dsl/document/table_reading.hpp"
#include "engine/core/explain/indicator_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/fold.hpp"
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
        words_(program, linked_, of.departement) {}

  Reglement write() {
    // The law first: what is local or of a dispositif builds on it.
    std::vector<std::uint32_t> order(model_.modules.size());
    std::iota(order.begin(), order.end(), 0u);
    std::vector<bool> national;
    for (const auto& module : model_.modules) national.push_back(module.national);
    for (const auto& rule : model_.rules)
      if (rule.file.starts_with("national/")) national[rule.module] = true;
    std::ranges::stable_partition(order, [&](std::uint32_t m) { return national[m]; });
    for (const auto m : order)
      if (shown_[m]) module(m, national[m]);
    roles();
    delais(order);
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
      text += fmt::format("Pour les dossiers du département {}. ", cell(of_.departement));
    text += fmt::format("{}, {}, {}. Une règle « à vérifier » ne conclut rien seule.\n",
                        counted(made_.modules.size(), "module"), counted(procedures, "procédure"),
                        counted(controls, "contrôle"));
    if (!model_.digest.empty()) text += fmt::format("\nEmpreinte des règles : `{}`.\n", model_.digest);
    return text;
  }

  bool in(RuleId rule, std::uint32_t module) const {
    return rule != none_id && model_.rules[rule].module == module;
  }

  void module(std::uint32_t m, bool national) {
    const auto& it = model_.modules[m];
    const auto title = it.title.empty() ? it.written : it.title;
    std::string body;
    std::swap(body, page_);
    conventions(m);
    completions(m);
    page_ += vocabulary_page(words_, m);
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
    if (body.empty()) return;  // scénarios, and the index of what is encoded
    const auto anchor = of_.linked ? "module." + it.name : std::string();
    const auto mark =
        anchor.empty() ? std::string() : fmt::format("{}{}{}", anchor_open, anchor, anchor_close);
    page_ += fmt::format("\n## {}{}\n\n", mark, cell(title));
    made_.modules.push_back({national                 ? std::string("Textes nationaux")
                             : it.departement.empty() ? std::string("Parcours et dispositifs")
                                                      : std::string("Départements"),
                             group_of(m, national),
                             {anchor, title},
                             {}});
    for (std::uint16_t p = 0; p < model_.procedures.size(); ++p) {
      const auto& procedure = model_.procedures[p];
      if (procedure.module != m) continue;
      made_.procedures.push_back(p);
      made_.modules.back().procedures.push_back(
          {of_.linked ? model_.rules[procedure.rule].code : std::string(), shown(procedure.label)});
    }
    std::vector<std::string> said;
    if (it.national) said.push_back("texte national");
    if (it.everywhere) said.push_back("tous les départements");
    if (!it.regime.empty()) said.push_back("régime : " + cell(it.regime));
    if (!it.departement.empty()) said.push_back("département " + cell(it.departement));
    if (const auto days = RuleWords::period(it.in_force_from, it.in_force_to); !days.empty())
      said.push_back("en vigueur " + days);
    if (const auto role = model_.rules[it.rule].led_by; role != no_id)
      said.push_back("conduite par " + words_.role(role));
    const auto modules = [&](const char* word, const std::vector<std::uint32_t>& list) {
      std::vector<std::string> names;
      for (const auto other : list) names.push_back(module_link(other));
      if (!names.empty()) said.push_back(word + fmt::format("{}", fmt::join(names, ", ")));
    };
    modules("complète ", it.completes);
    modules("utilise ", it.uses);
    for (const auto& one : it.said_once) {
      const auto act = words_.pattern({one.type, {}}, words_.wording(no_id));
      said.push_back("dans ce module," + words_.pattern(one, words_.wording(no_id)).substr(act.size() + 1));
    }
    if (!it.source.empty()) said.push_back("source : " + cell(it.source));
    if (!it.licence.empty()) said.push_back("licence : " + cell(it.licence));
    page_ += fmt::format("`{}`{}{}\n", it.written, said.empty() ? "" : " : ", fmt::join(said, " ; "));
    if (const auto others = completed_elsewhere(m); !others.empty())
      page_ += fmt::format("\nComplété par des textes qui ne sont pas sur cette page : {}.\n",
                           fmt::join(others, " ; "));
    for (const auto& counting : model_.conventions)
      if (fold(counting.name) == it.conventions)
        page_ += fmt::format("\nDélais comptés selon {} : {}.\n",
                             words_.link(anchor_of(counting), counting.module, cell(counting.name)),
                             cell(fmt::format("{}", fmt::join(counting.lines, " ; "))));
    if (const auto& basis = model_.rules[it.rule].basis; !basis.empty())
      page_ += "\n*" + cell(RuleWords::references(basis)) + "*\n";
    if (const auto& note = model_.rules[it.rule].note; !note.empty())
      page_ += "\n*Note : " + cell(note) + "*\n";
    page_ += body;
  }

  /// « Département 64 », or the folder of a parcours.
  std::string group_of(std::uint32_t m, bool national) const {
    const auto& it = model_.modules[m];
    if (national) return {};
    if (!it.departement.empty()) return "Département " + it.departement;
    const auto& file = model_.rules[it.rule].file;
    const auto slash = file.rfind('/');
    return slash == std::string::npos ? std::string() : opened_name(file.substr(0, slash));
  }

  /// A heading after the modules, which the contents name.
  void annex(std::string_view anchor, std::string_view title) {
    const auto mark = of_.linked ? fmt::format("{}{}{}", anchor_open, anchor, anchor_close) : std::string();
    made_.annexes.push_back({of_.linked ? std::string(anchor) : std::string(), std::string(title)});
    page_ += fmt::format("\n## {}{}\n\n", mark, title);
  }

  /// Each délai of the page, on one line.
  void delais(const std::vector<std::uint32_t>& order) {
    std::string tables;
    for (const auto m : order)
      if (shown_[m]) tables += delais_table(words_, m, shown_);
    if (tables.empty()) return;
    annex("annexe.delais", "Tous les délais");
    page_ +=
        "Ce que chaque délai dit en entier (ce qui le tient, le suspend, le reporte) est à sa place, où mène "
        "son nom.\n" +
        tables;
  }

  /// A reader of one module is told that others add to it, and where.
  std::vector<std::string> completed_elsewhere(std::uint32_t m) const {
    std::vector<std::string> others;
    for (std::uint32_t other = 0; other < model_.modules.size(); ++other) {
      const auto& it = model_.modules[other];
      if (shown_[other] || std::ranges::find(it.completes, m) == it.completes.end()) continue;
      if (!of_.departement.empty() && !program_.applies(it, of_.departement)) continue;
      // A module of scénarios holds no rule but itself.
      if (std::ranges::count(model_.rules, other, &RuleInfo::module) == 1) continue;
      others.push_back(module_link(other) +
                       (it.departement.empty() ? "" : ", département " + cell(it.departement)) +
                       fmt::format(" (`{}`)", it.written));
    }
    return others;
  }

  std::string module_link(std::uint32_t m) const {
    const auto& it = model_.modules[m];
    return words_.link("module." + it.name, m, cell(it.title.empty() ? it.written : "« " + it.title + " »"));
  }

  /// How délais are counted, for the modules that say so.
  void conventions(std::uint32_t m) {
    for (const auto& it : model_.conventions) {
      if (it.module != m) continue;
      const auto anchor =
          of_.linked ? fmt::format("{}{}{}", anchor_open, anchor_of(it), anchor_close) : std::string();
      page_ += fmt::format("\n### {}Conventions {}\n\n", anchor, cell(it.name));
      for (const auto& line : it.lines) page_ += "- " + cell(line) + "\n";
      if (const auto& note = it.annotation.note; !note.empty()) page_ += "\n*Note : " + cell(note) + "*\n";
      if (const auto& basis = it.annotation.basis; !basis.empty())
        page_ += "\n*" + cell(RuleWords::references(basis)) + "*\n";
    }
  }
  static std::string anchor_of(const Conventions& it) { return "conventions." + fold(it.name); }

  /// Why a module completes a procédure of another; what it adds is told there.
  void completions(std::uint32_t m) {
    const auto& all = model_.modules[m].completions;
    if (!all.empty()) page_ += "\n### Ce que ce module complète\n\n";
    for (const auto& one : all) {
      const auto& procedure = model_.procedures[one.procedure];
      page_ += "- " + words_.link(procedure.rule, cell(shown(procedure.label)));
      for (const auto state : one.states)
        page_ += fmt::format("{} « {} »", state == one.states.front() ? "," : " et",
                             cell(shown(procedure.states[state].label)));
      page_ += "\n" + RuleWords::note(one.note);
    }
  }

  void parameters(std::uint32_t m) {
    bool first = true;
    for (const auto& parameter : model_.parameters) {
      if (parameter.of_a_target || !in(parameter.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Valeurs\n\n";
      page_ += fmt::format("- {}**{}**", words_.anchor(parameter.rule), cell(opened_name(parameter.label)));
      const auto written = [&](const Value& value) { return words_.value(value, parameter.type); };
      std::vector<const DatedValue*> values;
      for (const auto& value : parameter.values)
        if (words_.tells(value)) values.push_back(&value);
      // A few stand on the line; more are read under one another.
      const bool many = values.size() > 3;
      std::string under;
      for (const auto* value : values) {
        const auto one = written(value->value) + words_.where_and_when(*value);
        if (many)
          under += "  - " + one + "\n";
        else
          page_ += (value == values.front() ? " : " : " ; ") + one;
        if (!value->note.empty())
          under +=
              RuleWords::note(many ? value->note : "département " + value->departement + " : " + value->note,
                              many ? "    " : "  ");
      }
      if (!parameter.possible.empty()) {
        std::vector<std::string> possible;
        for (const auto& value : parameter.possible) possible.push_back(written(value));
        page_ += fmt::format(" ; le texte peut vouloir dire {}", fmt::join(possible, " ou "));
      }
      if (!parameter.local.empty()) page_ += " ; " + cell(parameter.local);
      page_ += words_.basis(parameter.rule) + "\n" + words_.note(parameter.rule) + under;
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
      page_ += words_.note(definition.rule);
    }
  }

  void table(const Table& table) {
    const auto basis = words_.basis(table.rule);
    page_ +=
        fmt::format("\n### {}Table : {}\n\n{}|", words_.anchor(table.rule), cell(opened_name(table.label)),
                    basis.empty() ? std::string() : basis.substr(basis.find('*')) + "\n\n");
    const auto anywhere = words_.wording_anywhere();
    if (const auto& note = model_.rules[table.rule].note; !note.empty())
      page_.insert(page_.size() - 1, "*Note : " + cell(note) + "*\n\n");
    for (const auto input : table.inputs) page_ += " " + words_.expr(input, anywhere) + " |";
    for (const auto output : table.outputs)
      page_ += fmt::format(" **{}** |", cell(model_.vocabulary.told(model_.text(output))));
    page_ += "\n|";
    for (std::size_t i = 0; i < table.inputs.size() + table.outputs.size(); ++i) page_ += "---|";
    page_ += "\n";
    for (const auto& row : table.rows) {
      page_ += "|";
      for (const auto& it : row) page_ += " " + cell_words(words_, it) + " |";
      page_ += "\n";
    }
    if (table.first_match)
      page_ += "\nLa première ligne qui convient est la bonne.\n";
    else if (const auto columns = by_column(words_, table); !columns.empty())
      page_ += "\nUne ligne, et une seule, convient ; colonne par colonne :\n\n" + columns;
    else
      page_ += "\nUne ligne, et une seule, convient.\n";
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
      page_ += words_.note(control.rule);
      for (const auto& one : control.if_broken)
        page_ += fmt::format("  - sinon : {}\n", action_words(words_, nullptr, one, wording));
    }
  }

  std::string sentence_of(const Control& control, const Wording& wording) const {
    const auto expr = [&](ExprId id) { return words_.expr(id, wording); };
    const auto each = words_.pattern(control.each, wording);
    const auto other = [&] { return "d'un acte " + words_.pattern(control.other, wording); };
    std::string text = "chaque acte " + each;
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
        return fmt::format("jamais d'acte {} pendant « {} »", each,
                           cell(shown(model_.procedures[control.procedure].states[control.state].label)));
      case Sentence::at_most: {
        auto same = std::string();
        if (control.same != no_id) {
          const std::string_view apart = each.find(", ") == std::string::npos ? "" : ",";
          same = fmt::format("{} {} même {}{}", apart, control.same_feminine ? "de la" : "du",
                             words_.field(control.same, model_.patterns[control.each].type, wording), apart);
        }
        return fmt::format("au plus {} acte{} {}{} par {}", control.limit, control.limit > 1 ? "s" : "", each,
                           same, agreed_period(expr(control.per), control.civil));
      }
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
      page_ += "." + words_.basis(guarantee.rule) + "\n" + words_.note(guarantee.rule);
    }
  }

  void indicators(std::uint32_t m) {
    bool first = true;
    for (const auto& indicator : model_.indicators) {
      if (!in(indicator.rule, m)) continue;
      if (std::exchange(first, false)) page_ += "\n### Indicateurs\n\n";
      page_ += fmt::format("- {}**{}** : {}", words_.anchor(indicator.rule), cell(shown(indicator.label)),
                           cell(measure_sentence(program_, indicator)));
      if (is_delay(indicator)) page_ += " ; avec le nombre de ceux qui attendent encore";
      if (!indicator.left_by.empty())
        page_ += " ; sortis de l'attente par " + words_.patterns(indicator.left_by, words_.wording(no_id));
      std::vector<std::string> axes;
      for (const auto& axis : indicator.axes)
        axes.push_back(axis_shown(program_, axis_word(model_.vocabulary, axis)));
      if (!axes.empty()) page_ += cell(fmt::format(" ; par {}", fmt::join(axes, ", ")));
      if (const auto target = target_words(indicator); !target.empty()) page_ += " ; cible : " + cell(target);
      for (const auto& benchmark : indicator.benchmarks) page_ += " ; repère : " + cell(benchmark);
      page_ +=
          fmt::format(" ; groupe minimal {}.{}\n", indicator.minimum_group, words_.basis(indicator.rule));
      page_ += words_.note(indicator.rule);
    }
  }

  /// Who holds the roles that depend on the dossier.
  void roles() {
    bool first = true;
    for (const auto& role : model_.roles) {
      if (role.cases.empty()) continue;
      if (std::exchange(first, false)) annex("annexe.qui_agit", "Qui agit, selon le dossier");
      page_ += fmt::format("- **{}** :", cell(shown(role.label)));
      for (const auto& one : role.cases)
        page_ += fmt::format("{} {}{}", &one == &role.cases.front() ? "" : " ;", words_.role(one.role),
                             one.condition == none_id
                                 ? std::string(role.cases.size() > 1 ? " sinon" : "")
                                 : " quand " + words_.expr(one.condition, words_.wording(no_id)));
      page_ += "." + RuleWords::basis(role.annotation) + "\n" + RuleWords::note(role.annotation.note);
    }
  }

  /// References no one has read yet, and where they are relied upon.
  void to_verify() {
    std::map<std::string, std::vector<std::string>> places;
    const auto relies = [&](std::uint32_t m, const std::string& reference, std::string_view how = {}) {
      if (!shown_[m]) return;
      auto& list = places[reference];
      const auto& module = model_.modules[m];
      const auto name = (module.title.empty() ? module.written : module.title) + std::string(how);
      if (std::ranges::find(list, name) == list.end()) list.push_back(name);
    };
    const auto rely = [&](std::uint32_t m, const std::vector<BasisRef>& basis, std::string_view how = {}) {
      for (const auto& reference : basis)
        if (!reference.verified) relies(m, reference.text, how);
    };
    for (const auto& rule : model_.rules) rely(rule.module, rule.basis);
    // Conventions are no rule: they are followed, read or not.
    for (const auto& it : model_.conventions)
      rely(it.module, it.annotation.basis, " (des délais se comptent ainsi)");
    for (const auto& it : model_.roles) rely(it.module, it.annotation.basis);
    const auto& vocabulary = model_.vocabulary;
    for (const auto& it : vocabulary.events) rely(it.module, it.annotation.basis);
    for (const auto& it : vocabulary.attributes) rely(it.module, it.annotation.basis);
    for (const auto& it : vocabulary.labels) rely(it.module, it.annotation.basis);
    for (const auto& it : model_.weights) rely(vocabulary.events[it.act.type].module, it.annotation.basis);
    for (const auto& parameter : model_.parameters)
      for (const auto& value : parameter.values)
        if (!value.verified && !value.source.empty() && words_.tells(value))
          relies(model_.rules[parameter.rule].module, value.source);
    if (places.empty()) return;
    annex("annexe.a_verifier", "À vérifier");
    page_ +=
        "Ces références n'ont pas été lues dans leur texte : aucune règle ne conclut sur "
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
