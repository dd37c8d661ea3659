#include "dsl/check/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/check/declare.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::dsl {
namespace {

bool not_expression(NodeKind kind) {
  switch (kind) {
    case NodeKind::type:
    case NodeKind::label:
    case NodeKind::yaml_path:
    case NodeKind::basis:
    case NodeKind::status:
    case NodeKind::internal_target:
    case NodeKind::local_bounds:
    case NodeKind::possible_values:
    case NodeKind::in_force:
      return true;
    default:
      return false;
  }
}

/// Versions of one parameter become the dated values of the first: each holds from its first day, and none
/// after its last.
void join_versions(Checking& checking, const std::vector<std::uint32_t>& versions) {
  if (versions.size() < 2) return;
  std::vector<DatedValue> values;
  for (const auto index : versions) {
    const auto& parameter = checking.model.parameters[index];
    const auto& info = checking.model.rules[parameter.rule];
    for (auto value : parameter.values) {
      if (!value.from.known() || (info.in_force_from.known() && value.from < info.in_force_from))
        value.from = info.in_force_from;
      values.push_back(value);
    }
    DatedValue after;
    if (info.in_force_to.known()) after.from = info.in_force_to + 1;
    if (after.from.known()) values.push_back(after);
  }
  std::ranges::stable_sort(values, {}, &DatedValue::from);
  std::vector<DatedValue> kept;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool replaced = std::ranges::any_of(
        values, [&](const DatedValue& other) { return other.from == values[i].from && other.value.known(); });
    if (values[i].value.known() || !replaced) kept.push_back(values[i]);
  }
  std::vector<RuleId> unread;
  for (const auto index : versions) {
    const auto& own = checking.model.parameters[index].unread;
    unread.insert(unread.end(), own.begin(), own.end());
  }
  for (const auto index : versions) {
    checking.model.parameters[index].values = kept;
    checking.model.parameters[index].unread = unread;
  }
  // Before the first version and after the last there may be no text; between two it is missing.
  while (!kept.empty() && !kept.back().value.known()) kept.pop_back();
  if (!kept.empty()) kept.front().from = {};
  const auto& last = checking.parameters[versions.back()];
  check_periods(checking, last.node, last.node.text(), kept, last.module);
}

void refuse_dated(Checking& checking, View path, const std::string& parameter, DatedFault fault) {
  const auto written = path.text();
  const auto outside = [&](std::string why) {
    checking.report(Code::dated_values_outside, path, {parameter, std::move(why)})
        .suggesting(
            Phrase("copiez ce fichier sous la racine des règles, par exemple dans « parametres », et écrivez "
                   "son chemin depuis ce fichier de règles",
                   "copy that file under the root of the rules, for example in « parametres », and write its "
                   "path from this rule file"));
  };
  const auto unreadable = [&](std::string why) -> Diagnostic& {
    return checking.report(Code::unreadable_dated_values, path, {parameter, std::move(why)});
  };
  switch (fault) {
    case DatedFault::absolute:
      return outside(fmt::format("« {} » part de la racine du disque", written));
    case DatedFault::outside:
      return outside(fmt::format("« {} » mène ailleurs", written));
    case DatedFault::not_yaml:
      unreadable(fmt::format("« {} » n'est pas un fichier YAML", written))
          .expecting(Phrase("un nom qui finit par .yaml ou .yml", "a name that ends in .yaml or .yml"));
      return;
    case DatedFault::unreadable:
      unreadable(fmt::format("le fichier « {} » ne peut pas être ouvert", written));
      return;
    case DatedFault::absent:
      unreadable(fmt::format("le fichier « {} » n'existe pas", written));
      return;
  }
}

}  // namespace

std::optional<Value> written_value(Checking& checking, Expressions& expressions, View node,
                                   std::uint32_t module, ValueType type) {
  Place place;
  place.module = module;
  Typed wanted;
  wanted.type = type;
  const auto typed = expressions.with_hours(
      [&] { return expressions.of_type(node, place, type, type_name(wanted, checking)); });
  if (!typed) return std::nullopt;
  const auto& expr = checking.model.exprs[typed.id];
  if (expr.op != Op::literal) {
    checking.report(Code::not_constant, node)
        .suggesting(Phrase("pour un calcul, écrivez une « définition »"));
    return std::nullopt;
  }
  return checking.model.values[expr.data];
}

