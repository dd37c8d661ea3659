#include "apps/serveur/affaire/proof_strip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "apps/serveur/affaire/measure_shown.hpp"
#include "engine/core/calendar/notification.hpp"
#include "engine/core/explain/sentence.hpp"
#include "engine/core/model/nature.hpp"

namespace filrouge::serveur {
namespace {

/// The acts of a round, by what they are, each list in order.
struct RoundActs {
  std::vector<std::uint32_t> letters, decisions, opinions, referrals, hearings, asked, observations, waivers,
      proposals, cuts, lifts, resumptions, notifying;
  std::vector<std::uint32_t> cancelled;  ///< decisions that never counted
  Date begins;                           ///< of a second round: the day the measure before was over
};

class Strip {
 public:
  Strip(const DossierRead& dossier, const Thread& thread)
      : dossier_(dossier), thread_(thread), words_(dossier.program()) {}

  ProofStrip shown() {
    ProofStrip strip;
    strip.sanction = may_sanction();
    if (!strip.sanction) {
      strip.rounds.emplace_back();
      strip.rounds.back().title = "Aucune sanction possible dans cette affaire";
      for (std::size_t s = 0; s < proof_steps; ++s) {
        auto& step = strip.rounds.back().steps[s];
        step.step = static_cast<ProofStep>(s);
        step.proof = Proof::not_applicable;
        step.why = "Ce que cette affaire suit ne mène à aucune sanction.";
      }
      return strip;
    }
    split();
    for (std::size_t r = 0; r < rounds_.size(); ++r) strip.rounds.push_back(round(r));
    return strip;
  }

 private:
  const Model& model() const { return dossier_.model(); }
  const Evaluation& evaluation() const { return dossier_.evaluation(); }
  Date on(std::uint32_t act) const { return dossier_.act(act).on; }
  std::string day(Date date) const { return french_date(date); }

  // --- what the affaire is ---

  bool may_sanction() const {
    const auto of_a_procedure = [&](std::uint32_t i) {
      const auto& procedure = model().procedures[evaluation().instances[i].procedure];
      return std::ranges::any_of(procedure.states, [](const State& state) { return state.sanction; });
    };
    if (std::ranges::any_of(thread_.instances, of_a_procedure)) return true;
    // A decision, or a cut, that no procédure of sanction leads to: the affaire that it opened itself. One
    // that only looks at them, a time to contest, has none of these steps: they are those of the affaire it
    // came of.
    const auto type = dossier_.act(thread_.opening).type;
    if (type == words_.decision) {
      const auto measure = measure_of(thread_.opening);
      return measure == Measure::withheld || measure == Measure::removal;
    }
    if (type == words_.cut)
      return SanctionWords::says_sanction(dossier_.word(thread_.opening, words_.reason));
    return type == words_.reduction;
  }

  Measure measure_of(std::uint32_t decision) const {
    return SanctionWords::measure_of(dossier_.word(decision, words_.measure));
  }

  bool has_type(EventTypeId type) const {
    return type != no_id && std::ranges::any_of(thread_.acts, [&](const ThreadAct& one) {
             return !one.cancelled && dossier_.act(one.rank).type == type;
           });
  }

  // --- rounds ---

  RoundActs& with_a_decision() {
    for (auto round = rounds_.rbegin(); round != rounds_.rend(); ++round)
      if (!round->decisions.empty()) return *round;
    return rounds_.back();
  }

  /// The first round whose measure, begun by that day, is not yet seen to have ended in a payment: what the
  /// payer resumes is that one. Null: it resumes nothing that this affaire cut.
  RoundActs* resumed_by(Date day) {
    for (auto& round : rounds_) {
      if (!round.resumptions.empty()) continue;
      if (!round.cuts.empty() && on(round.cuts.front()) <= day) return &round;
      if (round.decisions.empty() || measure_of(round.decisions.back()) != Measure::withheld) continue;
      const auto span = span_of(dossier_, words_, round.decisions.back());
      if ((span.first.known() ? span.first : on(round.decisions.back())) <= day) return &round;
    }
    return nullptr;
  }

  /// The day the measure of a round was over; unknown: it is not, or nobody can say.
  Date over_since(const RoundActs& round, Date before) const {
    if (round.decisions.empty()) return {};
    if (measure_of(round.decisions.back()) == Measure::none) return on(round.decisions.back());
    for (const auto lift : round.lifts)
      if (on(lift) < before) return on(lift);
    const auto span = span_of(dossier_, words_, round.decisions.back());
    return span.last.known() && span.last < before ? span.last : Date{};
  }

