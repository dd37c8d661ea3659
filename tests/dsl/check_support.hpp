#pragma once

#include <filesystem>
#include <string>

#include "dsl/check/check.hpp"
#include "dsl/grammar/parse.hpp"

/// A rule text checked with the vocabulary of tests/cas/commun.
struct Read {
  filrouge::dsl::SourceSet sources;
  filrouge::dsl::Diagnostics diagnostics;
  filrouge::dsl::Checked checked;

  explicit Read(const std::string& text) {
    using namespace filrouge::dsl;
    std::vector<Tree> trees;
    if (const auto base =
            sources.load(std::filesystem::path(FILROUGE_SOURCE_DIR) / "tests/cas/commun/base.fil", "base.fil",
                         diagnostics))
      trees.push_back(parse(sources, *base, diagnostics));
    trees.push_back(parse(sources, sources.add("essai.fil", text, diagnostics), diagnostics));
    if (!diagnostics.has_errors()) checked = check_rules(sources, trees, diagnostics, {}, Extent::whole);
  }
  /// A module « essai » with what most rules need.
  static Read module(const std::string& text) {
    return Read(
        "module essai\n  conventions base.délais\n  utilise "
        "base.vocabulaire, base.rôles\n  fondement CASF "
        "L262-36\n  statut vérifié « lu »\n  conduite par référent_unique\n" +
        text);
  }

  std::string said() const { return filrouge::dsl::render_text(sources, diagnostics); }
  const filrouge::Model& model() const { return checked.model; }
  const filrouge::Procedure& procedure(std::size_t index = 0) const { return model().procedures.at(index); }
  const filrouge::Delai& delai(std::string_view name, std::size_t index = 0) const {
    for (const auto& one : procedure(index).delais)
      if (model().text(one.name) == name) return one;
    throw std::out_of_range("no délai of that name");
  }
  const filrouge::RuleInfo& rule(std::string_view code) const {
    for (const auto& one : model().rules)
      if (one.code == code) return one;
    throw std::out_of_range("no rule of that code");
  }
  const filrouge::Expr& expr(filrouge::ExprId id) const { return model().exprs.at(id); }
  const filrouge::Expr& arg(filrouge::ExprId id, std::uint32_t n) const {
    return expr(model().args.at(expr(id).first_arg + n));
  }
};
