#include "dsl/diff/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dsl/document/markdown.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/core/text/wording.hpp"

namespace filrouge::dsl {
namespace {

using Sense = Judgement::Sense;

/// As much as a line of a screen holds.
constexpr std::size_t on_one_line = 110;
/// More names than that are not heard; JSON gives them all.
constexpr std::size_t names_told = 8;

void take(SenseCount& count, const Change& it) {
  (it.happened == Happened::added     ? count.added
   : it.happened == Happened::removed ? count.removed
   : it.happened == Happened::renamed ? count.renamed
                                      : count.changed)++;
  const auto& sense = it.judgement;
  count.favourable_person += sense.person == ForPerson::favourable;
  count.strict_person += sense.person == ForPerson::strict;
  count.strict_administration += sense.administration == ForAdministration::strict;
  count.flexible_administration += sense.administration == ForAdministration::flexible;
  count.no_effect += sense.sense == Sense::no_effect;
  count.to_assess += sense.sense == Sense::to_assess;
}

std::string counted_changes(const SenseCount& it) {
  std::vector<std::string> kinds;
  const auto add = [&](std::size_t count, const char* one, const char* many) {
    if (count > 0) kinds.push_back(counted(count, one, many));
  };
  add(it.added, "ajout", "ajouts");
  add(it.removed, "suppression", "suppressions");
  add(it.renamed, "changement de nom", "changements de nom");
  add(it.changed, "modification", "modifications");
  return listed(kinds);
}

struct SenseRow {
  const char* words;
  std::size_t SenseCount::*count;
};
constexpr SenseRow senses[] = {
    {"plus favorable pour la personne", &SenseCount::favourable_person},
    {"plus strict pour la personne", &SenseCount::strict_person},
    {"plus strict pour l'administration", &SenseCount::strict_administration},
    {"plus souple pour l'administration", &SenseCount::flexible_administration},
    {"sens à apprécier", &SenseCount::to_assess},
    {"sans effet sur les droits", &SenseCount::no_effect},
};

std::string where(const Change& it) {
  const auto place = [](const WrittenAt& at) {
    return at.line == 0 ? at.file : fmt::format("{}:{}", at.file, at.line);
  };
  const bool before = !it.before_at.file.empty(), after = !it.after_at.file.empty();
  if (it.before_at == it.after_at || !before || !after) return place(after ? it.after_at : it.before_at);
  if (it.before_at.file == it.after_at.file)
    return fmt::format("{} → {}", place(it.before_at), it.after_at.line);
  return place(it.before_at) + " → " + place(it.after_at);
}

std::string placed(const Change& it) {
  std::vector<std::string> places;
  for (const auto& one : it.places)
    if (!one.empty()) places.push_back(one);
  if (places.size() < 2) return places.empty() ? std::string() : places.front();
  return fmt::format("en {} endroits : {}", places.size(), listed(places, " et "));
}

std::string_view marker(Happened happened) {
  return happened == Happened::added     ? "Ajout"
         : happened == Happened::removed ? "Suppression"
         : happened == Happened::renamed ? "Nouveau nom"
                                         : "Changement";
}

std::string heading(const Change& it) {
  auto text = it.what;
  if (it.aspect) text += ", " + std::string(aspect_words(*it.aspect));
  return text;
}

std::string of_departement(const Change& it) {
  // A value of a département is told as such.
  return it.departement.empty() || it.kind == SheetKind::value ? std::string()
                                                               : " (département " + it.departement + " seul)";
}

std::string rests_words(const Change& it, std::size_t most) {
  if (it.rests.empty()) return {};
  const auto shown = std::min(most, it.rests.size());
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += (i ? " ; " : "") + it.rests[i];
  if (shown < it.rests.size())
    text += fmt::format(" ; et {} (tous dans --format json)",
                        counted(it.rests.size() - shown, "autre", "autres"));
  return text;
}

std::string judged(const Judgement& it) {
  return sense_words(it) + (it.why.empty() ? "" : " (" + it.why + ")");
}

std::string asked(const DifferenceOf& of) {
  std::string text;
  if (!of.procedure.empty()) text += ", pour la procédure " + of.procedure;
  if (!of.departement.empty()) text += ", pour les dossiers du département " + of.departement;
  return text;
}

std::string left_out(const Difference& it) {
  return it.left_out == 0 ? std::string()
                          : fmt::format("{} hors de ce qui est demandé ne {} pas {}.\n",
                                        counted(it.left_out, "changement", "changements"),
                                        it.left_out > 1 ? "sont" : "est", it.left_out > 1 ? "dits" : "dit");
}

std::string side(const std::string& name, const std::string& is) {
  return name + (is.empty() ? "" : " (" + is + ")");
}

/// What differs without changing anything.
std::string rewritten(const Difference& it) {
  if (it.same_bytes) return "Les deux disent la même chose, à la lettre près.\n";
  const auto& how = it.rewritten;
  std::vector<std::string> what;
  if (how.notes > 0) what.push_back(counted(how.notes, "commentaire récrit", "commentaires récrits"));
  if (how.expressions > 0)
    what.push_back(counted(how.expressions, "condition ou valeur écrite autrement, qui dit la même chose",
                           "conditions ou valeurs écrites autrement, qui disent la même chose"));
  if (what.empty())
    return it.nothing() ? "Les fichiers ne sont pas les mêmes à la lettre : leur mise en page, leurs "
                          "commentaires, l'ordre ou la place de ce qui s'y lit dans n'importe quel ordre.\n"
                        : "";
  std::string places;
  const auto shown = std::min(names_told, how.places.size());
  for (std::size_t i = 0; i < shown; ++i) places += (i ? ", " : "") + how.places[i];
  if (shown < how.places.size())
    places += fmt::format(" et {} (tous dans --format json)",
                          counted(how.places.size() - shown, "autre endroit", "autres endroits"));
  return fmt::format("Écrit autrement, sans rien changer : {}{}.\n", listed(what, " et "),
                     places.empty() ? "" : " (" + places + ")");
}

}  // namespace

SenseCount count_of(const ChangedSection& it) {
  SenseCount count;
  for (const auto& one : it.changes) take(count, one);
  return count;
}

SenseCount count_of(const Difference& it) {
  SenseCount count;
  for (const auto& section : it.sections)
    for (const auto& one : section.changes) take(count, one);
  return count;
}

std::string sense_words(const Judgement& it) {
  if (it.sense == Sense::no_effect) return "sans effet sur les droits";
  if (it.sense == Sense::to_assess) return "sens à apprécier";
  std::vector<std::string> said;
  if (it.person != ForPerson::nothing)
    said.emplace_back(it.person == ForPerson::favourable ? senses[0].words : senses[1].words);
  if (it.administration != ForAdministration::nothing)
    said.emplace_back(it.administration == ForAdministration::strict ? senses[2].words : senses[3].words);
  return listed(said, ", ");
}

std::string difference_text(const Difference& it, const Sides& sides, const DifferenceOf& of) {
  auto text = fmt::format("De {} à {}{} :\n", side(sides.before, sides.before_is),
                          side(sides.after, sides.after_is), asked(of));
  if (it.nothing()) return text + "rien ne change.\n" + left_out(it) + rewritten(it);
  const auto count = count_of(it);
  text +=
      fmt::format("{} : {}.\n", counted(count.all(), "changement", "changements"), counted_changes(count));
  for (const auto& row : senses)
    if (const auto n = count.*row.count; n > 0) text += fmt::format("  {:>4}  {}\n", n, row.words);
  text += left_out(it) + rewritten(it);
  for (const auto& section : it.sections) {
    text += fmt::format("\n{} — {} {}{}\n", section.title, section.of_procedure ? "procédure" : "module",
                        section.code, section.module.empty() ? "" : ", " + section.module);
    for (const auto& one : section.changes) {
      text += "\n  - ";
      const auto under = [&](const std::string& line) {
        if (!line.empty()) text += "      " + line + "\n";
      };
      const auto change = one.before + " → " + one.after;
      if (one.happened == Happened::changed) {
        const auto told = heading(one) + of_departement(one);
        const auto only = one.before.empty()  ? "ajouté : " + one.after
                          : one.after.empty() ? "retiré : " + one.before
                                              : change;
        if (utf8_count(told) + utf8_count(only) < on_one_line || one.before.empty() || one.after.empty()) {
          text += told + " : " + only + "\n";
        } else {
          text += told + "\n";
          under("avant : " + one.before);
          under("après : " + one.after);
        }
      } else {
        const auto& said = one.happened == Happened::removed ? one.before : one.after;
        text += fmt::format("{} : {}{}", marker(one.happened), one.what, of_departement(one));
        if (one.happened == Happened::renamed)
          text += " : " + change;
        else if (!said.empty())
          text += " : " + said;
        text += "\n";
      }
      const auto read = (one.article.empty() ? "" : one.article + " ; ") + where(one);
      // Nothing is to be weighed there: in short.
      const bool in_short = one.judgement.sense == Sense::no_effect;
      if (!in_short) under(judged(one.judgement));
      under(placed(one));
      if (!one.rests.empty()) under("repose dessus : " + rests_words(one, names_told));
      under(in_short ? sense_words(one.judgement) + " ; " + read : read);
    }
  }
  return text;
}

DifferencePage difference_page(const Difference& it, const Sides& sides, const DifferenceOf& of) {
  DifferencePage made;
  auto& page = made.page;
  page = fmt::format("# Ce qui change\n\nDe {} à {}{}.\n\n", cell(side(sides.before, sides.before_is)),
                     cell(side(sides.after, sides.after_is)), cell(asked(of)));
  if (it.nothing()) {
    page += "**Rien ne change.** " + cell(left_out(it) + rewritten(it)) + "\n";
    return made;
  }
  const auto count = count_of(it);
  page += fmt::format("**{}** : {}.\n\n| Sens | Changements |\n|---|---|\n",
                      counted(count.all(), "changement", "changements"), counted_changes(count));
  for (const auto& row : senses) page += fmt::format("| {} | {} |\n", row.words, count.*row.count);
  page +=
      "\nUn changement peut compter deux fois : pour la personne et pour l'administration. « Sens à "
      "apprécier » : ce qui se lit dans les règles ne suffit pas à le dire.\n\n";
  page += cell(left_out(it)) + "\n\n" + cell(rewritten(it)) + "\n\n";
  page +=
      "| Où | Changements | Pour la personne | Pour l'administration | À apprécier "
      "|\n|---|---|---|---|---|\n";
  for (const auto& section : it.sections) {
    const auto n = count_of(section);
    const auto both = [](std::size_t a, const char* one, std::size_t b, const char* other) {
      std::vector<std::string> said;
      if (a > 0) said.push_back(fmt::format("{} {}", a, one));
      if (b > 0) said.push_back(fmt::format("{} {}", b, other));
      return said.empty() ? std::string("–") : listed(said);
    };
    page +=
        fmt::format("| [{}](#{}) | {} | {} | {} | {} |\n", cell(section.title), section.code, n.all(),
                    both(n.favourable_person, "plus favorable", n.strict_person, "plus strict"),
                    both(n.strict_administration, "plus strict", n.flexible_administration, "plus souple"),
                    n.to_assess == 0 ? std::string("–") : std::to_string(n.to_assess));
  }
  for (const auto& section : it.sections) {
    page += fmt::format("\n## {}{}{}{}\n\n`{}`{}\n\n", anchor_open, section.code, anchor_close,
                        cell(section.title), section.code,
                        section.module.empty() ? "" : " — " + cell(section.module));
    made.sections.push_back(
        {section.of_procedure ? "Procédures" : "Modules : vocabulaire, paramètres, contrôles…",
         {},
         {section.code, section.title},
         {}});
    page += "| Quoi | Avant | Après | Sens | Texte |\n|---|---|---|---|---|\n";
    for (const auto& one : section.changes) {
      const auto where_it_stands = placed(one);
      std::string what =
          fmt::format("**{}** : {}{}", marker(one.happened), cell(heading(one)), cell(of_departement(one)));
      if (!where_it_stands.empty()) what += " — *" + cell(where_it_stands) + "*";
      if (!one.rests.empty()) what += " — repose dessus : " + cell(rests_words(one, names_told));
      const auto value = [](const std::string& text) { return text.empty() ? std::string("–") : cell(text); };
      auto sense = "**" + cell(sense_words(one.judgement)) + "**";
      if (!one.judgement.why.empty()) sense += " : " + cell(one.judgement.why);
      page += fmt::format("| {} | {} | {} | {} | {} |\n", what, value(one.before), value(one.after), sense,
                          cell((one.article.empty() ? "" : one.article + " ; ") + where(one)));
    }
  }
  return made;
}

}  // namespace filrouge::dsl
