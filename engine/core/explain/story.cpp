#include "engine/core/explain/story.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "engine/core/explain/arithmetic.hpp"
#include "engine/core/explain/phrase.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/machine/seen.hpp"
#include "engine/core/model/nature.hpp"

namespace filrouge {
namespace {

class Story {
 public:
  Story(const Program& program, const Journal& journal, const Evaluation& evaluation)
      : program_(program), model_(program.model), journal_(journal), evaluation_(evaluation), acts_(program) {
    publish(program, journal, evaluation, findings_);
    seen_.prepare(program, journal, evaluation.asked, evaluation.known);
  }

  std::string told() {
    header();
    events();
    for (std::uint32_t i = 0; i < evaluation_.instances.size(); ++i) instance(i);
    if (std::ranges::any_of(evaluation_.findings,
                            [](const auto& finding) { return finding.instance == none_id; })) {
      line("\n== Sur l'ensemble du dossier ==");
      for (std::size_t f = 0; f < findings_.size(); ++f)
        if (evaluation_.findings[f].instance == none_id) finding(f);
    }
    footer();
    return std::move(text_);
  }

 private:
  void line(std::string_view text) {
    text_ += text;
    text_ += '\n';
  }

  void header() {
    line(fmt::format("Dossier {} — ce qui est vrai le {}, d'après ce qui était connu le {}", journal_.dossier,
                     french_date(evaluation_.asked), french_date(evaluation_.known)));
    std::string persons;
    for (const auto& person : journal_.persons)
      persons += fmt::format("{}{}{}", persons.empty() ? "" : ", ", journal_.text(person.id),
                             person.role ? fmt::format(" ({})", journal_.text(person.role)) : std::string());
    const auto there = journal_.departement_on(evaluation_.asked);
    line(fmt::format("Département {} · territoire {} · {}", there.empty() ? "non dit" : there,
                     journal_.territoire.empty() ? "non dit" : journal_.territoire,
                     persons.empty() ? "aucune personne" : persons));
    if (evaluation_.next_change.known())
      line(fmt::format("Sans fait nouveau, la réponse ne changera pas avant le {}.",
                       french_date(evaluation_.next_change)));
  }

  void events() {
    line("\n== Ce qui s'est passé ==");
    std::vector<std::uint32_t> order;
    for (std::uint32_t e = 0; e < journal_.events.size(); ++e)
      if (journal_.events[e].on <= evaluation_.asked && journal_.events[e].known <= evaluation_.known)
        order.push_back(e);
    std::ranges::stable_sort(order, {}, [&](std::uint32_t e) { return journal_.events[e].on; });
    for (const auto e : order) {
      const auto& event = journal_.events[e];
      auto text = fmt::format("  {}  {}", iso_date(event.on), event_phrase(program_, journal_, e));
      if (event.person >= 0)
        text +=
            fmt::format(" — {}", journal_.text(journal_.persons[static_cast<std::size_t>(event.person)].id));
      text += fields(event);
      if (event.known > event.on) text += fmt::format(" [connu le {}]", french_date(event.known));
      if (event.source) text += fmt::format(" [source : {}]", journal_.text(event.source));
      for (const auto& correction : journal_.corrections)
        if (correction.target == event.id && correction.known <= evaluation_.known)
          text += fmt::format(" [{} le {}]", correction.cancels ? "annulé" : "corrigé",
                              french_date(correction.known));
      line(text);
    }
    if (order.empty()) line("  Aucun événement connu.");
    for (const auto& remark : journal_.remarks) line(fmt::format("  Non compris : {}", remark.text));
  }

  std::string fields(const JournalEvent& event) const {
    std::string text;
    const auto add = [&](std::string_view name, std::string_view value) {
      text += fmt::format("{}{} : {}", text.empty() ? " — " : ", ", name, value);
    };
    if (event.reference) add("référence", journal_.text(event.reference));
    if (event.from.known()) add("du", french_date(event.from));
    if (event.to.known()) add("au", french_date(event.to));
    for (std::uint32_t i = 0; i < event.field_count; ++i) {
      const auto& field = journal_.fields[event.first_field + i];
      const auto* decl =
          event.type == no_id ? nullptr : model_.vocabulary.events[event.type].field(field.field);
      add(decl && !decl->label.empty() ? decl->label
                                       : plain_name(program_, model_.vocabulary.field_name(field.field)),
          plain_value(program_, journal_, field.value));
    }
    return text;
  }

