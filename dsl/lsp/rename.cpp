#include "dsl/lsp/rename.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dsl/check/view.hpp"
#include "dsl/grammar/words.hpp"
#include "dsl/lexer/lexer.hpp"
#include "dsl/lsp/uri.hpp"
#include "dsl/source/limits.hpp"
#include "engine/core/text/fold.hpp"

namespace filrouge::lsp {
namespace {

using dsl::ThingKind;

[[noreturn]] void refuse(std::string why) {
  throw Refused{ErrorCode::request_failed, std::move(why)};
}

/// One word that the lexer reads as a name.
void hold_name(const std::string& name) {
  dsl::Diagnostics told;
  dsl::SourceSet sources;
  const auto file = sources.add("(ici)", name, told);
  const auto tokens = dsl::lex(sources, file, told).all;
  const bool whole = tokens.size() == 1 && tokens[0].begin == 0 && tokens[0].end == name.size();
  if (!whole || told.has_errors() || tokens[0].kind != dsl::TokenKind::word ||
      name.find('.') != std::string::npos || name.find('#') != std::string::npos)
    refuse(fmt::format("« {} » n'est pas un nom : il faut un seul mot, de lettres, de chiffres et de « _ »",
                       name));
  if (name[0] >= '0' && name[0] <= '9') refuse(fmt::format("« {} » : un nom commence par une lettre", name));
  if (dsl::words::reserved(tokens[0]))
    refuse(fmt::format("« {} » est un mot de la langue : il ne peut pas être un nom", name));
}

std::span<const Analysis::Mention> named_at(const Desk& desk, const Document& document,
                                            std::uint32_t offset) {
  if (!desk.latest) refuse("les règles n'ont pas encore été lues");
  const auto found = desk.mentions_at(*desk.latest, document, offset);
  if (found.empty())
    refuse(
        "il n'y a pas ici de nom que les règles déclarent : un mot d'une énumération, un mot-clé, un texte "
        "ne se "
        "renomment pas");
  for (const auto& mention : found) {
    const auto kind = desk.latest->thing(mention).kind;
    if (kind == ThingKind::module || kind == ThingKind::conventions)
      refuse(
          "un module ou des conventions se renomment à la main : d'autres textes, et les constats, les "
          "nomment en "
          "entier");
  }
  return found;
}

/// The folded name once the last part of it is another.
std::string renamed(std::string_view name, std::string_view to) {
  const auto dot = name.rfind('.');
  return (dot == std::string_view::npos ? std::string() : std::string(name.substr(0, dot + 1))) +
         std::string(to);
}

/// The last part of that name, folded, that is written before the own name of a mention; empty: none is.
dsl::SourceRange part_before(const Analysis& analysis, const Analysis::Mention& mention,
                             std::string_view name) {
  const auto own = analysis.name_of(mention);
  const auto written = analysis.written({own.file, mention.at.begin, own.begin});
  for (auto end = written.size(); end > 0;) {
    --end;  // the point
    const auto dot = end == 0 ? std::string::npos : written.rfind('.', end - 1);
    const auto begin = dot == std::string::npos ? 0 : dot + 1;
    if (fold(std::string_view(written).substr(begin, end - begin)) == name)
      return {own.file, mention.at.begin + static_cast<std::uint32_t>(begin),
              mention.at.begin + static_cast<std::uint32_t>(end)};
    end = begin;
  }
  return {};
}

/// How often each thing is declared and named, things under their names of after.
std::map<std::string, std::pair<std::size_t, std::size_t>> counted(
    const Analysis& analysis, const std::map<std::string, std::string>& to) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> counts;
  for (const auto& mention : analysis.rules.mentions.all()) {
    const auto& thing = analysis.thing(mention);
    auto key = fmt::format("{} {}", static_cast<int>(thing.kind), thing.name);
    if (const auto other = to.find(key); other != to.end()) key = other->second;
    auto& count = counts[key];
    ++(mention.declares ? count.first : count.second);
  }
  return counts;
}

}  // namespace

Json renamable(Desk& desk, const Document& document, std::uint32_t offset) {
  const auto found = named_at(desk, document, offset);
  const auto place = desk.location(*desk.latest, desk.latest->name_of(found.front()));
  if (place.is_null()) refuse("ce nom vient d'être changé");
  return {{"range", place["range"]},
          {"placeholder", desk.latest->written(desk.latest->name_of(found.front()))}};
}

