#include "engine/core/explain/sentence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/core/calendar/delai.hpp"
#include "engine/core/calendar/notification.hpp"
#include "engine/core/calendar/time_of_day.hpp"
#include "engine/core/explain/publish.hpp"
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

/// « le 3 » when in the month just named, else the whole date.
std::string day_after(Date named, Date day) {
  const auto a = civil_day(named), b = civil_day(day);
  if (a.year == b.year && a.month == b.month) return b.day == 1 ? "1er" : std::to_string(b.day);
  return french_date(day);
}

std::string missing_list(const Program& program, const Journal& journal, const Evaluation& evaluation,
                         const CompactFinding& finding) {
  std::string list;
  for (std::uint32_t i = 0; i < finding.missing_count; ++i) {
    if (i) list += ", ";
    list += plain_name(program, journal.text(evaluation.missing[finding.first_missing + i]));
  }
  return list;
}

std::string start_phrase(const Program& program, const Journal& journal, const Derivation& dates) {
  std::string phrase;
  const bool half = half_open(dates.start, dates.start_latest);
  const auto from = known_side(dates.start, dates.start_latest);
  if (dates.start_event != none_id && dates.start_event < journal.events.size()) {
    const auto& event = journal.events[dates.start_event];
    phrase = event_phrase(program, journal, dates.start_event);
    if (event.on != from) phrase += fmt::format(", qui compte du {}", french_date(from));
  } else {
    phrase = "le " + french_date(from);
  }
  if (half)
    phrase += dates.start <= first_day() ? " ou plus tôt" : " ou plus tard";
  else if (dates.start_latest != dates.start)
    phrase += fmt::format(" (au plus tard le {})", french_date(dates.start_latest));
  return phrase;
}

std::string length_phrase(const Value& length) {
  auto least = french_duration(length.length());
  if (length.exact()) return least;
  return fmt::format("{} à {}", least, french_duration(length.length(true)));
}

/// « 2 mois et 3 jours »: how long its pauses stopped a délai; empty: never.
std::string stopped_for(const Derivation& dates) {
  std::string text;
  if (dates.paused_months > 0) text = fmt::format("{} mois", dates.paused_months);
  if (dates.paused_days > 0)
    text += fmt::format("{}{} jour{}", text.empty() ? "" : " et ", dates.paused_days,
                        dates.paused_days > 1 ? "s" : "");
  return text;
}

/// What its report adds, and to what.
std::string put_off(const Program& program, const Derivation& dates) {
  const auto by = length_phrase(dates.put_off_by);
  switch (program.delai(dates.procedure, dates.delai).postponed_in_length) {
    case Choice::yes:
      return fmt::format(" Dont un report de {}, ajouté à la durée.", by);
    case Choice::no:
      return fmt::format(" Report de {}, ajouté à la fin : {}.", by, french_date(dates.end));
    case Choice::uncertain:
      break;
  }
  return fmt::format(" Report de {}, ajouté à la durée ou à la fin : la règle ne le dit pas. Fin : {}.", by,
                     french_date(dates.end));
}

