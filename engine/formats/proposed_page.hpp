#pragma once

#include <memory>
#include <string>

#include "engine/formats/table_rows.hpp"

namespace filrouge {

/// A first page of correspondences for a table, made of its titles: the text of a YAML page, which reads and
/// applies as it is, and whose every line is to be verified. Each title recognised (dossier, matricule, rôle,
/// naissance, the day of an act…) becomes a key; the others are listed in a comment. No cell is quoted: a
/// title that is recognised is known words, and of another only a plain word or its rank is told. `file`: as
/// messages say it. Throws FormatError when none of the first rows holds such titles.
std::string proposed_page(std::unique_ptr<TableRows> rows, const std::string& file);

}  // namespace filrouge
