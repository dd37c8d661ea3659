#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

#include "dsl/document/markdown.hpp"
#include "dsl/document/rule_words.hpp"
#include "dsl/document/vocabulary_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/opened_name.hpp"

namespace filrouge::dsl {
namespace {

class VocabularyPage {
 public:
  VocabularyPage(const RuleWords& words, std::uint32_t module)
      : words_(words), model_(words.model()), module_(module) {}

  std::string written() {
    acts();
    attributes();
    labels();
    actors();
    return std::move(page_);
  }

 private:
  void titled(bool& first, std::string_view title) {
    if (std::exchange(first, false)) page_ += fmt::format("\n### {}\n\n", title);
  }

  std::string words_of(ValueType type, const std::vector<Symbol>& allowed) const {
    if (type != ValueType::enumeration) return type_words(type);
    std::vector<std::string> words;
    for (const auto word : allowed) words.push_back(model_.vocabulary.told_word(model_.text(word)));
    return cell(fmt::format("{}", fmt::join(words, ", ")));
  }

  std::string listed(const std::vector<EventTypeId>& acts) const {
    const auto& vocabulary = model_.vocabulary;
    std::vector<std::string> named;
    for (const auto act : acts)
      named.push_back(
          words_.link(words_.event_anchor(act), vocabulary.events[act].module,
                      "« " + cell(vocabulary.told(model_.text(vocabulary.events[act].name))) + " »"));
    return fmt::format("{}", fmt::join(named, ", "));
  }

  void acts() {
    const auto& vocabulary = model_.vocabulary;
    bool first = true;
    for (EventTypeId type = 0; type < vocabulary.events.size(); ++type) {
      const auto& it = vocabulary.events[type];
      if (it.module != module_) continue;
      titled(first, "Actes");
      page_ += fmt::format("- {}**{}**, {}", words_.act_anchor(type),
                           cell(vocabulary.told(model_.text(it.name))), of_whom(it.scope));
      if (it.own_thread) page_ += " ; ouvre une affaire distincte";
      if (it.of_every_affaire) page_ += " ; pour toute affaire qui l'attend";
      if (it.of_one_affaire) page_ += " ; propre à une affaire";
      if (it.letter != LetterStep::none)
        page_ += fmt::format(" ; vie d'un courrier : {}",
                             letter_steps()[static_cast<std::size_t>(it.letter)].word);
      page_ += "." + RuleWords::basis(it.annotation) + "\n" + RuleWords::note(it.annotation.note);
      for (const auto& field : it.fields) {
        const auto name =
            field.label.empty() ? vocabulary.told(vocabulary.field_name(field.id)) : field.label;
        page_ += fmt::format("  - {} : {}{}\n", cell(name), words_of(field.type, field.allowed),
                             field.optional ? "" : ", toujours dit");
      }
      if (!it.ends.empty())
        page_ +=
            fmt::format("  - met fin à {}{}\n", listed(it.ends),
                        it.ends_on == no_id
                            ? std::string()
                            : ", à la date de " + cell(vocabulary.told(vocabulary.field_name(it.ends_on))));
      for (const auto& step : it.steps)
        page_ += fmt::format(
            "  - étape contradictoire « {} »{}\n", cell(step.label),
            step.field == no_id
                ? std::string()
                : fmt::format(", {} : {}", cell(vocabulary.told(vocabulary.field_name(step.field))),
                              cell(vocabulary.told_word(model_.text(step.word)))));
      for (const auto& weight : model_.weights)
        if (weight.act.type == type && !weight.assumed) this->weight(weight);
    }
  }

  void attributes() {
    const auto& vocabulary = model_.vocabulary;
    bool first = true;
    for (const auto& it : vocabulary.attributes) {
      if (it.module != module_) continue;
      titled(first, "Ce qui est su du dossier et des personnes");
      page_ += fmt::format("- **{}**, {} : {}{}\n", cell(vocabulary.told(model_.text(it.name))),
                           of_whom(it.scope), words_of(it.type, it.allowed), RuleWords::basis(it.annotation));
      page_ += RuleWords::note(it.annotation.note);
    }
  }

  void labels() {
    const auto& vocabulary = model_.vocabulary;
    bool first = true;
    for (const auto& it : vocabulary.labels) {
      if (it.module != module_) continue;
      titled(first, "Sous quelle étiquette un acte en cite un autre");
      page_ += fmt::format("- **{}** {}{}\n", cell(vocabulary.told_word(model_.text(it.name))),
                           it.any             ? std::string("désigne tout acte")
                           : it.types.empty() ? std::string("ne cite rien")
                                              : "désigne " + listed(it.types),
                           RuleWords::basis(it.annotation));
      page_ += RuleWords::note(it.annotation.note);
    }
  }

  /// « défavorable quand mesure parmi (…) : après …; dans l'intervalle de … ».
  void weight(const Weight& it) {
    const auto anywhere = words_.wording_anywhere();
    page_ += it.preparatory ? "  - préparatoire" : "  - défavorable";
    for (const auto& constraint : it.act.constraints) {
      std::vector<std::string> values;
      for (const auto value : constraint.values) values.push_back(words_.expr(value, anywhere));
      page_ += fmt::format(" quand {} parmi ({})",
                           cell(model_.vocabulary.told(model_.vocabulary.field_name(constraint.field))),
                           fmt::join(values, ", "));
    }
    std::vector<std::string> first;
    for (const auto& appraisal : it.appraisals) first.push_back(words_.pattern(appraisal, anywhere));
    page_ += first.empty() ? std::string(" : aucune appréciation avant")
                           : fmt::format(" : après {}", fmt::join(first, " ou "));
    std::vector<std::string> tables;
    for (const auto table : it.tables)
      tables.push_back(
          "*" + words_.link(model_.tables[table].rule, cell(opened_name(model_.tables[table].label))) + "*");
    if (!tables.empty()) page_ += fmt::format(" ; intervalle légal : {}", fmt::join(tables, ", "));
    page_ += RuleWords::basis(it.annotation) + "\n" + RuleWords::note(it.annotation.note, "    ");
  }

  void actors() {
    bool first = true;
    for (const auto& role : model_.roles) {
      if (role.module != module_ || !role.cases.empty()) continue;
      titled(first, "Qui agit");
      page_ += fmt::format("- **{}**{}{}\n", cell(shown(role.label)),
                           role.institution == 0
                               ? std::string()
                               : " : " + cell(institution_shown(model_, model_.text(role.institution))),
                           RuleWords::basis(role.annotation));
      page_ += RuleWords::note(role.annotation.note);
    }
  }

  const RuleWords& words_;
  const Model& model_;
  std::uint32_t module_;
  std::string page_;
};

}  // namespace

std::string vocabulary_page(const RuleWords& words, std::uint32_t module) {
  return VocabularyPage(words, module).written();
}

}  // namespace filrouge::dsl
