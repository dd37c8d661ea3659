#include "engine/core/explain/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/core/calendar/notification.hpp"
#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/explain/arithmetic.hpp"
#include "engine/core/text/opened_name.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge {
namespace {

std::string capitalised(std::string_view text) {
  std::string capital(text);
  // « à », « é »: the two that begin French labels.
  if (capital.starts_with("é") || capital.starts_with("à"))
    capital.replace(0, 2, capital.starts_with("é") ? "É" : "À");
  else if (!capital.empty() && capital.front() >= 'a' && capital.front() <= 'z')
    capital.front() = static_cast<char>(capital.front() - 'a' + 'A');
  return capital;
}

/// « 4 000 actes, dont 3 900 « Courrier envoyé » ».
std::string what_it_holds(const Program& program, const Journal& journal) {
  std::map<EventTypeId, std::uint64_t> counts;
  for (const auto& event : journal.events) ++counts[event.type];
  counts.erase(no_id);
  auto text = filrouge::counted(journal.events.size(), "acte", "actes");
  const auto most = std::ranges::max_element(counts, {}, [](const auto& of) { return of.second; });
  if (most != counts.end())
    text += fmt::format(
        ", dont {} « {} »", most->second,
        plain_name(program, program.model.text(program.model.vocabulary.events[most->first].name)));
  return text;
}

/// « 10 000 000 ».
std::string by_thousands(std::uint64_t number) {
  auto text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), "\u202f");
  return text;
}

std::string cost_sentence(const Program& program, const Journal& journal, const Cost& cost) {
  auto text = fmt::format(
      "L'évaluation de ce dossier a été arrêtée à {} pas de calcul, tous ceux qui lui étaient permis : rien "
      "n'est "
      "dit de lui, ni échéance, ni irrégularité, ni rien à faire. Il tient {}.",
      by_thousands(cost.steps), what_it_holds(program, journal));
  if (cost.costliest != none_id) {
    const auto& rule = program.rule(cost.costliest);
    text += fmt::format(" {} % des pas sont pour « {} » ({}, ligne {}).",
                        cost.of_the_costliest * 100 / std::max<std::uint64_t>(cost.steps, 1), rule.code,
                        rule.file, rule.line);
  }
  return text +
         " Suivez-le à la main et signalez-le à qui tient les règles ; « --budget » permet plus de pas.";
}

/// Who gave itself that day, and that it is nobody's duty.
std::string target_set(const Program& program, const Derivation& dates) {
  const auto& length = program.model.exprs[program.delai(dates.procedure, dates.delai).length];
  const auto& value = program.model.parameters[length.data].values[dates.target];
  return fmt::format(
      " Dès que possible : aucun texte ne donne de jour ; celui-ci est un objectif{} (« {} »), "
      "sans effet contre la personne.",
      value.territoire.empty() ? value.departement.empty() ? "" : " du Département"
                               : " du territoire « " + value.territoire + " »",
      value.source);
}

/// Why a key of an act names nothing: nobody bears it, or only acts of another kind, system or person.
std::string names_nothing(const Program& program, const Journal& journal, Date known,
                          const JournalEvent* told, Symbol key) {
  const auto& vocabulary = program.model.vocabulary;
  const auto written = journal.text(key);
  std::string of_another;
  // Whatever the order of the lines of the dossier, the same one is spoken of.
  std::vector<const JournalEvent*> bearers;
  for (const auto& act : journal.events)
    if (&act != told && act.known <= known && (act.id == key || act.reference == key))
      bearers.push_back(&act);
  std::ranges::sort(bearers, {},
                    [&](const JournalEvent* act) { return std::pair(act->on, journal.text(act->id)); });
  for (const auto* bearer : bearers) {
    const auto& act = *bearer;
    const bool never_was = std::ranges::any_of(journal.corrections, [&](const JournalCorrection& correction) {
      return correction.cancels && correction.target == act.id && correction.known <= known;
    });
    if (never_was) continue;
    if (act.reference == key) of_another = " pour cette personne";
    if (!told) continue;
    if (told->source && act.source && told->source != act.source)
      return fmt::format(
          ", du système « {} », renvoie à « {} », qui est un acte du système « {} » : un identifiant ou un "
          "numéro ne vaut que dans son système, rien n'est cité.",
          journal.text(told->source), written, journal.text(act.source));
    for (std::uint32_t r = 0; r < told->reference_count; ++r) {
      const auto& reference = journal.references[told->first_reference + r];
      if (reference.target != key || reference.label == no_id) continue;
      const auto& label = vocabulary.labels[reference.label];
      if (label.names(act.type) || act.type == no_id) continue;
      std::vector<std::string> kinds;
      for (const auto type : label.types)
        kinds.push_back(plain_name(program, program.model.text(vocabulary.events[type].name)));
      return fmt::format(
          " renvoie à « {} » comme {} ; c'est un acte d'une autre nature ({}, et non {}) : rien "
          "n'est cité.",
          written, opened_name(program.model.text(label.name)),
          plain_name(program, program.model.text(vocabulary.events[act.type].name)), listed(kinds, " ou "));
    }
  }
  return fmt::format(" renvoie à « {} », que le dossier ne connaît pas{}.", written, of_another);
}

