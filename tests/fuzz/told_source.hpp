#pragma once

#include <cstddef>
#include <string>

#include "engine/core/dossier/coherence.hpp"
#include "engine/core/text/utf8.hpp"
#include "engine/formats/dossier_json.hpp"
#include "engine/formats/dossier_source.hpp"
#include "tests/fuzz/must.hpp"

/// What a file of dossiers gives, whole, as text: the same file gives the same text. A FormatError is an
/// answer as well. `size` is that of the file: no reader gives more than it has bytes.
template <class Open>
std::string told_source(Open open, std::size_t size) {
  using namespace filrouge;
  std::string told;
  static DossierJsonReader reader;
  try {
    auto source = open();
    Record record;
    Reject reject;
    std::size_t given = 0;
    for (auto status = source.next(record, reject); status != ReadStatus::end;
         status = source.next(record, reject)) {
      must(++given <= size + 1, "un fichier ne donne pas plus de dossiers qu'il n'a d'octets");
      if (status == ReadStatus::reject) {
        must(!reject.reason.empty(), "un rejet dit pourquoi");
        told += display(reject) + "\n";
        continue;
      }
      must(!record.dossier.empty(), "un dossier a un numéro");
      const auto json = to_json(record);
      // What does not hold together is told by whoever puts the pieces together.
      if (!find_incoherence(record)) {
        Record again;
        must(!reader.read(json, again), "un dossier lu se relit en JSON");
        must(to_json(again) == json, "un dossier relu est le même");
      }
      told += json + "\n";
    }
    for (const auto& warning : source.warnings()) told += warning + "\n";
  } catch (const FormatError& error) {
    told += error.what();
  }
  must(first_bad_utf8(told) == std::string::npos, "ce qui est dit est en UTF-8");
  return told;
}
