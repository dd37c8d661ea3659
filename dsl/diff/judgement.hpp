#pragma once

#include <map>
#include <string>

#include "dsl/diff/change.hpp"

namespace filrouge::dsl {

/// In what sense a change goes, for the person and for the administration. Nothing is guessed: what no row
/// below shows is « sens à apprécier ».
///
/// Time. « S'allonge »: a longer length; franc or prorogued where it was not; from the notification of an act
/// rather than from its day; from the later of two days; a pause, an act that interrupts, a renewal, a
/// postponement more, or longer. « Se raccourcit »: the contrary.
///
/// | délai | s'allonge | se raccourcit |
/// |---|---|---|
/// | attente, hers or of which all that is forbidden weighs on her | plus favorable pour la personne, plus
/// strict pour l'administration | the contrary of both | | échéance, faculté, terme or rythme of the person
/// (« opposé à », « au bénéfice de ») | plus favorable pour la personne | plus strict pour la personne | |
/// échéance or rythme that an institution owes (its role, « retard de »), faculté of an institution | plus
/// souple pour l'administration | plus strict pour l'administration | | mesure in a sanction state | plus
/// strict pour la personne | plus favorable pour la personne | | objectif interne | sans effet sur les droits
/// | sans effet sur les droits | | any other | sens à apprécier | sens à apprécier |
///
/// | what | added, truer, more | removed, less true, less |
/// |---|---|---|
/// | an attente of the first row | plus favorable pour la personne, plus strict pour l'administration | the
/// contrary | | an act that an attente of the first row forbids | the same | the contrary | | an act that
/// keeps a délai | as if it were longer, but for an attente and a terme | as if it were shorter | | an
/// échéance that an institution owes | plus strict pour l'administration | plus souple pour l'administration
/// | | an échéance of the person | plus strict pour la personne | plus favorable pour la personne | | an «
/// exige », a contrôle (précédé, pas avant, exige, jamais) on an act that weighs on her or prepares one |
/// plus favorable pour la personne, plus strict pour l'administration | the contrary | | the condition of
/// such an « exige », of such a contrôle, harder to meet | the same | the contrary | | a proposal of an act
/// that weighs on her or prepares one, the condition that leads to it easier to meet | plus strict pour la
/// personne | plus favorable pour la personne | | an irrégularité that is an institution's (« retard de », an
/// act of the row above), its gravité | plus strict pour l'administration | plus souple pour l'administration
/// | | the bounds of a measure in a sanction state, of a table of legal intervals: higher | plus strict pour
/// la personne | plus favorable pour la personne | | … wider; narrower | plus souple pour l'administration |
/// plus strict pour l'administration | | « défavorable », « préparatoire », on an act of the vocabulary |
/// plus favorable pour la personne, plus strict pour l'administration | the contrary | | labels, titles,
/// fondements, sources, scénarios, index, indicateurs, names | sans effet sur les droits | | | a définition,
/// a paramètre, a table that appears or goes | sans effet par elle-même: what names it is told | |
///
/// A shared paramètre or définition goes the way that all that rests on it shows, when all of it shows one.
class Judge {
 public:
  /// The value of each paramètre that has one alone, on each side, by the head of its form.
  using Values = std::map<std::string, Value>;
  Judge(Values before, Values after) : before_(std::move(before)), after_(std::move(after)) {}

  Judgement of_line(const Sheet& before, const Sheet& after, Aspect aspect, const Line* was,
                    const Line* is) const;
  Judgement of_presence(const Sheet& sheet, bool added) const;
  /// What becomes of a line when what it follows rises, or is true more often.
  static Judgement of_following(const Sheet& sheet, Aspect aspect, Follows follows, bool rises);

 private:
  const Value* resolved(const FormPtr& form, const Values& values) const;

  Values before_, after_;
};

/// One sense for several; conflicting ones are to assess.
Judgement taken_together(const std::vector<Judgement>& all);

/// What the value of a paramètre becomes: 1 it rises, -1 it falls, 0 it can't be told.
int rise(const Value& before, const Value& after);

}  // namespace filrouge::dsl
