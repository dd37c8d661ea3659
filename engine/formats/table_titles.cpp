#include "engine/formats/table_titles.hpp"

#include "engine/core/text/quotable.hpp"
#include "engine/formats/csv_values.hpp"

namespace filrouge {
namespace {

constexpr std::size_t letters = 26, most_columns = 4'096;

}  // namespace

std::string column_letters(std::size_t rank) {
  std::string place;
  for (auto rest = rank + 1; rest > 0; rest = (rest - 1) / letters)
    place.insert(place.begin(), static_cast<char>('A' + (rest - 1) % letters));
  return place;
}

std::optional<std::size_t> column_rank(std::string_view name) {
  std::size_t count = 0;
  for (const char c : name) {
    if (c < 'A' || c > 'Z') return std::nullopt;
    count = count * letters + static_cast<std::size_t>(c - 'A') + 1;
    if (count > most_columns) return std::nullopt;
  }
  return count == 0 ? std::nullopt : std::optional(count - 1);
}

TableTitles::TableTitles(std::vector<std::string> titles, std::uint64_t line)
    : titles_(std::move(titles)), line_(line) {
  for (const auto& title : titles_) folded_.push_back(fold_cell(title));
}

TableTitles TableTitles::by_rank(std::size_t width) {
  TableTitles titles;
  titles.titles_.resize(width);
  return titles;
}

std::vector<std::size_t> TableTitles::named(std::string_view column) const {
  if (by_rank()) {
    const auto rank = column_rank(column);
    return rank ? std::vector{*rank} : std::vector<std::size_t>{};
  }
  std::vector<std::size_t> found;
  const auto wanted = fold_cell(column);
  for (std::size_t i = 0; i < folded_.size(); ++i)
    if (folded_[i] == wanted) found.push_back(i);
  return found;
}

std::string TableTitles::shown(std::size_t column) const {
  if (column < titles_.size() && is_plain_word(titles_[column])) return titles_[column];
  return "colonne " + column_letters(column);
}

}  // namespace filrouge
