#include "apps/serveur/pages/bench_gate.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "apps/serveur/cadre/fault_document.hpp"
#include "apps/serveur/http/fault.hpp"
#include "apps/serveur/http/percent.hpp"

namespace filrouge::pages {
namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string text(count * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), bytes, count);
  text.pop_back();
  return text;
}

std::string form_mac(Bench& bench, std::string_view kind, std::string_view of) {
  const auto mac =
      bench.access.file.key().mac(acces::AccessKey::Use::forms, std::string(kind) + "\n" + std::string(of));
  return hexadecimal(mac.data(), mac.size());
}

bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string address_of(const http::Request& request) {
  std::string address;
  for (const auto& segment : request.path) address += "/" + http::percent_encoded(segment);
  return address.empty() ? "/" : address;
}

bool is_of(const http::Request& request, std::string_view first) {
  return request.path.size() == 1 && request.path.front() == first;
}

http::Response refused(unsigned status, std::string_view text) {
  return http::html(cadre::fault_document(http::fault_title(status), text, {}), status);
}

}  // namespace

std::string session_cookie(bool secure) {
  return secure ? "__Host-filrouge" : "filrouge";
}

http::Cookie cookie_of(const http::Request& request, std::string token) {
  // Lax: an address sent to a colleague opens where they are signed in; a GET changes nothing.
  return {session_cookie(request.secure), std::move(token), std::nullopt, http::Cookie::SameSite::lax};
}

http::Cookie no_cookie(const http::Request& request) {
  return {session_cookie(request.secure), "", 0};
}

DoorToken door_token(Bench& bench) {
  std::array<unsigned char, 16> drawn{};
  randombytes_buf(drawn.data(), drawn.size());
  const auto cookie = hexadecimal(drawn.data(), drawn.size());
  return {cookie, form_mac(bench, "porte", cookie)};
}

std::string BenchGate::proxy_token(std::string_view account) const {
  return form_mac(bench_, "mandataire", account);
}

std::shared_ptr<SignedIn> BenchGate::who(const http::Request& request) {
  auto it = std::make_shared<SignedIn>();
  if (request.is_proxy && request.account) {
    const auto account = bench_.access.accounts.find(*request.account);
    if (!account || account->closed) return nullptr;
    it->who = {account->id,
               account->name,
               account->rights.role,
               account->rights.everywhere,
               account->rights.territoires,
               account->rights.role_metier,
               false,
               proxy_token(account->name),
               bench_.now() + acces::Sessions::longest};
    return it;
  }
  it->token = request.cookies.text(session_cookie(request.secure));
  if (it->token.empty()) return nullptr;
  auto resumed = bench_.access.sessions.resume(it->token, bench_.now());
  if (!resumed) return nullptr;
  it->who = std::move(resumed->visitor);
  if (resumed->token) {
    it->fresh = std::move(resumed->token);
    it->token = *it->fresh;
  }
  return it;
}

std::variant<std::shared_ptr<const http::Visitor>, http::Response> BenchGate::admit(
    const http::Request& request, http::Right asked) {
  auto visitor = who(request);
  const bool reads = request.method == http::Method::get;
  if (!visitor) {
    if (request.is_proxy && request.account)
      return refused(403,
                     "Vous êtes connecté à votre réseau, mais aucun compte du banc n'est ouvert à ce nom. Un "
                     "administrateur du banc peut en ouvrir un : « filrouge compte ajouter ».");
    if (reads) return http::see_other("/connexion?vers=" + http::percent_encoded(address_of(request)));
    return refused(
        401,
        "Votre session a pris fin, et rien n'a été enregistré. Ouvrez la page de connexion dans un "
        "autre onglet, connectez-vous, puis revenez à cette page et envoyez-la de nouveau : ce que "
        "vous y aviez écrit y est encore.");
  }
  // Of rights that changed, the session goes on under another token: refused, it goes on as well.
  const auto still_in = [&](http::Response response) {
    if (visitor->fresh) response.cookies.push_back(cookie_of(request, *visitor->fresh));
    return response;
  };
  if (visitor->who.must_change && !is_of(request, "mot-de-passe") && !is_of(request, "deconnexion"))
    return still_in(http::see_other("/mot-de-passe"));
  if (asked != any_account && !visitor->who.may(static_cast<acces::Right>(asked)))
    return still_in(
        refused(403, std::string("Votre compte ne permet pas de ") +
                         std::string(said_of(static_cast<acces::Right>(asked))) +
                         ". Si c'est votre travail, un administrateur du banc peut changer votre rôle."));
  return std::shared_ptr<const http::Visitor>(std::move(visitor));
}

bool BenchGate::verify_token(const http::Request& request, std::string_view token) {
  if (!request.visitor) {
    const auto& cookie = request.cookies.text(door_cookie);
    return !cookie.empty() && equal(token, form_mac(bench_, "porte", cookie));
  }
  const auto& visitor = signed_in(request);
  if (visitor.token.empty()) return equal(token, proxy_token(visitor.who.name));
  const auto& came = request.cookies.text(session_cookie(request.secure));
  // Of rights changed since the form was shown, the token that came is the form's.
  return bench_.access.sessions.form_is_of(came, token) ||
         bench_.access.sessions.form_is_of(visitor.token, token);
}

}  // namespace filrouge::pages
