#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "apps/serveur/banc/visible_base.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::banc {

struct RegisterQuestion {
  bool open = true;        ///< those that go on; else those that are over
  std::string type;        ///< of the act that opened them, as the vocabulary names it; empty: all
  std::string role;        ///< who conducts one of their procédures, by the name of the rules; empty: all
  std::string territoire;  ///< empty: all those seen
  std::string after;       ///< where the page before ended
  std::size_t most = 25;
};

/// An affaire as the last night left it.
struct RegisterRow {
  std::string dossier, personne, affaire, territoire;
  Date opened;
  std::string act, type, states;
  Date since, next;
  std::string awaited;
  bool open = false;
  std::uint32_t irregularities = 0, blocking = 0;
  std::string missing;
  std::int64_t order = 0;
  int rank = 0;
};

struct RegisterPage {
  std::vector<RegisterRow> rows;
  std::string next;  ///< empty: it was the last page
};

/// What is open: the first day awaited first; what is over: the last ended first. Throws StoreError.
RegisterPage register_page(VisibleBase& base, const RegisterQuestion& question);

/// The types of the acts that opened those seen, as the vocabulary names them, each once, in their order.
/// Throws StoreError.
std::vector<std::string> register_types(VisibleBase& base);

/// The affaires of that key that are seen, the first `most_named` by their dossiers: numbers are unique in a
/// dossier, not always in a base.
constexpr std::size_t most_named = 100;
std::vector<RegisterRow> affaires_named(VisibleBase& base, const std::string& key);
/// Those of a dossier, in the order they were opened.
std::vector<RegisterRow> affaires_of_dossier(VisibleBase& base, const std::string& dossier);

}  // namespace filrouge::banc
