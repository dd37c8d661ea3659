#include "dsl/draw/drawing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dsl/document/articles.hpp"
#include "dsl/document/delai_words.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/visible.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

/// A condition longer than this is cut: the règlement tells it whole.
constexpr std::size_t longest_condition = 110;
/// So is what a length, or a day, is computed from.
constexpr std::size_t longest_part = 64;

std::string capital(std::string_view word) {
  constexpr std::string_view small = "é", great = "É";
  if (word.starts_with(small)) return std::string(great).append(word.substr(small.size()));
  auto text = std::string(word);
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

class Draughtsman {
 public:
  Draughtsman(const Program& program, std::uint16_t procedure, const DrawingOf& of)
      : program_(program),
        model_(program.model),
        it_(program.model.procedures[procedure]),
        index_(procedure),
        of_(of),
        place_(words_of()) {
    drawn_.name = std::string(model_.text(it_.name));
    drawn_.title = shown(it_.label);
    drawn_.legend = of.legend;
  }

  Drawing drawn() {
    about();
    boxes();
    seams();
    for (StateId s = 0; s < it_.states.size(); ++s)
      if (box_of_[s] != nowhere) state(s);
    from_any();
    untold();
    return std::move(drawn_);
  }

 private:
  static constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

  // --- words

  Wording words_of(EventTypeId current = no_id) const {
    auto wording = wording_in(model_, index_);
    wording.current = current;
    // « 1 mois », not « délai d'avis »: what a parameter is worth, where it is worth one thing.
    wording.mark = [this](Named what, std::uint32_t index, std::string name) {
      if (what != Named::parameter) return name;
      const auto& parameter = model_.parameters[index];
      const auto worth = lengths_of(parameter, of_.departement);
      if (worth.empty()) return name;
      return worth.find(',') == std::string::npos ? worth : name + " (" + worth + ")";
    };
    return wording;
  }
  DelaiTold told() const {
    return {[this](ExprId id, Beside beside) { return phrase(model_, id, place_, beside); },
            [this](ExprId id, Beside beside) { return day_phrase(model_, id, place_, beside); }};
  }
  /// The same, where what is computed at length is not told to its end.
  DelaiTold briefly_told() {
    const auto part = [this](const std::string& whole, const char* computed) {
      if (utf8_count(whole) <= longest_part) return whole;
      if (!whole.starts_with("si ") && !whole.starts_with("(si ")) return cut(whole, longest_part);
      drawn_.cut = true;
      return std::string(computed);
    };
    return {[this, part](ExprId id, Beside beside) {
              return part(phrase(model_, id, place_, beside), "une durée qui dépend du dossier (…)");
            },
            [this, part](ExprId id, Beside beside) {
              return part(day_phrase(model_, id, place_, beside), "un jour qui dépend du dossier (…)");
            }};
  }
  std::string patterns(const std::vector<PatternId>& list) const {
    std::vector<std::string> told;
    for (const auto id : list)
      if (auto one = pattern_phrase(model_, id, place_); std::ranges::find(told, one) == told.end())
        told.push_back(std::move(one));
    return listed(told, " ou ");
  }
  std::string role(RoleId id) const { return id == no_id ? std::string() : shown(model_.roles[id].label); }

  /// Cut between two words, and told to be.
  std::string cut(const std::string& text, std::size_t longest) {
    if (utf8_count(text) <= longest) return text;
    std::size_t at = 0;
    for (std::size_t count = 0; count < longest; ++count)
      at += std::max<std::size_t>(utf8_at(text, at).length, 1);
    const auto blank = text.rfind(' ', at);
    drawn_.cut = true;
    auto kept = text.substr(0, blank == std::string::npos ? at : blank);
    // What would open or join what is not told.
    constexpr std::string_view joints[] = {" «",     " (", " et", " ou", " de", " par",
                                           " parmi", " :", " =",  " à",  ","};
    for (bool again = true; again;) {
      again = false;
      for (const auto joint : joints)
        if (kept.ends_with(joint)) kept.resize(kept.size() - joint.size()), again = true;
    }
    return kept + " …" + closing_of(kept);
  }
  /// What is open in a text that was cut: « » » of a name, « ) » of a part.
  static std::string closing_of(const std::string& text) {
    std::string open;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto rest = std::string_view(text).substr(i);
      if (text[i] == '(' || rest.starts_with("«"))
        open += text[i] == '(' ? '(' : '"';
      else if (!open.empty() &&
               ((text[i] == ')' && open.back() == '(') || (rest.starts_with("»") && open.back() == '"')))
        open.pop_back();
    }
    std::string closing;
    for (auto one = open.rbegin(); one != open.rend(); ++one) closing += *one == '(' ? ")" : " »";
    return closing;
  }

  bool shows(RuleId rule) const {
    return rule == none_id || of_.departement.empty() ||
           program_.applies(model_.modules[model_.rules[rule].module], of_.departement);
  }
  /// The département whose text it is, when it is not the procédure's own.
  std::string local(RuleId rule) const {
    if (rule == none_id || model_.rules[rule].module == it_.module) return {};
    return model_.modules[model_.rules[rule].module].departement;
  }
  /// « , jusqu'au 31 décembre 2024 », when it does not hold as long as what holds it.
  std::string days(RuleId rule) const {
    if (rule == none_id) return {};
    const auto &info = model_.rules[rule], &above = model_.rules[it_.rule];
    if (info.module != above.module) return {};
    std::string text;
    if (info.in_force_from.known() && info.in_force_from != above.in_force_from)
      text = " (depuis le " + french_date(info.in_force_from);
    if (info.in_force_to.known() && info.in_force_to != above.in_force_to)
      text += (text.empty() ? " (jusqu'au " : " jusqu'au ") + french_date(info.in_force_to);
    return text.empty() ? text : text + ")";
  }
  /// What was not read is said.
  std::string article(RuleId rule) const {
    const auto text = rule == none_id ? std::string() : articles_of(model_.rules[rule]);
    return text.empty() ? text : " — " + text + (model_.rules[rule].verified ? "" : " (à vérifier)");
  }
  /// « 1 mois après la saisine — CASF R262-71 ».
  Reason length(const Delai& it) {
    std::string more;
    if (it.proroge == Choice::yes) more += ", prorogé";
    if (it.franc == Choice::yes) more += ", franc";
    more += article(it.rule);
    if (it.rule != none_id && model_.rules[it.rule].internal_target) more += " (objectif interne)";
    return {delai_heading(model_, it, briefly_told()) + more, delai_heading(model_, it, told()) + more};
  }

  // --- boxes

  void about() {
    const auto& module = model_.modules[it_.module];
    const auto& rule = model_.rules[it_.rule];
    drawn_.about.push_back((module.title.empty() ? module.written : module.title) + " (" + drawn_.name + ")");
    std::vector<std::string> said;
    if (module.national) said.emplace_back("texte national");
    if (module.everywhere) said.emplace_back("tous les départements");
    if (!module.departement.empty()) said.push_back("département " + module.departement);
    if (!module.regime.empty()) said.push_back("régime " + module.regime);
    const auto from = rule.in_force_from, to = rule.in_force_to;
    if (from.known() && to.known())
      said.push_back("en vigueur du " + french_date(from) + " au " + french_date(to));
    else if (from.known())
      said.push_back("en vigueur depuis le " + french_date(from));
    else if (to.known())
      said.push_back("en vigueur jusqu'au " + french_date(to));
    if (rule.led_by != no_id) said.push_back("conduite par " + role(rule.led_by));
    if (!said.empty()) drawn_.about.push_back(listed(said));
    if (!of_.departement.empty())
      drawn_.about.push_back("Pour les dossiers du département " + of_.departement);
  }

  void boxes() {
    Box opening;
    opening.kind = BoxKind::opening;
    if (it_.per == InstancePer::event)
      opening.title = "S'ouvre à chaque acte " + pattern_phrase(model_, it_.trigger, place_) +
                      (it_.of == Scope::dossier ? ", pour le dossier" : ", pour la personne");
    else
      opening.title = std::string("Pour chaque ") +
                      (it_.per == InstancePer::person ? "personne" : "dossier") +
                      (it_.predicate == none_id
                           ? ""
                           : cut(" quand " + phrase(model_, it_.predicate, place_), longest_condition));
    drawn_.boxes.push_back(std::move(opening));
    box_of_.assign(it_.states.size(), nowhere);
    for (StateId s = 0; s < it_.states.size(); ++s) {
      const auto& state = it_.states[s];
      if (!shows(state.rule)) continue;
      box_of_[s] = drawn_.boxes.size();
      drawn_.boxes.push_back({BoxKind::state,
                              shown(state.label),
                              std::string(model_.text(state.name)),
                              state.initial,
                              state.final,
                              state.sanction,
                              local(state.rule),
                              {}});
      if (s == it_.initial) arrow({0, box_of_[s], Stroke::act, {}, {}});
    }
  }

  void line(std::size_t box, LineKind kind, std::string head, std::string text, RuleId rule) {
    auto one = BoxLine{kind, std::move(head), std::move(text), local(rule)};
    auto& lines = drawn_.boxes[box].lines;
    const bool there = std::ranges::any_of(lines, [&](const BoxLine& other) {
      return other.head == one.head && other.text == one.text && other.local == one.local;
    });
    if (!there) lines.push_back(std::move(one));
  }

  /// Does an arrow leave at its end, and tell its length?
  bool ends_on_an_arrow(std::uint16_t index, const std::vector<Clause>& clauses) const {
    return std::ranges::any_of(clauses, [&](const Clause& one) {
      return one.kind == ClauseKind::at_end && one.delai == index && one.target != no_id && shows(one.rule);
    });
  }

  void delai(std::size_t box, std::uint16_t index, const std::vector<Clause>& clauses) {
    const auto& it = it_.delais[index];
    if (!shows(it.rule)) return;
    const auto label = shown(it.label);
    if (facts_of(it.kind).course == DelaiCourse::reserved) {
      auto text = label + " : " + length(it).text;
      if (!it.forbids.empty())
        text += " ; d'ici là, pas de : " + cut(patterns(it.forbids), longest_condition);
      if (!it.lifted_by.empty()) text += " ; levé par : " + cut(patterns(it.lifted_by), longest_condition);
      line(box, LineKind::protected_time, "Temps protégé", std::move(text), it.rule);
    } else if (!(facts_of(it.kind).course == DelaiCourse::coming && ends_on_an_arrow(index, clauses))) {
      auto text = label + " : " + length(it).text;
      if (it.role != no_id) text += " (" + role(it.role) + ")";
      line(box, LineKind::delai, capital(facts_of(it.kind).word), std::move(text), it.rule);
    }
    for (const auto& pause : it.pauses)
      line(box, LineKind::pause, "Horloge arrêtée",
           "« " + label + " » ne court pas pendant " +
               (pause.state != no_id ? "« " + shown(it_.states[pause.state].label) + " »"
                                     : cut(phrase(model_, pause.condition, place_), longest_condition)) +
               (pause.at_most == none_id ? "" : ", au plus " + phrase(model_, pause.at_most, place_)),
           it.rule);
    for (const auto* list :
         {&it.to_do, &it.if_overdue, &it.if_target_missed, &it.if_out_of_bounds, &it.if_unknown})
      actions(box, *list);
    count("rappel", "rappels", it.reminders.size());
  }

  void state(StateId s) {
    const auto box = box_of_[s];
    const auto& state = it_.states[s];
    for (const auto d : state.delais) delai(box, d, state.clauses);
    for (const auto& other : it_.delais)
      for (const auto& pause : other.pauses)
        if (pause.state == s && shows(other.rule))
          line(box, LineKind::pause, "Pause", "« " + shown(other.label) + " » s'arrête", other.rule);
    for (const auto& one : state.clauses) {
      if (one.kind != ClauseKind::at_end || !shows(one.rule)) continue;
      const auto& delai = it_.delais[one.delai];
      if (facts_of(delai.kind).course == DelaiCourse::reserved && delai.state != s)
        line(box, LineKind::protected_time, "Temps protégé", "« " + shown(delai.label) + " »", delai.rule);
    }
    clauses(box, state.clauses, &state.delais);
    for (const auto d : state.delais)
      if (shows(it_.delais[d].rule)) overdue(box, it_.delais[d]);
  }

  void from_any() {
    const bool some =
        std::ranges::any_of(it_.instance_delais, [&](auto d) { return shows(it_.delais[d].rule); }) ||
        std::ranges::any_of(it_.from_any, [&](const Clause& one) {
          return shows(one.rule) && one.kind != ClauseKind::expected;
        });
    if (!some) return;
    const auto box = drawn_.boxes.size();
    drawn_.boxes.push_back(
        {BoxKind::from_any, "Depuis tout état, sauf une fin", {}, false, false, false, {}, {}});
    for (const auto d : it_.instance_delais) delai(box, d, it_.from_any);
    clauses(box, it_.from_any, nullptr);
    for (const auto d : it_.instance_delais)
      if (shows(it_.delais[d].rule)) overdue(box, it_.delais[d]);
  }

  // --- what leads from one to another

  void arrow(Arrow one) {
    for (auto& other : drawn_.arrows)
      if (other.from == one.from && other.to == one.to && other.stroke == one.stroke &&
          other.local == one.local) {
        for (auto& reason : one.reasons) other.reasons.push_back(std::move(reason));
        return;
      }
    drawn_.arrows.push_back(std::move(one));
  }

  void leads(std::size_t from, StateId target, Stroke stroke, Reason reason, RuleId rule) {
    const auto to = box_of_[target];
    if (to == nowhere) return;
    if (to == from) return line(from, LineKind::other, "Recommence", reason.text, rule);
    // An arrow from everywhere to what other arrows lead to already would cross the whole drawing.
    const bool reached = std::ranges::any_of(drawn_.arrows, [&](const Arrow& one) {
      return one.to == to && drawn_.boxes[one.from].kind == BoxKind::state;
    });
    if (drawn_.boxes[from].kind == BoxKind::from_any && reached)
      return line(from, LineKind::other, "Vers « " + drawn_.boxes[to].title + " »", reason.text, rule);
    arrow({from, to, stroke, local(rule), {std::move(reason)}});
  }

  void overdue(std::size_t box, const Delai& it) {
    const auto to = [&](const std::vector<Action>& list, const char* when) {
      for (const auto& one : list) {
        if (one.kind != ActionKind::go_to) continue;
        const auto told = length(it);
        const auto opening = fmt::format("{} : « {} », ", when, shown(it.label));
        leads(box, one.target, Stroke::time, {opening + told.text, opening + told.whole}, it.rule);
      }
    };
    to(it.if_overdue, "Si dépassée");
    to(it.if_target_missed, "Si l'objectif n'est pas tenu");
    to(it.if_out_of_bounds, "Si hors bornes");
    to(it.if_unknown, "Si la date est inconnue");
  }

  /// « dès a ou b » is a clause for each: what stands on one line is told once.
  bool together(const Clause& one, const Clause& other) const {
    if (!one.is_about_acts() || one.kind != other.kind || one.otherwise != other.otherwise ||
        one.target != other.target || one.rule == none_id || other.rule == none_id)
      return false;
    const auto &a = model_.rules[one.rule], &b = model_.rules[other.rule];
    return a.line == b.line && a.file == b.file;
  }

  void clauses(std::size_t box, const std::vector<Clause>& list, const std::vector<std::uint16_t>* delais) {
    for (auto first = list.begin(); first != list.end();) {
      std::vector<PatternId> acts{first->pattern};
      auto last = first + 1;
      for (; last != list.end() && together(*first, *last); ++last) acts.push_back(last->pattern);
      if (shows(first->rule)) clause(box, *first, acts, delais);
      first = last;
    }
  }

  Reason opening_of(const Clause& it, const std::vector<PatternId>& acts) {
    const auto condition = [&](const std::string& before) -> Reason {
      const auto wording =
          it.kind == ClauseKind::on_event ? words_of(model_.patterns[it.pattern].type) : place_;
      const auto whole = phrase(model_, it.condition, wording);
      const auto joined = it.kind == ClauseKind::on_condition || it.kind == ClauseKind::while_true
                              ? joined_by_que(whole)
                              : whole;
      return {before + cut(joined, longest_condition), before + joined};
    };
    Reason when;
    switch (it.kind) {
      case ClauseKind::on_condition:
        return condition("Dès ");
      case ClauseKind::while_true:
        return condition("Tant ");
      case ClauseKind::on_entry:
        return {"À l'entrée", "À l'entrée"};
      case ClauseKind::at_end: {
        const auto& delai = it_.delais[it.delai];
        const auto told = length(delai);
        const auto opening =
            fmt::format("{} de « {} » : ", it.otherwise ? "Sinon, fin" : "Fin", shown(delai.label));
        when = {opening + told.text, opening + told.whole};
        break;
      }
      default:
        when.text = when.whole = (it.otherwise ? "Sinon, " : "") + patterns(acts);
    }
    if (it.condition == none_id) return when;
    const auto guard = condition(", si ");
    return {when.text + guard.text, when.whole + guard.whole};
  }

  /// The échéance that this act keeps: « délai : 2 mois — CASF L262-36 ».
  void kept(const Clause& it, const std::vector<std::uint16_t>* delais, Reason& reason) {
    if (it.kind != ClauseKind::on_event) return;
    const auto told = pattern_phrase(model_, it.pattern, place_);
    for (const auto* list : {delais, &it_.instance_delais}) {
      if (!list) continue;
      for (const auto d : *list) {
        const auto& delai = it_.delais[d];
        if (!shows(delai.rule) || delai.as_soon_as_possible || !facts_of(delai.kind).owed) continue;
        const bool keeps = std::ranges::any_of(delai.kept_by, [&](PatternId id) {
          const auto& pattern = model_.patterns[id];
          return pattern.type == model_.patterns[it.pattern].type &&
                 (pattern.constraints.empty() || pattern_phrase(model_, id, place_) == told);
        });
        if (!keeps) continue;
        // The box says from when.
        const auto length = delai.length == none_id ? std::string() : phrase(model_, delai.length, place_);
        const bool told = !length.empty() && utf8_count(length) <= longest_part / 2;
        reason.text +=
            " ; délai : " + (told ? length : "« " + shown(delai.label) + " »") + article(delai.rule);
        reason.whole += " ; délai : « " + shown(delai.label) + " », " + this->length(delai).whole;
      }
    }
  }

  void clause(std::size_t box, const Clause& it, const std::vector<PatternId>& acts,
              const std::vector<std::uint16_t>* delais) {
    if (it.kind == ClauseKind::expected)
      return count("acte attendu sans suite", "actes attendus sans suite", 1);
    auto requirements = it.requirements.size();
    count("exigence", "exigences", requirements);
    if (it.target == no_id) return actions(box, it.actions, it.rule);
    auto reason = opening_of(it, acts);
    kept(it, delais, reason);
    if (it_.states[it.target].sanction) reason.text += article(it.rule), reason.whole += article(it.rule);
    std::vector<Action> others;
    for (const auto& one : it.actions) {
      std::string also;
      if (one.kind == ActionKind::proposal) also = " ; propose : " + one.label;
      if (one.kind == ActionKind::open_linked)
        also = " ; ouvre « " + shown(model_.procedures[one.procedure].label) + " »";
      if (also.empty()) count_action(one);
      reason.text += also;
      reason.whole += also;
    }
    const auto when = days(it.rule);
    reason.text += when;
    reason.whole += when;
    const bool timed = it.kind == ClauseKind::at_end;
    leads(box, it.target, timed ? Stroke::time : Stroke::act, std::move(reason), it.rule);
  }

  void seams() {
    for (const auto& seam : it_.seams) {
      const auto text = "D'office, le " + french_date(seam.on);
      if (box_of_[seam.from] != nowhere)
        leads(box_of_[seam.from], seam.to, Stroke::time, {text, text}, none_id);
    }
  }

  // --- what is not an arrow

  void actions(std::size_t box, const std::vector<Action>& list, RuleId holder = none_id) {
    for (const auto& one : list) {
      const auto rule = one.rule == none_id ? holder : one.rule;
      if (one.kind == ActionKind::go_to) continue;
      if (one.kind == ActionKind::proposal)
        line(box, LineKind::proposal, "Propose",
             one.label + (one.role == no_id ? "" : " (" + role(one.role) + ")"), rule);
      else if (one.kind == ActionKind::open_linked)
        line(box, LineKind::other, "Ouvre", "« " + shown(model_.procedures[one.procedure].label) + " »",
             rule);
      else
        count_action(one);
    }
  }

  void count_action(const Action& it) {
    switch (it.kind) {
      case ActionKind::to_do:
        return count("geste à faire", "gestes à faire", 1);
      case ActionKind::irregularity:
        return count("irrégularité", "irrégularités", 1);
      case ActionKind::open_question:
        return count("question ouverte", "questions ouvertes", 1);
      case ActionKind::ask_fact:
        return count("fait à demander", "faits à demander", 1);
      case ActionKind::transitional:
        return count("mention de droit transitoire", "mentions de droit transitoire", 1);
      case ActionKind::reset:
        return count("remise à zéro", "remises à zéro", 1);
      case ActionKind::remind_every:
        return count("rappel", "rappels", 1);
      default:
        return;
    }
  }
  void count(const char* one, const char* many, std::size_t number) {
    if (number == 0) return;
    for (auto& it : counts_)
      if (it.one == std::string_view(one)) return void(it.number += number);
    counts_.push_back({one, many, number});
  }
  void untold() {
    std::vector<std::string> list;
    for (const auto& it : counts_) list.push_back(counted(it.number, it.one, it.many));
    drawn_.untold = listed(list);
  }

  struct Count {
    const char *one, *many;
    std::size_t number;
  };

  const Program& program_;
  const Model& model_;
  const Procedure& it_;
  const std::uint16_t index_;
  const DrawingOf& of_;
  const Wording place_;
  std::vector<std::size_t> box_of_;
  std::vector<Count> counts_;
  Drawing drawn_;
};

}  // namespace

