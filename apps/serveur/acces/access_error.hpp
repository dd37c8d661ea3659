#pragma once

#include <stdexcept>
#include <string>

namespace filrouge::acces {

/// Why an account, a session or the audit cannot be had as asked, in French, with how to mend it. Never holds
/// a password, a token, a name of a person or the number of a dossier.
class AccessError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace filrouge::acces
