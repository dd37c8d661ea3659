#include "apps/serveur/http/entry.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <boost/beast/http/verb.hpp>

#include "apps/serveur/http/percent.hpp"
#include "engine/core/text/utf8.hpp"

namespace filrouge::http {
namespace {

namespace bhttp = boost::beast::http;
using boost::beast::iequals;

constexpr const char* account_header = "x-filrouge-compte";

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return made;
}

std::size_t count(const Header& header, std::string_view name) {
  return header.count(boost::beast::string_view(name.data(), name.size()));
}

std::string value(const Header& header, std::string_view name) {
  const auto found = header.find(boost::beast::string_view(name.data(), name.size()));
  return found == header.end() ? std::string() : std::string(trimmed_of_ascii(found->value()));
}

Fault malformed(std::string text) {
  return {400, std::move(text), {}};
}

std::optional<Fault> refused_form(const Header& header) {
  if (header.version() != 10 && header.version() != 11) return Fault{505, "Ce serveur parle HTTP/1.1.", {}};
  if (count(header, "host") != 1)
    return malformed("Une demande dit une fois, et une seule, à quel serveur elle s'adresse (Host).");
  // Two readers that do not agree on where a request ends can be made to take its end for another request.
  const auto length = value(header, "content-length");
  const bool is_number = length.find_first_not_of("0123456789") == std::string::npos;
  const auto codings = count(header, "transfer-encoding");
  if (count(header, "content-length") > 1 || !is_number || codings > 1 ||
      (codings == 1 && (count(header, "content-length") != 0 || header.version() == 10 ||
                        !iequals(value(header, "transfer-encoding"), "chunked"))))
    return malformed("La longueur de ce qui est envoyé est dite de deux façons, ou d'une façon non prévue.");
  for (const auto* once : {"content-type", "origin", "sec-fetch-site", account_header, "x-forwarded-proto"})
    if (count(header, once) > 1) return malformed("Un en-tête qui doit être seul est dit deux fois.");
  return std::nullopt;
}

std::optional<Method> method_of(bhttp::verb verb) {
  switch (verb) {
    case bhttp::verb::get:
    case bhttp::verb::head:
      return Method::get;
    case bhttp::verb::post:
      return Method::post;
    case bhttp::verb::put:
      return Method::put;
    case bhttp::verb::delete_:
      return Method::del;
    default:
      return std::nullopt;
  }
}

/// « a=1; b=2 ». What is no pair is left: cookies of other programs on this host come as well.
void read_cookies(std::string_view text, Fields& cookies) {
  while (!text.empty()) {
    const auto end = text.find(';');
    const auto pair = trimmed_of_ascii(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.add(std::string(trimmed_of_ascii(pair.substr(0, equals))),
                std::string(trimmed_of_ascii(pair.substr(equals + 1))));
  }
}

/// The last address: the one that the proxy itself saw.
std::string forwarded_address(const Header& header) {
  std::string last;
  for (const auto& field : header)
    if (iequals(field.name_string(), "x-forwarded-for")) last = field.value();
  const auto comma = last.rfind(',');
  const auto address =
      std::string(trimmed_of_ascii(comma == std::string::npos ? last : last.substr(comma + 1)));
  boost::system::error_code none;
  boost::asio::ip::make_address(address, none);
  return none ? std::string() : address;
}

}  // namespace

std::variant<Request, Fault> read_header(const Header& header, const Way& way, const Hosts& hosts) {
  if (auto fault = refused_form(header)) return std::move(*fault);
  Request request;
  request.host = value(header, "host");
  if (!hosts.holds(request.host))
    return Fault{
        421, "Ce serveur ne répond pas sous ce nom. Prenez l'adresse que l'administrateur a donnée.", {}};
  const auto method = method_of(header.method());
  if (!method) {
    if (header.method() == bhttp::verb::unknown)
      return Fault{501, "Ce serveur ne sait pas ce que cette demande veut.", {}};
    return Fault{405,
                 "Cette adresse se lit ; on ne lui demande rien d'autre ainsi.",
                 {},
                 {{"Allow", "GET, HEAD, POST"}}};
  }
  request.method = *method;

  const std::string_view target(header.target().data(), header.target().size());
  const auto question = target.find('?');
  auto path = path_segments(target.substr(0, question));
  if (!path || target.find('#') != std::string_view::npos)
    return malformed("L'adresse demandée ne se lit pas. Reprenez depuis la première page.");
  request.path = std::move(*path);
  if (question != std::string_view::npos && !read_fields(target.substr(question + 1), request.query))
    return malformed("Ce qui suit le « ? » de l'adresse ne se lit pas. Reprenez depuis la page précédente.");

  for (const auto& field : header) {
    auto name = lower(field.name_string());
    if (name == "cookie") read_cookies(field.value(), request.cookies);
    if (name == account_header || name.starts_with("x-forwarded-")) continue;
    request.headers.add(std::move(name), std::string(trimmed_of_ascii(field.value())));
  }
  request.peer = way.peer;
  request.secure = way.is_tls;
  request.is_proxy = way.is_proxy;
  if (way.is_proxy) {
    // A proxy that says nothing of it is taken at its best: cookies of a site in clear would else be made.
    request.secure = !iequals(value(header, "x-forwarded-proto"), "http");
    if (auto address = forwarded_address(header); !address.empty()) request.peer = std::move(address);
    if (auto account = value(header, account_header); !account.empty()) {
      if (first_bad_utf8(account) != std::string_view::npos)
        return malformed("Le compte que dit le mandataire ne se lit pas.");
      request.account = std::move(account);
    }
  }
  return request;
}

std::optional<Fault> foreign_origin(const Request& request) {
  const auto* origin = request.headers.first("origin");
  const auto* site = request.headers.first("sec-fetch-site");
  const auto ours = (request.secure ? "https://" : "http://") + request.host;
  if ((origin && !iequals(*origin, ours)) || (site && *site != "same-origin" && *site != "none"))
    return Fault{403,
                 "Cet envoi vient d'une page qui n'est pas de ce serveur : rien n'a été fait. "
                 "Reprenez depuis la page d'ici.",
                 {}};
  return std::nullopt;
}

std::string media_type(std::string_view content_type) {
  return lower(trimmed_of_ascii(content_type.substr(0, content_type.find(';'))));
}

std::optional<Fault> unexpected_body(const Request& request, const Route& route,
                                     std::optional<std::uint64_t> length, bool is_chunked,
                                     std::size_t body_limit) {
  const bool comes = is_chunked || length.value_or(0) != 0;
  if (!comes) return std::nullopt;
  if (request.method == Method::get) return malformed("Une demande de lecture n'envoie rien.");
  const auto type = media_type(request.headers.text("content-type"));
  if (std::find(route.accepts.begin(), route.accepts.end(), type) == route.accepts.end())
    return Fault{
        415, "Cette adresse ne reçoit pas cette sorte d'envoi. Passez par le formulaire de la page.", {}};
  if (length.value_or(0) > body_limit)
    return Fault{413,
                 "Ce qui est envoyé passe la taille que cette page reçoit : rien n'a été lu. "
                 "Coupez-le en plusieurs envois.",
                 {}};
  return std::nullopt;
}

}  // namespace filrouge::http