/// « pas avant le », of what may be done until then, would be read as its contrary.
std::string until(std::string_view day, std::string_view bound) {
  return fmt::format("jusqu'au {}{}", day,
                     bound == bound_name(Bound::not_before)  ? " au moins"
                     : bound == bound_name(Bound::not_after) ? " au plus"
                                                             : "");
}

class Prose {
 public:
  Prose(ActNames& acts, const Journal& journal, const Evaluation& evaluation, const CompactFinding& finding,
        std::string& text)
      : acts_(acts),
        program_(acts.program()),
        journal_(journal),
        evaluation_(evaluation),
        finding_(finding),
        text_(text) {}

  void tell() {
    if (finding_.stopped) return circle();
    if (finding_.too_costly) return add(cost_sentence(program_, journal_, evaluation_.cost));
    if (finding_.faculty) return faculty();
    const auto& nature = facts_of(finding_.nature);
    switch (nature.telling) {
      case Telling::state:
        return state();
      case Telling::deadline:
        return deadline();
      case Telling::waiting:
        return waiting();
      case Telling::day:
        return day(nature);
      case Telling::acts:
      case Telling::proposal:
        return acts_or_proposal(nature);
      case Telling::act:
        return act(nature);
      case Telling::review:
        acts();
        return add(nature.told);
    }
  }

 private:
  template <typename... Texts>
  void add(const Texts&... texts) {
    append(text_, texts...);
  }
  void add_day(Date day) { append_french_date(day, text_); }
  void add_moment() {
    add_day(finding_.date);
    if (finding_.minute < minutes_in_a_day) add(" à ", french_time(finding_.minute));
  }
  void add_event(std::uint32_t rank) { acts_.append(journal_, rank, text_); }
  void add_missing(std::string_view before) {
    for (std::uint32_t i = 0; i < finding_.missing_count; ++i)
      add(i ? ", " : before,
          plain_name(program_, journal_.text(evaluation_.missing[finding_.first_missing + i])));
  }
  void add_counted() { append_counted(acts_, journal_, dates(), text_); }

  const Derivation& dates() const { return evaluation_.derivations[finding_.derivation]; }
  std::uint32_t fact(std::uint32_t i) const { return evaluation_.facts[finding_.first_fact + i]; }
  Date last_day_told() const {
    return finding_.date_opposable.known() ? finding_.date_opposable : finding_.date;
  }
  bool at_a_time() const { return finding_.minute < minutes_in_a_day; }

  void circle() {
    const auto& rule = program_.rule(finding_.rule);
    add("Le ");
    add_day(finding_.date);
    add(", ses règles se sont renvoyé ce dossier cent fois de suite : elle reste dans l'état où elle était "
        "et "
        "ne reçoit plus rien ; les autres procédures continuent. Suivez-la à la main, et signalez ",
        rule.file, ", ligne ", std::to_string(rule.line), ", à qui tient les règles.");
  }

