#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/dossier/flux_identity.hpp"
#include "engine/core/dossier/known_only.hpp"
#include "engine/core/dossier/record.hpp"
#include "engine/core/dossier/reject.hpp"
#include "engine/store/base.hpp"
#include "engine/store/notified.hpp"
#include "engine/store/rereading.hpp"

namespace filrouge {

/// A file about to be imported, as its reader knows it.
struct ImportFile {
  std::string name;    ///< as the person named it
  std::string format;  ///< "ndjson", "csv", "cnaf"
  std::string digest;  ///< of its bytes: the same digest is the same file; empty for standard input
  std::uint64_t bytes = 0;
  std::string
      rules;  ///< digest of those whose words are kept; under others, what they left out is read again
  std::string imported_at;   ///< ISO day and time, told by the caller: the store reads no clock
  std::string system = {};   ///< what names the dossiers it tells (DossierSource::named_by)
  std::string reading = {};  ///< the way it is read, where there are several (DossierSource::reading)
};

struct ImportCounts {
  std::uint64_t new_dossiers = 0, changed_dossiers = 0, unchanged_dossiers = 0;
  std::uint64_t new_persons = 0, new_attributes = 0;
  std::uint64_t new_events = 0, unchanged_events = 0;
  std::uint64_t rejects = 0;
  std::uint64_t joined = 0, separated = 0, corrected = 0, doubted = 0;  ///< who is who (who_is_who.hpp)
  std::uint64_t replaced_passes = 0;  ///< of the same file, read by another page
  std::uint64_t replaced = 0;         ///< rows of an earlier pass of the same file, read by another page
};

/// One transaction that brings dossiers into a base: until commit() nobody sees any of it, and a process
/// killed at any moment leaves the base as it was. Destroyed without commit(), it leaves nothing. One Import
/// at a time per base; a second process waits ten seconds for the first, then is refused by a StoreError.
/// Nothing that the vocabulary does not know enters the base (known_only.hpp): neither attribute nor field.
class Import {
 public:
  /// The vocabulary must live as long.
  Import(Base& base, const Vocabulary& vocabulary);
  ~Import();
  Import(const Import&) = delete;
  Import& operator=(const Import&) = delete;

  /// Rows that follow come from this file. Gives the day of an earlier import of the very same file (maybe
  /// empty), in which case there is nothing to do; nothing otherwise.
  std::optional<std::string> begin_file(const ImportFile& file);

  /// Adds what the dossier brings; what the base holds already is left alone, so that doing it again changes
  /// nothing. Gives what could not be taken, kept in `rejets` too; `line` is where the dossier stands in its
  /// file.
  std::vector<Reject> merge(Record record, std::uint64_t line = 0);

  /// The file is that flux: observe() tells its foyers, end_flux() that all of them were told.
  void begin_flux(const FluxIdentity& flux);
  /// The same as merge() for what a flux saw on a day (observation.hpp), in whatever order the fluxes come. A
  /// dossier of another identifier but of the same organisme and matricule is the same dossier.
  std::vector<Reject> observe(Record seen, Date seen_on, std::uint64_t line = 0);
  /// What changed since the flux before, in French, with how many; as it is now that all of it is read.
  std::vector<std::string> end_flux(const FluxIdentity& flux);

  /// The same for a dossier read in a system's own database, which tells its rows as they are now
  /// (rereading.hpp).
  std::vector<Reject> reread(Record now, const SeenRows& seen, RereadCounts& counts);

  /// The same for acts that a system notified, state after state (notified.hpp); `line` as in merge().
  std::vector<Reject> notified(Record told, NotifiedCounts& counts, std::uint64_t line = 0);

  /// Adds one act that a person enters of a dossier of the base, which it calls by its number there: nothing
  /// else of the dossier is told, nothing is vouched for, and nobody is looked for under another name. The
  /// dossier must be there; `file` should name a system that tells no dossier.
  std::vector<Reject> enter(const std::string& dossier, RawEvent act);

  /// Keeps a row that could not be read.
  void reject(const Reject& reject);

  /// The same of a row that a person is asked about: the very same file will be read again.
  void ask(const Reject& reject);

  /// Since begin_file.
  const ImportCounts& counts() const;
  /// Since begin_file: what the rules do not know.
  const LeftOut& left_out() const;

  /// Every dossier of the base is then kept typed by the vocabulary too (journal_blobs.hpp).
  void commit();
  /// Once committed: how many of the others, besides what was imported, had to be typed.
  std::uint64_t typed_anew() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace filrouge