Renaming plan_renaming(const Desk& desk, const Document& document, std::uint32_t offset,
                       const std::string& new_name) {
  const auto found = named_at(desk, document, offset);
  hold_name(new_name);
  Renaming renaming;
  renaming.before = desk.latest;
  renaming.new_name = new_name;
  const auto& analysis = *desk.latest;
  renaming.old_name = analysis.written(analysis.name_of(found.front()));
  for (const auto& told : analysis.rules.diagnostics.sorted())
    if (told.severity == dsl::Severity::error) {
      const auto& file = analysis.rules.sources[told.range.file];
      refuse(fmt::format(
          "les règles ont des erreurs (la première : {}, ligne {}) : un emploi du nom pourrait être "
          "oublié ; corrigez-les d'abord",
          file.path(), file.position(told.range.begin).line));
    }
  std::map<std::uint32_t, std::set<std::pair<std::uint32_t, std::uint32_t>>> places;
  for (const auto& mention : found) {
    renaming.things.push_back(mention.thing);
    for (const auto* use : analysis.of(mention.thing)) {
      const auto at = analysis.name_of(*use);
      // A name that another word stands for, « taux » for « taux_x », is not written there.
      if (fold(analysis.written(at)) == fold(renaming.old_name)) places[at.file].insert({at.begin, at.end});
    }
  }
  // « contractualisation.pause » names a state by its procédure: that part of it changes too.
  for (const auto index : renaming.things) {
    const auto& owner = analysis.rules.mentions.things()[index].name;
    for (std::uint32_t other = 0; other < analysis.rules.mentions.things().size(); ++other)
      if (analysis.rules.mentions.things()[other].name.starts_with(owner + "."))
        for (const auto* use : analysis.of(other))
          if (const auto at = part_before(analysis, *use, last_part(owner)); at.begin != at.end)
            places[at.file].insert({at.begin, at.end});
  }
  for (const auto& [file, ranges] : places) {
    const auto& text = analysis.files[file].text->file();
    std::string after;
    std::size_t done = 0;
    for (const auto& [begin, end] : ranges) {
      renaming.places[file].push_back({file, begin, end});
      (after += text.text().substr(done, begin - done)) += new_name;
      done = end;
    }
    after += text.text().substr(done);
    renaming.after[analysis.files[file].path] =
        std::make_shared<const ParsedText>(text.path(), std::move(after));
  }
  return renaming;
}

void prove_renaming(const Renaming& renaming, Workspace& workspace) {
  const auto& before = *renaming.before;
  const auto after = workspace.check_with(before, renaming.after);
  for (const auto& told : after->rules.diagnostics.sorted())
    if (told.severity == dsl::Severity::error) {
      const auto& file = after->rules.sources[told.range.file];
      refuse(fmt::format(
          "« {} » ne peut pas devenir « {} » : {} (ce serait dit à {}, ligne {}). Rien n'a été changé",
          renaming.old_name, renaming.new_name, told.message(), file.path(),
          file.position(told.range.begin).line));
    }
  // The same names, each meaning the same thing as often as before: nothing hides another, nothing was
  // missed.
  std::map<std::string, std::string> to;
  for (const auto index : renaming.things) {
    const auto& thing = before.rules.mentions.things()[index];
    const auto folded = fold(renaming.new_name);
    to[fmt::format("{} {}", static_cast<int>(thing.kind), thing.name)] =
        fmt::format("{} {}", static_cast<int>(thing.kind), renamed(thing.name, folded));
    // What stands in a declaration has its name before its own: « contractualisation.pause ».
    for (const auto& other : before.rules.mentions.things())
      if (other.kind > ThingKind::scenario && other.name.starts_with(thing.name + "."))
        to[fmt::format("{} {}", static_cast<int>(other.kind), other.name)] =
            fmt::format("{} {}", static_cast<int>(other.kind),
                        renamed(thing.name, folded) + other.name.substr(thing.name.size()));
  }
  const auto was = counted(before, to), is = counted(*after, {});
  if (was == is) return;
  for (const auto& [thing, count] : was) {
    const auto now = is.find(thing);
    if (now != is.end() && now->second == count) continue;
    refuse(fmt::format(
        "« {} » ne peut pas devenir « {} » : ce nom voudrait dire autre chose ailleurs (« {} ») ; "
        "choisissez-en un autre. Rien n'a été changé",
        renaming.old_name, renaming.new_name, thing.substr(thing.find(' ') + 1)));
  }
  refuse(fmt::format(
      "« {} » ne peut pas devenir « {} » : ce nom est déjà celui d'autre chose. Rien n'a été changé",
      renaming.old_name, renaming.new_name));
}

Json edits_of(Desk& desk, const Renaming& renaming) {
  Json changes = Json::object();
  for (const auto& [file, places] : renaming.places)
    for (const auto& place : places) {
      const auto at = desk.location(*renaming.before, place);
      if (at.is_null()) refuse("le texte a changé pendant que le renommage se vérifiait : recommencez");
      changes[at["uri"].get<std::string>()].push_back(
          {{"range", at["range"]}, {"newText", renaming.new_name}});
    }
  return {{"changes", std::move(changes)}};
}

}  // namespace filrouge::lsp
