#include <algorithm>
#include <tuple>

#include "tests/oracle/world.hpp"

/// §6: on whose list a line stands, and which lines say one thing.
namespace filrouge::oracle {

/// What was said from there on says one thing; the first line leads.
void World::say_together(std::size_t from) {
  if (out_.size() - from < 2) return;
  // Time that runs or is over first, then what is irregular, then the rest, then time that is settled.
  const auto turn = [](const PlainFinding& line) {
    for (const auto* time : {"echeance", "attente", "terme", "duree", "rythme"})
      if (line.nature == time) return line.statut.starts_with("tenue") || line.statut == "sans_objet" ? 3 : 0;
    return line.nature == "irregularite" ? 1 : 2;
  };
  const auto named = out_[from].nature + " " + out_[from].code +
                     (out_[from].nature == "rythme" ? " " + out_[from].date : std::string());
  std::vector<PlainFinding*> lines;
  for (auto i = from; i < out_.size(); ++i) lines.push_back(&out_[i]);
  std::ranges::stable_sort(lines, {}, [&](const PlainFinding* line) {
    return std::tuple{turn(*line), line->date, line->code};
  });
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i] != &out_[from]) lines[i]->group = named;
    lines[i]->group_rank = static_cast<int>(i);
  }
}

/// A line that nobody does nor decides is for whoever leads what says it.
void World::nobody_left_out() {
  for (auto& told : out_) {
    if (!told.role.empty()) continue;
    Place here{nullptr, -1, nullptr, nullptr, asked_, asked_};
    auto leader = model_.led_by;
    if (told.life) {
      here = place(*told.life, asked_);
      leader = model_.rules[model_.procedures[told.life->procedure].rule].led_by;
    } else {
      for (std::size_t p = 0; p < journal_.persons.size(); ++p)
        if (name(journal_.persons[p].id) == told.person) here.person = static_cast<int>(p);
      for (const auto& rule : model_.rules)
        if (rule.code == told.code) leader = rule.led_by;
    }
    if (leader == no_id) leader = model_.led_by;
    if (leader != no_id) told.role = name(model_.roles[holder(here, leader)].name);
  }
}

}  // namespace filrouge::oracle
