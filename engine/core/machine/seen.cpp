#include "engine/core/machine/seen.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

namespace filrouge {

void SeenJournal::prepare(const Program& program, const Journal& journal, Date asked, Date known) {
  journal_ = &journal;
  asked_ = asked;
  known_ = known;
  calendar_ = calendar_of(journal.departement_on(asked, known));
  vocabulary_ = &program.model.vocabulary;
  events_ = journal.events.data();
  fields_ = journal.fields.data();
  any_cancelled_ = false;
  ++dossier_;
  vouched_.resize(vocabulary_->events.size());
  orphans_.clear();
  next_ = next_known_ = NextDay(asked);
  if (!journal.corrections.empty()) apply_corrections();

  order_.clear();
  first_day_ = {};
  const auto begins = [this](Date day) {
    if (day.known() && (!first_day_.known() || day < first_day_)) first_day_ = day;
  };
  bool sorted = true;
  for (std::uint32_t rank = 0; rank < journal.events.size(); ++rank) {
    const auto& event = events_[rank];
    if (event.known > known || event.on > asked) {
      next_.consider(std::max(event.on, event.known));
      next_.consider(event.on);
      if (event.known <= known) next_known_.consider(event.on);
      continue;
    }
    if (cancelled(rank)) continue;
    begins(event.on);
    if (!order_.empty()) {
      const auto& last = events_[order_.back()];
      sorted = sorted && (last.on < event.on || (last.on == event.on && last.known <= event.known));
    }
    order_.push_back(rank);
  }
  if (!sorted)
    std::ranges::sort(order_, [this](std::uint32_t a, std::uint32_t b) {
      const auto &x = events_[a], &y = events_[b];
      if (x.on != y.on) return x.on < y.on;
      if (x.known != y.known) return x.known < y.known;
      return a < b;
    });
  follow_times();
  index();
  choose_spans();
  for (const auto* span : spans_) {
    if (span->from <= asked) begins(span->from);
    next_known_.consider(span->from);
    if (span->to.known()) next_known_.consider(span->to + 1);
  }
  complete_ = true;
  for (const auto& coverage : journal.coverage) {
    if (coverage.known > known)
      next_.consider(coverage.known);
    else
      complete_ = false;
  }
  next_.consider(journal.next_restated);
  for (const auto& residence : journal.residences) next_.consider(residence.from);
  next_.consider(next_known_.day());
}

/// A span known later takes the place of those that begin as it does, wherever it ends.
void SeenJournal::choose_spans() {
  spans_.clear();
  for (const auto& span : journal_->attributes) {
    if (span.known > known_)
      next_.consider(std::max(span.from, span.known));
    else
      spans_.push_back(&span);
  }
  const auto of_what = [](const JournalAttribute* span) {
    return std::tuple(span->attribute, span->person, span->from);
  };
  // The journal's order is that of the list, and of its addresses.
  std::ranges::sort(spans_, [&](const auto* a, const auto* b) {
    return std::tuple(of_what(a), a->known, a) < std::tuple(of_what(b), b->known, b);
  });
  const auto replaced = [&](const auto* earlier, const auto* later) {
    return of_what(earlier) == of_what(later);
  };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < spans_.size(); ++i)
    if (i + 1 == spans_.size() || !replaced(spans_[i], spans_[i + 1])) spans_[kept++] = spans_[i];
  spans_.resize(kept);
}

