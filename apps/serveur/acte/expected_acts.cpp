#include "apps/serveur/acte/expected_acts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "apps/serveur/acte/weight.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"

namespace filrouge::acte {
namespace {

/// How likely an act is, best first.
enum class Likely : std::uint8_t { late, due, asked_for, moves, listened, preparatory, ends_all };

struct Ranked {
  Likely likely = Likely::listened;
  Date due;
  ExpectedAct act;
  bool adverse = false;
};

class Expectation {
 public:
  Expectation(const Program& program, const Journal& journal, const Evaluation& evaluation,
              const ExpectedOf& of)
      : program_(program), model_(program.model), journal_(journal), evaluation_(evaluation), of_(of) {}

  ExpectedActs found() {
    for (std::uint32_t i = 0; i < evaluation_.instances.size(); ++i)
      if (concerns(evaluation_.instances[i])) look(i);
    std::ranges::stable_sort(ranked_, [](const Ranked& one, const Ranked& other) {
      const auto key = [](const Ranked& of) {
        return std::tuple(of.likely, !of.due.known(), of.due.known() ? of.due.days : 0);
      };
      return key(one) < key(other);
    });
    ExpectedActs acts;
    for (auto& each : ranked_) {
      auto& list = each.adverse ? acts.adverse : acts.awaited;
      const bool told = std::ranges::any_of(list, [&](const ExpectedAct& other) {
        return other.type == each.act.type && other.affaire == each.act.affaire &&
               other.personne == each.act.personne &&
               (each.adverse || each.act.prefilled.empty() || other.prefilled == each.act.prefilled);
      });
      if (!told) list.push_back(std::move(each.act));
    }
    return acts;
  }

 private:
  std::string person_of(const Instance& instance) const {
    return instance.person < 0
               ? std::string()
               : std::string(journal_.text(journal_.persons[static_cast<std::size_t>(instance.person)].id));
  }

  std::string affaire_of(const Instance& instance) const {
    if (instance.trigger == none_id) return {};
    const auto& opener = journal_.events[instance.trigger];
    return std::string(journal_.text(opener.reference ? opener.reference : opener.id));
  }

  bool concerns(const Instance& instance) const {
    if (is_over(program_, instance)) return false;
    if (!of_.affaire.empty() && affaire_of(instance) != of_.affaire) return false;
    const auto person = person_of(instance);
    return of_.personne.empty() || person.empty() || person == of_.personne;
  }

  bool applies(RuleId rule, const Instance& instance) const {
    if (rule == none_id) return true;
    const auto governing = instance.governing.known() ? instance.governing : evaluation_.asked;
    const auto& module = model_.modules[program_.rule(rule).module];
    return program_.in_force(rule, governing) &&
           program_.applies(module, journal_.departement_on(evaluation_.asked, evaluation_.known));
  }

  const CompactFinding* running(std::uint32_t instance, RuleId rule) const {
    for (const auto& finding : evaluation_.findings)
      if (finding.instance == instance && finding.rule == rule &&
          facts_of(finding.nature).family != NatureFamily::fault &&
          (finding.statut == Statut::a_venir || finding.statut == Statut::proche ||
           finding.statut == Statut::depassee || finding.statut == Statut::en_cours ||
           finding.statut == Statut::incertaine))
        return &finding;
    return nullptr;
  }

  std::string procedure_label() const {
    const auto& procedure = model_.procedures[instance_->procedure];
    return shown(procedure.label.empty() ? plain_name(program_, model_.text(procedure.name))
                                         : procedure.label);
  }

  std::string state_label(StateId id) const {
    const auto& state = model_.procedures[instance_->procedure].states[id];
    return state.label.empty() ? plain_name(program_, model_.text(state.name)) : shown(state.label);
  }

  /// Suite donnée à un manquement (affaire e11)
  std::string where() const {
    const auto affaire = affaire_of(*instance_);
    const auto person = person_of(*instance_);
    return procedure_label() + (!affaire.empty() ? fmt::format(" (affaire {})", affaire)
                                : !person.empty() && journal_.persons.size() > 1 ? " de " + person
                                                                                 : std::string());
  }

  void add(PatternId id, Likely likely, std::string sentence, const CompactFinding* finding = nullptr) {
    const auto& pattern = model_.patterns[id];
    if (pattern.type == no_id) return;
    const auto& vocabulary = model_.vocabulary;
    const auto& decl = vocabulary.events[pattern.type];
    Ranked ranked;
    ranked.likely = likely;
    ranked.adverse = may_be_adverse(model_, pattern);
    ranked.act.type = pattern.type;
    ranked.act.name = vocabulary.symbols.text(decl.name);
    ranked.act.label = plain_name(program_, ranked.act.name);
    Pattern whole;
    whole.type = pattern.type;
    ranked.act.may_be_adverse = may_be_adverse(model_, whole);
    ranked.act.preparatory = may_be_preparatory(model_, pattern) || speaks_of_sanctions(model_, pattern);
    if (ranked.act.preparatory || ranked.act.may_be_adverse)
      ranked.likely = std::max(likely, Likely::preparatory);
    ranked.act.sentence = std::move(sentence);
    ranked.act.affaire = affaire_of(*instance_);
    ranked.act.personne = person_of(*instance_);
    if (finding && finding->date.known()) {
      ranked.due = finding->date;
      ranked.act.date = iso_date(finding->date);
      ranked.act.late = finding->statut == Statut::depassee;
    }
    if (!ranked.adverse && !ranked.act.preparatory)
      for (const auto& constraint : pattern.constraints)
        if (const auto words = words_of(model_, constraint); words.size() == 1)
          ranked.act.prefilled.emplace_back("champs." + std::string(vocabulary.field_name(constraint.field)),
                                            std::string(words.front()));
    ranked_.push_back(std::move(ranked));
  }

