#pragma once

#include <fstream>
#include <istream>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "engine/formats/cnaf_foyer.hpp"
#include "engine/formats/cnaf_unread.hpp"
#include "engine/formats/dossier_source.hpp"

namespace filrouge {

/// The flux « bénéficiaires » of the CNAF to départements, monthly (VRSB0801) or daily (VRSD0301), in
/// windows-1252 or UTF-8 as it declares. Its other fluxes (instruction, debts, payments) are refused by name.
/// Read foyer by foyer: memory holds one of them, whatever the size of the file. A foyer that cannot be read
/// is a reject; a file cut before its end is a FormatError, since the foyers missing would be taken for
/// foyers gone.
class CnafFlux final : public DossierSource {
 public:
  /// Opens a file and reads what it says of itself. `nir_key`, which must live as long, stands for the NIRs;
  /// without, they are not read. Throws FormatError when it is no such flux.
  explicit CnafFlux(const std::string& path, const NirKey* nir_key = nullptr);
  /// The same from a stream, which must live as long.
  CnafFlux(std::istream& input, std::string name);

  ReadStatus next(Record& record, Reject& reject) override;
  std::uint64_t line() const override { return given_line_; }
  std::optional<FluxIdentity> flux() const override {
    return FluxIdentity{header_.reference, header_.created, header_.type == "M", whole_};
  }
  std::string named_by() const override { return "cnaf"; }
  /// Counters of the flux that do not match its contents, a flux that is not monthly.
  std::vector<std::string> warnings() const override { return warnings_; }
  std::string left_unread() const override { return unread_.line(); }

  const FluxHeader& header() const { return header_; }

 private:
  bool fill();
  void pass(std::size_t bytes);
  std::size_t find(std::string_view text, std::size_t from);
  std::string utf8(std::string_view text) const;
  void read_header();
  void refuse_other_flux();
  void read_end();
  ReadStatus take(std::string_view element, Record& record, Reject& reject);
  ReadStatus refuse(std::string reason, Reject& reject) const;

  std::unique_ptr<std::ifstream> file_;
  std::istream* input_;
  std::string name_;
  std::string buffer_;  ///< what is read and not yet passed
  std::size_t begin_ = 0;
  bool exhausted_ = false;
  bool is_utf8_ = true;
  std::uint64_t line_ = 1;  ///< of buffer_[begin_]
  std::uint64_t given_line_ = 0;
  std::uint64_t foyers_ = 0;
  bool whole_ = true;                                 ///< as many of them as the flux announces
  std::unordered_set<std::string> named_by_request_;  ///< dossiers without a matricule to tell them apart
  FluxHeader header_;
  const NirKey* nir_key_ = nullptr;
  CnafUnread unread_;
  std::vector<std::string> warnings_;
};

}  // namespace filrouge
