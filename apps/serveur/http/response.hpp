#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace filrouge::http {

/// Always HttpOnly; Secure whenever the request was.
struct Cookie {
  enum class SameSite { strict, lax };
  std::string name, value;
  std::optional<int> max_age;  ///< seconds; 0 takes the cookie away; none: until the browser closes
  SameSite same_site = SameSite::strict;
};

/// What a handler answers. The server adds the headers of every answer.
struct Response {
  unsigned status = 200;
  std::string type = "text/html; charset=utf-8";  ///< of the body
  std::string body;
  /// Neither a name nor a value may hold an end of line: the answer would be refused (500).
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<Cookie> cookies;
};

inline Response html(std::string document, unsigned status = 200) {
  Response response;
  response.status = status;
  response.body = std::move(document);
  return response;
}

inline Response plain_text(std::string text, unsigned status = 200) {
  Response response;
  response.status = status;
  response.type = "text/plain; charset=utf-8";
  response.body = std::move(text);
  return response;
}

/// After a write: the browser goes and reads that page (303). `path` is one of ours: « /affaires?etat=ouverte
/// ».
inline Response see_other(std::string path) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", std::move(path));
  return response;
}

/// A file to keep: its name is given in ASCII, without quotes.
inline Response download(std::string bytes, std::string type, std::string_view name) {
  Response response;
  response.type = std::move(type);
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition",
                                std::string("attachment; filename=\"").append(name).append("\""));
  return response;
}

}  // namespace filrouge::http
