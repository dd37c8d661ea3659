#include "apps/serveur/affaire/affaire_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "apps/serveur/affaire/measure_shown.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"
#include "engine/core/text/wording.hpp"
#include "engine/reports/grouped.hpp"
#include "engine/reports/urgency.hpp"

namespace filrouge::serveur {
namespace {

class View {
 public:
  View(const DossierRead& dossier, const Thread& thread)
      : dossier_(dossier), thread_(thread), words_(dossier.program()) {}

  AffaireView shown() {
    view_.key = thread_.key;
    view_.dossier = dossier_.journal().dossier;
    view_.opened_on = dossier_.act(thread_.opening).on;
    view_.opened =
        fmt::format("« {} » du {}", dossier_.act_name(thread_.opening), french_date(view_.opened_on));
    view_.kind = kind();
    states();
    view_.strip = proof_strip(dossier_, thread_);
    lines();
    measures();
    risk();
    acts();
    return std::move(view_);
  }

 private:
  const Model& model() const { return dossier_.model(); }
  const Evaluation& evaluation() const { return dossier_.evaluation(); }

  std::string procedure_name(const Procedure& procedure) const {
    return procedure.label.empty() ? plain_name(dossier_.program(), model().text(procedure.name))
                                   : procedure.label;
  }

  /// What the procédure that its first act opened follows, a national one before a local one.
  std::string kind() const {
    const Procedure* best = nullptr;
    const auto worth = [&](const Procedure& procedure) {
      const bool sanction =
          std::ranges::any_of(procedure.states, [](const State& state) { return state.sanction; });
      return (sanction ? 2 : 0) + (model().modules[procedure.module].national ? 1 : 0);
    };
    for (const auto i : thread_.instances) {
      const auto& instance = evaluation().instances[i];
      if (instance.trigger != thread_.opening) continue;
      const auto& procedure = model().procedures[instance.procedure];
      if (!best || worth(procedure) > worth(*best)) best = &procedure;
    }
    return best ? procedure_name(*best) : dossier_.act_name(thread_.opening);
  }

  void states() {
    for (const auto i : thread_.instances) {
      const auto& instance = evaluation().instances[i];
      const auto& procedure = model().procedures[instance.procedure];
      const auto& state = procedure.states[instance.state];
      const auto led_by = dossier_.program().rule(procedure.rule).led_by;
      view_.states.push_back(
          {serveur_label(state), procedure_name(procedure),
           instance.closed.known() ? instance.closed : instance.entered,
           led_by == no_id ? std::string() : role_shown(model(), model().text(model().roles[led_by].name)),
           is_over(dossier_.program(), instance)});
      view_.open = view_.open || !view_.states.back().over;
    }
    std::ranges::stable_sort(view_.states, {},
                             [](const StateShown& state) { return std::pair(state.over, !state.sanction); });
  }

  std::string serveur_label(const State& state) const {
    return filrouge::shown(state.label.empty() ? std::string(model().text(state.name)) : state.label);
  }

  LineShown line(std::uint32_t f) const {
    const auto& finding = dossier_.findings()[f];
    const auto& compact = evaluation().findings[f];
    LineShown line;
    line.id = finding.id;
    line.title = finding.libelle;
    line.nature = kind_shown(finding);
    line.statut = finding.statut.empty() ? std::string() : std::string(statut_for_people(finding.statut));
    if (compact.severity >= Severity::major) line.gravite = finding.gravite;
    line.day = compact.date;
    if (!finding.date.empty()) line.when = shown_day(finding);
    if (compact.statut == Statut::depassee && compact.date.known() && compact.bound == Bound::none)
      line.late_days = days_between(compact.date, dossier_.asked());
    if (!finding.role.empty()) line.who = role_shown(model(), finding.role);
    if (!finding.decideur.empty()) line.decides = role_shown(model(), finding.decideur);
    if (!finding.retard_de.empty()) line.delay_of = institution_shown(model(), finding.retard_de);
    line.why = finding.explication;
    line.basis = finding.fondement;
    for (const auto& missing : finding.manquants)
      line.missing.push_back(plain_name(dossier_.program(), missing));
    line.rank = dossier_.ranks()[f];
    return line;
  }

