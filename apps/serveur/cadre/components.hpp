#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "apps/serveur/cadre/html.hpp"

/// What stands on several pages, as apps/serveur/statique/banc.css dresses it.
namespace filrouge::cadre {

enum class Urgency { late, near, to_do, doubt, closed };
/// « ▲ en retard de 25 jours »: a sign and a word, the colour says nothing more.
Html label(Urgency urgency, std::string_view words);

enum class Notice { info, attention, error };
Html notice(Notice notice, std::string_view sentence);

enum class Proof { done, to_prove, to_come, missing, pointless };
struct ProofStep {
  std::string name;  ///< « lettre »
  Proof proof = Proof::to_come;
};
/// The steps of an affaire and what proves each; read aloud, each step says its state in words.
Html proof_strip(const std::vector<ProofStep>& steps);
/// The same, each step a sign alone to who sees it, for the cell of a table: what matters is told beside.
Html proof_signs(const std::vector<ProofStep>& steps);
/// « ◐ à prouver »
Html proof_mark(Proof proof);

/// A field of a form.
struct Field {
  std::string name;     ///< of the value sent, and of the element
  std::string label{};  ///< « Jour de la notification »
  std::string help{}, error{};
  std::string type = "text";  ///< of input: text, date, password, search…
  std::string value{};
  bool is_required = false;
  std::string autocomplete{};  ///< what the browser may fill in: « username », « current-password »…
};
/// Its label, its help, its error if it has one, its input.
Html field(const Field& field);
/// The token of a form that writes.
Html token_field(std::string_view token);

}  // namespace filrouge::cadre
