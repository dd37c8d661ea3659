#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/dossier/journal.hpp"
#include "engine/core/findings/evaluation.hpp"
#include "engine/core/machine/program.hpp"
#include "engine/reports/findings_json.hpp"
#include "engine/reports/ordered_texts.hpp"
#include "filrouge/finding.hpp"

namespace filrouge {

/// Which affaires a register holds.
struct RegisterOf {
  std::string role;        ///< those with a procédure this role conducts; empty: all
  bool open_only = false;  ///< not those that are over
};

/// What became of an affaire, from the act that opened it: one line of a register.
struct RegisterLine {
  std::string personne, affaire, ouverte_le, acte;  ///< of whom, its number, the day and the act it began by
  std::uint32_t opening = none_id;                  ///< rank of that act in the journal
  std::string etats, depuis;                        ///< where its procédures stand, and since when
  const Finding* next = nullptr;                    ///< the first of its days that is still awaited
  const Finding* to_do = nullptr;                   ///< something to do, without a day
  std::vector<std::string> roles;      ///< who conducts its procédures, by the names of the rules; in order
  std::vector<std::string> manquants;  ///< what its procédures ask for and nobody recorded, in words
  unsigned irregularities = 0, blocking = 0;
  bool open = false;
};

/// The affaires of one dossier, in the order they were opened. `findings` are those of `evaluation`, in
/// words.
std::vector<RegisterLine> affaires_of(const Program& program, const Journal& journal,
                                      const Evaluation& evaluation, const std::vector<Finding>& findings,
                                      const RegisterOf& of);

/// The register for a terminal: what is open first, the first day awaited at the head; then what is over, the
/// last ended first. Memory does not grow with it.
class AffairesRegister {
 public:
  void add(std::string_view dossier, const std::vector<RegisterLine>& lines);
  void write(std::ostream& out, const RunEnvelope& envelope);

 private:
  OrderedTexts lines_;
  std::uint64_t open_ = 0, over_ = 0;
};

std::string register_csv_heading();
std::string register_csv_line(const Journal& journal, const RegisterLine& line);

}  // namespace filrouge