  void instance(std::uint32_t index) {
    const auto& it = evaluation_.instances[index];
    const auto& procedure = model_.procedures[it.procedure];
    const auto& module = model_.modules[procedure.module];
    line(fmt::format(
        "\n== {} — {} ==",
        procedure.label.empty() ? plain_name(program_, model_.text(procedure.name)) : procedure.label,
        instance_name(journal_, it)));
    const auto& rule = model_.rules[procedure.rule];
    std::string validity;
    if (rule.in_force_from.known())
      validity += fmt::format(", en vigueur depuis le {}", french_date(rule.in_force_from));
    if (rule.in_force_to.known()) validity += fmt::format(" jusqu'au {}", french_date(rule.in_force_to));
    line(fmt::format("  Régime {}{} ; version choisie par le {}.",
                     module.regime.empty() ? "permanent" : module.regime, validity,
                     french_date(it.governing)));
    for (const auto& passage : evaluation_.passages) {
      if (passage.instance != index) continue;
      line(fmt::format("  {}  → {}{}", iso_date(passage.on), state_name(it.procedure, passage.to),
                       passage.event == none_id
                           ? std::string(passage.from == no_id
                                             ? ""
                                             : ", de soi-même (un délai s'achève, une condition est remplie)")
                           : ", par " + event_phrase(program_, journal_, passage.event)));
    }
    if (it.closed.known()) {
      const auto handed_over = hand_over(program_, journal_, evaluation_, it);
      line(fmt::format("  Close le {} : {}.", french_date(it.closed),
                       handed_over.empty() ? "la personne n'est plus concernée" : handed_over));
    }
    if (it.uncertain)
      line(fmt::format("  Incertain depuis le {} : un fait manque ; rien ne court contre la personne.",
                       french_date(it.uncertain_since)));
    branches(it);
    contradictoire(index);
    for (std::size_t f = 0; f < findings_.size(); ++f)
      if (evaluation_.findings[f].instance == index && evaluation_.findings[f].nature != Nature::etat)
        finding(f);
  }

  std::string state_name(std::uint16_t procedure, StateId state) const {
    const auto& it = model_.procedures[procedure].states[state];
    return shown(it.label.empty() ? std::string(model_.text(it.name)) : it.label);
  }

  /// What would make the procédure go on, and where to: the branches that were not taken.
  void branches(const Instance& it) {
    const auto& procedure = model_.procedures[it.procedure];
    const auto& state = procedure.states[it.state];
    if (state.final || it.closed.known()) return;
    std::string text;
    const auto tell_clause = [&](const Clause& clause) {
      auto wording = wording_in(model_, it.procedure);
      if (clause.kind == ClauseKind::on_event) wording.current = model_.patterns[clause.pattern].type;
      const auto& module = model_.modules[model_.rules[clause.rule].module];
      if (clause.target == no_id || !program_.applies(module, journal_.departement_on(evaluation_.asked)) ||
          !program_.in_force(clause.rule, it.governing))
        return;
      std::string when;
      if (clause.kind == ClauseKind::on_event)
        when = "dès " + pattern_phrase(model_, clause.pattern, wording);
      else if (clause.kind == ClauseKind::at_end)
        when = "à la fin de « " + delai_name(procedure.delais[clause.delai]) + " »";
      else if (clause.kind == ClauseKind::on_condition)
        when = "dès que " + phrase(model_, clause.condition, wording);
      else
        return;
      if (clause.kind != ClauseKind::on_condition && clause.condition != none_id)
        when += ", quand " + phrase(model_, clause.condition, wording);
      if (clause.otherwise) when += ", sinon";
      text += fmt::format("    {} → {}\n", when, state_name(it.procedure, clause.target));
    };
    std::ranges::for_each(state.clauses, tell_clause);
    std::ranges::for_each(procedure.from_any, tell_clause);
    if (!text.empty())
      text_ +=
          "  Branches non prises à ce jour (leur fait n'a pas eu lieu, ou leur condition n'est pas remplie) "
          ":\n" +
          text;
  }