  void split() {
    rounds_.emplace_back();
    for (const auto& one : thread_.acts) {
      const auto rank = one.rank;
      const auto type = dossier_.act(rank).type;
      if (type == no_id) continue;
      if (one.cancelled) {
        if (type == words_.decision) rounds_.back().cancelled.push_back(rank);
        continue;
      }
      const auto subject =
          type == words_.letter ? dossier_.word(rank, words_.letter_subject) : std::string_view();
      const bool announces = subject == words_.announcing;
      if (announces || type == words_.decision)
        if (const auto over = over_since(rounds_.back(), on(rank)); over.known()) {
          rounds_.emplace_back();
          rounds_.back().begins = over;
        }
      auto& round = rounds_.back();
      if (announces) round.letters.push_back(rank);
      if (type == words_.letter && subject == words_.deciding) with_a_decision().notifying.push_back(rank);
      if (type == words_.decision) round.decisions.push_back(rank);
      if (type == words_.opinion) round.opinions.push_back(rank);
      if (type == words_.referral) round.referrals.push_back(rank);
      if (type == words_.hearing) round.hearings.push_back(rank);
      if (type == words_.referral_passed) passed_.push_back(rank), round.referrals.push_back(rank);
      if (type == words_.hearing_asked) round.asked.push_back(rank);
      if (type == words_.observations) round.observations.push_back(rank);
      if (type == words_.waiver) round.waivers.push_back(rank);
      if (type == words_.proposal) round.proposals.push_back(rank);
      if (type == words_.lift) with_a_decision().lifts.push_back(rank);
      if (type == words_.resumption)
        if (auto* ended = resumed_by(on(rank))) ended->resumptions.push_back(rank);
      const bool cut = type == words_.cut && SanctionWords::says_sanction(dossier_.word(rank, words_.reason));
      if (cut || type == words_.reduction) with_a_decision().cuts.push_back(rank);
    }
  }

  std::size_t round_of(std::uint32_t act) const {
    if (act == none_id) return rounds_.size() - 1;
    for (std::size_t r = rounds_.size(); r-- > 0;) {
      const auto& round = rounds_[r];
      for (const auto* acts : {&round.decisions, &round.letters, &round.lifts, &round.cuts, &round.notifying,
                               &round.resumptions})
        if (std::ranges::find(*acts, act) != acts->end()) return r;
    }
    for (std::size_t r = rounds_.size(); r-- > 0;)
      if (!rounds_[r].begins.known() || rounds_[r].begins <= on(act)) return r;
    return 0;
  }

  // --- one round ---

  ProofRound round(std::size_t number) {
    number_ = number;
    at_hand_ = rounds_[number];
    acts_ = &at_hand_;
    last_ = number + 1 == rounds_.size();
    closed_ = last_ && closed_on().known();
    measure_ = Measure::unknown;
    decided_ = {};
    if (!acts_->decisions.empty()) {
      measure_ = measure_of(acts_->decisions.back());
      decided_ = on(acts_->decisions.back());
      // What came after it did not come before it.
      for (auto* acts : {&at_hand_.letters, &at_hand_.opinions, &at_hand_.referrals, &at_hand_.hearings,
                         &at_hand_.asked, &at_hand_.observations, &at_hand_.waivers, &at_hand_.proposals})
        std::erase_if(*acts, [&](std::uint32_t act) { return on(act) > decided_; });
    }
    ProofRound shown;
    shown.title = title();
    for (std::size_t s = 0; s < proof_steps; ++s) {
      shown.steps[s] = {};
      step_ = &shown.steps[s];
      step_->step = static_cast<ProofStep>(s);
      tell(step_->step, shown);
      accuse();
      found_basis();
    }
    return shown;
  }

  std::string title() const {
    if (!acts_->decisions.empty()) {
      const auto last = acts_->decisions.back();
      return fmt::format("Décision du {} : {}", day(on(last)), measure_named(dossier_, words_, last));
    }
    if (number_ > 0) return fmt::format("Suite envisagée depuis le {}", day(acts_->begins));
    return "Aucune décision";
  }

  /// The day the procédures of sanction ended without anything more to come.
  Date closed_on() const {
    Date last;
    for (const auto i : thread_.instances) {
      const auto& instance = evaluation().instances[i];
      const auto& procedure = model().procedures[instance.procedure];
      const bool of_sanction =
          std::ranges::any_of(procedure.states, [](const State& state) { return state.sanction; });
      if (!of_sanction) continue;
      if (!instance.closed.known() && !procedure.states[instance.state].final) return {};
      last = std::max(last, instance.closed.known() ? instance.closed : instance.entered);
    }
    return last;
  }

  void say(Proof proof, std::string why, Date from = {}, Date to = {}) {
    step_->proof = proof;
    step_->why = std::move(why);
    step_->from = from;
    step_->to = to.known() ? to : from;
  }

  void behind(const std::vector<std::uint32_t>& acts) {
    for (const auto act : acts) behind(act);
  }
  void behind(std::uint32_t act) {
    if (std::ranges::find(step_->acts, act, &StepAct::rank) != step_->acts.end()) return;
    step_->acts.push_back({act, std::string(dossier_.id(act)),
                           fmt::format("« {} » du {}", dossier_.act_name(act), day(on(act))), on(act),
                           perhaps(act)});
  }
  bool perhaps(std::uint32_t act) const {
    return std::ranges::any_of(thread_.acts,
                               [&](const ThreadAct& one) { return one.rank == act && one.perhaps; });
  }
  bool all_perhaps(const std::vector<std::uint32_t>& acts) const {
    return !acts.empty() && std::ranges::all_of(acts, [&](std::uint32_t act) { return perhaps(act); });
  }

  /// What is not recorded did not happen, where every source vouches for it; else it is not known.
  bool vouched(EventTypeId type, Date to) const {
    return type != no_id && dossier_.seen().covered(type, on(thread_.opening), to);
  }