std::string circle_sentence(const Program& program, const CompactFinding& finding) {
  const auto& rule = program.rule(finding.rule);
  auto text = fmt::format("Le {}, ses règles se sont renvoyé ce dossier cent fois de suite : ",
                          french_date(finding.date));
  text += "elle reste dans l'état où elle était et ne reçoit plus rien ; les autres procédures continuent. ";
  text += fmt::format("Suivez-la à la main, et signalez {}, ligne {}, à qui tient les règles.", rule.file,
                      rule.line);
  return text;
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

/// « Départ : mardi 3 mars 2026 à 14 h 30. 48 heures : jeudi 5 mars 2026 à 14 h 30. »
std::string hours_steps(const Derivation& dates) {
  const auto minutes = dates.start_minute + dates.length.length().days * 60;
  const auto counted_to = french_moment(french_date_with_weekday(dates.raw), minutes % minutes_in_a_day);
  auto text = fmt::format(" Départ : {}. {} : {}.",
                          french_moment(french_date_with_weekday(dates.start), dates.start_minute),
                          capitalised(length_phrase(dates.length)), counted_to);
  if (dates.end_latest != dates.raw)
    text += fmt::format(" Reporté à la fin du {}.", french_date_with_weekday(dates.end_latest));
  return text;
}

std::string counted(const Program& program, const Journal& journal, const Derivation& dates) {
  if (!dates.start.known()) return {};
  if (dates.length.kind != Value::Kind::duration) {
    const auto phrase = start_phrase(program, journal, dates);
    return phrase.starts_with("le ") ? "À partir du" + phrase.substr(2) : "À partir de " + phrase;
  }
  auto text = fmt::format("{} {} {}", length_phrase(dates.length), dates.backwards ? "avant" : "après",
                          start_phrase(program, journal, dates));
  if (const auto stopped = stopped_for(dates); !stopped.empty())
    text += fmt::format(", l'horloge arrêtée {}", stopped);
  if (dates.put_off_by.known())
    text += fmt::format(", avec un report de {}", length_phrase(dates.put_off_by));
  return capitalised(std::move(text));
}

bool in_hours(const Program& program, const Derivation& dates) {
  return dates.procedure != no_id && dates.delai != no_id &&
         program.delai(dates.procedure, dates.delai).in_hours;
}

/// Does it count hours from an act of which nobody said the time?
bool lacks_time(const Program& program, const Derivation& dates) {
  return in_hours(program, dates) && dates.start.known() && dates.start_minute < 0;
}

/// Does an act, on the very day of an end in hours, lack its own time?
bool waits_for_a_time(const Program& program, const Journal& journal, const Evaluation& evaluation,
                      const CompactFinding& finding) {
  if (!in_hours(program, evaluation.derivations[finding.derivation])) return false;
  for (std::uint32_t i = 0; i < finding.missing_count; ++i)
    if (journal.text(evaluation.missing[finding.first_missing + i]) ==
        program.model.vocabulary.field_name(time_field))
      return true;
  return false;
}

std::string day_of(const CompactFinding& finding) {
  return french_moment(french_date(finding.date), finding.minute);
}

std::string due(const CompactFinding& finding) {
  if (!finding.date.known()) return {};
  if (finding.bound != Bound::none)
    return fmt::format("{} le {}", bound_for_people(bound_name(finding.bound)), french_date(finding.date));
  auto text = "due le " + day_of(finding);
  if (finding.date_opposable.known())
    text += fmt::format(" au plus tôt, le {} au plus tard", french_date(finding.date_opposable));
  return text;
}

std::string undecided(const CompactFinding& finding) {
  return finding.bound != Bound::none     ? " ; on ne conclut pas"
         : finding.date_opposable.known() ? " ; entre les deux, on ne conclut pas"
                                          : " ; on ne conclut pas : un fait ou le texte reste à vérifier";
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

std::string deadline_sentence(const Program& program, const Journal& journal, const Evaluation& evaluation,
                              const CompactFinding& finding) {
  const auto& dates = evaluation.derivations[finding.derivation];
  auto text = counted(program, journal, dates);
  if (lacks_time(program, dates))
    return text + " : personne n'a dit l'heure de cet acte ; à vérifier sur pièces, rien ne court ici.";
  if (!finding.date.known()) {
    const auto facts = missing_list(program, journal, evaluation, finding);
    const auto why =
        dates.notification ? fmt::format(" ({})", reason_text(*dates.notification)) : std::string();
    return fmt::format("Le point de départ n'est pas connu{}{}{} : rien ne court tant qu'il manque.",
                       facts.empty() ? "" : " ; il manque : ", facts, why);
  }
  text += " : " + due(finding);
  if (finding.bound != Bound::none && finding.missing_count)
    text += " ; il manque : " + missing_list(program, journal, evaluation, finding);
  const auto limit = finding.date_opposable.known() ? finding.date_opposable : finding.date;
  if (finding.statut == Statut::incertaine)
    text += waits_for_a_time(program, journal, evaluation, finding)
                ? " ; de l'acte qui la tient ce jour-là, personne n'a dit l'heure : à vérifier sur pièces"
                : undecided(finding);
  else if (finding.minute < minutes_in_a_day && finding.statut == Statut::depassee)
    text += ", en retard depuis";
  else if (const auto* statut = facts_of(finding.statut))
    text += fmt::format(fmt::runtime(statut->due), day_after(limit, limit + 1));
  text += ".";
  if (dates.target != none_id) text += target_set(program, dates);
  return text;
}

/// What is not known of the act, and what to write.
std::string doubt_phrase(const Program& program, const Journal& journal, const Evaluation& evaluation,
                         const CompactFinding& finding) {
  std::string others;
  for (std::uint32_t i = 0; i < finding.fact_count; ++i)
    if (const auto fact = evaluation.facts[finding.first_fact + i]; fact != finding.cause.act)
      others += (others.empty() ? "" : ", ") + event_phrase(program, journal, fact);
  switch (finding.doubt) {
    case Doubt::whose:
      return " ne dit pas de qui du foyer il est : il n'a fait avancer personne. Écrivez la personne.";
    case Doubt::affaire:
      return " peut être de plusieurs affaires : " + others +
             ". Il reste inconnu dans chacune, et n'y fait rien avancer. Écrivez à laquelle il se rapporte.";
    case Doubt::twice:
      return " répète " + others +
             ", déjà écrit : il ne compte qu'une fois. Retirez-le, ou écrivez ce qui le distingue.";
    case Doubt::letter:
      return " peut être de plusieurs courriers : il n'en notifie aucun. Écrivez duquel il s'agit.";
    case Doubt::over:
      return " pèse sur la personne et ne se rattache qu'à ce qui est clos : aucune procédure ne le suit "
             "plus. Dites ce qui le fonde, ou ouvrez l'affaire dont il est.";
    case Doubt::no_letter:
      return " n'est d'aucun courrier connu : il ne notifie rien. Écrivez le courrier, ou duquel il s'agit.";
    case Doubt::none:
      break;
  }
  return {};
}

std::string act_sentence(const Program& program, const Journal& journal, const Evaluation& evaluation,
                         const CompactFinding& finding) {
  std::string text;
  for (std::uint32_t i = 0; i < finding.fact_count && i < 3; ++i) {
    text += i == 0 ? "D'après " : ", ";
    text += event_phrase(program, journal, evaluation.facts[finding.first_fact + i]);
  }
  const auto facts = missing_list(program, journal, evaluation, finding);
  if (!facts.empty()) text += fmt::format("{}il manque : {}", text.empty() ? "" : " ; ", facts);
  return text.empty() ? text : capitalised(text) + ".";
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

/// Until when it may be done, or might have been; what came of it reproaches nobody.
std::string faculty_sentence(const Program& program, const Journal& journal, const Evaluation& evaluation,
                             const CompactFinding& finding) {
  if (!finding.date.known()) return deadline_sentence(program, journal, evaluation, finding);
  const auto& dates = evaluation.derivations[finding.derivation];
  const auto last = finding.date_opposable.known() ? finding.date_opposable : finding.date;
  const bool past =
      finding.statut == Statut::tenue || finding.statut == Statut::sans_objet ||
      (finding.statut == Statut::incertaine && finding.bound == Bound::none && evaluation.asked > last);
  const auto& delai = program.delai(dates.procedure, dates.delai);
  const auto who = delai.is_hers()       ? std::string("la personne")
                   : delai.role == no_id ? std::string()
                                         : shown(program.model.roles[delai.role].label);
  auto text = fmt::format("{} : {} {} {}", counted(program, journal, dates), who.empty() ? "cela" : who,
                          past ? "pouvait" : "peut", who.empty() ? "être fait" : "le faire");
  text += " " + until(day_of(finding), bound_name(finding.bound));
  if (finding.date_opposable.known())
    text += fmt::format(", peut-être jusqu'au {}", french_date(finding.date_opposable));
  if (finding.bound != Bound::none && finding.missing_count)
    text += " ; il manque : " + missing_list(program, journal, evaluation, finding);
  if (finding.statut == Statut::incertaine)
    text += undecided(finding);
  else if (finding.statut == Statut::tenue)
    text += " ; l'acte est venu à temps";
  else if (finding.statut == Statut::sans_objet)
    text += evaluation.asked > last ? " ; ce temps est passé" : " ; sans objet";
  return text + ".";
}

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

std::string event_phrase(const Program& program, const Journal& journal, std::uint32_t rank) {
  const auto& event = journal.events[rank];
  const auto name =
      event.type == no_id
          ? std::string("événement non prévu")
          : plain_name(program, program.model.text(program.model.vocabulary.events[event.type].name));
  return fmt::format("« {} » du {} ({})", name, french_date(event.on), journal.text(event.id));
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

std::string arithmetic(const Program& program, const Journal& journal, const Derivation& dates) {
  const bool counted_to_a_day = dates.end.known() || dates.length.kind == Value::Kind::duration;
  if (!dates.start.known() || !counted_to_a_day || lacks_time(program, dates)) return {};
  auto text = capitalised(start_phrase(program, journal, dates)) + ".";
  if (dates.notification) text += fmt::format(" Notification : {}.", reason_text(*dates.notification));
  const bool counts_days = dates.procedure != no_id && dates.delai != no_id &&
                           !facts_of(program.delai(dates.procedure, dates.delai).kind).first_day_counts;
  if (dates.length.kind == Value::Kind::duration) {
    if (counts_days) {
      const Counting counting{.franc = dates.franc,
                              .proroge = dates.proroge,
                              .calendar = dates.calendar,
                              .vendredi_saint = dates.vendredi_saint,
                              .backwards = dates.backwards};
      const auto start = known_side(dates.start, dates.start_latest);
      if (in_hours(program, dates)) return text + hours_steps(dates);
      const auto in_length = program.delai(dates.procedure, dates.delai).postponed_in_length == Choice::yes;
      const auto whole = in_length ? joined(dates.length.length(), dates.put_off_by.length()) : std::nullopt;
      text += " " + explain_delai(start, whole.value_or(dates.length.length()), counting);
    } else {
      text += fmt::format(" Premier jour compris, {} : dernier jour le {}.", length_phrase(dates.length),
                          french_date(known_side(dates.end, dates.end_latest)));
    }
  }
  if (const auto stopped = stopped_for(dates); !stopped.empty())
    text += fmt::format(" L'horloge s'est arrêtée {}.", stopped);
  if (dates.put_off_by.known()) text += put_off(program, dates);
  if (dates.renewals > 0) text += fmt::format(" Renouvelé {} fois.", dates.renewals);
  if (dates.end.known() && half_open(dates.end, dates.end_latest))
    text += dates.end <= first_day() ? " Ou plus tôt : un fait manque." : " Ou plus tard : un fait manque.";
  else if (dates.end.known() && dates.end_latest != dates.end)
    text += fmt::format(" Au plus tard le {}.", french_date(dates.end_latest));
  return text;
}

std::string sentence(const Program& program, const Journal& journal, const Evaluation& evaluation,
                     const CompactFinding& finding) {
  const auto& nature = facts_of(finding.nature);
  if (finding.stopped) return circle_sentence(program, finding);
  if (finding.too_costly) return cost_sentence(program, journal, evaluation.cost);
  if (finding.faculty) return faculty_sentence(program, journal, evaluation, finding);
  switch (nature.telling) {
    case Telling::state: {
      auto text = fmt::format("Dans cet état depuis le {}", french_date(finding.date));
      if (finding.fact_count)
        text += ", par " + event_phrase(program, journal, evaluation.facts[finding.first_fact]);
      if (finding.statut == Statut::incertaine) text += " ; un fait manque pour en être sûr";
      const auto& it = evaluation.instances[finding.instance];
      if (const auto why = hand_over(program, journal, evaluation, it); !why.empty())
        return text +
               fmt::format(" (« {} ») ; le {}, {}.", shown(*finding.label), french_date(it.closed), why);
      if (finding.statut == Statut::sans_objet) text += fmt::format(" ; close le {}", french_date(it.closed));
      return text + ".";
    }
    case Telling::deadline:
      return deadline_sentence(program, journal, evaluation, finding);
    case Telling::waiting: {
      const auto& dates = evaluation.derivations[finding.derivation];
      if (!finding.date.known() || finding.bound != Bound::none) {
        auto text = deadline_sentence(program, journal, evaluation, finding);
        if (finding.statut == Statut::en_cours)
          text += fmt::format(" Ne décidez pas avant le {}.", french_date(finding.date + 1));
        return text;
      }
      const auto end = finding.date_opposable.known() ? finding.date_opposable : finding.date;
      auto text = counted(program, journal, dates);
      text += fmt::format(" : ce temps appartient à la personne jusqu'au {}", day_of(finding));
      if (finding.date_opposable.known())
        text += fmt::format(", peut-être jusqu'au {}", french_date(finding.date_opposable));
      if (finding.statut == Statut::en_cours)
        text += finding.minute < minutes_in_a_day
                    ? std::string(" ; ne décidez pas avant")
                    : fmt::format(" ; ne décidez pas avant le {}", french_date(end + 1));
      return text + ".";
    }
    case Telling::day: {
      const auto& dates = evaluation.derivations[finding.derivation];
      if (!finding.date.known() || finding.bound != Bound::none)
        return deadline_sentence(program, journal, evaluation, finding);
      auto text = counted(program, journal, dates);
      const bool missed = nature.family == NatureFamily::recurrence && finding.statut == Statut::depassee;
      const bool at_a_time = finding.minute < minutes_in_a_day;
      const auto what = missed ? "attendue au plus tard le" : at_a_time ? "finit le" : nature.told;
      return fmt::format("{} : {} {}.", text, what, day_of(finding));
    }
    case Telling::acts:
    case Telling::proposal: {
      if (finding.rule == none_id && finding.person >= 0 && finding.detail)
        return fmt::format(
            "Le rôle « {} » ne dit pas si cette personne a des obligations : rien n'est suivi pour elle. "
            "Écrivez demandeur, conjoint, enfant ou autre.",
            journal.text(finding.detail));
      auto text = act_sentence(program, journal, evaluation, finding);
      if (finding.derivation != none_id && evaluation.derivations[finding.derivation].end.known()) {
        text = arithmetic(program, journal, evaluation.derivations[finding.derivation]);
        if (waits_for_a_time(program, journal, evaluation, finding))
          text += " De l'acte de ce jour, personne n'a dit l'heure : à vérifier sur pièces.";
      }
      if (nature.telling == Telling::proposal) {
        for (std::uint32_t i = 0; i < finding.bound_count; ++i) {
          const auto& bound = evaluation.bounds[finding.first_bound + i];
          text += fmt::format(
              " {} : {}.", capitalised(plain_name(program, program.model.text(bound.name))),
              bound.value.known() ? plain_value(program, journal, bound.value) : "borne légale non lue");
        }
        const auto decider = finding.decider == no_id ? std::string("l'autorité compétente")
                                                      : program.model.roles[finding.decider].label;
        text += fmt::format("{}Ce n'est qu'une proposition : {} apprécie et décide.", text.empty() ? "" : " ",
                            decider);
      }
      if (const auto since = finding.since.known() ? finding.since : finding.date;
          text.empty() && since.known())
        text =
            fmt::format("{} depuis le {}.", finding.nature == Nature::irregularite ? "Constaté" : "À faire",
                        french_date(since));
      return text;
    }
    case Telling::act: {
      auto text = finding.cause.act != none_id
                      ? capitalised(event_phrase(program, journal, finding.cause.act))
                      : std::string("Un événement");
      if (finding.doubt != Doubt::none) return text + doubt_phrase(program, journal, evaluation, finding);
      if (nature.family == NatureFamily::lack && finding.detail) {
        const auto* told = finding.cause.act == none_id ? nullptr : &journal.events[finding.cause.act];
        return text + names_nothing(program, journal, evaluation.known, told, finding.detail);
      }
      return text.append(nature.told);
    }
    case Telling::review:
      return act_sentence(program, journal, evaluation, finding).append(nature.told);
  }
  return {};
}

}  // namespace filrouge