void read_parameters(Checking& checking, Expressions& expressions) {
  YamlFiles files;
  for (const auto& part : checking.parameters) {
    const auto node = part.node;
    Parameter parameter;
    const auto& module = checking.model.modules[part.module].name;
    parameter.name = checking.intern(module + "." + node.text());
    parameter.label = written_name(checking, node);
    std::vector<Symbol> words;
    auto type_node = node.child(NodeKind::type);
    if (!type_node) type_node = node.first().is(NodeKind::label) ? node.first().next() : node.first();
    const auto type = type_of(checking, type_node, words);
    parameter.type = type;
    parameter.rule =
        add_rule(checking, node, part.module, module + "." + node.text(), checking.modules[part.module].rule);
    const bool verified = checking.model.rules[parameter.rule].verified;
    if (const auto path = node.child(NodeKind::yaml_path)) {
      const auto answer = checking.dated_file(path);
      const auto* file = std::get_if<DatedFile>(&answer);
      if (!file) {
        refuse_dated(checking, path, node.text(), std::get<DatedFault>(answer));
      } else {
        parameter.values = read_dated_values(checking, files, path, *file, node.text(), type);
        check_periods(checking, path, node.text(), parameter.values, part.module);
        // What one source leaves to be verified is so for its own period only.
        if (std::ranges::any_of(parameter.values, [](const DatedValue& value) {
              return value.value.known() && !value.verified;
            }))
          checking.model.rules[parameter.rule].verified = false;
      }
    }
    for (const auto child : node) {
      if (child.is(NodeKind::local_bounds)) parameter.local = excerpt(checking, child);
      if (child.is(NodeKind::possible_values)) {
        for (const auto one : child)
          if (const auto value = written_value(checking, expressions, one, part.module, type))
            parameter.possible.push_back(*value);
      } else if (!not_expression(child.kind())) {
        DatedValue dated;
        dated.verified = verified;
        if (const auto value = written_value(checking, expressions, child, part.module, type)) {
          dated.value = *value;
          parameter.values.push_back(dated);
        }
      }
    }
    for (auto& value : parameter.values)
      if (!value.verified) value.possible = parameter.possible;
    if (!checking.model.rules[parameter.rule].verified && parameter.possible.empty())
      parameter.unread.push_back(parameter.rule);
    checking.model.parameters.push_back(std::move(parameter));
  }
  std::map<std::pair<std::uint32_t, Symbol>, std::vector<std::uint32_t>> versions;
  for (std::uint32_t i = 0; i < checking.parameters.size(); ++i)
    versions[{checking.parameters[i].module, checking.model.parameters[i].name}].push_back(i);
  for (const auto& [name, indices] : versions) join_versions(checking, indices);
}

DatedValue said_locally(const Checking& checking, View node, std::uint32_t module, const Value& value) {
  const auto said = annotation_of(checking, node, module);
  const auto& it = checking.model.modules[module];
  DatedValue dated;
  dated.from = it.in_force_from;
  dated.to = it.in_force_to;
  dated.value = value;
  dated.verified = true;
  const auto& basis =
      said.basis.empty() ? checking.model.rules[checking.modules[module].rule].basis : said.basis;
  for (const auto& reference : basis) dated.source += (dated.source.empty() ? "" : ", ") + reference.text;
  if (dated.source.empty()) dated.source = it.title;
  dated.departement = it.departement;
  if (const auto site = node.child(NodeKind::site)) dated.territoire = site.text();
  dated.note = said.note;
  return dated;
}

bool names_a_territoire_of_nowhere(Checking& checking, View node, std::uint32_t module) {
  const auto site = node.child(NodeKind::site);
  if (!site || !checking.departement(module).empty()) return false;
  checking
      .report(Code::missing_part, site,
              {fmt::format("« territoire « {} » »", site.text()), "le département dont il est"})
      .suggesting(Phrase("écrivez « département 64 », le vôtre, en tête du module"));
  return true;
}

bool same_place(const DatedValue& a, const DatedValue& b) {
  return a.departement == b.departement && fold(a.territoire) == fold(b.territoire);
}

bool held_together(const DatedValue& a, const DatedValue& b) {
  return first_common_day({a.from, a.to}, {b.from, b.to}).known();
}

