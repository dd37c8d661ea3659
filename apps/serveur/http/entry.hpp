#pragma once

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <string>
#include <variant>

#include "apps/serveur/http/fault.hpp"
#include "apps/serveur/http/hosts.hpp"
#include "apps/serveur/http/request.hpp"
#include "apps/serveur/http/route.hpp"

namespace filrouge::http {

using Header = boost::beast::http::header<true, boost::beast::http::fields>;

/// By where a request came.
struct Way {
  std::string peer;  ///< address; of the socket of the proxy, « socket »
  bool is_tls = false;
  bool is_proxy = false;
};

/// What is held of every request before its route is looked for: one Host, one of ours; one way only to tell
/// the length of its body; a method we know; an address that can be decoded.
std::variant<Request, Fault> read_header(const Header& header, const Way& way, const Hosts& hosts);

/// What is held of every write before anything is read of it: it must come from one of our own pages, as far
/// as the browser says where it comes from.
std::optional<Fault> foreign_origin(const Request& request);

/// What is sent, of a type and a length that the route takes. `length`: as announced, if it is.
std::optional<Fault> unexpected_body(const Request& request, const Route& route,
                                     std::optional<std::uint64_t> length, bool is_chunked,
                                     std::size_t body_limit);

/// « text/csv » of « Text/CSV; charset=utf-8 ».
std::string media_type(std::string_view content_type);

}  // namespace filrouge::http
