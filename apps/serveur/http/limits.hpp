#pragma once

#include <chrono>
#include <cstddef>

namespace filrouge::http {

/// How much, and how long, a visitor may take of the server. What passes them is cut or refused.
struct Limits {
  std::size_t header = 16 * 1024;         ///< bytes of the first line and the headers
  std::size_t body = 64 * 1024;           ///< bytes of what a form sends
  std::size_t upload = 64 * 1024 * 1024;  ///< bytes of a form with a file
  std::size_t connections = 256;
  std::size_t per_address = 32;  ///< connections; the socket of the proxy counts as none

  std::chrono::milliseconds header_time = std::chrono::seconds(10);  ///< of TLS, then of the headers
  std::chrono::milliseconds body_time = std::chrono::seconds(30);
  std::chrono::milliseconds upload_time = std::chrono::minutes(5);
  std::chrono::milliseconds write_time = std::chrono::seconds(30);  ///< of each MiB of the answer
  std::chrono::milliseconds idle_time = std::chrono::seconds(30);   ///< between two requests
  std::chrono::milliseconds linger_time = std::chrono::seconds(5);  ///< for the rest of what was refused
  std::chrono::milliseconds stop_time = std::chrono::seconds(20);   ///< for what is being answered
};

}  // namespace filrouge::http
