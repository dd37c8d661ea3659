#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/serveur/acte/act_form.hpp"

/// What a submitted form says. Everything in it is understood, or refused with its field named: nothing is
/// dropped.
namespace filrouge::acte {

/// Keys and values as they were submitted, in their order; an empty value says nothing.
using Submitted = std::vector<std::pair<std::string, std::string>>;

struct FieldError {
  std::string field;       ///< key; empty: the act as a whole
  std::string label;       ///< « Fait le »
  std::string wrong;       ///< « le 31 février n'existe pas »
  std::string expected;    ///< « un jour : 30/11/2026 »; may be empty
  std::string suggestion;  ///< « voulez-vous dire « suspension » ? »; may be empty

  /// « Mesure : « suspention » n'est pas compris ; attendu : … ; voulez-vous dire « suspension » ? »
  std::string sentence() const;
};

struct ReadAct {
  std::optional<RawEvent> act;  ///< without id (next_act_id); none when there is an error
  std::vector<FieldError> errors;
  std::vector<std::string> warnings;  ///< understood, and perhaps not what was meant
  std::string reason;                 ///< of a correction or an annulment
};

/// An act of the form's type. `today`: no act is of a later day, nor known on one.
ReadAct read_act(const Model& model, const ActForm& form, const Submitted& submitted, const Record& dossier,
                 Date today);

/// The form of a correction of that act: what it says now stands in its fields; « motif » is asked besides.
/// What names nothing in the act cannot be corrected and is not asked: `connu_le` and citations (the mend is
/// an annulment, and another act). Nothing when the dossier has no such act, or it is itself a correction.
std::optional<ActForm> correction_form(const ActForms& forms, const Record& dossier, std::string_view act,
                                       Date today);
/// Only what differs from what the act says now; nothing differing is an error. An emptied field is corrected
/// into « known to be empty ».
ReadAct read_correction(const Model& model, const ActForm& form, std::string_view act,
                        const Submitted& submitted, const Record& dossier, Date today);

/// The keys of the form of an annulment: "motif", required, and "le", the day it is annulled, else today. It
/// may be of an act, of a correction, or of another annulment.
ReadAct read_annulation(const Model& model, std::string_view act, const Submitted& submitted,
                        const Record& dossier, Date today);

/// « fil-3 »: the id the next act recorded here will have; unique in the dossier.
std::string next_act_id(const Record& dossier);

}  // namespace filrouge::acte