  void tell(ProofStep step, const ProofRound& so_far) {
    const auto before = [&](ProofStep other) -> const StepShown& {
      return so_far.steps[static_cast<std::size_t>(other)];
    };
    switch (step) {
      case ProofStep::letter:
        return letter();
      case ProofStep::presented:
        return presented(before(ProofStep::letter));
      case ProofStep::time_over:
        return time_over(before(ProofStep::letter), before(ProofStep::presented));
      case ProofStep::heard:
        return heard(before(ProofStep::letter), before(ProofStep::time_over));
      case ProofStep::opinion:
        return opinion();
      case ProofStep::decision:
        return decision();
      case ProofStep::notified:
        return notified();
      case ProofStep::cut:
        return cut();
      case ProofStep::lifted:
        return lifted();
      case ProofStep::resumed:
        return resumed(before(ProofStep::lifted));
    }
  }

  /// Not yet, or never any more.
  void to_come(std::string_view what) {
    if (closed_)
      return say(
          Proof::not_applicable,
          fmt::format("L'affaire est close depuis le {} : {} n'est plus à venir.", day(closed_on()), what));
    say(Proof::to_come, fmt::format("À venir : {}.", what));
  }

  void letter() {
    behind(acts_->letters);
    if (acts_->letters.empty()) {
      if (!acts_->proposals.empty()) {
        behind(acts_->proposals);
        return say(Proof::not_applicable,
                   fmt::format("France Travail a proposé la mesure le {} : le texte dispense alors de cette "
                               "lettre, pour ce qui est proposé et rien de plus.",
                               day(on(acts_->proposals.back()))));
      }
      if (const auto* late = decided_.known() ? nullptr : owed(words_.letter)) {
        said_by(*late);
        return say(Proof::to_come, due(*late), late->date);
      }
      if (!decided_.known())
        return to_come("la lettre qui dit les faits, la mesure envisagée et le temps de répondre");
      if (measure_ == Measure::none)
        return say(Proof::not_applicable,
                   "La décision ne retire rien à la personne : rien n'avait à être annoncé.");
      if (vouched(words_.letter, decided_))
        return say(
            Proof::lacking,
            fmt::format("La décision du {} a été prise, et aucune information préalable n'est enregistrée "
                        "dans cette affaire.",
                        day(decided_)));
      return say(
          Proof::to_prove,
          fmt::format("La décision du {} a été prise ; les sources ne répondent pas de tous les courriers : "
                      "retrouver la lettre.",
                      day(decided_)));
    }
    const auto first = acts_->letters.front();
    if (all_perhaps(acts_->letters))
      return say(Proof::to_prove,
                 "Une lettre est enregistrée, qui est peut-être d'une autre affaire : dire laquelle.",
                 on(first));
    say(Proof::done,
        acts_->letters.size() == 1
            ? fmt::format("Envoyée le {}.", day(on(first)))
            : fmt::format("Envoyée le {}, puis de nouveau {}.", day(on(first)), days_of(acts_->letters, 1)),
        on(first), on(acts_->letters.back()));
  }

  std::string days_of(const std::vector<std::uint32_t>& acts, std::size_t first) const {
    std::string text;
    for (std::size_t i = first; i < acts.size(); ++i)
      text += (i == first ? "le " : i + 1 == acts.size() ? " et le " : ", le ") + day(on(acts[i]));
    return text;
  }

  /// Of several letters, the notice that says most.
  const NoticeRead* best_notice(const std::vector<std::uint32_t>& letters) const {
    const NoticeRead* best = nullptr;
    const auto worth = [](const NoticeRead& notice) {
      return !notice.earliest.known() ? 0 : notice.earliest == notice.latest ? 2 : 1;
    };
    for (const auto letter : letters)
      if (const auto* notice = dossier_.notice(letter); notice && (!best || worth(*notice) > worth(*best)))
        best = notice;
    return best;
  }

  void behind(const NoticeRead& notice) {
    for (std::uint32_t f = 0; f < notice.fact_count; ++f) behind(evaluation().facts[notice.first_fact + f]);
  }

  /// What a notice shows of a letter that was sent.
  void received(const NoticeRead& notice, std::string_view what) {
    behind(notice);
    const auto why = std::string(reason_text(notice.reason));
    if (notice.reason == NotificationReason::address_was_signalled)
      return say(Proof::lacking, fmt::format("{} : {}.", what, why));
    if (!notice.earliest.known() && notice.reason == NotificationReason::wrong_address)
      return say(
          Proof::to_prove,
          fmt::format("{} est revenue d'une adresse que rien ne disait fausse, puis a été renvoyée : rien ne "
                      "prouve le jour où la seconde est reçue.",
                      what));
    if (!notice.earliest.known())
      return say(Proof::to_prove,
                 fmt::format("{} est partie, et rien ne prouve le jour où elle est reçue ({}).", what, why));
    if (notice.earliest != notice.latest)
      return say(Proof::to_prove,
                 fmt::format("{} compte d'un jour entre le {} et le {} ({}).", what, day(notice.earliest),
                             day(notice.latest), why),
                 notice.earliest, notice.latest);
    say(Proof::done, fmt::format("{} compte du {} ({}).", what, day(notice.earliest), why), notice.earliest);
  }

  void presented(const StepShown& letter) {
    if (letter.proof == Proof::not_applicable && closed_ && !decided_.known() && acts_->proposals.empty())
      return say(Proof::not_applicable, "La lettre n'est pas partie, et l'affaire est close.");
    if (letter.proof == Proof::not_applicable || letter.proof == Proof::to_come)
      return say(letter.proof, letter.proof == Proof::to_come ? "La lettre n'est pas partie." : letter.why);
    if (acts_->letters.empty())
      return say(letter.proof,
                 letter.proof == Proof::lacking
                     ? "Aucune lettre n'est partie : la personne n'a rien reçu avant la décision."
                     : "La lettre est à retrouver, et la preuve de sa réception avec elle.");
    const auto* notice = best_notice(acts_->letters);
    if (!notice) return say(Proof::to_prove, "La lettre est partie, et rien ne dit quand elle a été reçue.");
    received(*notice, "La lettre");
    if (letter.proof == Proof::to_prove && step_->proof == Proof::done) {
      step_->proof = Proof::to_prove;
      step_->why += " Elle est peut-être d'une autre affaire.";
    }
  }

