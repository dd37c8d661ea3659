#include "engine/formats/entry_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/core/text/suggestion.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {
namespace {

constexpr std::size_t rows_searched = 30;

std::string quoted(const std::vector<std::string>& columns) {
  std::vector<std::string> all;
  for (const auto& column : columns) all.push_back("« " + column + " »");
  return listed(all);
}

class Choice {
 public:
  Choice(const Correspondence& page, const std::string& file, RowsAhead& rows)
      : page_(page), file_(file), rows_(rows), named_(page.rules_for(file)) {}

  EntryChoice operator()() {
    EntryChoice choice;
    std::vector<std::string> others;
    for (const auto* rule : named_) {
      const auto& entry = *rule;
      if (!entry.asks_name() && entry.title_line > 0 && !rows_.on_line(entry.title_line)) {
        others.push_back(fmt::format("n° {} (rien à la ligne {})", entry.rank + 1, entry.title_line));
        continue;
      }
      const auto titles = titles_for(entry);
      const auto lacking = missing(entry, titles);
      if (!lacking.empty() && entry.asks_name()) refuse_named(entry, titles, lacking);
      if (!lacking.empty()) {
        others.push_back("n° " + std::to_string(entry.rank + 1) + " (il manque " + quoted(lacking) + ")");
        continue;
      }
      if (choice.rules.empty())
        choice.titles = titles;
      else if (choice.titles.line() != titles.line())
        throw FormatError(page_.path + ": les entrées " + called(*choice.rules.front()) + " et " +
                          called(entry) + " lisent « " + file_ +
                          " » et n'ont pas la même ligne de titres ; donnez-leur la même");
      choice.rules.push_back(rule);
    }
    if (choice.rules.empty()) refuse_all();
    if (!others.empty())
      choice.remarks.push_back("entrées de " + page_.path + " non appliquées : " + listed(others));
    rows_.pass(choice.titles.line());
    return choice;
  }

 private:
  /// « n° 2 (page.yaml:12) »
  std::string called(const TableRule& entry) const {
    return fmt::format("n° {} ({}:{})", entry.rank + 1, page_.path, entry.line);
  }

  TableTitles titles_for(const TableRule& entry) {
    const auto* row = entry.title_line > 0 ? rows_.on_line(entry.title_line) : rows_.ahead(0);
    if (entry.titled && !row)
      throw FormatError(entry.title_line > 0
                            ? fmt::format("« {} » n'a pas de titres à la ligne {}", file_, entry.title_line)
                            : "« " + file_ + " » n'a pas de ligne de titres");
    if (entry.titled) return {row->cells, row->line};
    // Short rows come first as well as last: the widest of the first ones is as wide as the table.
    std::size_t width = 0;
    for (std::size_t rank = 0; rank < rows_searched; ++rank)
      if (const auto* first = rows_.ahead(rank)) width = std::max(width, first->cells.size());
    return TableTitles::by_rank(width);
  }

  std::vector<std::string> missing(const TableRule& entry, const TableTitles& titles) const {
    auto columns = columns_named(entry);
    std::erase_if(columns, [&](const auto& column) {
      const auto found = titles.named(column);
      return !found.empty() && found.front() < titles.width();
    });
    return columns;
  }

  /// The line, other than where they were looked for, that holds all the titles an entry names.
  std::optional<std::uint64_t> titles_elsewhere(const TableRule& entry) {
    if (!entry.titled) return std::nullopt;
    for (std::size_t rank = 0; rank < rows_searched; ++rank)
      if (const auto* row = rows_.ahead(rank))
        if (missing(entry, {row->cells, row->line}).empty()) return row->line;
    return std::nullopt;
  }

  [[noreturn]] void refuse_titles(const TableRule& entry, std::uint64_t line, std::uint64_t there) const {
    throw FormatError(fmt::format(
        "{}: la ligne {} n'est pas la ligne des titres ; la ligne {} l'est : ajoutez « ligne_des_titres: {} "
        "» à l'entrée {}",
        file_, line, there, there, called(entry)));
  }