  void state() {
    add("Dans cet état depuis le ");
    add_day(finding_.date);
    if (finding_.fact_count) {
      add(", par ");
      add_event(fact(0));
    }
    if (finding_.statut == Statut::incertaine) add(" ; un fait manque pour en être sûr");
    const auto& it = evaluation_.instances[finding_.instance];
    if (const auto why = hand_over(program_, journal_, evaluation_, it); !why.empty()) {
      add(" (« ", shown(*finding_.label), " ») ; le ");
      add_day(it.closed);
      return add(", ", why, ".");
    }
    if (finding_.statut == Statut::sans_objet) {
      add(" ; close le ");
      add_day(it.closed);
    }
    add(".");
  }

  /// Does an act, on the very day of an end in hours, lack its own time?
  bool waits_for_a_time() const {
    if (!in_hours(program_, dates())) return false;
    for (std::uint32_t i = 0; i < finding_.missing_count; ++i)
      if (journal_.text(evaluation_.missing[finding_.first_missing + i]) ==
          program_.model.vocabulary.field_name(time_field))
        return true;
    return false;
  }

  void add_due() {
    if (finding_.bound != Bound::none) {
      add(bound_for_people(bound_name(finding_.bound)), " le ");
      return add_day(finding_.date);
    }
    add("due le ");
    add_moment();
    if (!finding_.date_opposable.known()) return;
    add(" au plus tôt, le ");
    add_day(finding_.date_opposable);
    add(" au plus tard");
  }

  void add_undecided() {
    add(finding_.bound != Bound::none     ? " ; on ne conclut pas"
        : finding_.date_opposable.known() ? " ; entre les deux, on ne conclut pas"
                                          : " ; on ne conclut pas : un fait ou le texte reste à vérifier");
  }

  void deadline() {
    if (lacks_time(program_, dates())) {
      add_counted();
      return add(" : personne n'a dit l'heure de cet acte ; à vérifier sur pièces, rien ne court ici.");
    }
    if (!finding_.date.known()) {
      add("Le point de départ n'est pas connu");
      add_missing(" ; il manque : ");
      if (const auto why = dates().notification) add(" (", reason_text(*why), ")");
      return add(" : rien ne court tant qu'il manque.");
    }
    add_counted();
    add(" : ");
    add_due();
    if (finding_.bound != Bound::none) add_missing(" ; il manque : ");
    if (finding_.statut == Statut::incertaine) {
      if (waits_for_a_time())
        add(" ; de l'acte qui la tient ce jour-là, personne n'a dit l'heure : à vérifier sur pièces");
      else
        add_undecided();
    } else if (at_a_time() && finding_.statut == Statut::depassee) {
      add(", en retard depuis");
    } else if (const auto* statut = facts_of(finding_.statut)) {
      add_outcome(statut->due);
    }
    add(".");
    if (dates().target != none_id) add(target_set(program_, dates()));
  }

  /// « , en retard depuis le {} »: « 3 » of the month just named, else the whole date.
  void add_outcome(std::string_view due) {
    const auto blank = due.find("{}");
    add(due.substr(0, blank));
    if (blank == std::string_view::npos) return;
    const auto limit = last_day_told();
    const auto named = civil_day(limit), after = civil_day(limit + 1);
    if (named.month != after.month)
      add_day(limit + 1);
    else
      add(std::to_string(after.day));
    add(due.substr(blank + 2));
  }

  void waiting() {
    if (!finding_.date.known() || finding_.bound != Bound::none) {
      deadline();
      if (finding_.statut != Statut::en_cours) return;
      add(" Ne décidez pas avant le ");
      add_day(finding_.date + 1);
      return add(".");
    }
    add_counted();
    add(" : ce temps appartient à la personne jusqu'au ");
    add_moment();
    if (finding_.date_opposable.known()) {
      add(", peut-être jusqu'au ");
      add_day(finding_.date_opposable);
    }
    if (finding_.statut == Statut::en_cours) {
      add(" ; ne décidez pas avant");
      if (!at_a_time()) {
        add(" le ");
        add_day(last_day_told() + 1);
      }
    }
    add(".");
  }

  void day(const NatureFacts& nature) {
    if (!finding_.date.known() || finding_.bound != Bound::none) return deadline();
    add_counted();
    const bool missed = nature.family == NatureFamily::recurrence && finding_.statut == Statut::depassee;
    add(" : ", missed ? "attendue au plus tard le" : at_a_time() ? "finit le" : nature.told, " ");
    add_moment();
    add(".");
  }

