#include "apps/serveur/affaire/dossier_read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "apps/serveur/affaire/sanction_words.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/reports/affaire_grouping.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge::serveur {
namespace {

std::string person_id(const Journal& journal, std::int16_t person) {
  return person < 0 ? std::string()
                    : std::string(journal.text(journal.persons[static_cast<std::size_t>(person)].id));
}

}  // namespace

DossierRead::DossierRead(const Program& program, const Journal& journal, const Evaluation& evaluation)
    : program_(program), journal_(journal), evaluation_(evaluation) {
  seen_.prepare(program, journal, evaluation.asked, evaluation.known);
  publish(program, journal, evaluation, findings_);
  rank(program, evaluation, ranks_);
  if (evaluation.given_up()) return;
  gather();
  attach_cancelled();
  attach_findings();
}

const Thread* DossierRead::thread(const AffaireKey& key) const {
  const auto found = std::ranges::find(threads_, key, &Thread::key);
  return found == threads_.end() ? nullptr : &*found;
}

std::string DossierRead::act_name(std::uint32_t rank) const {
  const auto type = act(rank).type;
  return type == no_id ? std::string("Acte que les règles ne connaissent pas")
                       : plain_name(program_, model().text(model().vocabulary.events[type].name));
}

std::string DossierRead::act_says(std::uint32_t rank) const {
  const auto& event = act(rank);
  std::string text;
  const auto add = [&](std::string_view name, std::string_view value) {
    text += fmt::format("{}{} : {}", text.empty() ? "" : ", ", name, value);
  };
  if (event.from.known()) add("du", french_date(event.from));
  if (event.to.known()) add("au", french_date(event.to));
  if (event.type == no_id) return text;
  for (const auto& decl : model().vocabulary.events[event.type].fields) {
    const auto value = seen_.field(rank, decl.id);
    if (!value.known()) continue;
    add(decl.label.empty() ? plain_name(program_, model().vocabulary.field_name(decl.id)) : decl.label,
        plain_value(program_, journal_, value));
  }
  return text;
}

std::string_view DossierRead::word(std::uint32_t rank, FieldId field) const {
  if (field == no_id) return {};
  const auto value = seen_.field(rank, field);
  return value.kind == Value::Kind::symbol && value.exact() ? journal_.text(static_cast<Symbol>(value.lo))
                                                            : std::string_view();
}

const NoticeRead* DossierRead::notice(std::uint32_t act) const {
  const auto found = std::ranges::find(evaluation_.notices, act, &NoticeRead::act);
  return found == evaluation_.notices.end() ? nullptr : &*found;
}

void DossierRead::gather() {
  const AffaireGrouping grouping(program_, journal_, evaluation_);
  std::map<AffaireKey, std::size_t> places;
  std::vector<std::size_t> of_instance(evaluation_.instances.size(), none_id);
  for (std::uint32_t i = 0; i < evaluation_.instances.size(); ++i) {
    const auto& instance = evaluation_.instances[i];
    if (instance.trigger == none_id || followed_nothing(program_, instance)) continue;
    const auto root = grouping.root(instance.trigger);
    AffaireKey key{person_id(journal_, instance.person), std::string(grouping.number(root))};
    const auto [place, opened] = places.try_emplace(key, threads_.size());
    if (opened) threads_.push_back({std::move(key), instance.person, root, {}, {}, {}});
    threads_[place->second].instances.push_back(i);
    of_instance[i] = place->second;
  }
  const SanctionWords words(program_);
  std::vector<std::map<std::uint32_t, ThreadAct>> acts(threads_.size());
  const auto add = [&](std::size_t thread, ThreadAct act) {
    const auto [at, fresh] = acts[thread].try_emplace(act.rank, act);
    if (fresh) return;
    // Of one procédure for sure, it is of the affaire for sure.
    at->second.perhaps = at->second.perhaps && act.perhaps;
    at->second.before = at->second.before && act.before;
  };
  for (const auto& taken : evaluation_.acts)
    if (of_instance[taken.instance] != none_id)
      add(of_instance[taken.instance], {taken.event, taken.perhaps, taken.before, false});
  for (const auto& passage : evaluation_.passages)
    if (of_instance[passage.instance] != none_id && passage.event != none_id)
      add(of_instance[passage.instance], {passage.event, false, false, false});
  // What the payer did is of the household: an affaire looks at it without its being one of its acts.
  for (const auto& finding : evaluation_.findings) {
    if (finding.instance == none_id || of_instance[finding.instance] == none_id) continue;
    for (std::uint32_t f = 0; f < finding.fact_count; ++f)
      if (const auto fact = evaluation_.facts[finding.first_fact + f]; words.of_the_payer(act(fact).type))
        add(of_instance[finding.instance], {fact, false, false, false});
  }
  for (std::size_t t = 0; t < threads_.size(); ++t) {
    auto& thread = threads_[t];
    for (const auto& [rank, act] : acts[t]) thread.acts.push_back(act);
    std::ranges::sort(thread.acts, {}, [&](const ThreadAct& one) { return seen_.position(one.rank); });
  }
  std::ranges::stable_sort(threads_, {}, [&](const Thread& one) { return act(one.opening).on; });
}

