#include "engine/store/stored_lines.hpp"

#include <algorithm>

#include "engine/core/dossier/departement.hpp"
#include "engine/store/cursor.hpp"
#include "engine/store/stored_findings.hpp"

namespace filrouge {
namespace {

void split(std::string_view text, std::vector<std::string_view>& lines) {
  lines.clear();
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

/// Of a row whose first columns are dossier, couteux and manque.
void read_evaluation(const Cursor& row, StoredEvaluation& evaluation) {
  evaluation.dossier = row.text(0);
  evaluation.given_up = row.number(1) != 0;
  std::vector<std::string_view> wanting;
  split(row.text(2), wanting);
  evaluation.wanting.assign(wanting.begin(), wanting.end());
}

}  // namespace

void each_evaluated(Base& base, const std::function<void(const StoredEvaluation&)>& visit) {
  Cursor rows(base, "SELECT dossier, couteux, manque FROM evalues WHERE connu = 1 ORDER BY dossier");
  StoredEvaluation evaluation;
  while (rows.step()) {
    read_evaluation(rows, evaluation);
    visit(evaluation);
  }
}

void each_stored(Base& base, const LinesOf& of, const std::function<void(const StoredLines&)>& visit) {
  // Two walks side by side must see one state.
  base.database().exec("BEGIN");
  struct Ends {
    Base& base;
    ~Ends() { sqlite3_exec(base.database().getHandle(), "ROLLBACK", nullptr, nullptr, nullptr); }
  } const ends{base};
  const bool sorted = !of.role.empty() || !of.nature.empty();
  Cursor rows(base,
              "SELECT e.dossier, e.couteux, e.manque, e.territoire, e.departement, p.constats FROM evalues e "
              "JOIN paroles p ON p.dossier = e.dossier WHERE e.connu = 1 ORDER BY e.dossier");
  Cursor kinds(
      base,
      "SELECT rang, role, decideur, nature FROM constats WHERE dossier = ?1 AND fini_le IS NULL ORDER "
      "BY rang");
  StoredLines answer;
  std::string text;
  std::vector<std::string_view> chosen;
  while (rows.step()) {
    if (!of.territoire.empty() && rows.text(3) != of.territoire) continue;
    if (!of.departement.empty() && departement_or_as_written(std::string(rows.text(4))) != of.departement)
      continue;
    read_evaluation(rows, answer);
    text.clear();
    append_lines(rows.blob(5), text);
    split(text, answer.lines);
    if (sorted && !answer.given_up) {
      chosen.clear();
      kinds.restart(answer.dossier);
      for (; kinds.on_row(); kinds.step()) {
        const auto rank = static_cast<std::size_t>(kinds.number(0));
        if (rank < answer.lines.size() &&
            (of.role.empty() || kinds.text(1) == of.role || kinds.text(2) == of.role) &&
            (of.nature.empty() || kinds.text(3) == of.nature))
          chosen.push_back(answer.lines[rank]);
      }
      answer.lines.swap(chosen);
    }
    visit(answer);
  }
  base.check_still();
}

}  // namespace filrouge
