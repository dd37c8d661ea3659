#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

namespace filrouge::http {

/// The names a server answers for. A page of another site that had one of its own names lead here would else
/// read the answers.
class Hosts {
 public:
  /// « banc.departement.fr », which is also that name with the port of any address listened on, or
  /// « banc.departement.fr:8443 », which is that alone.
  void add_name(std::string_view name);
  /// An address listened on, and the loopback names if it is one: « 127.0.0.1 », « ::1 ».
  void add_address(const std::string& address, bool is_loopback, std::uint16_t port,
                   std::uint16_t usual_port);

  /// Is it exactly one of them, case aside?
  bool holds(std::string_view host) const;

 private:
  void add(const std::string& name, std::uint16_t port, std::uint16_t usual_port);
  std::set<std::string> names_without_port_, hosts_;
  std::set<std::uint16_t> ports_;
};

}  // namespace filrouge::http
