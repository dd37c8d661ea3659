#include "apps/serveur/banc/source_report.hpp"

#include <algorithm>
#include <sstream>

#include "apps/serveur/banc/hidden_numbers.hpp"
#include "engine/reports/run_sources.hpp"
#include "engine/store/freshness.hpp"

namespace filrouge::banc {
namespace {

constexpr std::size_t most_costly = 50;

std::vector<std::string> words_of(std::string_view text, char between) {
  std::vector<std::string> words;
  std::istringstream in{std::string(text)};
  for (std::string word; std::getline(in, word, between);)
    if (!word.empty()) words.push_back(word);
  return words;
}

std::vector<Vouched> vouched_by_sources(VisibleBase& base) {
  Cursor row(
      base.base(),
      "SELECT coalesce(source, ''), coalesce(types, ''), max(au), count(*) FROM couvertures_dites GROUP "
      "BY 1, 2 ORDER BY 1, 4 DESC");
  std::vector<Vouched> all;
  while (row.step())
    all.push_back({std::string(row.text(0)), words_of(row.text(1), ' '), row.date(2),
                   static_cast<std::uint64_t>(row.wide(3))});
  return all;
}

}  // namespace

std::shared_ptr<const SourceBook::Told> SourceBook::told(VisibleBase& base, Date day) {
  // By its number and its moment: another base put in the place of this one has others.
  Cursor last(base.base(),
              "SELECT coalesce(max(id), 0) || ' ' || coalesce(max(importe_le), '') FROM main.imports");
  last.step();
  const std::scoped_lock lock(mutex_);
  if (!told_ || last_import_ != last.text(0) || day_ != day) {
    auto fresh = std::make_shared<Told>();
    fresh->sources = freshness(base.base(), day);
    RunSources without_gone{fresh->sources, 0, 0, {}};
    for (auto& source : without_gone.all) source.gone.clear();
    fresh->lines = filrouge::told(without_gone, {});
    fresh->vouched = vouched_by_sources(base);
    told_ = std::move(fresh);
    last_import_ = last.text(0);
    day_ = day;
  }
  return told_;
}

std::vector<LastSeen> gone_and_seen(VisibleBase& base, const SourceState& source) {
  auto gone = source.gone;
  // One that was erased since is nobody's to name.
  std::erase_if(
      gone, [&](const LastSeen& one) { return !base.holds(one.dossier) || !may_name(base, one.dossier); });
  std::ranges::stable_sort(gone, [](const auto& a, const auto& b) { return a.day > b.day; });
  return gone;
}

Unevaluated unevaluated(VisibleBase& base, std::uint64_t most) {
  Unevaluated it;
  for (const auto& territoire : base.territoires()) {
    Cursor costly(base.base(), "SELECT dossier FROM mes_evalues WHERE territoire = ?1 AND couteux = 1");
    costly.bind(1, std::string_view(territoire));
    while (costly.step())
      if (++it.costly_count <= most_costly) it.costly.emplace_back(costly.text(0));
    Cursor row(base.base(), "SELECT manque FROM mes_evalues WHERE territoire = ?1 LIMIT ?2");
    row.bind(1, std::string_view(territoire));
    row.bind(2, static_cast<std::int64_t>(most - it.read) + 1);
    while (row.step()) {
      if (it.read == most) {
        it.all = false;
        break;
      }
      ++it.read;
      const auto facts = words_of(row.text(0), '\n');
      if (!facts.empty()) ++it.partly;
      for (const auto& fact : facts) ++it.wanting[fact];
    }
  }
  return it;
}

}  // namespace filrouge::banc
