#include "apps/serveur/acte/consequence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "apps/serveur/acte/act_form.hpp"
#include "apps/serveur/acte/weight.hpp"
#include "engine/core/dossier/bind.hpp"
#include "engine/core/explain/publish.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/replay/replay.hpp"
#include "engine/core/text/fold.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::acte {
namespace {

struct Evaluated {
  Journal journal;
  Evaluation evaluation;
  std::vector<Finding> findings;  ///< beside evaluation.findings, one by one
};

void evaluate(const Program& program, const Record& record, Date asked, const Allowance& allowance,
              Evaluated& out) {
  bind(record, program.model.vocabulary, out.journal, asked);
  Replay replay(program, allowance);
  replay.run(out.journal, asked, asked, out.evaluation);
  publish(program, out.journal, out.evaluation, out.findings);
}

bool lasts(const Finding& finding) {
  return finding.statut != "tenue" && finding.statut != "tenue_en_retard" && finding.statut != "sans_objet" &&
         !finding.close;
}

/// « l'échéance », « le temps de la personne ».
std::string_view with_article(const Finding& finding) {
  const auto kind = kind_shown(finding);
  if (kind == "échéance") return "l'échéance";
  if (kind == internal_target_word) return "l'objectif interne";
  if (finding.faculte) return "la faculté";
  if (finding.nature == "attente")
    return fold(finding.libelle).starts_with("temps") ? "le temps dit" : "le temps laissé à la personne";
  if (finding.nature == "terme") return "le terme";
  if (finding.nature == "duree") return "la durée";
  if (finding.nature == "rythme") return "le rythme";
  return "la ligne";
}

std::string capital(std::string_view text) {
  std::string result(text);
  if (result.starts_with("é"))
    result.replace(0, 2, "É");
  else if (!result.empty() && result.front() >= 'a' && result.front() <= 'z')
    result.front() = static_cast<char>(result.front() - 'a' + 'A');
  return result;
}

std::string fondement(const Finding& finding) {
  std::vector<std::string> texts;
  for (const auto& reference : finding.fondement)
    texts.push_back(reference.ref + (reference.verified ? "" : " (à vérifier)"));
  return listed(texts);
}

bool is_target(const Finding& finding) {
  return finding.objectif_interne && finding.nature == "echeance";
}

/// « le 2 avril 2026 au plus tôt, le 4 avril 2026 au plus tard »; what follows « le » or « au » without a
/// bound.
std::string day_of(const Finding& finding) {
  auto day = shown_day(finding);
  if (finding.date_opposable.empty() || !finding.borne.empty()) return day;
  const auto later = people_date(finding.date_opposable);
  return finding.nature == "attente" || finding.faculte
             ? fmt::format("{}, peut-être jusqu'au {}", day, later)
             : fmt::format("{} au plus tôt, le {} au plus tard", day, later);
}

/// « est due le 2 avril 2026 », « dure jusqu'au 15 septembre 2026 ».
std::string falls(const Finding& finding) {
  if (finding.date.empty()) {
    if (finding.manquants.empty()) return "n'a pas encore de jour";
    return "n'a pas encore de jour : un fait manque";
  }
  const auto day = day_of(finding);
  if (finding.faculte) return "peut s'exercer " + day;
  if (finding.borne == "pas_avant") return "ne finit " + day;
  if (!finding.borne.empty()) return "finit " + day;
  if (finding.nature == "attente") return "dure jusqu'au " + day;
  if (finding.nature == "terme") return "prend effet à la fin du " + day;
  if (finding.nature == "duree") return "a son dernier jour le " + day;
  if (finding.nature == "rythme") return "revient au plus tard le " + day;
  if (is_target(finding)) return "est fixé au " + day;
  return fmt::format("est due le {}{}", day, finding.statut == "depassee" ? " : elle est en retard" : "");
}

/// « est tenue », « est fini », of what is settled.
std::string kept(const Finding& finding) {
  if (finding.nature == "attente") return "est fini";
  if (finding.nature == "duree") return "est finie";
  if (finding.nature == "terme") return "est échu";
  if (finding.faculte) return "a été exercée";
  const auto late = finding.statut == "tenue_en_retard" ? ", en retard" : "";
  return fmt::format("est {}{}", is_target(finding) || finding.nature == "rythme" ? "tenu" : "tenue", late);
}

/// The same beside a label: « due le 2 avril 2026 ».
std::string due(const Finding& finding) {
  if (finding.date.empty()) return "sans jour connu";
  if (!finding.borne.empty() || finding.faculte) return day_of(finding);
  return (is_target(finding) ? "pour le " : "due le ") + day_of(finding);
}

class Difference {
 public:
  Difference(const Program& program, const Record& base, const RawEvent& act, Date asked,
             const Evaluated& before, const Evaluated& after)
      : program_(program), base_(base), act_(act), asked_(asked), before_(before), after_(after) {}