  void lines() {
    std::vector<Finding> of_it;
    of_it.reserve(thread_.findings.size());
    for (const auto f : thread_.findings) of_it.push_back(dossier_.findings()[f]);
    std::set<std::string> missing;
    for (const auto& group : grouped(of_it)) {
      const auto f = thread_.findings[group.front()];
      const auto& compact = evaluation().findings[f];
      auto shown = line(f);
      for (std::size_t other = 1; other < group.size(); ++other) {
        const auto& title = of_it[group[other]].libelle;
        shown.rank = std::min(shown.rank, dossier_.ranks()[thread_.findings[group[other]]]);
        if (title != shown.title && std::ranges::find(shown.also, title) == shown.also.end())
          shown.also.push_back(title);
      }
      if (!of_it[group.front()].close)
        for (const auto& fact : shown.missing)
          if (missing.insert(fact).second) view_.missing.push_back(fact);
      place(compact, std::move(shown), of_it[group.front()].close);
    }
    // An irregularity may stand within the group of a délai: it is one all the same.
    for (const auto f : thread_.findings)
      if (evaluation().findings[f].nature == Nature::irregularite) view_.irregularities.push_back(line(f));
    const auto by_urgency = [](const LineShown& a, const LineShown& b) {
      return order_in_list(a.rank, a.day) < order_in_list(b.rank, b.day);
    };
    std::ranges::stable_sort(view_.to_do, by_urgency);
    std::ranges::stable_sort(view_.irregularities, [](const LineShown& a, const LineShown& b) {
      return (a.gravite == "bloquante" ? 0
              : a.gravite.empty()      ? 2
                                       : 1) < (b.gravite == "bloquante" ? 0
                                          : b.gravite.empty()      ? 2
                                                                   : 1);
    });
    std::ranges::stable_sort(view_.doubts, by_urgency);
    for (const auto& one : view_.to_do)
      if (one.day.known() && awaited_.contains(one.id) &&
          (!view_.next_day.known() || one.day < view_.next_day)) {
        view_.next_day = one.day;
        view_.next = one.title;
      }
  }

  void place(const CompactFinding& compact, LineShown shown, bool over) {
    const bool settled = compact.statut == Statut::tenue || compact.statut == Statut::tenue_en_retard ||
                         compact.statut == Statut::sans_objet;
    switch (facts_of(compact.nature).family) {
      case NatureFamily::state:
      case NatureFamily::fault:
        return;
      case NatureFamily::time:
      case NatureFamily::recurrence:
        if (settled || over || compact.faculty) return;
        awaited_.insert(shown.id);
        view_.to_do.push_back(std::move(shown));
        return;
      case NatureFamily::task:
        if (settled || over) return;
        view_.to_do.push_back(std::move(shown));
        return;
      case NatureFamily::lack:
      case NatureFamily::doubt:
        view_.doubts.push_back(std::move(shown));
        return;
    }
  }

  void measures() {
    std::vector<std::uint32_t> decisions, lifts;
    for (const auto& one : thread_.acts) {
      if (one.cancelled || one.perhaps) continue;
      const auto type = dossier_.act(one.rank).type;
      if (type != no_id && type == words_.decision &&
          SanctionWords::measure_of(dossier_.word(one.rank, words_.measure)) == Measure::withheld)
        decisions.push_back(one.rank);
      if (type != no_id && type == words_.lift) lifts.push_back(one.rank);
    }
    const auto asked = dossier_.asked();
    for (std::size_t d = 0; d < decisions.size(); ++d) {
      const auto span = span_of(dossier_, words_, decisions[d]);
      MeasureShown measure{measure_told(dossier_, words_, decisions[d]), {}, span.first, span.last};
      std::string_view ended = "finie";
      const auto end_on_the_eve_of = [&](Date day, std::string_view how) {
        if (!day.known() || (measure.last.known() && measure.last < day)) return;
        measure.last = day - 1;
        ended = how;
      };
      // A decision of the affaire replaces the one before from its effect on.
      if (d + 1 < decisions.size()) {
        const auto next = span_of(dossier_, words_, decisions[d + 1]).first;
        end_on_the_eve_of(next, "remplacée");
      }
      for (const auto lift : lifts) {
        if (dossier_.act(lift).on < dossier_.act(decisions[d]).on) continue;
        const auto effect = dossier_.field(lift, words_.effect);
        const auto from =
            effect.kind == Value::Kind::date && effect.exact() ? effect.earliest() : dossier_.act(lift).on;
        end_on_the_eve_of(from, "levée");
      }
      measure.course =
          !measure.first.known()  ? "de début inconnu"
          : asked < measure.first ? "à venir"
          : measure.last.known() && measure.last < measure.first
              ? ended == "levée" ? "levée avant son premier jour" : "remplacée avant son premier jour"
          : measure.last.known() && measure.last < asked ? std::string(ended)
                                                         : "en cours";
      view_.measures.push_back(std::move(measure));
    }
    view_.payment = payment();
  }

