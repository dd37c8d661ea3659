#include "dsl/diff/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/diff/judgement.hpp"
#include "dsl/diff/pairing.hpp"
#include "dsl/diff/sheet_maker.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

/// One side, laid out.
struct Side {
  explicit Side(const Version& version)
      : version(version), places(version.sources, version.dated), naming(version.program.model) {}

  void lay_out() { sheets = SheetMaker(version.program, version.scenarios, places, naming).all(); }
  const Model& model() const { return version.program.model; }

  const Version& version;
  Places places;
  Naming naming;
  std::vector<Sheet> sheets;
};

/// What bears another name says the same under it: it is looked for until nothing more is found, since what
/// is renamed hides what is renamed within it.
std::vector<Renamed> find_renamed(Side& before, Side& after) {
  std::vector<Renamed> all;
  bool modules = true;
  for (int round = 0; round < 4; ++round) {
    auto candidates = unmatched(before.sheets, after.sheets);
    // What a module holds follows its name: it is looked for alone, and first.
    if (modules && std::ranges::none_of(candidates, &Unmatched::is_of_modules)) modules = false;
    std::erase_if(candidates, [&](const Unmatched& one) { return one.is_of_modules() != modules; });
    if (candidates.empty()) break;
    const auto a = before.naming, b = after.naming;
    for (const auto& group : candidates) {
      for (const auto& own : group.before) before.naming.mask(group.what, own);
      for (const auto& own : group.after) after.naming.mask(group.what, own);
    }
    before.lay_out();
    after.lay_out();
    const auto found = renamed(before.sheets, after.sheets, candidates);
    before.naming = a;
    after.naming = b;
    for (const auto& one : found) {
      const bool within_a_procedure = one.what == Bears::state || one.what == Bears::delai;
      after.naming.rename(one.what, one.after,
                          within_a_procedure ? one.before.substr(one.before.rfind('/') + 1) : one.before);
    }
    all.insert(all.end(), found.begin(), found.end());
    before.lay_out();
    after.lay_out();
    if (found.empty() && !modules) break;
    modules = false;
  }
  return all;
}

Judge::Values single_values(const Side& side) {
  Judge::Values values;
  const auto& model = side.model();
  for (std::uint32_t p = 0; p < model.parameters.size(); ++p) {
    const auto& it = model.parameters[p];
    if (it.values.size() == 1 && it.values.front().departement.empty() && it.values.front().verified &&
        it.values.front().value.exact())
      values.emplace("param:" + side.naming.of(Bears::parameter, p), it.values.front().value);
  }
  return values;
}

/// What rests on a rule: who names it, through définitions and tables too.
class Resting {
 public:
  explicit Resting(const Side& side) : side_(side) {
    for (const auto& [user, used] : side.model().uses) users_.emplace(used, user);
    for (const auto& sheet : side.sheets) gather(sheet, sheet.told.substr(sheet.noun.size() + 1), {});
  }

  struct On {
    std::vector<std::string> told;
    std::set<std::string> procedures;
    std::set<RuleId> rules;  ///< but définitions and tables, which only lead on
  };
  On on(const std::vector<RuleId>& rules) const {
    On all;
    std::vector<RuleId> next(rules);
    std::set<RuleId> met(rules.begin(), rules.end());
    for (std::size_t i = 0; i < next.size(); ++i) {
      const auto [first, last] = users_.equal_range(next[i]);
      for (auto it = first; it != last; ++it) {
        if (!met.insert(it->second).second) continue;
        next.push_back(it->second);
        const auto told = told_.find(it->second);
        if (told == told_.end()) continue;
        if (!told->second.leads_on) all.rules.insert(it->second);
        if (!told->second.procedure.empty()) all.procedures.insert(told->second.procedure);
        if (std::ranges::find(all.told, told->second.words) == all.told.end())
          all.told.push_back(told->second.words);
      }
    }
    return all;
  }

