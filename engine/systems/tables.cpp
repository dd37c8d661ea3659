#include "engine/systems/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/text/wording.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge::systems {
namespace {

struct Column {
  std::string_view name, type;
  char absence;  ///< '!', '?', or 0: read without it, and said
};

std::vector<Column> columns_of(const Table& table, std::string_view dated) {
  std::vector<Column> columns;
  for (const auto list : {table.columns, dated}) {
    for (std::size_t at = 0; at < list.size();) {
      const auto end = std::min(list.find(", ", at), list.size());
      const auto one = list.substr(at, end - at);
      const auto blank = one.find(' ');
      auto type = one.substr(blank + 1);
      const char absence = type.back() == '!' || type.back() == '?' ? type.back() : '\0';
      if (absence) type.remove_suffix(1);
      const auto same = std::ranges::find(columns, one.substr(0, blank), &Column::name);
      if (same == columns.end()) columns.push_back({one.substr(0, blank), type, absence});
      at = end + 2;
    }
  }
  return columns;
}

std::string quoted(std::string_view name) {
  return '"' + std::string(name) + '"';
}

/// When the rows of these aliases were last changed; a row that does not say may have been at any time.
std::string changed_last(std::string_view aliases, std::string_view changed) {
  std::string latest;
  for (std::size_t at = 0; at < aliases.size();) {
    const auto end = std::min(aliases.find(' ', at), aliases.size());
    const auto alias = aliases.substr(at, end - at);
    latest += fmt::format("{}CASE WHEN {}.id IS NULL THEN '-infinity' ELSE coalesce({}.{}, 'infinity') END",
                          latest.empty() ? "" : ", ", alias, alias, changed);
    at = end + 1;
  }
  return "greatest(" + latest + ")";
}

FormatError not_this(const System& system, const DatabaseOptions& options,
                     const std::vector<std::string>& lacking) {
  return FormatError(fmt::format(
      "le schéma « {} » de {} n'est pas celui de {} : il y manque {}.\n  Si les tables sont "
      "ailleurs, dites-le par --schema ; si c'est une autre version, exportez en CSV. Rien n'est écrit.",
      options.schema, options.url.shown, system.shown, listed(lacking)));
}

FormatError not_granted(DatabaseReading& reading, const std::vector<std::string>& closed) {
  std::string names;
  for (const auto& table : closed) names += (names.empty() ? "" : ", ") + table;
  return FormatError(
      fmt::format("le compte donné par --url ne peut pas lire {} ; qui administre la base le lui permet "
                  "ainsi, en lecture seule :\n  GRANT SELECT ON {} TO \"{}\";\n  Rien n'est écrit.",
                  counted(closed.size(), "table", "tables"), names, reading.account()));
}

}  // namespace

Tables::Tables(DatabaseReading& reading, const System& system) : changed_(system.changed) {
  const auto catalog = reading.catalog();
  std::vector<std::string> lacking, closed;
  for (const auto& table : system.tables) {
    const auto found = catalog.find(table.name);
    const bool there = found != catalog.end();
    if (!there) {
      missing_.emplace(table.name);
      if (table.needed)
        lacking.push_back(fmt::format("la table {}", table.name));
      else if (table.columns.find('!') != std::string_view::npos)
        warnings_.push_back(fmt::format(
            "la table {} n'est pas dans cette base : ce qu'elle dirait reste inconnu", table.name));
    }
    std::string selection;
    bool changes_told = false, readable = true;
    for (const auto& column : columns_of(table, system.dates)) {
      const auto* held = there && found->second.contains(column.name)
                             ? &found->second.at(std::string(column.name))
                             : nullptr;
      if (there && !held && column.absence == '!')
        lacking.push_back(fmt::format("la colonne {} de la table {}", column.name, table.name));
      if (there && !held && column.absence == '\0')
        warnings_.push_back(fmt::format("la table {} n'a pas la colonne {} : elle est lue sans elle",
                                        table.name, column.name));
      readable = readable && (!held || held->readable);
      if (held && column.name == system.changed) changes_told = true;
      selection +=
          fmt::format("{}{}::{} AS {}", selection.empty() ? "" : ", ",
                      held ? quoted(column.name) : std::string("NULL"), column.type, quoted(column.name));
    }
    if (!readable) closed.emplace_back(table.name);
    if (changes_told) dated_.emplace(table.name);
    selections_[std::string(table.name)] =
        there ? fmt::format("(SELECT {} FROM {})", selection, quoted(table.name))
              : fmt::format("(SELECT {} WHERE false)", selection);
  }
  if (!lacking.empty()) throw not_this(system, reading.options(), lacking);
  if (!closed.empty()) throw not_granted(reading, closed);
  for (const auto& [name, text] : system.views) selections_[std::string(name)] = request(text);
}

std::string Tables::request(std::string_view text) const {
  std::string whole;
  for (std::size_t at = 0; at < text.size();) {
    const auto open = std::min(text.find('{', at), text.size());
    whole += text.substr(at, open - at);
    if (open == text.size()) break;
    const auto close = text.find('}', open);
    const auto word = text.substr(open + 1, close - open - 1);
    whole += word.starts_with("modifie ") ? changed_last(word.substr(8), changed_)
                                          : selections_.at(std::string(word));
    at = close + 1;
  }
  return whole;
}

}  // namespace filrouge::systems
