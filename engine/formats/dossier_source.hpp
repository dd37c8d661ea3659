#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/core/dossier/flux_identity.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/dossier/reject.hpp"

namespace filrouge {

enum class ReadStatus { record, reject, end };

/// A file that cannot be read at all, told in French: what was being read must be abandoned whole.
class FormatError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Dossiers read one after the other from a file of some format.
class DossierSource {
 public:
  virtual ~DossierSource() = default;

  /// The next dossier (its remarks are in the record), or why a row was not taken, or the end. A dossier may
  /// come in several pieces. Throws FormatError.
  virtual ReadStatus next(Record& record, Reject& reject) = 0;
  /// The line where the dossier last given begins.
  virtual std::uint64_t line() const = 0;
  /// The part of the file it is in, as messages say it: the sheet of a workbook; empty when the file is one.
  virtual std::string part() const { return {}; }
  /// The day on which the source saw what it tells, when it is a flux of states rather than a journal.
  std::optional<Date> seen_on() const {
    const auto told = flux();
    return told ? std::optional(told->reference) : std::nullopt;
  }
  /// What it says of itself when it is such a flux; `whole` once next() has said `end`.
  virtual std::optional<FluxIdentity> flux() const { return std::nullopt; }
  /// Its acts come as a system notified them, one state after the other
  /// (engine/core/dossier/later_state.hpp).
  virtual bool notifies() const { return false; }
  /// The program whose names the dossiers, persons and acts of the file bear; empty when it does not say.
  virtual std::string named_by() const { return {}; }
  /// The way the file is read, where the same bytes may be read in several: by which page, by which of its
  /// entries. Empty where there is one way.
  virtual std::string reading() const { return {}; }
  /// What is odd about the file as a whole; complete once next() has said `end`.
  virtual std::vector<std::string> warnings() const { return {}; }
  /// What it holds that nobody reads, in one line, with how many of each; empty when all is read.
  virtual std::string left_unread() const { return {}; }
};

}  // namespace filrouge
