#include "apps/serveur/http/safe_headers.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <stdexcept>

namespace filrouge::http {
namespace {

namespace bhttp = boost::beast::http;

constexpr const char* content_policy =
    "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'";
constexpr const char* no_permission =
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), publickey-credentials-get=(), "
    "usb=()";

const std::string& on_one_line(const std::string& text) {
  for (const char c : text)
    if (c == '\r' || c == '\n' || c == '\0') throw std::logic_error("a header that would end its line");
  return text;
}

std::string in_header(const Cookie& cookie, bool is_secure) {
  auto text = fmt::format("{}={}; Path=/; HttpOnly; SameSite={}", cookie.name, cookie.value,
                          cookie.same_site == Cookie::SameSite::strict ? "Strict" : "Lax");
  if (cookie.value.find_first_of("; ,\"\\") != std::string::npos)
    throw std::logic_error("a cookie that would end its value");
  if (cookie.max_age) text += fmt::format("; Max-Age={}", *cookie.max_age);
  if (is_secure) text += "; Secure";
  return text;
}

bool has_body(unsigned status) {
  return status != 204 && status != 304;
}

}  // namespace

Message made_safe(Response response, const AnswerForm& form) {
  Message message;
  message.version(11);
  message.result(response.status);
  message.set(bhttp::field::date,
              fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::time(nullptr))));
  message.set(bhttp::field::cache_control,
              form.is_static ? "public, max-age=31536000, immutable" : "no-store");
  message.set("Content-Security-Policy", content_policy);
  message.set("X-Content-Type-Options", "nosniff");
  // Under no-referrer, browsers would say « null » for the origin of our own forms.
  message.set("Referrer-Policy", "same-origin");
  message.set("Cross-Origin-Opener-Policy", "same-origin");
  message.set("Cross-Origin-Resource-Policy", "same-origin");
  message.set("Permissions-Policy", no_permission);
  if (form.is_secure) message.set("Strict-Transport-Security", "max-age=31536000");
  for (const auto& [name, text] : response.headers) message.set(on_one_line(name), on_one_line(text));
  for (const auto& cookie : response.cookies)
    message.insert(bhttp::field::set_cookie, on_one_line(in_header(cookie, form.is_secure)));
  message.keep_alive(form.keep_alive);
  if (!has_body(response.status)) return message;
  message.set(bhttp::field::content_type, on_one_line(response.type));
  message.content_length(response.body.size());
  if (!form.is_head) message.body() = std::move(response.body);
  return message;
}

}  // namespace filrouge::http
