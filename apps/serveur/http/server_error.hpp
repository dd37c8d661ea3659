#pragma once

#include <stdexcept>

namespace filrouge::http {

/// Why a server does not start, in French, for whoever starts it.
class ServerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace filrouge::http
