#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace pugi {
class xml_node;
}

namespace filrouge {

/// What of the foyers of a flux nobody looked at, counted by element: « Personne/Activite ».
class CnafUnread {
 public:
  /// Whoever reads an element says so, on the element itself.
  static void mark_read(pugi::xml_node element);
  /// What it holds is told elsewhere, or on purpose not at all: it is not counted.
  static void mark_told(pugi::xml_node element);

  /// Counts what is left of one foyer.
  void count(const pugi::xml_node& foyer);
  /// « ne sont pas lus : Personne/Activite (12), Evenement (3) ; le sont en partie : Personne/Identification
  /// », or nothing. An element whose name is not one word of a schema is not named.
  std::string line() const;

 private:
  bool look(const pugi::xml_node& element, const std::string& path);

  std::map<std::string, std::uint64_t> whole_, partly_;
};

}  // namespace filrouge
