#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/core/machine/program.hpp"
#include "tests/bench/figure_table.hpp"

/// One dossier of very many acts: what its evaluation takes should grow as they do.
namespace filrouge::bench {

/// The kinds of acts such a dossier is made of, by name.
std::vector<std::string> mix_names();
/// So many acts of that mix over eleven years, in the Seine-Saint-Denis, each person in her turn having one
/// round of it.
Record long_dossier(std::size_t mix, std::size_t acts, std::size_t persons, Date asked);

/// What one evaluation takes, in microseconds; nothing: more than that many seconds, after which it is
/// stopped.
std::optional<double> evaluation_us(const Program& program, const Record& record, Date asked, double seconds);
/// The same, as a cell of a table: « plus de 5 s ».
std::string evaluation_cell(std::optional<double> us, double seconds);

/// 1,000 and 10,000 acts of each mix.
void add_long_dossiers(FigureTable& table, const Program& program, Date asked, double seconds);

}  // namespace filrouge::bench