  /// The time of the person in this round: that whose facts are its letters.
  const CompactFinding* her_time() const {
    const CompactFinding* best = nullptr;
    for (const auto f : thread_.findings) {
      const auto& finding = evaluation().findings[f];
      if (finding.nature != Nature::attente || finding.derivation == none_id) continue;
      const auto& delai =
          dossier_.program().delai(finding.procedure, evaluation().derivations[finding.derivation].delai);
      const bool of_decisions = std::ranges::any_of(delai.forbids, [&](PatternId pattern) {
        return model().patterns[pattern].type == words_.decision;
      });
      if (!of_decisions) continue;
      const auto start = evaluation().derivations[finding.derivation].start_event;
      bool of_it = rounds_.size() == 1 ||
                   (start != none_id && std::ranges::find(acts_->letters, start) != acts_->letters.end());
      for (std::uint32_t i = 0; i < finding.fact_count && !of_it; ++i)
        of_it = std::ranges::find(acts_->letters, evaluation().facts[finding.first_fact + i]) !=
                acts_->letters.end();
      if (!of_it) continue;
      if (!best || best->statut == Statut::sans_objet ||
          (finding.statut != Statut::sans_objet && best->date < finding.date))
        best = &finding;
    }
    return best;
  }

  void time_over(const StepShown& letter, const StepShown& presented) {
    if (letter.proof == Proof::not_applicable) return say(Proof::not_applicable, presented.why);
    behind(acts_->waivers);
    if (!acts_->waivers.empty() && !all_perhaps(acts_->waivers))
      return say(Proof::done,
                 fmt::format("La personne y a renoncé expressément le {}.", day(on(acts_->waivers.front()))),
                 on(acts_->waivers.front()));
    if (letter.proof == Proof::to_come)
      return say(Proof::to_come, "Il court de la réception de la lettre, qui n'est pas partie.");
    if (acts_->letters.empty())
      return say(letter.proof,
                 letter.proof == Proof::lacking
                     ? "Sans lettre, aucun temps n'a été laissé à la personne avant la décision."
                     : "Il court de la réception de la lettre, qui est à retrouver.");
    const auto* time = her_time();
    if (time && time->statut == Statut::tenue && time->date.known()) {
      said_by(*time);
      if (presented.proof == Proof::to_prove)
        return say(Proof::to_prove,
                   fmt::format("Il a pris fin le {}, si la lettre est bien celle de cette affaire.",
                               day(time->date)),
                   time->date);
      return say(Proof::done, fmt::format("Il a pris fin le {}.", day(time->date)), time->date);
    }
    if (time && time->statut == Statut::en_cours && time->date.known()) {
      said_by(*time);
      const auto last = time->date_opposable.known() ? time->date_opposable : time->date;
      return say(
          decided_.known() ? Proof::lacking : Proof::to_come,
          last != time->date
              ? fmt::format(
                    "Il court, jusqu'au {} au plus tôt et au {} au plus tard : ne décidez pas avant le {}.",
                    day(time->date), day(last), day(last + 1))
              : fmt::format("Il court jusqu'au {} : ne décidez pas avant le {}.", day(time->date),
                            day(time->date + 1)),
          time->date, last);
    }
    if (time && time->statut == Statut::incertaine) {
      said_by(*time);
      return say(Proof::to_prove,
                 "Le jour où il finit dépend de la réception de la lettre, qui n'est pas prouvée.",
                 time->date);
    }
    // Settled otherwise: the affaire went on, or was closed, before its end was looked at.
    if (time && time->date.known()) {
      said_by(*time);
      const auto until = decided_.known() ? decided_ : closed_ ? closed_on() : dossier_.asked();
      if (time->date < until && presented.proof == Proof::done)
        return say(Proof::done, fmt::format("Il a pris fin le {}.", day(time->date)), time->date);
      if (time->date < until)
        return say(Proof::to_prove,
                   fmt::format("Il aurait pris fin le {} : la réception de la lettre est à prouver.",
                               day(time->date)),
                   time->date);
    }
    if (closed_ && !decided_.known()) return to_come("le temps de la personne");
    if (presented.proof == Proof::done && presented.from.known())
      return say(Proof::to_prove,
                 fmt::format(
                     "La lettre compte du {} ; aucune règle n'en tire ici le dernier jour : le calculer avec "
                     "le temps qu'elle annonce.",
                     day(presented.from)));
    say(presented.proof == Proof::lacking ? Proof::lacking : Proof::to_prove,
        "Le jour où il finit dépend de la réception de la lettre.");
  }