void read_local_values(Checking& checking, Expressions& expressions) {
  for (std::uint32_t m = 0; m < checking.modules.size(); ++m) {
    for (const auto node : checking.modules[m].declarations) {
      if (!node.is(NodeKind::set_parameter)) continue;
      const auto name = node.first();
      const auto found = checking.names.resolve(NameKind::parameter, name.text(), m, name);
      if (found.empty()) continue;
      auto& parameter = checking.model.parameters[found.front()->index];
      const auto& national = checking.parameters[found.front()->index];
      const auto bounds = national.node.child(NodeKind::local_bounds);
      const auto& rule = checking.model.rules[parameter.rule];
      const auto article =
          rule.basis.empty() ? checking.model.modules[national.module].name : rule.basis.front().text;
      if (!bounds) {
        checking
            .report(Code::not_left_open, node, {fmt::format("le paramètre « {} »", parameter.label), article})
            .expecting(Phrase("la règle nationale doit le dire « modifiable localement »"))
            .also(national.node.range(), Phrase("fixé ici", "set here"));
        continue;
      }
      const auto value = written_value(checking, expressions, name.next(), m, parameter.type);
      if (!value || names_a_territoire_of_nowhere(checking, node, m)) continue;
      const auto least = bounds.first();
      if (least) {
        const auto lo = written_value(checking, expressions, least, national.module, parameter.type);
        const auto hi = written_value(checking, expressions, least.next(), national.module, parameter.type);
        if (lo && hi && (value->lo < lo->lo || value->hi > hi->hi)) {
          checking
              .report(
                  Code::out_of_local_bounds, name.next(),
                  {excerpt(checking, name.next()), article,
                   fmt::format("entre {} et {}", excerpt(checking, least), excerpt(checking, least.next()))})
              .also(bounds.range(), Phrase("les bornes sont ici", "the bounds are here"));
          continue;
        }
      }
      if (!parameter.values.empty() &&
          (value->days == DayKind::hour) != (parameter.values.front().value.days == DayKind::hour)) {
        const bool hours = value->days == DayKind::hour;
        checking.report(Code::wrong_type, name.next(),
                        {hours ? "une durée en jours ou en mois" : "une durée en heures",
                         hours ? "une durée en heures" : "une durée en jours ou en mois"});
        continue;
      }
      auto dated = said_locally(checking, node, m, *value);
      const auto earlier = std::ranges::find_if(checking.local_values, [&](const LocalValue& other) {
        return other.parameter == found.front()->index && same_place(other.dated, dated) &&
               held_together(other.dated, dated);
      });
      if (earlier != checking.local_values.end()) {
        checking.report(Code::declared_twice, node, {"la valeur locale de", parameter.label})
            .also(earlier->node.range(), Phrase("déjà fixée ici", "already set here"));
        continue;
      }
      Value for_all;
      for (const auto& other : parameter.values)
        if (other.departement.empty()) for_all = other.value;
      checking.local_values.push_back({found.front()->index, m, node, for_all, dated});
      const auto said = annotation_of(checking, node, m);
      const auto& basis =
          said.basis.empty() ? checking.model.rules[checking.modules[m].rule].basis : said.basis;
      // A délai is either read or not for every dossier: it can not wait for one département alone.
      if (const auto unread = std::ranges::find(basis, false, &BasisRef::verified); unread != basis.end()) {
        checking.report(Code::unread_local_value, node, {parameter.label, unread->text})
            .expecting(Phrase("« statut vérifié « où la valeur a été lue » » sous cette ligne"))
            .suggesting(Phrase("lisez le texte avant de la fixer : d'ici là, la valeur nationale vaut"));
        continue;
      }
      // A value of one département stands beside the national ones; a local module without département
      // replaces them.
      if (dated.departement.empty() && !dated.to.known()) {
        if (!dated.from.known()) parameter.values.clear();
        std::erase_if(parameter.values, [&](const DatedValue& other) {
          return other.from.known() && dated.from <= other.from;
        });
      }
      parameter.values.push_back(std::move(dated));
    }
  }
  for (auto& parameter : checking.model.parameters)
    std::ranges::stable_sort(parameter.values, {},
                             [](const DatedValue& value) { return !value.territoire.empty(); });
}

}  // namespace filrouge::dsl
