#pragma once

#include <functional>
#include <memory>
#include <string>

#include "apps/serveur/acces/access.hpp"
#include "apps/serveur/banc/rules_in_force.hpp"
#include "apps/serveur/banc/source_report.hpp"
#include "apps/serveur/banc/visible_bases.hpp"
#include "engine/core/calendar/date.hpp"

/// The pages of the bench: one file a page, each with its routes.
namespace filrouge::pages {

/// What the pages answer from. One a process; any thread.
struct Bench {
  std::string base;  ///< path
  acces::Access access;
  banc::RulesInForce rules;
  banc::VisibleBases visible;
  banc::SourceBook sources;
  std::function<acces::Moment()> now;     ///< the pages read no clock of their own
  std::function<Date()> today;            ///< here
  std::function<void()> written = [] {};  ///< called once something was written in the base
  /// Where the Département shows a dossier in its own program: « https://…/{matricule} », or {dossier};
  /// empty: nowhere.
  std::string link_template;

  /// As Access and RulesInForce.
  Bench(const std::string& path, const std::string& access_path,
        std::vector<std::filesystem::path> rule_paths, std::function<acces::Moment()> clock,
        std::function<Date()> calendar)
      : base(path),
        access(path, access_path),
        rules(std::move(rule_paths)),
        visible(path),
        now(std::move(clock)),
        today(std::move(calendar)) {}
};

}  // namespace filrouge::pages
