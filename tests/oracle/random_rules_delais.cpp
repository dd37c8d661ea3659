#include "engine/core/text/wording.hpp"
#include "tests/oracle/rules_writer.hpp"

/// The kinds of délai: their heading, then each line that may stand under them.
namespace filrouge::oracle {

using Clause = dsl::DelaiClause;
using Stand = dsl::ActionStand;

/// Most délais of a state look at one act: it keeps one, lifts another, interrupts a third.
const DrawnEvent& RulesWriter::awaited() {
  return one_in(2) || !awaited_ ? any_of(events_) : *awaited_;
}

std::string RulesWriter::patterns(const Where& at) {
  auto text = pattern(awaited(), at, 3);
  if (one_in(3)) text += " ou " + pattern(any_of(events_), at, 3);
  return text;
}

std::string RulesWriter::point(const Where& at) {
  switch (below(9)) {
    case 0:
    case 1:
    case 2:
      return "entrée";
    case 3:
      return "début";
    case 4:
      return any_of(events_).name;
    case 5:
      return pattern(any_of(events_), at, 1);
    case 6:
      if (const auto month = field(ValueType::month, at, 0); !month.empty() && one_in(5)) return month;
      if (const auto found = field(ValueType::date, at, 0); !found.empty())
        return found + " à défaut " + (one_in(2) ? "entrée" : "le jour de " + any_of(events_).name);
      return "entrée";
    case 7:
      if (letters_) return "la notification de " + pattern(letter(), at, 1);
      if (at.delais_named > 0) return "fin de " + at.procedure->delais[below(at.delais_named)].name;
      return "entrée";
    default:
      return date(at, 2);
  }
}

std::string RulesWriter::counting(bool backwards) {
  std::string text;
  if (one_in(4)) text += one_of({", franc", ", non franc", ", franc incertain"});
  if (!backwards && one_in(4))
    text += one_of(
        {", prorogé", ", prorogé si samedi, dimanche ou férié", ", non prorogé", ", prorogation incertaine"});
  if (one_in(10))
    text += one_of({", calendrier alsace-moselle", ", calendrier métropole", ", calendrier reunion",
                    ", calendrier martinique"});
  if (one_in(5)) text += one_of({", au bénéfice de la personne", ", opposé à la personne"});
  if (one_in(8)) text += ", de l'instance";
  if (one_in(10)) text += ", objectif interne";
  return text;
}

std::string RulesWriter::rhythm(const Where& at) {
  const auto start = one_in(6) ? std::string() : " depuis " + (one_in(2) ? "entrée" : point(at));
  if (one_in(2)) {
    const auto every = [&] {
      return one_in(4)   ? months()
             : one_in(3) ? std::to_string(2 + below(6)) + " semaines"
                         : std::to_string(15 + below(45)) + " jours";
    };
    auto text = one_in(3)   ? "objectif tous les 7 jours, au plus tard tous les " + every()
                : one_in(2) ? "objectif tous les 15 jours, au plus tard tous les " + every()
                            : one_of({"au plus tard tous les ", "tous les "}) + every();
    return text + start + one_of({", glissants", ", glissants", ", de l'instance, glissants"}) +
           one_of({", borne incluse", ", borne exclue"}) + (one_in(5) ? ", objectif interne" : "");
  }
  second_form_ = true;
  return one_of({"aux 1er, 2e et 3e mois", "aux 1er et 3e mois", "au 2e mois", "aux 2e, 4e et 6e semaines",
                 "aux 10e et 20e jours"}) +
         start + one_of({", ancrés", ", enchaînés"}) + (one_in(2) ? ", tolérance 7 jours" : "");
}

/// « 48 heures après contact »: from an act, and it is neither franc nor of several units.
std::string RulesWriter::hours(const Where& at) {
  how_ = dsl::CountedHow::in_hours;
  const auto length = [&] {
    return one_of({"1 heure", "12 heures", "24 heures", "36 heures", "48 heures", "48 heures", "240 heures"});
  };
  auto text =
      one_in(8) ? "(si " + condition(at, 1) + " alors " + length() + " sinon " + length() + ")" : length();
  text += " après " + (one_in(2) ? any_of(events_).name : pattern(any_of(events_), at, 1));
  if (one_in(4)) text += one_of({", prorogé", ", non prorogé", ", prorogation incertaine"});
  if (one_in(5)) text += one_of({", au bénéfice de la personne", ", opposé à la personne"});
  return text + (one_in(8) ? ", de l'instance" : "");
}

/// What stands after the name: « 2 mois après entrée, prorogé ».
std::string RulesWriter::heading(const DrawnDelai& delai, const Where& at) {
  if (may_count_hours(delai.kind) && one_in(8)) return hours(at);
  const auto counted = [&] {
    if (one_in(9)) {
      if (const auto found = field(ValueType::duration, at, 0); !found.empty()) return found;
      for (const auto& one : parameters_)
        if (one.type == ValueType::duration) return one.name;
    }
    if (one_in(12)) return value(ValueType::duration, at, 1);
    if (one_in(12)) return "(si " + condition(at, 1) + " alors " + length() + " sinon " + length() + ")";
    return length();
  };
  switch (facts_of(delai.kind).heading) {
    case DelaiHeading::length_or_soon: {
      second_form_ = one_in(9);
      if (second_form_) return "dès que possible" + std::string(one_in(3) ? ", objectif interne" : "");
      const bool backwards = one_in(7);
      if (backwards) how_ = dsl::CountedHow::backwards;
      return counted() + (backwards ? " avant " : " après ") + point(at) + counting(backwards);
    }
    case DelaiHeading::length:
      return counted() + " après " + point(at) + counting(false);
    case DelaiHeading::length_or_until: {
      // Nobody aims at what nobody owes.
      const auto without_target = [](std::string words) {
        const auto target = words.find(", objectif interne");
        return target == std::string::npos
                   ? words
                   : words.erase(target, std::string_view(", objectif interne").size());
      };
      second_form_ = one_in(5);
      if (second_form_)
        return "jusqu'au " + (one_in(2) ? literal(ValueType::date) : date(at, 1)) +
               one_of({"", ", de l'instance", ", au bénéfice de la personne", ", opposé à la personne"});
      const bool backwards = one_in(7);
      if (backwards) how_ = dsl::CountedHow::backwards;
      return counted() + (backwards ? " avant " : " après ") + point(at) +
             without_target(counting(backwards));
    }
    case DelaiHeading::length_or_date:
      if (one_in(6)) {
        second_form_ = true;
        return (one_in(2) ? literal(ValueType::date) : date(at, 1)) + (one_in(4) ? ", de l'instance" : "");
      }
      return counted() + " après " + point(at) + counting(false);
    case DelaiHeading::bounds: {
      std::string least, most;
      if (one_in(3))
        least = "entre 1 mois et ", most = "4 mois";
      else if (one_in(2))
        most = counted();
      else
        least = "au moins 10 jours, ", most = std::to_string(20 + below(60)) + " jours";
      if (one_in(5)) least = "au moins ", most = length();
      // With a start, it runs to its greatest length; without, it judges that of a measure.
      const auto since = one_in(3) ? std::string() : " depuis " + point(at);
      const auto word = one_in(4) ? one_of({", borne incluse", ", borne exclue", ", de l'instance"}) : "";
      second_form_ = !since.empty();
      if (second_form_) return "au plus " + most + since + (word.ends_with("instance") ? word : "");
      const bool bare = least == "entre 1 mois et " || least == "au moins ";
      return least + (bare ? "" : "au plus ") + most + (word.ends_with("instance") ? "" : word);
    }
    case DelaiHeading::span: {
      const auto from = one_in(2) ? "du de " + any_of(events_).name : one_in(2) ? "entrée" : date(at, 1);
      second_form_ = one_in(5);
      return "du " + from + (second_form_ ? ", jusqu'au " + date(at, 1) : ", pendant " + counted()) +
             (one_in(10) ? ", de l'instance" : "");
    }
    default:
      return rhythm(at);
  }
}

/// The acts that keep, lift, forbid: what gives the délai its sense.
void RulesWriter::keeping(int indent, const DrawnDelai& delai, const Where& at) {
  const auto course = facts_of(delai.kind).course;
  const bool keeps = course == DelaiCourse::awaited || course == DelaiCourse::recurring;
  if (keeps || one_in(30)) {
    const auto* keeper = &awaited();
    auto first = pattern(*keeper, at, 3);
    std::string on;
    std::vector<const DrawnField*> days;
    for (const auto& one : keeper->fields)
      if (one.type == ValueType::date) days.push_back(&one);
    if (!days.empty() && one_in(2)) {
      first = keeper->name + (one_in(3) ? " ou " + pattern(*keeper, at, 2) : std::string());
      on = ", à la date de " + days[below(days.size())]->name;
    } else if (one_in(5)) {
      on = ", à la date de " +
           one_of({"connu_le", "prevu_le", "entrée", "début", "(le premier de (connu_le, entrée))"});
    } else if (one_in(3)) {
      first += " ou " + pattern(any_of(events_), at, 3);
    }
    auto kept = "tenue par " + first + (may_stand(Clause::kept_on) ? on : "");
    if (may_stand(Clause::kept_before) && one_in(5))
      kept += ", même avant, depuis " +
              (one_in(3) ? "(le jour de " + any_of(events_).name + " à défaut entrée)"
                         : one_of({"début", "entrée", "(1 mois avant entrée)", "2024-02-01"}));
    clause(indent, Clause::kept_by, kept);
  }
  if (course == DelaiCourse::reserved) clause(indent, Clause::forbids, "interdit " + patterns(at));
  if (course == DelaiCourse::reserved ? !one_in(3) : one_in(40))
    clause(indent, Clause::lifted_by, "levée par " + patterns(at));
}

void RulesWriter::pauses(int indent, const DrawnDelai& delai, const Where& at) {
  const auto count = one_in(3) ? 2 + below(2) : 1;
  for (std::size_t i = 0; i < count; ++i) {
    std::string during;
    const auto states = static_cast<std::uint64_t>(at.procedure->states);
    const auto other = static_cast<int>(below(states));
    if (one_in(3) && (delai.state == -1 || other != delai.state))
      during = "l'état s" + std::to_string(other);
    else
      during = one_in(2)   ? one_of({"malade", "absente", "(malade)", "(absente)"})
               : one_in(2) ? attribute_condition(1)
                           : condition(at, 1);
    std::string counted = one_of({", par jours", ", par jours", ", par mois"});
    if (one_in(2))
      counted += ", au plus " + (one_in(3) ? months() : std::to_string(5 + below(40)) + " jours") +
                 one_of({" cumulés", ", par pause"});
    else if (one_in(4))
      counted += ", par pause";
    clause(indent, Clause::suspended_while, "suspendue pendant " + during + counted);
  }
}

/// What moves its end.
void RulesWriter::changing(int indent, const DrawnDelai& delai, const Where& at) {
  const auto course = facts_of(delai.kind).course;
  const bool rare = course == DelaiCourse::recurring || course == DelaiCourse::lasting;
  const std::uint64_t scarce = rare ? 30 : 1;
  if (one_in(6 * scarce)) clause(indent, Clause::interrupted_by, "interrompue par " + patterns(at));
  if (one_in(4 * scarce)) pauses(indent, delai, at);
  if (one_in(12 * scarce))
    clause(indent, Clause::postponed_to,
           "reportée à " + date(at, 1) + (one_in(2) ? " quand " + condition(at, 1) : std::string()));
  if (one_in(12 * scarce))
    clause(indent, Clause::postponable,
           "reportable de " + length() + " au plus par " + pattern(any_of(events_), at, 3) +
               (one_in(3)   ? ", ajoutés à la durée"
                : one_in(2) ? ", ajoutés à la fin"
                            : ""));
  if (one_in(8 * scarce)) {
    const auto times = std::to_string(1 + below(3));
    const auto how = one_in(2) ? "tacitement" : "sur décision par " + pattern(any_of(events_), at, 4);
    clause(indent, Clause::renewable, "renouvelable " + times + " fois " + how);
  }
}

void RulesWriter::telling(int indent, const DrawnDelai& delai, const Where& at, const std::string& exit,
                          const std::string& heading) {
  const bool outlives = heading.find(", de l'instance") != std::string::npos;
  const bool hopes = heading.find("objectif tous les") != std::string::npos;
  const auto course = facts_of(delai.kind).course;
  const bool dated = course == DelaiCourse::awaited || course == DelaiCourse::coming;
  const auto reminders = one_in(dated ? 3 : 40) ? 1 + below(2) : 0;
  for (std::size_t i = 0; i < reminders; ++i) {
    const auto when = one_in(2)   ? std::to_string(3 + below(25)) + " jours avant "
                      : one_in(2) ? "tous les " + std::to_string(10 + below(20)) + " jours "
                                  : std::string("chaque mois ");
    const auto told = "rappel " + when + label() + (one_in(4) ? std::string() : " par " + role());
    clause(indent, when.ends_with("avant ") ? Clause::reminder_before : Clause::reminder_again, told);
  }
  const auto tasks = one_in(3) ? 0 : one_in(6) ? 2 : 1;
  for (int i = 0; i < tasks; ++i)
    clause(indent, Clause::to_do,
           "à faire " + label() +
               (one_in(6) ? std::string()
                : one_in(10)
                    ? one_of({" par agent sous couvert de cadre", " par cadre conjointement avec caisse"})
                    : " par " + role()));
  const auto actions = [&](Clause sequel, const char* when, bool may_leave, Stand stand, Stand leaving) {
    std::vector<std::string> told;
    if (may_leave && one_in(3)) told.push_back("aller à " + exit);
    const auto there = told.empty() ? stand : leaving;
    auto first = action(at, false);
    // « demander » takes all that follows it.
    const bool asks = first.find("demander") != std::string::npos;
    if (fits(first, there)) told.push_back(std::move(first));
    if (one_in(4) && !asks)
      if (auto second = action(at, false); fits(second, there)) told.push_back(std::move(second));
    if (!told.empty()) clause(indent, sequel, std::string(when) + " : " + listed(told));
  };
  const bool overdue = facts_of(delai.kind).owed;
  const auto late = form_ == dsl::DelaiForm::rhythm          ? Stand::missed
                    : form_ == dsl::DelaiForm::ranked_rhythm ? Stand::ranked_missed
                                                             : Stand::overdue;
  if (one_in(overdue ? 2 : 40))
    actions(Clause::if_overdue, "si dépassée", course == DelaiCourse::awaited, late,
            outlives ? Stand::overdue : Stand::overdue_leaving);
  silent_ = !hopes;
  if (one_in(course == DelaiCourse::recurring ? 2 : 60))
    actions(Clause::if_target_missed, "si objectif non tenu", false, Stand::target_missed,
            Stand::target_missed);
  silent_ = false;
  if (one_in(facts_of(delai.kind).heading == DelaiHeading::bounds ? 2 : 60))
    actions(Clause::if_out_of_bounds, "si hors bornes", false, Stand::out_of_bounds, Stand::out_of_bounds);
  if (one_in(8))
    actions(Clause::if_unknown, "si la date est inconnue", false, Stand::unknown_date, Stand::unknown_date);
  if (one_in(10)) clause(indent, Clause::severity, "gravité " + severity());
  if (one_in(8))
    clause(indent, Clause::delay_of, "retard " + one_of({"du Département", "de la caf", "de l'agent"}));
}

/// What its heading made of it.
dsl::DelaiForm RulesWriter::form_of(DelaiKind kind) const {
  using Form = dsl::DelaiForm;
  switch (facts_of(kind).heading) {
    case DelaiHeading::length_or_soon:
      return second_form_ ? Form::as_soon : Form::deadline;
    case DelaiHeading::length:
      return Form::waiting;
    case DelaiHeading::length_or_until:
      return second_form_ ? Form::dated_faculty : Form::faculty;
    case DelaiHeading::length_or_date:
      return second_form_ ? Form::dated_term : Form::term;
    case DelaiHeading::bounds:
      return second_form_ ? Form::bound : Form::judged_bound;
    case DelaiHeading::span:
      return second_form_ ? Form::dated_measure : Form::measure;
    case DelaiHeading::recurrence:
      break;
  }
  return second_form_ ? Form::ranked_rhythm : Form::rhythm;
}

std::string RulesWriter::at_the_end(const Where& at, const std::string& exit) {
  if (!one_in(4)) return {};
  auto told = action(at, true);
  const bool there = fits(told, Stand::end_of_term) && fits(told, stand_of(exit));
  return there ? ", " + told : std::string();
}

void RulesWriter::delai(int indent, const DrawnDelai& delai, Where at, const std::string& exit) {
  how_ = dsl::CountedHow::onwards;
  second_form_ = false;
  const auto told = heading(delai, at);
  form_ = forms_[&delai] = form_of(delai.kind);
  line(indent, std::string(facts_of(delai.kind).word) + " " + delai.name +
                   (one_in(4) ? " " + label() : std::string()) + " : " + told);
  if (told.starts_with("dès que possible")) {
    line(indent + 1, "à faire " + label() + " par " + role());
    due_as_soon_as_possible_.push_back(at.procedure->name + "." + delai.name);
  }
  keeping(indent + 1, delai, at);
  changing(indent + 1, delai, at);
  telling(indent + 1, delai, at, exit, told);
  grounds(indent + 1, 12, 25);
  if (!delai.ends_in_state && (facts_of(delai.kind).leads_on || (is_faculty(delai.kind) && one_in(3))))
    line(indent + 1, "à la fin, aller à " + exit + at_the_end(at, exit));
}

}  // namespace filrouge::oracle
