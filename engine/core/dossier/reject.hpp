#pragma once

#include <cstdint>
#include <string>

namespace filrouge {

/// A row, a line or an element of an input file that was not taken, told to the person who sent the file.
/// It never quotes what the row holds beyond a date, a number or a word of the vocabulary: a row may hold a
/// name.
struct Reject {
  std::string file;
  std::uint64_t line = 0;    ///< from 1; 0 when the input has no lines
  std::uint64_t column = 0;  ///< from 1, in characters; 0 when the whole line is meant
  std::string dossier;       ///< when it could be read; to be said as shown_dossier() does
  std::string where;         ///< "evenements/3/le", a column's title; may be empty
  std::string reason;        ///< in French, with what was expected
};

/// The identifier of the dossier where it has the form of a number; else nothing, for it may be a name, and
/// file, line and column say which it is.
std::string shown_dossier(const Reject& reject);

/// « caseload.ndjson:12:48: evenements/3/le : … »
std::string display(const Reject& reject);

}  // namespace filrouge
