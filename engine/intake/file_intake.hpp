#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/model/model.hpp"
#include "engine/formats/correspondence.hpp"
#include "engine/formats/dossier_source.hpp"
#include "engine/identity/nir_key.hpp"
#include "engine/store/import.hpp"

namespace filrouge {

/// A file given to be imported, and what was said of how to read it.
struct IntakeFile {
  std::string path;
  std::string name;                      ///< as the person calls it
  std::string format;                    ///< ndjson, csv, classeur, cnaf, webhooks
  std::optional<Correspondence> page{};  ///< of a csv or a classeur
  std::string sheet{};                   ///< of a classeur, as the person names it; empty: the page says
  std::string departement{};             ///< of webhooks, which do not say it
  const NirKey* nir_key = nullptr;       ///< lives as long
  bool lacks_key = false;    ///< the base compares NIRs under a key, which is not given: given again with it,
                             ///< the file will tell more
  bool new_numbers = false;  ///< a new number close to a known one is a new dossier, and not asked about
};

/// The format that the name of a file tells (« .xml »: cnaf); empty when it tells none.
std::string format_named(const std::string& file);

/// Opens it. Throws FormatError, of what can be seen to be unreadable.
std::unique_ptr<DossierSource> open_source(const IntakeFile& file);

/// What bringing files says at its end.
struct IntakeTally {
  ImportCounts counts;
  std::map<std::string, std::uint64_t> remarks;  ///< the same remark, whatever the dossier, with how often
  std::uint64_t left_out = 0;                    ///< what the rules do not know
  NotifiedCounts notified;
  std::uint64_t typed_anew = 0;  ///< dossiers that the base kept typed by other rules, or not

  void add(const ImportCounts& file);
};

/// Who follows the reading.
struct IntakeWatch {
  std::function<void(const Reject&)> reject;
  std::function<void(const std::string&)> line;  ///< something to say of the file as a whole
  std::function<void()> step;                    ///< one more dossier read
};

/// Brings a file into the base, within this import and up to its commit(), which is the caller's. `now`: ISO
/// day and time. False when the very same file is there already: there was nothing to do. Throws FormatError,
/// StoreError.
bool bring_file(Import& import, Base& base, const Model& rules, const IntakeFile& file,
                const std::string& now, IntakeTally& tally, const IntakeWatch& watch);

/// What there is to say once all is brought, a line each; `base` as people call it.
std::vector<std::string> told(const IntakeTally& tally, const std::string& base);

}  // namespace filrouge