 private:
  struct Told {
    std::string words, procedure;
    bool leads_on = false;
  };

  void gather(const Sheet& sheet, const std::string& section, const std::string& procedure) {
    const bool is_procedure = sheet.kind == SheetKind::procedure;
    const auto within = is_procedure ? sheet.own_name : procedure;
    if (sheet.rule != none_id) {
      const bool whole = is_procedure || sheet.kind == SheetKind::module;
      const bool leads_on = sheet.kind == SheetKind::definition || sheet.kind == SheetKind::table;
      told_.emplace(sheet.rule,
                    Told{whole ? sheet.told : sheet.told + " (" + section + ")", within, leads_on});
    }
    for (const auto& part : sheet.parts) gather(part, section, within);
  }

  const Side& side_;
  std::multimap<RuleId, RuleId> users_;
  std::map<RuleId, Told> told_;
};

class Comparer {
 public:
  Comparer(Side& before, Side& after)
      : before_(before),
        after_(after),
        renamed_(find_renamed(before, after)),
        judge_(single_values(before), single_values(after)),
        resting_before_(before),
        resting_after_(after) {}

  Difference compare() {
    find_changed_conventions();
    for (const auto& pair : paired(before_.sheets, after_.sheets)) whole(pair);
    give_back_conventions();
    std::ranges::stable_sort(made_.sections, {}, [](const ChangedSection& it) { return it.of_procedure; });
    for (auto& section : made_.sections) told_once(section);
    made_.same_bytes = before_.model().digest == after_.model().digest;
    std::ranges::sort(made_.rewritten.places);
    const auto twice = std::ranges::unique(made_.rewritten.places);
    made_.rewritten.places.erase(twice.begin(), twice.end());
    return std::move(made_);
  }

 private:
  struct ByConvention {
    std::string conventions;
    bool hers = false;
    ChangedSection section;
    Change change;
  };

  const Side& side(bool after) const { return after ? after_ : before_; }

  void whole(const Pair& pair) {
    const auto& told = pair.after ? *pair.after : *pair.before;
    section_ = {};
    section_.code = pair.after ? side(true).naming.own(told.bears, index_of(told, true))
                               : side(false).naming.own(told.bears, index_of(told, false));
    section_.of_procedure = told.kind == SheetKind::procedure;
    section_.title = title_of(told);
    if (section_.of_procedure) {
      const auto& model = side(pair.after != nullptr).model();
      const auto& module = model.modules[model.procedures[index_of(told, pair.after != nullptr)].module];
      section_.module = module.title.empty() ? module.written : module.title;
    }
    compare(pair, {}, {});
    if (!section_.changes.empty()) made_.sections.push_back(std::move(section_));
  }

  /// « procédure « Saisine » » is told « Saisine » where it heads what it holds.
  static std::string title_of(const Sheet& sheet) {
    const std::string_view open = "« ", close = " »";
    auto title = sheet.told.substr(sheet.noun.size() + 1);
    if (title.starts_with(open)) title = title.substr(open.size(), title.size() - open.size() - close.size());
    return title;
  }

  std::uint32_t index_of(const Sheet& sheet, bool after) const {
    const auto& model = side(after).model();
    if (sheet.kind == SheetKind::procedure) {
      for (std::uint32_t p = 0; p < model.procedures.size(); ++p)
        if (model.procedures[p].rule == sheet.rule) return p;
    }
    for (std::uint32_t m = 0; m < model.modules.size(); ++m)
      if (model.modules[m].rule == sheet.rule) return m;
    return 0;
  }

  // --- one thing

  /// `path`: where it stands in its section; `within`: what it is a line of (a paramètre, a table).
  void compare(const Pair& pair, const std::vector<std::string>& path, const std::string& within) {
    if (!pair.before || !pair.after) return presence(pair, path, within);
    const auto &a = *pair.before, &b = *pair.after;
    name(a, b, path, within);
    if (a.note != b.note) rewritten(b.at), ++made_.rewritten.notes;
    lines(a, b, path, within);
    parts(a, b, path, within);
  }