  std::string delai_name(const Delai& delai) const {
    return shown(delai.label.empty() ? std::string(model_.text(delai.name)) : delai.label);
  }

  /// The steps that let the person speak, each with its proof or its absence; only where a sanction is
  /// possible.
  void contradictoire(std::uint32_t index) {
    const auto& it = evaluation_.instances[index];
    const auto& procedure = model_.procedures[it.procedure];
    const bool sanction =
        std::ranges::any_of(procedure.states, [](const State& state) { return state.sanction; }) ||
        std::ranges::any_of(procedure.delais, [](const Delai& delai) {
          return facts_of(delai.kind).course == DelaiCourse::reserved;
        });
    if (!sanction) return;
    line("  Étapes contradictoires :");
    for (EventTypeId type = 0; type < model_.vocabulary.events.size(); ++type)
      for (const auto& step : model_.vocabulary.events[type].steps) {
        line(fmt::format("    {} : {}", step.label, done(index, type, step)));
      }
  }

  /// The acts by which a step was taken in an affaire, « 4 mars 2024 (e3), … », as the corrections left them;
  /// none: said, with the last of before that is of no affaire.
  std::string done(std::uint32_t instance, EventTypeId type, const ContradictoryStep& step) const {
    std::string within, before;
    for (const auto& taken : evaluation_.steps) {
      const auto& event = seen_.event(taken.event);
      if (taken.instance != instance || event.type != type ||
          (step.field != no_id && !says(taken.event, step)))
        continue;
      const auto act = fmt::format("{} ({}{})", french_date(event.on), journal_.text(event.id),
                                   taken.perhaps ? ", peut-être d'une autre affaire" : "");
      if (taken.before)
        before = act;
      else
        within += (within.empty() ? "" : ", ") + act;
    }
    if (!within.empty()) return within;
    if (before.empty()) return "absent du journal";
    return fmt::format("avant l'ouverture, le {}", before);
  }

  bool says(std::uint32_t rank, const ContradictoryStep& step) const {
    const auto value = seen_.field(rank, step.field);
    return value.kind == Value::Kind::symbol && value.lo == value.hi && value.known() &&
           journal_.text(static_cast<Symbol>(value.lo)) == model_.text(step.word);
  }

  void finding(std::size_t f) {
    const auto& compact = evaluation_.findings[f];
    const auto& finding = findings_[f];
    auto head = fmt::format("\n  [{}{}{}] {}", kind_shown(finding), finding.statut.empty() ? "" : " · ",
                            statut_for_people(finding.statut), finding.libelle);
    if (!finding.date.empty()) head += " — " + shown_day(finding);
    line(head);
    if (!finding.explication.empty()) line("    " + finding.explication);
    if (compact.derivation != none_id) {
      const auto& derivation = evaluation_.derivations[compact.derivation];
      if (const auto steps = arithmetic(acts_, journal_, derivation);
          !steps.empty() && steps != finding.explication)
        line("    Calcul : " + steps);
      if (derivation.condition != none_id)
        line("    Condition de la règle : " +
             phrase(model_, derivation.condition, wording_in(model_, compact.procedure)) + ".");
      if (derivation.end.known() && half_open(derivation.end, derivation.end_latest))
        line(fmt::format("    Ce qui changerait la date : le fait qui manque peut la placer plus {}.",
                         derivation.end <= first_day() ? "tôt" : "tard"));
      else if (derivation.end.known() && derivation.end != derivation.end_latest)
        line(fmt::format(
            "    Ce qui changerait la date : le fait encore incertain peut la placer entre le {} et le {}.",
            french_date(derivation.end), french_date(derivation.end_latest)));
    }
    if (!finding.manquants.empty()) {
      std::string list;
      for (const auto& missing : finding.manquants)
        list += (list.empty() ? "" : ", ") + plain_name(program_, missing);
      line("    Faits manquants : " + list + ". Leur connaissance peut changer cette ligne.");
    }
    if (!finding.faits.empty()) {
      std::string list;
      for (std::uint32_t i = 0; i < compact.fact_count; ++i)
        list +=
            (i ? " ; " : "") + event_phrase(program_, journal_, evaluation_.facts[compact.first_fact + i]);
      line("    Faits utilisés : " + list);
    }
    if (finding.has_interval) {
      line(fmt::format("    Intervalle légal : taux {}, durée {}.", interval(finding.intervalle.taux),
                       interval(finding.intervalle.duree)));
    }
    std::string who;
    if (!finding.role.empty())
      who += (finding.faculte ? "suivi : " : "qui agit : ") + role_shown(model_, finding.role);
    if (!finding.decideur.empty())
      who += (who.empty() ? "" : " ; ") + std::string("qui décide : ") + role_shown(model_, finding.decideur);
    if (!finding.retard_de.empty())
      who += (who.empty() ? "" : " ; ") + std::string("retard : ") +
             institution_shown(model_, finding.retard_de);
    if (!who.empty()) line("    " + who);
    std::string basis;
    for (const auto& reference : finding.fondement)
      basis += fmt::format("{}{} ({})", basis.empty() ? "" : " ; ", reference.ref,
                           reference.verified ? "vérifié" : "à vérifier");
    line(fmt::format("    Règle {} — {}:{}{}", finding.code,
                     finding.rule_file.empty() ? "moteur" : finding.rule_file, finding.rule_line,
                     basis.empty() ? std::string() : " — " + basis));
  }