  Consequence told() {
    if (before_.evaluation.given_up() || after_.evaluation.given_up()) {
      add({}, Change::not_understood, "majeure",
          "Ce dossier est trop coûteux à évaluer : ce que cet acte y changerait n'est pas dit.");
      return std::move(result_);
    }
    remarks();
    states();
    for (std::size_t i = 0; i < after_.findings.size(); ++i) one(i);
    for (std::size_t i = 0; i < before_.findings.size(); ++i)
      if (!find(after_, before_.findings[i].id)) gone(before_.findings[i]);
    if (std::ranges::none_of(
            result_.lines, [](const ConsequenceLine& line) { return line.change != Change::not_understood; }))
      nothing();
    for (const auto* finding : unexpected_)
      add(*finding, Change::not_understood, "majeure", finding->explication).detail.clear();
    steps();
    std::ranges::stable_sort(result_.lines, {}, [](const ConsequenceLine& line) {
      constexpr std::string_view grave[] = {"bloquante", "majeure", "mineure"};
      const auto rank =
          line.change == Change::irregular ? std::ranges::find(grave, line.severity) - std::begin(grave) : 0;
      return std::tuple(line.change, rank, !line.premature,
                        line.change == Change::begins && line.date.empty(), line.date);
    });
    result_.has_blocking = std::ranges::any_of(result_.lines, [](const ConsequenceLine& line) {
      return line.change == Change::irregular && line.severity == "bloquante";
    });
    return std::move(result_);
  }

 private:
  /// What of a line a person would see change.
  static auto said(const Finding& finding) {
    return std::tie(finding.statut, finding.date, finding.date_opposable, finding.heure, finding.borne,
                    finding.gravite, finding.libelle, finding.manquants, finding.role);
  }

  static const Finding* find(const Evaluated& in, const std::string& id) {
    const auto found = std::ranges::find(in.findings, id, &Finding::id);
    return found == in.findings.end() ? nullptr : &*found;
  }

  ConsequenceLine& add(const Finding& finding, Change change, std::string severity, std::string sentence) {
    if (!finding.procedure.empty()) touched_.insert(finding.procedure + " " + finding.instance);
    ConsequenceLine line;
    line.change = change;
    line.severity = severity.empty() ? "info" : std::move(severity);
    line.sentence = std::move(sentence);
    line.detail = finding.explication;
    line.fondement = fondement(finding);
    line.date = finding.date;
    line.finding = finding.id;
    line.affaire = finding.affaire;
    return result_.lines.emplace_back(std::move(line));
  }

  /// What of the act the rules cannot read.
  void remarks() {
    std::multiset<std::string> known;
    for (const auto& remark : before_.journal.remarks) known.insert(remark.text);
    for (const auto& remark : after_.journal.remarks) {
      if (const auto same = known.find(remark.text); same != known.end()) {
        known.erase(same);
        continue;
      }
      add({}, Change::not_understood, "majeure",
          fmt::format("Les règles ne comprennent pas tout de cet acte : {}.", remark.text));
    }
  }

  const CompactFinding& compact(const Evaluated& in, const Finding& finding) const {
    return in.evaluation.findings[static_cast<std::size_t>(&finding - in.findings.data())];
  }

  std::string procedure(const Evaluated& in, const Finding& finding) const {
    const auto index = compact(in, finding).procedure;
    if (index == no_id) return finding.procedure;
    const auto& declared = program_.model.procedures[index];
    return shown(declared.label.empty() ? plain_name(program_, finding.procedure) : declared.label);
  }