  void parts(const Sheet& a, const Sheet& b, const std::vector<std::string>& path,
             const std::string& within) {
    auto inner = path;
    for (const auto& place : {b.stands, b.place})
      if (!place.empty()) inner.push_back(place);
    // A value, a line of a table, a field are told with what they are of.
    const bool of_it = b.kind == SheetKind::parameter || b.kind == SheetKind::table ||
                       b.kind == SheetKind::event || b.kind == SheetKind::control;
    const auto inner_within = of_it ? b.told : within;
    const auto pairs = paired(a.parts, b.parts);
    shared_before_.push_back(&a);
    shared_after_.push_back(&b);
    for (const auto& pair : pairs) compare(pair, inner, inner_within);
    order(b, pairs, path);
    shared_before_.pop_back();
    shared_after_.pop_back();
  }

  Change change(Happened happened, const Sheet* a, const Sheet* b, const std::vector<std::string>& path,
                const std::string& within) const {
    const auto& told = b ? *b : *a;
    Change it;
    it.happened = happened;
    it.kind = told.kind;
    it.section = section_.code;
    std::string place;
    for (const auto& one : path) place += (place.empty() ? "" : " › ") + one;
    if (!told.stands.empty()) place += (place.empty() ? "" : " › ") + told.stands;
    it.places.push_back(std::move(place));
    it.what = within.empty() ? told.told : within + ", " + told.told;
    if (a) it.before_at = a->at;
    if (b) it.after_at = b->at;
    it.article = told.article.empty() && a ? a->article : told.article;
    it.departement = told.departement;
    if (section_.of_procedure) it.procedures.insert(section_.code);
    return it;
  }

  void name(const Sheet& a, const Sheet& b, const std::vector<std::string>& path, const std::string& within) {
    if (a.own_name.empty() || a.own_name == b.own_name) return;
    const bool said = std::ranges::any_of(renamed_, [&](const Renamed& one) {
      return one.what == b.bears && one.before == a.own_name && one.after == b.own_name;
    });
    // What bears the name of its module, of its procédure, is renamed with it.
    if (!said) return;
    auto it = change(Happened::renamed, &a, &b, path, within);
    it.before = a.named;
    it.after = b.named;
    it.judgement.sense = Judgement::Sense::no_effect;
    it.judgement.why = "même contenu sous un autre nom ; les codes des constats qui le portent changent";
    section_.changes.push_back(std::move(it));
  }

  void presence(const Pair& pair, const std::vector<std::string>& path, const std::string& within) {
    const bool added = pair.after != nullptr;
    const auto& sheet = added ? *pair.after : *pair.before;
    auto it = change(added ? Happened::added : Happened::removed, pair.before, pair.after, path, within);
    (added ? it.after : it.before) = contents(sheet);
    it.judgement = judge_.of_presence(sheet, added);
    if (sheet.kind == SheetKind::value) of_what_rests(it, pair, nullptr, nullptr);
    section_.changes.push_back(std::move(it));
  }

