#pragma once

#include <simdjson.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/core/dossier/record.hpp"

/// One webhook of rdv-insertion, read by its documented keys.
namespace filrouge::rdv_insertion {

/// Why a webhook is not taken, and where in it (« data/participations/0/id »).
struct Untold {
  std::string where, reason;
};

/// What it says of a person; what it leaves empty is not told.
struct User {
  std::string id, matricule, role, departement;
  Date birth;
};

/// What it says of one act.
struct State {
  RawEvent act;
  std::string rdv;     ///< number of the rendez-vous it is a participation of; empty of an invitation
  std::string moment;  ///< of the webhook, as the clocks of Paris told it: « 2026-03-15T10:22:07 »
  bool first = false;  ///< the act had just been made
  bool gone = false;   ///< it is no more
};

struct Webhook {
  struct Told {
    User user;
    State state;
  };
  std::vector<Told> told;
  std::string rdv_gone;  ///< number of a rendez-vous that is no more and whose participations are not told
  std::string moment;
  std::map<std::string, std::uint64_t> unread;  ///< keys not used, with how many of each
  std::map<std::string, std::uint64_t> left;    ///< what is not told for want of a word, in French
};

/// Throws Untold: a webhook is taken whole, or not at all.
Webhook read_webhook(simdjson::dom::element body);

}  // namespace filrouge::rdv_insertion