  /// « Suite donnée à un manquement » (affaire e11), « Contractualisation » de p1.
  std::string whose(const Evaluated& in, const Finding& finding) const {
    auto text = fmt::format("« {} »", procedure(in, finding));
    if (!finding.affaire.empty()) return text + fmt::format(" (affaire {})", finding.affaire);
    if (!finding.personne.empty() && base_.persons.size() > 1) return text + " de " + finding.personne;
    return text;
  }

  static const Finding* state_of(const Evaluated& in, const Finding& of) {
    for (const auto& finding : in.findings)
      if (finding.nature == "etat" && finding.procedure == of.procedure && finding.instance == of.instance)
        return &finding;
    return nullptr;
  }

  bool is_final(const Evaluated& in, const Finding& state) const {
    const auto& it = compact(in, state);
    return it.instance != none_id && is_over(program_, in.evaluation.instances[it.instance]);
  }

  void states() {
    for (const auto& now : after_.findings) {
      if (now.nature != "etat") continue;
      const auto* was = state_of(before_, now);
      if (was) states_seen_.insert(was->id);
      states_seen_.insert(now.id);
      const bool final = is_final(after_, now);
      const auto subject = now.affaire.empty()
                               ? "la procédure " + whose(after_, now)
                               : fmt::format("l'affaire {} (« {} »)", now.affaire, procedure(after_, now));
      if (!was) {
        // Closed as soon as opened, it asks nothing of anybody.
        if (final)
          born_over_ = fmt::format("il ouvre {}, aussitôt close : « {} ».", subject, now.libelle);
        else
          add(now, Change::opens, "info",
              fmt::format("Cet acte ouvre {}, à l'état « {} ».", subject, now.libelle));
        continue;
      }
      if (final && !is_final(before_, *was)) {
        add(now, Change::closes, "info", fmt::format("Cet acte ferme {} : « {} ».", subject, now.libelle));
        continue;
      }
      if (!final && is_final(before_, *was)) {
        add(now, Change::moves, "info",
            fmt::format("{} est rouverte : « {} ».", capital(subject), now.libelle));
        continue;
      }
      if (was->etat != now.etat)
        add(now, Change::moves, "info",
            fmt::format("{} passe de « {} » à « {} ».", capital(subject), was->libelle, now.libelle));
      else if (was->date != now.date && !now.date.empty())
        add(now, Change::moves, "info",
            fmt::format("{} est à l'état « {} » depuis le {}, et non le {}.", capital(subject), now.libelle,
                        people_date(now.date), people_date(was->date)));
      else if (was->statut != now.statut)
        add(now, Change::moves, "info",
            now.statut == "incertaine"
                ? fmt::format("On n'est plus sûr que {} soit à l'état « {} » : un fait manque.", subject,
                              now.libelle)
                : fmt::format("{} est à l'état « {} », sans doute désormais.", capital(subject),
                              now.libelle));
    }
  }

  /// Is it said again by another line of its group that is new too?
  bool said_by_its_group(const Finding& finding) const {
    if (finding.rang_groupe == 0) return false;
    return std::ranges::any_of(after_.findings, [&](const Finding& lead) {
      return lead.groupe == finding.groupe && lead.rang_groupe == 0 && changed(lead);
    });
  }

  bool changed(const Finding& now) const {
    const auto* was = find(before_, now.id);
    return !was || said(*was) != said(now);
  }

  void one(std::size_t index) {
    const auto& now = after_.findings[index];
    if (now.nature == "etat") return;
    const auto* was = find(before_, now.id);
    if (was && said(*was) == said(now)) return;
    if (said_by_its_group(now)) return;
    const auto family = facts_of(after_.evaluation.findings[index].nature).family;
    switch (family) {
      case NatureFamily::fault:
        return fault(index);
      case NatureFamily::lack:
      case NatureFamily::doubt:
        return doubt(now);
      case NatureFamily::task:
        return task(index, was);
      default:
        return time(now, was);
    }
  }

  /// The day from which an act would no longer be too early; unknown: it is not for that.
  Date no_longer_early(std::size_t index) const {
    const auto& finding = after_.evaluation.findings[index];
    if (finding.derivation == none_id) return {};
    const auto& derivation = after_.evaluation.derivations[finding.derivation];
    if (derivation.act == none_id || derivation.delai == no_id ||
        facts_of(program_.delai(derivation.procedure, derivation.delai).kind).course != DelaiCourse::reserved)
      return {};
    const auto end = derivation.end_latest.known() ? derivation.end_latest : derivation.end;
    return end.known() && !is_beyond(end) ? end + 1 : Date{};
  }