  static std::string interval(const std::vector<std::string>& bounds) {
    if (bounds.empty()) return "non lu dans le texte";
    return bounds.front() == bounds.back() ? bounds.front() : bounds.front() + " à " + bounds.back();
  }

  void footer() {
    line(fmt::format("\nRègles : {}. Ce que dit cette page est un avis : une personne décide.",
                     model_.digest.empty() ? "sans empreinte" : model_.digest));
  }

  const Program& program_;
  const Model& model_;
  const Journal& journal_;
  const Evaluation& evaluation_;
  ActNames acts_;
  SeenJournal seen_;
  std::vector<Finding> findings_;
  std::string text_;
};

}  // namespace

std::string tell(const Program& program, const Journal& journal, const Evaluation& evaluation) {
  return Story(program, journal, evaluation).told();
}

std::vector<TimelineItem> timeline(const Program& program, const Journal& journal,
                                   const Evaluation& evaluation) {
  std::vector<TimelineItem> items;
  const auto person = [&](std::int16_t p) {
    return p < 0 ? std::string() : std::string(journal.text(journal.persons[static_cast<std::size_t>(p)].id));
  };
  for (std::uint32_t rank = 0; rank < journal.events.size(); ++rank) {
    const auto& event = journal.events[rank];
    if (event.on > evaluation.asked || event.known > evaluation.known) continue;
    const auto name =
        event.type == no_id
            ? std::string("?")
            : plain_name(program, program.model.text(program.model.vocabulary.events[event.type].name));
    items.push_back({TimelineItem::Kind::event,
                     event.on,
                     {},
                     name,
                     person(event.person),
                     {},
                     {},
                     rank,
                     none_id,
                     event.known});
  }
  for (const auto& passage : evaluation.passages) {
    const auto& instance = evaluation.instances[passage.instance];
    const auto& state = program.model.procedures[instance.procedure].states[passage.to];
    items.push_back({TimelineItem::Kind::passage,
                     passage.on,
                     {},
                     shown(state.label.empty() ? std::string(program.model.text(state.name)) : state.label),
                     person(instance.person),
                     {},
                     {},
                     passage.event,
                     passage.instance});
  }
  for (const auto& finding : evaluation.findings) {
    if (!finding.date.known() || finding.derivation == none_id) continue;
    const auto& dates = evaluation.derivations[finding.derivation];
    TimelineItem::Kind kind;
    switch (finding.nature) {
      case Nature::echeance:
        kind = TimelineItem::Kind::deadline;
        break;
      case Nature::attente:
        kind = TimelineItem::Kind::waiting;
        break;
      case Nature::duree:
        kind = finding.faculty ? TimelineItem::Kind::faculty : TimelineItem::Kind::measure;
        break;
      default:
        continue;
    }
    items.push_back({kind, known_side(dates.start, dates.start_latest), finding.date,
                     finding.label ? shown(*finding.label) : std::string(), person(finding.person),
                     std::string(statut_name(finding.statut)), std::string(bound_name(finding.bound)),
                     none_id, finding.instance});
  }
  std::ranges::stable_sort(items, {}, &TimelineItem::from);
  return items;
}

}  // namespace filrouge