  void look(std::uint32_t index) {
    instance_ = &evaluation_.instances[index];
    const auto& procedure = model_.procedures[instance_->procedure];
    const auto& state = procedure.states[instance_->state];
    for (const auto* delais : {&state.delais, &procedure.instance_delais})
      for (const auto delai : *delais) of_delai(index, procedure.delais[delai]);
    for (const auto& clause : state.clauses)
      if (applies(clause.rule, *instance_)) of_clause(index, clause, false);
    for (const auto& clause : procedure.from_any)
      if (applies(clause.rule, *instance_)) of_clause(index, clause, true);
  }

  void of_delai(std::uint32_t index, const Delai& delai) {
    const auto* finding = running(index, delai.rule);
    if (!finding) return;
    const auto label =
        delai.label.empty() ? plain_name(program_, model_.text(delai.name)) : shown(delai.label);
    const bool late = finding->statut == Statut::depassee;
    const auto day = finding->date.known() ? french_date(finding->date) : std::string();
    const std::string what = finding->faculty           ? "exerce la faculté"
                             : finding->internal_target ? "tient l'objectif interne"
                                                        : "tient l'échéance";
    std::string until;
    if (!day.empty())
      until = finding->bound == Bound::not_before  ? ", pas avant le " + day
              : finding->bound == Bound::not_after ? ", au plus tard le " + day
              : finding->faculty                   ? ", jusqu'au " + day
              : finding->internal_target           ? ", pour le " + day
                                                   : ", due le " + day;
    for (const auto pattern : delai.kept_by)
      add(pattern,
          finding->faculty ? Likely::listened
          : late           ? Likely::late
                           : Likely::due,
          fmt::format("Cet acte {} « {} »{}{} : {}.", what, label, until, late ? ", en retard" : "", where()),
          finding);
    for (const auto pattern : delai.interrupted_by)
      add(pattern, Likely::listened, fmt::format("Cet acte fait recommencer « {} » : {}.", label, where()),
          finding);
    if (facts_of(delai.kind).course == DelaiCourse::reserved)
      for (const auto pattern : delai.lifted_by)
        add(pattern, Likely::listened,
            fmt::format("Cet acte peut finir plus tôt le temps laissé à la personne « {} » : {}.", label,
                        where()),
            finding);
  }

  void of_clause(std::uint32_t index, const Clause& clause, bool from_any) {
    if (clause.is_about_acts() && clause.pattern != none_id) {
      const auto state = state_label(instance_->state);
      if (clause.target != no_id && clause.target != instance_->state) {
        const bool ends = model_.procedures[instance_->procedure].states[clause.target].final;
        add(clause.pattern, from_any ? Likely::ends_all : Likely::moves,
            fmt::format("Cet acte {} : {}, de « {} » à « {} ».", ends ? "ferme la suite" : "fait avancer",
                        where(), state, state_label(clause.target)));
      } else {
        add(clause.pattern, from_any ? Likely::ends_all : Likely::listened,
            fmt::format("Cet acte compte à l'état « {} » : {}.", state, where()));
      }
    }
    if (clause.kind != ClauseKind::while_true) return;
    // What is asked for as long as an act is not there is that act.
    for (const auto& action : clause.actions)
      for (const auto& finding : evaluation_.findings)
        if (finding.instance == index && finding.nature == Nature::action &&
            finding.statut == Statut::en_cours && finding.rule == action.rule &&
            finding.label == &action.label) {
          lacking_.clear();
          find_lacking(clause.condition, false, 0);
          for (const auto pattern : lacking_)
            add(pattern, Likely::asked_for,
                fmt::format("Cet acte répond à ce qui est à faire, « {} » : {}.", shown(action.label),
                            where()));
        }
  }

  /// The acts that must be missing for the condition to be true.
  void find_lacking(ExprId id, bool negated, int depth) {
    if (id == none_id || depth > 40) return;
    const auto& expr = model_.exprs[id];
    if (expr.op == Op::exists) {
      if (negated) {
        const auto pattern = model_.queries[expr.data].pattern;
        if (std::ranges::find(lacking_, pattern) == lacking_.end()) lacking_.push_back(pattern);
      }
      return;
    }
    const bool through = expr.op == Op::logical_and || expr.op == Op::logical_or ||
                         expr.op == Op::definition || expr.op == Op::logical_not;
    if (expr.op == Op::coalesce) return find_lacking(model_.args[expr.first_arg], negated, depth + 1);
    if (!through) return;
    for (std::uint32_t i = 0; i < expr.arg_count; ++i)
      find_lacking(model_.args[expr.first_arg + i], expr.op == Op::logical_not ? !negated : negated,
                   depth + 1);
  }

  const Program& program_;
  const Model& model_;
  const Journal& journal_;
  const Evaluation& evaluation_;
  const ExpectedOf& of_;
  const Instance* instance_ = nullptr;  ///< the one looked at
  std::vector<PatternId> lacking_;
  std::vector<Ranked> ranked_;
};

}  // namespace

ExpectedActs expected_acts(const Program& program, const Journal& journal, const Evaluation& evaluation,
                           const ExpectedOf& of) {
  return Expectation(program, journal, evaluation, of).found();
}

}  // namespace filrouge::acte
