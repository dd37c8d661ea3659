#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/store/base.hpp"

namespace filrouge {

/// Which of the lines kept are read; empty: all.
struct LinesOf {
  std::string territoire, departement;
  std::string role;  ///< who acts, or decides
  std::string nature;
};

/// How the evaluation of one dossier went.
struct StoredEvaluation {
  std::string dossier;
  bool given_up = false;             ///< too costly
  std::vector<std::string> wanting;  ///< major facts
};

/// Of every dossier that is said something of, in their order. Throws StoreError.
void each_evaluated(Base& base, const std::function<void(const StoredEvaluation&)>& visit);

/// What a base keeps of one dossier.
struct StoredLines : StoredEvaluation {
  std::vector<std::string_view> lines;  ///< as the contract writes them, in its order; those asked for
};

/// Reads what was last said of the dossiers of a base, one after the other in their order. Of a dossier too
/// costly to evaluate, the one line is always told. Throws StoreError.
void each_stored(Base& base, const LinesOf& of, const std::function<void(const StoredLines&)>& visit);

}  // namespace filrouge