Drawing drawing(const Program& program, std::uint16_t procedure, const DrawingOf& of) {
  return Draughtsman(program, procedure, of).drawn();
}

std::string told(const Drawing& drawing) {
  std::string text;
  std::vector<std::string> states;
  for (const auto& box : drawing.boxes)
    if (box.kind == BoxKind::state)
      states.push_back("« " + box.title + " »" + (box.initial ? " (au départ)" : "") +
                       (box.sanction ? " (sanction)" : "") + (box.final ? " (fin)" : ""));
  text = drawing.title + ". " + counted(states.size(), "état", "états") + " : " + listed(states) + ".";
  for (const auto& box : drawing.boxes)
    for (const auto& line : box.lines)
      text += " « " + box.title + " » : " + line.head + " : " + line.text +
              (line.local.empty() ? "" : " (département " + line.local + ")") + ".";
  for (const auto& arrow : drawing.arrows) {
    text += " De « " + drawing.boxes[arrow.from].title + " » à « " + drawing.boxes[arrow.to].title + " »";
    std::vector<std::string> reasons;
    for (const auto& reason : arrow.reasons) reasons.push_back(reason.whole);
    text += (reasons.empty() ? "" : " : " + listed(reasons, " ; ")) +
            (arrow.local.empty() ? "" : " (département " + arrow.local + ")") + ".";
  }
  return visible_line(text);
}

}  // namespace filrouge::dsl
