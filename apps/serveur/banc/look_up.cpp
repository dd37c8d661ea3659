#include "apps/serveur/banc/look_up.hpp"

#include <algorithm>
#include <map>

namespace filrouge::banc {
namespace {

/// Texts from `first` on, up to that one: those that begin so, or are so.
struct Range {
  std::string first, last;
};

Range beginning(std::string_view text) {
  // U+10FFFF is no character of any text: nothing that begins so comes after.
  return {std::string(text), std::string(text) + "\xf4\x8f\xbf\xbf"};
}

class LookUp {
 public:
  LookUp(VisibleBase& base, Range range, std::size_t most)
      : base_(base), range_(std::move(range)), limit_(static_cast<std::int64_t>(most) + 1) {}

  void dossiers() {
    // A territoire after the other, by its index: those of the others are not read.
    Cursor rows(base_.base(),
                "SELECT dossier FROM visibles WHERE territoire = ?4 AND dossier BETWEEN ?1 AND ?2 ORDER BY "
                "dossier LIMIT ?3");
    for (const auto& territoire : base_.territoires()) {
      bind(rows);
      rows.bind(4, std::string_view(territoire));
      while (rows.step()) found_.try_emplace(std::string(rows.text(0)), territoire, std::string());
    }
    for (const auto* view : {"mes_matricules", "mes_anciens_matricules"}) {
      Cursor named(base_.base(), std::string("SELECT dossier, matricule FROM ") + view +
                                     " WHERE matricule BETWEEN ?1 AND ?2 ORDER BY matricule LIMIT ?3");
      bind(named);
      while (named.step())
        found_.try_emplace(std::string(named.text(0)), territoire_of(named.text(0)),
                           std::string(named.text(1)));
    }
  }

  void affaires(std::vector<RegisterRow>& rows) {
    Cursor keys(base_.base(),
                "SELECT DISTINCT affaire FROM mes_affaires WHERE affaire BETWEEN ?1 AND ?2 ORDER BY affaire "
                "LIMIT ?3");
    bind(keys);
    std::vector<std::string> all;
    while (keys.step()) all.emplace_back(keys.text(0));
    for (const auto& key : all)
      for (auto& row : affaires_named(base_, key))
        if (rows.size() < static_cast<std::size_t>(limit_)) rows.push_back(std::move(row));
  }

  void tell(std::vector<FoundDossier>& dossiers) {
    for (auto& [dossier, where] : found_) dossiers.push_back({dossier, where.territoire, where.matricule});
  }

 private:
  struct Where {
    std::string territoire, matricule;
    Where(std::string of, std::string by) : territoire(std::move(of)), matricule(std::move(by)) {}
  };

  void bind(Cursor& rows) {
    rows.reset();
    rows.bind(1, std::string_view(range_.first));
    rows.bind(2, std::string_view(range_.last));
    rows.bind(3, limit_);
  }

  std::string territoire_of(std::string_view dossier) {
    Cursor row(base_.base(), "SELECT territoire FROM visibles WHERE dossier = ?1");
    row.restart(dossier);
    return std::string(row.on_row() ? row.text(0) : std::string_view());
  }

  VisibleBase& base_;
  Range range_;
  std::int64_t limit_;
  std::map<std::string, Where> found_;
};

Found look_up_in(VisibleBase& base, Range range, std::size_t most) {
  Found found;
  LookUp look_up(base, std::move(range), most);
  look_up.dossiers();
  look_up.tell(found.dossiers);
  look_up.affaires(found.affaires);
  found.more = found.dossiers.size() > most || found.affaires.size() > most;
  found.dossiers.resize(std::min(found.dossiers.size(), most));
  found.affaires.resize(std::min(found.affaires.size(), most));
  return found;
}

}  // namespace

Found look_up(VisibleBase& base, std::string_view sought, std::size_t most) {
  if (sought.empty()) return {};
  auto found = look_up_in(base, {std::string(sought), std::string(sought)}, most);
  found.exact = !found.dossiers.empty() || !found.affaires.empty();
  if (found.exact || sought.size() < least_prefix) return found;
  return look_up_in(base, beginning(sought), most);
}

}  // namespace filrouge::banc
