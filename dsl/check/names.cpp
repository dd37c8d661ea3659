#include "dsl/check/names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/suggestion.hpp"

namespace filrouge::dsl {
namespace {

std::string_view last_part(std::string_view name) {
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

/// Does the name written mean that one: the same, or its end after a dot?
/// Names of dossiers carry no module: they are common to all.
bool vocabulary(NameKind kind) {
  return kind == NameKind::event || kind == NameKind::attribute || kind == NameKind::role ||
         kind == NameKind::module || kind == NameKind::conventions;
}

}  // namespace

bool ends_as(std::string_view full, std::string_view written) {
  return full == written || (full.size() > written.size() && full.ends_with(written) &&
                             full[full.size() - written.size() - 1] == '.');
}

std::string_view the_kind(NameKind kind) {
  switch (kind) {
    case NameKind::module:
      return "le module";
    case NameKind::conventions:
      return "la convention";
    case NameKind::event:
      return "l'événement";
    case NameKind::attribute:
      return "l'attribut";
    case NameKind::role:
      return "le rôle";
    case NameKind::parameter:
      return "le paramètre";
    case NameKind::definition:
      return "la définition";
    case NameKind::table:
      return "la table";
    case NameKind::procedure:
      return "la procédure";
    case NameKind::control:
      return "le contrôle";
    case NameKind::guarantee:
      return "la garantie";
    case NameKind::topic:
      return "l'article ou le dispositif";
    case NameKind::indicator:
      return "l'indicateur";
    default:
      return "le scénario";
  }
}

Date first_common_day(Period a, Period b) {
  const auto from = std::max(a.from, b.from);  // unknown compares lowest
  const auto start = from.known() ? from : first_day();
  return a.contains(start) && b.contains(start) ? start : Date{};
}

bool already_said(const Diagnostics& diagnostics, Code code, SourceRange range,
                  const std::vector<std::string>& arguments) {
  return std::ranges::any_of(diagnostics.in_order(), [&](const Diagnostic& one) {
    return one.code == code && one.range.file == range.file && one.range.begin == range.begin &&
           one.arguments == arguments;
  });
}

Phrase suggest(std::string_view word, std::span<const std::string_view> candidates) {
  return did_you_mean(word, candidates);
}

bool Names::declare(NameKind kind, Declared what) {
  auto& names = names_[static_cast<std::size_t>(kind)];
  auto& index = index_[static_cast<std::size_t>(kind)];
  const auto key = std::string(last_part(what.name));
  const auto [begin, end] = index.equal_range(key);
  for (auto it = begin; it != end; ++it) {
    const auto& other = names[it->second];
    const bool common = kind == NameKind::event || kind == NameKind::attribute || kind == NameKind::role;
    if (!common && other.name != what.name) continue;
    if (kind != NameKind::module && apart(what.module, other.module)) continue;
    // A definition or a table has one text in a module; another version of the module may have another.
    const bool one_text =
        (kind == NameKind::definition || kind == NameKind::table) && other.module == what.module;
    const bool versions = !common && !one_text && kind != NameKind::scenario;
    const auto both = first_common_day(what.in_force, other.in_force);
    if (versions && !both.known()) continue;
    const bool copied = apart(what.module, other.module);
    const bool dated = versions && !copied &&
                       (what.in_force.from.known() || what.in_force.to.known() ||
                        other.in_force.from.known() || other.in_force.to.known());
    auto& said =
        dated ? diagnostics_.report(Code::versions_overlap, what.range, {what.simple, french_date(both)})
              : diagnostics_.report(Code::declared_twice, what.range,
                                    {std::string(the_kind(kind)), what.simple});
    said.also(other.range, Phrase("déjà déclaré ici", "already declared here"));
    // A module copied under its old name: what it declares is its own all the same, this alone is to be said.
    if (copied) {
      said.suggesting(Phrase(fmt::format(
          "donnez un autre nom au module du département {}, ici et partout où ce département le nomme",
          departement(what.module))));
      break;
    }
    if (dated)
      said.suggesting(Phrase(
          "fermez la première version par « en vigueur … au … », la veille du jour où commence la suivante"));
    return false;
  }
  index.emplace(key, names.size());
  names.push_back(std::move(what));
  return true;
}

void Names::write_for(std::uint32_t module, std::string departement) {
  if (departements_.size() <= module) departements_.resize(module + 1);
  departements_[module] = std::move(departement);
}

std::string_view Names::departement(std::uint32_t module) const {
  return module < departements_.size() ? std::string_view(departements_[module]) : std::string_view();
}

bool Names::apart(std::uint32_t module, std::uint32_t other) const {
  const auto a = departement(module), b = departement(other);
  return !a.empty() && !b.empty() && a != b;
}

void Names::let_see(std::uint32_t module, std::uint32_t seen) {
  if (seen_.size() <= module) seen_.resize(module + 1);
  seen_[module].push_back(seen);
}

bool Names::sees(std::uint32_t module, std::uint32_t other) const {
  if (module == other) return true;
  std::vector<std::uint32_t> queue{module};
  std::vector<bool> met(std::max<std::size_t>(seen_.size(), std::max(module, other) + 1u));
  met[module] = true;
  while (!queue.empty()) {
    const auto at = queue.back();
    queue.pop_back();
    if (at >= seen_.size()) continue;
    for (const auto next : seen_[at]) {
      if (next == other) return true;
      if (next < met.size() && met[next]) continue;
      if (next < met.size()) met[next] = true;
      queue.push_back(next);
    }
  }
  return false;
}

Names::Found Names::look(NameKind kind, std::string_view name, std::uint32_t module,
                         std::vector<const Declared*>& found) const {
  const auto& names = names_[static_cast<std::size_t>(kind)];
  const auto [begin, end] = index_[static_cast<std::size_t>(kind)].equal_range(last_part(name));
  std::vector<const Declared*> own, seen, others, elsewhere;
  const auto& modules = of(NameKind::module);
  const auto module_name =
      module < modules.size() ? std::string_view(modules[module].name) : std::string_view();
  for (auto it = begin; it != end; ++it) {
    const auto& one = names[it->second];
    if (!ends_as(one.name, name)) continue;
    if (apart(module, one.module)) {
      elsewhere.push_back(&one);
      continue;
    }
    const bool same_module = one.module < modules.size() && modules[one.module].name == module_name;
    if (same_module || one.name == name)
      own.push_back(&one);
    else if (vocabulary(kind) || name.find('.') != std::string_view::npos || sees(module, one.module))
      seen.push_back(&one);
    else
      others.push_back(&one);
  }
  // Of two versions of a module, each reads its own values and definitions; a procédure may follow the
  // other's.
  if (kind == NameKind::parameter || kind == NameKind::definition || kind == NameKind::table) {
    const auto mine = [&](const Declared* one) { return one->module == module; };
    if (std::ranges::any_of(own, mine)) std::erase_if(own, [&](const Declared* one) { return !mine(one); });
  }
  auto& chosen = !own.empty() ? own : !seen.empty() ? seen : others;
  if (chosen.empty()) {
    found = elsewhere;
    return found.empty() ? Found::none : Found::elsewhere;
  }
  found = chosen;
  for (const auto* one : found)
    if (one->name != found.front()->name) return Found::several;
  return own.empty() && seen.empty() ? Found::hidden : Found::one;
}

std::vector<const Declared*> Names::find(NameKind kind, std::string_view name, std::uint32_t module) const {
  std::vector<const Declared*> found;
  if (look(kind, name, module, found) != Found::one) found.clear();
  return found;
}

static_assert(static_cast<int>(ThingKind::scenario) == static_cast<int>(NameKind::scenario),
              "a kind of names is a kind of things of the same rank");

void Names::meant(NameKind kind, const std::vector<const Declared*>& found, std::string_view name, View at) {
  if (!mentions_.kept) return;
  const auto parts = [](std::string_view text) { return std::ranges::count(text, '.'); };
  // « conventions rsa.délais »: the name is a child of the clause.
  const auto written = at.name_range().begin == at.name_range().end ? at.child(NodeKind::name) : at;
  if (!written) return;
  const auto beyond = std::max<std::ptrdiff_t>(parts(written.text()) - parts(name), 0);
  for (const auto* one : found)
    mentions_.mean(written, static_cast<ThingKind>(kind), one->name, static_cast<std::uint8_t>(beyond));
}

std::vector<const Declared*> Names::resolve(NameKind kind, std::string_view name, std::uint32_t module,
                                            View at) {
  std::vector<const Declared*> found;
  const auto range = at.range();
  switch (look(kind, name, module, found)) {
    case Found::one:
      meant(kind, found, name, at);
      return found;
    case Found::none:
      if (already_said(diagnostics_, Code::unknown_name, range,
                       {std::string(the_kind(kind)), std::string(name)}))
        break;
      {
        auto& told =
            diagnostics_.report(Code::unknown_name, range, {std::string(the_kind(kind)), std::string(name)});
        if (diagnostics_.dropped() > 0) break;  // a generated text: what nobody will read is not looked for
        told.suggesting(suggest(name, all(kind)));
        // Roles are few: who reads « n'existe pas » wants to choose one.
        if (const auto roles = all(kind); kind == NameKind::role && !roles.empty())
          told.expecting(Phrase(fmt::format("un rôle déclaré : {}", fmt::join(roles, ", ")),
                                fmt::format("a role that is declared: {}", fmt::join(roles, ", "))));
      }
      break;
    case Found::several: {
      std::string list;
      for (const auto* one : found) list += (list.empty() ? "" : ", ") + one->name;
      diagnostics_.report(Code::ambiguous_name, range, {list, std::string(name)})
          .suggesting(
              Phrase(fmt::format("écrivez le nom avec son module, par exemple « {} »", found.front()->name)));
      break;
    }
    case Found::elsewhere:
      diagnostics_
          .report(Code::of_another_departement, range,
                  {std::string(the_kind(kind)), std::string(name),
                   std::string(departement(found.front()->module)), std::string(departement(module))})
          .suggesting(
              Phrase(fmt::format("déclarez le vôtre dans un module du département {}, ou nommez ce que "
                                 "le texte national déclare",
                                 departement(module))))
          .also(found.front()->range, Phrase("déclaré ici", "declared here"));
      break;
    case Found::hidden: {
      const auto& modules = of(NameKind::module);
      const auto owner =
          found.front()->module < modules.size() ? modules[found.front()->module].name : std::string();
      // One « utilise » is missing, however many names wait for it.
      if (std::ranges::any_of(diagnostics_.in_order(), [&](const Diagnostic& one) {
            return one.code == Code::module_not_used && one.range.file == range.file &&
                   one.arguments.size() == 3 && one.arguments[2] == owner;
          }))
        break;
      diagnostics_
          .report(Code::module_not_used, range, {std::string(the_kind(kind)), std::string(name), owner})
          .suggesting(Phrase(fmt::format("ajoutez « utilise {} » en tête du module", owner)))
          .also(found.front()->range, Phrase("déclaré ici", "declared here"));
      break;
    }
  }
  return {};
}

std::vector<std::string_view> Names::all(NameKind kind) const {
  std::vector<std::string_view> list;
  for (const auto& one : of(kind)) list.push_back(one.simple);
  return list;
}

}  // namespace filrouge::dsl
