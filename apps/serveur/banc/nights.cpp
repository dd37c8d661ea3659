#include "apps/serveur/banc/nights.hpp"

namespace filrouge::banc {

std::optional<LastNight> last_night(VisibleBase& base) {
  Cursor row(base.base(),
             "SELECT au, fait_le, motif, dossiers, evalues, constats, (SELECT count(DISTINCT au) FROM nuits) "
             "FROM nuits "
             "ORDER BY id DESC LIMIT 1");
  if (!row.step()) return std::nullopt;
  LastNight night;
  night.day = row.date(0);
  night.made_at = row.text(1);
  night.reason = row.text(2);
  night.dossiers = static_cast<std::uint64_t>(row.wide(3));
  night.evaluated = static_cast<std::uint64_t>(row.wide(4));
  night.findings = static_cast<std::uint64_t>(row.wide(5));
  night.is_first = row.wide(6) == 1;
  for (const auto& territoire : base.territoires()) {
    Cursor costly(base.base(), "SELECT count(*) FROM mes_evalues WHERE territoire = ?1 AND couteux = 1");
    costly.restart(territoire);
    night.not_evaluated += static_cast<std::uint64_t>(costly.wide(0));
  }
  return night;
}

}  // namespace filrouge::banc