  /// « Dix jours pour répondre ».
  std::string time_left(std::size_t index) const {
    const auto& derivation = after_.evaluation.derivations[after_.evaluation.findings[index].derivation];
    const auto& delai = program_.delai(derivation.procedure, derivation.delai);
    return fmt::format("« {} »", delai.label.empty() ? plain_name(program_, program_.model.text(delai.name))
                                                     : shown(delai.label));
  }

  bool is_decision() const {
    Pattern any;
    any.type = program_.model.vocabulary.find_event(act_.type);
    return any.type != no_id && may_be_adverse(program_.model, any);
  }

  void fault(std::size_t index) {
    const auto& now = after_.findings[index];
    const std::string_view noun = is_decision() ? "Cette décision" : "Cet acte";
    const std::string_view e = is_decision() ? "e" : "";
    if (const auto from = no_longer_early(index); from.known()) {
      auto& line =
          add(now, Change::irregular, now.gravite,
              fmt::format("{} serait prématuré{} avant le {} : le temps laissé à la personne ({}) court "
                          "jusqu'au {}.",
                          noun, e, french_date(from), time_left(index), french_date(from - 1)));
      line.date = iso_date(from);
      line.premature = true;
      return;
    }
    add(now, Change::irregular, now.gravite,
        fmt::format("Irrégularité {} : {}.", now.gravite, without_point(now.libelle)));
  }

  static std::string_view without_point(std::string_view text) {
    while (text.ends_with('.')) text.remove_suffix(1);
    return text;
  }

  void doubt(const Finding& now) {
    const auto& it = compact(after_, now);
    const bool of_the_act =
        it.cause.act != none_id && after_.journal.text(after_.journal.events[it.cause.act].id) == act_.id;
    if (now.nature == "evenement_inattendu" && of_the_act) {
      unexpected_.push_back(&now);
      return;
    }
    if (now.nature == "evenement_ambigu")
      add(now, Change::not_understood, "majeure",
          of_the_act ? "On ne sait pas à quoi rattacher cet acte : " + now.explication : now.explication)
          .detail.clear();
    else if (now.nature == "donnee_manquante")
      add(now, Change::lacks, now.gravite, lacking(now));
    else
      add(now, Change::not_understood, now.gravite.empty() ? "majeure" : now.gravite,
          fmt::format("{} : {}", now.libelle, now.explication))
          .detail.clear();
  }

  std::string lacking(const Finding& now) const {
    std::vector<std::string> names;
    for (const auto& name : now.manquants) names.push_back(plain_name(program_, name));
    if (names.empty()) return fmt::format("Il reste à savoir : {}.", without_point(now.libelle));
    if (now.libelle.starts_with(facts_of(Nature::donnee_manquante).label))
      return fmt::format("Il reste à savoir : {}.", listed(names));
    return fmt::format("{} ; il reste à savoir : {}.", without_point(now.libelle), listed(names));
  }

  std::string no_longer_asked(const Finding& was) const {
    std::vector<std::string> names;
    for (const auto& name : was.manquants) names.push_back(plain_name(program_, name));
    return fmt::format("On ne demande plus ce qui manquait : {}.",
                       names.empty() ? std::string(without_point(was.libelle)) : listed(names));
  }

  std::string by(const Finding& finding) const {
    const auto who = role_shown(program_.model, finding.role);
    return who.empty() ? std::string() : fmt::format(" ({})", who);
  }

  static bool is_question(const Finding& finding) { return finding.libelle.ends_with('?'); }

  bool weighs(const CompactFinding& finding) const {
    if (finding.nature != Nature::proposition) return false;
    if (!finding.detail) return true;
    Pattern any;
    any.type = program_.model.vocabulary.find_event(program_.model.text(finding.detail));
    return any.type == no_id || may_be_adverse(program_.model, any);
  }

  void task(std::size_t index, const Finding* was) {
    const auto& now = after_.findings[index];
    if (now.statut != "en_cours") {
      if (was && was->statut == "en_cours") gone(*was);
      return;
    }
    if (now.nature == "proposition") {
      auto& line = add(now, Change::begins, now.gravite,
                       fmt::format("Serait alors proposé, à apprécier par qui décide : « {} ».",
                                   without_point(now.libelle)));
      line.against_person = weighs(after_.evaluation.findings[index]);
      return;
    }
    add(now, Change::begins, now.gravite,
        is_question(now) ? fmt::format("Question à se poser{} : {}", by(now), now.libelle)
                         : fmt::format("À faire : {}{}.", without_point(now.libelle), by(now)));
  }

