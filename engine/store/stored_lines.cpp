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

}  // namespace

void each_stored(Base& base, const LinesOf& of, const std::function<void(const StoredLines&)>& visit) {
  // Two walks side by side must see one state.
  base.database().exec("BEGIN");
  struct Ends {
    Base& base;
    ~Ends() { sqlite3_exec(base.database().getHandle(), "ROLLBACK", nullptr, nullptr, nullptr); }
  } const ends{base};
  const bool sorted = !of.role.empty() || !of.nature.empty();
  Cursor rows(base,
              "SELECT e.dossier, e.territoire, e.departement, e.couteux, e.manque, p.constats FROM evalues e "
              "JOIN paroles p ON p.dossier = e.dossier WHERE e.connu = 1 ORDER BY e.dossier");
  Cursor kinds(
      base,
      "SELECT rang, role, decideur, nature FROM constats WHERE dossier = ?1 AND fini_le IS NULL ORDER "
      "BY rang");
  StoredLines answer;
  std::string text;
  std::vector<std::string_view> wanting, chosen;
  while (rows.step()) {
    if (!of.territoire.empty() && rows.text(1) != of.territoire) continue;
    if (!of.departement.empty() && departement_or_as_written(std::string(rows.text(2))) != of.departement)
      continue;
    answer.dossier = rows.text(0);
    answer.given_up = rows.number(3) != 0;
    split(rows.text(4), wanting);
    answer.wanting.assign(wanting.begin(), wanting.end());
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
