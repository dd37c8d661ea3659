#pragma once

#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "engine/formats/dossier_source.hpp"

namespace filrouge {

/// The webhooks of rdv-insertion, kept one body a line (NDJSON): invitations, and the participations of the
/// rendez-vous, under the names that its database gives them (rdv_insertion_words.hpp), with the day of
/// Paris. What a later webhook says of an act is a correction known that day, what `destroyed` says an
/// annulation (DossierSource::notifies).
///
/// The file is read whole by the first next(), in the order of the moments of its webhooks: its acts are held
/// in memory until they are given. A line that cannot be read is a reject, whole; the next one is read.
/// No name, NIR, address, telephone or mail is read: keys other than those used are counted (left_unread).
class RdvInsertionWebhooks final : public DossierSource {
 public:
  /// Opens a file, or standard input for "-". `departement`: of the persons of whom no webhook tells it (an
  /// invitation never does); may be empty. Throws FormatError when the file cannot be opened, or when that is
  /// no département.
  explicit RdvInsertionWebhooks(const std::string& path, const std::string& departement = {});
  /// Reads from `input`, which must live as long; `name` is what rejects call it.
  RdvInsertionWebhooks(std::istream& input, std::string name, const std::string& departement = {});
  ~RdvInsertionWebhooks() override;

  /// The rejects of the whole file come first. Throws FormatError when the file is no NDJSON.
  ReadStatus next(Record& record, Reject& reject) override;
  /// Of the first webhook that speaks of the person.
  std::uint64_t line() const override;
  bool notifies() const override { return true; }
  std::string named_by() const override;
  std::vector<std::string> warnings() const override;
  std::string left_unread() const override;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace filrouge