  /// All that a sheet says, for what appears or goes.
  static std::string contents(const Sheet& sheet) {
    std::vector<std::string> said;
    for (const auto& line : sheet.lines) {
      if (line.inherited || line.words.empty()) continue;
      switch (line.aspect) {
        case Aspect::basis:
        case Aspect::status:
        case Aspect::in_force:
        case Aspect::label:
        case Aspect::title:
        case Aspect::kind:
        case Aspect::since:
        case Aspect::value_source:
          continue;
        case Aspect::act:
        case Aspect::target:
        case Aspect::condition:
          // What a clause is told by says them.
          if (sheet.kind == SheetKind::clause && (line.aspect != Aspect::condition || sheet.by_condition))
            continue;
          said.push_back(fmt::format("{} : {}", aspect_words(line.aspect), line.words));
          continue;
        case Aspect::initial:
        case Aspect::final_state:
        case Aspect::sanction:
          if (line.words == "non") continue;
          said.emplace_back(aspect_words(line.aspect));
          continue;
        case Aspect::value:
        case Aspect::body:
          said.push_back(line.of.empty() ? line.words : line.of + " : " + line.words);
          continue;
        default:
          said.push_back(fmt::format("{} : {}", aspect_words(line.aspect), line.words));
      }
    }
    std::vector<std::string> held;
    std::map<SheetKind, std::size_t> counts;
    for (const auto& part : sheet.parts) {
      const bool large = sheet.kind == SheetKind::module || sheet.kind == SheetKind::procedure ||
                         sheet.kind == SheetKind::state;
      if (large)
        ++counts[part.kind];
      else
        held.push_back(part.kind == SheetKind::value || part.kind == SheetKind::row ||
                               part.kind == SheetKind::requirement
                           ? part.told + (part.lines.empty() ? "" : " : " + contents(part))
                           : part.told);
    }
    for (const auto& [kind, count] : counts) held.push_back(counted(count, sheet_words(kind), several(kind)));
    said.insert(said.end(), held.begin(), held.end());
    return joined(said);
  }
  static std::string joined(const std::vector<std::string>& all) {
    std::string text;
    for (const auto& one : all) text += (text.empty() ? "" : " ; ") + one;
    return text;
  }
  static std::string several(SheetKind kind) {
    if (kind == SheetKind::topic) return "entrées d'index";
    const auto word = std::string(sheet_words(kind));
    return word.ends_with("s") ? word : word + "s";
  }

  // --- its lines

  void lines(const Sheet& a, const Sheet& b, const std::vector<std::string>& path,
             const std::string& within) {
    for (const auto& was : a.lines) {
      const auto* is = same_line(b, was);
      line(a, b, &was, is, path, within);
    }
    for (const auto& is : b.lines)
      if (!same_line(a, is)) line(a, b, nullptr, &is, path, within);
  }
  static const Line* same_line(const Sheet& sheet, const Line& line) {
    for (const auto& one : sheet.lines)
      if (one.aspect == line.aspect && one.of == line.of) return &one;
    return nullptr;
  }

  void line(const Sheet& a, const Sheet& b, const Line* was, const Line* is,
            const std::vector<std::string>& path, const std::string& within) {
    if (was && is) {
      if (was->key == is->key || (was->inherited && is->inherited)) return;
      if (was->form && is->form && was->form->whole_key() == is->form->whole_key() && whole_form(*was, *is)) {
        ++made_.rewritten.expressions;
        rewritten(b.at);
        return;
      }
    } else if ((was && was->inherited) || (is && is->inherited)) {
      return;
    }
    const auto aspect = was ? was->aspect : is->aspect;
    auto it = change(Happened::changed, &a, &b, path, within);
    it.aspect = aspect;
    // Told by its own label, what changed its label would not be known.
    if (aspect == Aspect::label) it.what = (within.empty() ? "" : within + ", ") + a.told;
    // Told by its condition, it would be told twice.
    if (aspect == Aspect::condition && b.by_condition) it.what = b.noun;
    if (aspect == Aspect::value && b.kind == SheetKind::value) it.what = within + b.noun;
    if (was) it.before = was->words;
    if (is) it.after = is->words;
    if (const auto& of = was ? was->of : is->of; aspect == Aspect::value && !of.empty()) it.what += ", " + of;
    if (aspect == Aspect::facts_given || aspect == Aspect::expected) scenario_lines(it, was, is);
    it.judgement = judge_.of_line(a, b, aspect, was, is);
    const bool shared = b.kind == SheetKind::definition || b.kind == SheetKind::parameter ||
                        b.kind == SheetKind::value || b.kind == SheetKind::table || b.kind == SheetKind::row;
    if (shared && it.judgement.sense != Judgement::Sense::no_effect) of_what_rests(it, {&a, &b}, was, is);
    if ((aspect == Aspect::franc || aspect == Aspect::proroge) &&
        changed_conventions_.contains(b.conventions)) {
      by_convention_.push_back({b.conventions, b.bearing.hers, section_, std::move(it)});
      return;
    }
    section_.changes.push_back(std::move(it));
  }

