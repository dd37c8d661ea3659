#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "engine/core/dossier/reject.hpp"
#include "engine/store/import.hpp"

namespace filrouge {

/// What the command line says of the database of another system.
struct SystemChoice {
  std::string name;  ///< "webrsa"; empty: none
  std::string url;
  std::string schema = "public";
  std::string departement;
  std::uint32_t seconds = 600;
  bool everything = false;  ///< read all again, whatever was read before
};

void add_system_options(CLI::App& verb, SystemChoice& choice);

/// Brings into a base what the database of a system holds: all of it the first time, then what changed.
class SystemImport {
 public:
  /// Opens the database and holds it against what is read of it, before anything is written. Throws
  /// FormatError.
  explicit SystemImport(SystemChoice choice);
  ~SystemImport();
  SystemImport(const SystemImport&) = delete;
  SystemImport& operator=(const SystemImport&) = delete;

  /// To be committed by whoever began the import. `rules`: digest of those whose words are kept; `refused` is
  /// told of each reject. Says on the account what was read, and what was left.
  void bring(Base& base, Import& import, const std::string& rules,
             const std::function<void(const Reject&)>& refused);

  /// The database, as messages name it.
  const std::string& name() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace filrouge
