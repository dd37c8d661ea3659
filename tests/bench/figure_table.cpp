#include "tests/bench/figure_table.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace filrouge::bench {
namespace {

/// With the French decimal comma, three figures that mean something.
std::string three_figures(double value) {
  auto text = fmt::format("{:.{}f}", value, value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3);
  if (const auto point = text.find('.'); point != std::string::npos) text[point] = ',';
  return text;
}

}  // namespace

std::string microseconds(double us) {
  if (us >= 1e6) return three_figures(us / 1e6) + " s";
  if (us >= 1e3) return three_figures(us / 1e3) + " ms";
  return three_figures(us) + " µs";
}

std::string times(double ratio) {
  return three_figures(ratio);
}

std::string thousands(double count) {
  const auto digits = fmt::format("{:.0f}", count);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text += ' ';
    text += digits[i];
  }
  return text;
}

FigureTable::FigureTable(const std::string& title) {
  fmt::print("\n{}\n\n| ce qui est mesuré | mesuré | demandé | visé | à côté |\n|---|---|---|---|---|\n",
             title);
}

void FigureTable::add(const Figure& figure) {
  fmt::print("| {} | {} | {} | {} | {} |\n", figure.what, figure.value, figure.must, figure.aim,
             figure.beside);
  std::fflush(stdout);
}

void FigureTable::absent(const std::string& what, const std::string& why) {
  add({what, "non mesuré", {}, {}, why});
}

void print_growth_heading(const std::string& counted, const std::vector<std::string>& sizes) {
  fmt::print("\n| {} | {} |\n|---|", counted, fmt::join(sizes, " | "));
  for (std::size_t i = 0; i < sizes.size(); ++i) fmt::print("---|");
  fmt::print("\n");
}

void print_growth_line(const std::string& what, const std::vector<std::string>& cells) {
  fmt::print("| {} | {} |\n", what, fmt::join(cells, " | "));
  std::fflush(stdout);
}

}  // namespace filrouge::bench