  void heard(const StepShown& letter, const StepShown& time) {
    std::vector<std::uint32_t> came;
    for (const auto hearing : acts_->hearings)
      if (!said_absent(hearing)) came.push_back(hearing);
    for (const auto passed : acts_->referrals)
      if (dossier_.act(passed).type == words_.referral_passed && said_present(passed)) came.push_back(passed);
    behind(acts_->asked);
    behind(acts_->observations);
    behind(acts_->hearings);
    if (!came.empty()) {
      behind(came);
      return say(all_perhaps(came) ? Proof::to_prove : Proof::done,
                 fmt::format("Entendue le {}.", day(on(came.front()))), on(came.front()));
    }
    if (!acts_->asked.empty()) {
      const auto asked = day(on(acts_->asked.front()));
      if (!acts_->hearings.empty())
        return say(Proof::done,
                   fmt::format("Audition demandée le {}, tenue le {} en l'absence de la personne.", asked,
                               day(on(acts_->hearings.front()))),
                   on(acts_->hearings.front()));
      if (!decided_.known())
        return closed_
                   ? to_come("l'audition demandée")
                   : say(Proof::to_come,
                         fmt::format("Audition demandée le {} : la tenir, ou la refuser, avant de décider.",
                                     asked));
      return say(
          Proof::to_prove,
          fmt::format(
              "Audition demandée le {} ; rien n'enregistre qu'elle ait été tenue avant la décision du {}.",
              asked, day(decided_)));
    }
    if (!acts_->observations.empty())
      return say(
          all_perhaps(acts_->observations) ? Proof::to_prove : Proof::done,
          fmt::format("Observations de la personne reçues le {}.", day(on(acts_->observations.front()))),
          on(acts_->observations.front()));
    if (letter.proof == Proof::not_applicable) return say(Proof::not_applicable, time.why);
    if (acts_->letters.empty() && letter.proof != Proof::to_come)
      return say(letter.proof,
                 letter.proof == Proof::lacking
                     ? "Sans lettre, la personne n'a pas été invitée à répondre avant la décision."
                     : "La lettre qui l'invitait à répondre est à retrouver.");
    if (time.proof == Proof::done) {
      const auto until = decided_.known() ? decided_ : time.from;
      const bool sure = vouched(words_.hearing_asked, until) && vouched(words_.observations, until);
      return say(
          sure ? Proof::done : Proof::to_prove,
          sure
              ? "La personne a eu le temps de répondre ; elle n'a ni écrit ni demandé à être entendue."
              : "La personne a eu le temps de répondre ; aucune réponse n'est enregistrée, et les sources ne "
                "répondent pas de toutes.",
          time.to);
    }
    if (!decided_.known()) {
      if (closed_) return to_come("la réponse de la personne");
      return say(Proof::to_come, "La personne peut encore écrire ou demander à être entendue.");
    }
    say(time.proof == Proof::lacking ? Proof::lacking : Proof::to_prove,
        time.proof == Proof::lacking
            ? "La décision est venue avant que le temps laissé à la personne pour répondre soit fini."
            : "Rien ne prouve que la personne ait eu tout son temps pour répondre.");
  }

  bool said_present(std::uint32_t act) const {
    const auto value = dossier_.field(act, words_.presence);
    return value.kind == Value::Kind::boolean && value.exact() && value.lo == 1;
  }
  bool said_absent(std::uint32_t act) const {
    const auto value = dossier_.field(act, words_.presence);
    return value.kind == Value::Kind::boolean && value.exact() && value.lo == 0;
  }

  /// A removal or a suspension of 2025 does without the équipe: a suppression does not, nor what was referred
  /// to it.
  bool opinion_needed() const {
    if (!acts_->referrals.empty() || !acts_->opinions.empty()) return true;
    if (!acts_->decisions.empty() && dossier_.word(acts_->decisions.back(), words_.measure) == "suppression")
      return true;
    for (const auto act : acts_->letters)
      if (dossier_.word(act, words_.measure) == "suppression") return true;
    if (number_ == 0 && dossier_.act(thread_.opening).type == words_.referral) return true;
    return decided_.known() && decided_ < words_.opinion_for_suppressions_since();
  }

  void opinion() {
    behind(acts_->referrals);
    behind(acts_->opinions);
    if (!acts_->opinions.empty())
      return say(all_perhaps(acts_->opinions) ? Proof::to_prove : Proof::done,
                 fmt::format("Avis rendu le {}.", day(on(acts_->opinions.front()))),
                 on(acts_->opinions.front()));
    // Deemed given: the day is that of a term of its procédure.
    const auto until = decided_.known() ? decided_ : dossier_.asked() + 1;
    for (const auto f : thread_.findings) {
      const auto& compact = evaluation().findings[f];
      if (compact.nature != Nature::terme || !deems_the_opinion_given(dossier_.findings()[f].code)) continue;
      if (compact.bound != Bound::none || !compact.date.known() || compact.date >= until ||
          (acts_->begins.known() && compact.date < acts_->begins))
        continue;
      said_by(compact);
      return say(Proof::done,
                 fmt::format("Avis réputé rendu à la fin du {} : l'équipe s'est tue.", day(compact.date)),
                 compact.date);
    }
    if (!opinion_needed())
      return say(Proof::not_applicable,
                 "L'équipe n'est consultée que pour une suppression (ou une amende) depuis le 1er juin 2025 ;"
                 " rien ici n'en "
                 "annonce une.");
    if (!decided_.known()) {
      if (!closed_ && !acts_->referrals.empty())
        return say(Proof::to_come, fmt::format("L'équipe est saisie depuis le {} ; l'avis est attendu.",
                                               day(on(acts_->referrals.front()))));
      return to_come("l'avis de l'équipe");
    }
    if (measure_ == Measure::none)
      return say(Proof::not_applicable,
                 "La décision ne retire rien à la personne : l'avis qui manque ne lui nuit pas.");
    say(Proof::to_prove, fmt::format("Aucun avis n'est enregistré avant la décision du {}.", day(decided_)));
  }

