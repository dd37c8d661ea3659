#include <fmt/format.h>

#include <algorithm>

#include "dsl/check/declare.hpp"
#include "dsl/check/in_module.hpp"
#include "dsl/check/open_choices.hpp"
#include "dsl/source/limits.hpp"
#include "engine/core/dossier/departement.hpp"

namespace filrouge::dsl {
namespace {

/// « national », « département 64 » or « tous les départements »: one of them, once.
void read_reach(Checking& checking, std::uint32_t index) {
  auto& draft = checking.modules[index];
  View said;
  for (const auto child : draft.node) {
    if (!child.is(NodeKind::departement) && !child.is(NodeKind::written_for)) continue;
    if (said) {
      checking.report(Code::reach_of_module_twice, child, {checking.model.modules[index].name})
          .suggesting(Phrase("gardez l'une des trois lignes : « national », « département 64 » ou « tous les "
                             "départements »"))
          .also(said.range(), Phrase("dit ici", "said here"));
      continue;
    }
    said = child;
    if (child.is(NodeKind::departement))
      checking.model.modules[index].departement = departement_or_as_written(child.text());
    else
      (child.number() == 1 ? draft.everywhere : draft.national) = true;
  }
  checking.model.modules[index].national = draft.national;
  checking.model.modules[index].everywhere = draft.everywhere;
  checking.reach_is_said = checking.reach_is_said || draft.national || draft.everywhere;
  checking.names.write_for(index, checking.departement(index));
}

/// Does it write anything that a dossier may meet? Scénarios and the index of what is encoded do not.
bool bears_on_dossiers(const DraftModule& draft) {
  return std::ranges::any_of(draft.declarations, [](const View& node) {
    return !node.is(NodeKind::scenario) && !node.is(NodeKind::topic) && !node.is(NodeKind::conventions) &&
           !node.is(NodeKind::guarantee);
  });
}

void read_heading(Checking& checking, std::uint32_t index) {
  auto& draft = checking.modules[index];
  auto& module = checking.model.modules[index];
  for (const auto child : draft.node) {
    switch (child.kind()) {
      case NodeKind::title:
        module.title = child.text();
        break;
      case NodeKind::regime:
        module.regime = child.text();
        break;
      case NodeKind::governing:
        draft.governing = child.first();
        break;
      case NodeKind::conventions_use:
        draft.conventions_use = child;
        module.conventions = name_of_conventions(child);
        break;
      case NodeKind::in_module:
        if (const auto constraint = child.child(NodeKind::field_constraint))
          read_in_module(checking, draft, constraint);
        break;
      case NodeKind::source:
        module.source = child.text();
        break;
      case NodeKind::licence:
        module.licence = child.text();
        break;
      default:
        break;
    }
  }
}

/// Each module says for whom it is written, once one says « national » or « tous les départements ». Unsaid,
/// it is for all, as it always was: what runs is not stopped for that.
void ask_reach(Checking& checking) {
  if (checking.to_run || !checking.reach_is_said) return;
  for (std::uint32_t i = 0; i < checking.modules.size(); ++i) {
    const auto& draft = checking.modules[i];
    if (draft.national || draft.everywhere || !checking.departement(i).empty() || !bears_on_dossiers(draft))
      continue;
    checking.report(Code::reach_of_module_unsaid, draft.node, {checking.model.modules[i].name})
        .expecting(
            Phrase("une ligne sous « module » : « département 64 » si seuls les dossiers de ce département "
                   "le connaissent, « tous les départements » si c'est un dispositif qui ne dépend pas du "
                   "lieu, « national » si c'est la loi ou son décret",
                   "a line under « module »: « département 64 », « tous les départements » or « national »"))
        .suggesting(
            Phrase("écrivez le numéro du département dont c'est le texte ; une règle locale complète la loi, "
                   "elle n'en est pas une"));
  }
}

/// « utilise » and « étend »: each name must be a module; a circle is refused.
void link(Checking& checking, std::uint32_t index) {
  auto& draft = checking.modules[index];
  for (const auto child : draft.node) {
    if (!child.is(NodeKind::uses) && !child.is(NodeKind::extends_module)) continue;
    for (const auto name : child) {
      for (const auto* found : checking.names.resolve(NameKind::module, name.text(), index, name)) {
        checking.names.let_see(index, found->index);
        if (child.is(NodeKind::extends_module)) draft.extends.push_back(found->index);
        auto& module = checking.model.modules[index];
        (child.is(NodeKind::extends_module) ? module.completes : module.uses).push_back(found->index);
      }
    }
  }
}

std::vector<std::uint32_t> uses_of(Checking& checking, std::uint32_t index, View& at) {
  std::vector<std::uint32_t> list;
  for (const auto child : checking.modules[index].node) {
    if (!child.is(NodeKind::uses) && !child.is(NodeKind::extends_module)) continue;
    at = child;
    for (const auto name : child)
      for (const auto* found : checking.names.find(NameKind::module, name.text(), index))
        list.push_back(found->index);
  }
  return list;
}

/// Depth first; `path` holds the modules being visited.
void find_circles(Checking& checking, std::uint32_t index, std::vector<std::uint32_t>& path,
                  std::vector<char>& done) {
  if (done[index]) return;
  path.push_back(index);
  View at;
  for (const auto next : uses_of(checking, index, at)) {
    const auto met = std::ranges::find(path, next);
    if (met == path.end()) {
      find_circles(checking, next, path, done);
      continue;
    }
    std::string circle;
    for (auto it = met; it != path.end(); ++it) circle += checking.model.modules[*it].name + " → ";
    circle += checking.model.modules[next].name;
    checking.report(Code::import_cycle, at, {circle})
        .suggesting(Phrase("mettez ce qui est commun dans un troisième module que les deux utilisent"));
  }
  path.pop_back();
  done[index] = 1;
}

}  // namespace

void declare_modules(Checking& checking) {
  for (const auto& tree : checking.trees) {
    if (tree.nodes.empty()) continue;
    std::uint32_t current = none_id;
    bool orphan_said = false;
    for (const auto declaration : View(tree, 0)) {
      if (!declaration.is(NodeKind::module)) {
        if (declaration.is(NodeKind::error)) continue;
        if (current == none_id) {
          if (orphan_said) continue;
          orphan_said = true;
          checking.report(Code::outside_module, declaration)
              .expecting(Phrase("« module » et son nom, avant toute déclaration",
                                "« module » and its name, before any declaration"))
              .suggesting(Phrase("commencez le fichier par une ligne comme « module rsa.cer »"));
          continue;
        }
        checking.modules[current].declarations.push_back(declaration);
        continue;
      }
      current = static_cast<std::uint32_t>(checking.modules.size());
      DraftModule draft;
      draft.node = declaration;
      checking.modules.push_back(std::move(draft));
      Module module;
      module.name = declaration.text();
      module.written = written_name(checking, declaration);
      checking.model.modules.push_back(std::move(module));
      read_reach(checking, current);
      const auto period = in_force_of(checking, declaration, {});
      checking.names.declare(NameKind::module, {declaration.text(), declaration.text(), current, current,
                                                declaration.range(), period});
      auto& made = checking.model.modules[current];
      made.in_force_from = period.from;
      made.in_force_to = period.to;
      read_heading(checking, current);
      checking.modules[current].rule = add_rule(checking, declaration, current, declaration.text(), none_id);
      checking.model.modules[current].rule = checking.modules[current].rule;
    }
  }
  ask_reach(checking);
  for (std::uint32_t i = 0; i < checking.modules.size(); ++i) link(checking, i);
  std::vector<char> done(checking.modules.size());
  std::vector<std::uint32_t> path;
  for (std::uint32_t i = 0; i < checking.modules.size(); ++i) find_circles(checking, i, path, done);
}

}  // namespace filrouge::dsl