  void time(const Finding& now, const Finding* was) {
    const auto what = fmt::format("{} « {} »", with_article(now), without_point(now.libelle));
    if (!was || (!lasts(*was) && lasts(now))) {
      if (!lasts(now)) {
        if (now.statut == "tenue" || now.statut == "tenue_en_retard")
          add(now, Change::ends, "info", fmt::format("{} {}.", capital(what), kept(now)));
        return;
      }
      add(now, Change::begins, now.gravite, fmt::format("{} {}.", capital(what), falls(now)));
      return;
    }
    if (lasts(*was) && !lasts(now)) return settled(now, *was, what);
    if (!lasts(now)) {
      if (was->statut != now.statut) settled(now, *was, what);
      return;
    }
    if (was->date != now.date || was->date_opposable != now.date_opposable || was->borne != now.borne)
      add(now, Change::moves, now.gravite,
          was->date.empty()
              ? fmt::format("{} {}.", capital(what), falls(now))
              : fmt::format("{} {} (auparavant : {}).", capital(what), falls(now), day_of(*was)));
    else if (was->statut != now.statut)
      add(now, Change::moves, now.gravite,
          fmt::format("{} {} ({}, et non plus {}).", capital(what), falls(now), statut_for_people(now.statut),
                      statut_for_people(was->statut)));
    else
      add(now, Change::moves, now.gravite,
          fmt::format("{} {}{}.", capital(what), falls(now), still_lacks(now)));
  }

  /// « (notification) »: what a line lacks now.
  std::string still_lacks(const Finding& now) const {
    std::vector<std::string> names;
    for (const auto& name : now.manquants) names.push_back(plain_name(program_, name));
    return names.empty() ? std::string() : " (" + listed(names) + ")";
  }

  void settled(const Finding& now, const Finding& was, const std::string& what) {
    if (now.statut == "tenue" || now.statut == "tenue_en_retard")
      add(now, Change::ends, "info", fmt::format("{} {}.", capital(what), kept(now)));
    else if (now.statut == "sans_objet" || now.close)
      add(now, Change::ends, "info", fmt::format("{} n'a plus d'objet.", capital(what)));
    else
      add(now, Change::ends, "info",
          fmt::format("{} est {}, et non plus {}.", capital(what), statut_for_people(now.statut),
                      statut_for_people(was.statut)));
  }

  /// A line that is no longer said.
  void gone(const Finding& was) {
    if (was.nature == "etat") {
      if (states_seen_.contains(was.id) || state_of(after_, was)) return;
      const auto subject = was.affaire.empty()
                               ? "La procédure " + whose(before_, was)
                               : fmt::format("L'affaire {} (« {} »)", was.affaire, procedure(before_, was));
      add(was, Change::closes, "info", fmt::format("{} n'est plus ouverte.", subject)).detail.clear();
      return;
    }
    if (was.rang_groupe > 0 && !find_lead_kept(was)) return;
    const auto label = without_point(was.libelle);
    const auto family = compact(before_, was);
    switch (facts_of(family.nature).family) {
      case NatureFamily::fault:
        add(was, Change::ends, "info", fmt::format("L'irrégularité « {} » n'est plus dite.", label))
            .detail.clear();
        return;
      case NatureFamily::task:
        if (was.statut != "en_cours") return;
        add(was, Change::ends, "info",
            was.nature == "proposition" ? fmt::format("« {} » n'est plus proposé.", label)
            : is_question(was)          ? fmt::format("La question « {} » ne se pose plus.", label)
                                        : fmt::format("« {} » n'est plus à faire.", label))
            .detail.clear();
        return;
      case NatureFamily::lack:
      case NatureFamily::doubt:
        add(was, Change::ends, "info",
            was.nature == "donnee_manquante"
                ? no_longer_asked(was)
                : fmt::format("« {} » n'est plus dit : {}", label, was.explication))
            .detail.clear();
        return;
      default:
        if (!lasts(was)) return;
        add(was, Change::ends, "info",
            fmt::format("{} « {} » ne court plus.", capital(with_article(was)), label))
            .detail.clear();
    }
  }