  /// Until when it may be done, or might have been; what came of it reproaches nobody.
  void faculty() {
    if (!finding_.date.known()) return deadline();
    const auto last = last_day_told();
    const bool past =
        finding_.statut == Statut::tenue || finding_.statut == Statut::sans_objet ||
        (finding_.statut == Statut::incertaine && finding_.bound == Bound::none && evaluation_.asked > last);
    const auto& delai = program_.delai(dates().procedure, dates().delai);
    const auto who = delai.is_hers()       ? std::string("la personne")
                     : delai.role == no_id ? std::string()
                                           : shown(program_.model.roles[delai.role].label);
    add_counted();
    add(" : ", who.empty() ? "cela" : who, past ? " pouvait " : " peut ",
        who.empty() ? "être fait" : "le faire", " ",
        until(french_moment(french_date(finding_.date), finding_.minute), bound_name(finding_.bound)));
    if (finding_.date_opposable.known()) {
      add(", peut-être jusqu'au ");
      add_day(finding_.date_opposable);
    }
    if (finding_.bound != Bound::none) add_missing(" ; il manque : ");
    if (finding_.statut == Statut::incertaine)
      add_undecided();
    else if (finding_.statut == Statut::tenue)
      add(" ; l'acte est venu à temps");
    else if (finding_.statut == Statut::sans_objet)
      add(evaluation_.asked > last ? " ; ce temps est passé" : " ; sans objet");
    add(".");
  }

  /// « D'après … ; il manque : … . »; nothing where there is neither.
  void acts() {
    const auto before = text_.size();
    for (std::uint32_t i = 0; i < finding_.fact_count && i < 3; ++i) {
      add(i == 0 ? "D'après " : ", ");
      add_event(fact(i));
    }
    add_missing(finding_.fact_count ? " ; il manque : " : "Il manque : ");
    if (text_.size() != before) add(".");
  }

  void acts_or_proposal(const NatureFacts& nature) {
    if (finding_.rule == none_id && finding_.person >= 0 && finding_.detail)
      return add("Le rôle « ", journal_.text(finding_.detail),
                 " » ne dit pas si cette personne a des obligations : rien n'est suivi pour elle. Écrivez "
                 "demandeur, conjoint, enfant ou autre.");
    const auto before = text_.size();
    if (finding_.derivation != none_id && dates().end.known()) {
      add(arithmetic(acts_, journal_, dates()));
      if (waits_for_a_time()) add(" De l'acte de ce jour, personne n'a dit l'heure : à vérifier sur pièces.");
    } else {
      acts();
    }
    if (nature.telling == Telling::proposal) {
      for (std::uint32_t i = 0; i < finding_.bound_count; ++i) {
        const auto& bound = evaluation_.bounds[finding_.first_bound + i];
        add(" ", capitalised(plain_name(program_, program_.model.text(bound.name))), " : ",
            bound.value.known() ? plain_value(program_, journal_, bound.value)
                                : std::string("borne légale non lue"),
            ".");
      }
      const std::string_view decider = finding_.decider == no_id
                                           ? std::string_view("l'autorité compétente")
                                           : program_.model.roles[finding_.decider].label;
      add(text_.size() == before ? "" : " ", "Ce n'est qu'une proposition : ", decider,
          " apprécie et décide.");
    }
    const auto since = finding_.since.known() ? finding_.since : finding_.date;
    if (text_.size() != before || !since.known()) return;
    add(finding_.nature == Nature::irregularite ? "Constaté" : "À faire", " depuis le ");
    add_day(since);
    add(".");
  }

  void act(const NatureFacts& nature) {
    if (finding_.cause.act != none_id)
      add_event(finding_.cause.act);
    else
      add("Un événement");
    if (finding_.doubt != Doubt::none) return doubt();
    if (nature.family != NatureFamily::lack || !finding_.detail) return add(nature.told);
    const auto* told = finding_.cause.act == none_id ? nullptr : &journal_.events[finding_.cause.act];
    add(names_nothing(program_, journal_, evaluation_.known, told, finding_.detail));
  }

