#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include "apps/serveur/http/response.hpp"

namespace filrouge::http {

/// What an answer depends on beside itself.
struct AnswerForm {
  bool is_secure = false;  ///< the request was
  bool is_static = false;  ///< the route says so
  bool is_head = false;    ///< HEAD: the body is announced, and stays here
  bool keep_alive = false;
};

using Message = boost::beast::http::response<boost::beast::http::string_body>;

/// The answer as it is sent, with the headers of every answer: nothing from elsewhere, no script nor style
/// but our files, no frame, no copy kept. Throws std::logic_error of a header or a cookie that would end its
/// line.
Message made_safe(Response response, const AnswerForm& form);

}  // namespace filrouge::http