  /// Lines whose key is more than their form say more than it: that too must be the same.
  static bool whole_form(const Line& was, const Line& is) {
    const auto besides = [](const Line& line) {
      const auto form = line.form->key();
      return line.key.ends_with(form) ? line.key.substr(0, line.key.size() - form.size()) : line.key;
    };
    return besides(was) == besides(is);
  }

  static void scenario_lines(Change& it, const Line* was, const Line* is) {
    const auto only = [](const Line* in, const Line* out) {
      std::vector<std::string> lines;
      if (in)
        for (const auto& one : in->items)
          if (!out || !out->items.contains(one)) lines.push_back("« " + one + " »");
      return listed(lines, " ; ");
    };
    it.before = only(was, is);
    it.after = only(is, was);
    if (it.before.empty() && it.after.empty()) it.before = it.after = "les mêmes lignes, dans un autre ordre";
  }

  void order(const Sheet& b, const std::vector<Pair>& pairs, const std::vector<std::string>& path) {
    std::map<std::string, std::vector<std::pair<const Sheet*, const Sheet*>>> sequences;
    for (const auto& [one, other] : pairs)
      if (one && other && !other->sequence.empty() && one->sequence == other->sequence)
        sequences[other->sequence].emplace_back(one, other);
    for (auto& [name, list] : sequences) {
      // Sheets of one list stand in it as they are written.
      std::ranges::sort(list, {}, [](const auto& pair) { return pair.first; });
      if (std::ranges::is_sorted(list, {}, [](const auto& pair) { return pair.second; })) continue;
      auto it = change(Happened::changed, shared_before_.back(), shared_after_.back(), path, {});
      it.aspect = Aspect::order;
      const auto told = [](const Sheet* one) {
        const auto* condition = one->line(Aspect::condition);
        return condition ? condition->words : one->told;
      };
      std::vector<std::string> was, is;
      for (const auto& pair : list) was.push_back(told(pair.first));
      std::ranges::sort(list, {}, [](const auto& pair) { return pair.second; });
      for (const auto& pair : list) is.push_back(told(pair.second));
      const auto act = list.front().second->line(Aspect::act);
      if (act) it.what += ", dès " + act->words.substr(0, act->words.find(','));
      it.before = joined(was);
      it.after = joined(is);
      it.before_at = list.front().first->at;
      it.after_at = list.front().second->at;
      it.judgement = judge_.of_line(b, b, Aspect::order, nullptr, nullptr);
      section_.changes.push_back(std::move(it));
    }
  }

  void rewritten(const WrittenAt& at) {
    if (at.line != 0) made_.rewritten.places.push_back(fmt::format("{}:{}", at.file, at.line));
  }

  // --- what is shared

