#pragma once

#include <span>
#include <string_view>

namespace filrouge {

/// A file of the pages (style, script, drawing), as it stood when the program was built.
struct StaticFile {
  std::string_view name;  ///< « banc.css », as in apps/serveur/statique
  std::string_view url;   ///< « /statique/banc.0123456789ab.css »: another one as soon as a byte changes
  std::string_view type;  ///< of its Content-Type
  std::string_view etag;  ///< with its quotes
  std::string_view bytes;
};

std::span<const StaticFile> static_files();

/// The address of the file of that name. Throws std::logic_error when there is none: a fault of who wrote the
/// page.
std::string_view static_url(std::string_view name);

}  // namespace filrouge