  /// A line that says again what another says goes unsaid with it.
  bool find_lead_kept(const Finding& was) const {
    return std::ranges::any_of(after_.findings, [&](const Finding& now) {
      return now.groupe == was.groupe && now.rang_groupe == 0;
    });
  }

  void nothing() {
    const auto shown = shown_act(program_.model.vocabulary, act_);
    std::string why;
    const auto type = program_.model.vocabulary.find_event(act_.type);
    const Finding* unexpected = nullptr;
    if (!unexpected_.empty()) {
      unexpected = unexpected_.front();
      why = unexpected->explication;
      unexpected_.erase(unexpected_.begin());
    } else if (std::max(act_.on, act_.known) > asked_)
      why = fmt::format("il n'est connu qu'à partir du {}, et le dossier est regardé au {}.",
                        french_date(std::max(act_.on, act_.known)), french_date(asked_));
    else if (is_of_another(act_))
      why = "les états, les dates et ce qui est à faire restent les mêmes.";
    else if (type == no_id)
      why = "les règles ne connaissent pas cet acte : il est gardé au dossier.";
    else if (!program_.concerns_machines[type] && program_.controls_on[type].empty())
      why = "aucune règle ne suit cette sorte d'acte : il est gardé au dossier.";
    else if (!born_over_.empty())
      why = born_over_;
    else
      why = fmt::format(
          "rien de ce que les procédures suivent n'en dépend aujourd'hui ; {} est gardé au dossier.", shown);
    auto& line = add(unexpected ? *unexpected : Finding{}, Change::nothing, "info",
                     "Cet acte ne change rien à ce que filrouge dit : " + why);
    line.detail.clear();
  }

  void steps() {
    struct Ranked {
      bool late;
      std::string date;
      NextStep step;
    };
    std::vector<Ranked> ranked;
    for (std::size_t i = 0; i < after_.findings.size(); ++i) {
      const auto& finding = after_.findings[i];
      if (finding.close || finding.rang_groupe > 0 || finding.faculte) continue;
      if (!touched_.contains(finding.procedure + " " + finding.instance)) continue;
      const bool task = finding.nature == "action" && finding.statut == "en_cours";
      const bool is_due = finding.nature == "echeance" && lasts(finding);
      if (!task && !is_due) continue;
      NextStep step;
      step.role = role_shown(program_.model, finding.role);
      step.date = finding.date;
      step.late = finding.statut == "depassee";
      step.sentence = is_due ? fmt::format("{} : {}", finding.libelle, due(finding))
                             : std::string(without_point(finding.libelle));
      step.sentence += ".";
      ranked.push_back({step.late, finding.date.empty() ? "9999" : finding.date, std::move(step)});
    }
    std::ranges::stable_sort(ranked, [](const Ranked& one, const Ranked& other) {
      return std::tuple(!one.late, one.date) < std::tuple(!other.late, other.date);
    });
    for (auto& each : ranked)
      if (std::ranges::none_of(result_.next,
                               [&](const NextStep& step) { return step.sentence == each.step.sentence; }))
        result_.next.push_back(std::move(each.step));
  }

  const Program& program_;
  const Record& base_;
  const RawEvent& act_;
  Date asked_;
  const Evaluated& before_;
  const Evaluated& after_;
  Consequence result_;
  std::set<std::string> touched_;      ///< procedure and instance
  std::set<std::string> states_seen_;  ///< ids of the lines of state told
  std::string born_over_;
  std::vector<const Finding*> unexpected_;  ///< of the act: it finds no use, or what it names is not there
};

}  // namespace

std::string_view word_of(Change change) {
  constexpr std::string_view words[] = {"irregularite", "manque", "non_compris", "rien", "ouvre",
                                        "ferme",        "change", "nouveau",     "fini"};
  return words[static_cast<std::size_t>(change)];
}

Consequence consequence(const Program& program, const Record& base, const RawEvent& act, Date asked,
                        const Allowance& allowance) {
  Evaluated before, after;
  evaluate(program, base, asked, allowance, before);
  auto with = base;
  with.events.push_back(act);
  evaluate(program, with, asked, allowance, after);
  return Difference(program, base, act, asked, before, after).told();
}

}  // namespace filrouge::acte
