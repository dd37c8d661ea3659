#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "apps/serveur/cadre/document.hpp"
#include "apps/serveur/http/route.hpp"
#include "apps/serveur/pages/bench.hpp"
#include "apps/serveur/pages/bench_gate.hpp"
#include "apps/serveur/pages/signed_in.hpp"

namespace filrouge::pages {

/// A page of who is signed in: what its handler throws of the base or of the access file becomes a page that
/// says so, and nothing acknowledged is lost.
http::Route page(http::Method method, std::string pattern, http::Right right, http::Handler handler);

/// A page of today, under that entry of the navigation; its body is to be written.
cadre::Page page_of_today(Bench& bench, std::string title, std::string_view current);

/// The whole page: `inside.title`, `current`, `body` and the days are its own; who is signed in, where they
/// may go and how fresh the sources are come with it.
http::Response framed(Bench& bench, const http::Request& request, cadre::Page inside, unsigned status = 200);

/// What there is not, or is not theirs to see: the same page, by every route.
http::Response not_found(Bench& bench, const http::Request& request);

/// A sentence of what went wrong, under the frame.
http::Response told(Bench& bench, const http::Request& request, unsigned status, std::string_view title,
                    std::string_view sentence);

/// « Référent fil rouge »: what an account is for, as people read it.
std::string_view said_of(acces::Role role);

/// Days of the address: « ?au=2026-03-01&connu_au=2026-03-10 ». Today when they are not there.
struct AskedDays {
  Date asked, known;
  std::string wrong;  ///< what was not understood, in a sentence; empty: all was
  bool now = true;    ///< neither was asked
};
AskedDays asked_days(Bench& bench, const http::Request& request);

/// Tells the audit that this dossier is about to be shown, or anything else done to it. Throws AccessError:
/// nothing is then to be shown.
void tell_audit(Bench& bench, const http::Request& request, acces::AuditKind kind, const std::string& dossier,
                const std::string& detail);

/// « 2026-11-30T06:12:00Z »
std::string moment_text(Bench& bench);

}  // namespace filrouge::pages