/// Events by type and by key, so that looking for one costs what it finds.
void SeenJournal::index() {
  positions_.resize(journal_->events.size());
  type_begins_.assign(vocabulary_->events.size() + 1, 0);
  bearers_.clear();
  citers_.clear();
  for (std::uint32_t position = 0; position < order_.size(); ++position) {
    const auto rank = order_[position];
    const auto& event = events_[rank];
    positions_[rank] = position;
    if (event.type != no_id) ++type_begins_[event.type + 1u];
    if (event.id) bearers_.emplace_back(event.id, rank);
    if (event.reference && event.reference != event.id) bearers_.emplace_back(event.reference, rank);
    for_each_reference(rank, [&](const JournalReference& r) { citers_.emplace_back(r.target, rank); });
  }
  const auto in_order = [&](const Bearer& a, const Bearer& b) {
    return a.first != b.first ? a.first < b.first : positions_[a.second] < positions_[b.second];
  };
  std::ranges::sort(bearers_, in_order);
  std::ranges::sort(citers_, in_order);
  for (std::size_t type = 1; type < type_begins_.size(); ++type) type_begins_[type] += type_begins_[type - 1];
  by_type_.resize(order_.size());
  for (auto position = order_.size(); position-- > 0;) {
    const auto type = events_[order_[position]].type;
    if (type != no_id) by_type_[--type_begins_[type + 1u]] = order_[position];
  }
  // Filling backwards has left each type's end at its beginning: one place to the left, all are right.
  for (std::size_t type = 0; type + 1 < type_begins_.size(); ++type)
    type_begins_[type] = type_begins_[type + 1];
  std::uint32_t typed = 0;
  for (const auto rank : order_) typed += events_[rank].type != no_id;
  type_begins_.back() = typed;
}

namespace {

std::span<const SeenJournal::Bearer> those_of(const std::vector<SeenJournal::Bearer>& all, Symbol key) {
  const auto found = std::ranges::equal_range(all, key, {}, &SeenJournal::Bearer::first);
  return {found.begin(), found.end()};
}

}  // namespace

std::span<const SeenJournal::Bearer> SeenJournal::bearing(Symbol key) const {
  return those_of(bearers_, key);
}

std::span<const SeenJournal::Bearer> SeenJournal::citing(Symbol key) const {
  return those_of(citers_, key);
}

Value SeenJournal::field(std::uint32_t rank, FieldId id) const {
  const auto& event = events_[rank];
  const auto missing = [&] { return Value::missing(vocabulary_->field_symbol(id)); };
  const auto day = [&](Date date) { return date.known() ? Value::of(date) : missing(); };
  switch (static_cast<BuiltinField>(id)) {
    case BuiltinField::le:
      return day(event.on);
    case BuiltinField::connu_le:
      return day(event.known);
    case BuiltinField::prevu_le:
      return day(event.planned);
    case BuiltinField::du:
      return day(event.from);
    case BuiltinField::au:
      return day(event.to);
    case BuiltinField::reference:
      return event.reference ? Value::of(Value::Kind::symbol, event.reference) : missing();
    case BuiltinField::origine:
      return event.origin ? Value::of(Value::Kind::symbol, event.origin) : missing();
    case BuiltinField::personne:
      return event.person < 0 ? missing()
                              : Value::of(Value::Kind::symbol,
                                          journal_->persons[static_cast<std::size_t>(event.person)].id);
    default:
      break;
  }
  for (std::uint32_t i = 0; i < event.field_count; ++i)
    if (const auto& field = fields_[event.first_field + i]; field.field == id)
      return field.value.kind == Value::Kind::null ? missing() : field.value;
  return missing();
}

std::int32_t SeenJournal::time_of(std::uint32_t rank) const {
  const auto type = events_[rank].type;
  if (type == no_id || !vocabulary_->events[type].carries_time()) return -1;
  const auto time = field(rank, time_field);
  return time.kind == Value::Kind::time ? static_cast<std::int32_t>(time.lo) : -1;
}

std::uint32_t SeenJournal::end_of_its_day(std::uint32_t rank) const {
  auto place = position(rank) + 1;
  while (place < order_.size() && events_[order_[place]].on == events_[rank].on) ++place;
  return place;
}

Date SeenJournal::next_departement_after(Date day) const {
  bool first = true;
  for (const auto& residence : journal_->residences)
    if (residence.from <= known_ && !std::exchange(first, false) && residence.from > day)
      return residence.from;
  return {};
}

bool SeenJournal::unordered(std::uint32_t one, std::uint32_t other) const {
  if (events_[one].on != events_[other].on || events_[one].source == events_[other].source) return false;
  const auto time = time_of(one), its = time_of(other);
  return time < 0 || its < 0 || time == its;
}

bool SeenJournal::in_disorder(std::uint32_t rank) const {
  auto first = position(rank);
  while (first > 0 && events_[order_[first - 1]].on == events_[rank].on) --first;
  const auto day = std::span(order_).subspan(first, end_of_its_day(rank) - first);
  return std::ranges::any_of(day, [&](std::uint32_t other) { return unordered(rank, other); });
}

