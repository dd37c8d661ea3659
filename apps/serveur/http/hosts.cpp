#include "apps/serveur/http/hosts.hpp"

#include <algorithm>

namespace filrouge::http {
namespace {

std::string lower(std::string_view text) {
  std::string made(text);
  std::transform(made.begin(), made.end(), made.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return made;
}

bool has_port(std::string_view name) {
  const auto bracket = name.rfind(']');
  return name.find(':', bracket == std::string_view::npos ? 0 : bracket) != std::string_view::npos;
}

}  // namespace

void Hosts::add_name(std::string_view name) {
  hosts_.insert(lower(name));
  if (!has_port(name)) names_without_port_.insert(lower(name));
}

void Hosts::add_address(const std::string& address, bool is_loopback, std::uint16_t port,
                        std::uint16_t usual_port) {
  ports_.insert(port);
  add(address.find(':') == std::string::npos ? address : "[" + address + "]", port, usual_port);
  if (is_loopback) add("localhost", port, usual_port);
}

void Hosts::add(const std::string& name, std::uint16_t port, std::uint16_t usual_port) {
  hosts_.insert(name + ":" + std::to_string(port));
  // Browsers do not write the usual port of a scheme.
  if (port == usual_port) hosts_.insert(name);
}

bool Hosts::holds(std::string_view host) const {
  const auto asked = lower(host);
  if (hosts_.contains(asked)) return true;
  const auto colon = asked.rfind(':');
  if (colon == std::string::npos || !names_without_port_.contains(asked.substr(0, colon))) return false;
  const auto port = asked.substr(colon + 1);
  return std::any_of(ports_.begin(), ports_.end(), [&](auto known) { return std::to_string(known) == port; });
}

}  // namespace filrouge::http