  std::string payment() const {
    if (view_.measures.empty()) return "Cette affaire ne retire rien au versement.";
    for (const auto& measure : view_.measures)
      if (measure.course == "en cours")
        return fmt::format("En vigueur le {} : {}{}.", french_date(dossier_.asked()), measure.told,
                           measure.last.known() ? "" : " ; son dernier jour n'est pas dit");
    const auto& last = view_.measures.back();
    if (last.course == "à venir") return fmt::format("À venir : {}.", last.told);
    const bool shortened = last.course == "levée" || last.course == "remplacée";
    return fmt::format("Rien n'est retenu le {}. La dernière mesure, {} : {}{}.",
                       french_date(dossier_.asked()), last.course, last.told,
                       shortened ? " ; dernier jour retenu le " + french_date(last.last) : std::string());
  }

  void risk() {
    for (const auto& line : view_.irregularities) {
      view_.blocking += line.gravite == "bloquante";
      view_.major += line.gravite == "majeure";
    }
    for (const auto f : thread_.findings) {
      const auto& compact = evaluation().findings[f];
      // A requirement of which nobody knows whether it was met.
      view_.doubtful += compact.nature == Nature::donnee_manquante &&
                        judged_act(evaluation(), compact) != none_id && accused_or_labelled(f);
    }
    if (!view_.strip.sanction && view_.blocking + view_.major == 0) {
      view_.risk = "Aucune irrégularité bloquante ni majeure n'a été vue.";
      return;
    }
    std::string seen;
    if (view_.blocking) seen += counted(view_.blocking, "irrégularité bloquante", "irrégularités bloquantes");
    if (view_.major)
      seen += (seen.empty() ? "" : " et ") +
              counted(view_.major, "irrégularité majeure", "irrégularités majeures");
    if (seen.empty())
      view_.risk =
          "Aucune irrégularité bloquante ni majeure n'a été vue ; cela ne dit pas que la procédure est "
          "régulière.";
    else
      view_.risk = fmt::format("Un juge verrait {} : {}.", seen, accused());
    if (view_.doubtful)
      view_.risk +=
          fmt::format(" {} {} être vérifié{} sur pièces.", counted(view_.doubtful, "point", "points"),
                      view_.doubtful > 1 ? "doivent" : "doit", view_.doubtful > 1 ? "s" : "");
  }

  bool accused_or_labelled(std::uint32_t f) const {
    const auto& compact = evaluation().findings[f];
    return accused_step(dossier_.findings()[f].libelle) || (compact.label && !compact.label->empty());
  }

  std::string accused() const {
    std::vector<std::string> titles;
    for (const auto& line : view_.irregularities) {
      if (line.gravite.empty()) continue;
      auto title = line.title;
      if (std::ranges::find(titles, title) == titles.end()) titles.push_back(std::move(title));
    }
    std::string text;
    for (std::size_t i = 0; i < titles.size() && i < 3; ++i) text += (i ? " ; " : "") + titles[i];
    if (titles.size() > 3) text += fmt::format(" ; et {}", counted(titles.size() - 3, "autre", "autres"));
    return text;
  }

  void acts() {
    const auto& journal = dossier_.journal();
    for (const auto& one : thread_.acts) {
      const auto& event = dossier_.act(one.rank);
      ActShown act;
      act.rank = one.rank;
      act.id = journal.text(event.id);
      act.name = dossier_.act_name(one.rank);
      act.says = dossier_.act_says(one.rank);
      act.on = event.on;
      if (event.known > event.on) act.known = event.known;
      act.planned = event.planned;
      act.effect_from = event.from;
      act.effect_to = event.to;
      if (event.source) act.source = journal.text(event.source);
      if (event.origin) act.recorded_by = journal.text(event.origin);
      act.perhaps = one.perhaps;
      act.before = one.before;
      act.cancelled = one.cancelled;
      for (const auto& correction : journal.corrections)
        if (correction.target == event.id && correction.known <= evaluation().known)
          act.corrections.push_back(fmt::format("{} par {}, connu le {}",
                                                correction.cancels ? "annulé" : "corrigé",
                                                journal.text(correction.id), french_date(correction.known)));
      view_.acts.push_back(std::move(act));
    }
  }

  const DossierRead& dossier_;
  const Thread& thread_;
  SanctionWords words_;
  AffaireView view_;
  std::set<std::string> awaited_;
};

}  // namespace

AffaireView affaire_view(const DossierRead& dossier, const Thread& thread) {
  return View(dossier, thread).shown();
}

}  // namespace filrouge::serveur
