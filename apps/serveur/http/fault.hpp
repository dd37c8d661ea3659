#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apps/serveur/http/response.hpp"

namespace filrouge::http {

/// Why a request is not answered, and what the person can do about it.
struct Fault {
  unsigned status = 500;
  std::string text;    ///< sentences, in French; nothing of what was asked, nor of what went wrong inside
  std::string number;  ///< of a fault of the program, to be quoted; else empty
  std::vector<std::pair<std::string, std::string>> headers{};
};

/// « Page introuvable » for 404.
std::string_view fault_title(unsigned status);

/// The document that tells a fault.
using FaultPage = std::function<std::string(const Fault&)>;
/// The plainest one: no style, no link but to the first page.
std::string plain_fault_page(const Fault& fault);

Response answer_to(const Fault& fault, const FaultPage& page);

}  // namespace filrouge::http