bool SeenJournal::whose_is_unknown(std::uint32_t rank) const {
  const auto& event = events_[rank];
  return event.person < 0 && event.type != no_id && journal_->persons.size() > 1 &&
         vocabulary_->events[event.type].scope == Scope::person;
}

Value SeenJournal::attribute(AttributeId attribute, std::int16_t person, Date day, NextDay& next) const {
  const JournalAttribute* holding = nullptr;
  for (const auto* known_span :
       std::ranges::equal_range(spans_, attribute, {}, [](const auto* span) { return span->attribute; })) {
    const auto& span = *known_span;
    if (span.person >= 0 && span.person != person) continue;
    if (span.from > day) {
      next.consider(span.from);
      continue;
    }
    if (span.to.known()) {
      next.consider(span.to + 1);
      if (span.to < day) continue;
    }
    // Of spans that overlap, the later beginning tells the newer situation; of equal beginnings (one of the
    // dossier, one of the person), what was known last.
    if (!holding || span.from > holding->from || (span.from == holding->from && span.known >= holding->known))
      holding = &span;
  }
  // An explicit null says that nobody knows.
  return holding && holding->value.kind != Value::Kind::null
             ? holding->value
             : Value::missing(vocabulary_->attributes[attribute].name);
}

bool SeenJournal::lists(const JournalCoverage& coverage, EventTypeId type) const {
  bool lists = coverage.type_count == 0;
  for (std::uint32_t i = 0; i < coverage.type_count && !lists; ++i)
    lists = journal_->covered_types[coverage.first_type + i] == type;
  return lists;
}

const SeenJournal::Vouched& SeenJournal::vouch(EventTypeId type) const {
  auto& of_type = vouched_[type];
  of_type.dossier = dossier_;
  auto& [dossier, spans, turns] = of_type;
  spans.clear();
  turns.clear();
  for (const auto& coverage : journal_->coverage) {
    if (coverage.known > known_ || !lists(coverage, type)) continue;
    if (coverage.from.known()) turns.push_back(coverage.from);
    if (coverage.to.known()) turns.push_back(coverage.to + 1);
    if (!coverage.to.known() || coverage.from <= coverage.to) spans.emplace_back(coverage.from, coverage.to);
  }
  std::ranges::sort(turns);
  turns.erase(std::ranges::unique(turns).begin(), turns.end());
  // An unknown day comes before all others: a span without a beginning first, one without an end takes the
  // rest.
  std::ranges::sort(spans);
  std::size_t kept = 0;
  for (const auto& span : spans) {
    if (kept == 0 || (spans[kept - 1].second.known() && spans[kept - 1].second + 1 < span.first))
      spans[kept++] = span;
    else if (auto& to = spans[kept - 1].second; to.known())
      to = span.second.known() ? std::max(to, span.second) : span.second;
  }
  spans.resize(kept);
  return of_type;
}

bool SeenJournal::covered(EventTypeId type, Date from, Date to) const {
  if (complete() || from > to) return true;
  return std::ranges::any_of(vouched(type).spans, [&](const auto& span) {
    return span.first <= from && (!span.second.known() || to <= span.second);
  });
}

void SeenJournal::follow_times() {
  for (std::size_t first = 0, end = 0; first < order_.size(); first = end) {
    const auto day = events_[order_[first]].on;
    for (end = first + 1; end < order_.size() && events_[order_[end]].on == day;) ++end;
    if (end - first < 2) continue;
    timed_.clear();
    for (auto place = first; place < end; ++place)
      if (const auto minute = time_of(order_[place]); minute >= 0) timed_.push_back({minute, order_[place]});
    if (timed_.size() < 2) continue;
    std::ranges::stable_sort(timed_, {}, &Timed::first);
    auto next = timed_.begin();
    for (auto place = first; place < end && next != timed_.end(); ++place)
      if (time_of(order_[place]) >= 0) order_[place] = (next++)->second;
  }
}

