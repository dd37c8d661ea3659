#include "apps/serveur/pages/framed.hpp"

#include <spdlog/spdlog.h>

#include <array>
#include <utility>

#include "apps/serveur/acces/access_error.hpp"
#include "apps/serveur/cadre/components.hpp"
#include "apps/serveur/cadre/fault_document.hpp"
#include "apps/serveur/http/fault.hpp"
#include "engine/store/base.hpp"

namespace filrouge::pages {
namespace {

http::Response unavailable(std::string_view text) {
  auto response = http::html(cadre::fault_document(http::fault_title(503), text, {}), 503);
  response.headers.emplace_back("Retry-After", "20");
  return response;
}

std::set<cadre::Entry> entries_of(const acces::Visitor& who) {
  using cadre::Entry;
  std::set<Entry> entries;
  if (who.may(acces::Right::read_caseload)) entries = {Entry::morning, Entry::affaires, Entry::sources};
  if (who.may(acces::Right::import_files) || who.may(acces::Right::settle_identity))
    entries.insert(Entry::imports);
  if (who.may(acces::Right::manage_accounts)) entries.insert(Entry::accounts);
  if (who.may(acces::Right::read_audit)) entries.insert(Entry::audit);
  return entries;
}

}  // namespace

http::Route page(http::Method method, std::string pattern, http::Right right, http::Handler handler) {
  http::Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.right = right;
  route.handler = [handler = std::move(handler)](const http::Request& request) {
    http::Response response;
    try {
      response = handler(request);
    } catch (const StoreError& error) {
      // Its text may name a dossier: it is for the page, not for the log.
      response = unavailable(std::string("La base ne répond pas comme il faut : ") + error.what() +
                             ". Rien de ce que cette page devait faire n'est à croire fait ; revenez en "
                             "arrière : ce que vous aviez écrit y est encore.");
    } catch (const acces::AccessError& error) {
      response =
          unavailable(std::string("Rien n'est montré ni écrit sans que le journal d'audit le dise, et il "
                                  "ne peut être tenu : ") +
                      error.what());
    }
    if (const auto& visitor = signed_in(request); visitor.fresh)
      response.cookies.push_back(cookie_of(request, *visitor.fresh));
    return response;
  };
  return route;
}

cadre::Page page_of_today(Bench& bench, std::string title, std::string_view current) {
  cadre::Page page;
  page.title = std::move(title);
  page.current = current;
  page.asked = page.known = bench.today();
  return page;
}

http::Response framed(Bench& bench, const http::Request& request, cadre::Page inside, unsigned status) {
  const auto& who = signed_in(request).who;
  inside.entries = entries_of(who);
  inside.visitor = who.name;
  inside.role = said_of(who.role);
  inside.token = who.csrf;
  if (who.may(acces::Right::read_caseload))

    inside.freshness = bench.sources.told(*bench.visible.lend({}), bench.today())->lines;
  if (const auto refused = bench.rules.refused(); !refused.empty()) {
    cadre::Html body;
    body.add(
        cadre::notice(cadre::Notice::attention,
                      "Les règles du disque ne peuvent être mises en vigueur : celles d'avant le restent. Un "
                      "officier des règles peut lancer « filrouge verifier »."));
    body.add(inside.body);
    inside.body = std::move(body);
  }
  return http::html(cadre::document(inside), status);
}

http::Response told(Bench& bench, const http::Request& request, unsigned status, std::string_view title,
                    std::string_view sentence) {
  cadre::Page page;
  page.title = title;
  page.body.add(cadre::notice(status < 400 ? cadre::Notice::info : cadre::Notice::error, sentence));
  return framed(bench, request, std::move(page), status);
}

http::Response not_found(Bench& bench, const http::Request& request) {
  return told(
      bench, request, 404, "Rien à cette adresse",
      "Il n'y a rien à cette adresse que votre compte puisse voir. Vérifiez le numéro ; s'il est juste, le "
      "dossier est peut-être d'un territoire qui n'est pas à vous, ou n'a pas encore été évalué.");
}

std::string_view said_of(acces::Role role) {
  constexpr std::array words{"lecture", "référent", "cadre", "officier des règles", "administration"};
  return words.at(static_cast<std::size_t>(role));
}

AskedDays asked_days(Bench& bench, const http::Request& request) {
  AskedDays days{bench.today(), {}, {}, true};
  const auto read = [&](const char* name, const char* said, Date otherwise) {
    const auto& text = request.query.text(name);
    if (text.empty()) return otherwise;
    if (const auto day = parse_iso_date(text)) {
      days.now = false;
      return *day;
    }
    days.wrong = std::string("« ") + text + " » n'est pas un jour (" + said +
                 ") ; il faut une date comme 2026-04-02. Le jour d'aujourd'hui est montré.";
    return otherwise;
  };
  days.asked = read("au", "« au »", days.asked);
  days.known = read("connu_au", "« connu au »", days.asked);
  return days;
}

void tell_audit(Bench& bench, const http::Request& request, acces::AuditKind kind, const std::string& dossier,
                const std::string& detail) {
  bench.access.audit.append(signed_in(request).who.author(), kind, dossier, detail, bench.now());
}

std::string moment_text(Bench& bench) {
  return acces::utc_text(bench.now());
}

}  // namespace filrouge::pages