  /// Who rests on the paramètre, définition or table of that sheet, and what it does to them.
  void of_what_rests(Change& it, const Pair& pair, const Line* was, const Line* is) {
    const auto owner = [](const Sheet* sheet, const std::vector<const Sheet*>& above) {
      if (!sheet) return static_cast<const Sheet*>(nullptr);
      return sheet->kind == SheetKind::value || sheet->kind == SheetKind::row ? above.back() : sheet;
    };
    const auto* b = owner(pair.after, shared_after_);
    const auto* a = owner(pair.before, shared_before_);
    const bool after = b != nullptr || !shared_after_.empty();
    const auto* shared = b ? b : a;
    if (!b && !shared_after_.empty()) shared = shared_after_.back();
    if (!shared || shared->rule == none_id) return;
    const auto on = (after ? resting_after_ : resting_before_).on(rules_named(*shared, after));
    it.rests = on.told;
    it.procedures.insert(on.procedures.begin(), on.procedures.end());
    if (it.judgement.sense == Judgement::Sense::judged) return;  // a table of what the law allows
    if (on.rules.empty()) {
      if (it.rests.empty()) {
        it.judgement.sense = Judgement::Sense::no_effect;
        it.judgement.why = "aucune règle ne s'en sert";
      }
      return;
    }
    int way = 0;
    std::string head;
    if (shared->kind == SheetKind::parameter && was && is && was->lo && is->lo) {
      head = "param:" + shared->identity;
      way = rise(*was->lo, *is->lo);
    } else if (shared->kind == SheetKind::definition && was && is && was->form && is->form) {
      head = "def:" + shared->identity;
      const auto moves = strength(was->form, is->form);
      way = moves == Moves::weaker ? 1 : moves == Moves::stronger ? -1 : 0;
    }
    if (way == 0) return;
    it.judgement = through(side(after).sheets, on.rules, head, way > 0);
  }

  /// The versions of one paramètre are several rules.
  std::vector<RuleId> rules_named(const Sheet& shared, bool after) const {
    std::vector<RuleId> rules{shared.rule};
    if (shared.kind != SheetKind::parameter) return rules;
    const auto& model = side(after).model();
    for (const auto& one : model.parameters)
      if (model.text(one.name) == shared.own_name) rules.push_back(one.rule);
    return rules;
  }

  Judgement through(const std::vector<Sheet>& sheets, const std::set<RuleId>& rules, const std::string& head,
                    bool rises) const {
    std::vector<Judgement> all;
    std::set<RuleId> seen;
    std::map<std::string, std::size_t> senses;
    const auto look = [&](const auto& self, const Sheet& sheet) -> void {
      const bool only_tells = sheet.kind == SheetKind::definition || sheet.kind == SheetKind::indicator ||
                              sheet.kind == SheetKind::topic || sheet.kind == SheetKind::scenario ||
                              sheet.kind == SheetKind::guarantee;
      if (only_tells && sheet.kind != SheetKind::definition) seen.insert(sheet.rule);
      if (!only_tells)
        for (const auto& line : sheet.lines) {
          auto how = line.form ? follows(line.form, head) : Follows::not_at_all;
          if (how == Follows::not_at_all && line.key.find(head) == std::string::npos) continue;
          if (how == Follows::not_at_all) how = Follows::unknown;
          seen.insert(sheet.rule);
          all.push_back(Judge::of_following(sheet, line.aspect, how, rises));
        }
      for (const auto& part : sheet.parts) self(self, part);
    };
    for (const auto& sheet : sheets) look(look, sheet);
    // A use that is not seen is of no known sense.
    if (!std::ranges::includes(seen, rules)) all.push_back({});
    return taken_together(all);
  }

  // --- conventions

  void find_changed_conventions() {
    std::map<std::string, std::string> was;
    for (const auto& module : before_.sheets)
      for (const auto& part : module.parts)
        if (part.kind == SheetKind::conventions) was[part.identity] = part.digest;
    for (const auto& module : after_.sheets)
      for (const auto& part : module.parts)
        if (part.kind == SheetKind::conventions && was.contains(part.identity) &&
            was[part.identity] != part.digest)
          changed_conventions_.insert(part.identity);
  }

