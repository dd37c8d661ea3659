#include "dsl/check/laws.hpp"

namespace filrouge::dsl {

SourceRange range_of(const Checking& checking, RuleId rule) {
  const auto& info = checking.model.rules[rule];
  for (std::uint32_t f = 0; f < checking.sources.size(); ++f) {
    const auto& file = checking.sources[f];
    if (file.path() != info.file || info.line == 0 || info.line > file.line_count()) continue;
    const auto line = file.line(info.line);
    const auto start = file.line_start(info.line);
    const auto blank = line.find_first_not_of(" \t");
    const auto begin = start + static_cast<std::uint32_t>(blank == std::string_view::npos ? 0 : blank);
    return {f, begin, start + static_cast<std::uint32_t>(line.size())};
  }
  return {};
}

namespace {

/// « vérifié » is a claim about a text: it says where the text was read.
void check_readings(Checking& checking) {
  for (const auto& tree : checking.trees)
    for (NodeId id = 0; id < tree.nodes.size(); ++id) {
      const View node(tree, id);
      if (!node.is(NodeKind::status) || node.number() != 1 || !label_of(node).empty()) continue;
      checking.report(Code::reading_unsaid, node)
          .expecting(Phrase("« statut vérifié « lu dans le CASF au 22 mars 2015 » » : qui doute doit pouvoir "
                            "relire au même endroit"))
          .suggesting(
              Phrase("dites où ; si personne ne l'a lu, écrivez « statut à vérifier « pourquoi » » : la "
                     "règle ne conclura rien seule"));
    }
}

}  // namespace

void check_basis(Checking& checking) {
  check_readings(checking);
  const auto lacks = [&](RuleId rule, const char* kind, const std::string& name, View at) {
    const auto& info = checking.model.rules[rule];
    if (!info.basis.empty() || info.internal_target) return;
    checking.report(Code::no_basis, at, {kind, name})
        .suggesting(Phrase("ajoutez « fondement CASF L262-36 » (un code et des articles, ou un texte entre « "
                           "») et « statut vérifié « où » » ou « statut à vérifier « pourquoi » » ; "
                           "si ce n'est que l'usage du service : « objectif interne »"));
  };
  for (std::size_t p = 0; p < checking.parameters.size(); ++p)
    lacks(checking.model.parameters[p].rule, "le paramètre", checking.parameters[p].node.text(),
          checking.parameters[p].node);
  for (std::size_t p = 0; p < checking.model.procedures.size(); ++p) {
    const auto& procedure = checking.model.procedures[p];
    const auto& draft = checking.procedures[p];
    lacks(procedure.rule, "la procédure", draft.name, draft.part.node);
    if (checking.model.rules[procedure.rule].basis.empty() &&
        !checking.model.rules[procedure.rule].internal_target)
      continue;  // said once
    for (std::size_t d = 0; d < procedure.delais.size(); ++d)
      lacks(procedure.delais[d].rule, "le délai", draft.delais[d].name, draft.delais[d].part.node);
  }
  Symbol last = 0;
  for (const auto& control : checking.model.controls) {
    if (control.name == last) continue;  // sentences of one contrôle share its fondement
    last = control.name;
    const auto& info = checking.model.rules[control.rule];
    if (!info.basis.empty() || info.internal_target) continue;
    checking.diagnostics
        .report(Code::no_basis, range_of(checking, control.rule),
                {"le contrôle", checking.text(control.name)})
        .suggesting(Phrase("ajoutez « fondement CASF L262-37 », ou « objectif interne »"));
  }
}

}  // namespace filrouge::dsl
