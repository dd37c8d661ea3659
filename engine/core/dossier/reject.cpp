#include "engine/core/dossier/reject.hpp"

namespace filrouge {

std::string display(const Reject& reject) {
  std::string text = reject.file;
  if (reject.line) text += ':' + std::to_string(reject.line);
  if (reject.line && reject.column) text += ':' + std::to_string(reject.column);
  if (!text.empty()) text += ": ";
  if (!reject.dossier.empty()) text += "dossier " + reject.dossier + " : ";
  if (!reject.where.empty()) text += reject.where + " : ";
  return text + reject.reason;
}

}  // namespace filrouge