  /// What is not known of the act, and what to write.
  void doubt() {
    std::string others;
    for (std::uint32_t i = 0; i < finding_.fact_count; ++i)
      if (fact(i) != finding_.cause.act)
        append(others, others.empty() ? "" : ", ", event_phrase(program_, journal_, fact(i)));
    switch (finding_.doubt) {
      case Doubt::whose:
        return add(" ne dit pas de qui du foyer il est : il n'a fait avancer personne. Écrivez la personne.");
      case Doubt::affaire:
        return add(" peut être de plusieurs affaires : ", others,
                   ". Il reste inconnu dans chacune, et n'y fait rien avancer. Écrivez à laquelle il se "
                   "rapporte.");
      case Doubt::twice:
        return add(" répète ", others,
                   ", déjà écrit : il ne compte qu'une fois. Retirez-le, ou écrivez ce qui le distingue.");
      case Doubt::letter:
        return add(" peut être de plusieurs courriers : il n'en notifie aucun. Écrivez duquel il s'agit.");
      case Doubt::over:
        return add(
            " pèse sur la personne et ne se rattache qu'à ce qui est clos : aucune procédure ne le suit "
            "plus. Dites ce qui le fonde, ou ouvrez l'affaire dont il est.");
      case Doubt::no_letter:
        return add(
            " n'est d'aucun courrier connu : il ne notifie rien. Écrivez le courrier, ou duquel il s'agit.");
      case Doubt::none:
        return;
    }
  }

  ActNames& acts_;
  const Program& program_;
  const Journal& journal_;
  const Evaluation& evaluation_;
  const CompactFinding& finding_;
  std::string& text_;
};

}  // namespace

std::string hand_over(const Program& program, const Journal& journal, const Evaluation& evaluation,
                      const Instance& instance) {
  if (!instance.closed.known()) return {};
  const auto& module =
      program.model.modules[program.rule(program.model.procedures[instance.procedure].rule).module];
  const auto there = journal.departement_on(instance.closed, evaluation.known);
  if (program.applies(module, there)) return {};
  return fmt::format(
      "le dossier est passé au département {} ; ce que suivaient les règles du {} est à transmettre", there,
      module.departement);
}

std::string_view kind_shown(const Finding& finding) {
  if (finding.objectif_interne && finding.nature == nature_name(Nature::echeance))
    return internal_target_word;
  return finding.faculte ? facts_of(DelaiKind::faculty).word : nature_for_people(finding.nature);
}

std::string shown_day(const Finding& finding) {
  const auto minutes = parse_time_of_day(finding.heure).value_or(minutes_in_a_day);
  const auto moment = french_moment(people_date(finding.date), minutes);
  if (finding.faculte) return until(moment, finding.borne);
  return finding.borne.empty()
             ? moment
             : fmt::format("{} le {}", bound_for_people(finding.borne), people_date(finding.date));
}

std::string plain_name(const Program& program, std::string_view name) {
  return program.model.vocabulary.told(name);
}

std::string shown(const std::string& label) {
  return label.find(' ') != std::string::npos ? label : capitalised(opened_name(label));
}

std::string role_shown(const Model& model, std::string_view name) {
  for (const auto& role : model.roles)
    if (model.text(role.name) == name) return shown(role.label);
  return shown(std::string(name));
}

std::string institution_shown(const Model& model, std::string_view name) {
  return shown(model.vocabulary.told_word(name));
}

std::string plain_value(const Program& program, const Journal& journal, const Value& value) {
  switch (value.kind) {
    case Value::Kind::unknown:
      return "inconnu";
    case Value::Kind::null:
      return "rien";
    case Value::Kind::symbol:
      return program.model.vocabulary.told_word(journal.text(static_cast<Symbol>(value.lo)));
    case Value::Kind::event:
      return event_phrase(program, journal, static_cast<std::uint32_t>(value.lo));
    default:
      break;
  }
  return plain_span(value);
}

void append_sentence(ActNames& acts, const Journal& journal, const Evaluation& evaluation,
                     const CompactFinding& finding, std::string& text) {
  Prose(acts, journal, evaluation, finding, text).tell();
}

}  // namespace filrouge
