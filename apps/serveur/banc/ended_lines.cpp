#include "apps/serveur/banc/ended_lines.hpp"

namespace filrouge::banc {

std::vector<EndedLine> ended_lines(VisibleBase& base, const std::string& dossier, std::size_t most) {
  Cursor rows(base.base(),
              "SELECT personne, affaire, libelle, nature, statut, le, dit_le, fini_le FROM mes_constats "
              "WHERE dossier = ?1 AND fini_le IS NOT NULL ORDER BY fini_le DESC, ordre, id LIMIT ?2");
  rows.bind(1, std::string_view(dossier));
  rows.bind(2, static_cast<std::int64_t>(most));
  std::vector<EndedLine> all;
  while (rows.step()) {
    EndedLine it;
    it.personne = rows.text(0);
    it.affaire = rows.text(1);
    it.libelle = rows.text(2);
    it.nature = rows.text(3);
    it.statut = rows.text(4);
    it.day = rows.date(5);
    it.said = rows.date(6);
    it.ended = rows.date(7);
    all.push_back(std::move(it));
  }
  return all;
}

}  // namespace filrouge::banc