/// Of an act that never counted nothing rests: it is shown where what it cites is, or where it could only
/// have been.
void DossierRead::attach_cancelled() {
  for (std::uint32_t rank = 0; rank < journal_.events.size(); ++rank) {
    const auto& event = journal_.events[rank];
    if (!seen_.cancelled(rank) || event.known > evaluation_.known) continue;
    std::set<Symbol> keys;
    if (event.reference) keys.insert(event.reference);
    for (std::uint32_t r = 0; r < event.reference_count; ++r)
      keys.insert(journal_.references[event.first_reference + r].target);
    std::vector<Thread*> cited, possible;
    for (auto& thread : threads_) {
      const bool hers = event.person < 0 || thread.person < 0 || event.person == thread.person;
      const bool cites = std::ranges::any_of(thread.acts, [&](const ThreadAct& one) {
        const auto& other = act(one.rank);
        return keys.contains(other.id) || (other.reference && keys.contains(other.reference));
      });
      if (hers && cites) cited.push_back(&thread);
      const bool heard_of = std::ranges::any_of(thread.instances, [&](std::uint32_t i) {
        const auto& instance = evaluation_.instances[i];
        return event.type != no_id && program_.procedures[instance.procedure].mentions[event.type];
      });
      if (hers && heard_of && act(thread.opening).on <= event.on) possible.push_back(&thread);
    }
    const bool perhaps = cited.empty();
    if (perhaps && !keys.empty()) continue;
    if (cited.empty() && possible.size() == 1) cited = possible;
    for (auto* thread : cited) {
      const auto after = std::ranges::find_if(
          thread->acts, [&](const ThreadAct& one) { return act(one.rank).on > event.on; });
      thread->acts.insert(after, {rank, perhaps, false, true});
    }
  }
}

void DossierRead::attach_findings() {
  std::map<std::uint32_t, Thread*> of_instance;
  std::map<std::uint32_t, std::vector<Thread*>> of_act;
  for (auto& thread : threads_) {
    for (const auto i : thread.instances) of_instance[i] = &thread;
    for (const auto& one : thread.acts)
      if (!one.perhaps && !one.cancelled) of_act[one.rank].push_back(&thread);
  }
  for (std::uint32_t f = 0; f < evaluation_.findings.size(); ++f) {
    const auto& finding = evaluation_.findings[f];
    if (finding.instance != none_id) {
      if (const auto thread = of_instance.find(finding.instance); thread != of_instance.end())
        thread->second->findings.push_back(f);
      continue;
    }
    // A contrôle is of no procédure: it is of the affaire of the act it judges, the first where several look
    // at that act.
    const auto found = of_act.find(judged_act(evaluation_, finding));
    if (found != of_act.end()) found->second.front()->findings.push_back(f);
  }
}

}  // namespace filrouge::serveur