  std::string closest(const std::vector<std::string>& lacking, const TableTitles& titles) const {
    const std::vector<std::string_view> written(titles.texts().begin(), titles.texts().end());
    for (const auto& column : lacking)
      if (auto question = did_you_mean(column, written, Written::anything).then(); !question.empty())
        return question;
    return {};
  }

  [[noreturn]] void refuse_named(const TableRule& entry, const TableTitles& titles,
                                 const std::vector<std::string>& lacking) {
    if (titles.by_rank())
      throw FormatError(
          fmt::format("{}: il n'y a pas de colonne {}, que nomme l'entrée {} : la ligne la plus "
                      "longue du début a {} cellules",
                      file_, quoted(lacking), called(entry), titles.width()));
    if (const auto there = titles_elsewhere(entry)) refuse_titles(entry, titles.line(), *there);
    auto reason = fmt::format("{}:{}: il n'y a pas de colonne {}, que nomme l'entrée {}", file_,
                              titles.line(), quoted(lacking), called(entry)) +
                  closest(lacking, titles);
    if (lacking.size() == columns_named(entry).size())
      reason +=
          " ; si ce fichier n'a pas de ligne de titres, dites « titres: non » et appelez ses colonnes par "
          "leur "
          "rang : « A », « B »…";
    throw FormatError(reason);
  }

  /// No entry that may read this file has its columns there.
  [[noreturn]] void refuse_all() {
    struct Near {
      const TableRule* rule;
      std::size_t missing, there;
    };
    std::optional<Near> best;
    const bool by_name = named_.empty();
    for (const auto& entry : page_.files) {
      if (!entry.titled || (!by_name && std::ranges::find(named_, &entry) == named_.end())) continue;
      if (entry.title_line > 0 && !rows_.on_line(entry.title_line)) continue;
      const auto titles = titles_for(entry);
      if (const auto there = titles_elsewhere(entry); !by_name && there)
        refuse_titles(entry, titles.line(), *there);
      const auto lacking = missing(entry, titles).size();
      const Near near{&entry, lacking, columns_named(entry).size() - lacking};
      // The share of its columns that are there: a short entry is not closer for being short.
      if (near.there > 0 &&
          (!best || near.there * (best->there + best->missing) > best->there * (near.there + near.missing)))
        best = near;
    }
    auto reason = by_name ? page_.path + ": aucun « fichier » de cette page ne correspond à « " + file_ + " »"
                          : page_.path + ": aucune entrée de cette page ne va à « " + file_ + " »";
    if (!best) throw FormatError(reason + (by_name ? "" : " : il n'a aucune des colonnes qu'elles nomment"));
    const auto& entry = *best->rule;
    const auto titles = titles_for(entry);
    const auto lacking = missing(entry, titles);
    reason += " ; la plus proche est l'entrée " + called(entry);
    if (lacking.empty())
      reason += ", qui y trouverait toutes ses colonnes : changez son « fichier », ou retirez-le";
    else
      reason += ", à qui il manque " + quoted(lacking) + closest(lacking, titles);
    throw FormatError(reason);
  }

  const Correspondence& page_;
  const std::string& file_;
  RowsAhead& rows_;
  std::vector<const TableRule*> named_;  ///< entries that the name of the file does not rule out
};

}  // namespace

std::vector<std::string> columns_named(const TableRule& entry) {
  std::vector<std::string> columns;
  const auto add = [&](const CellRule& rule) {
    if (!rule.column.empty() && std::ranges::find(columns, rule.column) == columns.end())
      columns.push_back(rule.column);
  };
  for (const auto& [key, rule] : entry.columns) add(rule);
  for (const auto* list : {&entry.fields, &entry.references, &entry.attributes})
    for (const auto& [key, rule] : *list) add(rule);
  return columns;
}

EntryChoice choose_entries(const Correspondence& page, const std::string& file, RowsAhead& rows) {
  return Choice(page, file, rows)();
}

}  // namespace filrouge