  /// Of a convention that changed, the délais that follow are told with it.
  void give_back_conventions() {
    std::map<Change*, std::vector<Judgement>> by_cause;
    std::vector<ByConvention> alone;
    for (auto& one : by_convention_) {
      auto* cause = conventions_line(one);
      if (!cause) {
        alone.push_back(std::move(one));
        continue;
      }
      cause->rests.push_back(fmt::format("{} ({}), {} : {} → {}", one.change.what, one.section.title,
                                         aspect_words(*one.change.aspect), one.change.before,
                                         one.change.after));
      cause->procedures.insert(one.change.procedures.begin(), one.change.procedures.end());
      by_cause[cause].push_back(one.change.judgement);
    }
    for (auto& [cause, judgements] : by_cause) cause->judgement = taken_together(judgements);
    for (auto& one : alone) {
      auto found = std::ranges::find(made_.sections, one.section.code, &ChangedSection::code);
      if (found == made_.sections.end()) {
        one.section.changes.clear();
        made_.sections.push_back(std::move(one.section));
        found = made_.sections.end() - 1;
      }
      found->changes.push_back(std::move(one.change));
    }
  }
  Change* conventions_line(const ByConvention& of) {
    for (auto& section : made_.sections)
      for (auto& it : section.changes)
        if (it.kind == SheetKind::conventions && it.aspect == Aspect::lines &&
            filrouge::fold(it.what).find(of.conventions) != std::string::npos &&
            (it.before.find("personne") != std::string::npos) == of.hers)
          return &it;
    return nullptr;
  }

  /// One line may stand in several states: it changed once.
  static void told_once(ChangedSection& section) {
    std::vector<Change> kept;
    for (auto& it : section.changes) {
      const auto twin = std::ranges::find_if(kept, [&](const Change& other) {
        const bool placed = it.before_at.line != 0 || it.after_at.line != 0;
        return placed && other.happened == it.happened && other.kind == it.kind &&
               other.aspect == it.aspect && other.what == it.what && other.before == it.before &&
               other.after == it.after && other.before_at == it.before_at && other.after_at == it.after_at;
      });
      if (twin == kept.end())
        kept.push_back(std::move(it));
      else
        twin->places.push_back(it.places.front());
    }
    section.changes = std::move(kept);
  }

  Side &before_, &after_;
  std::vector<Renamed> renamed_;
  Judge judge_;
  Resting resting_before_, resting_after_;
  Difference made_;
  ChangedSection section_;
  std::vector<const Sheet*> shared_before_, shared_after_;  ///< the sheets that hold the one compared
  std::set<std::string> changed_conventions_;
  std::vector<ByConvention> by_convention_;
};

/// « saisie » is the end of « rsa.saisine.saisie ».
bool named_so(std::string_view code, std::string_view name) {
  return code == name || (code.ends_with(name) && code[code.size() - name.size() - 1] == '.');
}

void keep_only(Difference& it, const DifferenceOf& of) {
  const bool of_a_file = !of.before_file.empty() || !of.after_file.empty();
  const auto concerned = [&](const Change& change) {
    if (of_a_file && change.before_at.file != of.before_file && change.after_at.file != of.after_file)
      return false;
    if (!of.departement.empty() && !change.departement.empty() && change.departement != of.departement)
      return false;
    if (of.procedure.empty()) return true;
    return std::ranges::any_of(change.procedures,
                               [&](const std::string& code) { return named_so(code, of.procedure); });
  };
  for (auto& section : it.sections)
    it.left_out += std::erase_if(section.changes, [&](const Change& one) { return !concerned(one); });
  std::erase_if(it.sections, [](const ChangedSection& one) { return one.changes.empty(); });
}

}  // namespace

Difference difference(const Version& before, const Version& after, const DifferenceOf& of) {
  Side a(before), b(after);
  a.lay_out();
  b.lay_out();
  auto made = Comparer(a, b).compare();
  keep_only(made, of);
  return made;
}

std::vector<std::string> procedures_named(const Version& before, const Version& after,
                                          const std::string& name) {
  auto all = procedure_names(before, after);
  std::erase_if(all, [&](const std::string& code) { return !named_so(code, name); });
  return all;
}

std::vector<std::string> procedure_names(const Version& before, const Version& after) {
  std::set<std::string> names;
  for (const auto* version : {&before, &after})
    for (const auto& it : version->program.model.procedures)
      names.emplace(version->program.model.text(it.name));
  return {names.begin(), names.end()};
}

}  // namespace filrouge::dsl
