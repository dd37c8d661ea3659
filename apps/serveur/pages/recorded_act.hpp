#pragma once

#include "apps/serveur/http/request.hpp"
#include "apps/serveur/http/response.hpp"
#include "apps/serveur/pages/act_writing.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// An act as the dossier has it, with what corrected or annulled it. « ?enregistre=fil-3 »: it was just so.
http::Response recorded_act(Bench& bench, const http::Request& request, const FormDossier& dossier,
                            const RawEvent& act);

}  // namespace filrouge::pages
