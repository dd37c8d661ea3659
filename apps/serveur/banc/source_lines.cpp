#include "apps/serveur/banc/source_lines.hpp"

#include "engine/reports/run_sources.hpp"
#include "engine/store/base.hpp"
#include "engine/store/cursor.hpp"
#include "engine/store/freshness.hpp"

namespace filrouge::banc {

std::vector<std::string> SourceLines::lines(const std::string& path, Date day) {
  Base base(path, BaseAccess::read);
  Cursor last(base, "SELECT coalesce(max(id), 0) FROM imports");
  last.step();
  const std::scoped_lock lock(mutex_);
  if (imports_ == last.wide(0) && day_ == day) return lines_;
  RunSources sources;
  sources.all = freshness(base, day);
  // Whom a source no longer shows is told on its own page.
  for (auto& source : sources.all) source.gone.clear();
  lines_ = told(sources, {});
  imports_ = last.wide(0);
  day_ = day;
  return lines_;
}

}  // namespace filrouge::banc
