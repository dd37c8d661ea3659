#include "engine/core/dossier/reject.hpp"

#include "engine/core/text/quotable.hpp"
#include "engine/core/text/visible.hpp"

namespace filrouge {

std::string shown_dossier(const Reject& reject) {
  return is_number_like(reject.dossier) ? reject.dossier : std::string();
}

std::string display(const Reject& reject) {
  std::string text = reject.file;
  if (reject.line) text += ':' + std::to_string(reject.line);
  if (reject.line && reject.column) text += ':' + std::to_string(reject.column);
  if (!text.empty()) text += ": ";
  if (const auto dossier = shown_dossier(reject); !dossier.empty()) text += "dossier " + dossier + " : ";
  if (!reject.where.empty()) text += reject.where + " : ";
  return visible_line(text + reject.reason);
}

}  // namespace filrouge
