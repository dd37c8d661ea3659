#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/cadre/html.hpp"
#include "engine/core/calendar/date.hpp"

namespace filrouge::cadre {

/// What the navigation may lead to, in its order.
enum class Entry { morning, affaires, imports, sources, accounts, audit };

/// A page of the bench.
struct Page {
  std::string title;          ///< of the window and of the one h1
  std::string_view current;   ///< address of the entry it is under: « /affaires »; empty: none
  std::set<Entry> entries;    ///< those the visitor may open; none: no navigation
  std::string visitor, role;  ///< who is signed in, and as what: « référent fil rouge »; empty: nobody
  std::string token;          ///< of the form that signs out (POST /deconnexion); empty: no such form
  std::vector<std::string> freshness;  ///< « CNAF jusqu'au 31 octobre 2026 »
  Date asked, known;                   ///< the days it is told for; not known: the page is of no day
  Html body;                           ///< what stands under the h1
};

/// The whole document.
std::string document(const Page& page);

}  // namespace filrouge::cadre
