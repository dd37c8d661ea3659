#include "tests/oracle/appearance.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/replay/replay.hpp"

namespace filrouge::oracle {

std::string wrong_appearance(const Program& program, const Record& record, Date asked) {
  Journal journal;
  bind(record, program.model.vocabulary, journal);
  Replay replay(program);
  Evaluation evaluation;
  std::vector<Finding> findings;
  std::map<std::string, Date> since;
  auto day = asked;
  for (const auto& act : record.events) day = std::min(day, act.on);
  for (const auto& person : record.persons)
    for (const auto& attribute : person.attributes) day = std::min(day, attribute.from);
  for (const auto& attribute : record.attributes) day = std::min(day, attribute.from);
  for (; day <= asked; day = day + 1) {
    replay.run(journal, day, asked, evaluation);
    publish(program, journal, evaluation, findings);
    std::map<std::string, Date> now;
    for (const auto& finding : findings) {
      const auto before = since.find(finding.id);
      now[finding.id] = before == since.end() ? day : before->second;
    }
    since = std::move(now);
  }
  std::string wrong;
  for (const auto& finding : findings)
    if (finding.apparu_le != iso_date(since[finding.id]))
      wrong += "  " + finding.code + " " + finding.instance + " " + finding.nature + " " + finding.statut +
               " « " + finding.libelle + " » : apparu_le " + finding.apparu_le +
               ", dit sans interruption depuis " + iso_date(since[finding.id]) + "\n";
  return wrong;
}

bool told_with_hindsight(const Program& program, const Record& record) {
  const bool version = std::ranges::any_of(program.standing, [&](std::uint16_t procedure) {
    return program.model.procedures[procedure].governing != none_id;
  });
  const auto borne_later = [&](const std::string& key, Date day) {
    return !key.empty() && std::ranges::any_of(record.events, [&](const RawEvent& other) {
      return other.on > day && (other.id == key || other.reference == key);
    });
  };
  return version || std::ranges::any_of(record.events, [&](const RawEvent& act) {
           return act.type == "correction" || act.type == "annulation" ||
                  borne_later(act.reference, act.on) ||
                  std::ranges::any_of(act.references, [&](const RawField& cited) {
                    return borne_later(cited.value.text, act.on);
                  });
         });
}

bool followed_by_the_post(const Program& program, const Record& record) {
  const auto& letters = program.letters;
  return std::ranges::any_of(record.events, [&](const RawEvent& act) {
    const auto type = program.model.vocabulary.find_event(act.type);
    return type != no_id && (type == letters.presented || type == letters.collected ||
                             type == letters.returned || type == letters.handed);
  });
}

}  // namespace filrouge::oracle
