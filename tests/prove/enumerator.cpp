#include "tests/prove/enumerator.hpp"

#include <algorithm>
#include <deque>
#include <set>

#include "engine/core/dossier/bind.hpp"

namespace filrouge::prove {
namespace {

Date last_act(const Record& record) {
  auto last = record.events.front().on;
  for (const auto& event : record.events) last = std::max(last, event.on);
  return last;
}

}  // namespace

/// Each act but the opening one, bare, then with each value of each of its fields.
std::vector<RawEvent> Enumerator::alphabet() const {
  const auto& model = program_.model;
  const auto opening = model.patterns[model.procedures.front().trigger].type;
  std::vector<RawEvent> acts;
  for (std::uint16_t t = 0; t < model.vocabulary.events.size(); ++t) {
    const auto& type = model.vocabulary.events[t];
    if (t == opening) continue;
    RawEvent bare;
    bare.type = model.text(type.name);
    acts.push_back(bare);
    for (const auto& field : type.fields) {
      const auto said = model.vocabulary.field_symbol(field.id);
      const auto with = [&](RawValue value) {
        auto act = bare;
        act.fields.push_back({std::string(model.text(said)), std::move(value)});
        acts.push_back(act);
      };
      if (field.type == ValueType::boolean)
        for (const auto* word : {"true", "false"}) with({RawValue::Kind::boolean, word});
      for (const auto word : field.allowed) with({RawValue::Kind::text, std::string(model.text(word))});
    }
  }
  return acts;
}

std::vector<Date> Enumerator::days_after(const Record& record, const Reach& reach) {
  const auto last = last_act(record);
  std::set<Date> days{last + 1};
  auto day = last;
  for (std::size_t turn = 0; turn < 4; ++turn) {
    replay_.run(journal_, day, day, answer_);
    const auto next = answer_.next_change;
    if (!next.known() || next > last + reach.wait) break;
    for (const auto near : {next - 1, next, next + 1})
      if (near > last) days.insert(near);
    day = next;
  }
  std::vector<Date> kept(days.begin(), days.end());
  if (kept.size() > reach.days_an_act) kept.resize(reach.days_an_act);
  return kept;
}

std::optional<Break> Enumerator::broken_by(const Guarantee& guarantee, const Record& record,
                                           std::int32_t wait) {
  bind(record, program_.model.vocabulary, journal_);
  return breaks_.find(guarantee, journal_, last_act(record) + wait);
}

std::vector<std::optional<Record>> Enumerator::look(Date first, const Reach& reach) {
  const auto& model = program_.model;
  std::vector<std::optional<Record>> found(model.guarantees.size());
  Record opening;
  opening.dossier = "essai";
  opening.persons.push_back({.id = "p1", .role = "demandeur", .birth = {}, .attributes = {}});
  RawEvent open;
  open.id = "e1";
  open.type = model.text(model.vocabulary.events[model.patterns[model.procedures.front().trigger].type].name);
  open.on = first;
  open.person = "p1";
  opening.events.push_back(open);
  const auto acts = alphabet();
  std::deque<Record> left{opening};
  for (std::size_t looked = 0; looked < reach.journals && !left.empty(); ++looked) {
    const auto record = std::move(left.front());
    left.pop_front();
    ++looked_at_;
    bool all = true;
    for (std::size_t g = 0; g < found.size(); ++g) {
      if (!found[g] && broken_by(model.guarantees[g], record, reach.wait)) found[g] = record;
      all = all && found[g];
    }
    if (all) break;
    if (record.events.size() > reach.acts) continue;
    bind(record, model.vocabulary, journal_);
    for (const auto day : days_after(record, reach))
      for (const auto& act : acts) {
        if (left.size() > 2 * reach.journals) break;
        auto more = record;
        more.events.push_back(act);
        more.events.back().id = "e" + std::to_string(more.events.size());
        more.events.back().on = day;
        more.events.back().person = "p1";
        left.push_back(std::move(more));
      }
  }
  return found;
}

}  // namespace filrouge::prove
