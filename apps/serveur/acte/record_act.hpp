#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/record.hpp"
#include "engine/core/model/model.hpp"
#include "engine/store/base.hpp"
#include "engine/store/dossier_stamp.hpp"

namespace filrouge::acte {

/// Who records, when, and from which form.
struct Submission {
  std::string account;      ///< name of the account, which the base keeps: « banc : camille »
  std::string now;          ///< ISO day and time, told by the caller
  std::string key;          ///< of the form as it was shown: pressing « enregistrer » twice records once
  DossierStamp seen;        ///< of the dossier when the form was shown
  std::string reason = {};  ///< of a correction or an annulment; kept beside the account
};

struct Recorded {
  enum class Outcome : std::uint8_t {
    recorded,
    already,  ///< this very form was recorded before: `id` is that of its act
    moved,    ///< the dossier changed since the form was shown: nothing is written
    refused   ///< the base does not take it (`refusals`): nothing is written
  } outcome = Outcome::refused;
  std::string id;                     ///< of the act
  std::vector<ActAdded> since;        ///< of `moved`: the acts written meanwhile
  std::vector<std::string> refusals;  ///< French, whole sentences

  /// What happened, in French, for the page.
  std::string sentence(const Vocabulary& vocabulary) const;
};

/// Writes an act, a correction or an annulment in the base, in one transaction: all of it, or nothing. The
/// source of the act stays unsaid: keys compare within one system, and an act entered by hand names those of
/// every system by the ids that the dossier has. Throws StoreError: the base is held by another for more than
/// ten seconds, cannot be written, or has no such dossier; nothing is then written.
Recorded record_act(Base& base, const Model& model, const std::string& dossier, RawEvent act,
                    const Submission& submission);

}  // namespace filrouge::acte
