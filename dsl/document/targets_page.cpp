#include "dsl/document/targets_page.hpp"

#include <fmt/format.h>

#include "dsl/document/markdown.hpp"
#include "dsl/document/rule_words.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::dsl {
namespace {

class TargetsPage {
 public:
  TargetsPage(const Program& program, const ReglementOf& of)
      : program_(program), model_(program.model), of_(of), words_(program, no_links_, of.departement) {}

  std::string write() {
    bool some = false;
    for (std::uint32_t m = 0; m < model_.modules.size(); ++m) {
      if (!shown(m)) continue;
      some = true;
      module(m);
    }
    return some ? opening() + body_ : std::string();
  }

 private:
  bool shown(std::uint32_t m) const {
    const auto& module = model_.modules[m];
    return (of_.departement.empty() || program_.applies(module, of_.departement)) &&
           (of_.module.empty() || module.name == of_.module || module.name.starts_with(of_.module + "."));
  }

  std::string opening() const {
    auto text = std::string("# Objectifs internes\n\n");
    if (lines_ == 0) return text + "Rien n'y est « dès que possible » : aucun objectif ne s'y fixe.\n";
    text += fmt::format(
        "{} {} « dès que possible »{} : aucun texte ne donne de jour, rien n'y est en retard en droit. {} un "
        "objectif. "
        "Un service s'en fixe un dans son texte local, pour le Département ou pour un territoire :\n\n"
        "    fixer l'objectif de {} à 15 jours\n"
        "    fixer l'objectif de {} à 21 jours, territoire « Adour BAB »\n\n"
        "Passé, c'est un retard du service, à ses yeux ; il n'a aucun effet contre la personne.\n",
        lines_, lines_ > 1 ? "choses sont à faire" : "chose est à faire",
        of_.departement.empty() ? "" : ", pour les dossiers du département " + cell(of_.departement),
        with_target_ == 0 ? "Aucune n'a" : fmt::format("{} {}", with_target_, with_target_ > 1 ? "ont" : "a"),
        first_, first_);
    return text;
  }

  void module(std::uint32_t m) {
    std::string rows;
    for (const auto& procedure : model_.procedures)
      for (const auto& delai : procedure.delais)
        if (delai.as_soon_as_possible && model_.rules[delai.rule].module == m) rows += row(delai);
    if (rows.empty()) return;
    const auto& it = model_.modules[m];
    body_ += fmt::format("\n## {}{}\n\n| À faire | Par | Nom à écrire | Objectif |\n|---|---|---|---|\n{}",
                         cell(it.title.empty() ? it.written : it.title),
                         it.departement.empty() ? "" : fmt::format(" (département {})", cell(it.departement)),
                         rows);
  }

  std::string row(const Delai& delai) {
    ++lines_;
    if (first_.empty()) first_ = delai.called;
    const auto set = words_.targets(delai);
    with_target_ += !set.empty();
    const auto role =
        delai.role == no_id ? std::string("–") : filrouge::shown(model_.roles[delai.role].label);
    return fmt::format("| {} | {} | `{}` | {} |\n", cell(filrouge::shown(delai.label)), cell(role),
                       delai.called, set.empty() ? "aucun" : set);
  }

  const Program& program_;
  const Model& model_;
  const ReglementOf& of_;
  const std::vector<bool> no_links_;
  const RuleWords words_;
  std::string body_, first_;
  std::size_t lines_ = 0, with_target_ = 0;
};

}  // namespace

std::string targets_page(const Program& program, const ReglementOf& of) {
  return TargetsPage(program, of).write();
}

}  // namespace filrouge::dsl
