#pragma once

#include <boost/asio/ssl/context.hpp>
#include <string>

namespace filrouge::http {

/// TLS 1.2 and 1.3, with ciphers that keep past conversations secret if the key is lost one day.
/// `certificate`: PEM, with those that vouch for it after it; `key`: PEM. Throws ServerError of files that
/// cannot be read, that do not go together, or of a key that any account may read.
boost::asio::ssl::context tls_context(const std::string& certificate, const std::string& key);

}  // namespace filrouge::http