  void decision() {
    behind(acts_->decisions);
    if (acts_->decisions.empty()) {
      if (!acts_->cancelled.empty() && !closed_) {
        const auto last = acts_->cancelled.back();
        behind(last);
        return say(Proof::to_come,
                   fmt::format("La décision du {} a été annulée ou retirée : elle n'a jamais compté.",
                               day(on(last))));
      }
      if (!acts_->cuts.empty()) {
        if (vouched(words_.decision, on(acts_->cuts.front())))
          return say(
              Proof::lacking,
              fmt::format(
                  "Le versement est coupé ou réduit depuis le {}, et aucune décision n'est enregistrée.",
                  day(on(acts_->cuts.front()))));
        return say(Proof::to_prove,
                   "Le versement est coupé ou réduit : retrouver la décision que la caisse applique.");
      }
      if (const auto* late = owed(words_.decision); late && !closed_) {
        said_by(*late);
        return say(Proof::to_come, due(*late), late->date);
      }
      return to_come("la décision");
    }
    const auto last = acts_->decisions.back();
    if (all_perhaps(acts_->decisions))
      return say(Proof::to_prove,
                 "Une décision est enregistrée, qui est peut-être d'une autre affaire : dire laquelle.",
                 on(last));
    if (measure_ == Measure::unknown)
      return say(Proof::to_prove, fmt::format("Décision du {} : la mesure n'est pas dite.", day(on(last))),
                 on(last));
    say(Proof::done, fmt::format("Décision du {} : {}.", day(on(last)), measure_told(dossier_, words_, last)),
        on(last));
  }

  void notified() {
    if (acts_->decisions.empty()) return to_come("la notification de la décision");
    const auto last = acts_->decisions.back();
    const auto* notice = dossier_.notice(last);
    // The letter that carried it is read by the engine; those of the affaire stand behind it.
    if (notice && notice->letter != none_id) {
      received(*notice, "La lettre qui porte la décision");
      return;
    }
    if (!acts_->notifying.empty()) {
      const auto* one = best_notice(acts_->notifying);
      if (one) return received(*one, "La lettre qui porte la décision");
      behind(acts_->notifying);
      return say(Proof::to_prove, "La lettre est partie, et rien ne dit quand elle a été reçue.");
    }
    if (measure_ == Measure::none && closed_)
      return say(Proof::to_prove, "Aucune lettre qui porte la décision n'est enregistrée.");
    if (!acts_->cuts.empty() && vouched(words_.letter, on(acts_->cuts.front())))
      return say(Proof::lacking, fmt::format("Le versement est coupé ou réduit depuis le {}, et aucune "
                                             "lettre ne porte la décision à la personne.",
                                             day(on(acts_->cuts.front()))));
    if (!acts_->cuts.empty() || closed_)
      return say(Proof::to_prove,
                 "Aucune lettre qui porte la décision n'est enregistrée : retrouver celle qui est partie.");
    if (const auto* late = owed(words_.letter)) {
      said_by(*late);
      return say(Proof::to_come, due(*late), late->date);
    }
    say(Proof::to_come, "La décision n'est pas encore envoyée à la personne.");
  }

  void cut() {
    behind(acts_->cuts);
    if (measure_ == Measure::none || measure_ == Measure::removal || measure_ == Measure::fine)
      return say(Proof::not_applicable, measure_ == Measure::none
                                            ? "La décision ne retire rien à la personne."
                                            : "Cette décision ne suspend pas un versement.");
    if (!acts_->cuts.empty())
      return say(Proof::done,
                 fmt::format("La caisse dit le versement {} depuis le {}.",
                             dossier_.act(acts_->cuts.front()).type == words_.cut ? "suspendu" : "réduit",
                             day(cut_day(acts_->cuts.front()))),
                 cut_day(acts_->cuts.front()));
    if (acts_->decisions.empty()) return to_come("une coupure");
    const auto span = span_of(dossier_, words_, acts_->decisions.back());
    if (!span.first.known())
      return say(Proof::to_prove,
                 "Le jour où la mesure commence n'est pas dit, et rien ne la montre appliquée.");
    if (dossier_.asked() < span.first)
      return closed_
                 ? to_come("la coupure")
                 : say(Proof::to_come, fmt::format("La mesure commence le {}.", day(span.first)), span.first);
    if (!closed_ && span.last.known() && dossier_.asked() <= span.last)
      return say(Proof::to_come,
                 fmt::format("La mesure court depuis le {} ; aucun flux reçu ne la montre encore appliquée.",
                             day(span.first)),
                 span.first);
    say(Proof::to_prove, "Aucun flux reçu ne montre que la caisse ait appliqué la mesure.");
  }

  Date cut_day(std::uint32_t act) const {
    const auto value = dossier_.field(act, words_.effect);
    if (value.kind == Value::Kind::date && value.exact()) return value.earliest();
    return dossier_.act(act).from.known() ? dossier_.act(act).from : on(act);
  }

