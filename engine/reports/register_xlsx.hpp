#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/core/calendar/date.hpp"

namespace filrouge {

/// An affaire, as a row of the register; what is not known is empty.
struct RegisterXlsxLine {
  std::string affaire, dossier, personne, territoire, kind;
  Date opened;
  std::string states;
  Date since, next;
  std::string awaited;
  std::string steps, wanting;  ///< « ●●◐○○–○○○○ », and what lacks of it in words
  std::string payment;
  std::uint32_t irregularities = 0, blocking = 0;
  std::string missing;
};

/// What a register was made of.
struct RegisterXlsxEnvelope {
  std::string asked;    ///< ISO day
  std::string made_at;  ///< ISO day and time
  std::string rules_digest;
  std::vector<std::string> kept;  ///< what it was asked to keep to, and what it left out, a line each
};

/// The register of the affaires as a workbook: one row each on « Affaires », then « À propos ». Days are
/// days, numbers are texts, no text is a formula.
class RegisterXlsx {
 public:
  void add(const RegisterXlsxLine& line) { lines_.push_back(line); }
  /// Once. Throws FileError where the temporary files it takes cannot be written.
  void write(std::ostream& out, const RegisterXlsxEnvelope& envelope) const;

 private:
  std::vector<RegisterXlsxLine> lines_;
};

}  // namespace filrouge