void SeenJournal::apply_corrections() {
  const auto& journal = *journal_;
  corrected_events_ = journal.events;
  corrected_fields_ = journal.fields;
  cancelled_.assign(journal.events.size(), false);
  any_cancelled_ = true;
  applied_.clear();
  for (const auto& correction : journal.corrections) {
    if (correction.known > known_)
      next_.consider(correction.known);
    else
      applied_.push_back(&correction);
  }
  std::ranges::stable_sort(applied_, [](const auto* a, const auto* b) {
    return a->known != b->known ? a->known < b->known : a->rank < b->rank;
  });
  const auto listed = [](auto& all, std::size_t count, auto&& id_of) {
    all.clear();
    for (std::uint32_t i = 0; i < count; ++i)
      if (const auto id = id_of(i)) all.emplace_back(id, i);
    std::ranges::sort(all);
  };
  const auto named = [](const auto& all, Symbol id) {
    return std::ranges::equal_range(all, id, {}, &std::pair<Symbol, std::uint32_t>::first);
  };
  listed(corrections_by_id_, applied_.size(), [&](std::uint32_t i) { return applied_[i]->id; });
  listed(events_by_id_, journal.events.size(), [&](std::uint32_t i) { return journal.events[i].id; });
  // A correction may itself be cancelled, and that cancellation too: the latest known speaks first.
  std::vector<bool> void_correction(applied_.size(), false);
  for (auto i = applied_.size(); i-- > 0;) {
    if (void_correction[i] || !applied_[i]->cancels) continue;
    for (const auto& [id, other] : named(corrections_by_id_, applied_[i]->target))
      if (other < i) void_correction[other] = true;
  }
  for (std::size_t i = 0; i < applied_.size(); ++i) {
    if (void_correction[i]) continue;
    const auto& correction = *applied_[i];
    bool found = !named(corrections_by_id_, correction.target).empty();
    for (const auto& [id, rank] : named(events_by_id_, correction.target)) {
      // What was not recorded yet could not be corrected: the answer given then stands.
      if (journal.events[rank].known > known_) {
        next_.consider(journal.events[rank].known);
        continue;
      }
      found = true;
      if (correction.cancels)
        cancelled_[rank] = true;
      else
        correct(correction, corrected_events_[rank]);
    }
    if (!found) orphans_.push_back(&correction);
  }
  events_ = corrected_events_.data();
  fields_ = corrected_fields_.data();
}

void SeenJournal::correct(const JournalCorrection& correction, JournalEvent& target) {
  const auto first = static_cast<std::uint32_t>(corrected_fields_.size());
  for (std::uint32_t i = 0; i < target.field_count; ++i) {
    const auto kept = corrected_fields_[target.first_field + i];
    corrected_fields_.push_back(kept);
  }
  target.first_field = first;
  for (std::uint32_t i = 0; i < correction.field_count; ++i) {
    const auto& field = journal_->fields[correction.first_field + i];
    const auto day = field.value.kind == Value::Kind::date ? field.value.earliest() : Date{};
    const auto word =
        field.value.kind == Value::Kind::symbol ? static_cast<Symbol>(field.value.lo) : Symbol{0};
    switch (static_cast<BuiltinField>(field.field)) {
      case BuiltinField::le:
        // An act has its day: one that is not said leaves it the day it had.
        if (day.known()) target.on = day;
        continue;
      case BuiltinField::connu_le:
        continue;  // what was known on a day stays so
      case BuiltinField::prevu_le:
        target.planned = day;
        continue;
      case BuiltinField::du:
        target.from = day;
        continue;
      case BuiltinField::au:
        target.to = day;
        continue;
      case BuiltinField::reference:
        target.reference = word;
        continue;
      case BuiltinField::origine:
        target.origin = word;
        continue;
      case BuiltinField::personne:
        target.person = -1;
        for (std::size_t p = 0; p < journal_->persons.size(); ++p)
          if (word && journal_->persons[p].id == word) target.person = static_cast<std::int16_t>(p);
        target.person_unknown = word && target.person < 0;
        if (!word && target.type != no_id && vocabulary_->events[target.type].scope == Scope::person)
          target.person = journal_->only_person();
        continue;
      default:
        break;
    }
    bool replaced = false;
    for (std::uint32_t j = 0; j < target.field_count && !replaced; ++j)
      if (corrected_fields_[first + j].field == field.field) {
        corrected_fields_[first + j].value = field.value;
        replaced = true;
      }
    if (!replaced) {
      corrected_fields_.push_back(field);
      ++target.field_count;
    }
  }
}

}  // namespace filrouge