  void lifted() {
    behind(acts_->lifts);
    if (measure_ == Measure::none || measure_ == Measure::removal || measure_ == Measure::fine)
      return say(Proof::not_applicable, measure_ == Measure::none
                                            ? "La décision ne retire rien à la personne."
                                            : "Cette décision ne suspend pas un versement.");
    if (!acts_->lifts.empty()) {
      const auto first = acts_->lifts.front();
      const auto value = dossier_.field(first, words_.effect);
      const auto from = value.kind == Value::Kind::date && value.exact() ? value.earliest() : on(first);
      return say(all_perhaps(acts_->lifts) ? Proof::to_prove : Proof::done,
                 from == on(first) ? fmt::format("Levée le {}.", day(on(first)))
                                   : fmt::format("Levée le {}, avec effet au {}.", day(on(first)), day(from)),
                 from);
    }
    if (acts_->decisions.empty()) {
      if (!acts_->cuts.empty() && !acts_->cancelled.empty())
        return say(Proof::not_applicable,
                   "La décision annulée n'a jamais compté : il n'y a pas de mesure à lever, le versement est "
                   "à reprendre.");
      return to_come("la fin d'une mesure");
    }
    const auto span = span_of(dossier_, words_, acts_->decisions.back());
    if (const auto* late = owed(words_.lift); late && !closed_) {
      said_by(*late);
      return say(late->statut == Statut::depassee ? Proof::lacking : Proof::to_come, due(*late), late->date);
    }
    if (!span.last.known())
      return closed_ ? to_come("la levée")
                     : say(Proof::to_prove,
                           "La durée de la mesure n'est pas dite : rien ne dit quand elle finit.");
    if (span.last < dossier_.asked())
      return say(Proof::done,
                 fmt::format("La mesure a pris fin d'elle-même à son terme, le {}.", day(span.last)),
                 span.last);
    if (closed_) return to_come("la levée");
    say(Proof::to_come,
        fmt::format("La mesure finit d'elle-même le {}, ou avant si elle est levée.", day(span.last)),
        span.last);
  }

  void resumed(const StepShown& lifted) {
    behind(acts_->resumptions);
    if (measure_ == Measure::none || measure_ == Measure::removal || measure_ == Measure::fine)
      return say(Proof::not_applicable, measure_ == Measure::none
                                            ? "La décision ne retire rien à la personne."
                                            : "Cette décision ne suspend pas un versement.");
    if (!acts_->resumptions.empty())
      return say(
          Proof::done,
          fmt::format("La caisse dit le versement repris le {}.", day(cut_day(acts_->resumptions.front()))),
          cut_day(acts_->resumptions.front()));
    if (const auto* late = owed(words_.resumption); late && last_) {
      said_by(*late);
      return say(late->statut == Statut::depassee                                    ? Proof::lacking
                 : late->statut == Statut::a_venir || late->statut == Statut::proche ? Proof::to_come
                                                                                     : Proof::to_prove,
                 due(*late), late->date);
    }
    // A reduction that says its own end says that the whole is paid after it.
    for (const auto act : acts_->cuts)
      if (const auto to = dossier_.act(act).to;
          dossier_.act(act).type == words_.reduction && to.known() && to < dossier_.asked()) {
        behind(act);
        return say(Proof::done, fmt::format("La caisse a dit la réduction finie le {}.", day(to)), to);
      }
    if (lifted.proof == Proof::done)
      return acts_->cuts.empty()
                 ? say(Proof::to_prove, "Rien ne montre que le versement ait été coupé, ni qu'il ait repris.")
                 : say(closed_ ? Proof::to_prove : Proof::to_come,
                       "La mesure est finie ; aucun flux reçu ne montre encore le versement repris.");
    to_come("la reprise du versement");
  }

  // --- what the findings say ---

  /// An échéance of the affaire, still open, that such an act alone keeps.
  const CompactFinding* owed(EventTypeId type) const {
    const CompactFinding* found = nullptr;
    if (!last_ || type == no_id) return nullptr;
    for (const auto f : thread_.findings) {
      const auto& finding = evaluation().findings[f];
      if (finding.nature != Nature::echeance || finding.derivation == none_id || dossier_.findings()[f].close)
        continue;
      if (finding.statut == Statut::tenue || finding.statut == Statut::tenue_en_retard ||
          finding.statut == Statut::sans_objet)
        continue;
      const auto& delai =
          dossier_.program().delai(finding.procedure, evaluation().derivations[finding.derivation].delai);
      if (delai.kept_by.empty()) continue;
      if (!std::ranges::all_of(delai.kept_by, [&](PatternId p) { return model().patterns[p].type == type; }))
        continue;
      if (!found || finding.statut == Statut::depassee) found = &finding;
    }
    return found;
  }

  std::string due(const CompactFinding& finding) const {
    const auto f = static_cast<std::size_t>(&finding - evaluation().findings.data());
    const auto& shown = dossier_.findings()[f];
    auto text = shown.libelle;
    if (!shown.date.empty())
      text += (finding.bound == Bound::none ? " : à faire pour le " : " : ") + shown_day(shown);
    if (finding.statut == Statut::depassee && finding.date.known())
      text += fmt::format(", en retard de {} jour{}", days_between(finding.date, dossier_.asked()),
                          days_between(finding.date, dossier_.asked()) > 1 ? "s" : "");
    if (finding.internal_target) text += fmt::format(" ({})", internal_target_word);
    return text + ".";
  }

  void said_by(const CompactFinding& finding) {
    const auto f = static_cast<std::size_t>(&finding - evaluation().findings.data());
    const auto& shown = dossier_.findings()[f];
    step_->findings.push_back(shown.id);
    add_basis(shown.fondement);
  }

