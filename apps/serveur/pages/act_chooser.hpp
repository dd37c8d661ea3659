#pragma once

#include "apps/serveur/acte/expected_acts.hpp"
#include "apps/serveur/http/request.hpp"
#include "apps/serveur/http/response.hpp"
#include "apps/serveur/pages/act_writing.hpp"
#include "apps/serveur/pages/bench.hpp"

namespace filrouge::pages {

/// Which act is to be recorded? Those that the states await first; those that weigh on the person last, apart
/// and behind a click. `of`: whose are awaited.
http::Response act_chooser(Bench& bench, const http::Request& request, const FormDossier& dossier,
                           const acte::ExpectedOf& of);

}  // namespace filrouge::pages