  void add_basis(const std::vector<Reference>& basis) {
    for (const auto& one : basis)
      if (std::ranges::find(step_->basis, one.ref, &Reference::ref) == step_->basis.end())
        step_->basis.push_back(one);
  }

  /// An irregularity of the rules stands before what the acts would show; a doubt of theirs leaves no step
  /// done.
  void accuse() {
    std::string wrong, doubtful;
    for (const auto f : thread_.findings) {
      const auto& compact = evaluation().findings[f];
      const bool fault = compact.nature == Nature::irregularite;
      const auto judged = judged_act(evaluation(), compact);
      if (!fault && (compact.nature != Nature::donnee_manquante || judged == none_id)) continue;
      const auto& finding = dossier_.findings()[f];
      auto step = accused_step(finding.libelle);
      const auto type = judged == none_id ? no_id : dossier_.act(judged).type;
      if (!step && type != no_id) {
        if (type == words_.decision) step = ProofStep::decision;
        if (type == words_.lift) step = ProofStep::lifted;
      }
      if (step != step_->step || round_of(judged) != number_) continue;
      // What is only minor is said elsewhere.
      if (fault && compact.severity < Severity::major) continue;
      // Titled by the fact alone, it asks, and doubts of no requirement.
      if (!fault && !accused_step(finding.libelle) && !(compact.label && !compact.label->empty())) continue;
      step_->findings.push_back(finding.id);
      add_basis(finding.fondement);
      auto& text = fault ? wrong : doubtful;
      if (text.find(finding.libelle) == std::string::npos)
        text += (text.empty() ? "" : " ; ") + finding.libelle;
    }
    if (!wrong.empty()) {
      step_->proof = Proof::lacking;
      step_->why = wrong + ".";
    } else if (!doubtful.empty() && step_->proof != Proof::lacking) {
      step_->proof = Proof::to_prove;
      step_->why = "À vérifier : " + doubtful + ".";
    }
  }

  /// The articles of the rule that speaks of the step: national before local, the law before what a service
  /// aims at.
  void found_basis() {
    if (!step_->basis.empty()) return;
    RuleId found = none_id;
    int worth = 0;
    const auto consider = [&](RuleId rule, int its) {
      const auto& info = model().rules[rule];
      if (info.basis.empty()) return;
      if (model().modules[info.module].national) its += 8;
      if (info.internal_target) its -= 6;
      if (its > worth) found = rule, worth = its;
    };
    const auto type = act_of(step_->step);
    const auto is_of = [&](PatternId pattern) { return model().patterns[pattern].type == type; };
    const bool of_her_time = step_->step <= ProofStep::heard;
    for (const auto i : thread_.instances) {
      const auto& procedure = model().procedures[evaluation().instances[i].procedure];
      const auto about = [&](const Clause& clause) {
        if (!of_her_time && clause.kind == ClauseKind::on_event && is_of(clause.pattern))
          consider(clause.rule, 2);
      };
      for (const auto& delai : procedure.delais)
        if (of_her_time ? facts_of(delai.kind).course == DelaiCourse::reserved
                        : step_->step != ProofStep::notified && std::ranges::any_of(delai.kept_by, is_of))
          consider(delai.rule, 4);
      for (const auto& state : procedure.states) std::ranges::for_each(state.clauses, about);
      std::ranges::for_each(procedure.from_any, about);
    }
    const auto ruled_on = decided_.known() ? decided_ : dossier_.asked();
    for (const auto& control : model().controls)
      if (dossier_.program().in_force(control.rule, ruled_on) &&
          std::ranges::any_of(control.if_broken,
                              [&](const Action& said) { return accused_step(said.label) == step_->step; }))
        consider(control.rule, of_her_time ? 1 : 3);
    if (found == none_id) return;
    for (const auto& basis : model().rules[found].basis) step_->basis.push_back({basis.text, basis.verified});
  }

  EventTypeId act_of(ProofStep step) const {
    switch (step) {
      case ProofStep::opinion:
        return words_.opinion;
      case ProofStep::decision:
        return words_.decision;
      case ProofStep::cut:
        return words_.cut;
      case ProofStep::lifted:
        return words_.lift;
      case ProofStep::resumed:
        return words_.resumption;
      default:
        return words_.letter;
    }
  }

  const DossierRead& dossier_;
  const Thread& thread_;
  SanctionWords words_;
  std::vector<RoundActs> rounds_;
  std::vector<std::uint32_t> passed_;
  // The round, and the step, at hand.
  std::size_t number_ = 0;
  RoundActs at_hand_;
  const RoundActs* acts_ = nullptr;
  StepShown* step_ = nullptr;
  bool last_ = false, closed_ = false;
  Measure measure_ = Measure::unknown;
  Date decided_;
};

}  // namespace

std::string_view proof_sign(Proof proof) {
  constexpr std::string_view signs[] = {"●", "◐", "○", "✕", "–"};
  return signs[static_cast<std::size_t>(proof)];
}

std::string_view proof_word(Proof proof) {
  constexpr std::string_view words[] = {"fait", "à prouver", "à venir", "manque", "sans objet"};
  return words[static_cast<std::size_t>(proof)];
}

std::string ProofStrip::signs() const {
  std::string text;
  for (const auto& step : now().steps) text += proof_sign(step.proof);
  return text;
}

ProofStrip proof_strip(const DossierRead& dossier, const Thread& thread) {
  return Strip(dossier, thread).shown();
}

}  // namespace filrouge::serveur
